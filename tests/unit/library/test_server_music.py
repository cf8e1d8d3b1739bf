"""Importing the music of a server: fetched, heard, deleted, and gone on with after a stop."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from reader_for_tests import IncompleteReader, WavReader
from server_for_tests import (
    WORKERS,
    DyingReader,
    FolderServer,
    ServerGoneError,
    TaggedReader,
    run_import,
)

from affetto.errors import LibraryError
from affetto.library.edit_repository import Edit, EditRepository
from affetto.library.edits import EditedField
from affetto.library.music_library import Library
from affetto.library.records import AnalyserId, JobState, TrackFilter
from affetto.library.scanner import add_music, analyse_music
from affetto.library.server_reports import ServerReport

PROGRAM = Path(__file__).with_name("server_for_tests.py")

# Files that wait for a worker, besides those that are read.
AHEAD = 2


@pytest.fixture
def server(music, write_wav) -> FolderServer:
    """A server with three recordings."""
    for seed, name in enumerate(("Ada - Reverie", "Bo - Harbour", "Cleo - Last Ferry")):
        write_wav(music / f"{name}.wav", seed=seed, seconds=0.2, level=0.3 + 0.2 * seed)
    return FolderServer(music)


def fetched_files(library: Library) -> list[Path]:
    return list((library.path.parent / "fetched").rglob("*"))


def find(library: Library, text: str):
    (track,) = library.tracks(TrackFilter(text=text))
    return track


class TestHearing:
    def test_everything_becomes_a_track_that_was_heard(self, library, server):
        report = run_import(library, server)

        assert report == ServerReport(tracks=3, new=3, heard=3)
        reverie = find(library, "reverie")
        assert (reverie.tags.artist, reverie.tags.album) == ("Ada", "Shores")
        assert reverie.uri == "folder:Ada - Reverie.wav"
        assert reverie.duration_s == pytest.approx(0.2)
        # Uniform noise between -0.3 and 0.3 has an RMS of 0.3 / sqrt(3).
        assert reverie.features.energy == pytest.approx(0.3 / 3**0.5, abs=0.02)
        assert reverie.mood.arousal == pytest.approx(2 * reverie.features.energy - 0.5)
        details = library.details(reverie.id)
        assert details.analyser == AnalyserId("wav-test", "1")
        assert (details.paths, details.addresses) == ((), (reverie.uri,))

    def test_nothing_of_the_files_is_left_on_the_disk(self, library, server):
        run_import(library, server)
        assert fetched_files(library) == []

    def test_few_files_are_on_the_disk_at_a_time(self, library, music, write_wav):
        for seed in range(20):
            write_wav(music / f"{seed:02}.wav", seed=seed)
        server = FolderServer(music)
        run_import(library, server)
        assert len(server.fetched) == 20
        assert 1 <= server.most_files <= WORKERS + AHEAD

    def test_a_second_run_fetches_only_what_is_new(self, library, server, write_wav):
        run_import(library, server)
        server.fetched.clear()
        write_wav(server.folder / "Dan - New.wav", seed=9)

        report = run_import(library, server)

        assert report == ServerReport(tracks=4, new=1, heard=1)
        assert server.fetched == ["Dan - New.wav"]

    def test_a_newer_analyser_hears_everything_anew(self, library, server):
        run_import(library, server)
        report = run_import(library, server, WavReader(version="2"))
        assert (report.new, report.heard) == (0, 3)
        details = library.details(find(library, "reverie").id)
        assert details.analyser == AnalyserId("wav-test", "2")

    def test_an_empty_server_is_no_error(self, library, tmp_path):
        assert run_import(library, FolderServer(tmp_path / "nothing")) == ServerReport()

    def test_the_licence_in_the_tags_of_a_file_counts(self, library, server):
        run_import(library, server, TaggedReader())
        assert find(library, "reverie").tags.licence == "CC0-1.0"


class TestWhatIsKnownFromElsewhere:
    def test_a_recording_whose_file_was_heard_is_not_fetched(self, library, server):
        add_music(library, [server.folder / "Ada - Reverie.wav"], WavReader(), workers=1)
        server.length_s = 0.2

        report = run_import(library, server)

        assert (report.new, report.merged, report.heard) == (2, 1, 2)
        assert "Ada - Reverie.wav" not in server.fetched
        details = library.details(find(library, "reverie").id)
        assert details.addresses == ("folder:Ada - Reverie.wav",)
        assert details.paths == (server.folder / "Ada - Reverie.wav",)

    def test_a_recording_with_a_file_is_left_to_those_who_hear_files(self, library, server):
        path = server.folder / "Ada - Reverie.wav"
        add_music(library, [path], WavReader(), workers=1)
        server.length_s = 0.2
        newer = WavReader(version="2")

        run_import(library, server, newer)
        assert "Ada - Reverie.wav" not in server.fetched

        assert analyse_music(library, newer, workers=1).updated == 1

    def test_a_file_that_is_added_later_belongs_to_the_same_track(self, library, server):
        run_import(library, server)
        before = find(library, "reverie")

        report = add_music(library, [server.folder / "Ada - Reverie.wav"], WavReader(), workers=1)

        assert report.found == 1
        after = find(library, "reverie")
        assert after.id == before.id
        assert after.uri == (server.folder / "Ada - Reverie.wav").as_uri()
        assert after.tags.album == "Shores"

    def test_two_addresses_of_one_recording_are_heard_once(self, library, server, write_wav):
        for folder in ("Shores", "Best of"):
            write_wav(server.folder / folder / "Dan - Twice.wav", seed=7, seconds=0.2)
        server.length_s = 0.2

        report = run_import(library, server, WavReader(delay_s=0.1))

        assert (report.new, report.merged) == (4, 1)
        assert library.count() == 4
        assert find(library, "twice").features is not None
        # The second may be on its way before the first was heard.
        assert 4 <= report.heard <= 5

    def test_words_of_the_server_and_of_the_user_stay(self, library, server):
        report = run_import(library, server, WavReader(version="0"))
        assert report.heard == 3
        track = find(library, "reverie")
        edit = Edit(EditedField.TITLE, "Rêverie", library.details(track.id).analysed_at)
        with library.changing() as session:
            EditRepository(session).save(track.id, edit)

        run_import(library, server)

        assert library.details(track.id).track.tags.title == "Rêverie"
        # The reader would have called them after the files that they were fetched to.
        assert {each.tags.title for each in library.tracks()} == {
            "Rêverie",
            "Harbour",
            "Last Ferry",
        }


class TestFailures:
    def test_a_damaged_file_stops_nothing_and_is_not_tried_again(self, library, server):
        (server.folder / "Bo - Harbour.wav").write_bytes(b"no sound at all")

        report = run_import(library, server)

        assert (report.tracks, report.heard) == (3, 2)
        (failure,) = report.failed
        assert str(failure).startswith("Bo – Harbour: no WAV file")
        server.fetched.clear()
        again = run_import(library, server)
        assert (again.heard, again.failed, again.failed_before) == (0, (), 1)
        assert server.fetched == []

    def test_a_damaged_file_is_tried_again_on_demand_and_by_another_version(
        self, library, server, write_wav
    ):
        path = server.folder / "Bo - Harbour.wav"
        path.write_bytes(b"no sound at all")
        run_import(library, server)

        assert len(run_import(library, server, retry_failed=True).failed) == 1
        assert len(run_import(library, server, WavReader(version="2")).failed) == 1

        write_wav(path, seed=5)
        report = run_import(library, server, WavReader(version="2"), retry_failed=True)
        assert report.heard == 1
        assert list(library.failures()) == []

    def test_what_cannot_be_had_is_tried_again_the_next_time(self, library, server):
        server.missing.add("Bo - Harbour.wav")
        report = run_import(library, server)
        assert [str(failure) for failure in report.failed] == [
            "Bo – Harbour: has no such thing, or has it no longer"
        ]
        server.missing.clear()
        report = run_import(library, server)
        assert (report.heard, report.failed) == (1, ())
        assert list(library.failures()) == []

    def test_what_failed_before_comes_last(self, library, server, write_wav):
        server.missing.add("Ada - Reverie.wav")
        run_import(library, server)
        server.missing.clear()
        server.fetched.clear()
        write_wav(server.folder / "Zoe - Last.wav", seed=8)
        run_import(library, server)
        assert server.fetched == ["Zoe - Last.wav", "Ada - Reverie.wav"]

    def test_a_file_that_kills_its_worker_costs_no_other(self, library, music, write_wav):
        for seed, name in enumerate(("1", "2", "3", "4")):
            write_wav(music / f"{name}.wav", seed=seed)

        report = run_import(library, FolderServer(music), DyingReader(), time_limit_s=60)

        assert report.heard == 3
        (failure,) = report.failed
        assert failure.reason == "it makes the analyser crash"

    def test_a_server_that_goes_away_ends_the_job_and_the_next_run_goes_on(
        self, library, music, write_wav, read_jobs
    ):
        for seed in range(12):
            write_wav(music / f"{seed:02}.wav", seed=seed)
        server = FolderServer(music, gone_after=8)

        with pytest.raises(ServerGoneError, match="cannot be reached"):
            run_import(library, server)

        (job,) = read_jobs(library.path)
        assert (job["state"], job["error"]) == (
            JobState.FAILED,
            "Folder server: cannot be reached",
        )
        assert fetched_files(library) == []
        heard = library.stats().analysed_tracks
        server.gone_after = None
        assert run_import(library, server).heard == 12 - heard

    def test_an_analyser_that_cannot_be_loaded_is_one_sentence(self, library, server):
        with pytest.raises(LibraryError, match="the music analyser cannot be loaded"):
            run_import(library, server, IncompleteReader())


class TestStopping:
    def test_a_stop_keeps_what_was_heard_and_the_next_run_does_the_rest(
        self, library, music, write_wav, read_jobs
    ):
        for seed in range(10):
            write_wav(music / f"{seed:02}.wav", seed=seed)
        server = FolderServer(music)

        def stop(progress):
            if progress.total and progress.done >= 3:
                raise KeyboardInterrupt

        report = run_import(library, server, on_progress=stop)

        assert (report.is_interrupted, report.tracks) == (True, 10)
        assert 3 <= report.heard < 10
        assert fetched_files(library) == []
        (job,) = read_jobs(library.path)
        assert (job["kind"], job["subject"]) == ("import a server", "Folder server")
        assert (job["state"], job["total"]) == (JobState.INTERRUPTED, 10)
        assert run_import(library, server).heard == 10 - report.heard

    def test_progress_tells_first_what_the_server_has_then_what_was_heard(self, library, server):
        told = []
        run_import(library, server, on_progress=told.append)
        assert [(each.done, each.total) for each in told if not each.total] == [(3, 0)]
        hearing = [each.done for each in told if each.total]
        assert hearing == sorted(hearing)
        assert (hearing[0], hearing[-1]) == (0, 3)
        assert {each.current for each in told} >= {"Ada – Reverie", "Bo – Harbour"}


def start_import(order: dict[str, object]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(PROGRAM), json.dumps(order)],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def test_killed_at_random_the_next_run_does_the_rest(tmp_path, music, write_wav):
    for seed in range(40):
        write_wav(music / f"{seed:02}.wav", seed=seed)
    order = {
        "library": str(tmp_path / "library.db"),
        "music": str(music),
        "log": str(tmp_path / "log"),
        "delay_s": 0.05,
    }
    chance = random.Random(3)
    kills = 2
    for _ in range(kills):
        program = start_import(order)
        aim = chance.randint(2, 8)
        while int(program.stdout.readline()) < aim:
            pass
        time.sleep(chance.uniform(0.0, 0.1))
        program.kill()
        program.communicate()
    with Library.open(tmp_path / "library.db") as library:
        kept = library.stats().analysed_tracks
        assert kept >= 2 * kills

        program = start_import(order)
        output, _ = program.communicate()
        assert program.returncode == 0
        assert json.loads(output.splitlines()[-1]) == {"tracks": 40, "new": 0, "heard": 40 - kept}
        assert library.stats().analysed_tracks == 40
        assert library.find_damage() == ()
        assert fetched_files(library) == []
    reads = Counter((tmp_path / "log").read_text().splitlines())
    # A file is read again only where it was on its way when the program was killed.
    assert sum(reads.values()) <= 40 + kills * (WORKERS + AHEAD)
