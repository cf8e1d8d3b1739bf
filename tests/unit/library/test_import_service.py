from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from importers_for_tests import ListImporter
from reader_for_tests import WavReader

from affetto.affect import Point
from affetto.errors import InputError
from affetto.library.edit_repository import Edit, EditRepository
from affetto.library.edits import EditedField
from affetto.library.identity import Evidence
from affetto.library.import_service import (
    MAX_BAD_ROWS_TOLD,
    ImportProgress,
    ImportReport,
    import_tracks,
)
from affetto.library.importers import BadRow, ImportedTrack, find_importer
from affetto.library.moods import MoodOrigin, MoodStatement
from affetto.library.music_library import Library
from affetto.library.records import JobState, LicenceOrigin
from affetto.library.scanner import AddReport, add_music, analyse_music
from affetto.music import CatalogueFeatures, Mode, TrackTags

TABLES = (
    *("tracks", "sources", "track_genres", "track_moods"),
    *("catalogue_features", "track_links", "user_edits"),
)
FILE = Path("catalogue.csv")
FEATURES = CatalogueFeatures(energy=0.75, valence=0.25, key=7, mode=Mode.MINOR, tempo_bpm=150.5)
MOOD = MoodStatement(MoodOrigin.CATALOGUE, "list-test", Point(-0.5, 0.5), 0.38)


def contents(library: Library) -> dict[str, list[tuple]]:
    """All rows that say anything of tracks."""
    with closing(sqlite3.connect(library.path)) as connection:
        return {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}


def track(title: str, artist: str = "Wire", *, uri: str = "", length_s=None, line=1, **said):
    given = {name: said.pop(name) for name in ("catalogue", "mood", "links") if name in said}
    uri = uri or f"test:{artist}:{title}"
    return ImportedTrack(TrackTags(title, artist, **said), uri, line, length_s, **given)


def bring(library: Library, *rows, **options) -> ImportReport:
    return import_tracks(library, FILE, ListImporter(rows), **options)


def add(library: Library, path: Path, **options) -> AddReport:
    return add_music(library, [path], WavReader(), workers=1, **options)


def only(library: Library):
    (found,) = library.tracks()
    return library.details(found.id)


def test_keeps_everything_that_a_catalogue_says(library):
    given = track(
        "Mannequin",
        uri="https://www.jamendo.com/track/948",
        length_s=157.5,
        album="Pink Flag",
        genres=("Post-Punk", "Art Rock"),
        year=1977,
        isrc="GBAYE7700123",
        licence="CC BY-NC 3.0",
        mbid="b" * 36,
        language="en",
        is_explicit=False,
        popularity=0,
        catalogue=FEATURES,
        mood=MOOD,
        links={"jamendo": "https://www.jamendo.com/track/948"},
    )

    assert bring(library, given) == ImportReport(rows=1, new=1)

    details = only(library)
    assert details.track.tags == given.tags
    assert (details.track.uri, details.addresses) == (given.uri, (given.uri,))
    assert (details.track.duration_s, details.track.links) == (157.5, given.links)
    assert (details.track.catalogue, details.track.features) == (FEATURES, None)
    assert (details.moods, details.licence_origin) == ((MOOD,), LicenceOrigin.CATALOGUE)
    assert (details.track.mood, details.track.mood_uncertainty) == (MOOD.point, 0.38)


def a_catalogue(rows: int, seed: int = 3) -> list[ImportedTrack | BadRow]:
    """Tracks that tell of the same recordings now and then, and rows that are none."""
    chance = random.Random(seed)
    made: list[ImportedTrack | BadRow] = []
    for line in range(1, rows + 1):
        number = chance.randrange(rows)
        if number % 50 == 0:
            made.append(BadRow(line, "has no title"))
            continue
        made.append(
            track(
                f"Song {number // 8}" + chance.choice(["", " - Remastered 2011", " - Live"]),
                f"Artist {number % 4}",
                uri=f"test:{number}",
                length_s=chance.choice([None, 100.0, 101.5, 103.0]),
                line=line,
                isrc=chance.choice(["", "", f"GBAYE{number // 8:07}"]),
                year=chance.choice([None, 1977]),
                genres=chance.choice([(), ("Rock",)]),
                mood=chance.choice([None, MOOD]),
                catalogue=chance.choice([None, FEATURES]),
            )
        )
    return made


