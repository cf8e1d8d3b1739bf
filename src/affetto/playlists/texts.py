"""Words shared by the formats."""

from __future__ import annotations

import unicodedata

from affetto.music import Playlist, Track

# Between reasons, or genres, where a format has one field for all of them.
SEPARATOR = "; "


def on_one_line(text: str) -> str:
    """`text` with line breaks and other control characters turned into single spaces."""
    return " ".join(
        "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in text).split()
    )


def duration_of(track: Track) -> float | None:
    """Length of a track in seconds, None where it is not known."""
    if track.duration_s is not None:
        return track.duration_s
    return None if track.features is None else track.features.duration_s


def describe(playlist: Playlist) -> str:
    """One sentence on what a playlist answers, for formats that have room for it."""
    affect = playlist.affect
    place = affect.point
    feeling = place if affect.emotion is None else f"{affect.emotion} ({place})"
    return f"Chosen by Affetto to {playlist.intent}: {feeling}"
