"""The Free Music Archive's data set (FMA): tracks under open licences, with genres.

Defferrard, Benzi, Vandergheynst & Bresson 2017, "FMA: a dataset for music analysis" (ISMIR). Of its
metadata "tracks.csv" is read, whose header takes three lines, and "raw_tracks.csv", which has the
addresses of tracks and licences. Names of genres come from "genres.csv" in the same folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from affetto.errors import InputError
from affetto.library.importers import BadRow, FileImporter, ImportedTrack
from affetto.library.importers.reading import values
from affetto.library.importers.reading.opening import (
    decode_head,
    open_unpacked,
    read_head,
    read_lines,
)
from affetto.library.importers.reading.tables import (
    Row,
    convert,
    has_columns,
    read_below_header,
    read_table,
)
from affetto.music import TrackTags

_NAME = "fma"

# Of "tracks.csv" the first line of the header groups the columns and the second names them.
_COLUMNS = {
    "id": ("track_id",),
    "title": ("track title",),
    "artist": ("artist name",),
    "album": ("album title",),
    "genre_top": ("track genre_top",),
    "genres": ("track genres",),
    "released": ("album date_released",),
    "recorded": ("track date_recorded",),
    "duration": ("track duration",),
    "licence": ("track license",),
    "language": ("track language_code",),
}
_RAW_COLUMNS = {
    "id": ("track_id",),
    "title": ("track_title",),
    "artist": ("artist_name",),
    "album": ("album_title",),
    "genres": ("track_genres",),
    "recorded": ("track_date_recorded",),
    "duration": ("track_duration",),
    "licence": ("license_url",),
    "licence_title": ("license_title",),
    "language": ("track_language_code",),
    "explicit": ("track_explicit",),
    "url": ("track_url",),
}
_GENRE_COLUMNS = {"id": ("genre_id",), "title": ("title",)}
_HEADER_LINES = 3

_GENRE_TITLE = re.compile(r"""'genre_title':\s*(?:'([^']*)'|"([^"]*)")""")
# FMA names the licences of Creative Commons without saying that they are theirs, with the country
# to whose law each was fitted. Only countries are passed over: another word may restrict more.
_COUNTRIES = (
    *("International", "Unported", "Generic", "Argentina", "Australia", "Austria", "Belgium"),
    *("Brazil", "Bulgaria", "Canada", "Chile", "China Mainland", "Colombia", "Costa Rica"),
    *("Croatia", "Czech Republic", "Denmark", "Ecuador", "Egypt", "Estonia", "Finland", "France"),
    *("Germany", "Greece", "Guatemala", "Hong Kong", "Hungary", "India", "Ireland", "Israel"),
    *("Italy", "Japan", "Korea", "South Korea", "Luxembourg", "Macedonia", "Malaysia", "Malta"),
    *("Mexico", "Netherlands", "New Zealand", "Norway", "Peru", "Philippines", "Poland"),
    *("Portugal", "Puerto Rico", "Romania", "Scotland", "Serbia", "Singapore", "Slovenia"),
    *("South Africa", "Spain", "Sweden", "Switzerland", "Taiwan", "Thailand", "Uganda"),
    *("UK: England & Wales", "UK: Scotland", "United States", "Venezuela", "Vietnam"),
)
_ATTRIBUTION = re.compile(
    r"(Attribution"
    r"(?:[- ]?(?:Non-? ?Commercial|No-? ?Deriv(?:ative)?s?(?: Works)?|Share-? ?Alike))*)"
    rf"(?: \(aka Music Sharing\))?(?: (\d\.\d)(?: (?:{'|'.join(_COUNTRIES)}))?)?",
    re.IGNORECASE,
)


def _recognize(_path: Path, head: bytes) -> bool:
    return _has_three_headers(head) or _is_raw(head)


def _read(path: Path) -> Iterator[ImportedTrack | BadRow]:
    """The tracks of either table."""
    if _is_raw(read_head(path)):
        rows = read_table(path, _RAW_COLUMNS, required=(("id",), ("title",), ("licence",)))
        yield from convert(rows, _to_raw_track)
        return
    genres = _read_genres(path.parent / "genres.csv")
    yield from convert(_read_below_three_headers(path), partial(_to_track, genres=genres))


