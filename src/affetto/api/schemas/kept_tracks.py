"""Tracks of lists that are kept."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from affetto.api.schemas.affect import Coordinate, Share

# SQLite's integers.
Number = Annotated[int, Path(ge=1, lt=2**63, description="As a list of them says it.")]

KEPT_TRACK_EXAMPLE: JsonDict = {
    "rank": 1,
    "id": 17,
    "title": "Daybreak",
    "artist": "Ada",
    "duration_s": 187.5,
    "score": 0.93,
    "valence": 0.7,
    "arousal": 0.5,
    "licence": "CC BY 4.0",
    "uri": "file:///music/daybreak.flac",
    "links": {"youtube": "https://www.youtube.com/results?search_query=Ada+Daybreak"},
    "reasons": ["fast (120 bpm): near the joy"],
}


class KeptTrackOut(BaseModel):
    """A track of a list, as the library has it now; or as it was, where the library lost it."""

    model_config = ConfigDict(json_schema_extra={"examples": [KEPT_TRACK_EXAMPLE]})

    rank: int = Field(ge=1, description="Its place in the list, from 1.")
    id: int | None = Field(description="Its number; null where the library no longer has it.")
    title: str
    artist: str
    duration_s: float | None
    score: Share | None = Field(
        description="How well it fitted when it was offered; null for a track put in by hand."
    )
    valence: Coordinate | None
    arousal: Coordinate | None
    licence: str = Field(description="As its source writes it; empty where none is known.")
    uri: str = Field(description="Where it can be played.")
    links: dict[str, str] = Field(description="Addresses by service.")
    reasons: list[str] = Field(description="Why it was offered, the weightiest first.")
