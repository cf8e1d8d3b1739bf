"""Entry point of the `affetto` command."""

from __future__ import annotations

import io
import os
import sys
import warnings
from typing import Annotated

import typer

from affetto import __version__
from affetto.cli import (
    account,
    compare,
    doctor,
    evaluate,
    feel,
    library,
    match,
    models,
    published,
    recipes,
    serve,
    services,
    services_music,
    study,
    taste,
    train,
)
from affetto.errors import AffettoError

EXIT_INTERRUPTED = 130  # 128 + SIGINT, as shells report it

app = typer.Typer(
    help="Reads the emotion in a picture and finds the music that fits it.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # panels cost half of the time that --help takes
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("feel")(feel.feel)
app.command("match")(match.match)
app.add_typer(library.app, name="library")
app.add_typer(taste.app, name="taste")
services.app.command("find")(services_music.find_open_music)
services.app.command("add")(services_music.add_open_music)
services.app.command("import")(services_music.import_server)
app.add_typer(services.app, name="services")
app.add_typer(account.app, name="account")
app.add_typer(study.app, name="study")
app.command("serve")(serve.serve)
app.add_typer(train.app, name="train")
app.add_typer(evaluate.app, name="evaluate")
app.command("compare")(compare.compare)
app.command("recipes")(recipes.recipes)
app.command("tune")(published.tune)
app.command("models")(models.models)
app.command("doctor")(doctor.doctor)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"affetto {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Version.")
    ] = False,
) -> None:
    """Options that stand before the command."""


def main() -> None:
    """Run the command line; errors the user can mend become one line and exit code 1."""
    # Libraries warn of damaged metadata and the like, which is nothing to act on; what the user
    # can mend is raised as an error.
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    # File names may hold bytes that are no text, and terminals may not know all letters.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        app()
    except AffettoError as error:
        typer.echo(f"affetto: {error}", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(EXIT_INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output has gone (`affetto library list | head`).
        _drop_output()
        sys.exit(1)
    except OSError as error:
        _drop_output()
        place = f"{error.filename}: " if error.filename else ""
        typer.echo(f"affetto: {place}{error.strerror or error}", err=True)
        sys.exit(1)


def _drop_output() -> None:
    """Let Python's last flush of stdout go nowhere: what took it is gone or full."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
