"""Words for moods as places in the plane."""

from __future__ import annotations

import pytest

from affetto.affect import EMOTION_POINTS
from affetto.mood_words import mood_of_word

# The tags of the category mood/theme in MTG-Jamendo.
NO_MOOD = {
    *("advertising", "background", "commercial", "corporate", "documentary", "film", "game"),
    *("movie", "retro", "space", "melodic", "emotional"),
}
MOODS = {
    *(
        "action",
        "adventure",
        "ambiental",
        "ballad",
        "calm",
        "children",
        "christmas",
        "cool",
        "dark",
    ),
    *("deep", "drama", "dramatic", "dream", "energetic", "epic", "fast", "fun", "funny", "groovy"),
    *("happy", "heavy", "holiday", "hopeful", "horror", "inspiring", "love", "meditative"),
    *("melancholic", "mellow", "motivational", "nature", "party", "positive", "powerful"),
    *("relaxing", "romantic", "sad", "sexy", "slow", "soft", "soundscape", "sport", "summer"),
    *("trailer", "travel", "upbeat", "uplifting"),
}


def place(word):
    mood = mood_of_word(word)
    assert mood is not None
    return mood.point


def test_every_tag_of_jamendo_is_a_mood_or_names_none():
    assert len(NO_MOOD | MOODS) == 59
    assert all(mood_of_word(word) is None for word in NO_MOOD)
    assert all(mood_of_word(word) is not None for word in MOODS)


@pytest.mark.parametrize(
    "word",
    [*EMOTION_POINTS, "Happy", "Sad", "Calm", "Energetic", "relaxed", "aggressive", "party"],
)
def test_words_of_other_catalogues_and_of_pictures_are_moods(word):
    assert mood_of_word(word) is not None


@pytest.mark.parametrize(
    ("words", "is_pleasant", "is_excited"),
    [
        ("happy joyful upbeat party uplifting lively", True, True),
        ("calm relaxing peaceful meditative romantic tender", True, False),
        ("sad melancholic depressing gloomy", False, False),
        ("angry aggressive horror fear tense", False, True),
    ],
)
def test_words_lie_in_the_quarter_of_the_circle_that_they_mean(words, is_pleasant, is_excited):
    for word in words.split():
        assert (place(word).valence > 0) is is_pleasant, word
        assert (place(word).arousal > 0) is is_excited, word


def test_sad_music_is_not_heard_as_unpleasant_as_angry_music_is():
    assert place("angry").valence < place("sad").valence < 0


def test_case_accents_and_hyphens_do_not_matter():
    assert mood_of_word("Feel-Good") == mood_of_word("feelgood") == mood_of_word("FEEL GOOD")
    assert mood_of_word("mélancholic") == mood_of_word("melancholic")
