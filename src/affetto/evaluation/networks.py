"""The network that is judged: one that ships, an ONNX file of the same form, or a run's model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from affetto.affect import FaceEmotion
from affetto.errors import InputError, ModelError
from affetto.inference.registry import find_model, list_models, open_session
from affetto.inference.session import InferenceSession, OnnxSession, hash_network
from affetto.inference.trained_model import name_subject, open_trained_model, read_spec
from affetto.text import printable
from affetto.vision.face_crops import SIDE_PX
from affetto.vision.scene_emotion import SCENE_SIDE
from affetto.vision.trained_networks import TrainedFaceNetwork

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class JudgedNetwork:
    """A network and which one it is.

    Attributes:
        name: of a network that ships; of another that of its file, of a run its folder's.
        sha256: hexadecimal digest of its ONNX file.
        ships: whether it is a network of the package.
        session: executes it.
        known: of a face network the expressions it knows, in the order of `FaceEmotion`.
    """

    name: str
    sha256: str
    ships: bool
    session: InferenceSession
    known: tuple[FaceEmotion, ...] = tuple(FaceEmotion)

    def as_dict(self) -> dict[str, str]:
        """Which network it is, for reports."""
        return {"name": self.name, "sha256": self.sha256}


def open_network(
    name: str, example: Mapping[str, NDArray[Any]], output: str, n_values: int
) -> JudgedNetwork:
    """Open a network that ships by its name, or another by the path of its ONNX file.

    Args:
        name: such as `face-emotion`, or a path that ends in .onnx.
        example: inputs that it must take.
        output: the name of an output that it must give.
        n_values: how many values that output must hold for each input.

    Raises:
        ModelError: there is no such network, it was changed, or it is not of the form asked for.
    """
    path = Path(name)
    ships = path.suffix.lower() != ".onnx"
    if ships:
        session, sha256 = open_session(name), find_model(name).sha256
    else:
        session, sha256 = OnnxSession(path), hash_network(path)
    try:
        answer = session.run(example).get(output)
    except ModelError:
        raise
    except Exception as error:  # ONNX Runtime raises unrelated classes of its own
        detail = " ".join(str(error).split())[:120]
        raise ModelError(f"{name}: does not take what this evaluation gives ({detail})") from error
    expected = (len(next(iter(example.values()))), n_values)
    if answer is None or answer.shape != expected:
        raise ModelError(
            f"{name}: gives no {output!r} of {n_values} values for each picture; it is another "
            "network (of a model you trained, give the folder of its run)"
        )
    return JudgedNetwork(name if ships else printable(path.name), sha256, ships, session)


def open_face_network(name: str = "face-emotion") -> JudgedNetwork:
    """Open a network that reads faces uint8 [n, 48, 48] as `probs` [n, 7].

    Args:
        name: as of `open_network`, or the folder of a finished run.

    Raises:
        InputError: the folder holds no finished run, or one that does not read faces.
        ModelError: as `open_network`, or the run's network was changed.
    """
    if not is_run(name):
        faces = np.zeros((1, SIDE_PX, SIDE_PX), np.uint8)
        return open_network(name, {"faces": faces}, "probs", len(FaceEmotion))
    run = Path(name)
    spec, session = open_trained_model(run, reads=("face",))
    return JudgedNetwork(
        name=printable(run.resolve().name),
        sha256=spec.sha256,
        ships=False,
        session=TrainedFaceNetwork(session, spec.labels),
        known=tuple(emotion for emotion in FaceEmotion if emotion in spec.labels),
    )


def open_scene_network(name: str = "scene-emotion") -> JudgedNetwork:
    """Open a network that reads pictures uint8 [n, 260, 260, 3] as `affect` [n, 2].

    Raises:
        InputError: it is the folder of a run, whose model says no valence and arousal.
        ModelError: as `open_network`.
    """
    if is_run(name):
        spec = read_spec(Path(name))
        words = ", ".join(spec.labels)
        raise InputError(
            name,
            f"its model ({spec.recipe}) reads {name_subject(spec)} and answers {words}; norms rate "
            "valence and arousal, which it has not learned",
        )
    pictures = np.zeros((1, SCENE_SIDE, SCENE_SIDE, 3), np.uint8)
    return open_network(name, {"pictures": pictures}, "affect", len(("valence", "arousal")))


def is_run(name: str) -> bool:
    """Whether a network is named by the folder of a run; a network that ships goes before one."""
    path = Path(name)
    if path.suffix.lower() == ".onnx" and not path.is_dir():
        return False
    is_path = path.is_dir() or path.name != name
    return is_path and name not in {spec.name for spec in list_models()}
