"""The state of a run on disk, to go on from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch


def save_checkpoint(state: dict[str, Any], path: Path) -> None:
    """Write the state of a run, replacing an older one only when the new one is complete."""
    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    partial.replace(path)
