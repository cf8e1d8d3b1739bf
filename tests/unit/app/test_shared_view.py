"""What is held in memory is never older than the question."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from affetto.app.shared_view import SharedView, share_catalogue
from affetto.library.music_library import Library
from affetto.library.tables import TrackRow


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.db") as opened:
        yield opened


def add_track(library: Library) -> None:
    texts = ("title", "artist", "album", "isrc", "mbid", "recording_key", "licence")
    row = dict.fromkeys((*texts, "licence_origin", "language", "folded_text"), "")
    with library.changing() as session:
        session.add(TrackRow(**row, added_at=datetime(2026, 1, 1, tzinfo=UTC)))


def test_is_made_once_as_long_as_no_track_changes(library: Library) -> None:
    view = share_catalogue(library)
    first = view.current()
    library.enter_job("add music", "a folder")
    assert view.current() is first


def test_sees_what_another_connection_changed_and_leaves_the_old_one_be(library: Library) -> None:
    view = share_catalogue(library)
    before = view.current()
    with Library.open(library.path) as other:
        add_track(other)
    assert (len(before), len(view.current())) == (0, 1)


def test_an_error_is_told_and_the_next_question_tries_again(library: Library) -> None:
    divisors = [0, 4]
    view = SharedView(library, lambda _library: 1 / divisors.pop(0))
    with pytest.raises(ZeroDivisionError):
        view.current()
    assert view.current() == 0.25


class Workshop:
    """Counts tracks, as slowly as it is told to."""

    def __init__(self) -> None:
        self.made: list[int] = []
        self.begun = threading.Event()
        self.may_end = threading.Event()
        self.may_end.set()

    def __call__(self, library: Library) -> int:
        count = library.count()
        self.begun.set()
        self.may_end.wait()
        self.made.append(count)
        return count


class Watched(Library):
    """Tells of questions for the stamp."""

    on_stamp: Callable[[], object] = staticmethod(lambda: None)

    def stamp(self) -> str:
        self.on_stamp()
        return super().stamp()


def test_many_who_wait_while_tracks_change_are_answered_together(library: Library) -> None:
    askers = 5
    with Watched.open(library.path) as watched, ThreadPoolExecutor(askers + 1) as threads:
        workshop = Workshop()
        view = SharedView(watched, workshop)
        assert view.current() == 0
        add_track(library)
        workshop.begun.clear()
        workshop.may_end.clear()
        first = threads.submit(view.current)
        workshop.begun.wait()
        all_asked = threading.Barrier(askers + 1)
        has_asked = threading.local()

        def note_question() -> None:
            if not getattr(has_asked, "yes", False):
                has_asked.yes = True
                all_asked.wait()

        watched.on_stamp = note_question
        others = [threads.submit(view.current) for _ in range(askers)]
        all_asked.wait()
        add_track(library)
        watched.on_stamp = lambda: None
        workshop.may_end.set()
        assert first.result() == 1
        assert [other.result() for other in others] == [2] * askers
    assert workshop.made == [0, 1, 2]
