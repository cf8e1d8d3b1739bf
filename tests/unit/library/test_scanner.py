from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from reader_for_tests import (
    BadReader,
    IncompleteReader,
    LicensedReader,
    UnloadableReader,
    WavReader,
)

from affetto.errors import InputError, LibraryError
from affetto.library.music_library import Library
from affetto.library.records import AnalyserId, JobState, LicenceOrigin, TrackFilter
from affetto.library.scanner import AddProgress, AddReport, add_music


def add(library: Library, path: Path, reader: WavReader | None = None, **options) -> AddReport:
    return add_music(library, [path], reader or WavReader(), workers=2, **options)


def names_in(log: Path) -> list[str]:
    return sorted(os.fsdecode(log.read_bytes()).splitlines()) if log.exists() else []


def test_hears_every_file_and_keeps_what_was_heard(library, music, write_wav):
    write_wav(music / "Jazz" / "Nina - Sinnerman.wav", seed=1, seconds=0.5, level=0.9)
    write_wav(music / "Calm.wav", seed=2, seconds=0.25, level=0.1)

    report = add(library, music)

    assert report == AddReport(added=2)
    (sinnerman,) = library.tracks(TrackFilter(text="sinnerman"))
    assert (sinnerman.tags.artist, sinnerman.tags.title) == ("Nina", "Sinnerman")
    assert sinnerman.tags.genres == ("Jazz",)
    assert sinnerman.duration_s == pytest.approx(0.5)
    # Uniform noise between -0.9 and 0.9 has an RMS of 0.9 / sqrt(3).
    assert sinnerman.features.energy == pytest.approx(0.9 / 3**0.5, abs=0.02)
    assert sinnerman.mood.arousal == pytest.approx(2 * sinnerman.features.energy - 0.5)
    assert sinnerman.uri == (music / "Jazz" / "Nina - Sinnerman.wav").as_uri()
    details = library.details(sinnerman.id)
    assert details.paths == (music / "Jazz" / "Nina - Sinnerman.wav",)
    assert details.track.mood_uncertainty == 0.3
    assert details.notes == (f"energy {sinnerman.features.energy:.2f}",)
    assert details.analyser == AnalyserId("wav-test", "1")


def test_second_run_reads_nothing_and_starts_no_process(library, music, write_wav, tmp_path):
    for seed in range(5):
        write_wav(music / f"{seed}.wav", seed=seed)
    reader = WavReader(log=tmp_path / "log")
    add(library, music, reader)
    before = list(library.tracks())

    def refuse(_workers):
        raise AssertionError("a process was started")

    report = add(library, music, reader, executor_factory=refuse)

    assert report == AddReport(unchanged=5)
    assert len(names_in(tmp_path / "log")) == 5
    assert list(library.tracks()) == before


def test_changed_file_is_heard_again_and_stays_the_same_track(library, music, write_wav):
    path = write_wav(music / "a.wav", seed=1, level=0.2)
    add(library, music)
    (before,) = library.tracks()
    write_wav(path, seed=2, level=0.9, seconds=0.2)

    report = add(library, music)

    assert report == AddReport(updated=1)
    (after,) = library.tracks()
    assert after.id == before.id
    assert after.duration_s == pytest.approx(0.2)
    assert after.features.energy > 2 * before.features.energy


def test_touched_file_is_not_heard_again(library, music, write_wav, tmp_path):
    path = write_wav(music / "a.wav", seed=1)
    reader = WavReader(log=tmp_path / "log")
    add(library, music, reader)
    os.utime(path, ns=(1, 1))

    assert add(library, music, reader) == AddReport(unchanged=1)
    assert names_in(tmp_path / "log") == ["a.wav"]


def test_moved_file_keeps_its_track(library, music, write_wav, tmp_path):
    path = write_wav(music / "a.wav", seed=1)
    reader = WavReader(log=tmp_path / "log")
    add(library, music, reader)
    (before,) = library.tracks()
    (music / "deep").mkdir()
    path.rename(music / "deep" / "b.wav")

    report = add(library, music, reader)

    assert report == AddReport(moved=1)
    (after,) = library.tracks()
    assert after.id == before.id
    assert after.uri == (music / "deep" / "b.wav").as_uri()
    assert library.stats().files == 1
    assert names_in(tmp_path / "log") == ["a.wav"]


