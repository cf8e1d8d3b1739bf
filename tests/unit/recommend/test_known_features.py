import math
from collections.abc import Callable

import numpy as np
import pytest

from affetto.affect import Point
from affetto.music import AudioFeatures, CatalogueFeatures, Mode, Track
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.known_features import known_feature

MakeTrack = Callable[..., Track]


def known(name: str, *tracks: Track) -> list[float]:
    return known_feature(Catalogue.of(tracks), name, np.arange(len(tracks))).tolist()


def test_what_is_stated_goes_before_what_was_heard(make_track: MakeTrack) -> None:
    heard = AudioFeatures(duration_s=60, tempo_bpm=90.0, loudness_lufs=-12.0, mode=Mode.MINOR)
    both = make_track(0, features=heard, catalogue=CatalogueFeatures(tempo_bpm=180.0))
    assert known("tempo_bpm", both) == [180]
    assert known("loudness_db", both) == [-12]
    assert known("mode", both) == [0]


def test_the_mood_says_valence_and_energy_where_nothing_else_does(make_track: MakeTrack) -> None:
    track = make_track(0, mood=Point(-0.5, 0.8))
    assert known("valence", track) == [pytest.approx(0.25)]
    assert known("energy", track) == [pytest.approx(0.9)]


def test_what_nobody_knows_is_not_a_number(make_track: MakeTrack) -> None:
    assert np.isnan(known("acousticness", make_track(0, mood=Point(0, 0)))).all()
    assert np.isnan(known("valence", make_track(0))).all()


def test_what_no_catalogue_states_is_what_was_heard(make_track: MakeTrack) -> None:
    heard = AudioFeatures(duration_s=60, articulation=0.25)
    flowing, unheard = known("articulation", make_track(0, features=heard), make_track(1))
    assert flowing == 0.25
    assert math.isnan(unheard)
