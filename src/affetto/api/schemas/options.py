"""What can be asked for."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from affetto.api.schemas.affect import Coordinate, Share
from affetto.licences import LicenceUse
from affetto.recommend.filters import Popularity
from affetto.recommend.query import Intent, Personalization


class EmotionOut(BaseModel):
    """A word for a mood."""

    word: str = Field(examples=["happy"])
    kind: Literal["face", "scene"]
    valence: Coordinate
    arousal: Coordinate


class StrategyOut(BaseModel):
    """A way to rank."""

    name: str = Field(examples=["affect"])
    summary: str


class GenreOut(BaseModel):
    """A genre of the library."""

    name: str = Field(examples=["Folk"])
    tracks: int = Field(ge=1)


class DecadeOut(BaseModel):
    """A decade of the library."""

    decade: int = Field(description="Its first year.", examples=[1980])
    tracks: int = Field(ge=1)


class ProviderOut(BaseModel):
    """What plays tracks of the library."""

    name: str = Field(examples=["file"])
    tracks: int = Field(ge=1)


class LanguageOut(BaseModel):
    """A language that tracks of the library are sung in."""

    code: str = Field(description="By ISO 639, in three letters.", examples=["pol"])
    tracks: int = Field(ge=1)


class DurationsOut(BaseModel):
    """How long the tracks of the library last."""

    least_s: float = Field(ge=0, description="The shortest.")
    most_s: float = Field(ge=0, description="The longest.")


class LimitsOut(BaseModel):
    """How much may be asked at once."""

    upload_mb: int = Field(description="Largest picture, megabytes.")
    pictures: int = Field(description="Pictures in one request.")
    tracks: int = Field(description="Tracks in one answer.")


class OptionsOut(BaseModel):
    """All that forms offer to choose from."""

    version: str
    emotions: list[EmotionOut]
    strategies: list[StrategyOut]
    intents: list[Intent]
    popularities: list[Popularity]
    personalizations: list[Personalization]
    licences: list[LicenceUse]
    genres: list[GenreOut] = Field(description="Of the library, the most frequent first.")
    decades: list[DecadeOut] = Field(description="Of the library, ascending.")
    providers: list[ProviderOut]
    languages: list[LanguageOut] = Field(description="Of the library, the most frequent first.")
    durations: DurationsOut | None = Field(description="Null where no duration is known.")
    limits: LimitsOut
    sure_from: Share = Field(
        description="Least confidence with which an emotion is named without saying it is not sure."
    )
