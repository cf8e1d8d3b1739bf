"""`affetto library watch`: folders whose music comes into the library by itself."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from affetto.cli.add_reports import summarize_add
from affetto.cli.arguments import parse_path
from affetto.errors import InputError
from affetto.text import printable

if TYPE_CHECKING:
    from affetto.library.music_library import Library
    from affetto.library.scanner import AddProgress
    from affetto.library.watching import AddMusic, RescanReport

_INTERVAL_S = 10.0


def watch(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FOLDER", parser=parse_path, show_default=False),
    ] = None,
    once: Annotated[
        bool, typer.Option("--once", help="Look through all watched folders once, then end.")
    ] = False,
    forget: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FOLDER", parser=parse_path, help="Watch it no longer.", show_default=False
        ),
    ] = None,
    listing: Annotated[bool, typer.Option("--list", help="List the watched folders.")] = False,
    remove_missing: Annotated[
        bool, typer.Option("--remove-missing", help="Forget tracks whose files are gone.")
    ] = False,
    interval: Annotated[
        float, typer.Option(metavar="SECONDS", min=0.1, help="Time between two looks.")
    ] = _INTERVAL_S,
    as_json: Annotated[
        bool, typer.Option("--json", help="As JSON; an object per change while watching.")
    ] = False,
) -> None:
    """Keep the music of folders in the library as it comes and changes, until Ctrl-C."""
    from affetto.app.music_library import open_library

    with open_library() as library:
        _change_folders(library, folders or [], forget or [])
        if listing:
            _list(library, as_json=as_json)
        if not once and (forget or listing):
            return
        if not _watched(library):
            raise typer.BadParameter("no folder is watched yet: name one", param_hint="FOLDER")
        if once:
            _rescan(library, remove_missing=remove_missing, as_json=as_json)
        else:
            _watch(library, interval, remove_missing=remove_missing, as_json=as_json)


def _change_folders(library: Library, added: Sequence[Path], forgotten: Sequence[Path]) -> None:
    from affetto.library.watch_repository import WatchRepository

    for folder in added:
        if not folder.is_dir():
            raise InputError(folder, "there is no such folder")
    with library.changing() as session:
        repository = WatchRepository(session)
        for folder in forgotten:
            if not repository.forget(folder):
                raise InputError(folder, "is not watched; see `affetto library watch --list`")
        for folder in added:
            repository.remember(folder)


def _watched(library: Library) -> list[Path]:
    from affetto.library.watch_repository import WatchRepository

    with library.looking() as session:
        return WatchRepository(session).folders()


def _list(library: Library, *, as_json: bool) -> None:
    folders = [str(folder) for folder in _watched(library)]
    if as_json:
        typer.echo(json.dumps(folders, indent=1))
    else:
        for folder in folders:
            typer.echo(printable(folder))


def _rescan(library: Library, *, remove_missing: bool, as_json: bool) -> None:
    from affetto.cli.progress import add_progress
    from affetto.library.watching import rescan

    with add_progress() as on_progress:
        report = rescan(library, _adding(library, on_progress), remove_missing=remove_missing)
        if report.added.is_interrupted:
            raise KeyboardInterrupt
    _say(report, as_json=as_json, hint_at_removal=not remove_missing)
    if report.added.failed or report.out_of_reach:
        raise typer.Exit(1)


def _watch(library: Library, interval_s: float, *, remove_missing: bool, as_json: bool) -> None:
    from affetto.library.watching import FolderWatch

    if not as_json:
        for folder in _watched(library):
            typer.echo(f"watching {printable(str(folder))}")
        typer.echo("Ctrl-C ends it")

    def say(report: RescanReport) -> None:
        _say(report, as_json=as_json, hint_at_removal=not remove_missing)
        # Whoever reads along through a pipe wants to know now.
        sys.stdout.flush()

    # It is meant to be ended so, and nothing is lost: no error.
    with suppress(KeyboardInterrupt):
        folder_watch = FolderWatch(library, _adding(library), remove_missing=remove_missing)
        folder_watch.run(say, interval_s)


def _adding(
    library: Library, on_progress: Callable[[AddProgress], object] = lambda _progress: None
) -> AddMusic:
    """Adds to a library as `library add` does."""
    from affetto.app.music_library import add_to_library
    from affetto.config import load_settings

    workers = load_settings().workers
    return partial(add_to_library, library, workers=workers, on_progress=on_progress)


def _say(report: RescanReport, *, as_json: bool, hint_at_removal: bool) -> None:
    if as_json:
        typer.echo(json.dumps(_as_dict(report), ensure_ascii=False))
        return
    for failure in (*report.added.failed, *report.out_of_reach):
        typer.echo(f"affetto: {failure}", err=True)
    for path in report.vanished:
        typer.echo(f"gone: {printable(str(path))}")
    typer.echo(summarize_add(report.added))
    if report.removed.files:
        typer.echo(f"{report.removed.tracks} removed")
    elif report.vanished and hint_at_removal:
        typer.echo("what is gone stays in the library; --remove-missing forgets it")


def _as_dict(report: RescanReport) -> dict[str, object]:
    return {
        **asdict(report.added),
        "failed": list(map(str, report.added.failed)),
        "failed_before": list(map(str, report.added.failed_before)),
        "vanished": list(map(str, report.vanished)),
        "removed": asdict(report.removed),
        "out_of_reach": list(map(str, report.out_of_reach)),
    }
