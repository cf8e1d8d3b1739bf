import io
from collections.abc import Callable

import pandas as pd
import pytest

from affetto.music import Playlist, Track, TrackTags
from affetto.playlists import PlaylistFormat, export_playlist
from affetto.playlists.exporters.csv_table import COLUMNS

MakePlaylist = Callable[..., Playlist]
TEXT_COLUMNS = ("title", "artist", "album", "genres", "licence", "isrc", "reasons")


def read(playlist: Playlist) -> pd.DataFrame:
    text = export_playlist(playlist, PlaylistFormat.CSV)
    return pd.read_csv(io.BytesIO(text.encode()), keep_default_na=False)


def test_an_independent_reader_finds_every_field(
    playlist_of: MakePlaylist, full_track: Track
) -> None:
    table = read(playlist_of(full_track))
    assert tuple(table.columns) == COLUMNS
    assert table.iloc[0].to_dict() == {
        "rank": 1,
        "title": "Daybreak",
        "artist": "Ada",
        "album": "Mornings",
        "year": 1984,
        "genres": "Folk; Indie Rock",
        "duration_s": 187.457,
        "tempo_bpm": 96.0,
        "key": "D major",
        "score": 1.0,
        "valence": 0.25,
        "arousal": -0.5,
        "licence": "CC BY 4.0",
        "isrc": "DEXX17700001",
        "uri": "https://example.org/music/daybreak.ogg?quality=high&x=1",
        "youtube": "https://www.youtube.com/results?search_query=Ada+Daybreak",
        "reasons": "fast (120 bpm): near the joy",
    }


def test_leaves_unknown_fields_empty(playlist_of: MakePlaylist, bare_track: Track) -> None:
    row = read(playlist_of(bare_track)).iloc[0]
    for column in ("artist", "album", "year", "duration_s", "tempo_bpm", "key", "valence"):
        assert row[column] == ""


def test_negative_numbers_stay_numbers(playlist_of: MakePlaylist, full_track: Track) -> None:
    assert read(playlist_of(full_track))["arousal"].dtype == float


def test_any_title_can_be_read_back(
    playlist_of: MakePlaylist, full_track: Track, odd_name: str
) -> None:
    odd = Track(1, TrackTags(odd_name, odd_name, odd_name, (odd_name,)), full_track.uri)
    table = read(playlist_of(full_track, odd, full_track))
    assert len(table) == 3
    shown = table.loc[1, "title"]
    assert isinstance(shown, str)
    assert shown.removeprefix("'") == odd_name.replace("\ud800", "?")
    assert table.loc[2, "title"] == "Daybreak"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "＝", "＠"])  # noqa: RUF001
def test_no_text_begins_as_a_formula(playlist_of: MakePlaylist, start: str) -> None:
    text = start + "1+1"
    hostile = Track(
        1, TrackTags(text, text, text, (text,), isrc=text, licence=text), "https://example.org/"
    )
    row = read(playlist_of(hostile)).iloc[0]
    for column in TEXT_COLUMNS:
        assert not row[column].lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
        assert not row[column].lstrip(" ").startswith(("＝", "＠"))  # noqa: RUF001


def test_an_empty_list_has_a_header(playlist_of: MakePlaylist) -> None:
    assert tuple(read(playlist_of()).columns) == COLUMNS


def test_lines_end_as_the_standard_says(playlist_of: MakePlaylist, full_track: Track) -> None:
    text = export_playlist(playlist_of(full_track), PlaylistFormat.CSV)
    assert text.count("\r\n") == text.count("\n") == 2
