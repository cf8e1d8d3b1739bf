from __future__ import annotations

from importlib import resources
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from affetto.affect import Point
from affetto.audio.analyser import CueAnalyser
from affetto.errors import InputError
from affetto.evaluation.audio import evaluate_audio, judge_moods, load_mood_folders

POINTS = {"happy": Point(0.7, 0.8), "sad": Point(-0.1, -0.3), "joyful": Point(0.7, 0.7)}


@pytest.fixture
def folders(tmp_path):
    """Two starter tracks in each of three folders."""
    tracks = Path(str(resources.files("immich_memories_music") / "tracks"))
    for mood in ("calm", "energetic", "nostalgic"):
        (tmp_path / mood).mkdir()
        for track in sorted((tracks / mood).iterdir())[:2]:
            (tmp_path / mood / track.name).symlink_to(track)
    return tmp_path


def test_orders_the_starter_tracks_by_arousal(folders):
    (folders / "calm" / "broken.mp3").write_bytes(b"not music")
    (folders / "2019").mkdir()
    loaded = load_mood_folders(folders)
    assert loaded.unknown == ("2019",)
    errors, steps = [], []
    evaluation = evaluate_audio(
        loaded, CueAnalyser(), 1, lambda *step: steps.append(step), errors.append
    )
    figures = evaluation.as_dict()
    assert steps[-1] == (7, 7)
    assert [Path(error.source).name for error in errors] == ["broken.mp3"]
    assert figures["left_out"] == 1
    assert figures["n"] == 6
    assert figures["labels"] == ["calm", "energetic", "nostalgic"]
    # Calm and nostalgic lie too near each other in arousal to be compared.
    assert figures["arousal_pairs"] == 8
    assert figures["arousal_order"] == 1
    assert np.sum(figures["confusion"]) == 6
    assert figures["analyser"] == "affetto-cues 2"


def test_counts_every_pair_of_moods_that_lie_apart():
    random = np.random.default_rng(2)
    heard = {
        label: [Point(*place) for place in random.uniform(-1, 1, (n, 2))]
        for label, n in (("happy", 7), ("sad", 5), ("joyful", 4))
    }
    order = judge_moods(heard, POINTS, "test").orders["valence"]
    pairs = list(product(heard["happy"] + heard["joyful"], heard["sad"]))
    assert order.pairs == len(pairs)
    assert order.right == pytest.approx(
        np.mean([higher.valence > lower.valence for higher, lower in pairs])
    )
    assert order.interval[0] <= order.right <= order.interval[1]


def test_equal_moods_are_in_order_half_the_time():
    heard = {"happy": [Point(0.2, 0.2)] * 3, "sad": [Point(0.2, 0.2)] * 3}
    orders = judge_moods(heard, POINTS, "test").orders
    assert orders["valence"].right == orders["arousal"].right == 0.5


def test_moods_that_lie_together_have_no_order():
    heard = {"happy": [Point(0.5, 0.5)], "joyful": [Point(0.4, 0.4)]}
    order = judge_moods(heard, POINTS, "test").orders["valence"]
    assert (order.pairs, order.right, order.interval) == (0, None, None)


def test_names_the_nearest_mood():
    heard = {
        "happy": [Point(0.6, 0.9), Point(0, -0.2)],
        "sad": [Point(-0.2, -0.4)],
    }
    evaluation = judge_moods(heard, POINTS, "test")
    assert evaluation.confusion == ((1, 1), (0, 1))
    assert evaluation.accuracy == pytest.approx(2 / 3)
    low, high = evaluation.as_dict()["accuracy_interval"]
    assert low < 2 / 3 < high


@pytest.mark.parametrize("names", [[], ["calm"], ["2019", "2020"]])
def test_refuses_what_holds_fewer_than_two_moods(names, tmp_path):
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "song.mp3").write_bytes(b"x")
    with pytest.raises(InputError, match="fewer than two"):
        load_mood_folders(tmp_path)


def test_refuses_a_file(tmp_path):
    file = tmp_path / "music.mp3"
    file.write_bytes(b"x")
    with pytest.raises(InputError, match="not a folder"):
        load_mood_folders(file)


def test_refuses_music_that_cannot_be_heard(folders):
    for track in folders.rglob("*.opus"):
        track.unlink()
        track.write_bytes(b"not music")
    with pytest.raises(InputError, match="can be heard"):
        evaluate_audio(load_mood_folders(folders), CueAnalyser(), 1)
