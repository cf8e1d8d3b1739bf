"""Collections of rekordbox, as "Export Collection in xml format" writes them.

AlphaTheta's "XML format list" names the attributes; of rekordbox's own analysis the tempo
("AverageBpm") and the key ("Tonality", in musicians' or in disc jockeys' notation) are taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from affetto.errors import InputError
from affetto.library.importers import BadRow, FileImporter, ImportedTrack
from affetto.library.importers.reading import values
from affetto.library.importers.reading.locations import locate, name_of
from affetto.library.importers.reading.opening import decode_head
from affetto.library.importers.reading.xml_events import Start, read_xml, root_tag
from affetto.library.texts import absolute_path
from affetto.music import CatalogueFeatures, TrackTags

_NAME = "rekordbox"

_ROOT = "DJ_PLAYLISTS"


def _recognize(_path: Path, head: bytes) -> bool:
    return root_tag(decode_head(head)) == _ROOT


def _read(path: Path) -> Iterator[ImportedTrack | BadRow]:
    """The tracks of a collection; the playlists below it only repeat them."""
    folder = absolute_path(path).parent
    for line, attributes in _read_collection(path):
        try:
            yield _to_track(line, attributes, folder)
        except ValueError as error:
            yield BadRow(line, str(error))


def _read_collection(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    open_tags: list[str] = []
    for event in read_xml(path):
        if not isinstance(event, Start):
            open_tags.pop()
            continue
        if not open_tags and event.tag != _ROOT:
            raise InputError(path, f"line {event.line}: begins with {event.tag}, not with {_ROOT}")
        open_tags.append(event.tag)
        if open_tags[1:] == ["COLLECTION", "TRACK"]:
            yield event.line, event.attributes


def _to_track(line: int, attributes: Mapping[str, str], folder: Path) -> ImportedTrack:
    said = attributes.get
    uri = locate(said("Location", ""), folder)
    key, mode = values.key(said("Tonality", ""))
    features = CatalogueFeatures(key=key, mode=mode, tempo_bpm=values.tempo(said("AverageBpm", "")))
    return ImportedTrack(
        tags=TrackTags(
            title=values.clean(said("Name", "")) or name_of(uri),
            artist=values.clean(said("Artist", "")),
            album=values.clean(said("Album", "")),
            genres=values.names(said("Genre", ""), ",;/"),
            year=values.year(said("Year", "")),
        ),
        uri=uri,
        line=line,
        duration_s=values.seconds(said("TotalTime", "")),
        catalogue=features if features != CatalogueFeatures() else None,
    )


IMPORTER = FileImporter(_NAME, _recognize, _read)
