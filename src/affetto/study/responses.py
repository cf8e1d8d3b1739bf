"""What participants answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from affetto.affect import Point
from affetto.errors import InputError
from affetto.study.design import Side

# From "does not fit at all" to "fits perfectly".
LEAST_FIT, BEST_FIT = 1, 7
MAX_COMMENT = 2000


class Choice(StrEnum):
    """Which list fits the picture better."""

    A = "a"
    B = "b"
    NO_DIFFERENCE = "no difference"


@dataclass(frozen=True)
class EmotionAnswer:
    """What somebody sees in a picture.

    Attributes:
        word: one of `StudyDesign.answers`.
        point: where it lies in the plane; None where they did not say.
    """

    word: str
    point: Point | None = None


@dataclass(frozen=True)
class ListsAnswer:
    """What somebody says of two lists.

    Attributes:
        fit_a, fit_b: from `LEAST_FIT` to `BEST_FIT`.
        comment: in their own words, may be empty.

    Raises:
        InputError: a rating or the comment is out of bounds.
    """

    choice: Choice
    fit_a: int
    fit_b: int
    comment: str = ""

    def __post_init__(self) -> None:
        for name, fit in (("fit_a", self.fit_a), ("fit_b", self.fit_b)):
            if not LEAST_FIT <= fit <= BEST_FIT:
                raise InputError(name, f"a rating is {LEAST_FIT} to {BEST_FIT}")
        if len(self.comment) > MAX_COMMENT:
            raise InputError("comment", f"a comment has at most {MAX_COMMENT} characters")


@dataclass(frozen=True)
class Judgement:
    """What one participant said of the two lists of one picture.

    Attributes:
        preference: 1 for the first strategy, -1 for the second, 0 for no difference.
        leaning: 1 for side A, -1 for side B, 0 for no difference.
        fits: how well the lists of the first and of the second strategy fit.
    """

    participant: int
    picture: int
    preference: int
    leaning: int
    fits: tuple[int, int]


_LEANINGS: Mapping[Choice, int] = MappingProxyType(
    {Choice.A: 1, Choice.B: -1, Choice.NO_DIFFERENCE: 0}
)


@dataclass(frozen=True)
class Response:
    """What one participant answered to one picture.

    Attributes:
        participant: their number, drawn at random.
        position: at which place they saw it, from 1.
        picture: number of the picture.
        first_on: where the list of the design's first strategy stood.
        day: of their latest answer.
        emotion: what they saw.
        lists: what they said of the music; None where they have not come so far.
    """

    participant: int
    position: int
    picture: int
    first_on: Side
    day: date
    emotion: EmotionAnswer
    lists: ListsAnswer | None = None

    @property
    def judgement(self) -> Judgement | None:
        """What was said of the music, by strategy instead of side; None without an answer."""
        if self.lists is None:
            return None
        leaning = _LEANINGS[self.lists.choice]
        fits = (self.lists.fit_a, self.lists.fit_b)
        is_first_on_a = self.first_on is Side.A
        return Judgement(
            participant=self.participant,
            picture=self.picture,
            preference=leaning if is_first_on_a else -leaning,
            leaning=leaning,
            fits=fits if is_first_on_a else fits[::-1],
        )
