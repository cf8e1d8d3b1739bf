"""Studies, as participants and as researchers meet them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from affetto.affect import Point
from affetto.app.study import MAX_INVITED_AT_ONCE
from affetto.study.design import ListedTrack
from affetto.study.records import Step
from affetto.study.responses import (
    BEST_FIT,
    LEAST_FIT,
    MAX_COMMENT,
    Choice,
    EmotionAnswer,
    ListsAnswer,
)

_Coordinate = Annotated[float, Field(ge=-1, le=1, allow_inf_nan=False)]
_Fit = Annotated[int, Field(ge=LEAST_FIT, le=BEST_FIT, description="From not at all to perfectly.")]
_Position = Annotated[int, Field(ge=1, le=1000, description="Which picture, in your own order.")]

_LINK = "/study/pGz0oV6yqzqjv0m3Yq8tXw5d"
_HEARD_EXAMPLE: dict[str, Any] = {
    "rank": 1,
    "id": 17,
    "title": None,
    "artist": None,
    "audio": f"/api/v1{_LINK}/audio/1/a/1",
    "duration_s": 184.2,
    "excerpt": [31.5, 61.5],
}
_STATE_EXAMPLE: dict[str, Any] = {
    "step": "lists",
    "consent": "You will see pictures. Taking part is voluntary.",
    "agreed_on": "2026-05-04",
    "progress": {"judged": 0, "total": 12},
    "words": ["happy", "sad", "neutral", "none of these"],
    "least_fit": LEAST_FIT,
    "best_fit": BEST_FIT,
    "item": {
        "position": 1,
        "picture": f"/api/v1{_LINK}/pictures/1",
        "emotion": {"word": "happy", "point": {"valence": 0.7, "arousal": 0.4}},
        "lists": {
            "a": [_HEARD_EXAMPLE],
            "b": [{**_HEARD_EXAMPLE, "id": 4, "audio": f"/api/v1{_LINK}/audio/1/b/1"}],
        },
    },
}
_STUDY_EXAMPLE: dict[str, Any] = {
    "name": "evening",
    "strategies": ["affect", "targets"],
    "created_on": "2026-05-02",
    "pictures": 12,
    "participants": {"invited": 20, "agreed": 14, "answered": 13, "finished": 11, "withdrew": 1},
    "links": [{"number": 484210, "step": "lists", "judged": 3, "path": _LINK}],
}


class PlacePoint(BaseModel):
    """A place in the plane."""

    valence: _Coordinate = Field(description="From unpleasant to pleasant.")
    arousal: _Coordinate = Field(description="From calm to excited.")


class SeenEmotion(BaseModel):
    """What somebody sees in a picture."""

    word: str = Field(max_length=100, description="One of `words` of the state.")
    point: PlacePoint | None = Field(None, description="Where it lies; may be left out.")

    @classmethod
    def of(cls, answer: EmotionAnswer) -> SeenEmotion:
        """An answer that was kept."""
        point = answer.point
        place = None if point is None else PlacePoint(valence=point.valence, arousal=point.arousal)
        return cls(word=answer.word, point=place)


class EmotionAnswerIn(SeenEmotion):
    """The first answer to a picture: before its music is heard."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "step": "emotion",
                    "position": 1,
                    "word": "happy",
                    "point": {"valence": 0.7, "arousal": 0.4},
                }
            ]
        },
    )

    step: Literal["emotion"]
    position: _Position

    def answer(self) -> EmotionAnswer:
        """As the study keeps it."""
        point = self.point
        return EmotionAnswer(
            self.word, None if point is None else Point(point.valence, point.arousal)
        )


