"""Reading of what was typed, shared by the commands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

MAX_TRACK_ID = 2**63 - 1  # SQLite's integers

JsonOption = Annotated[bool, typer.Option("--json", help="As JSON.")]


def parse_path(text: str) -> Path:
    """A path as it was typed.

    An empty one, which `"$UNSET"` in a shell becomes, would mean the current folder; whoever
    wants that writes a dot.
    """
    if not text:
        raise typer.BadParameter("an empty name")
    return Path(text)


def parse_user(text: str) -> str:
    """The name of somebody whose taste is learned."""
    name = text.strip()
    if not name:
        raise typer.BadParameter("an empty name")
    return name


UserOption = Annotated[
    str, typer.Option("--user", parser=parse_user, metavar="NAME", help="Whose taste.")
]
