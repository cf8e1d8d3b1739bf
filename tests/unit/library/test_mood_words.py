"""Words for moods, and where they place a track."""

from __future__ import annotations

import pytest

from affetto.affect import EMOTION_POINTS
from affetto.library.mood_words import (
    mood_of_word,
    statement_from_catalogue,
    statement_from_words,
)
from affetto.library.moods import MoodOrigin
from affetto.music import CatalogueFeatures

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


def test_several_words_are_averaged():
    statement = statement_from_words(["calm", "film", "happy"], "somebody")
    assert statement.origin is MoodOrigin.TAGS
    assert statement.stated_by == "somebody"
    assert statement.words == ("calm", "happy")
    assert statement.point.valence == pytest.approx(
        (place("calm").valence + place("happy").valence) / 2
    )


def test_words_that_contradict_make_the_mood_less_certain_and_agreement_no_surer():
    alone = statement_from_words(["calm"], "x").uncertainty
    agreeing = statement_from_words(["calm", "peaceful"], "x").uncertainty
    contradicting = statement_from_words(["calm", "angry"], "x").uncertainty
    assert agreeing == pytest.approx(alone)
    assert contradicting > 2 * alone


def test_a_classifier_is_less_certain_than_a_person():
    person = statement_from_words(["sad"], "x")
    classifier = statement_from_words(["sad"], "x", MoodOrigin.CATALOGUE)
    assert classifier.origin is MoodOrigin.CATALOGUE
    assert classifier.point == person.point
    assert classifier.uncertainty > person.uncertainty


@pytest.mark.parametrize("words", [[], [""], ["film", "corporate"], ["🎵"]])
def test_words_that_name_no_mood_state_none(words):
    assert statement_from_words(words, "x") is None


@pytest.mark.parametrize(
    ("valence", "energy", "expected"),
    [(0.0, 0.0, (-1, -1)), (0.5, 0.5, (0, 0)), (1.0, 0.25, (1, -0.5))],
)
def test_figures_of_a_catalogue_are_stretched_to_the_plane(valence, energy, expected):
    statement = statement_from_catalogue(CatalogueFeatures(valence=valence, energy=energy), "x")
    assert statement.origin is MoodOrigin.CATALOGUE
    assert (statement.point.valence, statement.point.arousal) == expected
    assert 0.3 < statement.uncertainty < 0.5


def test_half_of_the_figures_is_not_enough():
    assert statement_from_catalogue(CatalogueFeatures(valence=0.5), "x") is None
    assert statement_from_catalogue(CatalogueFeatures(energy=0.5), "x") is None
