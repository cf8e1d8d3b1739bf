"""Recipe: the face-emotion network that ships, EfficientNet-Lite0 on FER2013 with FER+ votes.

    affetto train face --data fer2013.npz --run runs/face

Reads top to bottom: data, augmentation, network, training loop, calibration, the one look at
PublicTest, export. The network takes FER2013's own format, a grey face of 48x48 pixels, and
holds its whole pre-processing, so that training and serving cannot drift apart.
"""

from __future__ import annotations

import copy
import json
import math
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from affetto.affect import FaceEmotion
from affetto.errors import InputError
from affetto.training.datasets.fer2013 import FaceSet, load_fer2013
from affetto.training.efficientnet_lite import (
    EfficientNetLite,
    ImageNetNormalization,
    load_pretrained,
)
from affetto.training.export import export_onnx
from affetto.training.metrics import ClassificationReport, classification_report

LABELS = [str(emotion) for emotion in FaceEmotion]


@dataclass(frozen=True)
class FaceConfig:
    """Everything that decides what the run gives."""

    variant: str = "lite0"
    resolution: int = 96  # the 48 px face is enlarged: ImageNet strides need the room
    epochs: int = 10
    batch_size: int = 64
    peak_lr: float = 8e-4
    weight_decay: float = 0.02
    votes_weight: float = 0.3  # share of the FER+ votes in the target; the rest is the label
    label_smoothing: float = 0.05
    dropout: float = 0.2
    ema_decay: float = 0.998
    rotation_deg: float = 15.0
    scale: tuple[float, float] = (0.85, 1.12)
    shift: float = 0.08
    contrast: tuple[float, float] = (0.6, 1.4)
    brightness: float = 0.2
    erase_share: float = 0.3
    validation_tenths: int = 1
    seed: int = 20261
    threads: int = 0  # 0: as many as PyTorch chooses


class FaceNet(nn.Module):
    """Grey faces uint8 [n, 48, 48] in, logits [n, 7] out."""

    def __init__(self, config: FaceConfig, backbone: EfficientNetLite | None = None) -> None:
        super().__init__()
        self.resolution = config.resolution
        self.backbone = backbone or EfficientNetLite(config.variant)
        self.dropout = nn.Dropout(config.dropout)
        self.classifier = nn.Linear(self.backbone.out_channels, len(LABELS))
        self.normalize = ImageNetNormalization()

    def forward(self, faces: Tensor) -> Tensor:
        enlarged = functional.interpolate(
            faces.float().unsqueeze(1) / 255,
            size=(self.resolution, self.resolution),
            mode="bilinear",
            align_corners=False,
        )
        return self.classify(enlarged)

    def classify(self, enlarged: Tensor) -> Tensor:
        """Logits of faces float [n, 1, resolution, resolution] in [0, 1]."""
        features = self.backbone(self.normalize(enlarged))
        return self.classifier(self.dropout(features.mean(dim=(2, 3))))


class CalibratedFaceNet(nn.Module):
    """The network as served: calibrated probabilities.

    The logits of a face and of its mirror image are averaged, and divided by the temperature
    found on validation.
    """

    def __init__(self, net: FaceNet, temperature: float) -> None:
        super().__init__()
        self.net = net
        self.temperature = temperature

    def forward(self, faces: Tensor) -> Tensor:
        return torch.softmax(mirrored_logits(self.net, faces) / self.temperature, dim=1)


@dataclass(frozen=True)
class FaceSplits:
    """Training and validation come from FER2013's Training, test is PublicTest."""

    train: FaceSet
    validation: FaceSet
    test: FaceSet
    left_out: int  # of Training, because PublicTest repeats them


def split_faces(faces: FaceSet, validation_tenths: int) -> FaceSplits:
    """Split by picture content, so that no copy of a picture stands on both sides.

    FER2013 repeats about 1,500 pictures, 340 of them across Training and PublicTest; those
    are left out of training.
    """
    digests = faces.digests()
    held_out = digests % np.uint64(10) < validation_tenths
    training = faces.usage == 0
    test = faces.usage == 1
    clean = training & ~np.isin(digests, digests[test])
    return FaceSplits(
        train=faces.select(clean & ~held_out),
        validation=faces.select(clean & held_out),
        test=faces.select(test),
        left_out=int((training & ~clean).sum()),
    )


