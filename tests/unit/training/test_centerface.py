from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from affetto.errors import InputError
from affetto.inference.registry import find_model, open_session
from affetto.inference.session import OnnxSession
from affetto.training.centerface import CenterFace, FaceMaps, load_centerface
from affetto.training.export import export_onnx


def test_says_what_the_shipped_network_says() -> None:
    net = load_centerface(find_model("centerface").path)
    pictures = np.random.default_rng(3).uniform(0, 255, (2, 3, 96, 64)).astype(np.float32)
    expected = open_session("centerface", threads=1).run({"picture": pictures})
    with torch.no_grad():
        actual = net(torch.from_numpy(pictures))
    for name in FaceMaps._fields:
        assert np.abs(getattr(actual, name).numpy() - expected[name]).max() < 1e-4


def test_weights_survive_export_and_serve_pictures_of_other_sizes(tmp_path: Path) -> None:
    torch.manual_seed(5)
    net = CenterFace()
    file = tmp_path / "net.onnx"
    export_onnx(
        net,
        torch.rand(2, 3, 64, 96) * 255,
        file,
        "picture",
        list(FaceMaps._fields),
        multiples={2: 32, 3: 32},
    )
    again = load_centerface(file)
    for name, weight in net.state_dict().items():
        assert torch.equal(again.state_dict()[name], weight)
    maps = OnnxSession(file, threads=1).run({"picture": np.zeros((1, 3, 32, 160), np.float32)})
    assert maps["landmarks"].shape == (1, 10, 8, 40)


def test_refuses_a_file_that_is_no_network(tmp_path: Path) -> None:
    file = tmp_path / "net.onnx"
    file.write_bytes(b"no network")
    with pytest.raises(InputError, match=r"net\.onnx"):
        load_centerface(file)


def test_refuses_another_network() -> None:
    with pytest.raises(InputError, match="convolutions, CenterFace has 63"):
        load_centerface(find_model("face-emotion").path)
