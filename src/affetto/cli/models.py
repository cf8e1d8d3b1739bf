"""`affetto models`: the networks that ship."""

from __future__ import annotations

from typing import Annotated

import typer


def models(
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """List the networks that ship, each checked against its SHA-256."""
    import json

    from rich.console import Console
    from rich.table import Table

    from affetto.errors import ModelError
    from affetto.inference.registry import list_models, verify

    rows = []
    for spec in list_models():
        try:
            verify(spec)
            intact = True
        except ModelError as error:
            typer.echo(f"affetto: {error}", err=True)
            intact = False
        rows.append(
            {
                "name": spec.name,
                "task": spec.task,
                "labels": list(spec.labels),
                "licence": spec.licence,
                "sources": list(spec.sources),
                "megabytes": round(spec.path.stat().st_size / 1e6, 1) if intact else None,
                "sha256": spec.sha256,
                "intact": intact,
                "command": spec.command,
                "card": spec.card,
            }
        )
    if as_json:
        typer.echo(json.dumps(rows, indent=1))
    else:
        table = Table(box=None, pad_edge=False, header_style="bold")
        for heading in ("model", "MB", "licence", "SHA-256"):
            table.add_column(heading, no_wrap=True)
        table.add_column("what it reads", overflow="fold", ratio=1)
        for row in rows:
            table.add_row(
                str(row["name"]),
                str(row["megabytes"]),
                str(row["licence"]),
                ("ok " if row["intact"] else "CHANGED ") + str(row["sha256"])[:8],
                str(row["task"]),
            )
        Console().print(table)
    if not all(row["intact"] for row in rows):
        raise typer.Exit(1)
