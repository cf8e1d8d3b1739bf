import pytest

from affetto.affect import Affect, AffectSource, FaceEmotion, Point
from affetto.recommend.words import word_for

FIVE = (
    FaceEmotion.ANGRY,
    FaceEmotion.FEAR,
    FaceEmotion.HAPPY,
    FaceEmotion.SAD,
    FaceEmotion.SURPRISE,
)


def test_takes_the_most_probable_of_the_words_that_are_known() -> None:
    emotions = {FaceEmotion.NEUTRAL: 0.6, FaceEmotion.SAD: 0.3, FaceEmotion.HAPPY: 0.1}
    affect = Affect(emotions, Point(-0.1, -0.03), 0.6, AffectSource.FACES)
    assert word_for(affect, FIVE) == "sad"


@pytest.mark.parametrize(
    ("affect", "word"),
    [
        (Affect.said("disgust"), "fear"),
        (Affect.said("melancholy"), "sad"),
        (Affect.said("liveliness"), "surprise"),
        (Affect.at(0.9, 0.4), "happy"),
    ],
)
def test_takes_the_nearest_where_none_is_known(affect: Affect, word: str) -> None:
    assert word_for(affect, FIVE) == word
