"""What Affetto exports comes back, as far as the format holds it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import xspf_lib
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from tests.importer_samples_for_tests import AFFETTO_CSV, AFFETTO_JSON, ID_A, JSPF, MBID_A

from affetto.affect import Affect, Point
from affetto.errors import InputError
from affetto.library.importers import BadRow, ImportedTrack, find_importer
from affetto.library.importers.reading.values import is_unknown
from affetto.library.moods import MoodOrigin
from affetto.music import (
    AudioFeatures,
    CatalogueFeatures,
    Mode,
    Playlist,
    Recommendation,
    Track,
    TrackTags,
)
from affetto.playlists.export import PlaylistFormat, save_playlist

quick = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

# What importers make of any text: one line, without control characters and needless space.
line_breaks = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co", "Zl", "Zp"))
texts = st.text(line_breaks, max_size=25).map(lambda text: " ".join(text.split()))
names = texts.filter(bool)
# Semicolons part genres, brackets make a list, and "None" is none.
genres = st.lists(
    names.filter(lambda name: name.isalpha() and not is_unknown(name)), max_size=3, unique=True
)
files = st.builds(
    lambda name: f"file:///music/{quote(name)}.mp3", names.filter(lambda name: "/" not in name)
)
addresses = st.builds(lambda name: f"https://example.org/{quote(name, safe='')}", names)
seconds = st.none() | st.integers(1, 36_000_000).map(lambda ms: ms / 1000)
coordinates = st.integers(-10_000, 10_000).map(lambda part: part / 10_000)
links = st.fixed_dictionaries(
    {},
    optional={
        "youtube": st.just("https://www.youtube.com/watch?v=dQw4w9"),
        "spotify": st.just(f"https://open.spotify.com/track/{ID_A}"),
        "musicbrainz": st.just(f"https://musicbrainz.org/recording/{MBID_A}"),
    },
)


@st.composite
def tracks(draw: st.DrawFn) -> Track:
    duration_s = draw(seconds)
    return Track(
        1,
        TrackTags(
            title=draw(names),
            artist=draw(texts),
            album=draw(texts),
            genres=tuple(draw(genres)),
            year=draw(st.none() | st.integers(1500, 2100)),
            isrc=draw(st.sampled_from(["", "DEXX17700001"])),
            licence=draw(st.sampled_from(["", "CC BY 4.0", "© somebody"])),
        ),
        draw(files | addresses | st.just(f"spotify:track:{ID_A}")),
        duration_s,
        mood=draw(st.none() | st.builds(Point, coordinates, coordinates)),
        features=draw(
            st.none()
            | st.builds(
                AudioFeatures,
                duration_s=st.just(duration_s or 1.0),
                tempo_bpm=st.none() | st.integers(4000, 24000).map(lambda n: n / 100),
                key=st.integers(0, 11),
                mode=st.sampled_from(Mode),
            )
        )
        if duration_s
        else None,
        links=draw(links),
    )


def exported(folder: Path, wanted: PlaylistFormat, *given_tracks: Track) -> list[ImportedTrack]:
    """Tracks after they went out and in again."""
    path = folder / f"list.{wanted}"
    recommendations = tuple(
        Recommendation(rank, track, 0.5, ("because; of it",))
        for rank, track in enumerate(given_tracks, 1)
    )
    save_playlist(Playlist("x", Affect.said("happy"), "match", "affect", recommendations), path)
    rows = list(find_importer(path).read(path))
    assert not [row for row in rows if isinstance(row, BadRow)]
    return rows


@quick
@given(given_tracks=st.lists(tracks(), min_size=1, max_size=4))
def test_m3u8_keeps_artist_title_length_and_place(
    given_tracks: list[Track], tmp_path: Path
) -> None:
    # It writes "artist - title", and does not say where the one ends.
    assume(all(" - " not in f" {t.tags.artist} {t.tags.title} " for t in given_tracks))
    rows = exported(tmp_path, PlaylistFormat.M3U8, *given_tracks)
    for row, track in zip(rows, given_tracks, strict=True):
        assert (row.tags.title, row.tags.artist) == (track.tags.title, track.tags.artist)
        assert row.uri == track.uri
        # Whole seconds, of which none is written like "not known".
        assert row.duration_s == (round(track.duration_s or 0) or None)


@pytest.mark.parametrize("wanted", [PlaylistFormat.XSPF, PlaylistFormat.JSPF])
@quick
@given(given_tracks=st.lists(tracks(), min_size=1, max_size=4))
def test_xspf_and_jspf_keep_words_length_and_place(
    wanted: PlaylistFormat, given_tracks: list[Track], tmp_path: Path
) -> None:
    rows = exported(tmp_path, wanted, *given_tracks)
    for row, track in zip(rows, given_tracks, strict=True):
        tags = track.tags
        assert row.tags == TrackTags(tags.title, tags.artist, tags.album)
        assert (row.uri, row.duration_s) == (track.uri, track.duration_s)
        if wanted is PlaylistFormat.XSPF:  # only this one has links
            assert row.links == track.links


@quick
@given(given_tracks=st.lists(tracks(), min_size=1, max_size=4))
@example(given_tracks=[Track(1, TrackTags("=1+1", "@ada", "-"), "https://example.org/1")])
def test_csv_keeps_all_that_is_said_of_a_recording(
    given_tracks: list[Track], tmp_path: Path
) -> None:
    # The mark that keeps a spreadsheet from running a cell looks like one that was there before.
    for track in given_tracks:
        assume(not any(text.startswith("'") for text in (track.tags.title, track.tags.artist)))
        assume(not track.tags.album.startswith("'"))
    rows = exported(tmp_path, PlaylistFormat.CSV, *given_tracks)
    for row, track in zip(rows, given_tracks, strict=True):
        assert row.tags == track.tags
        assert (row.uri, row.duration_s) == (track.uri, track.duration_s)
        assert (row.mood.point if row.mood else None) == track.mood
        heard = track.features
        stated = None if heard is None else (heard.tempo_bpm, heard.key, heard.mode)
        read = row.catalogue
        assert (None if read is None else (read.tempo_bpm, read.key, read.mode)) == stated
        assert row.links == {k: url for k, url in track.links.items() if k == "youtube"}


@quick
@given(given_tracks=st.lists(tracks(), min_size=1, max_size=4))
def test_json_keeps_words_length_place_mood_and_links(
    given_tracks: list[Track], tmp_path: Path
) -> None:
    rows = exported(tmp_path, PlaylistFormat.JSON, *given_tracks)
    for row, track in zip(rows, given_tracks, strict=True):
        tags = track.tags
        assert row.tags == TrackTags(tags.title, tags.artist, licence=tags.licence)
        assert (row.uri, row.duration_s) == (track.uri, track.duration_s)
        assert (row.mood.point if row.mood else None) == track.mood
        assert row.links == track.links


def read(path: Path) -> list[ImportedTrack | BadRow]:
    return list(find_importer(path).read(path))


def write(folder: Path, content: str) -> Path:
    path = folder / "list"
    path.write_text(content, encoding="utf-8")
    return path


def test_a_list_of_listenbrainz_names_recordings(tmp_path: Path) -> None:
    one, identified, bad = read(write(tmp_path, JSPF))
    assert one.tags == TrackTags("One", "Ada", "First")
    assert (one.uri, one.line, one.duration_s) == ("file:///music/one%20two.ogg", 1, 200.5)
    assert one.links == {"spotify": f"https://open.spotify.com/track/{ID_A}"}
    assert identified.uri == f"musicbrainz:recording:{MBID_A}"
    assert identified.tags == TrackTags(f"musicbrainz:recording:{MBID_A}", mbid=MBID_A)
    assert identified.links == {"musicbrainz": f"https://musicbrainz.org/recording/{MBID_A}"}
    assert bad == BadRow(3, "says nowhere where the track lies")


def test_paths_in_a_jspf_start_from_its_folder(tmp_path: Path) -> None:
    path = write(tmp_path, '{"playlist": {"track": [{"location": "music/one%20two.ogg"}]}}')
    (track,) = read(path)
    assert track.uri == (tmp_path / "music" / "one two.ogg").as_uri()
    assert track.tags.title == "one two"


def test_jspf_is_read_as_an_independent_library_reads_the_same_in_xspf(tmp_path: Path) -> None:
    given_tracks = [
        Track(1, TrackTags("夜 & <b>", "Ada", "R&B"), "file:///music/%20a%26b.mp3", 200.5),
        Track(2, TrackTags("Two"), "https://example.org/2"),
    ]
    rows = exported(tmp_path, PlaylistFormat.JSPF, *given_tracks)
    exported(tmp_path, PlaylistFormat.XSPF, *given_tracks)
    others = xspf_lib.Playlist.parse(str(tmp_path / "list.xspf"))
    for row, other in zip(rows, others, strict=True):
        assert row.tags.title == other.title
        assert row.tags.artist == (other.creator or "")
        assert row.tags.album == (other.album or "")
        assert row.duration_s == (other.duration / 1000 if other.duration else None)


def test_links_in_an_xspf_of_an_independent_library_are_kept(tmp_path: Path) -> None:
    page = f"https://open.spotify.com/track/{ID_A}"
    track = xspf_lib.Track(
        location="https://example.org/one.mp3",
        title="One",
        info="https://www.jamendo.com/track/948",
        link=[xspf_lib.Link("https://open.spotify.com", page)],
    )
    path = tmp_path / "list.xspf"
    xspf_lib.Playlist(trackList=[track]).write(str(path))
    (row,) = read(path)
    assert row.links == {"spotify": page, "jamendo": "https://www.jamendo.com/track/948"}


def test_a_table_says_all_it_knows(tmp_path: Path) -> None:
    one, two, bad = read(write(tmp_path, AFFETTO_CSV))
    assert one.tags == TrackTags(
        "=One", "Ada", "First", ("Folk", "Indie Rock"), 1984, "DEXX17700001", "CC BY 4.0"
    )
    assert one.catalogue == CatalogueFeatures(tempo_bpm=96, key=2, mode=Mode.MAJOR)
    assert one.mood is not None
    assert (one.mood.origin, one.mood.point) == (MoodOrigin.CATALOGUE, Point(0.25, -0.5))
    assert one.links == {}  # a search is no page of the track
    assert two.links == {"youtube": "https://www.youtube.com/watch?v=x"}
    assert (two.mood, two.catalogue, two.duration_s) == (None, None, None)
    assert bad == BadRow(4, "the valence is '7', which is not from -1 to 1")


def test_a_table_that_a_spreadsheet_saved_again_is_read(tmp_path: Path) -> None:
    table = AFFETTO_CSV.replace(";", " /").replace(",", ";").replace("0.25", "0,25")
    one, *_ = read(write(tmp_path, table))
    assert one.mood is not None
    assert one.mood.point == Point(0.25, -0.5)


def test_a_document_for_scripts_is_read(tmp_path: Path) -> None:
    one, two, bad = read(write(tmp_path, AFFETTO_JSON))
    assert one.tags == TrackTags("One", "Ada", licence="CC BY 4.0")
    assert one.mood is not None
    assert one.mood.point == Point(0.25, -0.5)
    assert two.links == {"youtube": "https://www.youtube.com/watch?v=x"}
    assert isinstance(bad, BadRow)


@pytest.mark.parametrize(
    "content",
    [
        '{"playlist": {}}',
        '{"playlist": {"track": {}}}',
        '{"playlist": {"title": [[[, "track": []}}',
        '{"playlist": {"title": "x" "track" []}}',
        '{"playlist": {"track": [1 2]}}',
        '{"playlist": {"track": [{}',
    ],
)
def test_what_is_no_list_of_tracks_is_refused_with_one_line(content: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(write(tmp_path, content))
    assert "\n" not in str(caught.value)


def test_a_list_larger_than_memory_should_hold_is_read_piece_by_piece(tmp_path: Path) -> None:
    """The whole is larger than the largest record that is read at once."""

    def pieces() -> Iterator[str]:
        yield '{"playlist": {"annotation": "' + "x" * 100_000 + '", "track": ['
        for n in range(20_000):
            track = {
                "title": f"{n}",
                "location": [f"https://example.org/{n}"],
                "annotation": "y" * 900,
            }
            yield ("," if n else "") + json.dumps(track)
        yield "]}}"

    path = tmp_path / "long.jspf"
    with path.open("w") as file:
        file.writelines(pieces())
    assert path.stat().st_size > 1 << 24
    assert [row.tags.title for row in read(path)] == [str(n) for n in range(20_000)]
