"""One way out for every format: as text, or as a file that is whole or not there."""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module
from os import PathLike
from pathlib import Path
from typing import Protocol

from affetto.errors import InputError
from affetto.files import write_whole
from affetto.music import Playlist


class PlaylistFormat(StrEnum):
    """Formats a playlist can be written in; each is also the suffix of its files."""

    M3U8 = "m3u8"
    XSPF = "xspf"
    JSPF = "jspf"
    CSV = "csv"
    JSON = "json"


class Exporter(Protocol):
    """A module of `affetto.playlists.exporters`: a playlist in, the text of a file out."""

    def write(self, playlist: Playlist) -> str:
        """`playlist` in the format, as text to be encoded as UTF-8."""
        ...


_EXPORTERS = {
    PlaylistFormat.M3U8: "m3u8",
    PlaylistFormat.XSPF: "xspf",
    PlaylistFormat.JSPF: "jspf",
    PlaylistFormat.CSV: "csv_table",
    PlaylistFormat.JSON: "match_json",
}


def export_playlist(playlist: Playlist, playlist_format: PlaylistFormat) -> str:
    """`playlist` as the text of a file, to be encoded as UTF-8."""
    exporter: Exporter = import_module(f"affetto.playlists.exporters.{_EXPORTERS[playlist_format]}")
    # A file name in a tag may hold bytes that are no text; they must not stop the list.
    return exporter.write(playlist).encode("utf-8", "replace").decode("utf-8")


def format_of(path: str | PathLike[str]) -> PlaylistFormat:
    """The format a file's suffix names.

    Raises:
        InputError: the suffix is none of them.
    """
    suffix = Path(path).suffix.lower().removeprefix(".")
    if suffix == "m3u":
        return PlaylistFormat.M3U8
    try:
        return PlaylistFormat(suffix)
    except ValueError:
        known = ", ".join(f".{known}" for known in PlaylistFormat)
        raise InputError(
            path, f"its name does not say the format; end it in one of {known}, or name the format"
        ) from None


def save_playlist(
    playlist: Playlist,
    path: str | PathLike[str],
    playlist_format: PlaylistFormat | None = None,
) -> None:
    """Write `playlist` to a file, replacing an older one only when the new one is complete.

    Args:
        playlist: what to write.
        path: where; its folder must exist.
        playlist_format: None to take it from the suffix.

    Raises:
        InputError: the suffix names no format, or the file cannot be written. A file that was
            there before is then still there, unchanged.
    """
    text = export_playlist(playlist, playlist_format or format_of(path))
    try:
        write_whole(path, text.encode("utf-8"))
    except OSError as error:
        raise InputError(path, f"cannot be written ({error.strerror})") from error
