"""M3U and XSPF playlists."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.importer_samples_for_tests import M3U, MBID_A, XSPF

from affetto.affect import Affect
from affetto.errors import InputError
from affetto.library.importers import BadRow, find_importer
from affetto.music import Playlist, Recommendation, Track, TrackTags
from affetto.playlists.export import PlaylistFormat, save_playlist


def read(path):
    return list(find_importer(path).read(path))


def test_an_extended_m3u_names_its_tracks(tmp_path):
    path = tmp_path / "list.m3u8"
    path.write_text(M3U, encoding="utf-8-sig")
    one, radio, bad = read(path)
    assert one.tags == TrackTags("One", artist="Ada")
    assert (one.uri, one.line, one.duration_s) == ("file:///music/one.mp3", 4, 200)
    assert (radio.tags.title, radio.uri) == ("Radio", "https://example.org/radio")
    assert radio.duration_s is None
    assert isinstance(bad, BadRow)


def test_a_plain_m3u_is_lines_of_paths_from_its_own_folder(tmp_path):
    path = tmp_path / "list.m3u"
    path.write_bytes(b"# mine\r\n\r\nfolder\\one.mp3\r\n../Caf\xe9.mp3\r\n")
    one, cafe = read(path)
    assert (one.tags.title, one.uri) == ("one", (tmp_path / "folder" / "one.mp3").as_uri())
    assert (cafe.tags.title, cafe.uri) == ("Café", (tmp_path.parent / "Café.mp3").as_uri())


def test_what_is_said_of_one_track_is_not_said_of_the_next(tmp_path):
    path = tmp_path / "list.m3u"
    path.write_text("#EXTM3U\n#EXTINF:10,Ada - One\n#EXTALB:First\n#EXTGENRE:Jazz\na.mp3\nb.mp3\n")
    one, two = read(path)
    assert one.tags == TrackTags("One", artist="Ada", album="First", genres=("Jazz",))
    assert (two.tags, two.duration_s) == (TrackTags("b"), None)


def test_the_pieces_of_a_stream_are_no_playlist(tmp_path):
    path = tmp_path / "stream.m3u8"
    path.write_text("#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:9.0,\na.ts\n")
    with pytest.raises(InputError, match="no known format"):
        find_importer(path)
    with pytest.raises(InputError, match="pieces of one stream"):
        list(find_importer(path, "m3u").read(path))


def test_an_xspf_names_its_tracks(tmp_path):
    path = tmp_path / "list.xspf"
    path.write_text(XSPF)
    one, identified, bad = read(path)
    assert one.tags == TrackTags("One", artist="Ada", album="First")
    assert (one.uri, one.duration_s) == ("file:///music/one%20two.ogg", 200.5)
    assert identified.uri == f"musicbrainz:recording:{MBID_A}"
    assert identified.tags.mbid == MBID_A
    assert bad == BadRow(11, "says nowhere where the track lies")


def test_paths_in_an_xspf_start_from_its_folder(tmp_path):
    path = tmp_path / "list.xspf"
    path.write_text(XSPF.replace("file:///music/one%20two.ogg", "music/one%20two.ogg"))
    assert read(path)[0].uri == (tmp_path / "music" / "one two.ogg").as_uri()


@pytest.mark.parametrize("playlist_format", [PlaylistFormat.M3U8, PlaylistFormat.XSPF])
def test_what_affetto_exports_comes_back(playlist_format, tmp_path):
    tracks = [
        Track(1, TrackTags("One & Two", artist="Ada"), Path("/music/é #1.mp3").as_uri(), 200.0),
        Track(2, TrackTags("Three", artist="Bo"), "https://example.org/3", 100.0),
    ]
    path = tmp_path / f"list.{playlist_format}"
    recommendations = tuple(
        Recommendation(rank, track, 0.5, ("because",)) for rank, track in enumerate(tracks, 1)
    )
    save_playlist(Playlist("x", Affect.said("happy"), "match", "affect", recommendations), path)
    rows = read(path)
    assert [(row.tags.title, row.tags.artist, row.uri, row.duration_s) for row in rows] == [
        (track.tags.title, track.tags.artist, track.uri, track.duration_s) for track in tracks
    ]
