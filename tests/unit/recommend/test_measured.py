import importlib.util
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest


@pytest.fixture(scope="module")
def benchmark(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "recommend_moods", root / "benchmarks" / "recommend_moods.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def figures(benchmark: ModuleType, shared_data: Path) -> dict[str, dict[str, float]]:
    moods = shared_data / "music" / "spotify_moods.csv"
    if not moods.is_file():
        pytest.skip("needs ../shared/data/music/spotify_moods.csv")
    return benchmark.measure(*benchmark.read_moods(moods), 10)


def test_affect_finds_labelled_moods_far_better_than_plain_distance(
    figures: dict[str, dict[str, float]],
) -> None:
    mean = {strategy: np.mean(list(by.values())) for strategy, by in figures.items()}
    assert mean["affect"] >= 0.78
    assert mean["affect"] > mean["naive"] + 0.1
    assert mean["naive"] > mean["random"] + 0.2


def test_sad_pictures_find_music_that_people_call_sad(
    figures: dict[str, dict[str, float]],
) -> None:
    assert figures["affect"]["sad"] >= 0.8


def test_lots_find_relevant_moods_as_often_as_they_are_there(
    figures: dict[str, dict[str, float]], benchmark: ModuleType, shared_data: Path
) -> None:
    _, labels = benchmark.read_moods(shared_data / "music" / "spotify_moods.csv")
    for emotion, figure in figures["random"].items():
        relevant = benchmark.RELEVANT_MOODS[emotion]
        share = np.mean([label in relevant for label in labels.values()])
        assert figure == pytest.approx(share, abs=0.06)
