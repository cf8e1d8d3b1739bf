"""JSPF, XSPF as JSON (wiki.xiph.org/JSPF_Draft), as ListenBrainz and Affetto write it.

MusicBrainz tells in its own document (wiki.musicbrainz.org/jspf) what ListenBrainz adds: recordings
are named by `identifier`, one or several, and often lie nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from affetto.library.importers import BadRow, FileImporter, ImportedTrack
from affetto.library.importers.reading import values
from affetto.library.importers.reading.json_records import field_text, read_array
from affetto.library.importers.reading.locations import (
    locate,
    musicbrainz_links,
    musicbrainz_uri,
    name_of,
    service_links,
)
from affetto.library.importers.reading.opening import decode_head, open_unpacked
from affetto.library.texts import absolute_path
from affetto.music import TrackTags

_NAME = "jspf"

_BEGINNING = re.compile(r'\s*\{\s*"playlist"\s*:\s*\{')
_MILLISECONDS = 1000.0


def _recognize(_path: Path, head: bytes) -> bool:
    return bool(_BEGINNING.match(decode_head(head)))


def _read(path: Path) -> Iterator[ImportedTrack | BadRow]:
    """The tracks of a playlist; their lines are their numbers in it."""
    folder = absolute_path(path).parent
    with open_unpacked(path) as file:
        for number, fields in read_array(path, file, ("playlist", "track")):
            try:
                yield _to_track(number, fields, folder)
            except ValueError as error:
                yield BadRow(number, str(error))


def _to_track(number: int, fields: Any, folder: Path) -> ImportedTrack:
    if not isinstance(fields, dict):
        raise ValueError("is no object that describes a track")  # noqa: TRY004  a fault of the file
    mbid = next(filter(None, map(values.mbid, _texts(fields.get("identifier")))), "")
    location = next(filter(None, map(str.strip, _texts(fields.get("location")))), "")
    if location:
        # A relative address is the relative path that it is, without escapes.
        uri = locate(location if ":" in location else unquote(location), folder)
    elif mbid:
        uri = musicbrainz_uri(mbid)
    else:
        raise ValueError("says nowhere where the track lies")
    return ImportedTrack(
        tags=TrackTags(
            title=values.clean(field_text(fields.get("title"))) or name_of(uri),
            artist=values.clean(field_text(fields.get("creator"))),
            album=values.clean(field_text(fields.get("album"))),
            mbid=mbid,
        ),
        uri=uri,
        line=number,
        duration_s=values.seconds(field_text(fields.get("duration")), per_second=_MILLISECONDS),
        links={**service_links(_linked(fields)), **musicbrainz_links(mbid)},
    )


def _linked(fields: Mapping[str, Any]) -> Iterator[str]:
    links = fields.get("link")
    for link in links if isinstance(links, list) else []:
        if isinstance(link, dict):
            yield from (address for address in link.values() if isinstance(address, str))
    yield from _texts(fields.get("info"))


def _texts(value: Any) -> list[str]:
    """What a field holds that is one text to some programs, and a list to others."""
    listed = value if isinstance(value, list) else [value]
    return [text for text in listed if isinstance(text, str)]


IMPORTER = FileImporter(_NAME, _recognize, _read)
