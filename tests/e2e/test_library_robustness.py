"""Small runs of the benchmarks that kill and damage: real files, the real analyser."""

from __future__ import annotations

import random

import pytest
from benchmarks import damaged_audio, robust_add
from benchmarks.excerpts import ENCODINGS, cut_excerpts, write_corpus

from affetto.app.music_library import add_to_library, find_starter_music
from affetto.library.music_library import Library

pytestmark = pytest.mark.slow

SECONDS = 4.0


def test_files_of_many_encodings_are_all_there_once_after_three_kills(tmp_path):
    music, database = tmp_path / "music", tmp_path / "home" / "library.db"
    pieces = cut_excerpts(find_starter_music(), 10, SECONDS)
    files = write_corpus(music, pieces, ENCODINGS, copies=True)
    assert files == 10 * robust_add.FORMS

    kills = robust_add.kill_at_random(
        music, database, files, 3, random.Random(6), workers=2, pause_s=0.02
    )
    with Library.open(database) as library:
        add_to_library(library, [music], workers=2)

    outcome = robust_add.look_into(music, database, workers=2)
    assert [kill.files_before <= kill.files_after < files for kill in kills] == [True] * 3
    assert (outcome.files, outcome.tracks, outcome.heard) == (files, 10, 10)
    assert outcome.sources_per_track == (robust_add.FORMS, robust_add.FORMS)
    assert (outcome.failures, outcome.damage, outcome.again.unchanged) == (0, (), files)


def test_damaged_files_are_heard_or_refused_and_leave_no_bad_row(tmp_path):
    pieces = cut_excerpts(find_starter_music(), 1, SECONDS)
    write_corpus(tmp_path / "sound", pieces, ENCODINGS[:4], copies=False)
    damaged = tmp_path / "damaged"
    count = damaged_audio.write_damaged(tmp_path / "sound", damaged, 28, random.Random(6))

    outcome = damaged_audio.add_damaged(damaged, tmp_path / "library.db", workers=2)

    assert outcome.heard.total() + outcome.refused.total() == count
    assert outcome.heard
    assert outcome.refused["no audio at all"] == 4
    assert (outcome.bad_tracks, outcome.damage) == ((), ())
    assert not [
        reason
        for reason in outcome.reasons
        if "crash" in reason or "took longer" in reason or "analysis failed" in reason
    ]
    assert outcome.again.unchanged + len(outcome.again.failed_before) == count
