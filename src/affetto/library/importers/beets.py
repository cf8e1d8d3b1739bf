"""Libraries of beets: its database, and what `beet export` writes (JSON, JSON lines, CSV).

Fields are those of beets.readthedocs.io, with the moods that its plug-ins acousticbrainz and
xtractor keep.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from affetto.errors import InputError
from affetto.library.importers import BadRow, FileImporter, ImportedTrack
from affetto.library.importers.reading import values
from affetto.library.importers.reading.json_records import field_text, read_objects
from affetto.library.importers.reading.locations import (
    locate,
    musicbrainz_links,
    musicbrainz_uri,
    name_of,
)
from affetto.library.importers.reading.opening import mend, open_unpacked, read_head
from affetto.library.importers.reading.tables import Row, convert, has_columns, read_table
from affetto.library.mood_words import statement_from_words
from affetto.library.moods import MoodOrigin
from affetto.library.texts import absolute_path
from affetto.music import CatalogueFeatures, TrackTags

_NAME = "beets"

_SQLITE = b"SQLite format 3\x00"
_MOODS = ("happy", "sad", "aggressive", "relaxed", "party")
_FIELDS = (
    *("path", "title", "artist", "album", "genres", "genre", "year", "original_year", "length"),
    *("bpm", "initial_key", "mb_trackid", "isrc", "language"),
)
# Kept by plug-ins, in a table of their own.
_FLEXIBLE_FIELDS = ("danceable", *(f"mood_{mood}" for mood in _MOODS))
_COLUMNS = {field: (field,) for field in (*_FIELDS, *_FLEXIBLE_FIELDS)}
# What tells an export of beets from other tables and records with a path and a title.
_MARKS = ("mb_trackid", "mb_albumid", "albumartist", "albumtype", "data_source")
# How beets joins the values of a field that has several.
_JOINT = "\\␀"


def _recognize(path: Path, head: bytes) -> bool:
    if head.startswith(_SQLITE):
        return _has_items(path)
    if _is_json(head):
        return all(f'"{name}"'.encode() in head for name in ("path", "title")) and any(
            f'"{mark}"'.encode() in head for mark in _MARKS
        )
    marks = (mark.replace("_", "") for mark in _MARKS)
    return has_columns(head, ("path",), ("title",), marks)


def _read(path: Path) -> Iterator[ImportedTrack | BadRow]:
    """The items of a database, which is never changed, or of an export."""
    head = read_head(path)
    to_track = partial(_to_track, folder=absolute_path(path).parent)
    if head.startswith(_SQLITE):
        numbered: Iterable[tuple[int, Any]] = enumerate(_read_database(path), 1)
    elif _is_json(head):
        numbered = _read_json(path)
    else:
        rows = read_table(path, _COLUMNS, required=(("path",), ("title",)))
        yield from convert(rows, lambda row: to_track(row.line, _fields_of_row(row)))
        return
    for number, fields in numbered:
        try:
            yield to_track(number, _as_texts(fields))
        except ValueError as error:
            yield BadRow(number, str(error))


def _is_json(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}


def _read_json(path: Path) -> Iterator[tuple[int, Any]]:
    with open_unpacked(path) as file:
        yield from read_objects(path, file)


def _connect(path: Path) -> sqlite3.Connection:
    with path.open("rb") as file:
        if not file.read(len(_SQLITE)).startswith(_SQLITE):
            raise InputError(path, "is a packed database; unpack it first")
    connection = sqlite3.connect(f"{absolute_path(path).as_uri()}?mode=ro", uri=True)
    # Tags are stored as they were found, which is not always as text.
    connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    return connection


def _has_items(path: Path) -> bool:
    try:
        with closing(_connect(path)) as connection:
            return {"path", "title"} <= set(_list_columns(connection))
    except (sqlite3.Error, InputError):
        return False


def _list_columns(connection: sqlite3.Connection) -> list[str]:
    return [name for (name,) in connection.execute("SELECT name FROM pragma_table_info('items')")]


def _read_database(path: Path) -> Iterator[dict[str, Any]]:
    """The fields of each item, in the order in which they were added."""
    try:
        with closing(_connect(path)) as connection:
            columns = _list_columns(connection)
            if not {"id", "path", "title"} <= set(columns):
                raise InputError(path, "is no library of beets: it has no table of items")
            wanted = [field for field in _FIELDS if field in columns]
            names = ", ".join(wanted)
            query = f"SELECT id, {names} FROM items ORDER BY id"  # noqa: S608  names are ours
            for number, *cells in connection.execute(query):
                fields = dict(zip(wanted, cells, strict=True))
                yield {**_read_flexible(connection, number), **fields}
    except (sqlite3.Error, OSError) as error:
        raise InputError(path, f"cannot be read as a library of beets ({error})") from error


def _read_flexible(connection: sqlite3.Connection, item: int) -> dict[str, Any]:
    marks = ", ".join("?" * len(_FLEXIBLE_FIELDS))
    query = f"SELECT key, value FROM item_attributes WHERE entity_id = ? AND key IN ({marks})"  # noqa: S608
    try:
        return dict(connection.execute(query, (item, *_FLEXIBLE_FIELDS)).fetchall())
    except sqlite3.OperationalError:  # libraries before beets 1.0 have no such table
        return {}


def _as_texts(fields: Any) -> dict[str, str]:
    if not isinstance(fields, dict):
        raise ValueError("is no record with fields")  # noqa: TRY004  a bad row
    texts = {}
    for name in (*_FIELDS, *_FLEXIBLE_FIELDS):
        value = fields.get(name)
        if isinstance(value, bytes):  # paths are kept as the system has them
            texts[name] = os.fsdecode(value)
        elif isinstance(value, list):
            texts[name] = _JOINT.join(map(field_text, value))
        else:
            texts[name] = field_text(value)
        if name != "path":
            texts[name] = mend(texts[name])
    return texts


def _fields_of_row(row: Row) -> dict[str, str]:
    return {name: row.text(name) for name in _COLUMNS}


def _to_track(line: int, fields: Mapping[str, str], folder: Path) -> ImportedTrack:
    mbid = values.mbid(fields["mb_trackid"])
    uri = _locate(fields["path"], mbid, folder)
    key, mode = values.key(fields["initial_key"])
    features = CatalogueFeatures(
        danceability=values.share(fields["danceable"], "danceable"),
        key=key,
        mode=mode,
        tempo_bpm=values.tempo(fields["bpm"]),
    )
    likely = (mood for mood in _MOODS if _is_likely(fields[f"mood_{mood}"], mood))
    return ImportedTrack(
        tags=TrackTags(
            title=values.clean(fields["title"]) or name_of(uri),
            artist=values.clean(fields["artist"]),
            album=values.clean(fields["album"]),
            genres=_split_genres(fields["genres"] or fields["genre"]),
            year=values.year(fields["original_year"]) or values.year(fields["year"]),
            isrc=values.isrc(fields["isrc"].partition(_JOINT)[0]),
            mbid=mbid,
            language=values.clean(fields["language"]),
        ),
        uri=uri,
        line=line,
        duration_s=values.seconds(fields["length"]),
        catalogue=features if features != CatalogueFeatures() else None,
        mood=statement_from_words(likely, _NAME, MoodOrigin.CATALOGUE),
        links=musicbrainz_links(mbid),
    )


def _locate(path: str, mbid: str, folder: Path) -> str:
    """Where a track lies. Newer libraries keep paths below a folder that only the settings name."""
    is_relative = bool(path) and not path.startswith(("/", "\\")) and path[1:2] != ":"
    if path and (not is_relative or (folder / path).is_file()):
        return locate(path, folder)
    if mbid:
        return musicbrainz_uri(mbid)
    if is_relative:
        raise ValueError(
            f"the path {values.shown(path)} starts at beets' music folder, which the file does not "
            "name; put the file there, or export with whole paths"
        )
    raise ValueError("has neither a path nor an identifier")


def _is_likely(text: str, mood: str) -> bool:
    probability = values.share(text, f"mood_{mood}")
    return probability is not None and probability > 0.5


def _split_genres(text: str) -> tuple[str, ...]:
    return values.names(text.replace(_JOINT, ";"), ";,")


IMPORTER = FileImporter(_NAME, _recognize, _read)
