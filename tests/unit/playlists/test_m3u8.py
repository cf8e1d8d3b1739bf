import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote_to_bytes

import m3u8
import pytest

from affetto.music import Playlist, Track, TrackTags
from affetto.playlists import PlaylistFormat, export_playlist

MakePlaylist = Callable[..., Playlist]


def parse(playlist: Playlist) -> m3u8.M3U8:
    return m3u8.loads(export_playlist(playlist, PlaylistFormat.M3U8))


def existing_path(entry: str) -> Path:
    """The file a player would open."""
    if entry.startswith("file://"):
        return Path(os.fsdecode(unquote_to_bytes(entry.removeprefix("file://"))))
    return Path(entry)


def test_begins_with_its_mark_and_its_name(playlist_of: MakePlaylist, full_track: Track) -> None:
    lines = export_playlist(playlist_of(full_track), PlaylistFormat.M3U8).splitlines()
    assert lines[:2] == ["#EXTM3U", "#PLAYLIST:Music for a happy picture"]


def test_an_independent_parser_reads_length_title_and_address(
    playlist_of: MakePlaylist, full_track: Track
) -> None:
    (segment,) = parse(playlist_of(full_track)).segments
    assert segment.duration == 187
    assert segment.title == "Ada - Daybreak"
    assert segment.uri == "https://example.org/music/daybreak.ogg?quality=high&x=1"


def test_says_minus_one_where_the_length_is_not_known(
    playlist_of: MakePlaylist, bare_track: Track
) -> None:
    (segment,) = parse(playlist_of(bare_track)).segments
    assert segment.duration == -1
    assert segment.title == "untitled"


def test_a_title_never_becomes_a_line_of_its_own(
    playlist_of: MakePlaylist, full_track: Track, odd_name: str
) -> None:
    odd = Track(1, TrackTags(odd_name, odd_name, odd_name), full_track.uri, duration_s=5)
    playlist = playlist_of(full_track, odd, full_track, name=odd_name)
    segments = parse(playlist).segments
    assert [segment.uri for segment in segments] == [full_track.uri] * 3
    assert segments[1].duration == 5
    assert [segment.title for segment in segments][::2] == ["Ada - Daybreak"] * 2


def test_every_entry_leads_to_a_file_that_is_there(
    playlist_of: MakePlaylist, odd_file: Path
) -> None:
    track = Track(1, TrackTags("t"), odd_file.as_uri())
    (segment,) = parse(playlist_of(track)).segments
    assert existing_path(segment.uri) == odd_file
    assert existing_path(segment.uri).is_file()


@pytest.mark.skipif(os.name == "nt", reason="names of files are bytes on POSIX only")
def test_leads_to_a_file_whose_name_is_no_text(playlist_of: MakePlaylist, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.mp3")
    path.write_bytes(b"")
    (segment,) = parse(playlist_of(Track(1, TrackTags("t"), path.as_uri()))).segments
    assert existing_path(segment.uri).is_file()


def test_writes_paths_as_players_read_them(playlist_of: MakePlaylist, tmp_path: Path) -> None:
    path = tmp_path / "100% real.mp3"
    text = export_playlist(
        playlist_of(Track(1, TrackTags("t"), path.as_uri())), PlaylistFormat.M3U8
    )
    assert text.splitlines()[-1] == str(path)


def test_an_empty_list_is_still_a_playlist(playlist_of: MakePlaylist) -> None:
    assert len(parse(playlist_of()).segments) == 0
