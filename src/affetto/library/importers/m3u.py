"""M3U playlists: a path or an address per line, with what players write between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from affetto.errors import InputError
from affetto.library.importers import BadRow, FileImporter, ImportedTrack
from affetto.library.importers.reading import values
from affetto.library.importers.reading.locations import locate, name_of
from affetto.library.importers.reading.opening import (
    decode_head,
    mend,
    open_unpacked,
    read_head,
    read_lines,
)
from affetto.library.texts import absolute_path
from affetto.music import TrackTags

_NAME = "m3u"

_EXTINF = re.compile(
    r"#EXTINF:\s*(-?\d{1,9}(?:\.\d{1,9})?)?(?:\s*[\w-]+=\"[^\"]*\")*\s*,(.*)", re.IGNORECASE
)
_SUFFIXES = (".m3u", ".m3u8", ".m3u.gz", ".m3u8.gz", ".m3u.bz2", ".m3u8.bz2")
_FIELDS = {"#EXTART:": "artist", "#EXTALB:": "album", "#EXTGENRE:": "genre"}


@dataclass
class _Announced:
    """What the lines before a track say about it."""

    title: str = ""
    artist: str = ""
    album: str = ""
    genre: str = ""
    duration_s: float | None = None


def _recognize(path: Path, head: bytes) -> bool:
    text = decode_head(head)
    if "#EXT-X-" in text or "\x00" in text:
        return False
    # A plain list is lines of paths, which any text might be; here the name must say so.
    is_plain = path.name.lower().endswith(_SUFFIXES) and text.lstrip()[:1] not in {
        "<",
        "{",
        "[",
    }
    return text.lstrip().upper().startswith("#EXTM3U") or is_plain


def _read(path: Path) -> Iterator[ImportedTrack | BadRow]:
    """The entries of a playlist, extended or plain."""
    head = read_head(path)
    if b"#EXT-X-" in head:
        raise InputError(path, "lists the pieces of one stream (HLS), not tracks")
    if not _recognize(path, head):
        raise InputError(path, "is no M3U playlist: it does not begin with #EXTM3U")
    folder = absolute_path(path).parent
    with open_unpacked(path) as file:
        yield from _read_entries(read_lines(file), folder)


def _read_entries(lines: Iterator[str], folder: Path) -> Iterator[ImportedTrack | BadRow]:
    announced = _Announced()
    for number, raw in enumerate(lines, 1):
        try:
            line = mend(raw).strip()
            if line.startswith("#"):
                _listen(line, announced)
                continue
            if line:
                yield _to_track(number, line, announced, folder)
        except ValueError as error:
            yield BadRow(number, str(error))
        if raw.strip():
            announced = _Announced()


def _listen(line: str, announced: _Announced) -> None:
    """Take up what a line says of the track to come; other comments are passed over."""
    if found := _EXTINF.fullmatch(line):
        duration, title = found.groups()
        announced.title = values.clean(title)
        # -1 says that the length is not known.
        if duration and not duration.startswith("-"):
            announced.duration_s = values.seconds(duration)
    for prefix, field in _FIELDS.items():
        if line.upper().startswith(prefix):
            setattr(announced, field, values.clean(line[len(prefix) :]))


def _to_track(line: int, location: str, announced: _Announced, folder: Path) -> ImportedTrack:
    uri = locate(location, folder)
    title, artist = announced.title, announced.artist
    if not artist and " - " in title:
        artist, title = title.split(" - ", 1)
    return ImportedTrack(
        tags=TrackTags(
            title=title.strip() or name_of(uri),
            artist=artist.strip(),
            album=announced.album,
            genres=values.names(announced.genre, ",;/"),
        ),
        uri=uri,
        line=line,
        duration_s=announced.duration_s,
    )


IMPORTER = FileImporter(_NAME, _recognize, _read)
