"""How far the import of a server has come, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from affetto.library.import_batch import ImportOutcome
from affetto.library.music_library import JobProgress
from affetto.text import printable


@dataclass(frozen=True)
class ServerProgress:
    """How far the import of a server has come.

    Attributes:
        done: of `total`: first tracks that were told of, then those that were heard.
        total: 0 as long as the server has not told all.
        failed: those among them that could not be heard.
        current: the one that was dealt with last; "" for none.
    """

    done: int
    total: int
    failed: int
    current: str = ""


@dataclass(frozen=True)
class StreamFailure:
    """A recording that could not be heard, and why."""

    name: str
    reason: str

    def __str__(self) -> str:
        return printable(f"{self.name}: {self.reason}")


@dataclass(frozen=True)
class ServerReport:
    """What came of importing a server; numbers of tracks.

    Attributes:
        tracks: that the server has.
        new: those of them that became new tracks of the library.
        merged: those that turned out to be known from elsewhere.
        changed: those that were known, and of which the server says more than before.
        heard: those that were heard, this time.
        failed: those that could not be, this time.
        failed_before: those that could not be heard earlier and were not tried again.
        is_interrupted: whether it was stopped by Ctrl-C; the next run does the rest.
    """

    tracks: int = 0
    new: int = 0
    merged: int = 0
    changed: int = 0
    heard: int = 0
    failed: tuple[StreamFailure, ...] = ()
    failed_before: int = 0
    is_interrupted: bool = False


class ServerTally:
    """Counts what becomes of the tracks, and says so."""

    def __init__(self, on_progress: Callable[[ServerProgress], object]) -> None:
        self.job: JobProgress | None = None
        self._on_progress = on_progress
        self._outcomes: Counter[ImportOutcome] = Counter()
        self._total = 0
        self._done = 0
        self._heard = 0
        self._failed: list[StreamFailure] = []
        self._failed_before = 0

    def bring_in(self, outcomes: Sequence[ImportOutcome]) -> None:
        """Counts tracks that were told of."""
        self._outcomes.update(outcomes)
        self._done += len(outcomes)
        self.show()

    def skip_failed(self, number: int) -> None:
        """Counts tracks that are not tried again."""
        self._failed_before += number

    def expect(self, total: int) -> None:
        """Begins to count those that are to be heard."""
        self._total, self._done = total, 0
        if self.job is not None:
            self.job.expect(total)
        self.show()

    def hear(self, name: str) -> None:
        """Counts one that was heard."""
        self._heard += 1
        self._finish(name)

    def fail(self, name: str, reason: str) -> None:
        """Counts one that could not be heard."""
        self._failed.append(StreamFailure(name, reason))
        self._finish(name)

    def pass_over(self, name: str) -> None:
        """Counts one that need not be heard any more."""
        self._finish(name)

    def show(self, current: str = "") -> None:
        """Lets others see how far it has come."""
        if self.job is not None:
            self.job.done, self.job.failed = self._done, len(self._failed)
            self.job.show()
        self._on_progress(ServerProgress(self._done, self._total, len(self._failed), current))

    def report(self, *, is_interrupted: bool = False) -> ServerReport:
        """What came of it."""
        merged = [count for outcome, count in self._outcomes.items() if outcome.merged_by]
        return ServerReport(
            tracks=self._outcomes.total(),
            new=self._outcomes[ImportOutcome(is_new=True)],
            merged=sum(merged),
            changed=self._outcomes[ImportOutcome(is_changed=True)],
            heard=self._heard,
            failed=tuple(self._failed),
            failed_before=self._failed_before,
            is_interrupted=is_interrupted,
        )

    def _finish(self, name: str) -> None:
        self._done += 1
        self.show(name)
