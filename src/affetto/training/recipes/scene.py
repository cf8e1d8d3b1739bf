"""Recipe: the scene network that ships, EfficientNet-Lite2 with a regression on OASIS.

    affetto train scene --data oasis --run runs/scene

The backbone keeps its ImageNet weights; 720 pictures are too few to move them. Features of
four depths are pooled over the picture and its mirror image, and an RBF support vector
regression per axis is fitted on them. All of it, pre-processing included, leaves as one ONNX
graph, with the weights stored in half precision. A written rule (`training.landscape`) leads
from there to the four landscape moods.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.base import clone
from sklearn.model_selection import GroupKFold, KFold, cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVR
from torch import Tensor, nn

from affetto.affect import SceneEmotion
from affetto.training.datasets.oasis import RatedPictures, load_oasis
from affetto.training.efficientnet_lite import (
    EfficientNetLite,
    ImageNetNormalization,
    load_pretrained,
)
from affetto.training.export import export_onnx
from affetto.training.landscape import (
    EXPECTED_MOODS,
    RULE,
    RULE_SHARPNESS,
    RuleStatistics,
    visible_elements,
)
from affetto.training.metrics import pearson_interval, pearson_r, rmse, wilson_interval
from affetto.vision.frames import load_picture
from affetto.vision.scene_emotion import resize_scene

LABELS = [str(emotion) for emotion in SceneEmotion]
AXES = ("valence", "arousal")


@dataclass(frozen=True)
class SceneConfig:
    """Everything that decides what the run gives."""

    variant: str = "lite2"
    # Depths whose pooled outputs are the features, counted from the head backwards.
    stages: tuple[int, ...] = (-1, -2, -3, -6)
    c: float = 3.0
    gamma_times_features: float = 0.5
    epsilon: float = 0.2 / 3  # in units of the [-1, 1] scale
    folds: int = 5
    seed: int = 20261


class SceneFeatures(nn.Module):
    """Pooled features [n, d] of pictures uint8 [n, side, side, 3]."""

    def __init__(self, config: SceneConfig, backbone: EfficientNetLite | None = None) -> None:
        super().__init__()
        self.backbone = backbone or EfficientNetLite(config.variant)
        self.stages = config.stages
        self.normalize = ImageNetNormalization()

    def forward(self, pictures: Tensor) -> Tensor:
        rgb = self.normalize(pictures.permute(0, 3, 1, 2).float() / 255)
        return (self._pooled(rgb) + self._pooled(rgb.flip(-1))) / 2

    def _pooled(self, rgb: Tensor) -> Tensor:
        outputs = self.backbone.forward_stages(rgb)
        return torch.cat([outputs[stage].mean(dim=(2, 3)) for stage in self.stages], dim=1)


class KernelRegression(nn.Module):
    """A fitted StandardScaler and one RBF SVR per axis as tensor arithmetic."""

    centre: Tensor
    scale: Tensor
    vectors: Tensor
    duals: Tensor
    intercepts: Tensor

    def __init__(self, pipelines: list[Pipeline], features: NDArray[np.float32]) -> None:
        """Takes over pipelines, one per axis, that were fitted on `features` [n, d]."""
        super().__init__()
        scaler = pipelines[0][0]
        self.register_buffer("centre", torch.tensor(scaler.mean_, dtype=torch.float32))
        self.register_buffer("scale", torch.tensor(scaler.scale_, dtype=torch.float32))
        self.gamma = float(pipelines[0][1].gamma)
        vectors = scaler.transform(features)
        self.register_buffer("vectors", torch.tensor(vectors, dtype=torch.float16))
        duals = np.zeros((len(vectors), len(pipelines)), np.float32)
        for axis, pipeline in enumerate(pipelines):
            duals[pipeline[1].support_, axis] = pipeline[1].dual_coef_[0]
        self.register_buffer("duals", torch.tensor(duals))
        intercepts = [float(pipeline[1].intercept_[0]) for pipeline in pipelines]
        self.register_buffer("intercepts", torch.tensor(intercepts))

    def forward(self, features: Tensor) -> Tensor:
        x = (features - self.centre) / self.scale
        vectors = self.vectors.float()
        squared = (
            (x * x).sum(1, keepdim=True)
            - 2 * x @ vectors.T
            + (vectors * vectors).sum(1, keepdim=True).T
        )
        return torch.exp(-self.gamma * squared) @ self.duals + self.intercepts


class SceneNet(nn.Module):
    """The network as served.

    Pictures uint8 [n, side, side, 3] in; `affect` [n, 2] (valence, arousal in [-1, 1]) and
    `emotions` [n, 4] out. The regression's error is known from cross-validation; the moods
    are the rule's answer averaged over it, so that a doubtful place gives a doubtful mood.
    """

    weights: Tensor
    centre: Tensor
    spread: Tensor
    offsets: Tensor
    shares: Tensor

    def __init__(
        self, features: SceneFeatures, regression: KernelRegression, statistics: RuleStatistics
    ) -> None:
        super().__init__()
        self.features = features
        self.regression = regression
        self.register_buffer("weights", torch.tensor([RULE[SceneEmotion(x)] for x in LABELS]))
        self.register_buffer("centre", torch.tensor(statistics.centre))
        self.register_buffer("spread", torch.tensor(statistics.spread))
        # Three-point Gauss-Hermite quadrature of a normal variable, on both axes.
        nodes = torch.tensor([-(3.0**0.5), 0.0, 3.0**0.5])
        shares = torch.tensor([1 / 6, 2 / 3, 1 / 6])
        error = torch.tensor(statistics.affect_error)
        self.register_buffer("offsets", torch.cartesian_prod(nodes, nodes) * error)
        self.register_buffer("shares", torch.cartesian_prod(shares, shares).prod(dim=1))

    def forward(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        affect = self.regression(self.features(pictures)).clamp(-1, 1)
        elements = visible_elements(pictures)
        emotions: Tensor = torch.zeros(1)
        for offset, share in zip(self.offsets, self.shares, strict=True):
            measured = torch.cat([affect + offset, elements], dim=1)
            scores = ((measured - self.centre) / self.spread) @ self.weights.T
            emotions = emotions + share * torch.softmax(RULE_SHARPNESS * scores, dim=1)
        return affect, emotions


def train(
    data: Path, run: Path, config: SceneConfig, report: Callable[[str], None] = print
) -> dict[str, Any]:
    """Fit, cross-validate and write `run`: metrics.json and scene.onnx."""
    torch.manual_seed(config.seed)
    run.mkdir(parents=True, exist_ok=True)
    pictures = load_oasis(data)
    extractor = SceneFeatures(config, load_pretrained(config.variant)).eval()
    features, elements = extract(extractor, pictures, report)

    gamma = config.gamma_times_features / features.shape[1]
    model = make_pipeline(StandardScaler(), SVR(C=config.c, gamma=gamma, epsilon=config.epsilon))
    folds = KFold(config.folds, shuffle=True, random_state=config.seed)
    predicted = _cross_validate(model, features, pictures, folds)
    new_themes = _cross_validate(model, features, pictures, GroupKFold(config.folds))

    pipelines = [clone(model).fit(features, ratings) for ratings in pictures.affect.T]
    measures = np.hstack([pictures.affect, elements])
    statistics = RuleStatistics(
        centre=measures.mean(axis=0).tolist(),
        spread=measures.std(axis=0).tolist(),
        affect_error=[rmse(predicted[:, axis], pictures.affect[:, axis]) for axis in (0, 1)],
    )
    net = SceneNet(extractor, KernelRegression(pipelines, features), statistics).eval()
    is_scenery = pictures.categories == "Scenery"
    metrics = {
        "recipe": "scene",
        "config": asdict(config),
        "n": len(pictures),
        "cross_validation": agreement(predicted, pictures.affect),
        "cross_validation_scenery": agreement(predicted[is_scenery], pictures.affect[is_scenery]),
        "cross_validation_new_themes": agreement(new_themes, pictures.affect),
        "rule": check_rule(net, predicted, elements, pictures),
        "statistics": asdict(statistics),
    }
    (run / "metrics.json").write_text(json.dumps(metrics, indent=1) + "\n")
    _, example = next(_batches(pictures.paths, 8))
    export_onnx(net, example, run / "scene.onnx", "pictures", ["affect", "emotions"], halve=True)
    report(json.dumps({k: metrics[k] for k in metrics if k.startswith("cross")}, indent=1))
    return metrics


def extract(
    extractor: SceneFeatures,
    pictures: RatedPictures,
    report: Callable[[str], None] = print,
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Features [n, d] and visible elements [n, 3] of all pictures."""
    features, elements = [], []
    with torch.no_grad():
        for done, batch in _batches(pictures.paths, 16):
            features.append(extractor(batch).numpy())
            elements.append(visible_elements(batch).numpy())
            report(f"  features of {done}/{len(pictures)} pictures")
    return np.vstack(features), np.vstack(elements)


