"""XSPF, the XML playlist of Xiph.org (xspf.org/spec)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from affetto.errors import InputError
from affetto.library.importers import BadRow, FileImporter, ImportedTrack
from affetto.library.importers.reading import values
from affetto.library.importers.reading.locations import (
    locate,
    musicbrainz_links,
    musicbrainz_uri,
    name_of,
    service_links,
)
from affetto.library.importers.reading.opening import decode_head
from affetto.library.importers.reading.xml_events import Start, read_xml, root_tag
from affetto.library.texts import absolute_path
from affetto.music import TrackTags

_NAME = "xspf"

_MILLISECONDS = 1000.0


def _recognize(_path: Path, head: bytes) -> bool:
    text = decode_head(head)
    return root_tag(text) == "playlist" and ("trackList" in text or "xspf.org" in text)


def _read(path: Path) -> Iterator[ImportedTrack | BadRow]:
    """The tracks of a playlist of version 0 or 1."""
    folder = absolute_path(path).parent
    for line, fields in _read_elements(path):
        try:
            yield _to_track(line, fields, folder)
        except ValueError as error:
            yield BadRow(line, str(error))


def _read_elements(path: Path) -> Iterator[tuple[int, dict[str, list[str]]]]:
    """What stands in each track, by the name of the element, with the track's line."""
    open_tags: list[str] = []
    line, fields = 0, dict[str, list[str]]()
    for event in read_xml(path):
        if isinstance(event, Start):
            if not open_tags and event.tag != "playlist":
                raise InputError(
                    path, f"line {event.line}: begins with {event.tag}, not with playlist"
                )
            open_tags.append(event.tag)
            if open_tags[1:] == ["trackList", "track"]:
                line, fields = event.line, {}
            continue
        if open_tags[1:3] == ["trackList", "track"]:
            match len(open_tags):
                case 3:
                    yield line, fields
                case 4:
                    fields.setdefault(event.tag, []).append(event.text.strip())
        open_tags.pop()


def _to_track(line: int, fields: Mapping[str, list[str]], folder: Path) -> ImportedTrack:
    mbid = next(filter(None, map(values.mbid, fields.get("identifier", ()))), "")
    locations = list(filter(None, fields.get("location", ())))
    if locations:
        uri = locate(_as_path(locations[0]), folder)
    elif mbid:
        uri = musicbrainz_uri(mbid)
    else:
        raise ValueError("says nowhere where the track lies")
    title = values.clean(_first(fields, "title"))
    return ImportedTrack(
        tags=TrackTags(
            title=title or name_of(uri),
            artist=values.clean(_first(fields, "creator")),
            album=values.clean(_first(fields, "album")),
            mbid=mbid,
        ),
        uri=uri,
        line=line,
        duration_s=values.seconds(_first(fields, "duration"), per_second=_MILLISECONDS),
        links={
            **service_links((*fields.get("link", ()), *fields.get("info", ()))),
            **musicbrainz_links(mbid),
        },
    )


def _as_path(location: str) -> str:
    """A relative address as the relative path that it is, without escapes."""
    return location if ":" in location else unquote(location)


def _first(fields: Mapping[str, list[str]], name: str) -> str:
    return next(iter(fields.get(name, ())), "")


IMPORTER = FileImporter(_NAME, _recognize, _read)
