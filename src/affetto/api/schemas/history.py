"""What was offered before."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from affetto.api.schemas.affect import AFFECT_EXAMPLE, AffectOut, Share
from affetto.api.schemas.kept_tracks import KEPT_TRACK_EXAMPLE, KeptTrackOut
from affetto.api.schemas.matches import PointOut

MAX_PER_PAGE = 100

_MATCH_EXAMPLE: JsonDict = {
    "id": 42,
    "at": "2026-05-01T12:00:00Z",
    "picture_name": None,
    "intent": "match",
    "strategy": "affect",
    "affect": AFFECT_EXAMPLE,
}
_OFFERED_EXAMPLE: JsonDict = {
    "rank": 1,
    "id": 17,
    "title": "Daybreak",
    "artist": "Ada",
    "score": 0.93,
}


class HistoryPreference(BaseModel):
    """Whether a history is kept of you."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"kept": False}]})

    kept: bool = Field(description="It is, until you say otherwise.")


class OfferedTrackOut(BaseModel):
    """A track that was offered, in short."""

    rank: int = Field(ge=1)
    id: int | None = Field(description="Its number; null where the library no longer has it.")
    title: str
    artist: str
    score: Share


class _MatchHead(BaseModel):
    id: int
    at: datetime = Field(description="When it was offered, in UTC.")
    picture_name: str | None = Field(
        description="What you called the picture, where you had that kept. Pictures never are."
    )
    intent: str
    strategy: str
    affect: AffectOut


class HistoryEntryOut(_MatchHead):
    """A match, in short."""

    tracks: list[OfferedTrackOut]


class HistoryOut(BaseModel):
    """Matches, the newest first."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"total": 1, "matches": [{**_MATCH_EXAMPLE, "tracks": [_OFFERED_EXAMPLE]}]}
            ]
        }
    )

    total: int = Field(ge=0, description="How many are kept in all.")
    matches: list[HistoryEntryOut]


class KeptMatchOut(_MatchHead):
    """A match with all that is known of its tracks."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{**_MATCH_EXAMPLE, "tracks": [KEPT_TRACK_EXAMPLE]}]}
    )

    tracks: list[KeptTrackOut]
    path: list[PointOut] | None = Field(
        None, description="Of a journey: where the music should lie, a point for each track."
    )
