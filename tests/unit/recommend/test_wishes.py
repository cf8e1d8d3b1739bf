import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affetto.affect import EMOTION_POINTS, Affect, AffectSource, FaceEmotion, Point, SceneEmotion
from affetto.recommend.wishes import musical_point, wishes_for

# Valence and energy, rated from 1 to 9, of the five excerpts most typical of each emotion:
# Eerola & Vuoskoski 2011, ratings of set 2.
TYPICAL_EXCERPTS = {
    FaceEmotion.ANGRY: [(2.56, 7.73), (2.50, 8.21), (2.92, 8.21), (2.88, 6.75), (3.08, 6.83)],
    FaceEmotion.FEAR: [(2.38, 6.38), (3.60, 7.42), (3.19, 7.10), (2.31, 7.48), (2.31, 6.13)],
    FaceEmotion.HAPPY: [(8.00, 7.77), (7.56, 8.35), (8.27, 8.54), (7.96, 8.63), (7.67, 7.42)],
    FaceEmotion.SAD: [(5.02, 3.19), (4.04, 3.67), (4.38, 2.48), (4.85, 3.52), (4.25, 5.58)],
}
coordinates = st.floats(-1, 1)


def said(emotion: str) -> Point:
    (wish,) = wishes_for(Affect.said(emotion))
    return wish.point


@pytest.mark.parametrize("emotion", TYPICAL_EXCERPTS)
def test_looks_for_an_emotion_where_listeners_hear_it(emotion: FaceEmotion) -> None:
    excerpts = TYPICAL_EXCERPTS[emotion]
    valence = sum(valence for valence, _ in excerpts) / len(excerpts)
    energy = sum(energy for _, energy in excerpts) / len(excerpts)
    wished = said(emotion)
    assert wished.valence == pytest.approx((valence - 5) / 4, abs=0.01)
    assert wished.arousal == pytest.approx((energy - 5) / 4, abs=0.01)


def test_sad_music_is_sought_milder_than_the_word() -> None:
    assert said("sad").valence > EMOTION_POINTS[FaceEmotion.SAD].valence + 0.4
    assert said("sad").arousal < 0


@pytest.mark.parametrize(
    "affect",
    [
        Affect.said(FaceEmotion.SAD),
        Affect.said(FaceEmotion.NEUTRAL),
        Affect.said(SceneEmotion.SADNESS),
        Affect.said(SceneEmotion.MELANCHOLY),
        Affect.at(0.68, -0.46),
    ],
)
def test_energy_weighs_more_than_valence_for_sad_calm_and_melancholy_pictures(
    affect: Affect,
) -> None:
    (wish,) = wishes_for(affect)
    assert wish.valence_weight < 0.5


def test_valence_weighs_more_for_the_joy_of_a_quiet_landscape() -> None:
    (wish,) = wishes_for(Affect.said(SceneEmotion.JOY))
    assert wish.valence_weight > 0.5


def test_angry_and_fearful_pictures_ask_for_dark_and_excited_music() -> None:
    for emotion in (FaceEmotion.ANGRY, FaceEmotion.FEAR):
        assert said(emotion).valence < -0.4
        assert said(emotion).arousal > 0.4


def test_a_picture_without_emotion_asks_for_calm_music() -> None:
    assert said("neutral").arousal < -0.3


def test_the_most_probable_emotion_comes_first_and_impossible_ones_are_left_out() -> None:
    emotions = {FaceEmotion.SAD: 0.3, FaceEmotion.HAPPY: 0.7, FaceEmotion.FEAR: 0.0}
    affect = Affect(emotions, Point(0.378, 0.276), 0.7, AffectSource.FACES)
    wishes = wishes_for(affect)
    assert [wish.emotion for wish in wishes] == ["happy", "sad"]
    assert [wish.share for wish in wishes] == [0.7, 0.3]
    assert wishes[0].point.valence > 0.5
    assert wishes[1].point.valence < 0


def test_the_point_of_a_picture_moves_the_music_of_its_words() -> None:
    plain = Affect.said(SceneEmotion.JOY)
    livelier = Affect(plain.emotions, Point(0.72, 0.4), 1.0, AffectSource.SCENE)
    assert wishes_for(livelier)[0].point.arousal > wishes_for(plain)[0].point.arousal + 0.2


def test_sad_and_calm_music_which_lie_close_together_are_told_apart_by_the_voice() -> None:
    (sad,), (calm,) = wishes_for(Affect.said("sad")), wishes_for(Affect.said("neutral"))
    assert abs(sad.point.arousal - calm.point.arousal) < 0.1
    assert sad.voice is True
    assert calm.voice is False


def test_a_place_in_the_plane_asks_for_no_voice() -> None:
    (wish,) = wishes_for(Affect.at(-0.3, -0.4))
    assert wish.voice is None


@settings(deadline=None)
@given(coordinates, coordinates)
def test_every_feeling_has_music_in_the_plane(valence: float, arousal: float) -> None:
    (wish,) = wishes_for(Affect.at(valence, arousal))
    assert -1 <= wish.point.valence <= 1
    assert -1 <= wish.point.arousal <= 1
    assert 0 < wish.valence_weight < 1


@settings(deadline=None)
@given(coordinates, coordinates)
def test_feelings_that_are_nearly_the_same_ask_for_nearly_the_same_music(
    valence: float, arousal: float
) -> None:
    step = 1e-4
    near = Point(max(-1, valence - step), max(-1, arousal - step))
    here, there = musical_point(Point(valence, arousal)), musical_point(near)
    assert abs(here.valence - there.valence) < 0.01
    assert abs(here.arousal - there.arousal) < 0.01


@pytest.mark.parametrize("corner", [(-1, -1), (-1, 1), (1, -1), (1, 1)])
def test_who_asks_for_an_extreme_gets_it(corner: tuple[float, float]) -> None:
    assert musical_point(Point(*corner)) == Point(*corner)


def test_an_affect_whose_shares_are_all_zero_is_its_point() -> None:
    affect = Affect({FaceEmotion.SAD: 0.0}, Point(0.5, 0.5), 0.0, AffectSource.FACES)
    (wish,) = wishes_for(affect)
    assert wish.emotion is None


def test_the_guide_tells_what_the_code_does(root: Path) -> None:
    guide = (root / "docs" / "guides" / "matching.md").read_text("utf-8").replace("−", "-")
    row = re.compile(r"^\| ([a-z, ()]+) \|(.+)\|$", re.MULTILINE)
    told = set()
    for words, cells in row.findall(guide):
        for emotion in re.sub(r"\(.*?\)", "", words).split(","):
            if emotion.strip() not in EMOTION_POINTS:
                continue
            affect = Affect.said(emotion.strip())
            (wish,) = wishes_for(affect)
            *places, part, voice = (cell.strip() for cell in cells.split("|"))
            told.add(affect.emotion)
            assert [float(place) for place in places] == [
                pytest.approx(coordinate, abs=0.005)
                for point in (affect.point, wish.point)
                for coordinate in (point.valence, point.arousal)
            ]
            assert part == f"{wish.valence_weight:.0%}"
            assert voice == {None: "either", True: "sung", False: "instrumental"}[wish.voice]
    assert told == set(map(str, EMOTION_POINTS))
