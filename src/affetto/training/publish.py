"""Putting the network of a finished run into the package, with its spec and card.

python -m affetto.training.publish runs/face
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from affetto.affect import FaceEmotion, SceneEmotion
from affetto.errors import InputError
from affetto.training import cards

_CHECKOUT = Path(__file__).resolve().parents[3]
_MODELS = _CHECKOUT / "src" / "affetto" / "inference" / "models"
MAX_BYTES = 25_000_000  # larger files do not belong into a repository


@dataclass(frozen=True)
class _Publication:
    name: str
    task: str
    labels: list[str]
    sources: list[str]
    command: str
    card: Callable[[dict[str, Any]], str]


_PUBLICATIONS = {
    "face": _Publication(
        name="face-emotion",
        task="the expression of a face: seven emotions, calibrated",
        labels=list(FaceEmotion),
        sources=["FER2013 Training", "FER+ votes", "EfficientNet-Lite0 ImageNet weights"],
        command=cards.FACE_COMMAND,
        card=cards.face_card,
    ),
    "scene": _Publication(
        name="scene-emotion",
        task="valence, arousal and the landscape mood of a whole picture",
        labels=list(SceneEmotion),
        sources=["OASIS norms", "EfficientNet-Lite2 ImageNet weights"],
        command=cards.SCENE_COMMAND,
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
    card = f"docs/models/{publication.name}.md"
    spec = {
        "task": publication.task,
        "sha256": hashlib.sha256(target.read_bytes()).hexdigest(),
        "labels": publication.labels,
        "licence": "Apache-2.0",
        "sources": publication.sources,
        "command": publication.command,
        "card": card,
    }
    target.with_suffix(".json").write_text(json.dumps(spec, indent=1) + "\n")
    (_CHECKOUT / card).write_text(publication.card(metrics))
    (_CHECKOUT / card).with_suffix(".metrics.json").write_text(json.dumps(metrics, indent=1) + "\n")
    return target


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        sys.stdout.write(f"{publish(Path(argument))}\n")
