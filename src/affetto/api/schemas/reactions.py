"""What people do with tracks."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from affetto.api.schemas.matches import TrackId
from affetto.listening import Reaction


class ReactionKind(StrEnum):
    """What can be done with a track on a page; see `affetto.listening.Reaction`."""

    LIKE = Reaction.LIKE.value
    DISLIKE = Reaction.DISLIKE.value
    PLAY = Reaction.PLAY.value
    SKIP = Reaction.SKIP.value


class ReactionIn(BaseModel):
    """Something that was done with a track."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"track": 17, "reaction": "like", "match": 42}]},
    )

    track: TrackId
    reaction: ReactionKind = Field(
        description="`play`: heard to its end, or nearly. `skip`: broken off soon."
    )
    match: TrackId | None = Field(
        None, description="Number of the match that offered it; it tells how well it fitted."
    )


class RatingsOut(BaseModel):
    """Tracks that are liked, and those that are not."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"likes": [17, 4], "dislikes": [23]}]}
    )

    likes: list[int]
    dislikes: list[int]
