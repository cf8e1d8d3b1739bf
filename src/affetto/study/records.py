"""What the file of a study tells of the people in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from affetto.study.design import Assignment
from affetto.study.responses import EmotionAnswer


class Step(StrEnum):
    """What a participant is to do next."""

    CONSENT = "consent"
    EMOTION = "emotion"
    LISTS = "lists"
    DONE = "done"
    # Nothing: they left, and their answers were deleted.
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Participant:
    """Somebody with a link.

    Attributes:
        token: the secret part of the link.
        number: drawn at random, for results.
        agreed_on: day on which they agreed to take part; None where they did not.
        withdrew_on: day on which they left; None where they did not.
        assignments: what they meet, in order; empty before they agreed.
        emotions: what they said of the pictures they have seen, by position.
        judged: how many pairs of lists they have judged.
    """

    token: str
    number: int
    agreed_on: date | None
    withdrew_on: date | None
    assignments: tuple[Assignment, ...]
    emotions: dict[int, EmotionAnswer]
    judged: int

    @property
    def step(self) -> Step:
        """What they are to do next."""
        if self.withdrew_on is not None:
            return Step.WITHDRAWN
        if self.agreed_on is None:
            return Step.CONSENT
        if self.current is None:
            return Step.DONE
        return Step.LISTS if self.current.position in self.emotions else Step.EMOTION

    @property
    def current(self) -> Assignment | None:
        """What they meet now; None before they agreed and after they finished."""
        # Positions are judged one after the other.
        left = self.assignments[self.judged :]
        return left[0] if left else None
