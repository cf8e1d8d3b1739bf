"""What the answers of a study say.

The participant is what was drawn, so the participant is what counts: their judgements of many
pictures are one mean, every participant weighs the same, and the test is over these means
(`sign_flip`). Results speak of people like these before these pictures and lists.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from affetto.affect import Point
from affetto.study.agreement import Agreement, agree_on_numbers, agree_on_words
from affetto.study.design import StudyDesign, StudyPicture
from affetto.study.responses import Judgement, Response
from affetto.study.sign_flip import MIN_PEOPLE, MeanTest, sign_flip_test


@dataclass(frozen=True)
class Participation:
    """How many people took part.

    Attributes:
        invited: who have a link.
        agreed: who agreed to take part and did not withdraw.
        answered: who judged the lists of at least one picture.
        finished: who judged all.
        withdrew: whose answers were deleted.
    """

    invited: int
    agreed: int
    answered: int
    finished: int
    withdrew: int


@dataclass(frozen=True)
class Preference:
    """Which strategy's lists were chosen.

    Attributes:
        people: who judged any lists.
        judgements: how often somebody did.
        chosen: how often the lists of either strategy were.
        ties: how often somebody saw no difference.
        share: of the first strategy, a tie counting as half for either, mean over people; None
            while there are fewer than `MIN_PEOPLE`.
        interval: 95% interval of it.
        p_value: of no preference.
    """

    people: int
    judgements: int
    chosen: tuple[int, int]
    ties: int
    share: float | None
    interval: tuple[float, float] | None
    p_value: float | None


@dataclass(frozen=True)
class FitComparison:
    """How well either strategy's lists were said to fit, from 1 to 7.

    Attributes:
        people: who judged any lists.
        judgements: how often somebody did.
        means: of either strategy, mean over people; None while there are fewer than `MIN_PEOPLE`.
        difference: first minus second, pair by pair.
        interval: 95% interval of it.
        p_value: of no difference.
        by_person: that difference for each person, for plots.
    """

    people: int
    judgements: int
    means: tuple[float, float] | None
    difference: float | None
    interval: tuple[float, float] | None
    p_value: float | None
    by_person: tuple[float, ...]


@dataclass(frozen=True)
class SideCheck:
    """Whether side A was chosen more often than side B, whatever stood there.

    Sides are balanced, so that such a habit favours no strategy; a strong one tells of a page or
    of people that do not compare.

    Attributes:
        share: of side A, ties counting as half, mean over people; None as in `Preference`.
        interval: 95% interval of it.
    """

    share: float | None
    interval: tuple[float, float] | None


@dataclass(frozen=True)
class PictureFigures:
    """What was said of one picture.

    Attributes:
        number, name: which.
        read_as: the most probable emotion, as Affetto read it; None where it knows none.
        read_at: where it read it.
        words: how often each answer was given, the most frequent first.
        pointed_at: mean of the points; None where nobody gave one.
        points: how many gave one.
        chosen, ties: as in `Preference`.
        fits: mean ratings of either strategy; None where nobody rated.
        shared_tracks: how many tracks stood in both lists.
    """

    number: int
    name: str
    read_as: str | None
    read_at: Point
    words: Mapping[str, int]
    pointed_at: Point | None
    points: int
    chosen: tuple[int, int]
    ties: int
    fits: tuple[float, float] | None
    shared_tracks: int


@dataclass(frozen=True)
class StudyResults:
    """All results of a study.

    Attributes:
        agreement: on `word`, `valence`, `arousal` and `fit`.
    """

    design: StudyDesign
    participation: Participation
    preference: Preference
    fit: FitComparison
    sides: SideCheck
    agreement: Mapping[str, Agreement]
    pictures: tuple[PictureFigures, ...]

    def as_dict(self) -> dict[str, Any]:
        """What `affetto study results --json` prints."""
        strategies = self.design.strategies
        return {
            "study": self.design.name,
            "strategies": list(strategies),
            "tracks_per_list": self.design.tracks_per_list,
            "participants": asdict(self.participation),
            "least_people": MIN_PEOPLE,
            "preference": {
                "people": self.preference.people,
                "judgements": self.preference.judgements,
                "chosen": dict(zip(strategies, self.preference.chosen, strict=True)),
                "no_difference": self.preference.ties,
                "share": self.preference.share,
                "interval": _list(self.preference.interval),
                "p": self.preference.p_value,
            },
            "fit": {
                "people": self.fit.people,
                "judgements": self.fit.judgements,
                "means": None
                if self.fit.means is None
                else dict(zip(strategies, self.fit.means, strict=True)),
                "difference": self.fit.difference,
                "interval": _list(self.fit.interval),
                "p": self.fit.p_value,
            },
            "side_a": {"share": self.sides.share, "interval": _list(self.sides.interval)},
            "agreement": {what: each.as_dict() for what, each in self.agreement.items()},
            "pictures": [self._picture_as_dict(picture) for picture in self.pictures],
        }

    def _picture_as_dict(self, picture: PictureFigures) -> dict[str, Any]:
        strategies, at = self.design.strategies, picture.pointed_at
        return {
            "number": picture.number,
            "name": picture.name,
            "read": {"emotion": picture.read_as, **asdict(picture.read_at)},
            "words": dict(picture.words),
            "pointed_at": None if at is None else asdict(at),
            "points": picture.points,
            "chosen": dict(zip(strategies, picture.chosen, strict=True)),
            "no_difference": picture.ties,
            "fit": None
            if picture.fits is None
            else dict(zip(strategies, picture.fits, strict=True)),
            "shared_tracks": picture.shared_tracks,
        }


def analyse_study(
    design: StudyDesign,
    pictures: Sequence[StudyPicture],
    participation: Participation,
    responses: Sequence[Response],
) -> StudyResults:
    """The results of a study, as far as it has come.

    Args:
        responses: in any order; those without lists count for what was seen in the pictures.
    """
    judged = _judgements(responses)
    by_picture: dict[int, list[Response]] = defaultdict(list)
    for response in responses:
        by_picture[response.picture].append(response)
    return StudyResults(
        design=design,
        participation=participation,
        preference=_compare_choices(judged),
        fit=_compare_fits(judged),
        sides=_check_sides(judged),
        agreement=_agreement(responses, len(pictures)),
        pictures=tuple(
            _describe_picture(picture, by_picture[picture.number]) for picture in pictures
        ),
    )


def _judgements(responses: Sequence[Response]) -> list[Judgement]:
    return [each for response in responses if (each := response.judgement) is not None]


def _person_means(
    judged: Sequence[Judgement], value: Callable[[Judgement], float]
) -> NDArray[np.float64]:
    """[people] the mean over each one's judgements, by the number of the participant."""
    people: dict[int, list[float]] = defaultdict(list)
    for each in judged:
        people[each.participant].append(value(each))
    return np.array([np.mean(people[number]) for number in sorted(people)], np.float64)


