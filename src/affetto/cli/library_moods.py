"""`affetto library moods`: moods named by rules, or by a model of the user's own."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from affetto.cli.arguments import JsonOption, parse_path


def moods(
    rules: Annotated[
        bool, typer.Option("--rules", help="By the written rules of the system S4.")
    ] = False,
    model: Annotated[
        Path | None,
        typer.Option(
            metavar="RUN",
            parser=parse_path,
            help="By a model of yours: the folder of a finished run of a music recipe.",
            show_default=False,
        ),
    ] = None,
    clear: Annotated[
        bool, typer.Option("--clear", help="Forget what rules and models have said.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Name the moods of tracks of whose sound a catalogue states features."""
    if [rules, model is not None, clear].count(True) != 1:
        raise typer.BadParameter("give one of --rules, --model RUN, --clear", param_hint="moods")

    from affetto.app.music_library import open_library, open_mood_reader
    from affetto.cli.progress import step_progress
    from affetto.library.track_moods import clear_moods, name_moods

    if clear:
        with open_library() as library:
            cleared = clear_moods(library)
        typer.echo(json.dumps({"cleared": cleared}) if as_json else f"{cleared} forgotten")
        return
    reader = open_mood_reader(model)
    with open_library() as library, step_progress("naming moods") as on_progress:
        named = name_moods(library, reader, on_progress)
    if as_json:
        typer.echo(json.dumps(asdict(named), indent=1))
    else:
        counts = {
            "named": named.stated,
            "as before": named.unchanged,
            "lack a feature that is needed": named.lacking,
        }
        said = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
        typer.echo(said or "no track has features from a catalogue; see `affetto library import`")
    if named.is_interrupted:
        typer.echo("stopped; the same command does the rest", err=True)
        raise typer.Exit(130)
