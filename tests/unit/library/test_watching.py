"""Watched folders: what comes, changes, moves and goes."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from filled_for_tests import keep_file
from reader_for_tests import WavReader

from affetto.execution import make_executor
from affetto.library.records import Removed
from affetto.library.scanner import add_music
from affetto.library.watch_repository import WatchRepository
from affetto.library.watching import FolderWatch, rescan


@pytest.fixture
def add(library):
    return lambda paths: add_music(library, paths, WavReader(), workers=1)


def remember(library, *folders):
    with library.changing() as session:
        for folder in folders:
            WatchRepository(session).remember(folder)


def titles(library):
    return sorted(track.tags.title for track in library.tracks())


@pytest.fixture
def watched(library, music, write_wav, add):
    """A watched folder of two albums that the library knows."""
    for seed, name in enumerate(("a/one", "a/two", "b/three")):
        write_wav(music / f"{name}.wav", seed=seed)
    remember(library, music)
    assert rescan(library, add).added.added == 3
    return music


def test_a_rescan_of_the_known_changes_nothing(library, watched, add):
    report = rescan(library, add)
    assert (report.added.unchanged, report.vanished, report.out_of_reach) == (3, (), ())


def test_new_changed_and_moved_files_are_found(library, watched, add, write_wav):
    write_wav(watched / "b" / "four.wav", seed=4)
    write_wav(watched / "a" / "one.wav", seed=11)
    (watched / "a" / "two.wav").rename(watched / "b" / "zwei.wav")
    before = {track.uri: track.id for track in library.tracks()}

    report = rescan(library, add)

    assert (report.added.added, report.added.updated, report.added.moved) == (1, 1, 1)
    assert report.vanished == ()
    after = {track.uri: track.id for track in library.tracks()}
    moved = before[(watched / "a" / "two.wav").as_uri()]
    assert after[(watched / "b" / "zwei.wav").as_uri()] == moved


def test_a_file_that_is_gone_is_told_and_forgotten_only_on_request(library, watched, add):
    gone = watched / "a" / "one.wav"
    gone.unlink()
    assert rescan(library, add).vanished == (gone,)
    assert titles(library) == ["one", "three", "two"]
    report = rescan(library, add, remove_missing=True)
    assert (report.vanished, report.removed) == ((gone,), Removed(tracks=1, files=1))
    assert titles(library) == ["three", "two"]
    assert rescan(library, add, remove_missing=True).vanished == ()


def test_an_album_that_was_deleted_is_gone(library, watched, add):
    shutil.rmtree(watched / "a")
    report = rescan(library, add, remove_missing=True)
    assert report.removed == Removed(tracks=2, files=2)
    assert report.out_of_reach == ()


@pytest.mark.parametrize("how", ["missing", "empty", "part empty", "a file"])
def test_what_a_missing_disk_held_is_never_forgotten(library, watched, add, how):
    disk = watched / "a" if how == "part empty" else watched
    shutil.rmtree(disk)
    if how == "a file":
        disk.write_text("no folder")
    elif how != "missing":
        disk.mkdir()

    report = rescan(library, add, remove_missing=True)

    assert [failure.path for failure in report.out_of_reach] == [disk]
    assert (report.vanished, report.removed.files) == ((), 0)
    assert titles(library) == ["one", "three", "two"]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_folder_that_may_not_be_entered_has_not_lost_its_files(library, watched, add):
    (watched / "a").chmod(0)
    report = rescan(library, add, remove_missing=True)
    (watched / "a").chmod(0o755)
    assert report.vanished == ()
    assert titles(library) == ["one", "three", "two"]


def test_a_track_that_can_be_played_elsewhere_stays_without_its_file(
    library, music, add, write_wav
):
    """Two encodings of one recording are one track."""
    for seed, folder in enumerate("ab"):
        write_wav(music / folder / "Ada - Song.wav", seed=seed, seconds=0.5)
        write_wav(music / folder / f"Ada - Other {folder}.wav", seed=seed + 10)
    remember(library, music)
    assert rescan(library, add).added.copies == 1
    (music / "a" / "Ada - Song.wav").unlink()
    report = rescan(library, add, remove_missing=True)
    assert report.removed == Removed(tracks=0, files=1)
    (song,) = (track for track in library.tracks() if track.tags.title == "Song")
    assert library.details(song.id).paths == (music / "b" / "Ada - Song.wav",)


def test_a_licence_leaves_with_the_file_that_stated_it(library, tmp_path):
    one, other = tmp_path / "a.flac", tmp_path / "b.flac"
    song = {"artist": "Ada", "title": "Song"}
    track = keep_file(library, one, licence="CC0-1.0", **song)
    assert keep_file(library, other, licence="CC-BY-4.0", **song) == track
    assert library.details(track).track.tags.licence == "CC0-1.0"
    with library.changing() as session:
        removed = WatchRepository(session).forget_files([one, tmp_path / "never seen.flac"])
    assert removed == Removed(tracks=0, files=1)
    assert library.details(track).track.tags.licence == "CC-BY-4.0"


def test_files_elsewhere_are_nobodys_business(library, watched, add, tmp_path):
    keep_file(library, tmp_path / "music and more" / "gone.flac")
    assert rescan(library, add, remove_missing=True).vanished == ()
    assert library.count() == 4


def test_folders_are_remembered_once_and_can_be_forgotten(library, music, monkeypatch):
    with library.changing() as session:
        repository = WatchRepository(session)
        assert repository.remember(music)
        assert not repository.remember(music / "x" / "..")
        assert repository.folders() == [music]
        monkeypatch.chdir(music.parent)
        assert repository.forget(Path("music"))
        assert not repository.forget(music)
        assert repository.folders() == []


def test_a_watch_without_any_music_is_no_error(library, music, add):
    remember(library, music)
    assert rescan(library, add).out_of_reach == ()


class TestWatch:
    """Looks that follow each other, without the time between them."""

    @pytest.fixture
    def watch(self, library, watched, add):
        watch = FolderWatch(library, add)
        watch.begin()
        watch.look()
        return watch

    def test_a_file_is_taken_up_when_it_has_stopped_changing(
        self, watch, library, watched, write_wav
    ):
        new = write_wav(watched / "new.wav", seed=9)
        assert watch.look().added.added == 0
        with new.open("ab") as file:  # it is still being copied
            file.write(b"\0\0")
        assert watch.look().added.added == 0
        assert watch.look().added.added == 1
        assert watch.look().added.added == 0
        assert "new" in titles(library)

    def test_a_changed_file_is_heard_again(self, watch, watched, write_wav):
        write_wav(watched / "a" / "one.wav", seed=21, seconds=0.1)
        watch.look()
        assert watch.look().added.updated == 1

    def test_a_moved_file_stays_the_same_track(self, watch, library, watched):
        (watched / "a" / "one.wav").rename(watched / "uno.wav")
        watch.look()
        report = watch.look()
        assert (report.added.moved, report.vanished) == (1, ())
        assert library.count() == 3

    def test_a_file_that_is_replaced_is_not_gone(self, watch, watched, write_wav):
        """As editors of tags do: the old one goes, a moment later the new one comes."""
        (watched / "a" / "one.wav").unlink()
        assert watch.look().vanished == ()
        write_wav(watched / "a" / "one.wav", seed=22)
        assert watch.look().vanished == ()
        assert watch.look().added.updated == 1

    def test_a_file_that_is_gone_is_told_once(self, watch, library, watched):
        (watched / "a" / "one.wav").unlink()
        reports = [watch.look() for _ in range(4)]
        assert [len(report.vanished) for report in reports] == [0, 1, 0, 0]
        assert library.count() == 3

    def test_on_request_it_is_forgotten(self, library, watched, add):
        watch = FolderWatch(library, add, remove_missing=True)
        watch.begin()
        (watched / "a" / "one.wav").unlink()
        assert [watch.look().removed.tracks for _ in range(3)] == [0, 1, 0]
        assert titles(library) == ["three", "two"]

    def test_a_disk_that_goes_and_comes_back_costs_nothing(self, watch, library, watched):
        elsewhere = watched.rename(watched.with_name("unmounted"))
        reports = [watch.look() for _ in range(3)]
        assert [len(report.out_of_reach) for report in reports] == [0, 1, 0]
        assert all(report.vanished == () for report in reports)
        elsewhere.rename(watched)
        watch.look()
        assert watch.look().added.unchanged == 3
        assert library.count() == 3

    def test_a_broken_file_is_told_once(self, watch, watched):
        (watched / "words.wav").write_text("la la la")
        reports = [watch.look() for _ in range(4)]
        assert [len(report.added.failed) for report in reports] == [0, 1, 0, 0]

    def test_a_folder_is_watched_as_soon_as_somebody_says_so(
        self, watch, library, tmp_path, write_wav
    ):
        write_wav(tmp_path / "second" / "new.wav", seed=30)
        assert watch.look().added.added == 0
        remember(library, tmp_path / "second")
        watch.look()
        assert watch.look().added.added == 1

    def test_it_runs_until_ctrl_c_and_reports_changes_only(self, library, watched, add, write_wav):
        reports, waits = [], []

        def wait(seconds):
            waits.append(seconds)
            if len(waits) == 2:
                write_wav(watched / "new.wav", seed=9)
            if len(waits) == 6:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            FolderWatch(library, add).run(reports.append, 3.0, wait)
        assert [report.added.added for report in reports] == [0, 1]
        assert reports[0].added.unchanged == 3
        assert all(seconds >= 3.0 for seconds in waits)

    def test_ctrl_c_while_music_is_heard_ends_it(self, library, watched, write_wav):
        write_wav(watched / "new.wav", seed=9)

        def stopped(_workers):
            raise KeyboardInterrupt

        def add_and_stop(paths):
            factory = stopped if any(path.name == "new.wav" for path in paths) else make_executor
            return add_music(library, paths, WavReader(), workers=1, executor_factory=factory)

        with pytest.raises(KeyboardInterrupt):
            FolderWatch(library, add_and_stop).run(lambda _report: None, 1.0, pytest.fail)
