"""Carrying a list of tracks out of Affetto: into players, editors, tables and scripts."""

from affetto.playlists.export import (
    PlaylistFormat,
    export_playlist,
    format_of,
    save_playlist,
)

__all__ = ["PlaylistFormat", "export_playlist", "format_of", "save_playlist"]
