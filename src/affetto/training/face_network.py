"""The face network that ships: a backbone under two heads, with its own pre-processing.

It takes FER2013's own format, a grey face of 48x48 pixels, so that training and serving cannot
drift apart.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from affetto.affect import FaceEmotion
from affetto.training.datasets.fer2013 import FERPLUS_LABELS, FaceSet
from affetto.training.face_backbones import BACKBONES
from affetto.training.face_config import FaceConfig

LABELS = [str(emotion) for emotion in FaceEmotion]


class FaceLogits(NamedTuple):
    """Answers to n faces: by the labels of FER2013 [n, 7], and of FER+ [n, 8]."""

    labels: Tensor
    ferplus: Tensor


class Temperatures(NamedTuple):
    """What the logits of each head are divided by (Guo et al. 2017)."""

    labels: float
    ferplus: float


UNCALIBRATED = Temperatures(1, 1)


class FaceNet(nn.Module):
    """Grey faces uint8 [n, 48, 48] in, logits out."""

    def __init__(self, config: FaceConfig) -> None:
        super().__init__()
        self.resolution = config.resolution
        self.backbone = BACKBONES[config.backbone]()
        self.dropout = nn.Dropout(config.dropout)
        self.classifier = nn.Linear(self.backbone.out_channels, len(LABELS))
        self.ferplus_classifier = nn.Linear(self.backbone.out_channels, len(FERPLUS_LABELS))

    def forward(self, faces: Tensor) -> FaceLogits:
        return self.classify(enlarge(faces, self.resolution))

    def classify(self, enlarged: Tensor) -> FaceLogits:
        """Logits of faces float [n, 1, resolution, resolution] in [0, 1]."""
        features = self.dropout(self.backbone(enlarged))
        return FaceLogits(self.classifier(features), self.ferplus_classifier(features))


def enlarge(faces: Tensor, resolution: int) -> Tensor:
    """Faces uint8 [n, 48, 48] as float [n, 1, resolution, resolution] in [0, 1]."""
    return functional.interpolate(
        faces.float().unsqueeze(1) / 255,
        size=(resolution, resolution),
        mode="bilinear",
        align_corners=False,
    )


class CalibratedFaceNet(nn.Module):
    """The network as served: calibrated probabilities by the labels [n, 7] and of FER+ [n, 8].

    The logits of a face and of its mirror image are averaged, and divided by the temperatures
    found on validation.
    """

    def __init__(self, net: FaceNet, temperatures: Temperatures) -> None:
        super().__init__()
        self.net = net
        self.temperatures = temperatures

    def forward(self, faces: Tensor) -> tuple[Tensor, Tensor]:
        logits = mirrored_logits(self.net, faces)
        return (
            torch.softmax(logits.labels / self.temperatures.labels, dim=1),
            torch.softmax(logits.ferplus / self.temperatures.ferplus, dim=1),
        )


def mirrored_logits(net: FaceNet, faces: Tensor) -> FaceLogits:
    """Logits, each the mean over the face and its mirror image."""
    both = net(torch.cat([faces, faces.flip(-1)]))
    return FaceLogits(*(head.unflatten(0, (2, -1)).mean(dim=0) for head in both))


@torch.no_grad()
def predict_logits(net: FaceNet, faces: FaceSet, batch_size: int = 256) -> FaceLogits:
    """Mirrored logits of a whole set."""
    net.eval()
    batches = torch.from_numpy(faces.images).split(batch_size)
    answers = [mirrored_logits(net, batch) for batch in batches]
    return FaceLogits(*(torch.cat(head) for head in zip(*answers, strict=True)))
