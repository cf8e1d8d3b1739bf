"""What people are asked to agree to, and what for (developer.spotify.com, "Scopes")."""

from __future__ import annotations

# What the Web Playback SDK asks for.
PLAYBACK_SCOPES = frozenset({"streaming", "user-read-email", "user-read-private"})

SCOPES = PLAYBACK_SCOPES | {
    # Playlists; one is taken away through the library, which asks for the public scope.
    "playlist-read-private",
    "playlist-read-collaborative",
    "playlist-modify-private",
    "playlist-modify-public",
    # Liked Songs.
    "user-library-modify",
    # The player.
    "user-read-playback-state",
    "user-read-currently-playing",
    "user-modify-playback-state",
    # What was heard.
    "user-read-recently-played",
    "user-top-read",
}
