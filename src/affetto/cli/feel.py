"""`affetto feel`: what a picture feels like."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from affetto.cli.arguments import parse_path
from affetto.errors import PictureError


def feel(
    pictures: Annotated[
        list[Path], typer.Argument(metavar="PICTURE", parser=parse_path, show_default=False)
    ],
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object per picture and line.")
    ] = False,
) -> None:
    """Read the emotion in pictures: faces, scene, and both together."""
    import json

    from affetto.app import build_picture_reader
    from affetto.cli.output import print_reading
    from affetto.reading_json import reading_as_dict
    from affetto.vision.frames import load_picture

    reader = build_picture_reader()
    failed = False
    for path in pictures:
        try:
            reading = reader.read(load_picture(path).rgb)
        except PictureError as error:
            typer.echo(f"affetto: {error}", err=True)
            failed = True
            continue
        if as_json:
            typer.echo(json.dumps(reading_as_dict(str(path), reading), ensure_ascii=False))
        else:
            print_reading(str(path), reading)
    if failed:
        raise typer.Exit(1)