def _compare_choices(judged: Sequence[Judgement]) -> Preference:
    means = _person_means(judged, lambda each: each.preference)
    tested = sign_flip_test(means)
    share, interval = _as_share(tested)
    return Preference(
        people=len(means),
        judgements=len(judged),
        chosen=_count_chosen(judged),
        ties=_count_ties(judged),
        share=share,
        interval=interval,
        p_value=None if tested is None else tested.p_value,
    )


def _compare_fits(judged: Sequence[Judgement]) -> FitComparison:
    first = _person_means(judged, lambda each: each.fits[0])
    second = _person_means(judged, lambda each: each.fits[1])
    by_person = tuple((first - second).tolist())
    tested = sign_flip_test(first - second)
    if tested is None:
        return FitComparison(len(first), len(judged), None, None, None, None, by_person)
    return FitComparison(
        people=tested.people,
        judgements=len(judged),
        means=(float(first.mean()), float(second.mean())),
        difference=tested.mean,
        interval=tested.interval,
        p_value=tested.p_value,
        by_person=by_person,
    )


def _check_sides(judged: Sequence[Judgement]) -> SideCheck:
    return SideCheck(*_as_share(sign_flip_test(_person_means(judged, lambda each: each.leaning))))


def _as_share(tested: MeanTest | None) -> tuple[float | None, tuple[float, float] | None]:
    """From -1 ... 1 between two sides to the share of the first."""
    if tested is None:
        return None, None
    low, high = tested.interval
    return (1 + tested.mean) / 2, ((1 + low) / 2, (1 + high) / 2)


def _count_chosen(judged: Sequence[Judgement]) -> tuple[int, int]:
    counts = Counter(each.preference for each in judged)
    return counts[1], counts[-1]


def _count_ties(judged: Sequence[Judgement]) -> int:
    return sum(each.preference == 0 for each in judged)


def _agreement(responses: Sequence[Response], n_pictures: int) -> dict[str, Agreement]:
    people = sorted({response.participant for response in responses})
    row = {number: place for place, number in enumerate(people)}
    words: list[list[str | None]] = [[None] * n_pictures for _ in people]
    points = np.full((2, len(people), n_pictures), np.nan)
    # Either list of a picture is a unit: people agree where they rate the same list alike.
    fits = np.full((len(people), n_pictures, 2), np.nan)
    for response in responses:
        at = row[response.participant], response.picture - 1
        words[at[0]][at[1]] = response.emotion.word
        if (point := response.emotion.point) is not None:
            points[:, *at] = point.valence, point.arousal
        if (judgement := response.judgement) is not None:
            fits[at] = judgement.fits
    return {
        "word": agree_on_words(words),
        "valence": agree_on_numbers(points[0]),
        "arousal": agree_on_numbers(points[1]),
        "fit": agree_on_numbers(
            fits.reshape(len(people), 2 * n_pictures), np.repeat(np.arange(n_pictures), 2).tolist()
        ),
    }


def _describe_picture(picture: StudyPicture, responses: Sequence[Response]) -> PictureFigures:
    judged = _judgements(responses)
    points = [each.emotion.point for each in responses if each.emotion.point is not None]
    return PictureFigures(
        number=picture.number,
        name=picture.name,
        read_as=picture.affect.emotion,
        read_at=picture.affect.point,
        words=dict(Counter(response.emotion.word for response in responses).most_common()),
        pointed_at=_centre(points),
        points=len(points),
        chosen=_count_chosen(judged),
        ties=_count_ties(judged),
        fits=_mean_fits(judged),
        shared_tracks=picture.shared_tracks,
    )


def _centre(points: Sequence[Point]) -> Point | None:
    if not points:
        return None
    return Point(
        float(np.mean([point.valence for point in points])),
        float(np.mean([point.arousal for point in points])),
    )


def _mean_fits(judged: Sequence[Judgement]) -> tuple[float, float] | None:
    if not judged:
        return None
    first, second = np.mean([each.fits for each in judged], axis=0)
    return float(first), float(second)


def _list(interval: tuple[float, float] | None) -> list[float] | None:
    return None if interval is None else list(interval)
