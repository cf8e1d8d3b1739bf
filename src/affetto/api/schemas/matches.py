"""Wishes for music and their answers: the shapes of `affetto match --format json`."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from affetto.api.schemas.affect import (
    AFFECT_EXAMPLE,
    AffectIn,
    AffectOut,
    Coordinate,
    Share,
    check_emotion,
)
from affetto.licences import LicenceUse
from affetto.recommend.filters import Popularity
from affetto.recommend.query import Intent, Personalization
from affetto.recommend.strategies import list_strategies
from affetto.scene_context import ContextTag

MAX_TRACKS = 100
# SQLite's integers.
TrackId = Annotated[int, Field(ge=1, lt=2**63)]
Name = Annotated[str, Field(min_length=1, max_length=200)]


class DestinationIn(BaseModel):
    """Where a journey is to lead: a word, or a place."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"emotion": "joy"}]})

    emotion: str | None = None
    valence: Coordinate | None = None
    arousal: Coordinate | None = None

    @field_validator("emotion")
    @classmethod
    def _check_emotion(cls, emotion: str | None) -> str | None:
        return emotion if emotion is None else check_emotion(emotion)

    @model_validator(mode="after")
    def _check_one_way(self) -> Self:
        _check_point(self.valence, self.arousal)
        if (self.emotion is None) == (self.valence is None):
            raise ValueError("say it in a word, or by valence and arousal")
        return self


class MatchIn(BaseModel):
    """A wish for music. The mood is said in exactly one way; all the rest may be left out."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"emotion": "happy", "n": 5, "genres": ["pop"], "licence": "film"},
                {"valence": -0.4, "arousal": -0.3, "intent": "journey", "to": {"emotion": "joy"}},
                {"affect": AFFECT_EXAMPLE, "exclude": [17, 4]},
            ]
        },
    )

    affect: AffectIn | None = Field(None, description="As it was read before.")
    context: dict[ContextTag, Share] | None = Field(
        None,
        description="Goes with `affect`: how probably what is to be seen in the picture, as its "
        "reading's `scene.context` has it; of several pictures the mean. It decides between tracks "
        "that fit alike, as far as the affect's `source` is the scene.",
    )
    emotion: str | None = Field(None, description="A word of `/options`.")
    valence: Coordinate | None = Field(None, description="Goes with `arousal`.")
    arousal: Coordinate | None = Field(None, description="Goes with `valence`.")
    picture: str | None = Field(None, description="In base64, or as a data: URL.", min_length=1)
    picture_name: Name | None = Field(
        None, description="Kept in the history, where it is said; else no name is kept."
    )
    strategy: str = Field("affect", description="How to rank: a name of `/options`.")
    intent: Intent = Field(Intent.MATCH, description="What the music is to do.")
    to: DestinationIn | None = Field(None, description="Where a journey is to lead.")
    n: int = Field(10, ge=1, le=MAX_TRACKS, description="How many tracks.")
    genres: list[Name] = Field(default_factory=list, max_length=20, description="Any of these.")
    decades: list[Annotated[int, Field(ge=0, le=9990, multiple_of=10)]] = Field(
        default_factory=list, max_length=50, description="Any of these, each by its first year."
    )
    popularity: Popularity | None = None
    licence: LicenceUse = Field(LicenceUse.ANY, description="What the music is for.")
    personalization: Personalization = Field(
        Personalization.MEDIUM, description="How much what you like counts."
    )
    min_duration_s: float | None = Field(None, ge=0, allow_inf_nan=False)
    max_duration_s: float | None = Field(None, gt=0, allow_inf_nan=False)
    instrumental: bool = Field(default=False, description="Only what nobody sings in.")
    clean: bool = Field(default=False, description="Nothing that is marked as explicit.")
    languages: list[Name] = Field(
        default_factory=list, max_length=20, description="Sung in any of these, by ISO 639."
    )
    providers: list[Name] = Field(
        default_factory=list, max_length=20, description="What any of these can play."
    )
    seed: int = Field(0, ge=0, lt=2**32, description="Of strategies that draw lots.")
    exclude: list[TrackId] = Field(
        default_factory=list,
        max_length=10_000,
        description="Tracks that are not to be offered again: for another list.",
    )

    @field_validator("emotion")
    @classmethod
    def _check_emotion(cls, emotion: str | None) -> str | None:
        return emotion if emotion is None else check_emotion(emotion)

    @field_validator("strategy")
    @classmethod
    def _check_strategy(cls, strategy: str) -> str:
        if strategy not in list_strategies():
            raise ValueError(f"is none of {', '.join(list_strategies())}")
        return strategy

    @model_validator(mode="after")
    def _check_whole(self) -> Self:
        _check_point(self.valence, self.arousal)
        if self.context is not None and self.affect is None:
            raise ValueError('"context" goes with an "affect" that was read before')
        if self.to is not None and self.intent is not Intent.JOURNEY:
            raise ValueError('"to" goes with the intent "journey"')
        return self

    @property
    def ways_said(self) -> int:
        """In how many ways the mood is said in this document; it should be one."""
        said: tuple[Any, ...] = (self.affect, self.emotion, self.valence, self.picture)
        return sum(way is not None for way in said)


def _check_point(valence: float | None, arousal: float | None) -> None:
    if (valence is None) != (arousal is None):
        raise ValueError("valence and arousal go together")


class MatchedTrackOut(BaseModel):
    """A track of the answer."""

    rank: int = Field(ge=1, description="1 for the best; on a journey the step.")
    id: int = Field(description="The library's number of the track.")
    title: str
    artist: str
    duration_s: float | None
    score: Share = Field(description="How well it fits.")
    valence: Coordinate | None
    arousal: Coordinate | None
    licence: str = Field(description="As its source writes it; empty where none is known.")
    uri: str = Field(description="Where it can be played.")
    links: dict[str, str] = Field(description="Addresses by service.")
    reasons: list[str] = Field(description="Why it is there, the weightiest first.")


class PointOut(BaseModel):
    """A place in the valence–arousal plane."""

    valence: Coordinate
    arousal: Coordinate


class MatchOut(BaseModel):
    """Music that fits, as `affetto match --format json` prints it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "affect": AFFECT_EXAMPLE,
                    "intent": "match",
                    "strategy": "affect",
                    "tracks": [
                        {
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
                            "links": {
                                "youtube": "https://www.youtube.com/results?search_query=Ada+Daybreak"
                            },
                            "reasons": ["fast (120 bpm): near the joy"],
                        }
                    ],
                }
            ]
        }
    )

    affect: AffectOut
    intent: Intent
    strategy: str
    tracks: list[MatchedTrackOut]
    path: list[PointOut] | None = Field(
        None, description="Of a journey: where the music should lie, a point for each track."
    )
