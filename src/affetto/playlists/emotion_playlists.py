"""The user's dictionary of playlists: an address for each emotion, as system S0 keeps one.

It is a TOML file of one line for each emotion, edited with any editor::

    happy = "https://open.spotify.com/playlist/..."
    melancholy = "file:///home/me/Music/autumn.m3u8"
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote_plus

from affetto.affect import EMOTION_POINTS
from affetto.errors import InputError
from affetto.music import NO_TRACK_ID, Track, TrackTags
from affetto.text import printable

_SEARCH = "https://www.youtube.com/results?search_query="
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:\S+", re.IGNORECASE)


def load_playlists(path: Path) -> tuple[Track, ...]:
    """The playlists of the user's file, and a search for those emotions it does not name.

    Args:
        path: the file; where there is none, every playlist is a search.

    Returns:
        One entry for each emotion, placed where the emotion lies, with the playlist's address.

    Raises:
        InputError: the file cannot be read, names no known emotion, or gives what is no address.
    """
    try:
        told = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return default_playlists()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(path, f"cannot be read as a list of playlists ({error})") from error
    for emotion, address in told.items():
        if emotion not in EMOTION_POINTS:
            raise InputError(path, f"{printable(emotion)!r} is none of {', '.join(EMOTION_POINTS)}")
        if not isinstance(address, str) or not _ADDRESS.fullmatch(address):
            raise InputError(path, f"{emotion}: {address!r} is no address")
    return _entries(told)


def default_playlists() -> tuple[Track, ...]:
    """A search for a playlist for each emotion."""
    return _entries({})


def _entries(addresses: Mapping[str, str]) -> tuple[Track, ...]:
    return tuple(
        Track(
            # Distinct, in this order, and none of the library's.
            id=NO_TRACK_ID - len(EMOTION_POINTS) + number,
            tags=TrackTags(title=f"Playlist: {emotion}"),
            uri=addresses.get(emotion) or _search_for(emotion),
            mood=point,
        )
        for number, (emotion, point) in enumerate(EMOTION_POINTS.items())
    )


def _search_for(emotion: str) -> str:
    return _SEARCH + quote_plus(f"{emotion} music playlist")
