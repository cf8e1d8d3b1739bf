"""What may be put into the package, and the cards that go with it."""

from __future__ import annotations

import json

import pytest

from affetto.errors import InputError
from affetto.training import cards
from affetto.training.publish import MAX_BYTES, publish


def test_an_unfinished_run_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"metrics\.json"):
        publish(tmp_path)


def test_a_network_too_large_for_a_repository_is_refused(tmp_path):
    (tmp_path / "metrics.json").write_text('{"recipe": "face"}')
    with (tmp_path / "face.onnx").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(InputError, match="25 MB"):
        publish(tmp_path)


@pytest.mark.parametrize(
    ("name", "write"), [("face-emotion", cards.face_card), ("scene-emotion", cards.scene_card)]
)
def test_the_card_that_ships_is_the_one_its_metrics_give(root, name, write):
    folder = root / "docs" / "models"
    metrics = json.loads((folder / f"{name}.metrics.json").read_text())
    assert (folder / f"{name}.md").read_text() == write(metrics)


def test_the_figures_in_the_readme_are_those_of_the_cards(root):
    readme = (root / "README.md").read_text()
    face = json.loads((root / "docs/models/face-emotion.metrics.json").read_text())["public_test"]
    assert f"{face['n']:,}" in readme
    assert f"{100 * face['accuracy']:.1f}% right" in readme
    scene = json.loads((root / "docs/models/scene-emotion.metrics.json").read_text())
    for figures in (scene["cross_validation"], scene["cross_validation_new_themes"]):
        for axis in ("valence_r", "arousal_r"):
            assert f"{figures[axis]:.2f}".removeprefix("0") in readme
