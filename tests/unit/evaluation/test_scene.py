"""Scenes judged by norms."""

from __future__ import annotations

import numpy as np
import pytest
import skimage.data
from PIL import Image
from scipy.stats import pearsonr

from affetto.errors import InputError
from affetto.evaluation.networks import open_scene_network
from affetto.evaluation.scene import evaluate_scenes, measure_agreement

PICTURES = ("astronaut", "chelsea", "coffee", "rocket", "hubble_deep_field")


@pytest.fixture(scope="module")
def session():
    return open_scene_network().session


@pytest.fixture
def norms(tmp_path):
    (tmp_path / "images").mkdir()
    rows = ["theme,category,valence_mean,valence_sd,arousal_mean,arousal_sd"]
    for number, name in enumerate(PICTURES):
        picture = Image.fromarray(getattr(skimage.data, name)())
        picture.resize((120, 90)).save(tmp_path / "images" / f"{name}.jpg")
        rows.append(f"{name},Object,{2 + number},1,{6 - 0.5 * number},1")
    (tmp_path / "norms.csv").write_text("\n".join(rows) + "\n")
    return tmp_path


def test_figures_have_the_documented_names(norms, session):
    evaluation = evaluate_scenes(norms, session)
    figures = evaluation.as_dict()
    assert list(figures)[:5] == ["n", "valence_r", "arousal_r", "valence_rmse", "arousal_rmse"]
    assert figures["n"] == 5
    assert figures["by_category"]["Object"]["valence_r"] == figures["valence_r"]
    assert (np.abs(evaluation.affect) <= 1).all()


def test_agreement_is_pearsons_and_the_mean_error():
    rng = np.random.default_rng(3)
    rated = rng.uniform(-1, 1, (50, 2))
    read = rated * 0.5 + rng.normal(0, 0.1, (50, 2))
    agreement = measure_agreement(read, rated)
    for axis in (0, 1):
        expected = pearsonr(read[:, axis], rated[:, axis])
        assert agreement.r[axis] == pytest.approx(expected.statistic)
        low, high = expected.confidence_interval(0.95)
        assert agreement.r_interval[axis] == pytest.approx((low, high), abs=1e-6)
    assert agreement.rmse == pytest.approx(np.sqrt(((read - rated) ** 2).mean(axis=0)))


def test_a_damaged_picture_is_named_and_left_out(norms, session):
    (norms / "images" / "coffee.jpg").write_bytes(b"\xff\xd8\xff damaged")
    told = []
    evaluation = evaluate_scenes(norms, session, on_skip=told.append)
    assert evaluation.overall.n == 4
    assert len(told) == 1
    assert "coffee.jpg" in str(told[0])


def test_too_few_pictures_have_no_correlation(norms, session):
    for name in PICTURES[:2]:
        (norms / "images" / f"{name}.jpg").write_bytes(b"damaged")
    with pytest.raises(InputError, match="at least 4"):
        evaluate_scenes(norms, session)
