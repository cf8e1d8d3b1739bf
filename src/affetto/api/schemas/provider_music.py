"""Music of services that becomes part of the library."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class ServerImportIn(BaseModel):
    """How to import a server."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"retry_failed": False}]}
    )

    retry_failed: bool = Field(
        default=False,
        description="Whether recordings that could not be heard before are tried again.",
    )


class OpenMusicIn(BaseModel):
    """Which tracks of a catalogue to keep."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"tracks": ["948", "1532"]}]}
    )

    tracks: list[Annotated[str, Field(min_length=1, max_length=500)]] = Field(
        min_length=1, max_length=100, description="As a search of the service says them."
    )
