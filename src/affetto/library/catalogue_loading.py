"""The library as columns: plain SQL and numbers, for a million tracks in seconds.

An object for each row, as the rest of the library's questions make them, would take a minute and
gigabytes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from affetto.errors import LibraryError
from affetto.library.batching import batched
from affetto.library.column_snapshots import ColumnPart, ColumnSnapshots
from affetto.library.rows import track_of
from affetto.library.tables import CatalogueStampRow, TrackRow
from affetto.library.track_queries import whole_tracks
from affetto.music import Track
from affetto.track_columns import (
    HEARD_FEATURES,
    LAST_YEAR,
    STATED_FEATURES,
    UNKNOWN,
    UNKNOWN_YEAR,
    LabelColumn,
    TrackColumns,
    WordColumn,
    frozen,
    number_albums,
    number_artists,
    service_of,
)

if TYPE_CHECKING:
    from affetto.library.music_library import Library

# Values in one IN list: databases limit them.
_IDS_AT_A_TIME = 500
# Of fewer tracks, all columns are read in a fraction of a second. Our own choice.
_KEPT_FROM = 20_000
# What the folder of what is kept is called, after the name of the library.
_SNAPSHOTS = "-columns"
_COLUMNS = "tracks"
# SQLite reads this as infinity, which is the value of no column.
_NULL = "9e999"
# All names in the SQL of this module are written in it.
# As much of an address as tells whose it is, so that few different ones are left: the scheme, or
# of a web address the host.
_OWNER = (
    "CASE substr(uri, 1, 4) WHEN 'http' THEN substr(uri, 1, 8 + instr(substr(uri || '/', 9), '/'))"
    " ELSE substr(uri, 1, instr(uri, ':')) END"
)


class LibraryTracks:
    """The tracks of a library as they are now; see `affetto.track_columns.TrackSource`.

    What is read later, after changes, keeps to these tracks: of one that was removed nothing is
    known any more, and one that came since is not there.

    Of a library with very many tracks, what was read is kept beside it and found again as long as
    no track changes.

    All methods raise `LibraryError` where the library cannot be read.
    """

    def __init__(self, library: Library, kept_from: int = _KEPT_FROM) -> None:
        self._library = library
        self._kept_from = kept_from
        path = library.path
        self._snapshots = ColumnSnapshots(path.with_name(path.name + _SNAPSHOTS))

    @property
    def columns(self) -> TrackColumns:
        """What is asked of every track."""
        return self._stamped_columns[1]

    @cached_property
    def _stamped_columns(self) -> tuple[str, TrackColumns]:
        with self._library.looking() as session:
            stamp = read_stamp(session)
            if kept := self._snapshots.find(_COLUMNS, stamp):
                return stamp, TrackColumns(**kept.arrays)
            columns = _read_columns(_cursor_of(session))
        if len(columns) >= self._kept_from:
            arrays = {field.name: getattr(columns, field.name) for field in fields(TrackColumns)}
            self._snapshots.keep(_COLUMNS, stamp, ColumnPart(arrays))
        return stamp, columns

    def read_stated(self) -> NDArray[np.float32]:
        """[n, 11] what catalogues state."""
        return self._features("stated", "catalogue_features", STATED_FEATURES)

    def read_heard(self) -> NDArray[np.float32]:
        """[n, 11] what was heard."""
        return self._features("heard", "audio_features", HEARD_FEATURES)

    def read_licences(self) -> WordColumn:
        """Licences as they are written."""
        return self._words("licences", "licence")

    def read_languages(self) -> WordColumn:
        """Languages as they are written."""
        return self._words("languages", "language")

    def read_genres(self) -> LabelColumn:
        """Genres in words, folded."""
        return self._labels("genres", self._read_genres)

    def read_services(self) -> LabelColumn:
        """What can play each track."""
        return self._labels("services", self._read_services)

    def find_tracks(self, ids: Sequence[int]) -> list[Track]:
        """Whole tracks by their ids, in the order of these.

        Raises:
            LibraryError: one of them was removed meanwhile.
        """
        found: dict[int, Track] = {}
        with self._library.looking() as session:
            for batch in batched(ids, _IDS_AT_A_TIME):
                rows = session.scalars(whole_tracks().where(TrackRow.id.in_(batch)))
                found.update((row.id, track_of(row)) for row in rows)
        if len(found) < len(set(ids)):
            raise LibraryError(
                f"{self._library.path}: tracks were removed while they were asked for; ask again"
            )
        return [found[track_id] for track_id in ids]

    def _features(self, name: str, table: str, columns: Sequence[str]) -> NDArray[np.float32]:
        def read(cursor: sqlite3.Cursor) -> ColumnPart:
            numbers = _read_numbers(cursor, table, "track_id", *columns)
            rows, known = self._rows_of(numbers[:, 0].astype(np.int64))
            features = np.full((len(self.columns), len(columns)), np.nan, np.float32)
            features[rows] = _floats(numbers[known, 1:])
            return ColumnPart({name: frozen(features)})

        features: NDArray[np.float32] = self._part(name, read).arrays[name]
        return features

    def _words(self, name: str, column: str) -> WordColumn:
        def read(cursor: sqlite3.Cursor) -> ColumnPart:
            ids = _read_ids(cursor, "id", "tracks")
            words = WordColumn.of(_read_column(cursor, column, "tracks"))
            rows, known = self._rows_of(ids)
            has_none = "" in words.words
            none = words.words.index("") if has_none else len(words.words)
            codes = np.full(len(self.columns), none, np.int32)
            codes[rows] = words.codes[known]
            return ColumnPart(
                {"codes": frozen(codes)}, words.words if has_none else (*words.words, "")
            )

        part = self._part(name, read)
        return WordColumn(part.arrays["codes"], part.words)

    def _labels(self, name: str, read: Callable[[sqlite3.Cursor], LabelColumn]) -> LabelColumn:
        def read_part(cursor: sqlite3.Cursor) -> ColumnPart:
            labels = read(cursor)
            return ColumnPart({"starts": labels.starts, "codes": labels.codes}, labels.labels)

        part = self._part(name, read_part)
        return LabelColumn(part.arrays["starts"], part.arrays["codes"], part.words)

    def _read_genres(self, cursor: sqlite3.Cursor) -> LabelColumn:
        ids = _read_ids(cursor, "track_id", "track_genres")
        names = WordColumn.of(_read_column(cursor, "folded_name", "track_genres"))
        return self._label(ids, names)

    def _read_services(self, cursor: sqlite3.Cursor) -> LabelColumn:
        sources = "sources WHERE track_id IS NOT NULL"
        source_ids = _read_ids(cursor, "track_id", sources)
        owners = WordColumn.of(_read_column(cursor, _OWNER, sources))
        link_ids = _read_ids(cursor, "track_id", "track_links")
        links = WordColumn.of(_read_column(cursor, "service", "track_links"))
        services = WordColumn.of([*map(service_of, owners.words), *links.words])
        codes = np.concatenate(
            (services.codes[owners.codes], services.codes[len(owners.words) + links.codes])
        )
        ids = np.concatenate((source_ids, link_ids))
        # A track may have several files, or an address and a link that lead to the same service.
        pairs = np.sort(ids * max(1, len(services.words)) + codes)
        pairs = pairs[np.diff(pairs, prepend=-1) > 0]
        ids, codes = np.divmod(pairs, max(1, len(services.words)))
        return self._label(ids, WordColumn(codes.astype(np.int32), services.words))

    def _label(self, ids: NDArray[np.int64], names: WordColumn) -> LabelColumn:
        rows, known = self._rows_of(ids)
        return LabelColumn.of(rows, names.codes[known], names.words, len(self.columns))

    def _part(self, name: str, read: Callable[[sqlite3.Cursor], ColumnPart]) -> ColumnPart:
        """A part that is kept for these very tracks, or what `read` makes of the rows of now."""
        stamp, columns = self._stamped_columns
        if kept := self._snapshots.find(name, stamp):
            return kept
        with self._library.looking() as session:
            is_unchanged = read_stamp(session) == stamp
            part = read(_cursor_of(session))
        if is_unchanged and len(columns) >= self._kept_from:
            self._snapshots.keep(name, stamp, part)
        return part

    def _rows_of(self, ids: NDArray[np.int64]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """The rows of those ids that are in the columns, and which ones these are."""
        ours = self.columns.ids
        if not len(ours):
            return np.zeros(0, np.intp), np.zeros(len(ids), np.bool_)
        rows = np.searchsorted(ours, ids).clip(max=len(ours) - 1)
        known = ours[rows] == ids
        return rows[known], known


def read_stamp(session: Session) -> str:
    """What changes with every change of the tracks; see `CatalogueStampRow`."""
    return session.scalars(select(CatalogueStampRow.stamp)).one().hex()


def _cursor_of(session: Session) -> sqlite3.Cursor:
    """The driver's own cursor in a transaction: a row of SQLAlchemy costs as much again."""
    return cast("sqlite3.Cursor", session.connection().connection.cursor())