def test_copies_of_a_recording_are_one_track_heard_once(library, music, write_wav, tmp_path):
    for name in ("a.wav", "b.wav", "c.wav"):
        write_wav(music / name, seed=1)
    reader = WavReader(log=tmp_path / "log", delay_s=0.3)

    report = add(library, music, reader)

    assert report == AddReport(added=1, copies=2)
    (track,) = library.tracks()
    assert set(library.details(track.id).paths) == {music / f"{name}.wav" for name in "abc"}
    assert len(names_in(tmp_path / "log")) == 1


def test_track_is_played_from_the_copy_that_is_left(library, music, write_wav, tmp_path):
    first = write_wav(music / "a" / "x.wav", seed=1)
    copy = write_wav(music / "b" / "x.wav", seed=1)
    reader = WavReader(log=tmp_path / "log")
    add(library, music, reader)
    first.unlink()

    assert add(library, music / "b", reader) == AddReport(unchanged=1)

    (track,) = library.tracks()
    assert track.uri == copy.as_uri()
    assert library.details(track.id).paths == (copy,)
    assert names_in(tmp_path / "log") == ["x.wav"]


def test_further_copy_takes_the_place_of_all_that_are_gone(library, music, write_wav):
    for name in ("a.wav", "b.wav"):
        write_wav(music / name, seed=1)
    add(library, music)
    for name in ("a.wav", "b.wav"):
        (music / name).unlink()
    copy = write_wav(music / "c.wav", seed=1)

    assert add(library, music) == AddReport(moved=1)

    (track,) = library.tracks()
    assert library.details(track.id).paths == (copy,)


def test_copy_in_a_folder_that_may_not_be_looked_into_stops_nothing(
    open_folder, write_wav, as_ordinary_user
):
    first = write_wav(open_folder / "a" / "x.wav", seed=1)
    copy = write_wav(open_folder / "b" / "x.wav", seed=1)
    open_folder.chmod(0o777)
    with as_ordinary_user(), Library.open(open_folder / "home" / "library.db") as library:
        add(library, first, executor_factory=ThreadPoolExecutor)
    first.parent.chmod(0)

    with as_ordinary_user(), Library.open(open_folder / "home" / "library.db") as library:
        report = add(library, copy, executor_factory=ThreadPoolExecutor)
        (track,) = library.tracks()
    first.parent.chmod(0o755)
    assert report == AddReport(moved=1)
    assert track.uri == copy.as_uri()


def test_changing_one_of_two_copies_makes_a_track_of_its_own(library, music, write_wav):
    write_wav(music / "a.wav", seed=1)
    copy = write_wav(music / "b.wav", seed=1)
    add(library, music)
    write_wav(copy, seed=2, seconds=0.2)

    report = add(library, music)

    assert report == AddReport(added=1, unchanged=1)
    assert {track.uri for track in library.tracks()} == {
        (music / "a.wav").as_uri(),
        copy.as_uri(),
    }


def test_file_overwritten_by_a_copy_of_another_leaves_no_track_behind(library, music, write_wav):
    write_wav(music / "a.wav", seed=1)
    write_wav(music / "b.wav", seed=2, seconds=0.2)
    add(library, music)
    shutil.copyfile(music / "a.wav", music / "b.wav")

    add(library, music)

    (track,) = library.tracks()
    assert library.details(track.id).paths == (music / "a.wav", music / "b.wav")


def test_newer_analyser_hears_everything_again(library, music, write_wav, tmp_path):
    write_wav(music / "a.wav", seed=1)
    write_wav(music / "b.wav", seed=2)
    write_wav(music / "copy of b.wav", seed=2)
    add(library, music)
    before = [track.id for track in library.tracks()]

    newer = WavReader(version="2", log=tmp_path / "log")
    report = add(library, music, newer)

    assert report == AddReport(updated=2, unchanged=1)
    assert [track.id for track in library.tracks()] == before
    assert {library.details(id_).analyser.version for id_ in before} == {"2"}
    assert len(names_in(tmp_path / "log")) == 2
    assert add(library, music, newer) == AddReport(unchanged=3)


def test_file_that_fails_with_a_newer_analyser_keeps_its_old_result(library, music, write_wav):
    write_wav(music / "bug.wav", seed=1)
    add(library, music)
    before = list(library.tracks())

    report = add(library, music, BadReader(version="2"))

    assert [failure.path for failure in report.failed] == [music / "bug.wav"]
    assert list(library.tracks()) == before
    assert len(add(library, music, BadReader(version="2")).failed_before) == 1
    assert add(library, music, WavReader(version="3")) == AddReport(updated=1)
    assert list(library.failures()) == []


