"""The analysers there are, by name."""

from __future__ import annotations

from collections.abc import Callable

from affetto.audio.analyser import Analyser, CueAnalyser
from affetto.config import DEFAULT_ANALYSER
from affetto.errors import InputError


def _create_vibenet() -> Analyser:
    # Only here, so that nobody imports it who has not asked for it.
    from affetto.audio.vibenet_analyser import VibeNetAnalyser

    return VibeNetAnalyser()


_ANALYSERS: dict[str, Callable[[], Analyser]] = {
    DEFAULT_ANALYSER: CueAnalyser,
    "vibenet": _create_vibenet,
}


def create_analyser(name: str = DEFAULT_ANALYSER) -> Analyser:
    """The analyser of a name.

    Raises:
        InputError: there is none of that name, or it is not installed.
    """
    if name not in _ANALYSERS:
        raise InputError("AFFETTO_ANALYSER", f"{name!r} is not one of {', '.join(_ANALYSERS)}")
    return _ANALYSERS[name]()
