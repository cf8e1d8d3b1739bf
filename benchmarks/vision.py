"""Affetto's eyes beside those of others: accuracy, calibration, time, memory, size.

    python benchmarks/vision.py FER2013 --peers peers/bin/python [--node node/node_modules]

FER2013 is the pack or fer2013.csv; `vision_peers.py` says how its Python is set up, and
`vision_peers.cjs` how the folder for Node is. Time and size are compared with the `fer` package's.
Everything runs on one thread. Peers and Affetto take turns within the same run, so that what else
the machine does hits both; the ratios are what to read.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import tempfile
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, distribution, requires, version
from pathlib import Path
from typing import Any

import numpy as np
import skimage.data
from numpy.typing import NDArray
from packaging.requirements import Requirement
from PIL import Image

from affetto.affect import FaceEmotion
from affetto.inference.registry import open_session
from affetto.training.datasets.fer2013 import load_fer2013
from affetto.training.metrics import ClassificationReport, classification_report
from affetto.vision.face_detection import FaceDetector
from affetto.vision.face_emotion import FaceEmotionClassifier
from timing import milliseconds

FRAME_SIZE = (640, 480)
BATCH = 64


class Peers:
    """The process that runs the peers."""

    def __init__(self, python: str, folder: Path) -> None:
        self.folder = folder
        self._process = subprocess.Popen(
            [python, str(Path(__file__).with_name("vision_peers.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, **request: Any) -> dict[str, Any]:
        """The answer to one request."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit("the peers' process ended; its messages stand above")
        reply: dict[str, Any] = json.loads(line)
        return reply

    def classify(self, network: str, faces: str) -> NDArray[np.floating[Any]]:
        """Probabilities [n, 7] of the faces in a .npy file."""
        target = str(self.folder / f"{network}.npy")
        self.ask(do="classify", network=network, faces=faces, to=target)
        probs: NDArray[np.floating[Any]] = np.load(target)
        return probs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("fer2013", type=Path)
    parser.add_argument("--peers", required=True, help="Python that has the peers")
    parser.add_argument("--node", type=Path, help="node_modules that has the peers for Node")
    parser.add_argument("--split", default="public")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--calls", type=int, default=20, help="timed calls of each, each round")
    options = parser.parse_args()
    print(
        f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, "
        f"onnxruntime {version('onnxruntime')}, one thread\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        peers = Peers(options.peers, Path(folder))
        compare_accuracy(peers, options)
        compare_speed(peers, options)
        compare_size(peers)


def compare_accuracy(peers: Peers, options: argparse.Namespace) -> None:
    faces = load_fer2013(options.fer2013).split(options.split)
    path = str(peers.folder / "faces.npy")
    np.save(path, faces.images)
    classifier = FaceEmotionClassifier(open_session("face-emotion", threads=1))
    batches = np.array_split(faces.images, len(faces) // BATCH)
    answers = {
        "Affetto": np.concatenate([classifier.predict(batch) for batch in batches]),
        "fer, Keras": peers.classify("keras", path),
        "fer, TFLite (its default)": peers.classify("tflite", path),
        "PyEmotion": peers.classify("pyemotion", path),
    }
    if options.node:
        answers["face-api"] = classify_in_node("face-api", path, options.node)
        answers["Human"] = classify_in_node("human", path, options.node)
    print(f"| FER2013 {options.split} | n | accuracy | 95% interval | macro F1 | ECE |")
    print("|---|---|---|---|---|---|")
    for name, probs in answers.items():
        report = classification_report(probs, faces.labels, list(FaceEmotion))
        print(accuracy_row(name, report))
    print()


def classify_in_node(peer: str, faces: str, modules: Path) -> NDArray[np.float32]:
    """Probabilities [n, 7] of the faces in a .npy file, as a peer for Node gives them."""
    script = Path(__file__).with_name("vision_peers.cjs")
    target = Path(faces).with_suffix(f".{peer}")
    subprocess.run(
        ["node", str(script), peer, faces, str(target)],
        check=True,
        env={**os.environ, "NODE_PATH": str(modules.resolve())},
    )
    return np.fromfile(target, np.float32).reshape(-1, len(FaceEmotion))


def accuracy_row(name: str, report: ClassificationReport) -> str:
    low, high = report.accuracy_interval
    return (
        f"| {name} | {report.n} | {report.accuracy:.1%} | {low:.1%} to {high:.1%} "
        f"| {report.macro_f1:.3f} | {report.ece:.3f} |"
    )


def compare_speed(peers: Peers, options: argparse.Namespace) -> None:
    faces, frame = str(peers.folder / "faces.npy"), str(peers.folder / "frame.npy")
    picture = frame_with_one_face()
    np.save(frame, picture)
    crop = np.load(faces)[:1]
    classifier = FaceEmotionClassifier(open_session("face-emotion", threads=1))
    network = open_session("centerface", threads=1)
    detector, doubting = FaceDetector(network), FaceDetector(network, doubtful_score=None)

    def read_frame(detector: FaceDetector) -> int:
        return len(classifier.read(picture, detector.detect(picture)))

    if read_frame(detector) != 1:
        raise SystemExit("Affetto does not find the one face of the frame")
    for name in ("haar", "mtcnn"):
        found = peers.ask(do="time_frame", detector=name, frame=frame, calls=1)["faces"]
        print(f"fer with {name} finds {found} faces in the frame with one")

    def peer_face(network: str) -> float:
        return float(
            peers.ask(do="time_face", network=network, faces=faces, calls=options.calls)["ms"]
        )

    def peer_frame(name: str) -> float:
        return float(
            peers.ask(do="time_frame", detector=name, frame=frame, calls=options.calls)["ms"]
        )

    timed: dict[str, Callable[[], float]] = {
        "one face, Affetto": lambda: milliseconds(lambda: classifier.predict(crop), options.calls),
        "one face, fer (Keras)": lambda: peer_face("keras"),
        "one face, fer (TFLite)": lambda: peer_face("tflite"),
        "640x480 frame, Affetto": lambda: milliseconds(lambda: read_frame(detector), options.calls),
        "640x480 frame, Affetto, did its first look leave doubts": lambda: milliseconds(
            lambda: read_frame(doubting), options.calls
        ),
        "640x480 frame, fer with Haar": lambda: peer_frame("haar"),
        "640x480 frame, fer with MTCNN": lambda: peer_frame("mtcnn"),
    }
    rounds = [{name: time_it() for name, time_it in timed.items()} for _ in range(options.rounds)]
    print("\n| | median ms | times Affetto's (median of the rounds' ratios, lowest to highest) |")
    print("|---|---|---|")
    for name in timed:
        own = f"{name.partition(',')[0]}, Affetto"
        ratios = sorted(one[name] / one[own] for one in rounds)
        ms = np.median([one[name] for one in rounds])
        print(
            f"| {name} | {ms:.2f} | {np.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f}) |"
        )
    print()


def frame_with_one_face() -> NDArray[np.uint8]:
    """A 640x480 frame: the portrait of skimage, its face about 90 px wide, on grey."""
    portrait = Image.fromarray(skimage.data.astronaut()).resize((480, 480))
    frame = Image.new("RGB", FRAME_SIZE, (96, 96, 96))
    frame.paste(portrait, (80, 0))
    return np.asarray(frame)


def compare_size(peers: Peers) -> None:
    peer = peers.ask(do="size")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print("| | peak memory after all this, MB | installed with all it needs, MB |")
    print("|---|---|---|")
    print(f"| Affetto, the whole of it | {memory:.0f} | {install_megabytes('affetto'):.0f} |")
    print(f"| fer | {peer['memory_mb']:.0f} | {peer['install_mb']:.0f} |")


def install_megabytes(package: str) -> float:
    """Size of a package and of all that it needs, without extras."""
    waiting, seen, total = [package], set(), 0
    while waiting:
        name = waiting.pop().lower().replace("_", "-")
        if name in seen:
            continue
        seen.add(name)
        try:
            files = distribution(name).files or ()
        except PackageNotFoundError:  # for another platform
            continue
        paths = [Path(str(distribution(name).locate_file(file))) for file in files]
        total += sum(path.stat().st_size for path in paths if path.is_file())
        for line in requires(name) or ():
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                waiting.append(requirement.name)
    return total / 1e6


if __name__ == "__main__":
    main()
