from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from affetto.errors import ModelError
from affetto.inference.registry import find_model, open_session
from affetto.inference.session import OnnxSession


def picture(height: int, width: int, seed: int = 0) -> np.ndarray:
    pixels = np.random.default_rng(seed).uniform(0, 255, (1, 3, height, width))
    return pixels.astype(np.float32)


@pytest.mark.parametrize(("height", "width"), [(32, 32), (64, 160), (352, 96)])
def test_centerface_answers_every_fourth_pixel_of_any_picture(height: int, width: int) -> None:
    maps = open_session("centerface", threads=1).run({"picture": picture(height, width)})
    channels = {"heatmap": 1, "log_size": 2, "offset": 2, "landmarks": 10}
    assert {name: values.shape for name, values in maps.items()} == {
        name: (1, count, height // 4, width // 4) for name, count in channels.items()
    }
    assert ((maps["heatmap"] >= 0) & (maps["heatmap"] <= 1)).all()


def test_a_row_of_a_batch_gets_the_answer_it_gets_alone() -> None:
    session = open_session("centerface", threads=1)
    one, other = picture(64, 64, seed=1), picture(64, 64, seed=2)
    together = session.run({"picture": np.concatenate([one, other])})
    alone = session.run({"picture": other})
    np.testing.assert_allclose(together["heatmap"][1:], alone["heatmap"], atol=1e-5)


def test_threads_share_a_session() -> None:
    session = OnnxSession(find_model("centerface").path, threads=1)
    pictures = [picture(64, 96, seed) for seed in range(8)]
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda one: session.run({"picture": one}), pictures))
    for one, answer in zip(pictures, answers, strict=True):
        np.testing.assert_allclose(
            answer["heatmap"], session.run({"picture": one})["heatmap"], atol=1e-6
        )


def test_networks_that_take_turns_share_their_memory(peak_memory_mb: str) -> None:
    program = f"""
import numpy as np
from affetto.inference.registry import find_model
from affetto.inference.session import OnnxSession

sessions = []

def peak_after_a_picture():
    sessions.append(OnnxSession(find_model("centerface").path, threads=1))
    sessions[-1].run({{"picture": np.zeros((1, 3, 1024, 1024), np.float32)}})
    return {peak_memory_mb}

before = {peak_memory_mb}
print(before, *[peak_after_a_picture() for _ in range(3)])
"""
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    before, one, *_, three = map(float, result.stdout.split())
    assert three - one < (one - before) / 4


def test_refuses_a_file_that_is_no_network(tmp_path: Path) -> None:
    path = tmp_path / "words.onnx"
    path.write_text("just some words")
    session = OnnxSession(path)  # loads at its first run
    with pytest.raises(ModelError, match=r"words\.onnx: ONNX Runtime cannot load it"):
        session.run({"picture": picture(32, 32)})
