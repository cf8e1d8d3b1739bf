"""Where mood words and a catalogue's figures place a track."""

from __future__ import annotations

import pytest

from affetto.library.mood_words import statement_from_catalogue, statement_from_words
from affetto.library.moods import MoodOrigin
from affetto.mood_words import mood_of_word
from affetto.music import CatalogueFeatures


def place(word):
    mood = mood_of_word(word)
    assert mood is not None
    return mood.point


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
