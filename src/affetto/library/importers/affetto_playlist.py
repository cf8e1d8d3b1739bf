"""Playlists that Affetto wrote as a table (`--format csv`) or for scripts (`--format json`).

What a list says of the occasion (rank, score, reasons) is no matter of the recordings, and is left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from affetto.affect import Point
from affetto.library.importers import BadRow, FileImporter, ImportedTrack
from affetto.library.importers.reading import values
from affetto.library.importers.reading.json_records import field_text, read_array
from affetto.library.importers.reading.locations import locate, name_of, service_links
from affetto.library.importers.reading.opening import decode_head, open_unpacked, read_head
from affetto.library.importers.reading.tables import Row, convert, has_columns, read_table
from affetto.library.moods import MoodOrigin, MoodStatement
from affetto.library.texts import absolute_path
from affetto.music import CatalogueFeatures, TrackTags
from affetto.text import inert_cell

_NAME = "affetto"

_FIELDS = (
    *("title", "artist", "album", "year", "genres", "duration_s", "tempo_bpm", "key"),
    *("valence", "arousal", "licence", "isrc", "uri"),
)
_COLUMNS = {**{name: (name,) for name in _FIELDS}, "link": ("youtube",)}
# What tells a table of Affetto's from others with titles and moods.
_MARKS = ("rank", "score", "valence", "arousal", "uri", "reasons")
_JSON_MARKS = ("affect", "intent", "strategy", "tracks")
# A list does not say how sure a mood is. Our choice, that of a catalogue's figures.
_UNCERTAINTY = 0.38


def _recognize(_path: Path, head: bytes) -> bool:
    if _is_json(head):
        return all(f'"{mark}":'.encode() in head for mark in _JSON_MARKS)
    return has_columns(head, *((mark,) for mark in _MARKS))


def _is_json(head: bytes) -> bool:
    return decode_head(head).lstrip()[:1] == "{"


def _read(path: Path) -> Iterator[ImportedTrack | BadRow]:
    """The tracks of a list; of JSON their lines are their numbers in it."""
    folder = absolute_path(path).parent
    if _is_json(read_head(path)):
        yield from _read_json(path, folder)
        return
    rows = read_table(path, _COLUMNS, required=tuple((name,) for name in ("title", "uri")))
    yield from convert(rows, partial(_of_row, folder=folder))


def _read_json(path: Path, folder: Path) -> Iterator[ImportedTrack | BadRow]:
    with open_unpacked(path) as file:
        for number, fields in read_array(path, file, ("tracks",)):
            try:
                yield _of_object(number, fields, folder)
            except ValueError as error:
                yield BadRow(number, str(error))


def _of_row(row: Row, folder: Path) -> ImportedTrack:
    texts = {name: _bare(row.text(name)) for name in _COLUMNS}
    numbers = {
        name: row.number_text(name) for name in ("duration_s", "tempo_bpm", "valence", "arousal")
    }
    return _to_track(row.line, {**texts, **numbers}, service_links([texts["link"]]), folder)


def _bare(cell: str) -> str:
    """A cell without the apostrophe that keeps spreadsheets from running it."""
    bare = cell.removeprefix("'")
    return bare if inert_cell(bare) == cell else cell


def _of_object(number: int, fields: Any, folder: Path) -> ImportedTrack:
    if not isinstance(fields, dict):
        raise ValueError("is no object that describes a track")  # noqa: TRY004  a fault of the file
    links = fields.get("links")
    addresses = [str(url) for url in links.values()] if isinstance(links, dict) else []
    texts = {name: field_text(fields.get(name)) for name in _FIELDS}
    return _to_track(number, texts, service_links(addresses), folder)


def _to_track(
    line: int, texts: Mapping[str, str], links: Mapping[str, str], folder: Path
) -> ImportedTrack:
    uri = locate(texts["uri"], folder)
    return ImportedTrack(
        tags=TrackTags(
            title=values.clean(texts["title"]) or name_of(uri),
            artist=values.clean(texts["artist"]),
            album=values.clean(texts["album"]),
            genres=values.names(texts["genres"], ";"),
            year=values.year(texts["year"]),
            isrc=values.isrc(texts["isrc"]),
            licence=values.clean(texts["licence"]),
        ),
        uri=uri,
        line=line,
        duration_s=values.seconds(texts["duration_s"]),
        catalogue=_read_features(texts),
        mood=_read_mood(texts),
        links=links,
    )


def _read_features(texts: Mapping[str, str]) -> CatalogueFeatures | None:
    key, mode = values.key(texts["key"])
    features = CatalogueFeatures(key=key, mode=mode, tempo_bpm=values.tempo(texts["tempo_bpm"]))
    return None if features == CatalogueFeatures() else features


def _read_mood(texts: Mapping[str, str]) -> MoodStatement | None:
    place = [_coordinate(texts[name], name) for name in ("valence", "arousal")]
    valence, arousal = place
    if valence is None or arousal is None:
        return None
    return MoodStatement(MoodOrigin.CATALOGUE, _NAME, Point(valence, arousal), _UNCERTAINTY)


def _coordinate(text: str, name: str) -> float | None:
    value = values.number(text, f"the {name}")
    if value is not None and not -1 <= value <= 1:
        raise ValueError(f"the {name} is {values.shown(text)}, which is not from -1 to 1")
    return value


IMPORTER = FileImporter(_NAME, _recognize, _read)
