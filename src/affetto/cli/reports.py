"""What commands that judge something share: `--json`, `--report`, and how both are answered."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from affetto.cli.arguments import parse_path

JsonOption = Annotated[bool, typer.Option("--json", help="The figures as one JSON object.")]
ReportOption = Annotated[
    Path | None,
    typer.Option(
        "--report",
        metavar="DIR",
        parser=parse_path,
        help="Write an HTML page, its plots and report.json into DIR (extra: train).",
    ),
]


def prepare_report(folder: Path | None) -> None:
    """Find out at once, not after long work, whether a report can be made.

    Raises:
        AffettoError: matplotlib is missing, or the folder cannot be made.
    """
    if folder is None:
        return
    from affetto.evaluation.canvas import require_matplotlib
    from affetto.evaluation.report import check_writable

    require_matplotlib()
    check_writable(folder)


def name_report(page: Path | None) -> None:
    """Say where the report lies, beside the output and not in it."""
    if page is not None:
        typer.echo(f"affetto: report written to {page}", err=True)


def print_json(figures: Mapping[str, Any]) -> None:
    """Print figures as one JSON object."""
    import json

    typer.echo(json.dumps(figures, ensure_ascii=False))
