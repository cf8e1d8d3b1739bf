"""CenterFace as a PyTorch module, with weights read from its ONNX file.

Xu, Yan, Sun, Yang & Luo 2019, "CenterFace: Joint Face Detection and Alignment Using Face as
Point" (arXiv:1911.03599): MobileNetV2 (Sandler et al. 2018, arXiv:1801.04381), a feature pyramid
of 24 channels, and four heads with one cell for every 4 × 4 pixels. The published file carries
no batch normalization in the backbone; it was folded into the convolutions.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from affetto.errors import InputError

STRIDE_PX = 4  # of the maps
SIDE_MULTIPLE_PX = 32  # the coarsest maps' stride: upsampled, they must fit the finer ones

# MobileNetV2, table 2: expansion, channels, blocks, stride of the first block.
_STAGES = (
    (1, 16, 1, 1),
    (6, 24, 2, 2),
    (6, 32, 3, 2),
    (6, 64, 4, 2),
    (6, 96, 3, 1),
    (6, 160, 3, 2),
    (6, 320, 1, 1),
)
_STEM_CHANNELS = 32
# Stages whose outputs the pyramid joins, the coarsest first: strides of 32, 16, 8 and 4 pixels.
_TAPS = (6, 4, 2, 1)
_PYRAMID_CHANNELS = 24


class FaceMaps(NamedTuple):
    """What the network says of each cell.

    Attributes:
        heatmap: [n, 1, rows, columns], logit (of `maps`) or score (of `forward`) of a face that
            is centred in the cell.
        log_size: [n, 2, rows, columns], logarithm of height and width in cells.
        offset: [n, 2, rows, columns], from the cell's middle to the face's, down and right, in
            cells.
        landmarks: [n, 10, rows, columns], down and right from the box's corner to each landmark,
            in heights and widths of the box.
    """

    heatmap: Tensor
    log_size: Tensor
    offset: Tensor
    landmarks: Tensor


class InvertedResidual(nn.Module):
    """Widen, filter each channel, narrow; added to the input where shapes allow."""

    def __init__(self, inputs: int, outputs: int, expansion: int, stride: int) -> None:
        super().__init__()
        width = inputs * expansion
        self.widen = nn.Conv2d(inputs, width, 1) if expansion > 1 else None
        self.filter = nn.Conv2d(width, width, 3, stride, padding=1, groups=width)
        self.narrow = nn.Conv2d(width, outputs, 1)
        self.is_residual = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        wide = torch.relu(self.widen(x)) if self.widen is not None else x
        # The gradient of strided depthwise convolutions is an order of magnitude slower in
        # half precision than in single, on processors.
        with torch.autocast(wide.device.type, enabled=False):
            filtered = torch.relu(self.filter(wide.float()))
        narrow = self.narrow(filtered)
        return x + narrow if self.is_residual else narrow


class CenterFace(nn.Module):
    """Pictures float [n, 3, height, width], RGB from 0 to 255, sides multiples of 32, in."""

    def __init__(self) -> None:
        super().__init__()
        # Convolutions are registered in the order in which the ONNX file lists them.
        self.stem = nn.Conv2d(3, _STEM_CHANNELS, 3, stride=2, padding=1)
        self.stages = nn.ModuleList()
        inputs = _STEM_CHANNELS
        for expansion, outputs, blocks, stride in _STAGES:
            stage = nn.Sequential()
            for block in range(blocks):
                stage.append(
                    InvertedResidual(inputs, outputs, expansion, stride if block == 0 else 1)
                )
                inputs = outputs
            self.stages.append(stage)
        self.pyramid = nn.ModuleList()
        for step, tap in enumerate(_TAPS):
            if step > 0:
                self.pyramid.append(
                    nn.ConvTranspose2d(_PYRAMID_CHANNELS, _PYRAMID_CHANNELS, 2, stride=2)
                )
            self.pyramid.append(nn.Conv2d(_STAGES[tap][1], _PYRAMID_CHANNELS, 1))
        self.smooth = nn.Conv2d(_PYRAMID_CHANNELS, _PYRAMID_CHANNELS, 3, padding=1)
        self.heatmap = nn.Conv2d(_PYRAMID_CHANNELS, 1, 1)
        self.log_size = nn.Conv2d(_PYRAMID_CHANNELS, 2, 1)
        self.offset = nn.Conv2d(_PYRAMID_CHANNELS, 2, 1)
        self.landmarks = nn.Conv2d(_PYRAMID_CHANNELS, 10, 1)

    def maps(self, pictures: Tensor) -> FaceMaps:
        """The four maps, the first as logits."""
        x = torch.relu(self.stem(pictures))
        depths = []
        for stage in self.stages:
            x = stage(x)
            depths.append(x)
        coarsest, *finer = (depths[tap] for tap in _TAPS)
        first, *steps = self.pyramid
        joined = torch.relu(first(coarsest))
        for (upsample, lateral), depth in zip(list(pairwise(steps))[::2], finer, strict=True):
            joined = torch.relu(upsample(joined)) + torch.relu(lateral(depth))
        shared = torch.relu(self.smooth(joined))
        return FaceMaps(
            self.heatmap(shared), self.log_size(shared), self.offset(shared), self.landmarks(shared)
        )

    def forward(self, pictures: Tensor) -> FaceMaps:
        logits, *rest = self.maps(pictures)
        return FaceMaps(torch.sigmoid(logits), *rest)


def load_centerface(path: Path) -> CenterFace:
    """CenterFace with the weights in an ONNX file: as published, freed, or exported by us.

    Raises:
        InputError: the file cannot be read, or does not hold CenterFace's convolutions.
    """
    try:
        graph = onnx.load(path).graph
    except Exception as error:  # protobuf and onnx raise unrelated classes
        raise InputError(path, f"cannot be read as an ONNX file ({error})") from error
    weights = {entry.name: numpy_helper.to_array(entry) for entry in graph.initializer}
    for node in graph.node:
        if node.op_type == "Cast" and node.input[0] in weights:  # stored in half precision
            weights[node.output[0]] = weights[node.input[0]].astype(np.float32)
    net = CenterFace()
    layers = [m for m in net.modules() if isinstance(m, nn.Conv2d | nn.ConvTranspose2d)]
    nodes = [node for node in graph.node if node.op_type in ("Conv", "ConvTranspose")]
    normalizations = {
        node.input[0]: node for node in graph.node if node.op_type == "BatchNormalization"
    }
    if len(nodes) != len(layers):
        raise InputError(path, f"has {len(nodes)} convolutions, CenterFace has {len(layers)}")
    for layer, node in zip(layers, nodes, strict=True):
        kernel, *bias = (torch.tensor(weights[name]) for name in node.input[1:])
        if kernel.shape != layer.weight.shape:
            raise InputError(path, f"{node.output[0]}: not the shape of CenterFace's convolution")
        if (normalization := normalizations.get(node.output[0])) is not None:
            scale, shift, mean, variance = (
                torch.tensor(weights[name]) for name in normalization.input[1:]
            )
            epsilon = next(a.f for a in normalization.attribute if a.name == "epsilon")
            gain = scale / torch.sqrt(variance + epsilon)
            # Only upsampling layers are normalized; their second axis counts the outputs.
            kernel = kernel * gain.view(1, -1, 1, 1)
            bias = [shift - mean * gain]
        with torch.no_grad():
            layer.weight.copy_(kernel)
            assert layer.bias is not None
            layer.bias.copy_(bias[0])
    return net.eval()
