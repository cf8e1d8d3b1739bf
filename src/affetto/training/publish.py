"""Putting the network of a finished run into the package, with its spec and card.

    python -m affetto.training.publish runs/face

and then what was measured on it into its card:

    affetto evaluate face --data fer2013.npz --robustness-faces 0 --report runs/face-report
    python benchmarks/fairness.py OASIS -o runs/face-report/fairness.json
    python -m affetto.training.publish runs/face-report
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from affetto.affect import FaceEmotion, SceneEmotion
from affetto.errors import InputError
from affetto.inference.session import hash_network
from affetto.training import cards

_CHECKOUT = Path(__file__).resolve().parents[3]
_MODELS = _CHECKOUT / "src" / "affetto" / "inference" / "models"
_CARDS = _CHECKOUT / "docs" / "models"
_PLOTS = ("calibration", "confusion")
MAX_BYTES = 25_000_000  # larger files do not belong into a repository


@dataclass(frozen=True)
class _Publication:
    name: str
    task: str
    labels: list[str]
    sources: list[str]
    command: Callable[[dict[str, Any]], str]  # of metrics
    card: Callable[..., str]  # of metrics, and of an evaluation where there is one

    @property
    def page(self) -> Path:
        """Its card in the checkout."""
        return _CARDS / f"{self.name}.md"


_PUBLICATIONS = {
    "face": _Publication(
        name="face-emotion",
        task="the expression of a face: seven emotions, calibrated",
        labels=list(FaceEmotion),
        sources=["FER2013 Training", "FER+ votes", "VGGFace2 (weights to start from)"],
        command=cards.face_command,
        card=cards.face_card,
    ),
    "scene": _Publication(
        name="scene-emotion",
        task="valence, arousal, the landscape mood and the context of a whole picture",
        labels=list(SceneEmotion),
        sources=[
            "OASIS norms",
            "context labels of our own",
            "EfficientNet-Lite1 and -Lite2 ImageNet weights",
        ],
        command=lambda _: cards.SCENE_COMMAND,
        card=cards.scene_card,
    ),
}


def publish(run: Path) -> Path:
    """Copy the ONNX file of `run` into the package, and write its spec and card.

    Returns:
        The ONNX file's new place.

    Raises:
        InputError: the run is not finished, or its network is too large to ship.
    """
    metrics_file = run / "metrics.json"
    if not metrics_file.is_file():
        raise InputError(run, "has no metrics.json; is the run finished?")
    metrics: dict[str, Any] = json.loads(metrics_file.read_text())
    recipe = metrics["recipe"]
    publication = _PUBLICATIONS[recipe]
    network = run / f"{recipe}.onnx"
    if network.stat().st_size > MAX_BYTES:
        raise InputError(network, f"is over {MAX_BYTES // 10**6} MB, too large to ship")
    target = _MODELS / f"{publication.name}.onnx"
    shutil.copyfile(network, target)
    sha256 = hash_network(target)
    spec = {
        "task": publication.task,
        "sha256": sha256,
        "labels": publication.labels,
        "licence": "Apache-2.0",
        "sources": publication.sources,
        "command": publication.command(metrics),
        "card": publication.page.relative_to(_CHECKOUT).as_posix(),
    }
    _write_json(spec, target.with_suffix(".json"))
    _write_json(metrics, publication.page.with_suffix(".metrics.json"))
    _remove_outdated_evaluation(publication, sha256)
    _write_card(publication)
    return target


def publish_evaluation(report: Path) -> Path:
    """Put what was measured on the face network that ships into its card.

    Args:
        report: folder that `affetto evaluate face --report` wrote; `fairness.json` of
            `benchmarks/fairness.py` in it goes into the card, too.

    Returns:
        The card.

    Raises:
        InputError: the folder holds no such report, or one on another network.
    """
    publication = _PUBLICATIONS["face"]
    evaluation = _read_json(report / "report.json")
    fairness = report / "fairness.json"
    evaluation["people"] = _read_json(fairness) if fairness.is_file() else None
    if not evaluation.get("robustness"):
        raise InputError(report, "is no report on a face network")
    ships = _read_json(_MODELS / f"{publication.name}.json")["sha256"]
    for part in (evaluation, evaluation["people"] or evaluation):
        if part["model"]["sha256"] != ships:
            raise InputError(report, "was measured on another network than the one that ships")
    for plot in _PLOTS:
        shutil.copyfile(report / f"{plot}.png", _plot_file(publication, plot))
    _write_json(evaluation, _evaluation_file(publication))
    _write_card(publication)
    return publication.page


def _remove_outdated_evaluation(publication: _Publication, sha256: str) -> None:
    """Figures of the network that shipped before are not those of the new one."""
    file = _evaluation_file(publication)
    if file.is_file() and _read_json(file)["model"]["sha256"] != sha256:
        for outdated in (file, *(_plot_file(publication, plot) for plot in _PLOTS)):
            outdated.unlink(missing_ok=True)


def _write_card(publication: _Publication) -> None:
    metrics = _read_json(publication.page.with_suffix(".metrics.json"))
    file = _evaluation_file(publication)
    evaluation = (_read_json(file),) if file.is_file() else ()
    publication.page.write_text(publication.card(metrics, *evaluation))


def _evaluation_file(publication: _Publication) -> Path:
    return publication.page.with_suffix(".evaluation.json")


def _plot_file(publication: _Publication, plot: str) -> Path:
    return publication.page.with_name(f"{publication.name}-{plot}.png")


def _read_json(file: Path) -> dict[str, Any]:
    if not file.is_file():
        raise InputError(file, "no such file")
    content: dict[str, Any] = json.loads(file.read_text())
    return content


def _write_json(content: dict[str, Any], file: Path) -> None:
    file.write_text(json.dumps(content, indent=1) + "\n")


if __name__ == "__main__":
    for argument in map(Path, sys.argv[1:]):
        is_report = (argument / "report.json").is_file()
        sys.stdout.write(f"{publish_evaluation(argument) if is_report else publish(argument)}\n")
