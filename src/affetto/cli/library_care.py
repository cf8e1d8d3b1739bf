"""`affetto library backup` and `doctor`: a copy for bad days, and what is amiss."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from affetto.cli.arguments import JsonOption, parse_path
from affetto.text import printable


def backup(
    target: Annotated[
        Path | None,
        typer.Argument(metavar="FILE|FOLDER", parser=parse_path, show_default=False),
    ] = None,
) -> None:
    """Copy the library to a file or into a folder, also while it is in use."""
    from affetto.app.music_library import open_library
    from affetto.library.backups import back_up

    with open_library() as library:
        copy = back_up(library.path, target)
    typer.echo(printable(str(copy)))


def doctor(as_json: JsonOption = False) -> None:
    """Look for what is amiss in the library, and say what mends it."""
    from affetto.app.music_library import current_analyser, open_library
    from affetto.cli.library_output import print_findings
    from affetto.library.diagnosis import diagnose

    with open_library() as library:
        findings = list(diagnose(library, current_analyser()))
    if as_json:
        shown = [asdict(finding) for finding in findings]
        typer.echo(json.dumps(shown, ensure_ascii=False, indent=1))
    elif findings:
        print_findings(findings)
    else:
        typer.echo("nothing is amiss")
    if any(finding.is_serious for finding in findings):
        raise typer.Exit(1)
