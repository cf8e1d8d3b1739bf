"""Networks as ONNX files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from affetto.errors import ModelError

OPSET = 18
_HALVE_FROM = 1024  # elements; smaller weights are not worth a cast
# Largest difference between the network and its file: rounding of single precision, and of
# weights in half precision.
_TOLERANCE, _HALVED_TOLERANCE = 1e-4, 2e-2


def export_onnx(
    net: nn.Module,
    example: Tensor,
    path: Path,
    input_name: str,
    output_names: list[str],
    *,
    halve: bool = False,
    multiples: Mapping[int, int] | None = None,
) -> None:
    """Write `net` to `path`, its first axis free.

    Args:
        example: inputs such as the network is made for, at least two; the file must answer to
            them as `net` does.
        halve: store large weights in half precision; they are cast back when loaded, so the
            arithmetic stays single precision and the file is half as large.
        multiples: further axes of the input that are free, and what their length must be a
            multiple of.

    Raises:
        ModelError: ONNX Runtime answers otherwise than `net`.
    """
    net.eval()
    free = {
        axis: multiple * torch.export.Dim(f"side{axis}")
        for axis, multiple in (multiples or {}).items()
    }
    torch.onnx.export(
        net.to(memory_format=torch.contiguous_format),  # type: ignore[call-overload]
        (example,),
        path,
        input_names=[input_name],
        output_names=output_names,
        dynamic_shapes=({0: torch.export.Dim("n"), **free},),
        external_data=False,
        opset_version=OPSET,
        verbose=False,
    )
    model = onnx.load(path)
    _strip_traces(model)
    if halve:
        _halve_weights(model)
    onnx.checker.check_model(model)
    onnx.save(model, path)
    _check_agreement(net, example, path, _HALVED_TOLERANCE if halve else _TOLERANCE)


def _check_agreement(net: nn.Module, example: Tensor, path: Path, tolerance: float) -> None:
    with torch.no_grad():
        answer = net(example)
    expected = answer if isinstance(answer, tuple) else (answer,)
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    given = session.run(None, {session.get_inputs()[0].name: example.numpy()})
    for tensor, array in zip(expected, given, strict=True):
        # Not a number is no agreement either.
        if not np.abs(tensor.numpy() - array).max() <= tolerance:
            raise ModelError(f"{path}: the exported network answers otherwise than the trained one")


def _strip_traces(model: onnx.ModelProto) -> None:
    """Take out where in which files each node came from: it tells of the maker's machine."""
    graph = model.graph
    for part in (model, graph, *graph.node, *graph.value_info, *graph.input, *graph.output):
        del part.metadata_props[:]
        part.doc_string = ""


def _halve_weights(model: onnx.ModelProto) -> None:
    """Store matrices and kernels in half precision.

    Vectors stay as they are: means and scales of features span too many orders of size.
    """
    casts = []
    for weight in model.graph.initializer:
        is_large = len(weight.dims) > 1 and np.prod(weight.dims) >= _HALVE_FROM
        if weight.data_type != TensorProto.FLOAT or not is_large:
            continue
        name = weight.name
        halved = numpy_helper.from_array(
            numpy_helper.to_array(weight).astype(np.float16), f"{name}.half"
        )
        weight.CopyFrom(halved)
        casts.append(helper.make_node("Cast", [halved.name], [name], to=TensorProto.FLOAT))
    nodes = [*casts, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
