"""Services where people listen, search, and keep playlists: one module or package for each.

A service is a module of this package with a constant `PROVIDER`, and a line in `_MODULES` below.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

from affetto.errors import InputError
from affetto.providers.capabilities import Provider

# In the order in which they are shown.
_MODULES: tuple[str, ...] = (
    "spotify",
    "youtube",
    "opensubsonic",
    "jellyfin",
    "mpd",
    "jamendo",
    "openverse",
    "listenbrainz",
    "lastfm",
)


def load_providers() -> Mapping[str, Provider]:
    """All services by name, in the order in which they are shown."""
    return MappingProxyType({name: _load(name) for name in _MODULES})


def find_provider(providers: Mapping[str, Provider], name: str) -> Provider:
    """The service of a name.

    Raises:
        InputError: none is called so.
    """
    if name not in providers:
        known = ", ".join(providers)
        raise InputError(name, f"no service is called so; there are: {known}")
    return providers[name]


def _load(name: str) -> Provider:
    module = f"{__name__}.{name}"
    provider = import_module(module).PROVIDER
    if not isinstance(provider, Provider):
        raise TypeError(f"PROVIDER of {module} is no Provider")
    return provider
