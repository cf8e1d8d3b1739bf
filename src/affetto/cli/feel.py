"""`affetto feel`: what a picture feels like, and why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from affetto.cli.arguments import parse_path
from affetto.errors import InputError


def feel(
    pictures: Annotated[
        list[Path], typer.Argument(metavar="PICTURE", parser=parse_path, show_default=False)
    ],
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object per picture and line.")
    ] = False,
    explain: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            parser=parse_path,
            help="Draw what the networks looked at, into a PNG, JPEG or WebP file; of several "
            "pictures into FILE-1, FILE-2 and so on.",
        ),
    ] = None,
    model: Annotated[
        Path | None,
        typer.Option(
            metavar="RUN",
            parser=parse_path,
            help="Folder of a finished training run: its model reads the faces, or the scene.",
        ),
    ] = None,
) -> None:
    """Read the emotion in pictures: faces, scene, and both together."""
    import json

    from affetto.app.pictures import (
        build_picture_explainer,
        build_picture_reader,
        open_vision_sessions,
        save_explanation,
    )
    from affetto.cli.output import print_page_name, print_reading, print_trained_model
    from affetto.cli.progress import step_progress
    from affetto.reading_json import reading_as_dict
    from affetto.vision.frames import load_picture

    pages = [] if explain is None else _choose_pages(explain, pictures)
    sessions = open_vision_sessions(model)
    reader = build_picture_reader(sessions)
    explainer = build_picture_explainer(sessions)
    if sessions.trained is not None and not as_json:
        print_trained_model(sessions.trained)
    failed = False
    for number, path in enumerate(pictures):
        try:
            picture = load_picture(path)
            reading = reader.read(picture.rgb)
            if as_json:
                typer.echo(json.dumps(reading_as_dict(str(path), reading), ensure_ascii=False))
            else:
                print_reading(str(path), reading)
            if pages:
                with step_progress("examining") as on_progress:
                    explanation = explainer.explain(picture.rgb, reading, on_progress)
                save_explanation(picture, explanation, pages[number])
                if not as_json:
                    print_page_name(pages[number])
        except InputError as error:
            typer.echo(f"affetto: {error}", err=True)
            failed = True
    if failed:
        raise typer.Exit(1)


def _choose_pages(target: Path, pictures: Sequence[Path]) -> list[Path]:
    """Where the explanation of each picture goes: one file as it was named, several numbered.

    Raises:
        InputError: the name does not say a format, or would replace a picture that is read.
    """
    from affetto.vision.picture_files import format_of

    format_of(target)
    several = len(pictures) > 1
    pages = [
        target.with_stem(f"{target.stem}-{number}") if several else target
        for number in range(1, len(pictures) + 1)
    ]
    originals = {path.resolve() for path in pictures}
    for page in pages:
        if page.resolve() in originals:
            raise InputError(page, "is a picture to be read; name another file for --explain")
    return pages
