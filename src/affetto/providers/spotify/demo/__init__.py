"""A demonstration of Spotify: its documented rules, and music that nobody made.

It is not Spotify, and says so. `affetto serve --demo-spotify` shows it, and the tests ask it.
"""

from __future__ import annotations

from affetto.providers.spotify.demo.server import Demo, make_provider, start_demo
from affetto.providers.spotify.demo.service import DemoSpotify

__all__ = ["Demo", "DemoSpotify", "make_provider", "start_demo"]
