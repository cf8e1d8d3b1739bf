"""Recipe: the scene network that ships, two EfficientNet-Lites with a kernel machine on OASIS.

    affetto train scene --data oasis --run runs/scene

The backbones keep their ImageNet weights; 720 pictures are too few to move them. Features of
four depths of each are pooled over the picture and its mirror image and compared by a radial
basis function; the mean of both comparisons is the kernel of everything that is learned: a
support vector regression for valence and for arousal, and a ridge regression for each context
tag, made a probability by logistic calibration. A written rule (`training.landscape`) leads from
there to the four landscape moods. All of it, pre-processing included, leaves as one ONNX graph,
with the weights stored in half precision.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import GroupKFold, KFold
from sklearn.svm import SVR
from torch import Tensor, nn

from affetto.affect import SceneEmotion
from affetto.scene_context import NAMED_FROM, ContextTag
from affetto.training.datasets.oasis import RatedPictures, load_oasis
from affetto.training.datasets.oasis_context import load_context
from affetto.training.efficientnet_lite import (
    EfficientNetLite,
    ImageNetNormalization,
    load_pretrained,
)
from affetto.training.export import export_onnx
from affetto.training.landscape import (
    ELEMENT_WEIGHT,
    EXPECTED_MOODS,
    NAMED_ELEMENTS,
    RULE,
    RULE_SHARPNESS,
    RuleStatistics,
    is_held_back,
    measure_appearance,
)
from affetto.training.metrics import pearson_interval, pearson_r, rmse, wilson_interval
from affetto.vision.frames import load_picture
from affetto.vision.scene_emotion import resize_scene

LABELS = [str(emotion) for emotion in SceneEmotion]
TAGS = [str(tag) for tag in ContextTag]
AXES = ("valence", "arousal")

Floats = NDArray[np.float64]
Split = tuple[NDArray[np.intp], NDArray[np.intp]]


@dataclass(frozen=True)
class SceneConfig:
    """Everything that decides what the run gives."""

    variants: tuple[str, ...] = ("lite1", "lite2")
    # Depths whose pooled outputs are the features, counted from the head backwards.
    stages: tuple[int, ...] = (-1, -2, -3, -6)
    # Of the radial basis function, for the mean squared difference of standardized features.
    gamma: float = 0.5
    c: float = 3.0
    epsilon: float = 0.2 / 3  # in units of the [-1, 1] scale
    tag_ridge: float = 0.1
    folds: int = 5
    seed: int = 20261


class SceneFeatures(nn.Module):
    """Pooled features, [n, d] for each backbone, of pictures uint8 [n, side, side, 3]."""

    def __init__(
        self, config: SceneConfig, backbones: Sequence[EfficientNetLite] | None = None
    ) -> None:
        super().__init__()
        chosen = backbones or [EfficientNetLite(variant) for variant in config.variants]
        self.backbones = nn.ModuleList(chosen)
        self.stages = config.stages
        self.normalize = ImageNetNormalization()

    def forward(self, pictures: Tensor) -> list[Tensor]:
        rgb = self.normalize(pictures.permute(0, 3, 1, 2).float() / 255)
        mirrored = rgb.flip(-1)
        return [
            (self._pooled(backbone, rgb) + self._pooled(backbone, mirrored)) / 2
            for backbone in self.backbones
        ]

    def _pooled(self, backbone: nn.Module, rgb: Tensor) -> Tensor:
        outputs = backbone.forward_stages(rgb)  # type: ignore[operator]
        return torch.cat([outputs[stage].mean(dim=(2, 3)) for stage in self.stages], dim=1)


class MeanKernel(nn.Module):
    """Likeness [n, m] in [0, 1] of pictures to m known ones.

    The mean over the backbones of exp(-gamma d²), with d² the mean squared difference of
    standardized features.
    """

    def __init__(self, known: Sequence[NDArray[np.float32]], gamma: float) -> None:
        """Standardizes by, and compares with, the features [m, d] of each backbone."""
        super().__init__()
        self.gamma = gamma
        self.backbones = len(known)
        for index, features in enumerate(known):
            centre, scale = features.mean(axis=0), features.std(axis=0) + 1e-6
            self.register_buffer(f"centre{index}", torch.tensor(centre))
            self.register_buffer(f"scale{index}", torch.tensor(scale))
            vectors = torch.tensor((features - centre) / scale, dtype=torch.float16)
            self.register_buffer(f"vectors{index}", vectors)

    def forward(self, features: Sequence[Tensor]) -> Tensor:
        parts = [self._likeness(index, x) for index, x in enumerate(features)]
        return torch.stack(parts).mean(dim=0)

    def _likeness(self, index: int, features: Tensor) -> Tensor:
        x = (features - self.get_buffer(f"centre{index}")) / self.get_buffer(f"scale{index}")
        vectors = self.get_buffer(f"vectors{index}").float()
        squared = (
            (x * x).sum(1, keepdim=True)
            - 2 * x @ vectors.T
            + (vectors * vectors).sum(1, keepdim=True).T
        )
        return torch.exp(-self.gamma / x.shape[1] * squared)


class KernelMachine(nn.Module):
    """Valence, arousal and a raw score per context tag [n, 2 + tags], linear in a kernel."""

    duals: Tensor
    intercepts: Tensor

    def __init__(self, kernel: MeanKernel, duals: Floats, intercepts: Floats) -> None:
        super().__init__()
        self.kernel = kernel
        self.register_buffer("duals", torch.tensor(duals, dtype=torch.float32))
        self.register_buffer("intercepts", torch.tensor(intercepts, dtype=torch.float32))

    def forward(self, features: Sequence[Tensor]) -> Tensor:
        return self.kernel(features) @ self.duals + self.intercepts


class Scores(NamedTuple):
    """What cross-validation says of pictures that were not learned from."""

    affect: Floats  # [n, 2]
    tags: Floats  # [n, tags], probabilities


class SceneNet(nn.Module):
    """The network as served.

    Pictures uint8 [n, side, side, 3] in; out come `affect` [n, 2] (valence, arousal in [-1, 1]),
    `emotions` [n, 4] and `context` [n, tags], probabilities of which only the first sum to 1.
    The regression's error is known from cross-validation; the moods are the rule's answer
    averaged over it, so that a doubtful place gives a doubtful mood.
    """

    calibration: Tensor
    weights: Tensor
    centre: Tensor
    spread: Tensor
    elements: Tensor
    offsets: Tensor
    shares: Tensor

    def __init__(
        self,
        features: SceneFeatures,
        machine: KernelMachine,
        calibration: Floats,
        statistics: RuleStatistics,
    ) -> None:
        """Takes the slope and intercept [tags, 2] of each tag's logistic calibration."""
        super().__init__()
        self.features = features
        self.machine = machine
        self.register_buffer("calibration", torch.tensor(calibration, dtype=torch.float32))
        self.register_buffer("weights", torch.tensor([RULE[SceneEmotion(x)] for x in LABELS]))
        self.register_buffer("centre", torch.tensor(statistics.centre))
        self.register_buffer("spread", torch.tensor(statistics.spread))
        self.register_buffer("elements", torch.tensor(element_weights(), dtype=torch.float32))
        # Three-point Gauss-Hermite quadrature of a normal variable, on both axes.
        nodes = torch.tensor([-(3.0**0.5), 0.0, 3.0**0.5])
        shares = torch.tensor([1 / 6, 2 / 3, 1 / 6])
        error = torch.tensor(statistics.affect_error)
        self.register_buffer("offsets", torch.cartesian_prod(nodes, nodes) * error)
        self.register_buffer("shares", torch.cartesian_prod(shares, shares).prod(dim=1))

    def forward(self, pictures: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        raw = self.machine(self.features(pictures))
        affect = raw[:, :2].clamp(-1, 1)
        slopes, intercepts = self.calibration.T
        context = torch.sigmoid(raw[:, 2:] * slopes + intercepts)
        return affect, self._moods(affect, measure_appearance(pictures), context), context

    def _moods(self, affect: Tensor, appearance: Tensor, context: Tensor) -> Tensor:
        emotions: Tensor = torch.zeros(1)
        for offset, share in zip(self.offsets, self.shares, strict=True):
            scores = self.rule_scores(torch.cat([affect + offset, appearance], dim=1), context)
            emotions = emotions + share * torch.softmax(RULE_SHARPNESS * scores, dim=1)
        return emotions

    def rule_scores(self, measures: Tensor, context: Tensor) -> Tensor:
        """How much each mood [n, 4] has for it in the rule's measures [n, 5] and elements."""
        return ((measures - self.centre) / self.spread) @ self.weights.T + context @ self.elements


def element_weights() -> NDArray[np.float32]:
    """What each context tag gives to each landscape mood by the rule, [tags, 4]."""
    weights = np.zeros((len(TAGS), len(LABELS)), np.float32)
    for tag, directions in NAMED_ELEMENTS.items():
        weights[TAGS.index(tag)] = ELEMENT_WEIGHT * np.array(directions)
    return weights


def train(
    data: Path, run: Path, config: SceneConfig, report: Callable[[str], None] = print
) -> dict[str, Any]:
    """Fit, cross-validate and write `run`: metrics.json and scene.onnx.

    Raises:
        InputError: the data is not of its form, or too few pictures bear a context tag.
    """
    torch.manual_seed(config.seed)
    run.mkdir(parents=True, exist_ok=True)
    pictures = load_oasis(data)
    context = load_context(data, pictures.themes, TAGS, at_least=config.folds)
    extractor = SceneFeatures(config, [load_pretrained(v) for v in config.variants]).eval()
    features, appearance = extract(extractor, pictures, report)

    folds = KFold(config.folds, shuffle=True, random_state=config.seed)
    splits = list(folds.split(pictures.affect))
    raw = _cross_validate(config, features, pictures, context, splits)
    themes = list(GroupKFold(config.folds).split(pictures.affect, groups=pictures.groups))
    raw_themes = _cross_validate(config, features, pictures, context, themes)
    seen = Scores(raw[:, :2], _calibrate_across(raw[:, 2:], context, splits))
    unseen = Scores(raw_themes[:, :2], _calibrate_across(raw_themes[:, 2:], context, themes))

    measures = np.hstack([pictures.affect, appearance])
    statistics = RuleStatistics(
        centre=measures.mean(axis=0).tolist(),
        spread=measures.std(axis=0).tolist(),
        affect_error=[rmse(seen.affect[:, axis], pictures.affect[:, axis]) for axis in (0, 1)],
    )
    machine = fit(config, features, pictures.affect, context)
    net = SceneNet(extractor, machine, calibrate(raw[:, 2:], context), statistics).eval()
    is_scenery = pictures.categories == "Scenery"
    metrics = {
        "recipe": "scene",
        "config": asdict(config),
        "n": len(pictures),
        "cross_validation": agreement(seen.affect, pictures.affect),
        "cross_validation_scenery": agreement(seen.affect[is_scenery], pictures.affect[is_scenery]),
        "cross_validation_new_themes": agreement(unseen.affect, pictures.affect),
        "context": {
            tag: judge_tag(seen.tags[:, index], unseen.tags[:, index], context[:, index])
            for index, tag in enumerate(TAGS)
        },
        "rule": check_rule(net, seen, appearance, pictures),
        "rule_new_themes": check_rule(net, unseen, appearance, pictures),
        "statistics": asdict(statistics),
    }
    (run / "metrics.json").write_text(json.dumps(metrics, indent=1) + "\n")
    _, example = next(_batches(pictures.paths, 8))
    outputs = ["affect", "emotions", "context"]
    export_onnx(net, example, run / "scene.onnx", "pictures", outputs, halve=True)
    report(json.dumps({k: metrics[k] for k in metrics if k.startswith("cross")}, indent=1))
    return metrics


def extract(
    extractor: SceneFeatures,
    pictures: RatedPictures,
    report: Callable[[str], None] = print,
) -> tuple[list[NDArray[np.float32]], NDArray[np.float32]]:
    """Features, [n, d] for each backbone, and appearance [n, 3] of all pictures."""
    features: list[list[NDArray[np.float32]]] = []
    appearance = []
    with torch.no_grad():
        for done, batch in _batches(pictures.paths, 16):
            features.append([part.numpy() for part in extractor(batch)])
            appearance.append(measure_appearance(batch).numpy())
            report(f"  features of {done}/{len(pictures)} pictures")
    joined = [np.vstack(parts) for parts in zip(*features, strict=True)]
    return joined, np.vstack(appearance)


def _batches(paths: list[Path], size: int) -> Iterator[tuple[int, Tensor]]:
    for start in range(0, len(paths), size):
        chosen = paths[start : start + size]
        arrays = [resize_scene(load_picture(path).rgb) for path in chosen]
        yield start + len(chosen), torch.from_numpy(np.stack(arrays))


def fit(
    config: SceneConfig,
    features: Sequence[NDArray[np.float32]],
    affect: Floats,
    context: Floats,
) -> KernelMachine:
    """Learn from features [m, d] of each backbone, affect [m, 2] and context [m, tags].

    A row of `context` that is not a number is of a picture nobody labelled; it serves the affect
    alone.
    """
    kernel = MeanKernel(features, config.gamma)
    with torch.no_grad():
        gram = kernel([torch.from_numpy(x) for x in features]).double().numpy()
    duals = np.zeros((len(gram), len(AXES) + len(TAGS)))
    intercepts = np.zeros(len(AXES) + len(TAGS))
    for axis in range(len(AXES)):
        model = SVR(kernel="precomputed", C=config.c, epsilon=config.epsilon)
        model.fit(gram, affect[:, axis])
        duals[model.support_, axis] = model.dual_coef_[0]
        intercepts[axis] = model.intercept_[0]
    labelled = np.flatnonzero(_is_labelled(context))
    prevalence = context[labelled].mean(axis=0)
    ridge = gram[np.ix_(labelled, labelled)] + config.tag_ridge * np.eye(len(labelled))
    duals[labelled, len(AXES) :] = np.linalg.solve(ridge, context[labelled] - prevalence)
    intercepts[len(AXES) :] = prevalence
    return KernelMachine(kernel, duals, intercepts)


def _is_labelled(context: Floats) -> NDArray[np.bool_]:
    return np.isfinite(context.sum(axis=1))


def _cross_validate(
    config: SceneConfig,
    features: Sequence[NDArray[np.float32]],
    pictures: RatedPictures,
    context: Floats,
    splits: Sequence[Split],
) -> Floats:
    """Raw outputs [n, 2 + tags] for each picture, of a machine that has not seen it."""
    raw = np.zeros((len(pictures), len(AXES) + len(TAGS)))
    for known, asked in splits:
        machine = fit(config, [x[known] for x in features], pictures.affect[known], context[known])
        with torch.no_grad():
            raw[asked] = machine([torch.from_numpy(x[asked]) for x in features]).numpy()
    return raw


def calibrate(raw: Floats, context: Floats) -> Floats:
    """Slope and intercept [tags, 2] that make each raw score a probability (Platt 1999)."""
    known = _is_labelled(context)
    curves = []
    for scores, labels in zip(raw[known].T, context[known].T, strict=True):
        model = LogisticRegression(C=1e3).fit(scores[:, None], labels)
        curves.append([model.coef_[0, 0], model.intercept_[0]])
    return np.array(curves)


def _calibrate_across(raw: Floats, context: Floats, splits: Sequence[Split]) -> Floats:
    """Probabilities [n, tags], each by a calibration that has not seen its picture."""
    probs = np.zeros_like(raw)
    for known, asked in splits:
        slopes, intercepts = calibrate(raw[known], context[known]).T
        probs[asked] = 1 / (1 + np.exp(-(raw[asked] * slopes + intercepts)))
    return probs


def agreement(predicted: Floats, affect: Floats) -> dict[str, float | list[float]]:
    """Correlation with its 95% interval, and error, per axis; on the [-1, 1] scale."""
    figures: dict[str, float | list[float]] = {"n": len(affect)}
    for axis, name in enumerate(AXES):
        r = pearson_r(predicted[:, axis], affect[:, axis])
        figures[f"{name}_r"] = r
        figures[f"{name}_r_interval"] = list(pearson_interval(r, len(affect)))
        figures[f"{name}_rmse"] = rmse(predicted[:, axis], affect[:, axis])
    return figures


def judge_tag(seen: Floats, unseen: Floats, labels: Floats) -> dict[str, Any]:
    """How well one tag's probabilities [n] fit its labels [n]; `unseen` by folds of themes.

    A tag is named from a probability of `NAMED_FROM` on: precision and recall are of that.
    """
    known = ~np.isnan(labels)
    truth = labels[known] == 1
    return {
        "n": len(truth),
        "positives": int(truth.sum()),
        "auc": float(roc_auc_score(truth, seen[known])),
        "average_precision": float(average_precision_score(truth, seen[known])),
        "named": _judge_naming(seen[known] >= NAMED_FROM, truth),
        "named_new_themes": _judge_naming(unseen[known] >= NAMED_FROM, truth),
    }


def _judge_naming(named: NDArray[np.bool_], truth: NDArray[np.bool_]) -> dict[str, Any]:
    right, n = int(truth[named].sum()), int(named.sum())
    return {
        "n": n,
        "precision": right / n if n else None,
        "precision_interval": list(wilson_interval(right, n)) if n else None,
        "recall": right / int(truth.sum()),
    }


def check_rule(
    net: SceneNet,
    scores: Scores,
    appearance: NDArray[np.float32],
    pictures: RatedPictures,
) -> dict[str, Any]:
    """How often the rule, on cross-validated affect and context, says an expected mood."""
    measures = torch.tensor(np.hstack([scores.affect, appearance]), dtype=torch.float32)
    context = torch.tensor(scores.tags, dtype=torch.float32)
    moods = net.rule_scores(measures, context).argmax(dim=1).numpy()
    judged = [
        (group, LABELS[mood], LABELS[mood] in EXPECTED_MOODS[group])
        for group, category, mood in zip(pictures.groups, pictures.categories, moods, strict=True)
        if category == "Scenery" and group in EXPECTED_MOODS
    ]
    return {
        **_share_right([right for *_, right in judged]),
        "held_back": _share_right([right for group, _, right in judged if is_held_back(group)]),
        "disagreements": [f"{group}: {mood}" for group, mood, right in judged if not right],
    }


def _share_right(verdicts: list[bool]) -> dict[str, Any]:
    n, right = len(verdicts), sum(verdicts)
    return {
        "n": n,
        "agreement": right / n if n else None,
        "interval": list(wilson_interval(right, n)) if n else None,
    }
