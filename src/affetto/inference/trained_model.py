"""Models a user trained: the ONNX file of a run, and what it says about itself.

    runs/s1-cnn/model.onnx    the network, its pre-processing included
    runs/s1-cnn/model.json    what it reads and answers, and the digest of the file

Faces come in as `faces`, uint8 [n, 48, 48], grey; landscapes as `pictures`, uint8
[n, 128, 128, 3]; features of music as `features`, float32 [n, columns], on the raw scale of their
source. All answer with `probs`, float32 [n, labels]; nothing calibrates them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from affetto.affect import FaceEmotion, SceneEmotion
from affetto.errors import InputError, ModelError
from affetto.files import write_whole
from affetto.inference.session import InferenceSession, OnnxSession, hash_network

if TYPE_CHECKING:
    from numpy.typing import NDArray

MODEL_FILE, SPEC_FILE = "model.onnx", "model.json"
INPUT_NAMES = {"face": "faces", "landscape": "pictures", "music": "features"}
OUTPUT_NAME = "probs"

# What a face may be said to express: FER+ adds contempt to the seven (Barsoum et al. 2016).
FACE_LABELS = (*map(str, FaceEmotion), "contempt")
# Pictures are read in words that have a place in the plane; music may have any classes.
_WORDS: Mapping[str, tuple[str, ...] | None] = MappingProxyType(
    {"face": FACE_LABELS, "landscape": tuple(map(str, SceneEmotion)), "music": None}
)
_LEAST_LABELS = 2
_PLURALS = {"face": "faces", "landscape": "landscapes", "music": "music"}


@dataclass(frozen=True)
class TrainedModelSpec:
    """What a trained model is, kept as JSON beside its ONNX file.

    Attributes:
        recipe: how it was made.
        subject: what it reads: `face`, `landscape` or `music`.
        labels: its classes, in the order of its outputs; at least two. Of a face some of
            `FACE_LABELS`, of a landscape some of `SceneEmotion`.
        columns: names of its features; empty for one that reads pictures.
        sha256: hexadecimal digest of its ONNX file.
        sources: data and weights it was made from.
        command: the command that made it.
    """

    recipe: str
    subject: str
    labels: tuple[str, ...]
    columns: tuple[str, ...]
    sha256: str
    sources: tuple[str, ...]
    command: str


class TrainedSession:
    """The network of a run, its answers checked against what the run says of it.

    Args:
        run: the folder, which errors name.
        spec: what it says.
        threads: as of `OnnxSession`.
    """

    def __init__(self, run: Path, spec: TrainedModelSpec, threads: int = 0) -> None:
        self._file = run / MODEL_FILE
        self._spec = spec
        self._session = OnnxSession(self._file, threads)

    def run(self, inputs: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        """`probs` [n, labels] for the n faces, pictures or features of `inputs`.

        Raises:
            ModelError: the network does not take them, or answers otherwise than described.
        """
        try:
            answers = self._session.run(inputs)
        except ModelError:
            raise
        except Exception as error:  # ONNX Runtime raises unrelated classes of its own
            detail = " ".join(str(error).split())[:120]
            raise ModelError(f"{self._file}: cannot answer ({detail})") from error
        probs = answers.get(OUTPUT_NAME)
        expected = (len(next(iter(inputs.values()))), len(self._spec.labels))
        if probs is None or probs.shape != expected:
            given = "nothing" if probs is None else list(probs.shape)
            raise ModelError(
                f"{self._file}: answers {given} where {SPEC_FILE} promises {list(expected)}"
            )
        if not np.isfinite(probs).all():
            raise ModelError(f"{self._file}: answers what is no number; did its training diverge?")
        return answers


def write_spec(run: Path, spec: TrainedModelSpec) -> None:
    """Write `spec` into the folder of a run, whole or not at all."""
    write_whole(run / SPEC_FILE, (json.dumps(asdict(spec), indent=1) + "\n").encode())


def read_spec(run: Path) -> TrainedModelSpec:
    """Read what a run says of its model.

    Raises:
        InputError: there is no such run, it is not finished, or its description is damaged.
    """
    file = run / SPEC_FILE
    if not file.is_file():
        raise InputError(run, _explain_no_run(run))
    try:
        fields: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        spec = TrainedModelSpec(
            recipe=str(fields["recipe"]),
            subject=str(fields["subject"]),
            labels=_texts(fields["labels"]),
            columns=_texts(fields["columns"]),
            sha256=str(fields["sha256"]),
            sources=_texts(fields["sources"]),
            command=str(fields["command"]),
        )
    except KeyError as error:
        raise InputError(file, f"does not describe a model (no {error})") from error
    except (ValueError, TypeError, OSError) as error:
        raise InputError(file, f"does not describe a model ({error})") from error
    _check(file, spec)
    return spec


def open_trained_model(
    run: Path, threads: int = 0, reads: Sequence[str] = tuple(INPUT_NAMES)
) -> tuple[TrainedModelSpec, InferenceSession]:
    """The model of a finished run, verified; its network is loaded at its first answer.

    Args:
        run: the folder.
        threads: as of `OnnxSession`.
        reads: the subjects that are welcome.

    Raises:
        InputError: there is no such run, it is not finished, or it reads something else.
        ModelError: the ONNX file is missing or not the one the run made.
    """
    spec = read_spec(run)
    if spec.subject not in reads:
        wanted = " or ".join(_PLURALS[subject] for subject in reads)
        raise InputError(run, f"its model ({spec.recipe}) reads {name_subject(spec)}, not {wanted}")
    file = run / MODEL_FILE
    digest = hash_network(file)
    if digest != spec.sha256:
        raise ModelError(f"{file}: is not the model that {SPEC_FILE} describes; train it again")
    return spec, TrainedSession(run, spec, threads)


def name_subject(spec: TrainedModelSpec) -> str:
    """What a model reads, in a word: faces, landscapes or music."""
    return _PLURALS[spec.subject]


def _explain_no_run(run: Path) -> str:
    if run.is_file():
        return "is a file; give the folder of the run"
    if not run.exists():
        return "no such folder"
    return f"holds no finished run (no {SPEC_FILE})"


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise TypeError(f"{value!r} is not a list of texts")
    return tuple(value)


def _check(file: Path, spec: TrainedModelSpec) -> None:
    """Refuse a description by which no answer could be understood."""
    if spec.subject not in INPUT_NAMES:
        raise InputError(file, f"describes a model of {spec.subject!r}, which is not known")
    if len(spec.labels) < _LEAST_LABELS or len(set(spec.labels)) != len(spec.labels):
        raise InputError(file, "needs two labels or more, no two alike")
    words = _WORDS[spec.subject]
    unknown = [label for label in spec.labels if words is not None and label not in words]
    if unknown:
        raise InputError(file, f"has the label {unknown[0]!r}, which is no word for a picture")
    if spec.subject == "music" and not spec.columns:
        raise InputError(file, "does not name the features (columns) that the model reads")
