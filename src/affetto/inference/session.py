"""Sessions execute a network: named arrays in, named arrays out."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from affetto.errors import ModelError

if TYPE_CHECKING:
    import onnxruntime
    from numpy.typing import NDArray


def hash_network(path: Path) -> str:
    """Hexadecimal SHA-256 digest of a network's file.

    Raises:
        ModelError: the file cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"{path}: cannot be read ({error.strerror})") from error


@cache
def _share_memory() -> None:
    """Lets all sessions of this process take their memory from one arena."""
    import onnxruntime

    memory = onnxruntime.OrtMemoryInfo(
        "Cpu", onnxruntime.OrtAllocatorType.ORT_ARENA_ALLOCATOR, 0, onnxruntime.OrtMemType.DEFAULT
    )
    onnxruntime.create_and_register_allocator(memory, None)


class InferenceSession(Protocol):
    """Executes one network; safe to call from several threads."""

    def run(self, inputs: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        """Outputs by name, for inputs by name."""
        ...


class OnnxSession:
    """An ONNX file in ONNX Runtime, loaded at its first run.

    Args:
        path: the ONNX file.
        threads: threads within one operator; 0 leaves the choice to ONNX Runtime.
    """

    def __init__(self, path: Path, threads: int = 0) -> None:
        self._path = path
        self._threads = threads
        self._lock = threading.Lock()
        self._session: onnxruntime.InferenceSession | None = None

    def run(self, inputs: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        """Outputs by name, for inputs by name.

        Raises:
            ModelError: the file is not a network that ONNX Runtime can execute.
        """
        session = self._loaded()
        names = [output.name for output in session.get_outputs()]
        return dict(zip(names, session.run(names, dict(inputs)), strict=True))

    def _loaded(self) -> onnxruntime.InferenceSession:
        with self._lock:
            if self._session is None:
                self._session = self._load()
            return self._session

    def _load(self) -> onnxruntime.InferenceSession:
        import onnxruntime

        _share_memory()
        options = onnxruntime.SessionOptions()
        # Networks take turns, and pictures have all sizes. An arena for each network, laid out
        # anew for each size, held 925 MB after pictures of five sizes and an explanation; one
        # arena for all holds 525 MB, in the same time.
        options.add_session_config_entry("session.use_env_allocators", "1")
        options.enable_mem_pattern = False
        options.log_severity_level = 3  # the default warns of harmless unused initializers
        options.intra_op_num_threads = self._threads
        # Spinning threads take processor time from whoever else works on the machine.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            return onnxruntime.InferenceSession(
                self._path, options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # ONNX Runtime raises unrelated classes of its own
            raise ModelError(f"{self._path}: ONNX Runtime cannot load it ({error})") from error
