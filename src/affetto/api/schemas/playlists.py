"""Playlists that people save."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.config import JsonDict

from affetto.api.schemas.affect import AFFECT_EXAMPLE, AffectOut
from affetto.api.schemas.kept_tracks import KEPT_TRACK_EXAMPLE, KeptTrackOut
from affetto.api.schemas.matches import TrackId

MAX_TRACKS = 1000

_Name = Annotated[str, Field(min_length=1, max_length=200, description="What to call it.")]
_Tracks = Annotated[
    list[TrackId], Field(max_length=MAX_TRACKS, description="Numbers of tracks, in their order.")
]

_HEAD_EXAMPLE: JsonDict = {
    "id": 3,
    "name": "Sunday morning",
    "created_at": "2026-05-01T12:00:00Z",
    "changed_at": "2026-05-01T12:00:00Z",
}


class PlaylistIn(BaseModel):
    """A playlist to be saved: of a match of the history, or of tracks."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"name": "Sunday morning", "match": 42},
                {"name": "For the road", "tracks": [17, 4, 23]},
            ]
        },
    )

    name: _Name
    match: TrackId | None = Field(None, description="Number of a match of the history.")
    tracks: _Tracks | None = None

    @model_validator(mode="after")
    def _check_one_way(self) -> Self:
        if (self.match is None) == (self.tracks is None):
            raise ValueError("give either the number of a match or tracks")
        return self


class PlaylistChangeIn(BaseModel):
    """What to change of a playlist; what is left out stays."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"name": "Monday", "tracks": [4, 17]}]}
    )

    name: _Name | None = None
    tracks: _Tracks | None = None


class _PlaylistHead(BaseModel):
    id: int
    name: str
    created_at: datetime
    changed_at: datetime


class PlaylistEntryOut(_PlaylistHead):
    """A playlist, in short."""

    tracks: int = Field(ge=0, description="How many tracks it has.")
    duration_s: float = Field(ge=0, description="Of the tracks whose length is known, together.")


class PlaylistsOut(BaseModel):
    """Playlists, by name."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"playlists": [{**_HEAD_EXAMPLE, "tracks": 10, "duration_s": 1875.0}]}]
        }
    )

    playlists: list[PlaylistEntryOut]


class PlaylistOut(_PlaylistHead):
    """A playlist with its tracks."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    **_HEAD_EXAMPLE,
                    "affect": AFFECT_EXAMPLE,
                    "intent": "match",
                    "strategy": "affect",
                    "tracks": [KEPT_TRACK_EXAMPLE],
                }
            ]
        }
    )

    affect: AffectOut | None = Field(
        description="What it answers; null where it was put together by hand."
    )
    intent: str | None
    strategy: str | None
    tracks: list[KeptTrackOut]
