"""Music models judged by the written rules."""

from __future__ import annotations

import gzip
from dataclasses import replace

import numpy as np
import pytest
from tests.trained_runs_for_tests import COLUMNS, draw_features

from affetto.app.music_library import open_track_classifier
from affetto.audio.track_mood import TrackMoodClassifier
from affetto.errors import InputError
from affetto.evaluation.music import evaluate_music
from affetto.inference.trained_model import open_trained_model
from affetto.mood_rules import MOODS, label_by_rules


@pytest.fixture(scope="module")
def classifier(music_run):
    return open_track_classifier(music_run)


def write_table(path, features, names=COLUMNS):
    lines = [",".join(("track", *names))]
    lines += [",".join((f"track {n}", *map(repr, row))) for n, row in enumerate(features.tolist())]
    text = ("\n".join(lines) + "\n").encode()
    path.write_bytes(gzip.compress(text) if path.suffix == ".gz" else text)
    return path


@pytest.mark.parametrize("name", ["tracks.csv", "tracks.csv.gz"])
def test_figures_follow_from_answers_and_rules(classifier, tmp_path, name):
    features = draw_features(300, seed=11)
    evaluation = evaluate_music(write_table(tmp_path / name, features), classifier)
    said, ruled = classifier.predict(features).argmax(axis=1), label_by_rules(features, COLUMNS)
    figures = evaluation.as_dict()
    assert figures["n"] == 300
    assert figures["accuracy"] == pytest.approx((said == ruled).mean())
    assert figures["labels"] == list(MOODS)
    assert figures["confusion"][0][1] == ((ruled == 0) & (said == 1)).sum()
    assert (figures["source"], figures["n_unknown_label"]) == (name, 0)


def test_columns_are_found_by_their_names(classifier, tmp_path):
    features = draw_features(50, seed=12)
    turned = write_table(tmp_path / "turned.csv", features[:, ::-1], COLUMNS[::-1])
    straight = write_table(tmp_path / "straight.csv", features)
    figures = [evaluate_music(table, classifier).report for table in (straight, turned)]
    assert figures[0] == figures[1]


class SadOrHappy:
    """Two classes only, from the answers of a model of five."""

    def __init__(self, session, labels):
        self.session = session
        self.chosen = [labels.index("sad"), labels.index("happy")]

    def run(self, inputs):
        probs = self.session.run(inputs)["probs"][:, self.chosen]
        return {"probs": probs / probs.sum(axis=1, keepdims=True)}


def test_tracks_of_moods_that_the_model_does_not_know_are_left_out_and_counted(music_run, tmp_path):
    spec, session = open_trained_model(music_run)
    classifier = TrackMoodClassifier(
        SadOrHappy(session, spec.labels), replace(spec, labels=("sad", "happy"))
    )
    features = draw_features(200, seed=13)
    known = np.isin(np.array(MOODS)[label_by_rules(features, COLUMNS)], ["sad", "happy"])
    evaluation = evaluate_music(write_table(tmp_path / "tracks.csv", features), classifier)
    assert evaluation.report.n == known.sum()
    assert evaluation.n_unknown_label == (~known).sum() > 0
    assert evaluation.report.labels == ["sad", "happy"]
    assert evaluation.report.accuracy > 0.8
    with pytest.raises(InputError, match="has no track of sad, happy"):
        evaluate_music(write_table(tmp_path / "others.csv", features[~known]), classifier)


def test_a_table_without_a_column_that_the_rules_ask_for_is_refused(classifier, tmp_path):
    table = write_table(tmp_path / "tracks.csv", draw_features(5, seed=1)[:, 1:], COLUMNS[1:])
    with pytest.raises(InputError, match="tempo"):
        evaluate_music(table, classifier)