def test_unusable_files_are_named_with_their_reasons_and_not_tried_again(
    library, music, write_wav, tmp_path
):
    (music / "text.wav").write_text("no music")
    (music / "empty.wav").touch()
    write_wav(music / "good.wav", seed=1)
    reader = WavReader(log=tmp_path / "log")

    report = add(library, music, reader)

    assert report.added == 1
    assert sorted(str(failure) for failure in report.failed) == [
        f"{music / 'empty.wav'}: no WAV file: ",
        f"{music / 'text.wav'}: no WAV file: file does not start with RIFF id",
    ]
    again = add(library, music, reader)
    assert (again.unchanged, again.failed) == (1, ())
    assert sorted(again.failed_before, key=str) == sorted(report.failed, key=str)
    assert sorted(library.failures(), key=str) == sorted(report.failed, key=str)
    assert library.stats().failed_files == 2
    assert len(names_in(tmp_path / "log")) == 3


def test_failed_files_are_tried_again_when_asked_or_changed_or_with_another_analyser(
    library, music, write_wav, tmp_path
):
    path = music / "a.wav"
    path.write_text("no music")
    add(library, music)

    assert len(add(library, music, retry_failed=True).failed) == 1
    assert len(add(library, music, WavReader(version="2")).failed) == 1
    write_wav(path, seed=1)
    assert add(library, music) == AddReport(added=1)
    assert list(library.failures()) == []


def test_track_goes_when_its_file_turns_into_something_else(library, music, write_wav):
    path = write_wav(music / "a.wav", seed=1)
    add(library, music)
    path.write_text("no music any more")

    add(library, music)

    assert library.count() == 0
    assert [failure.path for failure in library.failures()] == [path]


def test_readers_that_die_hang_or_err_cost_only_their_own_file(library, music, write_wav):
    names = ("dies.wav", "hangs.wav", "hangs in c.wav", "bug.wav", "nan.wav")
    for seed, name in enumerate(names):
        write_wav(music / name, seed=seed)
    write_wav(music / "grows.wav", seed="grows")
    for seed in range(10):
        write_wav(music / f"good {seed}.wav", seed=f"good {seed}")

    report = add(library, music, BadReader(), time_limit_s=1.0)

    assert report.added == 10
    reasons = {failure.path.name: failure.reason for failure in report.failed}
    assert reasons == {
        "dies.wav": "it makes the analyser crash",
        "hangs.wav": "took longer than 1 s",
        "hangs in c.wav": "took longer than 1 s",
        "bug.wav": "the analysis failed: KeyError: 'tempo'",
        "nan.wav": "the analysis failed: ValueError: the analysis contains nan, "
        "which is no measurement",
        "grows.wav": "it changed while it was read; add it again when it is complete",
    }
    again = add(library, music, WavReader(name="other"))
    assert (again.added, again.failed) == (6, ())


def test_worker_that_dies_by_chance_costs_nothing(library, music, write_wav):
    write_wav(music / "dies once.wav", seed=0)
    for seed in range(1, 6):
        write_wav(music / f"{seed}.wav", seed=seed)

    assert add(library, music, BadReader()) == AddReport(added=6)


@pytest.mark.parametrize("reader", [UnloadableReader(), IncompleteReader()])
def test_missing_part_of_the_analyser_is_no_fault_of_the_files(library, music, write_wav, reader):
    write_wav(music / "a.wav", seed=1)

    with pytest.raises(LibraryError):
        add(library, music, reader)

    assert list(library.failures()) == []
    assert add(library, music) == AddReport(added=1)


def test_tells_progress_after_every_file(library, music, write_wav):
    for seed in range(4):
        write_wav(music / f"{seed}.wav", seed=seed)
    (music / "text.wav").write_text("no music")
    told: list[AddProgress] = []

    add(library, music, on_progress=told.append)

    finished = [progress for progress in told if progress.current is not None]
    assert told[0] == AddProgress(done=0, total=5, failed=0, current=None)
    assert {progress.done for progress in finished} == {1, 2, 3, 4, 5}
    assert {progress.current.name for progress in finished} == {
        "0.wav",
        "1.wav",
        "2.wav",
        "3.wav",
        "text.wav",
    }
    assert told[-1].failed == 1


def test_job_says_what_was_done(library, music, write_wav, read_jobs):
    write_wav(music / "a.wav", seed=1)
    (music / "b.wav").write_text("no music")

    add(library, music)

    (job,) = read_jobs(library.path)
    assert (job["kind"], job["subject"]) == ("add music", str(music))
    assert (job["state"], job["error"]) == (JobState.DONE, "")
    assert (job["done"], job["total"], job["failed"]) == (2, 2, 1)
    assert job["started_at"] <= job["updated_at"]


