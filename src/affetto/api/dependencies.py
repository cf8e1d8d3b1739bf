"""What paths are given: the parts of the running service, and who asks."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from affetto.app.matching import DEFAULT_USER
from affetto.config import Settings
from affetto.library.music_library import Library


def get_settings(connection: HTTPConnection) -> Settings:
    """The settings that the service was started with."""
    settings: Settings = connection.app.state.settings
    return settings


def get_library(connection: HTTPConnection) -> Library:
    """The music library, open as long as the service runs; all threads may use it."""
    library: Library = connection.app.state.library
    return library


def current_user(connection: HTTPConnection) -> str:
    """Name of the user who asks: whose taste, history and playlists are meant."""
    user: str = getattr(connection.state, "user", DEFAULT_USER)
    return user


SettingsDep = Annotated[Settings, Depends(get_settings)]
LibraryDep = Annotated[Library, Depends(get_library)]
UserDep = Annotated[str, Depends(current_user)]
