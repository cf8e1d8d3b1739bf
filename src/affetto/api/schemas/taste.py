"""What is known of a taste."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from affetto.listening import Reaction


class LikingOut(BaseModel):
    """What a side of music does to how much it is liked."""

    word: str = Field(description='The side that is liked, such as "fast".')
    reward: float = Field(
        ge=0,
        description="By how much one standard deviation of it raises the expected reward; from "
        "dislike to like it is 2.",
    )
    sd: float = Field(ge=0, description="How unsure that is, a standard deviation.")


class TasteOut(BaseModel):
    """What was told of a taste, and what it comes to."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "reactions": {"like": 12, "skip": 3},
                    "tracks": 14,
                    "unknown": 1,
                    "likings": [{"word": "acoustic", "reward": 0.31, "sd": 0.12}],
                }
            ]
        }
    )

    reactions: dict[Reaction, int] = Field(description="How many of each kind.")
    tracks: int = Field(ge=0, description="How many tracks of the library they belong to.")
    unknown: int = Field(
        ge=0, description="How many belong to music that is not in the library; kept for later."
    )
    likings: list[LikingOut] = Field(description="The strongest first; only what is sure enough.")


class BadRecordOut(BaseModel):
    """A record of a file that cannot be used."""

    record: int = Field(description="Which one, from 1.")
    reason: str


class TasteImportOut(BaseModel):
    """What became of a history of listening."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "new": 1203,
                    "known": 0,
                    "unknown": 871,
                    "bad": 1,
                    "bad_records": [{"record": 7, "reason": "has no time"}],
                }
            ]
        }
    )

    new: int = Field(ge=0, description="Reactions that were not known.")
    known: int = Field(ge=0, description="Those that were.")
    unknown: int = Field(ge=0, description="In all, to music that is not in the library.")
    bad: int = Field(ge=0, description="Records that cannot be used.")
    bad_records: list[BadRecordOut] = Field(description="The first of them.")
