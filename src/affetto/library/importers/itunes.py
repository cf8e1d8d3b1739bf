"""Libraries of iTunes and of Apple's Music, as "Export Library" writes them.

An XML property list: a dictionary whose entry "Tracks" holds a dictionary for each track.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from affetto.errors import InputError
from affetto.library.importers import BadRow, FileImporter, ImportedTrack
from affetto.library.importers.reading import values
from affetto.library.importers.reading.locations import locate, name_of
from affetto.library.importers.reading.opening import decode_head
from affetto.library.importers.reading.xml_events import End, Start, read_xml, root_tag
from affetto.library.texts import absolute_path
from affetto.music import CatalogueFeatures, TrackTags

_NAME = "itunes"

_MILLISECONDS = 1000.0
# Where in the tree of elements a track is, and the names of what the library consists of.
_TRACK = ["plist", "dict", "dict", "dict"]
_SECTION_NAME = ["plist", "dict", "key"]
_NO_MUSIC = {
    "Podcast": "a podcast",
    "Movie": "a film",
    "TV Show": "a television programme",
    "Music Video": "a video",
    "Has Video": "a video",
    "Audiobook": "an audio book",
}


def _recognize(_path: Path, head: bytes) -> bool:
    text = decode_head(head)
    return "<key>Tracks</key>" in text and root_tag(text) == "plist"


def _read(path: Path) -> Iterator[ImportedTrack | BadRow]:
    """The tracks of a library; its playlists only repeat them."""
    folder = absolute_path(path).parent
    for line, properties in _read_tracks(path):
        try:
            yield _to_track(line, properties, folder)
        except ValueError as error:
            yield BadRow(line, str(error))


def _read_tracks(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The properties of each track, with the line on which it begins."""
    open_tags: list[str] = []
    section = ""
    found = False
    line, entries = 0, list[End]()
    for event in read_xml(path):
        if isinstance(event, Start):
            if not open_tags and event.tag != "plist":
                reason = f"line {event.line}: begins with {event.tag}, not with plist"
                raise InputError(path, reason)
            open_tags.append(event.tag)
            if open_tags == _TRACK:
                line, entries = event.line, []
            continue
        if open_tags[:-1] == _TRACK:
            entries.append(event)
        elif open_tags == _SECTION_NAME:
            section = event.text
            found = found or section == "Tracks"
        elif open_tags == _TRACK and section == "Tracks":
            yield line, _pair(entries)
        open_tags.pop()
    if not found:
        raise InputError(path, "has no list of tracks, as a library of iTunes has")


def _pair(entries: list[End]) -> dict[str, str]:
    """Keys with the values that follow them; true and false are elements of their own."""
    return {
        key.text: value.tag if value.tag in {"true", "false"} else value.text
        for key, value in pairwise(entries)
        if key.tag == "key" and value.tag != "key"
    }


def _to_track(line: int, properties: Mapping[str, str], folder: Path) -> ImportedTrack:
    said = properties.get
    for name, what in _NO_MUSIC.items():
        if said(name) == "true":
            raise ValueError(f"is {what}, not music")
    tempo_bpm = values.tempo(said("BPM", ""))
    uri = _locate(properties, folder)
    title = values.clean(said("Name", ""))
    return ImportedTrack(
        tags=TrackTags(
            title=title or name_of(uri),
            artist=values.clean(said("Artist", "")),
            album=values.clean(said("Album", "")),
            genres=values.names(said("Genre", ""), ",;"),
            year=values.year(said("Year", "")),
            is_explicit=_is_explicit(properties),
        ),
        uri=uri,
        line=line,
        duration_s=values.seconds(said("Total Time", ""), per_second=_MILLISECONDS),
        catalogue=CatalogueFeatures(tempo_bpm=tempo_bpm) if tempo_bpm is not None else None,
    )


def _locate(properties: Mapping[str, str], folder: Path) -> str:
    """Where a track lies; what lies in Apple's cloud only has an identifier."""
    if location := properties.get("Location", ""):
        return locate(location, folder)
    identifier = properties.get("Persistent ID", "")
    if not identifier:
        raise ValueError("has neither a location nor an identifier")
    return f"itunes:track:{values.clean(identifier)}"


def _is_explicit(properties: Mapping[str, str]) -> bool | None:
    if properties.get("Explicit") == "true":
        return True
    return False if properties.get("Clean") == "true" else None


IMPORTER = FileImporter(_NAME, _recognize, _read)
