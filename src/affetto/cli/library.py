"""`affetto library`: the music that matching chooses from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from affetto.affect_json import JSON_DIGITS
from affetto.cli.arguments import parse_path
from affetto.errors import LibraryError

if TYPE_CHECKING:
    from affetto.library.scanner import AddReport

app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="The music that matching chooses from."
)

MAX_TRACK_ID = 2**63 - 1  # SQLite's integers

JsonOption = Annotated[bool, typer.Option("--json", help="As JSON.")]


@app.command("add")
def add(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FOLDER|FILE", parser=parse_path, show_default=False),
    ] = None,
    starter: Annotated[
        bool, typer.Option("--starter", help="Add the 28 free tracks that come with Affetto.")
    ] = False,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Try files again that failed before.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing if all is known.")] = (
        False
    ),
) -> None:
    """Analyse music and keep what was heard; run it again after a stop and it goes on."""
    from affetto.app import add_to_library, find_starter_music, open_library
    from affetto.cli.progress import add_progress
    from affetto.config import load_settings

    chosen = list(paths or [])
    if starter:
        chosen.append(find_starter_music())
    if not chosen:
        raise typer.BadParameter("give a folder of music, or --starter", param_hint="FOLDER")
    settings = load_settings()
    with open_library(settings) as library, add_progress() as on_progress:
        report = add_to_library(
            library,
            chosen,
            workers=settings.workers,
            on_progress=on_progress,
            retry_failed=retry_failed,
        )
    for failure in report.failed:
        typer.echo(f"affetto: {failure}", err=True)
    if not quiet:
        for failure in report.failed_before:
            typer.echo(f"affetto: {failure} (as before; --retry-failed tries again)", err=True)
    nothing_new = not (report.added or report.updated or report.moved or report.copies)
    if not (quiet and nothing_new and not report.failed):
        typer.echo(_summarize(report))
    if report.is_interrupted:
        typer.echo("stopped; the same command goes on where it stopped", err=True)
        raise typer.Exit(130)
    if report.failed:
        raise typer.Exit(1)


def _summarize(report: AddReport) -> str:
    counts = {
        "added": report.added,
        "updated": report.updated,
        "moved": report.moved,
        "further copies": report.copies,
        "known already": report.unchanged,
        "failed": len(report.failed),
        "failed before": len(report.failed_before),
    }
    return ", ".join(f"{count} {what}" for what, count in counts.items() if count) or "nothing new"


@app.command("list")
def list_tracks(
    text: Annotated[str, typer.Argument(help="Words in title, artist, album or path.")] = "",
    genre: Annotated[list[str] | None, typer.Option(help="Only this genre.")] = None,
    as_json: JsonOption = False,
) -> None:
    """List tracks, by artist, album and title."""
    from affetto.app import open_library
    from affetto.library.records import TrackFilter

    wanted = TrackFilter(text=text, genres=tuple(genre or ()))
    with open_library() as library:
        if as_json:
            for track in library.tracks(wanted):
                typer.echo(
                    json.dumps(
                        {
                            "id": track.id,
                            "title": track.tags.title,
                            "artist": track.tags.artist,
                            "valence": track.mood and round(track.mood.valence, JSON_DIGITS),
                            "arousal": track.mood and round(track.mood.arousal, JSON_DIGITS),
                            "uri": track.uri,
                        },
                        ensure_ascii=False,
                    )
                )
            return
        from affetto.cli.output import add_track_row, console, tracks_table

        table = tracks_table()
        for track in library.tracks(wanted):
            add_track_row(table, track)
        console.print(table)


@app.command("show")
def show(
    track_id: Annotated[
        int, typer.Argument(metavar="ID", min=1, max=MAX_TRACK_ID, show_default=False)
    ],
    as_json: JsonOption = False,
) -> None:
    """Show all that is known of one track."""
    from affetto.app import open_library
    from affetto.cli.output import details_as_dict, print_details

    with open_library() as library:
        details = library.details(track_id)
    if details is None:
        raise LibraryError(f"no track has the number {track_id}; see `affetto library list`")
    if as_json:
        typer.echo(json.dumps(details_as_dict(details), ensure_ascii=False, indent=1))
    else:
        print_details(details)


@app.command("stats")
def stats(as_json: JsonOption = False) -> None:
    """Count the library: tracks, hours, genres, quarters of the valence-arousal plane."""
    from dataclasses import asdict

    from affetto.app import open_library
    from affetto.cli.output import print_stats

    with open_library() as library:
        figures = library.stats()
    if as_json:
        typer.echo(json.dumps(asdict(figures), ensure_ascii=False, indent=1))
    else:
        print_stats(figures)


@app.command("remove")
def remove(
    what: Annotated[
        list[Path], typer.Argument(metavar="ID|PATH", parser=parse_path, show_default=False)
    ],
) -> None:
    """Forget tracks by number, or by file or folder. The files themselves stay."""
    from affetto.app import open_library

    with open_library() as library, library.writing() as repository:
        # One transaction: where one argument is wrong, nothing is forgotten.
        tracks = 0
        for item in what:
            number = _as_track_id(item)
            removed = (
                repository.remove_under(item) if number is None else repository.remove([number])
            )
            if not removed.tracks and not removed.files:
                raise LibraryError(f"{item}: not in the library; nothing was removed")
            tracks += removed.tracks
    typer.echo(f"{tracks} removed")


def _as_track_id(item: Path) -> int | None:
    text = str(item)
    if not (text.isascii() and text.isdigit()) or int(text) > MAX_TRACK_ID:
        return None
    return int(text)
