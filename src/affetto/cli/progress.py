"""Progress of long work, as a bar where somebody looks and as nothing in a log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeRemainingColumn,
)

from affetto.library.import_service import ImportProgress
from affetto.library.scanner import AddProgress
from affetto.library.server_reports import ServerProgress
from affetto.text import printable


@contextmanager
def add_progress() -> Iterator[Callable[[AddProgress], None]]:
    """A bar on stderr that shows how far adding music has come."""
    bar = _bar(TextColumn("hearing"))
    with bar:
        task = bar.add_task("", total=None)

        def show(progress: AddProgress) -> None:
            name = escape(printable(progress.current.name)) if progress.current else ""
            bar.update(task, total=progress.total, completed=progress.done, description=name)

        yield show


@contextmanager
def server_progress() -> Iterator[Callable[[ServerProgress], None]]:
    """A bar on stderr that shows how far the import of a server has come."""
    bar = _bar(TextColumn("{task.fields[step]}"))
    with bar:
        task = bar.add_task("", total=None, step="")

        def show(progress: ServerProgress) -> None:
            bar.update(
                task,
                total=progress.total or None,
                completed=progress.done,
                description=escape(printable(progress.current)),
                step="hearing" if progress.total else "asking the server",
            )

        yield show


@contextmanager
def row_progress(title: str) -> Iterator[Callable[[ImportProgress], None]]:
    """A count on stderr for rows of which nobody knows how many there are."""
    console = Console(stderr=True)
    count = Progress(
        SpinnerColumn(),
        TextColumn(escape(printable(title))),
        TextColumn("{task.completed:,.0f} tracks"),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    with count:
        task = count.add_task("", total=None)
        yield lambda progress: count.update(task, completed=progress.rows)


@contextmanager
def step_progress(title: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr for work of steps that are told as how many of how many."""
    console = Console(stderr=True)
    bar = Progress(
        TextColumn(title),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    with bar:
        task = bar.add_task("", total=None)

        def show(done: int, total: int) -> None:
            bar.update(task, total=total, completed=done)

        yield show


def _bar(step: TextColumn) -> Progress:
    """A bar on stderr for work of which it is known how much there is; nothing in a log."""
    console = Console(stderr=True)
    return Progress(
        step,
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("[dim]{task.description}"),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
