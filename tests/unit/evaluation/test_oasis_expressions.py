"""The labels by which fairness is measured, and the measurement."""

from __future__ import annotations

import pytest
from benchmarks.fairness import UNCLEAR, measure, read_expressions

from affetto.affect import FaceEmotion


def test_labels_are_expressions_of_faces_large_enough_to_see():
    faces = read_expressions()
    assert {face.expression for face in faces} <= {*FaceEmotion, UNCLEAR}
    assert all(max(face.box.width, face.box.height) >= 48 for face in faces)
    assert sum(face.expression != UNCLEAR for face in faces) >= 60
    places = [(face.theme, face.box) for face in faces]
    assert len(set(places)) == len(places)


def test_people_are_found_and_read_far_better_than_by_chance(shared_data):
    clear = [face for face in read_expressions() if face.expression != UNCLEAR][:24]
    figures = measure(shared_data / "oasis", clear)
    assert figures["detection"]["n"] == 24
    assert figures["detection"]["accuracy"] > 0.9
    assert figures["reading"]["accuracy"] > 0.5
    assert figures["reading"]["n"] == pytest.approx(24 * figures["detection"]["accuracy"])
