"""The MTG-Jamendo data set: Creative Commons tracks of Jamendo with tags of those who made them.

Bogdanov, Won, Tovstogan, Porter & Serra 2019, "The MTG-Jamendo dataset for automatic music
tagging" (Machine Learning for Music Discovery Workshop, ICML). Any of its tables of tags is read
("autotagging.tsv", "autotagging_moodtheme.tsv", "raw_30s.tsv", the splits). Titles and artists
come from its "raw.meta.tsv" and licences from its "audio_licenses.txt", where those lie in the same
folder or in the one above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from affetto.errors import InputError
from affetto.library.importers import BadRow, FileImporter, ImportedTrack
from affetto.library.importers.reading import values
from affetto.library.importers.reading.opening import (
    decode_head,
    mend,
    open_unpacked,
    read_lines,
)
from affetto.library.mood_words import statement_from_words
from affetto.music import TrackTags

_NAME = "mtg-jamendo"

_HEADER = ("TRACK_ID", "ARTIST_ID", "ALBUM_ID", "PATH", "DURATION", "TAGS")
_METADATA_HEADER = (
    *("TRACK_ID", "ARTIST_ID", "ALBUM_ID", "TRACK_NAME", "ARTIST_NAME", "ALBUM_NAME"),
    *("RELEASEDATE", "URL"),
)
_METADATA_NAMES = ("raw.meta.tsv", "raw.meta.tsv.gz")
_LICENCE_NAMES = ("audio_licenses.txt", "audio_licenses.txt.gz")

_TRACK_ID = re.compile(r"track_0*([1-9]\d{0,11})")
_TAG = re.compile(r"(genre|mood/theme|instrument)---(.+)")
_AUDIO_PATH = re.compile(r"\d+/0*(\d+)(?:\.low)?\.mp3")
_LICENCE_ADDRESS = re.compile(
    r"https?://(?:www\.)?creativecommons\.org/\S+|https?://artlibre\.org\S*"
)


@dataclass(frozen=True)
class _Description:
    title: str
    artist: str
    album: str
    year: int | None


@dataclass(frozen=True)
class _Companions:
    """What the files beside a table of tags say, by the track's number.

    The data set has 56,639 tracks, so that this stays small however large the table is.
    """

    descriptions: Mapping[str, _Description] = field(default_factory=dict)
    licences: Mapping[str, str] = field(default_factory=dict)


def _recognize(_path: Path, head: bytes) -> bool:
    first = decode_head(head).splitlines()[:1]
    return bool(first) and tuple(first[0].split("\t")) == _HEADER


def _read(path: Path) -> Iterator[ImportedTrack | BadRow]:
    """The tracks of a table of tags, with what lies beside it."""
    companions = _read_companions(path.parent)
    for line, cells in _read_rows(path, _HEADER):
        try:
            yield _to_track(line, _cells(cells, len(_HEADER)), companions)
        except ValueError as error:
            yield BadRow(line, str(error))


def _read_rows(path: Path, header: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """The rows below the header, each with its line. Quotation marks mean nothing in them."""
    with open_unpacked(path) as file:
        lines = read_lines(file)
        first = next(lines, "")
        if tuple(first.rstrip("\r\n").split("\t")) != header:
            raise InputError(path, f"line 1: is not the header {' '.join(header)}")
        for number, text in enumerate(lines, 2):
            if text.strip():
                yield number, text.rstrip("\r\n")


def _cells(text: str, at_least: int) -> list[str]:
    cells = mend(text).split("\t")
    if len(cells) < at_least:
        raise ValueError(f"has {len(cells)} cells where the header names {at_least}")
    return cells


def _to_track(line: int, cells: list[str], companions: _Companions) -> ImportedTrack:
    number = _track_number(cells[0])
    tags = [_split_tag(tag) for tag in cells[len(_HEADER) - 1 :] if tag]
    description = companions.descriptions.get(number) or _Description(
        f"Jamendo track {number}", "", "", None
    )
    address = f"https://www.jamendo.com/track/{number}"
    moods = [name for category, name in tags if category == "mood/theme"]
    return ImportedTrack(
        tags=TrackTags(
            title=description.title,
            artist=description.artist,
            album=description.album,
            genres=tuple(name for category, name in tags if category == "genre"),
            year=description.year,
            licence=companions.licences.get(number, ""),
        ),
        uri=address,
        line=line,
        duration_s=values.seconds(cells[4]),
        mood=statement_from_words(moods, _NAME),
        links={"jamendo": address},
    )


def _track_number(text: str) -> str:
    found = _TRACK_ID.fullmatch(text)
    if not found:
        raise ValueError(f"the track is {values.shown(text)}, which is no number of Jamendo's")
    return found[1]


def _split_tag(tag: str) -> tuple[str, str]:
    found = _TAG.fullmatch(tag)
    if not found:
        raise ValueError(f"has the tag {values.shown(tag)}, which has no category")
    return found[1], values.clean(found[2])


def _read_companions(folder: Path) -> _Companions:
    metadata = _find_beside(folder, _METADATA_NAMES)
    licences = _find_beside(folder, _LICENCE_NAMES)
    return _Companions(
        dict(_read_descriptions(metadata)) if metadata else {},
        dict(_read_licences(licences)) if licences else {},
    )


def _find_beside(folder: Path, names: tuple[str, ...]) -> Path | None:
    candidates = (place / name for place in (folder, folder.parent) for name in names)
    return next(filter(Path.is_file, candidates), None)


def _read_descriptions(path: Path) -> Iterator[tuple[str, _Description]]:
    for _, text in _read_rows(path, _METADATA_HEADER):
        try:
            cells = _cells(text, len(_METADATA_HEADER))
            if len(cells) == len(_METADATA_HEADER) + 1 and not cells[4]:
                del cells[4]  # two rows of the published file have a tab too many after the title
            number = _track_number(cells[0])
            title, artist, album, date = map(values.clean, cells[3:7])
            title = title or f"Jamendo track {number}"
            yield number, _Description(title, artist, album, values.year(date))
        except ValueError:
            continue  # the track is still there, only without its names


def _read_licences(path: Path) -> Iterator[tuple[str, str]]:
    """The licence of each track: three lines with its file, who made it, and the licence."""
    number = ""
    with open_unpacked(path) as file:
        for text in read_lines(file):
            if audio := _AUDIO_PATH.fullmatch(text.strip()):
                number = audio[1]
            elif number and (licence := _LICENCE_ADDRESS.search(text)):
                yield number, values.clean(licence[0])
                number = ""


IMPORTER = FileImporter(_NAME, _recognize, _read)
