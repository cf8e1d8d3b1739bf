"""Finished runs of tiny networks, each really trained, exported and described."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import skimage.data
import torch
from numpy.typing import NDArray
from sklearn.datasets import load_sample_images
from torch import Tensor, nn

from affetto.inference.trained_model import (
    INPUT_NAMES,
    MODEL_FILE,
    OUTPUT_NAME,
    TrainedModelSpec,
    write_spec,
)
from affetto.mood_rules import MOODS, label_by_rules
from affetto.training.datasets.landscapes import stretch_landscape
from affetto.training.export import export_onnx
from affetto.vision.face_crops import crop_face
from affetto.vision.face_detection import FaceDetector

FIVE_EMOTIONS = ("angry", "fear", "happy", "sad", "neutral")  # as S0's
MOODS_OF_LANDSCAPES = ("joy", "sadness", "liveliness", "melancholy")
# In another order than the rules name them, as a user's table may be.
COLUMNS = ("tempo", "energy", "valence", "loudness", "mode", "danceability")


class PictureNetwork(nn.Module):
    """A dense network on pictures shrunk to 8 x 8."""

    def __init__(self, channels: int, classes: int) -> None:
        super().__init__()
        self.pool = nn.AdaptiveAvgPool2d(8)
        self.layers = nn.Sequential(
            nn.Flatten(), nn.Linear(channels * 64, 32), nn.ReLU(), nn.Linear(32, classes)
        )

    def forward(self, pictures: Tensor) -> Tensor:
        greys = pictures.float() / 255
        planes = greys[:, None] if greys.ndim == 3 else greys.permute(0, 3, 1, 2)
        return torch.softmax(self.layers(self.pool(planes) - 0.5), dim=1)


class FeatureNetwork(nn.Module):
    """A dense network on features, which it standardizes itself."""

    def __init__(self, features: Tensor, classes: int) -> None:
        super().__init__()
        self.register_buffer("mean", features.mean(dim=0))
        self.register_buffer("spread", features.std(dim=0))
        self.layers = nn.Sequential(
            nn.Linear(features.shape[1], 64), nn.ReLU(), nn.Linear(64, classes)
        )

    def forward(self, features: Tensor) -> Tensor:
        return torch.softmax(self.layers((features - self.mean) / self.spread), dim=1)


def fit(net: nn.Module, inputs: Tensor, labels: Tensor, steps: int) -> None:
    """Teach `net` labelled inputs, all at once in each step."""
    optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
    for _ in range(steps):
        optimizer.zero_grad()
        nn.functional.nll_loss(torch.log(net(inputs) + 1e-9), labels).backward()
        optimizer.step()


def finish_run(
    run: Path,
    net: nn.Module,
    example: Tensor,
    subject: str,
    labels: tuple[str, ...],
    columns: tuple[str, ...] = (),
) -> Path:
    """Leave behind what the end of a training leaves for serving."""
    run.mkdir(parents=True)
    file = run / MODEL_FILE
    export_onnx(net, example, file, INPUT_NAMES[subject], [OUTPUT_NAME])
    write_spec(
        run,
        TrainedModelSpec(
            recipe=f"tiny-{subject}",
            subject=subject,
            labels=labels,
            columns=columns,
            sha256=hashlib.sha256(file.read_bytes()).hexdigest(),
            sources=("drawn for a test",),
            command=f"affetto train tiny-{subject}",
        ),
    )
    return run


def train_face_run(run: Path, detector: FaceDetector, labels: tuple[str, ...], smile: str) -> Path:
    """A network that was taught to call the astronaut's smile `smile`, and noise the others."""
    torch.manual_seed(1)
    rgb = skimage.data.astronaut()
    crop = crop_face(rgb, detector.detect(rgb)[0]).astype(np.float32)
    rng = np.random.default_rng(1)
    place = labels.index(smile)
    classes = np.arange(8 * len(labels)) % len(labels)
    # Each of the other classes is a grating of its own.
    gratings = 128 + 100 * np.sin(np.arange(48)[:, None] * np.arange(1, len(labels) + 1) / 4)
    faces = np.stack(
        [crop if each == place else np.tile(gratings[:, each], (48, 1)) for each in classes]
    )
    noisy = np.clip(faces + rng.normal(0, 8, faces.shape), 0, 255).astype(np.uint8)
    net = PictureNetwork(1, len(labels))
    fit(net, torch.from_numpy(noisy), torch.from_numpy(classes), steps=60)
    return finish_run(run, net, torch.from_numpy(noisy[:4]), "face", labels)


def real_landscapes() -> dict[str, NDArray[np.uint8]]:
    """A picture per mood, as the landscape run below was taught them."""
    palace, flower = load_sample_images().images
    pictures = (skimage.data.coffee(), skimage.data.rocket(), flower, palace)
    return dict(zip(MOODS_OF_LANDSCAPES, pictures, strict=True))


def train_landscape_run(run: Path) -> Path:
    """A network that was taught one real picture per mood, the palace being melancholy."""
    torch.manual_seed(2)
    squares = np.stack([stretch_landscape(rgb) for rgb in real_landscapes().values()])
    net = PictureNetwork(3, len(squares))
    fit(net, torch.from_numpy(squares), torch.arange(len(squares)), steps=60)
    return finish_run(run, net, torch.from_numpy(squares), "landscape", MOODS_OF_LANDSCAPES)


def draw_features(n: int, seed: int) -> NDArray[np.float32]:
    """Features [n, columns] of tracks that nobody wrote, spread as Spotify's are."""
    rng = np.random.default_rng(seed)
    drawn = {
        "tempo": rng.normal(125, 30, n),
        "energy": rng.beta(2, 1.5, n),
        "valence": rng.beta(1.5, 1.5, n),
        "loudness": rng.normal(-8, 4, n),
        "mode": rng.integers(0, 2, n),
        "danceability": rng.beta(3, 2, n),
    }
    return np.stack([drawn[column] for column in COLUMNS], axis=1).astype(np.float32)


def train_music_run(run: Path) -> Path:
    """A network that was taught the written rules on drawn tracks."""
    torch.manual_seed(3)
    features = draw_features(2000, seed=3)
    labels = label_by_rules(features, COLUMNS)
    net = FeatureNetwork(torch.from_numpy(features), len(MOODS))
    fit(net, torch.from_numpy(features), torch.from_numpy(labels), steps=150)
    example = torch.from_numpy(features[:4])
    return finish_run(run, net, example, "music", tuple(map(str, MOODS)), COLUMNS)
