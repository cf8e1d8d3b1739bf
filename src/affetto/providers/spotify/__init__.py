"""Spotify, as it is for people's own apps since February 2026."""

from __future__ import annotations

from affetto.providers.spotify.provider import SpotifyProvider

PROVIDER = SpotifyProvider()
