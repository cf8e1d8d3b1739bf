"""Everything that decides what a training of the face network gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Self

# A network that begins with random weights sees faces as they are, and needs more against learning
# them by heart (Khaireddin & Chen 2021).
_OF_BACKBONE: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "vgg": {
            "resolution": 48,
            "peak_lr": 1e-3,
            "weight_decay": 0.05,
            "dropout": 0.4,
            "erase_share": 0.4,
        }
    }
)


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

    @classmethod
    def of_backbone(cls, backbone: str, **said: Any) -> Self:
        """The settings for a backbone, but for those that are said."""
        return cls(backbone=backbone, **{**_OF_BACKBONE.get(backbone, {}), **said})
