"""Reports on networks as a reader opens them."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import numpy as np
import pytest
from PIL import Image

from affetto.evaluation.face import FaceEvaluation, FaceSample
from affetto.evaluation.fairness import compare_tones
from affetto.evaluation.network_report import report_faces, report_scenes
from affetto.evaluation.networks import JudgedNetwork
from affetto.evaluation.robustness import measure_robustness
from affetto.evaluation.scene import NOT_A_TEST, SceneEvaluation, measure_agreement
from affetto.training.datasets.oasis import RatedPictures
from affetto.training.metrics import classification_report

LABELS = ["angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"]


class Tags(HTMLParser):
    """Counts what a page opens and closes, and keeps what it loads."""

    def __init__(self):
        super().__init__()
        self.open, self.loads, self.described = [], [], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.loads += [given[name] for name in ("src", "href") if name in given]
        if tag == "img":
            self.described.append(given["alt"])
        if tag not in ("img", "meta"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture
def network(face_network):
    return JudgedNetwork("mine<b>.onnx", "ab" * 32, False, face_network.session)


@pytest.fixture
def evaluation():
    """Answers that are right where the first draw says so."""
    rng = np.random.default_rng(4)
    n = 140
    labels = rng.integers(0, 7, n)
    probs = rng.dirichlet(np.full(7, 0.3), n)
    sample = FaceSample(
        source="faces & <more>",
        crops=rng.integers(0, 256, (n, 48, 48), dtype=np.uint8),
        labels=labels,
        majorities=np.full(n, -1),
        ita_deg=rng.uniform(-60, 80, n),
        framings={"whole": n},
        skipped=[],
    )
    return FaceEvaluation(sample, probs, classification_report(probs, labels, LABELS), None)


@pytest.fixture
def report(evaluation, network):
    sample = evaluation.sample
    robustness = measure_robustness(
        sample.crops[:30],
        sample.labels[:30],
        lambda faces: np.tile(evaluation.probs[0], (len(faces), 1)),
    )
    right = evaluation.probs.argmax(axis=1) == sample.labels
    return report_faces(evaluation, network, robustness, compare_tones(sample.ita_deg, right))


def test_the_page_needs_nothing_else(report, tmp_path):
    page = report.write(tmp_path / "new" / "folder").read_text(encoding="utf-8")
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    assert tags.loads
    assert all(source.startswith("data:image/png;base64,") for source in tags.loads)
    assert all(tags.described)
    assert "<script" not in page


def test_the_page_says_what_was_measured(report, evaluation, tmp_path):
    page = report.write(tmp_path).read_text(encoding="utf-8")
    text = re.sub(r"<[^>]+>", " ", page)
    low, high = evaluation.report.accuracy_interval
    assert (
        f"{100 * evaluation.report.accuracy:.1f}% ({100 * low:.1f}% to {100 * high:.1f}%)" in text
    )
    for condition in ("darker", "JPEG", "lower face covered"):
        assert condition in text
    assert "very light" in text
    assert "art. 5(1)(f)" in text


def test_names_cannot_break_the_page(report, tmp_path):
    page = report.write(tmp_path).read_text(encoding="utf-8")
    assert "mine<b>" not in page
    assert "mine&lt;b&gt;.onnx" in page


def test_json_and_figures_lie_beside_the_page(report, tmp_path):
    report.write(tmp_path)
    figures = json.loads((tmp_path / "report.json").read_text())
    assert list(figures)[:2] == ["n", "accuracy"]
    assert figures["model"] == {"name": "mine<b>.onnx", "sha256": "ab" * 32}
    assert len(figures["robustness"]["conditions"]) == 36
    assert sum(group["n"] for group in figures["skin_tone"]["groups"]) == figures["n"]
    names = {"confusion", "calibration", "coverage", "robustness", "skin_tone"}
    assert {path.stem for path in tmp_path.glob("*.png")} == names
    for path in tmp_path.glob("*.png"):
        with Image.open(path) as image:
            assert min(image.size) > 200
            assert len(image.convert("RGB").getcolors(100_000) or []) > 5  # something is drawn


def test_grey_pictures_have_no_skin_tone_and_the_page_says_so(evaluation, network, tmp_path):
    report = report_faces(evaluation, network, [], None)
    assert "skin_tone" not in report.plots
    assert report.figures["skin_tone"] is None
    assert "these pictures are grey" in report.write(tmp_path).read_text(encoding="utf-8")


@pytest.mark.parametrize("ships", [True, False])
def test_a_scene_report_warns_where_the_network_has_learned_from_oasis(
    face_network, tmp_path, ships
):
    rng = np.random.default_rng(5)
    rated = rng.uniform(-1, 1, (30, 2))
    read = (rated + rng.normal(0, 0.2, (30, 2))).clip(-1, 1)
    pictures = RatedPictures([tmp_path] * 30, ["Lake"] * 30, np.array(["Scenery"] * 30), rated)
    agreement = measure_agreement(read, rated)
    evaluation = SceneEvaluation(pictures, read, agreement, {"Scenery": agreement}, [])
    network = JudgedNetwork("scenes", "cd" * 32, ships, face_network.session)
    report = report_scenes(evaluation, network)
    page = report.write(tmp_path).read_text(encoding="utf-8")
    assert f"{agreement.r[0]:.3f}" in page
    assert ("was fitted on OASIS" in page) is ships
    assert report.figures.get("note") == (NOT_A_TEST if ships else None)
