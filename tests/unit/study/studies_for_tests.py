"""Small studies, and people who answer them by known rules."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np

from affetto.affect import Affect, Point
from affetto.study.design import ListedTrack, Side, StudyDesign, StudyPicture, Vocabulary
from affetto.study.records import Step
from affetto.study.responses import Choice, EmotionAnswer, ListsAnswer
from affetto.study.study_file import Study

DAY = date(2026, 5, 4)
STRATEGIES = ("affect", "targets")
JPEG_START = b"\xff\xd8\xff"


def design(**changes) -> StudyDesign:
    values = {
        "name": "evening",
        "strategies": STRATEGIES,
        "tracks_per_list": 2,
        "words": Vocabulary.FACES.words,
        "consent": "You may leave at any time.",
        "shows_titles": False,
        "licence": "any",
        "seed": 7,
        "created_on": DAY,
        "made_by": "0",
    }
    return StudyDesign(**{**values, **changes})


def listed(strategy: str, picture: int, rank: int) -> ListedTrack:
    return ListedTrack(
        rank=rank,
        track_id=10 * picture + rank,
        title=f"{strategy} {picture}.{rank}",
        artist="Ada",
        licence="CC0-1.0",
        uri=f"file:///music/{strategy}-{picture}-{rank}.flac",
        duration_s=180.0,
        excerpt_s=(30.0, 60.0),
        score=0.9,
        valence=0.5,
        arousal=None,
    )


def study_picture(number: int, **changes) -> StudyPicture:
    values = {
        "number": number,
        "name": f"picture-{number}.jpg",
        "affect": Affect.said("happy"),
        "lists": {
            strategy: (listed(strategy, number, 1), listed(strategy, number, 2))
            for strategy in STRATEGIES
        },
    }
    return StudyPicture(**{**values, **changes})


def make_study(folder: Path, n_pictures: int = 3, **changes) -> Study:
    pictures = [
        (study_picture(number), JPEG_START + bytes([number])) for number in range(1, n_pictures + 1)
    ]
    made = design(**changes)
    return Study.create(folder / f"{made.name}.db", made, pictures)


def choice_for(strategy: str | None, first_on: Side) -> Choice:
    """What somebody clicks who prefers a strategy, not knowing where it stands."""
    if strategy is None:
        return Choice.NO_DIFFERENCE
    side = first_on if strategy == STRATEGIES[0] else first_on.other
    return Choice(side.value)


def judge(first_on: Side, strategy: str | None, fits: tuple[int, int], comment: str = ""):
    """The answer of somebody who prefers a strategy and rates both by `fits`."""
    on_a, on_b = fits if first_on is Side.A else fits[::-1]
    return ListsAnswer(choice_for(strategy, first_on), on_a, on_b, comment)


def take_part(
    study: Study,
    prefers=lambda picture: STRATEGIES[0],
    word=lambda picture: "happy",
    point=lambda picture: Point(0.1 * picture % 1, -0.2),
    stop=None,
) -> str:
    """Somebody answers a study, or its first `stop` pictures; gives their token."""
    (token,) = study.invite(1, DAY)
    participant = study.agree(token, DAY)
    while participant.step is not Step.DONE and participant.judged != stop:
        at = participant.current
        seen = EmotionAnswer(word(at.picture), point(at.picture))
        study.say_emotion(token, at.position, seen, DAY)
        preferred = prefers(at.picture)
        fits = {STRATEGIES[0]: (6, 3), STRATEGIES[1]: (2, 5), None: (4, 4)}[preferred]
        answer = judge(at.first_on, preferred, fits, "nice, =1+1")
        participant = study.judge_lists(token, at.position, answer, DAY)
    return token


def crowd(study: Study, people: int, share: float, seed: int = 0) -> None:
    """People who prefer the first strategy with some probability, see most often the same."""
    rng = np.random.default_rng(seed)
    for _ in range(people):
        leaning = rng.beta(6 * share, 6 * (1 - share))

        def prefers(_picture, leaning=leaning):
            if rng.random() < 0.2:
                return None
            return STRATEGIES[0] if rng.random() < leaning else STRATEGIES[1]

        def word(picture):
            words = study.design.words
            return words[picture % len(words)] if rng.random() < 0.7 else str(rng.choice(words))

        def point(picture):
            if rng.random() < 0.3:
                return None
            angle = 2 * np.pi * picture / 12
            at = 0.6 * np.array([np.cos(angle), np.sin(angle)]) + rng.normal(0, 0.25, size=2)
            return Point(*np.clip(at, -1, 1))

        take_part(study, prefers, word, point)
