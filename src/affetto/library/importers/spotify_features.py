"""Tables of tracks with Spotify's audio features, as data sets spell their columns.

The spellings are those of the sets that are most in use: the hit-predictor set ("track", "uri",
"decade"), the 600,000 tracks ("artists", "release_date"), SpotifyFeatures ("track_name",
"artist_name"), the tracks by genre ("track_genre"), TidyTuesday's ("track_artist",
"playlist_genre"), the most streamed ("artist(s)_name", "danceability_%"), the yearly tops ("nrgy",
"dnce"), and the tracks by mood ("length", "mood").
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from affetto.library.importers import BadRow, FileImporter, ImportedTrack
from affetto.library.importers.reading.spotify_rows import (
    FEATURES,
    SHARES,
    find_scale,
    track_of_row,
)
from affetto.library.importers.reading.tables import (
    column_key,
    convert,
    header_keys,
    look_ahead,
    read_table,
)

_NAME = "spotify-features"

_COLUMNS = {
    **FEATURES,
    "id": ("id", "track_id", "spotify_id", "song_id", "track_uri", "uri"),
    "uri": ("uri", "track_uri", "spotify_uri", "track_url", "url", "track_href"),
    "title": (
        "name",
        "track_name",
        "title",
        "track",
        "song",
        "song_name",
        "song_title",
        "Track.Name",
    ),
    "artist": (
        *("artists", "artist_name", "artist_names", "artist", "artist(s)_name", "artists_name"),
        *("track_artist", "Artist.Name"),
    ),
    "album": ("album", "album_name", "track_album_name", "release_name"),
    "genres": ("genres", "genre", "track_genre", "playlist_genre", "top genre", "artist_genres"),
    "date": ("release_date", "track_album_release_date", "album_release_date", "released_date"),
    "year": ("year", "released_year", "release_year"),
    "decade": ("decade",),
    "duration_ms": ("duration_ms", "length_ms", "duration (ms)", "track_duration_ms", "durationms"),
    "duration_s": ("duration_s", "duration_sec", "duration_seconds", "duration (s)"),
    "duration_min": ("duration_min", "duration_minutes", "duration (min)"),
    "duration": ("duration", "length", "dur", "song_duration"),
    "explicit": ("explicit", "is_explicit", "track_explicit"),
    "popularity": ("popularity", "track_popularity", "song_popularity", "pop"),
    "isrc": ("isrc", "external_id"),
    "language": ("language",),
    "mood": ("mood", "moods", "emotion", "mood_label"),
}
# How many rows are looked at to tell the units.
_ROWS_FOR_SCALE = 200
# Fewer features than these do not make a table one of Spotify's.
_LEAST_FEATURES = 3

_SHARE_KEYS = tuple(frozenset(map(column_key, spellings)) for spellings in SHARES.values())
_NAME_KEYS = frozenset(map(column_key, (*_COLUMNS["id"], *_COLUMNS["uri"], *_COLUMNS["title"])))
# What Exportify's tables have and no other.
_EXPORTIFY_KEYS = frozenset({"addedby", "addedat"})


def _recognize(_path: Path, head: bytes) -> bool:
    keys = header_keys(head)
    n_features = sum(not keys.isdisjoint(spellings) for spellings in _SHARE_KEYS)
    is_named = not keys.isdisjoint(_NAME_KEYS)
    return n_features >= _LEAST_FEATURES and is_named and keys.isdisjoint(_EXPORTIFY_KEYS)


def _read(path: Path) -> Iterator[ImportedTrack | BadRow]:
    """The tracks of a table, whose units its first rows tell."""
    rows = read_table(path, _COLUMNS, required=(("title", "id", "uri"), SHARES))
    first, rows = look_ahead(rows, _ROWS_FOR_SCALE)
    scale = find_scale(first)
    yield from convert(rows, partial(track_of_row, scale=scale, stated_by=_NAME))


IMPORTER = FileImporter(_NAME, _recognize, _read)
