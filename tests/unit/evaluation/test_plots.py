"""Plots of answers that leave little to draw."""

from __future__ import annotations

import importlib.util
import io

import numpy as np
import pytest
from PIL import Image

from affetto.errors import AffettoError
from affetto.evaluation import plots
from affetto.evaluation.canvas import require_matplotlib
from affetto.training.metrics import reliability_bins


def test_answers_that_are_all_sure_and_right_can_be_drawn():
    labels = np.arange(7)
    bins = reliability_bins(np.eye(7), labels)
    assert len(bins) == 1
    with Image.open(io.BytesIO(plots.draw_calibration(bins, 0.0))) as image:
        assert min(image.size) > 200


def test_without_matplotlib_the_way_out_is_told(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(AffettoError, match=r"pip install 'affetto\[train\]'"):
        require_matplotlib()
