"""The network that is judged: one that ships, or an ONNX file of the same form."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from affetto.errors import ModelError
from affetto.inference.registry import find_model, open_session
from affetto.inference.session import InferenceSession, OnnxSession
from affetto.text import printable

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class JudgedNetwork:
    """A network and which one it is.

    Attributes:
        name: of a network that ships; of another the file's name.
        sha256: hexadecimal digest of its ONNX file.
        ships: whether it is a network of the package.
        session: executes it.
    """

    name: str
    sha256: str
    ships: bool
    session: InferenceSession

    def as_dict(self) -> dict[str, str]:
        """Which network it is, for reports."""
        return {"name": self.name, "sha256": self.sha256}


def open_network(name: str, example: Mapping[str, NDArray[Any]], output: str) -> JudgedNetwork:
    """Open a network that ships by its name, or another by the path of its ONNX file.

    Args:
        name: such as `face-emotion`, or a path that ends in .onnx.
        example: inputs that it must take.
        output: the name of an output that it must give.

    Raises:
        ModelError: there is no such network, it was changed, or it is not of the form asked for.
    """
    path = Path(name)
    ships = path.suffix.lower() != ".onnx"
    if ships:
        session, sha256 = open_session(name), find_model(name).sha256
    else:
        session, sha256 = OnnxSession(path), _hash_file(path)
    try:
        answer = session.run(example).get(output)
    except ModelError:
        raise
    except Exception as error:  # ONNX Runtime raises unrelated classes of its own
        detail = " ".join(str(error).split())[:120]
        raise ModelError(f"{name}: does not take what this evaluation gives ({detail})") from error
    if answer is None or len(answer) != len(next(iter(example.values()))):
        raise ModelError(f"{name}: gives no {output!r} for each picture; it is another network")
    return JudgedNetwork(name if ships else printable(path.name), sha256, ships, session)


def open_face_network(name: str = "face-emotion") -> JudgedNetwork:
    """Open a network that reads faces uint8 [n, 48, 48] as `probs` [n, 7].

    Raises:
        ModelError: as `open_network`.
    """
    return open_network(name, {"faces": np.zeros((1, 48, 48), np.uint8)}, "probs")


def open_scene_network(name: str = "scene-emotion") -> JudgedNetwork:
    """Open a network that reads pictures uint8 [n, 260, 260, 3] as `affect` [n, 2].

    Raises:
        ModelError: as `open_network`.
    """
    from affetto.vision.scene_emotion import SCENE_SIDE

    picture = np.zeros((1, SCENE_SIDE, SCENE_SIDE, 3), np.uint8)
    return open_network(name, {"pictures": picture}, "affect")


def _hash_file(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ModelError(f"{path}: cannot be read ({error.strerror})") from error
