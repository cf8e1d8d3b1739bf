"""How commands that hear music tell what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from affetto.library.scanner import AddReport

_EXIT_INTERRUPTED = 130


def tell_add_report(report: AddReport, *, quiet: bool = False) -> None:
    """Say what became of the files, on stderr what could not be used, and end accordingly.

    Args:
        report: what came of it.
        quiet: whether to say nothing where nothing is new.

    Raises:
        typer.Exit: it was stopped, or a file could not be used.
    """
    for failure in report.failed:
        typer.echo(f"affetto: {failure}", err=True)
    if not quiet:
        for failure in report.failed_before:
            typer.echo(f"affetto: {failure} (as before; --retry-failed tries again)", err=True)
    if not (quiet and is_nothing_new(report) and not report.failed):
        typer.echo(summarize_add(report))
    if report.is_interrupted:
        typer.echo("stopped; the same command goes on where it stopped", err=True)
        raise typer.Exit(_EXIT_INTERRUPTED)
    if report.failed:
        raise typer.Exit(1)


def is_nothing_new(report: AddReport) -> bool:
    """Whether the library is as it was before."""
    return not (report.added or report.found or report.updated or report.moved or report.copies)


def summarize_add(report: AddReport) -> str:
    """What became of the files, on one line."""
    counts = {
        "added": report.added,
        "found for tracks of catalogues": report.found,
        "updated": report.updated,
        "moved": report.moved,
        "further copies": report.copies,
        "known already": report.unchanged,
        "failed": len(report.failed),
        "failed before": len(report.failed_before),
        "not there now": report.missing,
    }
    return ", ".join(f"{count} {what}" for what, count in counts.items() if count) or "nothing new"
