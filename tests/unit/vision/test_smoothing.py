from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from affetto.affect import FaceEmotion, SceneEmotion, leading_emotion
from affetto.vision.smoothing import EmotionSmoother, ExponentialMean, SteadyName

WORDS = [str(word) for word in FaceEmotion]
RATES = [5, 10, 30]


def mostly(emotion: str, share: float) -> dict[str, float]:
    """A distribution that gives `share` to one emotion and the rest to all others alike."""
    rest = (1 - share) / (len(WORDS) - 1)
    return {word: share if word == emotion else rest for word in WORDS}


def noisy(emotions: dict[str, float], spread: float, rng: np.random.Generator) -> dict[str, float]:
    """What a classifier makes of it in a bad frame: its logits disturbed."""
    logits = np.log(list(emotions.values())) + rng.normal(0, spread, len(emotions))
    probs = np.exp(logits) / np.exp(logits).sum()
    return dict(zip(emotions, probs.tolist(), strict=True))


def name_frames(
    frames: list[tuple[float, dict[str, float]]],
) -> tuple[list[str], list[str]]:
    """Names of the frames read singly, and smoothed."""
    smoother, steady = EmotionSmoother(), SteadyName()
    single = [leading_emotion(emotions) for _, emotions in frames]
    return single, [steady.update(smoother.update(time_s, e)) for time_s, e in frames]


def count_changes(names: list[str]) -> int:
    return sum(one != other for one, other in itertools.pairwise(names))


@pytest.mark.parametrize("fps", RATES)
@pytest.mark.parametrize("share", [0.45, 0.6, 0.95])
def test_a_change_is_named_within_a_second_and_nothing_else_is(fps: int, share: float) -> None:
    rng = np.random.default_rng(11)
    frames = [
        (t / fps, noisy(mostly("sad" if t < 4 * fps else "happy", share), 0.8, rng))
        for t in range(8 * fps)
    ]
    single, smoothed = name_frames(frames)
    assert count_changes(smoothed) == 1
    assert smoothed[0] == "sad"
    assert smoothed[5 * fps] == "happy"
    if share < 0.9:  # a network that is as sure as that does not flicker
        assert count_changes(single) > 1


@pytest.mark.parametrize("fps", RATES)
def test_a_tie_hardly_changes_its_name(fps: int) -> None:
    rng = np.random.default_rng(5)
    tie = {word: 0.4 if word in {"happy", "neutral"} else 0.04 for word in WORDS}
    single, smoothed = name_frames([(t / fps, noisy(tie, 0.3, rng)) for t in range(10 * fps)])
    assert count_changes(single) > 10
    assert count_changes(smoothed) <= 1


def test_a_wrong_first_frame_is_made_good() -> None:
    readings = [(0.0, mostly("angry", 0.7))] + [
        (t / 30, mostly("happy", 0.9)) for t in range(1, 16)
    ]
    assert name_frames(readings)[1][-1] == "happy"


def test_one_wrong_frame_is_not_named() -> None:
    readings = [
        (t / 30, mostly("angry", 0.95) if t == 30 else mostly("happy", 0.6)) for t in range(60)
    ]
    single, smoothed = name_frames(readings)
    assert set(single) == {"angry", "happy"}
    assert set(smoothed) == {"happy"}


def test_a_name_stays_until_another_leads_clearly() -> None:
    steady = SteadyName(lead=0.2)
    assert steady.update({"happy": 0.6, "sad": 0.4}) == "happy"
    assert steady.update({"happy": 0.41, "sad": 0.59}) == "happy"
    assert steady.update({"happy": 0.39, "sad": 0.61}) == "sad"
    assert steady.update({"happy": 0.55, "sad": 0.45}) == "sad"


def test_a_name_that_is_no_longer_among_the_words_is_given_up() -> None:
    steady = SteadyName()
    steady.update(mostly("happy", 0.9))
    assert steady.update({str(word): 0.25 for word in SceneEmotion}) == str(
        next(iter(SceneEmotion))
    )