def soft_targets(faces: FaceSet, config: FaceConfig) -> Tensor:
    """Target distributions [n, 7]: the label, softened by the votes of FER+'s taggers."""
    one_hot = np.eye(len(LABELS), dtype=np.float32)[faces.labels]
    known = faces.votes.sum(axis=1, keepdims=True) > 0
    blended = (1 - config.votes_weight) * one_hot + config.votes_weight * faces.votes
    target = np.where(known, blended, one_hot)
    smoothing = config.label_smoothing
    return torch.from_numpy((1 - smoothing) * target + smoothing / len(LABELS))


def augment(faces: Tensor, config: FaceConfig, generator: torch.Generator) -> Tensor:
    """Random views float [n, 1, resolution, resolution] of grey faces uint8 [n, 48, 48]."""
    n = len(faces)

    def uniform(low: float, high: float, *shape: int) -> Tensor:
        return low + (high - low) * torch.rand(n, *shape, generator=generator)

    angle = uniform(-config.rotation_deg, config.rotation_deg) * math.pi / 180
    zoom = 1 / uniform(*config.scale)
    mirror = torch.where(uniform(0, 1) < 0.5, -1.0, 1.0)
    matrix = torch.zeros(n, 2, 3)
    matrix[:, 0, 0] = zoom * angle.cos() * mirror
    matrix[:, 0, 1] = -zoom * angle.sin()
    matrix[:, 1, 0] = zoom * angle.sin() * mirror
    matrix[:, 1, 1] = zoom * angle.cos()
    matrix[:, :, 2] = uniform(-2 * config.shift, 2 * config.shift, 2)
    grid = functional.affine_grid(
        matrix, [n, 1, config.resolution, config.resolution], align_corners=False
    )
    views = functional.grid_sample(
        faces.float().unsqueeze(1) / 255, grid, padding_mode="border", align_corners=False
    )
    centre = views.mean(dim=(2, 3), keepdim=True)
    contrast = uniform(*config.contrast).view(n, 1, 1, 1)
    brightness = uniform(-config.brightness, config.brightness).view(n, 1, 1, 1)
    views = ((views - centre) * contrast + centre + brightness).clamp_(0, 1)
    return _erase(views, config.erase_share, generator)


def _erase(views: Tensor, share: float, generator: torch.Generator) -> Tensor:
    """Paint a random grey rectangle over `share` of the views (Zhong et al. 2020)."""
    side = views.shape[-1]
    for index in torch.nonzero(torch.rand(len(views), generator=generator) < share).flatten():
        height, width = (torch.rand(2, generator=generator) * 0.3 + 0.1).mul(side).int().tolist()
        top = int(torch.randint(side - height, (1,), generator=generator))
        left = int(torch.randint(side - width, (1,), generator=generator))
        grey = torch.rand((), generator=generator)
        views[index, 0, top : top + height, left : left + width] = grey
    return views


class Ema:
    """Exponential moving average of a network's weights and buffers, warmed up."""

    def __init__(self, net: FaceNet, decay: float) -> None:
        self.net = copy.deepcopy(net).eval()
        self.decay = decay
        self.updates = 0

    @torch.no_grad()
    def update(self, net: FaceNet) -> None:
        """Move the average a step towards `net`."""
        self.updates += 1
        decay = min(self.decay, (1 + self.updates) / (10 + self.updates))
        for mean, value in zip(
            self.net.state_dict().values(), net.state_dict().values(), strict=True
        ):
            if mean.dtype.is_floating_point:
                mean.lerp_(value, 1 - decay)
            else:
                mean.copy_(value)


def mirrored_logits(net: FaceNet, faces: Tensor) -> Tensor:
    """Logits [n, 7], each the mean over the face and its mirror image."""
    both = net(torch.cat([faces, faces.flip(-1)]))
    return both.view(2, -1, len(LABELS)).mean(dim=0)


@torch.no_grad()
def predict_logits(net: FaceNet, faces: FaceSet, batch_size: int = 256) -> Tensor:
    """Mirrored logits [n, 7] of a whole set."""
    net.eval()
    images = torch.from_numpy(faces.images)
    return torch.cat([mirrored_logits(net, batch) for batch in images.split(batch_size)])


def fit_temperature(logits: Tensor, labels: NDArray[np.int64]) -> float:
    """The temperature that minimizes the negative log-likelihood (Guo et al. 2017)."""
    target = torch.from_numpy(labels)
    candidates = np.geomspace(0.25, 4, 400)
    losses = [float(functional.cross_entropy(logits / t, target)) for t in candidates]
    return float(candidates[int(np.argmin(losses))])


