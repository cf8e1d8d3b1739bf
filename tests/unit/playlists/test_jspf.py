import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import xspf_lib

from affetto.music import Playlist, Track, TrackTags
from affetto.playlists import PlaylistFormat, export_playlist

MakePlaylist = Callable[..., Playlist]


Check = Callable[[Any], bool]


def is_text(value: Any) -> bool:
    return isinstance(value, str)


def is_uri(value: Any) -> bool:
    return isinstance(value, str) and value.isascii() and bool(urlsplit(value).scheme)


def is_date(value: Any) -> bool:
    return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None


def is_count(value: Any) -> bool:
    return type(value) is int and value >= 0


def list_of(check: Check) -> Check:
    return lambda value: isinstance(value, list) and all(check(entry) for entry in value)


def one_of(name_check: Check, value_check: Check) -> Check:
    """An object with one field."""
    return lambda value: (
        isinstance(value, dict)
        and len(value) == 1
        and all(name_check(name) and value_check(entry) for name, entry in value.items())
    )


def is_extension(value: Any) -> bool:
    return isinstance(value, dict) and all(
        is_uri(application) and isinstance(bodies, list) for application, bodies in value.items()
    )


# The JSPF draft (wiki.xiph.org/JSPF_Draft, of 25 November 2008) is one example that shows every
# field; what a field holds is said by the specification of XSPF version 1, section 4.
SHARED_FIELDS: dict[str, Check] = {
    "title": is_text,
    "creator": is_text,
    "annotation": is_text,
    "info": is_uri,
    "image": is_uri,
    "link": list_of(one_of(is_uri, is_uri)),
    "meta": list_of(one_of(is_uri, is_text)),
    "extension": is_extension,
}
TRACK_FIELDS: dict[str, Check] = {
    **SHARED_FIELDS,
    "location": list_of(is_uri),
    "identifier": list_of(is_uri),
    "album": is_text,
    "trackNum": is_count,
    "duration": is_count,
}
PLAYLIST_FIELDS: dict[str, Check] = {
    **SHARED_FIELDS,
    "location": is_uri,
    "identifier": is_uri,
    "date": is_date,
    "license": is_uri,
    "attribution": list_of(one_of(lambda name: name in ("identifier", "location"), is_uri)),
    "track": list_of(lambda value: isinstance(value, dict)),
}


def find_faults(fields: dict[str, Any], allowed: dict[str, Check]) -> list[str]:
    """Fields that the format does not know or that hold what it does not allow."""
    return [
        name for name, value in fields.items() if name not in allowed or not allowed[name](value)
    ]


def parse(playlist: Playlist) -> dict[str, Any]:
    text = export_playlist(playlist, PlaylistFormat.JSPF)
    assert text.encode("utf-8").decode("utf-8") == text
    document = json.loads(text)
    assert list(document) == ["playlist"]
    return document["playlist"]


def test_keeps_to_the_draft_in_every_field(
    playlist_of: MakePlaylist, full_track: Track, bare_track: Track, odd_file: Path
) -> None:
    odd = Track(9, TrackTags("odd"), odd_file.as_uri())
    playlist = parse(playlist_of(full_track, bare_track, odd))
    assert find_faults(playlist, PLAYLIST_FIELDS) == []
    assert len(playlist["track"]) == 3
    for track in playlist["track"]:
        assert find_faults(track, TRACK_FIELDS) == []


def test_holds_the_same_tracks_as_the_xspf_that_an_independent_library_reads(
    playlist_of: MakePlaylist, full_track: Track, bare_track: Track, tmp_path: Path
) -> None:
    unicode = Track(9, TrackTags("<b>R&B</b> ]]>", "夜に駆ける 🎵"), "file:///music/%20a%26b.mp3")
    given = playlist_of(full_track, bare_track, unicode)
    path = tmp_path / "list.xspf"
    path.write_text(export_playlist(given, PlaylistFormat.XSPF), "utf-8")
    xspf, jspf = xspf_lib.Playlist.parse(str(path)), parse(given)
    names = ("title", "creator", "annotation")
    assert [jspf[name] for name in names] == [getattr(xspf, name) for name in names]
    assert len(xspf) == 3
    fields = ("location", "title", "creator", "annotation", "album", "duration")
    for of_jspf, of_xspf in zip(jspf["track"], xspf, strict=True):
        said = {name: getattr(of_xspf, name) for name in fields}
        # The library resolves the escapes of addresses.
        unescaped = of_jspf | {"location": [unquote(uri) for uri in of_jspf["location"]]}
        assert unescaped == {name: value for name, value in said.items() if value is not None}


def test_says_all_that_is_known_of_a_track(playlist_of: MakePlaylist, full_track: Track) -> None:
    playlist = parse(playlist_of(full_track))
    assert playlist["title"] == "Music for a happy picture"
    assert playlist["creator"] == "Affetto"
    assert playlist["track"] == [
        {
            "location": ["https://example.org/music/daybreak.ogg?quality=high&x=1"],
            "title": "Daybreak",
            "creator": "Ada",
            "annotation": "fast (120 bpm): near the joy",
            "album": "Mornings",
            "duration": 187457,
        }
    ]


def test_leaves_out_what_is_not_known(playlist_of: MakePlaylist, bare_track: Track) -> None:
    (track,) = parse(playlist_of(bare_track))["track"]
    assert set(track) == {"location", "title", "annotation"}


def test_any_title_can_be_read_back(
    playlist_of: MakePlaylist, bare_track: Track, odd_name: str
) -> None:
    odd = Track(1, TrackTags(odd_name), bare_track.uri)
    (track,) = parse(playlist_of(odd))["track"]
    assert track["title"] == odd_name.replace("\ud800", "?")


def test_every_location_leads_to_a_file_that_is_there(
    playlist_of: MakePlaylist, odd_file: Path
) -> None:
    (track,) = parse(playlist_of(Track(1, TrackTags("t"), odd_file.as_uri())))["track"]
    (location,) = track["location"]
    assert Path(unquote(urlsplit(location).path)) == odd_file


def test_an_empty_list_is_still_a_playlist(playlist_of: MakePlaylist) -> None:
    assert parse(playlist_of())["track"] == []