def test_error_in_the_callers_progress_display_ends_the_job_and_loses_nothing(
    library, music, write_wav, read_jobs
):
    for seed in range(6):
        write_wav(music / f"{seed}.wav", seed=seed)

    def fail_at_three(progress):
        if progress.done == 3:
            raise RuntimeError("the terminal is gone")

    with pytest.raises(RuntimeError):
        add(library, music, on_progress=fail_at_three)

    assert library.count() == 3
    (job,) = read_jobs(library.path)
    assert (job["state"], job["error"]) == (JobState.FAILED, "the terminal is gone")
    assert add(library, music) == AddReport(added=3, unchanged=3)


ODD_NAMES = [
    "日本語 – песня.wav",
    "cafe\u0301 100%?#&.wav",
    "with\nline\tbreaks.wav",
    "\N{PILE OF POO}" * 20 + ".wav",
    os.fsdecode(b"latin \xe9t\xe9.wav"),
    "  spaces  .wav",
    "back\\slash'\"quotes`.wav",
    "CAPITALS.WAV",
]


@pytest.mark.parametrize("name", ODD_NAMES, ids=ascii)
def test_takes_any_file_name(library, music, write_wav, name):
    path = write_wav(music / name, seed=1)

    assert add(library, music) == AddReport(added=1)

    (track,) = library.tracks()
    assert library.details(track.id).paths == (path,)
    assert track.uri.isascii()
    track.tags.title.encode()  # can be printed
    assert add(library, music) == AddReport(unchanged=1)
    with library.writing() as repository:
        assert repository.remove_under(path).tracks == 1


def test_names_a_file_with_odd_bytes_in_a_printable_way(library, music):
    path = music / os.fsdecode(b"\xff.wav")
    path.write_text("no music")

    (failure,) = add(library, music).failed

    assert failure.path == path
    assert (
        str(failure)
        .encode()
        .decode()
        .endswith("\N{REPLACEMENT CHARACTER}.wav: no WAV file: file does not start with RIFF id")
    )


def test_unreadable_file_is_named_and_read_once_it_may_be(open_folder, write_wav, as_ordinary_user):
    path = write_wav(open_folder / "music" / "a.wav", seed=1)
    path.chmod(0)
    open_folder.chmod(0o777)
    with as_ordinary_user(), Library.open(open_folder / "home" / "library.db") as library:
        # Threads of this process, for worker processes would be root's again.
        report = add(library, path, executor_factory=ThreadPoolExecutor)
        assert [failure.reason for failure in report.failed] == [
            "cannot be read: Permission denied"
        ]
    path.chmod(0o644)
    with as_ordinary_user(), Library.open(open_folder / "home" / "library.db") as library:
        assert add(library, path, executor_factory=ThreadPoolExecutor) == AddReport(added=1)


def test_refuses_a_folder_without_music(library, music):
    (music / "notes.txt").write_text("la la la")
    with pytest.raises(InputError, match=r"music: no music found; looked for \.mp3 .*\.aiff"):
        add(library, music)


def test_file_that_vanishes_before_it_is_read_leaves_nothing_behind(library, music, write_wav):
    for seed in range(3):
        write_wav(music / f"{seed}.wav", seed=seed)

    def remove_one(progress):
        if progress.done == 0:
            (music / "1.wav").unlink(missing_ok=True)

    report = add(library, music, on_progress=remove_one)

    assert report.added == 2
    assert [failure.reason for failure in report.failed] == [
        "cannot be read: No such file or directory"
    ]
    assert list(library.failures()) == []


def test_another_encoding_of_a_recording_is_a_further_file_of_its_track(library, music, write_wav):
    first = write_wav(music / "a" / "Wire - Mannequin.wav", seed=1, seconds=2.0)
    add(library, music)
    (before,) = library.tracks()
    other = write_wav(music / "b" / "Wire - Mannequin.wav", seed=2, seconds=2.1)

    assert add(library, music) == AddReport(copies=1, unchanged=1)

    (after,) = library.tracks()
    assert after == before
    assert library.details(after.id).paths == (first, other)
    assert add(library, music) == AddReport(unchanged=2)
    # Known now, it is known in another place as well.
    other.rename(music / "c.wav")
    assert add(library, music) == AddReport(moved=1, unchanged=1)