@pytest.mark.parametrize("fps", [5, 7, 10, 24, 30, 60])
def test_the_time_constant_is_that_of_the_step_response_at_any_rate(fps: int) -> None:
    mean = ExponentialMean(time_constant_s=0.5)
    for frame in range(-20 * fps, 1):
        mean.update(frame / fps, np.zeros(1))
    for frame in range(1, fps + 1):
        (value,) = mean.update(frame / fps, np.ones(1))
        assert value == pytest.approx(1 - math.exp(-frame / fps / 0.5), abs=1e-6)


@given(st.lists(st.floats(0.001, 0.2), min_size=1, max_size=20))
def test_how_a_time_is_cut_into_frames_makes_no_difference(cuts: list[float]) -> None:
    total = sum(cuts)
    assume(total > 0.01)
    even, uneven = ExponentialMean(0.3), ExponentialMean(0.3)
    even.update(0.0, np.zeros(1))
    uneven.update(0.0, np.zeros(1))
    steps = math.ceil(total / 0.01)
    for step in range(1, steps + 1):
        (expected,) = even.update(total * step / steps, np.ones(1))
    time_s = 0.0
    for cut in cuts:
        time_s += cut
        (value,) = uneven.update(time_s, np.ones(1))
    assert value == pytest.approx(expected, abs=1e-9)


def test_a_value_that_is_trusted_more_counts_more() -> None:
    def mean_with(weight: float) -> float:
        mean = ExponentialMean(1.0)
        mean.update(0.0, np.zeros(1))
        return float(mean.update(0.1, np.ones(1), weight)[0])

    assert mean_with(0.1) < mean_with(0.5) < mean_with(1.0)


def test_trust_that_is_low_throughout_slows_nothing_down() -> None:
    sure, unsure = ExponentialMean(0.3), ExponentialMean(0.3)
    for frame in range(60):
        values = np.array([float(frame > 30)])
        assert unsure.update(frame / 30, values, 0.3) == pytest.approx(
            sure.update(frame / 30, values, 1.0)
        )


def test_after_a_long_gap_the_past_hardly_counts() -> None:
    smoother = EmotionSmoother()
    for frame in range(30):
        smoother.update(frame / 30, mostly("sad", 0.9))
    assert smoother.update(10.0, mostly("happy", 0.9))["happy"] == pytest.approx(0.9)


def test_a_second_value_of_one_time_adds_nothing() -> None:
    mean = ExponentialMean(0.3)
    mean.update(1.0, np.zeros(1))
    assert mean.update(1.0, np.ones(1)) == pytest.approx(0.0)


distributions = st.lists(st.floats(0, 1), min_size=len(WORDS), max_size=len(WORDS)).filter(
    lambda shares: sum(shares) > 0.01
)


@given(
    st.lists(
        st.tuples(st.floats(0, 100), distributions, st.floats(0.01, 1)), min_size=1, max_size=30
    )
)
def test_distributions_stay_distributions_within_what_was_seen(
    readings: list[tuple[float, list[float], float]],
) -> None:
    smoother = EmotionSmoother()
    time_s, seen = 0.0, []
    for elapsed_s, shares, weight in readings:
        time_s += elapsed_s
        seen.append(np.array(shares) / sum(shares))
        emotions = smoother.update(time_s, dict(zip(WORDS, seen[-1], strict=True)), weight)
        smoothed = np.array(list(emotions.values()))
        assert list(emotions) == WORDS
        assert smoothed.sum() == pytest.approx(1)
        assert (smoothed >= np.min(seen, axis=0) - 1e-9).all()
        assert (smoothed <= np.max(seen, axis=0) + 1e-9).all()


@given(distributions, st.lists(st.floats(0, 10), max_size=30), st.floats(0.01, 1))
def test_what_is_constant_stays_so(shares: list[float], gaps: list[float], weight: float) -> None:
    emotions = dict(zip(WORDS, (np.array(shares) / sum(shares)).tolist(), strict=True))
    smoother, steady = EmotionSmoother(), SteadyName()
    time_s = 0.0
    for gap in [0.0, *gaps]:
        time_s += gap
        smoothed = smoother.update(time_s, emotions, weight)
        assert smoothed == pytest.approx(emotions)
        assert steady.update(smoothed) == leading_emotion(emotions)