def train(
    data: Path, run: Path, config: FaceConfig, report: Callable[[str], None] = print
) -> dict[str, Any]:
    """Train, calibrate, evaluate and write `run`: checkpoint, metrics.json, face.onnx.

    A run that was stopped goes on from its last finished epoch.
    """
    if config.threads:
        torch.set_num_threads(config.threads)
    torch.manual_seed(config.seed)
    run.mkdir(parents=True, exist_ok=True)
    splits = split_faces(load_fer2013(data), config.validation_tenths)
    report(
        f"{len(splits.train)} training, {len(splits.validation)} validation, "
        f"{len(splits.test)} test faces"
    )

    net = FaceNet(config, load_pretrained(config.variant))
    net = net.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    ema = Ema(net, config.ema_decay)
    steps = len(splits.train) // config.batch_size
    optimizer = torch.optim.AdamW(net.parameters(), weight_decay=config.weight_decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, config.peak_lr, total_steps=config.epochs * steps, pct_start=0.2
    )
    checkpoint = run / "checkpoint.pt"
    history: list[dict[str, float]] = []
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        if state["config"] != asdict(config):
            raise InputError(
                run, "holds a run with other settings; give another folder, or the same settings"
            )
        net.load_state_dict(state["net"])
        ema.net.load_state_dict(state["ema"])
        ema.updates = state["ema_updates"]
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        history = state["history"]
        report(f"resumed after epoch {len(history)}")

    images = torch.from_numpy(splits.train.images)
    targets = soft_targets(splits.train, config)
    for epoch in range(len(history), config.epochs):
        started = time.monotonic()
        # Seeded anew each epoch, so that a resumed run repeats an uninterrupted one.
        torch.manual_seed(config.seed + epoch)
        generator = torch.Generator().manual_seed(config.seed + epoch)
        order = torch.randperm(len(images), generator=generator)
        net.train()
        total = 0.0
        for step, rows in enumerate(order.split(config.batch_size)[:steps]):
            loss = functional.cross_entropy(
                net.classify(augment(images[rows], config, generator)), targets[rows]
            )
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            schedule.step()
            ema.update(net)
            total += loss.item()
            if step % 100 == 99:
                report(f"  epoch {epoch + 1} step {step + 1}/{steps} loss {total / (step + 1):.4f}")
        validation = evaluate(predict_logits(ema.net, splits.validation), splits.validation)
        history.append(
            {
                "epoch": epoch + 1,
                "train_loss": total / steps,
                "validation_accuracy": validation.accuracy,
                "seconds": time.monotonic() - started,
            }
        )
        _save_atomically(
            {
                "config": asdict(config),
                "net": net.state_dict(),
                "ema": ema.net.state_dict(),
                "ema_updates": ema.updates,
                "optimizer": optimizer.state_dict(),
                "schedule": schedule.state_dict(),
                "history": history,
            },
            checkpoint,
        )
        report(json.dumps(history[-1]))

    logits = predict_logits(ema.net, splits.validation)
    temperature = fit_temperature(logits, splits.validation.labels)
    metrics: dict[str, Any] = {
        "recipe": "face",
        "parameters": sum(parameter.numel() for parameter in ema.net.parameters()),
        "config": asdict(config),
        "temperature": temperature,
        "history": history,
        "n_train": len(splits.train),
        "n_left_out": splits.left_out,
        "validation": evaluate(logits / temperature, splits.validation).as_dict(),
        "public_test": evaluate(
            predict_logits(ema.net, splits.test) / temperature, splits.test
        ).as_dict(),
    }
    (run / "metrics.json").write_text(json.dumps(metrics, indent=1) + "\n")
    example = torch.from_numpy(splits.validation.images[:8])
    served = CalibratedFaceNet(ema.net, temperature)
    export_onnx(served, example, run / "face.onnx", "faces", ["probs"])
    return metrics


def evaluate(logits: Tensor, faces: FaceSet) -> ClassificationReport:
    """Judge logits [n, 7] by the original labels."""
    return classification_report(torch.softmax(logits, dim=1).numpy(), faces.labels, LABELS)


def _save_atomically(state: dict[str, Any], path: Path) -> None:
    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    partial.replace(path)
