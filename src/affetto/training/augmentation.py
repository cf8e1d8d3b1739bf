"""Random changes of training pictures: turned, moved, enlarged, mirrored, lit otherwise."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import torch
from torch.nn import functional

if TYPE_CHECKING:
    from torch import Tensor

    from affetto.training.recipe import Augmentation

_WHITE = 255.0


def augment(pictures: Tensor, augmentation: Augmentation, generator: torch.Generator) -> Tensor:
    """Changed views of a batch of pictures, each drawn by itself.

    Turning, moving and enlarging are one bilinear resampling, in which the border of a picture
    is repeated beyond it. Brightness is a factor, as in the image generators of Keras.

    Args:
        pictures: grey [n, h, w] or RGB [n, h, w, 3], from 0 to 255, uint8 or float.
        augmentation: how far they may change.
        generator: what the changes are drawn from; the same state gives the same views.

    Returns:
        float32 of the shape of `pictures`, from 0 to 255.
    """
    is_grey = pictures.dim() == 3
    planes = pictures.unsqueeze(1) if is_grey else pictures.permute(0, 3, 1, 2)
    views = planes.float()
    if _moves_pixels(augmentation):
        matrices = _draw_matrices(len(views), views.shape[-2:], augmentation, generator)
        grid = functional.affine_grid(
            matrices.to(views.device), list(views.shape), align_corners=False
        )
        views = functional.grid_sample(views, grid, padding_mode="border", align_corners=False)
    if augmentation.brightness != (1.0, 1.0):
        factors = _draw(len(views), *augmentation.brightness, generator)
        views = (views * factors.to(views.device).view(-1, 1, 1, 1)).clamp_(0, _WHITE)
    return views.squeeze(1) if is_grey else views.permute(0, 2, 3, 1)


def _moves_pixels(augmentation: Augmentation) -> bool:
    return bool(
        augmentation.rotation_deg
        or augmentation.shift
        or augmentation.flip
        or augmentation.zoom != (1.0, 1.0)
    )


def _draw_matrices(
    n: int, size: torch.Size, augmentation: Augmentation, generator: torch.Generator
) -> Tensor:
    """Where each view looks in its picture: float [n, 2, 3] as `affine_grid` takes them.

    They map places in the view to places in the picture, both from -1 to 1, so an enlarged view
    has a smaller factor, and the angle is corrected for pictures that are not square.
    """
    height, width = size
    angle = _draw(n, -augmentation.rotation_deg, augmentation.rotation_deg, generator)
    angle *= math.pi / 180
    scale = 1 / _draw(n, *augmentation.zoom, generator)
    mirror = torch.ones(n)
    if augmentation.flip:
        mirror[torch.rand(n, generator=generator) < 0.5] = -1
    matrices = torch.zeros(n, 2, 3)
    matrices[:, 0, 0] = scale * angle.cos() * mirror
    matrices[:, 0, 1] = -scale * angle.sin() * (height / width)
    matrices[:, 1, 0] = scale * angle.sin() * mirror * (width / height)
    matrices[:, 1, 1] = scale * angle.cos()
    # The side is 2 long here.
    for axis in (0, 1):
        reach = 2 * augmentation.shift
        matrices[:, axis, 2] = _draw(n, -reach, reach, generator)
    return matrices


def _draw(n: int, low: float, high: float, generator: torch.Generator) -> Tensor:
    return low + (high - low) * torch.rand(n, generator=generator)