def _batches(paths: list[Path], size: int) -> Iterator[tuple[int, Tensor]]:
    for start in range(0, len(paths), size):
        chosen = paths[start : start + size]
        arrays = [resize_scene(load_picture(path).rgb) for path in chosen]
        yield start + len(chosen), torch.from_numpy(np.stack(arrays))


def _cross_validate(
    model: Pipeline,
    features: NDArray[np.float32],
    pictures: RatedPictures,
    folds: KFold | GroupKFold,
) -> NDArray[np.float64]:
    groups = pictures.groups if isinstance(folds, GroupKFold) else None
    columns = [
        cross_val_predict(model, features, pictures.affect[:, axis], cv=folds, groups=groups)
        for axis in range(len(AXES))
    ]
    return np.column_stack(columns)


def agreement(
    predicted: NDArray[np.float64], affect: NDArray[np.float64]
) -> dict[str, float | list[float]]:
    """Correlation with its 95% interval, and error, per axis; on the [-1, 1] scale."""
    figures: dict[str, float | list[float]] = {"n": len(affect)}
    for axis, name in enumerate(AXES):
        r = pearson_r(predicted[:, axis], affect[:, axis])
        figures[f"{name}_r"] = r
        figures[f"{name}_r_interval"] = list(pearson_interval(r, len(affect)))
        figures[f"{name}_rmse"] = rmse(predicted[:, axis], affect[:, axis])
    return figures


def check_rule(
    net: SceneNet,
    predicted: NDArray[np.float64],
    elements: NDArray[np.float32],
    pictures: RatedPictures,
) -> dict[str, Any]:
    """How often the rule, on cross-validated affect, says a mood expected of the theme."""
    measured = np.hstack([predicted, elements]).astype(np.float32)
    centre, spread, weights = (x.numpy() for x in (net.centre, net.spread, net.weights))
    moods = (((measured - centre) / spread) @ weights.T).argmax(axis=1)
    judged = [
        (group, LABELS[mood], LABELS[mood] in EXPECTED_MOODS[group])
        for group, category, mood in zip(pictures.groups, pictures.categories, moods, strict=True)
        if category == "Scenery" and group in EXPECTED_MOODS
    ]
    right = sum(ok for *_, ok in judged)
    return {
        "n": len(judged),
        "agreement": right / len(judged),
        "interval": list(wilson_interval(right, len(judged))),
        "disagreements": [f"{group}: {mood}" for group, mood, ok in judged if not ok],
    }
