"""`affetto library import`, `analyse` and `credits`: tracks of catalogues, and their files."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from affetto.cli.add_reports import tell_add_report
from affetto.cli.arguments import parse_path

if TYPE_CHECKING:
    from affetto.library.import_service import ImportReport

_EXIT_INTERRUPTED = 130


def import_files(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", parser=parse_path, show_default=False),
    ],
    file_format: Annotated[
        str | None,
        typer.Option("--format", help="Its format; told from what it holds if not given."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would come of it.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, one line per file.")] = False,
) -> None:
    """Bring in tracks that a catalogue, a playlist or another program tells of."""
    from affetto.app.music_library import import_to_library, open_library
    from affetto.cli.progress import row_progress

    is_usable = True
    with open_library() as library:
        for file in files:
            with row_progress(f"importing {file.name}") as on_progress:
                report = import_to_library(
                    library, file, file_format, dry_run=dry_run, on_progress=on_progress
                )
            _tell_bad_rows(report)
            if as_json:
                typer.echo(json.dumps(_as_dict(file, report), ensure_ascii=False))
            else:
                typer.echo(_summarize(report) + (" (only tried)" if dry_run else ""))
            if report.is_interrupted:
                typer.echo("stopped; the same command does the rest", err=True)
                raise typer.Exit(_EXIT_INTERRUPTED)
            is_usable = is_usable and (report.bad < report.rows or not report.rows)
    if not is_usable:
        raise typer.Exit(1)


def analyse(
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Try files again that failed before.")
    ] = False,
) -> None:
    """Hear the library's files that have not been heard yet, or by an older Affetto."""
    from affetto.app.music_library import analyse_library, open_library
    from affetto.cli.progress import add_progress
    from affetto.config import load_settings

    settings = load_settings()
    with open_library(settings) as library, add_progress() as on_progress:
        report = analyse_library(
            library, workers=settings.workers, on_progress=on_progress, retry_failed=retry_failed
        )
    tell_add_report(report)


def credit(
    text: Annotated[str, typer.Argument(help="Words in title, artist, album or path.")] = "",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", parser=parse_path, help="Write them to this file."),
    ] = None,
) -> None:
    """List the credits of all tracks whose licence asks for them."""
    from affetto.app.music_library import open_library
    from affetto.credits import credit_tracks
    from affetto.library.records import TrackFilter

    with ExitStack() as stack:
        library = stack.enter_context(open_library())
        file = stack.enter_context(output.open("w", encoding="utf-8")) if output else None
        for line in credit_tracks(library.tracks(TrackFilter(text=text))):
            typer.echo(line, file=file)


def _tell_bad_rows(report: ImportReport) -> None:
    for row in report.bad_rows:
        typer.echo(f"affetto: {row}", err=True)
    if untold := report.bad - len(report.bad_rows):
        typer.echo(f"affetto: and {untold:,} more rows that cannot be used", err=True)


def _as_dict(file: Path, report: ImportReport) -> dict[str, object]:
    merged = {evidence.name.lower(): count for evidence, count in report.merged.items()}
    return {"file": str(file), **asdict(report), "merged": merged}


def _summarize(report: ImportReport) -> str:
    counts = {
        "new": report.new,
        **{f"known by {evidence}": count for evidence, count in report.merged.items()},
        "changed": report.changed,
        "known already": report.unchanged,
        "unusable": report.bad,
    }
    told = ", ".join(f"{count:,} {what}" for what, count in counts.items() if count)
    return f"{report.rows:,} tracks: {told}" if told else "no tracks"
