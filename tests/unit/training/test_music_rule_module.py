"""The written rules as a network answer what the rules themselves answer."""

from __future__ import annotations

import numpy as np
import torch
from tests.trained_runs_for_tests import COLUMNS, draw_features

from affetto.mood_rules import label_by_rules, mood_probabilities
from affetto.training.music_rule_module import MusicRules


def test_module_and_rules_agree():
    features = draw_features(2000, seed=5).astype(np.float32)
    with torch.no_grad():
        probs = MusicRules(COLUMNS)(torch.from_numpy(features)).numpy()
    np.testing.assert_allclose(probs, mood_probabilities(features, COLUMNS), atol=1e-5)
    np.testing.assert_array_equal(probs.argmax(axis=1), label_by_rules(features, COLUMNS))