def test_all_encodings_at_once_make_one_track_whichever_is_heard_first(library, music, write_wav):
    for seed in range(6):
        write_wav(music / str(seed) / "Wire - Mannequin.wav", seed=seed, seconds=2.0)

    assert add(library, music) == AddReport(added=1, copies=5)

    (track,) = library.tracks()
    assert len(library.details(track.id).paths) == 6


def test_a_recording_of_another_length_is_another_track(library, music, write_wav):
    write_wav(music / "a" / "Wire - Mannequin.wav", seed=1, seconds=2.0)
    write_wav(music / "b" / "Wire - Mannequin.wav", seed=2, seconds=6.0)
    write_wav(music / "c" / "Wire - Mannequin - Live.wav", seed=3, seconds=2.0)

    assert add(library, music) == AddReport(added=3)


def test_an_encoding_that_turns_into_another_recording_leaves_its_track(library, music, write_wav):
    write_wav(music / "a" / "Wire - Mannequin.wav", seed=1, seconds=2.0)
    other = write_wav(music / "b" / "Wire - Mannequin.wav", seed=2, seconds=2.0)
    add(library, music)
    write_wav(other, seed=3, seconds=6.0)

    assert add(library, music) == AddReport(added=1, unchanged=1)

    assert [library.details(track.id).paths for track in library.tracks()] == [
        (music / "a" / "Wire - Mannequin.wav",),
        (other,),
    ]


def test_the_encoding_that_is_left_speaks_for_its_track(library, music, write_wav):
    first = write_wav(music / "a" / "Wire - Mannequin.wav", seed=1, seconds=2.0)
    write_wav(music / "b" / "Wire - Mannequin.wav", seed=2, seconds=2.0, level=0.1)
    add(library, first)
    add(library, music)
    (before,) = library.tracks()
    first.unlink()
    with library.writing() as repository:
        repository.remove_under(first)

    report = add(library, music, WavReader(version="2"))

    assert report == AddReport(updated=1)
    (after,) = library.tracks()
    assert after.id == before.id
    assert after.features.energy < before.features.energy


def licence_in(library: Library) -> tuple[str, str | None]:
    (track,) = library.tracks()
    return track.tags.licence, library.details(track.id).licence_origin


def test_licence_beside_a_file_comes_and_goes_with_its_sidecar(library, music, write_wav, tmp_path):
    path = write_wav(music / "a.wav", seed=1)
    sidecar = path.with_name("a.wav.license")
    sidecar.write_text("SPDX-License-Identifier: CC-BY-4.0")
    reader = WavReader(log=tmp_path / "log")
    add(library, music, reader)
    assert licence_in(library) == ("CC-BY-4.0", LicenceOrigin.SIDECAR)

    sidecar.write_text("SPDX-License-Identifier: CC-BY-NC-4.0")
    assert add(library, music, reader) == AddReport(updated=1)
    assert licence_in(library) == ("CC-BY-NC-4.0", LicenceOrigin.SIDECAR)

    sidecar.unlink()
    assert add(library, music, reader) == AddReport(updated=1)
    assert licence_in(library) == ("", None)
    assert add(library, music, reader) == AddReport(unchanged=1)
    assert names_in(tmp_path / "log") == ["a.wav"]


def test_sidecar_outweighs_the_tags_and_leaves_them_when_it_goes(library, music, write_wav):
    path = write_wav(music / "MIT" / "a.wav", seed=1)
    reader = LicensedReader()
    add(library, music, reader)
    assert licence_in(library) == ("MIT", LicenceOrigin.TAGS)

    (path.parent / "LICENSE").write_text("CC BY 4.0")
    assert add(library, music, reader) == AddReport(updated=1)
    assert licence_in(library) == ("CC-BY-4.0", LicenceOrigin.SIDECAR)

    (path.parent / "LICENSE").unlink()
    add(library, music, reader)
    assert licence_in(library) == ("MIT", LicenceOrigin.TAGS)


def test_licence_of_a_track_is_that_of_the_files_that_are_left(library, music, write_wav):
    write_wav(music / "MIT" / "Wire - Mannequin.wav", seed=1, seconds=2.0)
    write_wav(music / "0BSD" / "Wire - Mannequin.wav", seed=2, seconds=2.0)
    for folder in ("MIT", "0BSD"):
        add(library, music / folder, LicensedReader())
    assert licence_in(library) == ("MIT", LicenceOrigin.TAGS)

    with library.writing() as repository:
        repository.remove_under(music / "MIT")

    assert licence_in(library) == ("0BSD", LicenceOrigin.TAGS)
