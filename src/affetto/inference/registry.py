"""The models that ship with Affetto: what each is, and its file, verified."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from affetto.errors import ModelError
from affetto.inference.session import OnnxSession, hash_network

_MODELS = "affetto.inference.models"


@dataclass(frozen=True)
class ModelSpec:
    """A model's identity card, kept as JSON beside its ONNX file.

    Attributes:
        name: what it is called here.
        task: what it predicts, in one sentence.
        path: its ONNX file.
        sha256: hexadecimal digest that the file must have.
        labels: names of its output classes, in order; empty where it has none.
        licence: SPDX identifier of the weights.
        sources: data and weights it was made from.
        command: the command that made it.
        card: path of its model card in the repository.
    """

    name: str
    task: str
    path: Path
    sha256: str
    labels: tuple[str, ...]
    licence: str
    sources: tuple[str, ...]
    command: str
    card: str


def list_models() -> list[ModelSpec]:
    """Specs of all models that ship, by name."""
    folder = _models_folder()
    return [_read_spec(path) for path in sorted(folder.glob("*.json"))]


def find_model(name: str) -> ModelSpec:
    """The spec of the model called `name`.

    Raises:
        ModelError: there is none.
    """
    path = _models_folder() / f"{name}.json"
    if not path.is_file():
        known = ", ".join(spec.name for spec in list_models())
        raise ModelError(f"no model is called {name!r}; there are: {known}")
    return _read_spec(path)


def verify(spec: ModelSpec) -> None:
    """Check that a model's file is the one its spec describes.

    Raises:
        ModelError: the file is missing or has another digest.
    """
    digest = hash_network(spec.path)
    if digest != spec.sha256:
        raise ModelError(
            f"{spec.path}: its SHA-256 is {digest[:12]}…, not {spec.sha256[:12]}… as its spec "
            "says; the file was changed or damaged, install Affetto again"
        )


def open_session(name: str, threads: int = 0) -> OnnxSession:
    """A session on the verified model called `name`.

    Raises:
        ModelError: there is no such model, or its file was changed.
    """
    spec = find_model(name)
    verify(spec)
    return OnnxSession(spec.path, threads)


def _models_folder() -> Path:
    # Packages are installed as files: ONNX Runtime could not open a network inside a zip.
    return Path(str(resources.files(_MODELS)))


def _read_spec(path: Path) -> ModelSpec:
    fields: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return ModelSpec(
        name=path.stem,
        task=fields["task"],
        path=path.with_suffix(".onnx"),
        sha256=fields["sha256"],
        labels=tuple(fields["labels"]),
        licence=fields["licence"],
        sources=tuple(fields["sources"]),
        command=fields["command"],
        card=fields["card"],
    )
