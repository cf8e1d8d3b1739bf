"""Moods that rules or a model give to tracks of which a catalogue states features."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from filled_for_tests import HAPPY, SAD, keep_file, tell, tell_all

from affetto.affect import Point
from affetto.audio.catalogue_mood import CatalogueMoodReader
from affetto.errors import InputError
from affetto.library.importers import ImportedTrack
from affetto.library.mood_words import statement_from_words
from affetto.library.moods import MoodOrigin
from affetto.library.track_moods import NamedMoods, clear_moods, name_moods, state
from affetto.mood_words import mood_of_word
from affetto.music import CatalogueFeatures, TrackTags

RULES = CatalogueMoodReader.by_rules()


def model_moods(library):
    """What models say, by title."""
    return {
        track.tags.title: mood
        for track in library.tracks()
        for mood in library.details(track.id).moods
        if mood.origin is MoodOrigin.MODEL
    }


@pytest.fixture
def catalogued(library):
    tell(library, "spotify:track:1", title="happy", catalogue=HAPPY)
    tell(library, "spotify:track:2", title="sad", catalogue=SAD)
    tell(library, "spotify:track:3", title="lacking", catalogue=replace(SAD, mode=None))
    keep_file(library, title="heard")
    return library


def test_rules_name_the_moods_of_catalogued_tracks(catalogued):
    report = name_moods(catalogued, RULES)
    assert report == NamedMoods(stated=2, lacking=1)
    moods = model_moods(catalogued)
    assert {title: mood.words for title, mood in moods.items()} == {
        "happy": ("happy",),
        "sad": ("sad",),
    }
    assert moods["happy"].point == mood_of_word("happy").point
    assert moods["happy"].stated_by == "s4-music-rules"
    for track in catalogued.tracks():
        assert (track.mood is not None) == (track.tags.title in {"happy", "sad"})


def test_again_changes_nothing(catalogued):
    name_moods(catalogued, RULES)
    before = model_moods(catalogued)
    assert name_moods(catalogued, RULES) == NamedMoods(unchanged=2, lacking=1)
    assert model_moods(catalogued) == before


def test_a_trained_model_takes_the_place_of_the_rules(catalogued, music_run):
    from affetto.app.music_library import open_mood_reader

    name_moods(catalogued, RULES)
    reader = open_mood_reader(music_run)
    assert name_moods(catalogued, reader) == NamedMoods(stated=2, lacking=1)
    assert {mood.stated_by for mood in model_moods(catalogued).values()} == {reader.name}


def test_cleared_moods_are_gone_and_those_of_others_stay(catalogued):
    words = statement_from_words(("calm",), "test")
    both = tell(catalogued, "spotify:track:4", title="both", catalogue=SAD, mood=words)
    name_moods(catalogued, RULES)
    assert clear_moods(catalogued) == 3
    assert model_moods(catalogued) == {}
    assert catalogued.details(both).moods == (words,)
    assert clear_moods(catalogued) == 0


def test_mood_words_of_people_outweigh_the_rules(library):
    words = statement_from_words(("sad",), "test")
    track = tell(library, "spotify:track:1", catalogue=HAPPY, mood=words)
    name_moods(library, RULES)
    assert library.details(track).track.mood == words.point


@dataclass(frozen=True)
class StoppingReader:
    """Is stopped by Ctrl-C after some batches."""

    batches: list[int]
    name: str = RULES.name
    labels: tuple[str, ...] = RULES.labels

    def read(self, tracks: Sequence[CatalogueFeatures]):
        if not self.batches.pop():
            raise KeyboardInterrupt
        return RULES.read(tracks)


def test_stopped_it_keeps_what_is_done_and_goes_on_later(library, read_jobs):
    tell_all(
        library,
        [
            ImportedTrack(TrackTags(f"{n}"), f"spotify:track:{n}", n, catalogue=HAPPY)
            for n in range(1, 1201)
        ],
    )
    told = []
    report = name_moods(library, StoppingReader([0, 1]), lambda *done: told.append(done))
    assert report == NamedMoods(stated=500, is_interrupted=True)
    assert told == [(0, 1200), (500, 1200)]
    assert read_jobs(library.path)[-1]["state"] == "interrupted"
    assert name_moods(library, RULES) == NamedMoods(stated=700, unchanged=500)


def test_a_model_of_moods_without_a_place_is_refused(library):
    reader = CatalogueMoodReader("mine", ("happy", "class 2"), ("energy",), lambda rows: rows)
    with pytest.raises(InputError, match="'class 2'"):
        name_moods(library, reader)


PLACES = {word: mood_of_word(word) for word in ("happy", "sad", "angry")}


def test_a_sure_word_is_as_uncertain_as_the_word_itself():
    statement = state({"happy": 1.0, "sad": 0.0, "angry": 0.0}, PLACES, "test")
    assert statement.point == PLACES["happy"].point
    assert statement.uncertainty == pytest.approx(PLACES["happy"].uncertainty)


def test_the_less_sure_the_word_the_more_uncertain_the_mood():
    uncertainties = [
        state({"happy": p, "sad": 1 - p, "angry": 0.0}, PLACES, "test").uncertainty
        for p in (0.9, 0.75, 0.6)
    ]
    assert uncertainties == sorted(uncertainties)
    # Half of the squared distance between the words, as far as the other one may be right.
    happy, sad = PLACES["happy"], PLACES["sad"]
    apart = (happy.point.valence - sad.point.valence) ** 2 + (
        happy.point.arousal - sad.point.arousal
    ) ** 2
    expected = 0.4 * apart / 2 + 0.6 * happy.uncertainty**2 + 0.4 * sad.uncertainty**2
    assert uncertainties[-1] ** 2 == pytest.approx(expected)


def test_music_of_the_plane_is_where_its_word_is():
    assert state({"angry": 0.6, "sad": 0.4}, PLACES, "test").point == Point(-0.55, 0.64)
