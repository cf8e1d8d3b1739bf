"""Answers that a browser saves as files."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from fastapi import Response

from affetto.music import Playlist
from affetto.playlists.export import PlaylistFormat, export_playlist
from affetto.text import printable

_MEDIA_TYPES = {
    PlaylistFormat.M3U8: "application/vnd.apple.mpegurl",
    PlaylistFormat.XSPF: "application/xspf+xml",
    PlaylistFormat.JSPF: "application/json",
    PlaylistFormat.CSV: "text/csv",
    PlaylistFormat.JSON: "application/json",
}
# What some system allows in no name of a file.
_FORBIDDEN = str.maketrans(dict.fromkeys('<>:"/\\|?*', "-"))
_MAX_STEM_LENGTH = 100

# OpenAPI's words for what `attach_playlist` answers.
PLAYLIST_FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file.",
        "content": {
            media_type: {"schema": {"type": "string"}}
            for media_type in sorted(set(_MEDIA_TYPES.values()))
        },
    }
}


def attach(content: str, name: str, media_type: str) -> Response:
    """Text as a file in UTF-8 that a browser saves under a name (RFC 6266)."""
    stem, dot, suffix = name.rpartition(".")
    clean = printable(stem).translate(_FORBIDDEN).strip(" .")[:_MAX_STEM_LENGTH] or "affetto"
    name = f"{clean}{dot}{suffix}"
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return Response(
        content.encode("utf-8", "replace"),
        media_type=media_type,
        headers={"Content-Disposition": disposition},
    )


def attach_playlist(playlist: Playlist, playlist_format: PlaylistFormat) -> Response:
    """A playlist as a file of a format, named after it."""
    name = f"{playlist.name.removeprefix('Affetto: ')}.{playlist_format}"
    text = export_playlist(playlist, playlist_format)
    return attach(text, name, _MEDIA_TYPES[playlist_format])
