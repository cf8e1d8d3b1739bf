"""Settings: where things lie and how much of the machine may be used."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from affetto.errors import InputError

DEFAULT_ANALYSER = "affetto-cues"


@dataclass(frozen=True)
class Settings:
    """What can be set, each by an environment variable documented in docs/settings.md.

    Attributes:
        home: folder of the library and everything else that is kept (`AFFETTO_HOME`).
        workers: processes that analyse music side by side (`AFFETTO_WORKERS`).
        analyser: what listens to music, a name of `affetto.audio.analysers`
            (`AFFETTO_ANALYSER`).
    """

    home: Path
    workers: int
    analyser: str = DEFAULT_ANALYSER

    @property
    def library_path(self) -> Path:
        """The SQLite file of the music library."""
        return self.home / "library.db"

    @property
    def playlists_path(self) -> Path:
        """The user's file of an address for each emotion; see `playlists.emotion_playlists`."""
        return self.home / "playlists.toml"


def load_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from the environment, with defaults for what is not set.

    Raises:
        InputError: a variable has a value that cannot be used.
    """
    home = environment.get("AFFETTO_HOME", "")
    return Settings(
        home=_expand_home(home) if home else _default_home(),
        workers=_positive_int(environment, "AFFETTO_WORKERS", default=_count_usable_processors()),
        analyser=environment.get("AFFETTO_ANALYSER") or DEFAULT_ANALYSER,
    )


def _expand_home(home: str) -> Path:
    try:
        return Path(home).expanduser()
    except RuntimeError as error:  # "~name" of nobody
        raise InputError("AFFETTO_HOME", f"{home!r} names no user's folder") from error


def _default_home() -> Path:
    from platformdirs import user_data_path

    return user_data_path("affetto", appauthor=False)


def _count_usable_processors() -> int:
    if hasattr(os, "sched_getaffinity"):  # not on macOS and Windows
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _positive_int(environment: Mapping[str, str], name: str, default: int) -> int:
    value = environment.get(name, "")
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or int(value) < 1:
        raise InputError(name, f"{value!r} is not a whole number of at least 1")
    return int(value)
