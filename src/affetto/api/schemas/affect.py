"""Readings of pictures: the shapes of `affetto feel --json`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from affetto.affect import (
    EMOTION_POINTS,
    Affect,
    AffectSource,
    FaceEmotion,
    Point,
    SceneEmotion,
)
from affetto.api.uploads import MAX_PICTURES

Share = Annotated[float, Field(ge=0, le=1)]
Coordinate = Annotated[float, Field(ge=-1, le=1, allow_inf_nan=False)]
Box = Annotated[
    list[float],
    Field(
        min_length=4,
        max_length=4,
        description="x, y, width and height in pixels of the upright picture.",
    ),
]
Emotions = Annotated[
    dict[str, Share], Field(description="Probability of each emotion word; they sum to 1.")
]

# Shares of the words are rounded where they were read, and so is their sum.
_SUM_TOLERANCE = 0.02
_TAXONOMIES = (frozenset(FaceEmotion), frozenset(SceneEmotion))

AFFECT_EXAMPLE: dict[str, Any] = {
    "emotion": "happy",
    "emotions": {
        "angry": 0.01,
        "disgust": 0.0,
        "fear": 0.01,
        "happy": 0.83,
        "sad": 0.02,
        "surprise": 0.03,
        "neutral": 0.1,
    },
    "valence": 0.71,
    "arousal": 0.42,
    "confidence": 0.83,
    "source": "faces",
}
_SCENE_EXAMPLE: dict[str, Any] = {
    "emotion": "joy",
    "emotions": {"joy": 0.6, "sadness": 0.1, "liveliness": 0.2, "melancholy": 0.1},
    "valence": 0.4,
    "arousal": -0.1,
}


class _Place(BaseModel):
    emotions: Emotions
    valence: Coordinate = Field(description="Unpleasant −1 to pleasant 1.")
    arousal: Coordinate = Field(description="Calm −1 to excited 1.")


class AffectOut(_Place):
    """What a picture, or a person, feels like."""

    model_config = ConfigDict(json_schema_extra={"examples": [AFFECT_EXAMPLE]})

    emotion: str | None = Field(
        description="The most probable word; null where only a point is known."
    )
    confidence: Share = Field(
        description="Probability that the leading emotion is the right one; below `sure_from` of "
        "`/options`, say that it is not sure and name the runner-up."
    )
    source: AffectSource = Field(description="What it was read from.")


def check_emotion(word: str) -> str:
    """The word itself, which names an emotion.

    Raises:
        ValueError: it names none.
    """
    if word not in EMOTION_POINTS:
        raise ValueError(f"is none of {', '.join(EMOTION_POINTS)}")
    return word


class AffectIn(BaseModel):
    """An affect that was read before, as a whole or of one face."""

    model_config = ConfigDict(json_schema_extra={"examples": [AFFECT_EXAMPLE]})

    emotions: dict[str, Share] = Field(
        default_factory=dict, description="Probability per word, of one kind; empty for a point."
    )
    valence: Coordinate
    arousal: Coordinate
    confidence: Share = 1.0
    source: AffectSource = AffectSource.USER

    @field_validator("emotions")
    @classmethod
    def _check_emotions(cls, emotions: dict[str, float]) -> dict[str, float]:
        if not emotions:
            return emotions
        for word in emotions:
            check_emotion(word)
        if not any(emotions.keys() <= words for words in _TAXONOMIES):
            raise ValueError("mix words of faces with words of scenes")
        if abs(sum(emotions.values()) - 1) > _SUM_TOLERANCE:
            raise ValueError("do not sum to 1")
        return emotions

    def typed(self) -> Affect:
        """The affect it describes."""
        point = Point(self.valence, self.arousal)
        return Affect(self.emotions, point, self.confidence, self.source)


class AffectsIn(BaseModel):
    """What several pictures feel like, each as it was read before."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"affects": [AFFECT_EXAMPLE, AFFECT_EXAMPLE]}]},
    )

    affects: list[AffectIn] = Field(min_length=1, max_length=MAX_PICTURES)


class FaceOut(_Place):
    """What one face expresses."""

    box: Box
    score: Share = Field(description="How sure it is a face.")
    emotion: str


class SceneOut(_Place):
    """What the scene around the faces feels like."""

    model_config = ConfigDict(json_schema_extra={"examples": [_SCENE_EXAMPLE]})

    emotion: str
    context: dict[str, Share] = Field(
        default_factory=dict, description="How probably this is to be seen: outdoors, water, …"
    )


class ReadingOut(BaseModel):
    """What a picture feels like, as `affetto feel --json` prints it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "picture": "photo.jpg",
                    "overall": AFFECT_EXAMPLE,
                    "faces": [
                        {
                            "box": [112.0, 80.5, 96.0, 128.0],
                            "score": 0.99,
                            "emotion": "happy",
                            "emotions": AFFECT_EXAMPLE["emotions"],
                            "valence": 0.8,
                            "arousal": 0.4,
                        }
                    ],
                    "scene": {**_SCENE_EXAMPLE, "context": {"outdoors": 0.9}},
                }
            ]
        }
    )

    picture: str = Field(description="Name of the file, as it was sent.")
    overall: AffectOut
    faces: list[FaceOut]
    scene: SceneOut


class PictureIn(BaseModel):
    """A picture in JSON."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"picture": "data:image/jpeg;base64,/9j/4AAQSkZJRg…", "name": "photo.jpg"}]
        },
    )

    picture: str = Field(description="The file in base64, or as a data: URL.", min_length=1)
    name: str = Field("picture", description="What the file is called.", max_length=1000)


class OverlayOut(BaseModel):
    """Where an answer was read from: heat to lay over a part of the picture."""

    about: Literal["face", "scene"]
    face: int | None = Field(
        description="Which of the reading's `faces`, from 0; null for the scene.", ge=0
    )
    box: Box
    emotion: str = Field(description="The answer that rests on what is hot.")
    png: str = Field(
        description="data: URL of a transparent PNG to be stretched over `box`; the brighter, the "
        "more the answer rests on that part."
    )


class ExplanationsOut(BaseModel):
    """What the reading of a picture rests on."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "overlays": [
                        {
                            "about": "face",
                            "face": 0,
                            "box": [96.0, 60.0, 140.0, 140.0],
                            "emotion": "happy",
                            "png": "data:image/png;base64,iVBORw0KGgo…",
                        }
                    ]
                }
            ]
        }
    )

    overlays: list[OverlayOut]
