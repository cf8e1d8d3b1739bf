"""What people do with music: told once, for who keeps it and for who learns from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Reaction(StrEnum):
    """What somebody did with a track."""

    LIKE = "like"
    DISLIKE = "dislike"
    # Heard to the end, or nearly.
    PLAY = "play"
    # Broken off soon after its beginning.
    SKIP = "skip"
    # Among what a service says that somebody plays most.
    FAVOURITE = "favourite"

    @property
    def is_rating(self) -> bool:
        """Whether it is a judgement, of which a track has one, and not something that happens."""
        return self in (Reaction.LIKE, Reaction.DISLIKE)


@dataclass(frozen=True)
class Listen:
    """One reaction to a recording, as a history describes it.

    Attributes:
        reaction: what was done with it.
        at: when, with a time zone; None where the history does not say.
        title: "" where unknown, like all texts.
        uri: where it was played, such as "spotify:track:…".
        fit: how well it fitted what was asked for, in [0, 1]; None where nothing was.
    """

    reaction: Reaction
    at: datetime | None = None
    title: str = ""
    artist: str = ""
    uri: str = ""
    isrc: str = ""
    mbid: str = ""
    fit: float | None = None


@dataclass(frozen=True)
class TrackReaction:
    """All reactions of one kind of one person to one track.

    Attributes:
        track_id: the library's number.
        count: how often; 1 for a rating.
        fit: the mean of how well it fitted what was asked for; None where nothing was.
    """

    track_id: int
    reaction: Reaction
    count: int = 1
    fit: float | None = None