def test_every_row_is_counted_once_and_the_counts_explain_the_library(library):
    report = bring(library, *a_catalogue(3000))

    merged = sum(report.merged.values())
    assert report.rows == 3000
    assert report.new + merged + report.changed + report.unchanged + report.bad == 3000
    assert min(report.new, merged, report.changed, report.unchanged, report.bad) > 0
    assert set(report.merged) == {Evidence.ISRC, Evidence.WORDS}
    assert library.count() == report.new
    assert len(contents(library)["sources"]) == report.new + merged
    assert library.find_damage() == ()


def test_the_same_file_again_changes_nothing(library):
    rows = a_catalogue(2500)
    first = bring(library, *rows)
    before = contents(library)

    again = bring(library, *rows)

    assert again == replace(first, new=0, merged={}, changed=0, unchanged=2500 - first.bad)
    assert contents(library) == before


def test_a_dry_run_tells_the_same_and_changes_nothing(library):
    bring(library, *a_catalogue(500, seed=1))
    before, rows = contents(library), a_catalogue(2500)

    told = bring(library, *rows, dry_run=True)

    assert contents(library) == before
    assert bring(library, *rows) == told
    assert told.new > 0
    assert told.merged


def test_where_transactions_end_makes_no_difference(library, tmp_path, monkeypatch):
    rows = a_catalogue(600)
    report = bring(library, *rows)
    monkeypatch.setattr("affetto.library.import_service._TRANSACTION_ROWS", 7)
    with Library.open(tmp_path / "other.db") as other:
        assert bring(other, *rows) == report
        assert list(other.tracks()) == list(library.tracks())


def test_bad_rows_are_told_with_file_line_and_reason_and_counted(library):
    bad = [BadRow(line, "has no title") for line in range(1, 251)]

    report = bring(library, *bad, track("Mannequin", line=251))

    assert (report.rows, report.new, report.bad) == (251, 1, 250)
    assert report.bad_rows[:2] == (
        "catalogue.csv:1: has no title",
        "catalogue.csv:2: has no title",
    )
    assert len(report.bad_rows) == MAX_BAD_ROWS_TOLD


def test_a_file_that_breaks_off_keeps_what_came_before_whole(library, read_jobs):
    rows = [track(f"Song {number}") for number in range(1500)]
    broken = InputError(FILE, "ends in the middle of a row")

    with pytest.raises(InputError, match="middle of a row"):
        bring(library, *rows, broken)

    assert library.count() == 1000
    assert [job["state"] for job in read_jobs(library.path)] == [JobState.FAILED]
    assert bring(library, *rows).new == 500


def test_stopped_by_the_keyboard_it_says_so_and_the_next_run_does_the_rest(library, read_jobs):
    rows = [track(f"Song {number}") for number in range(1500)]

    report = bring(library, *rows[:1200], KeyboardInterrupt(), *rows[1200:])

    assert report == ImportReport(rows=1000, new=1000, is_interrupted=True)
    assert bring(library, *rows) == ImportReport(rows=1500, new=500, unchanged=1000)
    jobs = [(job["kind"], job["state"], job["done"]) for job in read_jobs(library.path)]
    assert jobs == [
        ("import tracks", JobState.INTERRUPTED, 1000),
        ("import tracks", JobState.DONE, 1500),
    ]


def test_tells_progress_after_every_transaction(library):
    told: list[ImportProgress] = []
    bring(library, BadRow(1, "no"), *a_catalogue(1999), on_progress=told.append)
    assert [progress.rows for progress in told] == [1000, 2000]
    assert told[-1].bad > told[0].bad > 0


PLAYLIST_PROGRAM = """
import sys
from pathlib import Path
from affetto.library.importers import find_importer
from affetto.library.import_service import import_tracks
from affetto.library.music_library import Library
path = Path(sys.argv[2])
with Library.open(Path(sys.argv[1])) as library:
    print("open", flush=True)
    import_tracks(library, path, find_importer(path),
                  on_progress=lambda progress: print(progress.rows, flush=True))
"""


