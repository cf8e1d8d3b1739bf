"""From raw inputs to what a network takes: a part of the network as trained and as served."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn import functional

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from affetto.training.recipe import PictureInput

# As in `keras.applications.imagenet_utils`: means of blue, green and red for `caffe`, means and
# deviations of red, green and blue for `torch`.
_CAFFE_MEANS = (103.939, 116.779, 123.68)
_TORCH_MEANS, _TORCH_DEVIATIONS = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


class PicturePreparation(nn.Module):
    """Pictures, grey [n, h, w] or RGB [n, h, w, 3] from 0 to 255, as [n, side, side, channels]."""

    def __init__(self, form: PictureInput) -> None:
        super().__init__()
        self.form = form

    def forward(self, pictures: Tensor) -> Tensor:
        planes = pictures.float()
        planes = planes.unsqueeze(1) if planes.dim() == 3 else planes.permute(0, 3, 1, 2)
        side = self.form.side
        if planes.shape[-1] != side:
            planes = functional.interpolate(
                planes, size=(side, side), mode="bilinear", align_corners=False
            )
        if planes.shape[1] != self.form.channels:
            planes = planes.expand(-1, self.form.channels, -1, -1)
        return self._scale(planes.permute(0, 2, 3, 1))

    def _scale(self, pictures: Tensor) -> Tensor:
        match self.form.scaling:
            case "unit":
                return pictures / 255
            case "tf":
                return pictures / 127.5 - 1
            case "caffe":
                return pictures.flip(-1) - torch.tensor(_CAFFE_MEANS)
            case "torch":
                return (pictures / 255 - torch.tensor(_TORCH_MEANS)) / torch.tensor(
                    _TORCH_DEVIATIONS
                )
            case "none":
                return pictures
        raise ValueError(f"no scaling is called {self.form.scaling!r}")


class FeaturePreparation(nn.Module):
    """Features [n, columns] on their raw scale, standardized, as a sequence [n, columns, 1]."""

    mean: Tensor
    deviation: Tensor

    def __init__(self, train: NDArray[np.float32]) -> None:
        """Standardizes by the features [n, columns] of the training part alone."""
        super().__init__()
        deviation = train.std(axis=0)
        deviation[deviation == 0] = 1  # a feature that never changes says nothing
        self.register_buffer("mean", torch.from_numpy(train.mean(axis=0)))
        self.register_buffer("deviation", torch.from_numpy(deviation))

    def forward(self, features: Tensor) -> Tensor:
        return ((features - self.mean) / self.deviation).unsqueeze(-1)
