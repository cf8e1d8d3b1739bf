"""Playlists of Spotify as Exportify writes them.

Both programs of that name are read: github.com/pavelkomarov/exportify ("Spotify ID" or "Track
URI", "Duration (ms)", audio features) and github.com/watsonbox/exportify ("Track URI", "Track
Duration (ms)", "ISRC"; features where they were asked for).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from affetto.library.importers import BadRow, FileImporter, ImportedTrack
from affetto.library.importers.reading.spotify_rows import FEATURES, Scale, track_of_row
from affetto.library.importers.reading.tables import Row, convert, has_columns, read_table

_NAME = "exportify"

_COLUMNS = {
    **FEATURES,
    "id": ("Spotify ID", "Track ID"),
    "uri": ("Track URI", "Spotify URI"),
    "title": ("Track Name",),
    "artist": ("Artist Name(s)",),
    "album": ("Album Name",),
    "genres": ("Genres", "Artist Genres"),
    "date": ("Release Date", "Album Release Date"),
    "duration_ms": ("Duration (ms)", "Track Duration (ms)"),
    "explicit": ("Explicit",),
    "popularity": ("Popularity",),
    "isrc": ("ISRC",),
}
_ADDED = ("addedby", "addedat")
_ADDRESS = ("trackuri", "spotifyid", "spotifyuri", "trackid")


def _recognize(_path: Path, head: bytes) -> bool:
    return has_columns(head, _ADDRESS, ("trackname",), ("artistnames",), _ADDED)


def _read(path: Path) -> Iterator[ImportedTrack | BadRow]:
    """The tracks of a playlist."""
    rows = read_table(path, _COLUMNS, required=(("uri", "id"), ("title",)))
    # Its audio features are Spotify's own, never percentages.
    yield from convert(rows, partial(_to_track, stated_by=_NAME))


def _to_track(row: Row, stated_by: str) -> ImportedTrack:
    # Files that the user put into Spotify are in its playlists under addresses of this computer.
    if row.text("uri").startswith("spotify:local:"):
        raise ValueError(
            "is a file of the computer the playlist was made on, not a track of Spotify"
        )
    return track_of_row(row, Scale(), stated_by)


IMPORTER = FileImporter(_NAME, _recognize, _read)
