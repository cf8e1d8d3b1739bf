"""Random views of faces to learn from: turned, lit, grainy, coarse or partly covered."""

from __future__ import annotations

import math

import torch
from torch import Tensor
from torch.nn import functional

from affetto.training.datasets.fer2013 import SIDE
from affetto.training.face_config import FaceConfig


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
