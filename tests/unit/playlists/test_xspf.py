import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

import xspf_lib
from lxml import etree

from affetto.affect import Affect
from affetto.music import Playlist, Track, TrackTags
from affetto.playlists import PlaylistFormat, export_playlist

MakePlaylist = Callable[..., Playlist]

X = "{http://xspf.org/ns/0/}"
# Section 4 of the specification of XSPF version 1: what may stand in a playlist and in a track,
# and how often; None is any number.
PLAYLIST_ELEMENTS = {
    "title": 1, "creator": 1, "annotation": 1, "info": 1, "location": 1, "identifier": 1,
    "image": 1, "date": 1, "license": 1, "attribution": 1, "link": None, "meta": None,
    "extension": None, "trackList": 1,
}  # fmt: skip
TRACK_ELEMENTS = {
    "location": None, "identifier": None, "title": 1, "creator": 1, "annotation": 1, "info": 1,
    "image": 1, "album": 1, "trackNum": 1, "duration": 1, "link": None, "meta": None,
    "extension": None,
}  # fmt: skip


def parse(playlist: Playlist) -> etree._Element:
    return etree.fromstring(export_playlist(playlist, PlaylistFormat.XSPF).encode())


def check_elements(element: etree._Element, allowed: dict[str, int | None]) -> None:
    names = [etree.QName(child).localname for child in element]
    assert all(child.tag.startswith(X) for child in element)
    assert set(names) <= set(allowed)
    for name, most in allowed.items():
        assert most is None or names.count(name) <= most


def test_keeps_to_the_specification(
    playlist_of: MakePlaylist, full_track: Track, bare_track: Track
) -> None:
    root = parse(playlist_of(full_track, bare_track))
    assert root.tag == f"{X}playlist"
    assert root.get("version") == "1"
    check_elements(root, PLAYLIST_ELEMENTS)
    tracks = root.findall(f"{X}trackList/{X}track")
    assert len(tracks) == 2
    for track in tracks:
        check_elements(track, TRACK_ELEMENTS)
        for address in track.findall(f"{X}location") + track.findall(f"{X}link"):
            assert address.text
            assert address.text.isascii()
            assert urlsplit(address.text).scheme
        for link in track.findall(f"{X}link"):
            assert urlsplit(link.get("rel", "")).scheme


def test_says_all_that_is_known_of_a_track(playlist_of: MakePlaylist, full_track: Track) -> None:
    track = parse(playlist_of(full_track)).find(f"{X}trackList/{X}track")
    assert track is not None
    said = {etree.QName(child).localname: child.text for child in track}
    assert said["location"] == "https://example.org/music/daybreak.ogg?quality=high&x=1"
    assert said["title"] == "Daybreak"
    assert said["creator"] == "Ada"
    assert said["album"] == "Mornings"
    assert said["duration"] == "187457"
    assert said["annotation"] == "fast (120 bpm): near the joy"
    assert said["link"] == "https://www.youtube.com/results?search_query=Ada+Daybreak"


def test_leaves_out_what_is_not_known(playlist_of: MakePlaylist, bare_track: Track) -> None:
    track = parse(playlist_of(bare_track)).find(f"{X}trackList/{X}track")
    assert track is not None
    assert track.find(f"{X}creator") is None
    assert track.find(f"{X}album") is None
    assert track.find(f"{X}duration") is None


def test_names_the_playlist_and_what_it_answers(
    playlist_of: MakePlaylist, bare_track: Track
) -> None:
    root = parse(playlist_of(bare_track))
    assert root.findtext(f"{X}title") == "Music for a happy picture"
    assert "happy" in (root.findtext(f"{X}annotation") or "")


def test_a_mood_without_a_word_is_told_by_its_place(bare_track: Track) -> None:
    playlist = Playlist("p", Affect.at(0.6, -0.2), "match", "affect", ())
    annotation = parse(playlist).findtext(f"{X}annotation") or ""
    assert "valence +0.60, arousal -0.20" in annotation


def test_any_title_can_be_read_back(
    playlist_of: MakePlaylist, full_track: Track, odd_name: str
) -> None:
    odd = Track(1, TrackTags(odd_name, odd_name, odd_name), full_track.uri)
    track = parse(playlist_of(odd, name=odd_name)).find(f"{X}trackList/{X}track")
    assert track is not None
    read = track.findtext(f"{X}title") or ""
    # XML has no way to hold most control characters, and reads every line break as one.
    kept = odd_name.replace("\r\n", "\n")
    for forbidden in "\x00\x07\x0b\ud800":
        kept = kept.replace(forbidden, " ")
    assert read == kept
    assert track.findtext(f"{X}creator") == track.findtext(f"{X}album") == read


def test_every_location_leads_to_a_file_that_is_there(
    playlist_of: MakePlaylist, odd_file: Path
) -> None:
    root = parse(playlist_of(Track(1, TrackTags("t"), odd_file.as_uri())))
    location = root.findtext(f"{X}trackList/{X}track/{X}location") or ""
    path = Path(os.fsdecode(unquote_to_bytes(urlsplit(location).path)))
    assert path == odd_file
    assert path.is_file()


def test_an_empty_list_is_still_a_playlist(playlist_of: MakePlaylist) -> None:
    track_list = parse(playlist_of()).find(f"{X}trackList")
    assert track_list is not None
    assert len(track_list) == 0


def test_an_independent_library_reads_it(
    playlist_of: MakePlaylist, full_track: Track, tmp_path: Path
) -> None:
    path = tmp_path / "list.xspf"
    path.write_text(export_playlist(playlist_of(full_track), PlaylistFormat.XSPF), "utf-8")
    playlist = xspf_lib.Playlist.parse(str(path))
    assert playlist.title == "Music for a happy picture"
    (track,) = playlist
    assert track.title == "Daybreak"
    assert track.creator == "Ada"
    assert track.album == "Mornings"
    assert track.duration == 187457
    assert list(track.location) == [full_track.uri]
