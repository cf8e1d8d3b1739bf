from __future__ import annotations

import numpy as np
import pytest
from tests.unit.training.npm_package_for_tests import write_npm_package

from affetto.errors import InputError
from affetto.training.npm_packages import read_weights

MANIFEST = "package/models/net.json"


@pytest.fixture
def weights():
    rng = np.random.default_rng(3)
    return {
        "conv/kernel": rng.normal(0, 0.1, (3, 3, 2, 4)).astype(np.float32),
        "conv/bias": rng.normal(0, 1, 4).astype(np.float32),
    }


@pytest.mark.parametrize(
    ("quantized", "tolerance"), [("", 0), ("float16", 2e-3), ("uint8", 1.5e-2)]
)
@pytest.mark.parametrize("bare", [False, True])
def test_weights_come_back_as_they_were_packed(tmp_path, weights, quantized, tolerance, bare):
    package = write_npm_package(
        tmp_path / "net.tgz", MANIFEST, weights, quantized=quantized, bare=bare
    )
    read = read_weights(package, MANIFEST)
    assert list(read) == list(weights)
    for name, values in weights.items():
        assert read[name].dtype == np.float32
        assert np.allclose(read[name], values, atol=tolerance, rtol=0)


def test_a_missing_file_an_other_network_and_a_text_are_refused_in_one_line(tmp_path, weights):
    package = write_npm_package(tmp_path / "net.tgz", MANIFEST, weights)
    text = tmp_path / "text.tgz"
    text.write_text("not a package")
    for path, manifest in (
        (tmp_path / "none.tgz", MANIFEST),
        (package, "package/models/other.json"),
        (text, MANIFEST),
    ):
        with pytest.raises(InputError, match=path.name) as refusal:
            read_weights(path, manifest)
        assert "\n" not in str(refusal.value)


def test_a_file_cut_short_is_refused(tmp_path, weights):
    package = write_npm_package(tmp_path / "net.tgz", MANIFEST, weights)
    package.write_bytes(package.read_bytes()[:-200])
    with pytest.raises(InputError, match=r"net\.tgz"):
        read_weights(package, MANIFEST)