def test_killed_at_random_the_next_run_does_the_rest(tmp_path):
    playlist, path = tmp_path / "list.m3u8", tmp_path / "library.db"
    lines = [
        f"#EXTINF:{100 + n % 50},Artist {n % 90} - Song {n}\nsongs/{n}.mp3" for n in range(9000)
    ]
    playlist.write_text("#EXTM3U\n" + "\n".join(lines))
    order = [sys.executable, "-c", PLAYLIST_PROGRAM, str(path), str(playlist)]
    chance = random.Random(6)
    for kill in range(3):
        program = subprocess.Popen(order, stdout=subprocess.PIPE, text=True)
        while program.stdout.readline() != f"{1000 * (kill + 1)}\n":
            assert program.poll() is None
        time.sleep(chance.uniform(0, 0.1))
        os.kill(program.pid, signal.SIGKILL)
        program.communicate()
    with Library.open(path) as library:
        kept = library.count()
        assert 3000 <= kept < 9000
        assert kept % 1000 == 0
        report = import_tracks(library, playlist, find_importer(playlist))
        assert (report.new, report.unchanged, report.bad) == (9000 - kept, kept, 0)
        assert library.count() == len(contents(library)["sources"]) == 9000
        assert library.find_damage() == ()


def test_catalogues_that_tell_of_one_recording_make_one_track_of_several_sources(library):
    bring(library, track("Mannequin", uri="spotify:track:1", length_s=157.0, catalogue=FEATURES))

    report = bring(
        library,
        track("Mannequin - Remastered 2006", uri="spotify:track:2", length_s=158.0, year=1977),
        track("Whatever", "Somebody", uri="deezer:1", isrc="GBAYE7700123"),
        track("mannequin", uri="deezer:2", length_s=157.5, isrc="GBAYE7700123"),
        track("Mannequin - Live", uri="spotify:track:3", length_s=157.0),
    )

    # By then the track that the code was first told with is known.
    assert (report.new, report.merged) == (2, {Evidence.ISRC: 1, Evidence.WORDS: 1})
    by_title = {found.tags.title: library.details(found.id) for found in library.tracks()}
    studio = by_title["Mannequin"]
    assert studio.addresses == ("spotify:track:1", "spotify:track:2")
    assert (studio.track.tags.year, studio.track.catalogue) == (1977, FEATURES)
    assert by_title["Whatever"].addresses == ("deezer:1", "deezer:2")


def test_a_file_of_a_catalogues_track_is_heard_and_keeps_its_number(library, music, write_wav):
    bring(
        library,
        track("Mannequin", uri="spotify:track:1", length_s=0.05, year=1977, catalogue=FEATURES),
    )
    (before,) = library.tracks()
    path = write_wav(music / "Wire - Mannequin.wav", seed=1)

    assert add(library, music) == AddReport(found=1)

    after = only(library)
    assert after.track.id == before.id
    assert (after.paths, after.addresses) == ((path,), ("spotify:track:1",))
    assert after.track.uri == path.as_uri()
    assert after.track.features is not None
    assert (after.track.tags.year, after.track.catalogue) == (1977, FEATURES)
    assert {mood.origin for mood in after.moods} == {MoodOrigin.HEARD}
    assert add(library, music) == AddReport(unchanged=1)


def test_a_catalogue_fills_in_what_the_tags_of_a_file_leave_open(library, music, write_wav):
    write_wav(music / "Wire - Mannequin.wav", seed=1)
    add(library, music)
    said = track("MANNEQUIN", uri="spotify:track:1", length_s=0.05, year=1977, genres=("Punk",))

    assert bring(library, said).merged == {Evidence.WORDS: 1}

    tags = only(library).track.tags
    assert (tags.title, tags.year, tags.genres) == ("Mannequin", 1977, ("music",))
    # The file, heard again, still says nothing of the year.
    assert add_music(library, [music], WavReader(version="2"), workers=1).updated == 1
    assert only(library).track.tags == tags


def test_a_title_made_of_a_files_name_gives_way_to_a_catalogues(library, music, write_wav):
    path = write_wav(music / "track01.wav", seed=1)
    bring(library, track("Mannequin", "Wire", uri=path.as_uri()))
    assert add(library, music) == AddReport(found=1)
    assert only(library).track.tags.title == "Mannequin"
    assert only(library).track.tags.artist == "Wire"


