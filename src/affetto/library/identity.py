"""How two descriptions of the same recording are recognized."""

from __future__ import annotations

from affetto.music import TrackTags
from affetto.text import words_key


def recording_key(tags: TrackTags) -> str:
    """What descriptions of the same recording have in common: artist and title, folded.

    "" where either is unknown, for titles alone are shared by many recordings.
    """
    artist, title = words_key(tags.artist).strip(), words_key(tags.title).strip()
    return f"{artist}\t{title}" if artist and title else ""
