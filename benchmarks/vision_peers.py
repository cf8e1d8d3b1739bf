r"""The peers of `vision.py`, run by a Python of their own: they pin what Affetto does not.

    python -m venv peers
    peers/bin/pip install 'setuptools<81' tensorflow-cpu 'opencv-contrib-python-headless<5' \
        'moviepy<2' ffmpeg-python pandas matplotlib requests tqdm torch==2.13.0 art termcolor
    peers/bin/pip install --no-deps fer facenet-pytorch torchvision PyEmotion

Reads one JSON request a line from standard input and answers with one a line. Faces and frames
travel as .npy files. The emotions stand in the order of FER2013's labels, the order of `fer` too.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

for _pool in ("OMP_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"):
    os.environ[_pool] = "1"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

# ruff: noqa: E402 -- the pools read their sizes when they are imported
import cv2
import numpy as np
import torch
from fer.fer import FER

from timing import milliseconds

cv2.setNumThreads(1)
torch.set_num_threads(1)


def non_maximum_suppression(
    boxes: torch.Tensor, scores: torch.Tensor, iou_threshold: float
) -> torch.Tensor:
    """Indices of the boxes that no better one covers.

    Stands in for torchvision's operator, whose wheels ask for a GPU's libraries.
    """
    order = scores.argsort(descending=True)
    areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    kept = []
    while len(order):
        best, order = order[0], order[1:]
        kept.append(best)
        low = torch.maximum(boxes[order, :2], boxes[best, :2])
        high = torch.minimum(boxes[order, 2:], boxes[best, 2:])
        overlap = (high - low).clamp(min=0).prod(dim=1)
        order = order[overlap / (areas[order] + areas[best] - overlap) <= iou_threshold]
    return torch.stack(kept) if kept else torch.empty(0, dtype=torch.int64)


_library = torch.library.Library("torchvision", "DEF")
for _name in ("nms", "qnms"):
    _library.define(f"{_name}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
_library.impl("nms", non_maximum_suppression, "CPU")
import torchvision

torchvision.extension._has_ops = lambda: True  # noqa: SLF001 -- the one that is asked for is there

NETWORKS = {"keras": {"use_tflite": False}, "tflite": {"use_tflite": True}}
DETECTORS = {"haar": {"mtcnn": False}, "mtcnn": {"mtcnn": True}}
_NOT_NEEDED_BY_FER = ("PyEmotion", "art", "termcolor")
_loaded: dict[str, FER] = {}


def peer(name: str) -> FER:
    if name not in _loaded:
        _loaded[name] = FER(**(NETWORKS | DETECTORS)[name])
    return _loaded[name]


def prepare(faces: np.ndarray) -> np.ndarray:
    """Faces uint8 [n, 48, 48] as `detect_emotions` gives them to its network: 64 px, [-1, 1]."""
    enlarged = np.stack([cv2.resize(face, (64, 64)) for face in faces]).astype(np.float32)
    return enlarged / 127.5 - 1


def classify(network: str, faces: np.ndarray) -> np.ndarray:
    """Probabilities [n, 7]."""
    if network == "pyemotion":
        return classify_by_pyemotion(faces)
    read = peer(network)._classify_emotions  # noqa: SLF001 -- its one way past the detector
    batches = np.array_split(prepare(faces), max(1, len(faces) // 64))
    return np.concatenate([np.asarray(read(b)) for b in batches])


@torch.no_grad()
def classify_by_pyemotion(faces: np.ndarray) -> np.ndarray:
    """Probabilities [n, 7]; its network gives a degree for each emotion, here brought to sum 1."""
    from PyEmotion.main import DetectFace

    network = DetectFace(device="cpu").network
    pixels = torch.from_numpy(faces).float()[:, None] / 127.5 - 1
    degrees = torch.cat([network(batch) for batch in pixels.split(64)])
    return (degrees / degrees.sum(dim=1, keepdim=True)).numpy()


def install_megabytes() -> float:
    """Size of `fer` and what it needs; a file that two packages list counts once."""
    files = {
        Path(str(distribution.locate_file(file)))
        for distribution in distributions()
        if distribution.metadata["Name"] not in _NOT_NEEDED_BY_FER
        for file in distribution.files or ()
    }
    return sum(path.stat().st_size for path in files if path.is_file()) / 1e6


def answer(request: dict[str, Any]) -> dict[str, Any]:
    if request["do"] == "classify":
        probs = classify(request["network"], np.load(request["faces"]))
        np.save(request["to"], probs)
        return {}
    if request["do"] == "time_face":
        face = np.load(request["faces"])[:1]
        network = request["network"]
        return {"ms": milliseconds(lambda: classify(network, face), request["calls"])}
    if request["do"] == "time_frame":
        frame = np.load(request["frame"])[:, :, ::-1].copy()  # OpenCV's order of colours
        detector = peer(request["detector"])
        found = len(detector.detect_emotions(frame))
        ms = milliseconds(lambda: detector.detect_emotions(frame), request["calls"])
        return {"ms": ms, "faces": found}
    if request["do"] == "size":
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return {"memory_mb": memory, "install_mb": install_megabytes()}
    raise ValueError(request["do"])


if __name__ == "__main__":
    replies, sys.stdout = sys.stdout, sys.stderr  # peers print what they like
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), file=replies, flush=True)