class ListsAnswerIn(BaseModel):
    """The second answer to a picture: of its two lists."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "step": "lists",
                    "position": 1,
                    "choice": "a",
                    "fit_a": 6,
                    "fit_b": 3,
                    "comment": "B is too loud for the evening light",
                }
            ]
        },
    )

    step: Literal["lists"]
    position: _Position
    choice: Choice = Field(description="Which list fits better.")
    fit_a: _Fit
    fit_b: _Fit
    comment: str = Field("", max_length=MAX_COMMENT, description="In your own words.")

    def answer(self) -> ListsAnswer:
        """As the study keeps it."""
        return ListsAnswer(self.choice, self.fit_a, self.fit_b, self.comment)


AnswerIn = Annotated[EmotionAnswerIn | ListsAnswerIn, Field(discriminator="step")]


class ConsentIn(BaseModel):
    """That somebody has read the text and agrees; whoever does not, sends nothing."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"agrees": True}]})

    agrees: Literal[True]


class HeardTrackOut(BaseModel):
    """A track of one of the two lists."""

    rank: int = Field(ge=1)
    id: int = Field(description="The library's number for it when the study was made.")
    title: str | None = Field(description="Null where the study hides titles.")
    artist: str | None = Field(description="Null where the study hides titles.")
    audio: str = Field(description="Where it is heard; answers `Range`.")
    duration_s: float | None = Field(description="Of the whole recording.")
    excerpt: tuple[float, float] | None = Field(
        description="Where to play from and to, seconds: its most representative part."
    )

    @classmethod
    def of(cls, track: ListedTrack, audio: str, *, shows_titles: bool) -> HeardTrackOut:
        """A track, with its names only where the study shows them."""
        return cls(
            rank=track.rank,
            id=track.track_id,
            title=track.title if shows_titles else None,
            artist=track.artist if shows_titles else None,
            audio=audio,
            duration_s=track.duration_s,
            excerpt=track.excerpt_s,
        )


class ListsOut(BaseModel):
    """The two lists; which strategy made which is not told."""

    a: list[HeardTrackOut]
    b: list[HeardTrackOut]


class StudyItemOut(BaseModel):
    """The picture that comes now."""

    position: int = Field(ge=1)
    picture: str = Field(description="Where the picture lies (JPEG).")
    emotion: SeenEmotion | None = Field(description="What you said you see; null before that.")
    lists: ListsOut | None = Field(description="Null until you have said what you see.")


class StudyProgressOut(BaseModel):
    """How far somebody has come."""

    judged: int = Field(ge=0)
    total: int = Field(ge=1)


class StudyStateOut(BaseModel):
    """Where a participant is, and what comes next. It is the same on every device."""

    model_config = ConfigDict(json_schema_extra={"examples": [_STATE_EXAMPLE]})

    step: Step = Field(description="What to do next.")
    consent: str = Field(description="What taking part means, plain text in paragraphs.")
    agreed_on: date | None
    progress: StudyProgressOut
    words: list[str] = Field(description="What may be said of a picture.")
    least_fit: int = Field(description="Of a rating: does not fit at all.")
    best_fit: int = Field(description="Of a rating: fits perfectly.")
    item: StudyItemOut | None = Field(description="Null before consent, and at the end.")


class StudyLinkOut(BaseModel):
    """The link of one participant."""

    number: int = Field(description="By which the participant stands in results.")
    step: Step
    judged: int = Field(ge=0, description="Pictures whose lists they have judged.")
    path: str = Field(description="What they open, below the address of the service.")


class ParticipationOut(BaseModel):
    """How many people took part."""

    invited: int
    agreed: int = Field(description="And did not withdraw.")
    answered: int = Field(description="Judged the lists of at least one picture.")
    finished: int = Field(description="Judged all of them.")
    withdrew: int = Field(description="Their answers are deleted.")


class StudyOut(BaseModel):
    """A study, as the researcher follows it."""

    name: str
    strategies: tuple[str, str]
    created_on: date
    pictures: int
    participants: ParticipationOut
    links: list[StudyLinkOut]


class StudiesOut(BaseModel):
    """All studies, by name."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"studies": [_STUDY_EXAMPLE]}]})

    studies: list[StudyOut]


class InvitationIn(BaseModel):
    """How many participants to invite."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"people": 1}]})

    people: int = Field(1, ge=1, le=MAX_INVITED_AT_ONCE)


class InvitationOut(BaseModel):
    """The links of new participants."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"paths": [_LINK]}]})

    paths: list[str] = Field(description="One for each person, below the service's address.")
