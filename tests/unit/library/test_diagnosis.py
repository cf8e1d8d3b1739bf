"""What is amiss in a library is found, named and told how to mend; what is not is left alone."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from filled_for_tests import ANALYSER, HAPPY, keep_file, tell, tell_all

from affetto.affect import Point
from affetto.library.diagnosis import diagnose
from affetto.library.edit_repository import Edit, EditRepository
from affetto.library.edits import EditedField, keep_value
from affetto.library.file_repository import FileRepository
from affetto.library.importers import ImportedTrack
from affetto.library.mood_words import statement_from_words
from affetto.library.records import AnalyserId, FileStamp, JobState
from affetto.library.watch_repository import WatchRepository
from affetto.music import TrackTags


def findings(library, kind=None):
    found = list(diagnose(library, ANALYSER))
    return found if kind is None else [finding for finding in found if finding.kind == kind]


def touch(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return path


@pytest.fixture
def sound(library, music):
    """A library of which nothing is amiss."""
    keep_file(library, touch(music / "one.flac"), mood=Point(0.5, 0.5), licence="CC0-1.0")
    keep_file(library, touch(music / "two.flac"), mood=Point(-0.5, 0.5), licence="© 2020 Ada")
    return library


def test_nothing_is_amiss_with_an_empty_library(library):
    assert findings(library) == []


def test_nothing_is_amiss_with_a_sound_library(sound):
    assert findings(sound) == []


def test_files_that_are_gone(sound, music):
    (music / "one.flac").unlink()
    (finding,) = findings(sound)
    assert (finding.kind, finding.count) == ("gone", 1)
    assert finding.examples == (str(music / "one.flac"),)
    assert "affetto library remove" in finding.mend


def test_a_disk_that_is_not_there(sound, music):
    with sound.changing() as session:
        WatchRepository(session).remember(music)
    music.rename(music.with_name("unmounted"))
    (finding,) = findings(sound)
    assert (finding.kind, finding.count) == ("out of reach", 1)
    assert str(music) in finding.examples[0]


def test_failures_by_reason(sound, music):
    for number in range(7):
        path = touch(music / f"bad {number}.mp3")
        with sound.changing() as session:
            reason = "no music" if number < 4 else "too short"
            FileRepository(session).save_failure(FileStamp(path, 1, 2, str(path)), reason, ANALYSER)
    frequent, rare = findings(sound)
    assert (frequent.kind, frequent.count, rare.count) == ("failed", 4, 3)
    assert "no music" in frequent.what
    assert "--retry-failed" in frequent.mend


def test_stale_analyses(sound):
    (finding,) = diagnose(sound, AnalyserId("test", "2"))
    assert (finding.kind, finding.count) == ("stale", 2)
    assert finding.mend == "affetto library analyse"


def test_tracks_without_mood_by_what_could_give_them_one(sound, music):
    keep_file(sound, touch(music / "silent.flac"))
    tell(sound, "spotify:track:1", catalogue=HAPPY)
    tell(sound, touch(music / "told.flac").as_uri())
    tell(sound, "spotify:track:2")
    commands = {finding.mend: finding.count for finding in findings(sound, "no mood")}
    assert len(commands) == 3
    assert commands["affetto library analyse"] == 1
    assert commands["affetto library moods --rules"] == 1
    assert sum(commands.values()) == 4


def test_contradictions_are_told_by_who_says_what(sound, music):
    path = touch(music / "angry.flac")
    words = statement_from_words(("angry",), "test")
    track = keep_file(sound, path, mood=Point(0.9, -0.9))
    tell(sound, path.as_uri(), mood=words)
    (finding,) = findings(sound)
    assert (finding.kind, finding.count) == ("contradiction", 1)
    assert finding.examples == (f"{track} angry",)
    assert "what is heard contradicted by mood words" in finding.what
    with sound.changing() as session:
        value = keep_value(EditedField.MOOD, {"word": "sad"})
        EditRepository(session).save(track, Edit(EditedField.MOOD, value, datetime.now(UTC)))
    assert findings(sound) == []  # what the user says settles it


def test_tracks_that_may_be_one_recording(sound, music):
    song = {"artist": "Ada", "title": "Song", "mood": Point(0, 0)}
    keep_file(sound, touch(music / "a.flac"), duration_s=100, **song)
    keep_file(sound, touch(music / "live.flac"), duration_s=200, **song)
    assert findings(sound) == []  # as long as that is another take
    # Its length is not known, so it was not taken for the same.
    words = statement_from_words(("calm",), "test")
    tell(sound, "spotify:track:1", artist="ADA", title="song", mood=words)
    (finding,) = findings(sound)
    assert (finding.kind, finding.count) == ("duplicates", 1)
    assert finding.examples[0].count("=") == 1


def test_codes_that_stand_on_two_recordings(sound, music):
    code = {"isrc": "USRC17607839", "mood": Point(0, 0)}
    keep_file(sound, touch(music / "a.flac"), duration_s=100, **code)
    keep_file(sound, touch(music / "b.flac"), duration_s=300, **code)
    (finding,) = findings(sound)
    assert (finding.kind, finding.count) == ("duplicates", 1)


def test_licences_that_are_not_understood(sound, music):
    for number in range(3):
        path = touch(music / f"{number}.flac")
        keep_file(sound, path, licence="ask me", mood=Point(0, 0))
    (finding,) = findings(sound)
    assert (finding.kind, finding.count) == ("licence", 3)
    assert "'ask me': 3" in finding.examples[0]


def test_work_that_was_stopped_until_it_is_done(sound):
    for state in (JobState.INTERRUPTED, JobState.DONE):
        with sound.running_job("add music", "/music", total=3) as job:
            job.done = 2
        last = job.job_id
        sound.save_job(last, 2, 0, state)
        found = findings(sound)
        if state is JobState.INTERRUPTED:
            assert [finding.kind for finding in found] == ["unfinished"]
            assert found[0].examples == ("add music: /music (2 of 3)",)
        else:
            assert found == []


def test_a_damaged_file_is_serious_and_stands_alone(library):
    tell_all(
        library,
        [ImportedTrack(TrackTags(f"{n}" * 200), f"spotify:track:{n}", 1) for n in range(200)],
    )
    library.close()
    size = library.path.stat().st_size
    with library.path.open("r+b") as file:
        file.seek(size // 3)
        file.write(b"\xa5" * (size // 3))
    (finding,) = findings(library)
    assert (finding.kind, finding.is_serious) == ("damage", True)
    assert "backup" in finding.mend


def test_looking_changes_nothing(sound, music):
    (music / "one.flac").unlink()
    before = [sound.details(track.id) for track in sound.tracks()]
    findings(sound)
    assert [sound.details(track.id) for track in sound.tracks()] == before
