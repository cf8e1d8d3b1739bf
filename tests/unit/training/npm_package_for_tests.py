"""Writes npm packages that carry a network as TensorFlow.js lays it out."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_STEPS = 255


def write_npm_package(
    path: Path,
    manifest: str,
    weights: dict[str, NDArray[Any]],
    *,
    quantized: str = "",
    bare: bool = False,
) -> Path:
    """Pack `weights` in two shards, as stored or quantized to "uint8" or "float16"."""
    entries, blob = [], b""
    for name, values in weights.items():
        entry: dict[str, Any] = {"name": name, "shape": list(values.shape), "dtype": "float32"}
        stored = values.astype("<f4")
        if quantized == "float16":
            entry["quantization"] = {"dtype": "float16"}
            stored = values.astype("<f2")
        if quantized == "uint8":
            low, span = float(values.min()), float(np.ptp(values)) or 1.0
            entry["quantization"] = {"dtype": "uint8", "min": low, "scale": span / _STEPS}
            stored = np.rint((values - low) / span * _STEPS).astype("u1")
        entries.append(entry)
        blob += stored.tobytes()
    half = len(blob) // 2
    groups = [{"paths": ["first.bin", "second.bin"], "weights": entries}]
    listing = groups if bare else {"format": "graph-model", "weightsManifest": groups}
    folder = manifest.rpartition("/")[0]
    files = {
        manifest: json.dumps(listing).encode(),
        f"{folder}/first.bin": blob[:half],
        f"{folder}/second.bin": blob[half:],
    }
    with tarfile.open(path, "w:gz") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return path
