"""Reading of what was typed, shared by the commands."""

from __future__ import annotations

from pathlib import Path

import typer


def parse_path(text: str) -> Path:
    """A path as it was typed.

    An empty one, which `"$UNSET"` in a shell becomes, would mean the current folder; whoever
    wants that writes a dot.
    """
    if not text:
        raise typer.BadParameter("an empty name")
    return Path(text)