def _read_columns(cursor: sqlite3.Cursor) -> TrackColumns:
    numbers = _read_numbers(
        cursor,
        "tracks",
        *("id", "valence", "arousal", "mood_uncertainty", "year", "duration_s"),
        *("popularity", "is_explicit"),
    )
    artist = number_artists(_read_column(cursor, "artist", "tracks"))
    album = number_albums(artist, _read_column(cursor, "album", "tracks"))
    ids, valence, arousal, mood_uncertainty, year, duration_s, popularity, explicit = numbers.T
    is_year = (year > 0) & (year <= LAST_YEAR)
    return TrackColumns(
        ids=frozen(ids.astype(np.int64)),
        valence=_floats(valence),
        arousal=_floats(arousal),
        mood_uncertainty=_floats(mood_uncertainty),
        year=frozen(np.where(is_year, year, UNKNOWN_YEAR).astype(np.int16)),
        artist=artist,
        album=album,
        duration_s=_floats(duration_s),
        popularity=_floats(popularity),
        explicit=frozen(np.where(np.isinf(explicit), UNKNOWN, explicit).astype(np.int8)),
    )


def _read_numbers(cursor: sqlite3.Cursor, table: str, *columns: str) -> NDArray[np.float64]:
    """[rows, columns] of a table by the first column; infinity for NULL."""
    key, *others = (f'"{column}"' for column in columns)
    values = ", ".join((key, *(f"ifnull({column}, {_NULL})" for column in others)))
    rows = cursor.execute(f"SELECT {values} FROM {table} ORDER BY {key}")  # noqa: S608
    return np.fromiter(chain.from_iterable(rows), np.float64).reshape(-1, len(columns))


def _read_ids(cursor: sqlite3.Cursor, column: str, table: str) -> NDArray[np.int64]:
    return np.fromiter(_read_column(cursor, column, table), np.int64)


def _read_column(cursor: sqlite3.Cursor, column: str, table: str) -> Iterator[Any]:
    """The values of a column, or of an expression; the same order for all columns of a table.

    One column at a time, because a row that is at once taken apart again never becomes one of
    millions of objects that wait together.
    """
    query = f"SELECT {column} FROM {table} ORDER BY rowid"  # noqa: S608
    return chain.from_iterable(cursor.execute(query))


def _floats(values: NDArray[np.float64]) -> NDArray[np.float32]:
    with np.errstate(over="ignore"):  # what 32 bits cannot hold is no value either
        floats = values.astype(np.float32)
    floats[np.isinf(floats)] = np.nan
    return frozen(floats)