def _read_below_three_headers(path: Path) -> Iterator[Row | BadRow]:
    with open_unpacked(path) as file:
        lines = read_lines(file)
        header = [next(lines, "").rstrip("\r\n").split(",") for _ in range(_HEADER_LINES)]
        names = _join_header(path, header)
        required = (("id",), ("title",))
        yield from read_below_header(path, lines, _HEADER_LINES, names, ",", _COLUMNS, required)


def _has_three_headers(head: bytes) -> bool:
    lines = decode_head(head).splitlines()[:_HEADER_LINES]
    if len(lines) < _HEADER_LINES:
        return False
    groups, _, third = (set(line.split(",")) for line in lines)
    return {"album", "artist", "track"} <= groups and "track_id" in third


def _is_raw(head: bytes) -> bool:
    return has_columns(head, ("trackid",), ("licenseurl",), ("tracktitle",), ("trackurl",))


def _join_header(path: Path, header: list[list[str]]) -> list[str]:
    groups, names, third = header
    if len(groups) != len(names) or third[0].strip() != "track_id":
        raise InputError(path, "lines 1 to 3: are not the three header lines of FMA's tracks.csv")
    joined = [f"{group} {name}" for group, name in zip(groups, names, strict=True)]
    return ["track_id", *joined[1:]]


def _read_genres(path: Path) -> dict[str, str]:
    """Names of genres by number: 163 of them. None where the file is not there."""
    if not path.is_file():
        return {}
    rows = read_table(path, _GENRE_COLUMNS, required=(("id",), ("title",)))
    return {row.text("id"): values.clean(row.text("title")) for row in rows if isinstance(row, Row)}


def _to_track(row: Row, genres: Mapping[str, str]) -> ImportedTrack:
    number = _read_number(row)
    named = (genres.get(genre, "") for genre in values.names(row.text("genres")))
    top = values.names(row.text("genre_top"))
    return ImportedTrack(
        tags=TrackTags(
            title=values.clean(row.text("title")) or f"FMA track {number}",
            artist=values.clean(row.text("artist")),
            album=values.clean(row.text("album")),
            genres=tuple(dict.fromkeys(filter(None, (*top, *named)))),
            year=values.year(row.text("released")) or values.year(row.text("recorded")),
            licence=_read_licence(row.text("licence")),
            language=values.clean(row.text("language")),
        ),
        uri=f"fma:track:{number}",
        line=row.line,
        duration_s=values.seconds(row.text("duration")),
    )


def _to_raw_track(row: Row) -> ImportedTrack:
    number = _read_number(row)
    titles = (single or double for single, double in _GENRE_TITLE.findall(row.text("genres")))
    url = values.clean(row.text("url"))
    return ImportedTrack(
        tags=TrackTags(
            title=values.clean(row.text("title")) or f"FMA track {number}",
            artist=values.clean(row.text("artist")),
            album=values.clean(row.text("album")),
            genres=tuple(dict.fromkeys(map(values.clean, titles))),
            year=values.year(row.text("recorded")),
            licence=values.clean(row.text("licence")) or _read_licence(row.text("licence_title")),
            language=values.clean(row.text("language")),
        ),
        uri=f"fma:track:{number}",
        line=row.line,
        duration_s=values.seconds(row.text("duration")),
        links={"fma": url} if url.startswith(("https://", "http://")) else {},
    )


def _read_number(row: Row) -> int:
    text = row.text("id").strip()
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f"the track is {values.shown(text)}, which is no number of FMA's")
    return int(text)


def _read_licence(text: str) -> str:
    """A licence as FMA writes it, with the words that it leaves out."""
    licence = values.clean(text)
    if found := _ATTRIBUTION.fullmatch(licence):
        return f"Creative Commons {found[1]} {found[2] or ''}".rstrip()
    return licence


IMPORTER = FileImporter(_NAME, _recognize, _read)
