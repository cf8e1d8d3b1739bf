"""What tools save from Last.fm, which has no export of its own.

Tables with or without a header (artist, album, title and moment, or one column for each thing) and
answers of its interface: recent, loved and top tracks, one page or a list of pages.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from affetto.library.histories.records import (
    Record,
    moment,
    objects,
    read_records,
    text,
    written_moment,
)
from affetto.library.importers import BadRow
from affetto.library.importers.reading.opening import (
    UndecodableError,
    decode_head,
    mend,
    open_unpacked,
    read_lines,
)
from affetto.library.importers.reading.values import clean, mbid
from affetto.listening import Listen, Reaction

_PAGES = {
    "recenttracks": Reaction.PLAY,
    "lovedtracks": Reaction.LIKE,
    "toptracks": Reaction.FAVOURITE,
}
_MOMENT = "%d %b %Y %H:%M"
_SECONDS_MOMENT = "%d %b %Y, %H:%M"
# Tables without a header have these columns.
_BARE_COLUMNS = ("artist", "album", "track", "utc_time")
# Names of the columns in tables with one.
_TITLE, _TIME, _SECONDS = ("track", "title", "name"), ("utc_time", "date", "time"), ("uts",)


class LastFmHistory:
    """Plays, loved and top tracks from Last.fm."""

    name = "lastfm"

    def recognizes(self, head: bytes) -> bool:
        """See `History.recognizes`."""
        start = decode_head(head).lstrip()
        if start[:1] in ("{", "["):
            pages = any(f'"{page}"'.encode() in head for page in _PAGES)
            return pages or (b'"#text"' in head and b'"mbid"' in head)
        first = next(csv.reader([start.partition("\n")[0]]), [])
        return _is_header(first) or _is_bare_row(first)

    def read(self, path: Path) -> Iterator[Listen | BadRow]:
        """See `History.read`."""
        with open_unpacked(path) as file:
            start = file.read(64).decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
        if start[:1] in ("{", "["):
            yield from read_records(path, lambda record: _listens(record, Reaction.PLAY))
        else:
            yield from _read_table(path)


def _listens(record: Record, reaction: Reaction) -> Iterator[Listen]:
    for page, meant in _PAGES.items():
        if page in record:
            for each in objects(record[page]):
                yield from _listens(each, meant)
            return
    if "track" in record:
        for track in objects(record["track"]):
            yield from _track(track, reaction)
    elif "name" in record:
        yield from _track(record, reaction)


def _track(track: Record, reaction: Reaction) -> Iterator[Listen]:
    date = track.get("date")
    uts = date.get("uts") if isinstance(date, dict) else None
    if uts is None and reaction is Reaction.PLAY:  # it is playing now
        return
    artist = track.get("artist")
    yield Listen(
        reaction,
        at=None if uts is None else moment(uts),
        title=text(track, "name"),
        artist=clean(artist)
        if isinstance(artist, str)
        else text(track, "artist", "#text") or text(track, "artist", "name"),
        mbid=mbid(text(track, "mbid")),
    )


def _read_table(path: Path) -> Iterator[Listen | BadRow]:
    with open_unpacked(path) as file:
        reader = csv.reader(read_lines(file))
        columns: Sequence[str] = _BARE_COLUMNS
        while True:
            try:
                cells = next(reader, None)
                if cells is None:
                    return
                cells = [clean(mend(cell)) for cell in cells]
                if reader.line_num == 1 and _is_header(cells):
                    columns = [cell.casefold() for cell in cells]
                elif any(cells):
                    yield _row(dict(zip(columns, cells, strict=False)))
            except (ValueError, UndecodableError, csv.Error) as error:
                yield BadRow(reader.line_num, str(error))


def _row(row: dict[str, str]) -> Listen:
    seconds = _first(row, _SECONDS)
    written = _first(row, _TIME)
    title = _first(row, _TITLE)
    if not (title and row.get("artist")):
        raise ValueError("has no artist or title")
    return Listen(
        Reaction.PLAY,
        at=moment(seconds) if seconds else written_moment(written, _MOMENT, _SECONDS_MOMENT),
        title=title,
        artist=row["artist"],
        mbid=mbid(row.get("track_mbid", "")),
    )


def _first(row: dict[str, str], names: Sequence[str]) -> str:
    return next((row[name] for name in names if row.get(name)), "")


def _is_header(cells: Sequence[str]) -> bool:
    names = {cell.strip().casefold() for cell in cells}
    return "artist" in names and bool(names & {*_TITLE}) and bool(names & {*_TIME, *_SECONDS})


def _is_bare_row(cells: Sequence[str]) -> bool:
    if len(cells) != len(_BARE_COLUMNS):
        return False
    try:
        written_moment(cells[-1].strip(), _MOMENT, _SECONDS_MOMENT)
    except ValueError:
        return False
    return True


HISTORY = LastFmHistory()