def test_files_that_playlists_name_are_heard_by_analyse(library, music, write_wav):
    path = write_wav(music / "a.wav", seed=1)
    bring(library, track("A", uri=path.as_uri()), track("B", uri=(music / "gone.wav").as_uri()))
    assert library.stats().analysed_tracks == 0

    assert analyse_music(library, WavReader(), workers=1) == AddReport(found=1, missing=1)

    assert library.stats().analysed_tracks == 1
    assert analyse_music(library, WavReader(), workers=1) == AddReport(missing=1)
    newer = WavReader(version="2")
    assert analyse_music(library, newer, workers=1) == AddReport(updated=1, missing=1)


def test_a_track_that_a_catalogue_tells_of_outlives_its_broken_file(library, music):
    path = music / "a.wav"
    path.write_text("no music")
    bring(library, track("A", uri=path.as_uri()))

    assert len(add(library, music).failed) == 1

    assert only(library).track.tags.title == "A"
    assert [failure.path for failure in library.failures()] == [path]


def test_a_file_that_failed_becomes_a_track_when_a_catalogue_tells_of_it(library, music):
    path = music / "a.wav"
    path.write_text("no music")
    add(library, music)
    assert library.count() == 0

    assert bring(library, track("A", uri=path.as_uri())).new == 1

    assert only(library).track.tags.title == "A"
    assert len(contents(library)["sources"]) == 1


def test_what_the_user_typed_stands_and_the_catalogue_is_behind_it(library):
    bring(library, track("Manequin", uri="test:1", length_s=157.0))
    (found,) = library.tracks()
    with library.changing() as session:
        edits = EditRepository(session)
        edits.save(found.id, Edit(EditedField.YEAR, 1978, datetime.now(UTC)))
        edits.save(found.id, Edit(EditedField.TITLE, "Mannequin", datetime.now(UTC)))
    before = contents(library)
    rows = [
        track("Manequin", uri="test:1", length_s=157.0),
        track("Mannequin", uri="test:2", length_s=157.0, year=1977, album="Pink Flag"),
    ]

    report = bring(library, *rows)

    assert (report.unchanged, report.merged) == (1, {Evidence.WORDS: 1})
    tags = only(library).track.tags
    assert (tags.title, tags.year, tags.album) == ("Mannequin", 1978, "Pink Flag")
    assert contents(library)["user_edits"] != before["user_edits"]
    with library.changing() as session:
        for field in (EditedField.YEAR, EditedField.TITLE):
            EditRepository(session).undo(found.id, field)
    tags = only(library).track.tags
    assert (tags.title, tags.year) == ("Manequin", 1977)


def test_text_that_no_database_takes_is_kept_without_it(library):
    bring(library, track("null\0", "\udcff", genres=("a\0",), links={"x": "y\0"}))
    tags = only(library).track.tags
    assert (tags.title, tags.artist, tags.genres) == ("null�", "�", ("a�",))


MUSIC_DATA = Path(__file__).parents[4] / "shared" / "data" / "music"


@pytest.mark.slow
@pytest.mark.skipif(not MUSIC_DATA.is_dir(), reason=f"{MUSIC_DATA} is not there")
def test_real_catalogues_one_after_the_other_give_counts_that_can_be_explained(library):
    reports = {}
    for name in (
        *("spotify_decades.csv.gz", "spotify_popular_10k.csv.gz"),
        *("spotify_moods.csv", "mtg_jamendo_moodtheme.tsv.gz"),
    ):
        path = MUSIC_DATA / name
        reports[name] = import_tracks(library, path, find_importer(path))

    decades, popular, moods, jamendo = reports.values()
    # 40,560 addresses stand in 41,106 rows.
    assert decades.new + sum(decades.merged.values()) == 40_560
    assert decades.unchanged == 546
    # 1,116 addresses are known from the first file, which knew no popularity; 964 rows repeat one.
    assert (popular.rows, popular.bad, popular.changed, popular.unchanged) == (
        10_000,
        11,
        1116,
        964,
    )
    assert popular.merged == {}  # it names no artists
    # 45 addresses are known from the two before.
    assert moods.changed + moods.unchanged == 45
    assert moods.new + sum(moods.merged.values()) == 481 - 45
    assert jamendo == ImportReport(rows=18_486, new=18_486)  # neither titles nor artists
    assert library.count() == sum(report.new for report in reports.values())
    assert library.find_damage() == ()
