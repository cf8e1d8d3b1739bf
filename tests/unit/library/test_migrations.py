"""Libraries of earlier versions, brought to this one's schema."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from alembic import command

from affetto.affect import Point
from affetto.library import database
from affetto.library.migrations import SCRIPT_LOCATION
from affetto.library.moods import MoodOrigin
from affetto.library.music_library import Library
from affetto.library.records import AnalyserId, LicenceOrigin

NOW = "2026-01-02 03:04:05"


def make_library_0001(path):
    """A library of the first schema, with one track that was heard in two files."""
    path.parent.mkdir(parents=True)
    config = database._alembic_config(SCRIPT_LOCATION)
    engine = database._connect_to(path)
    with database.writing(engine).connect() as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO tracks (id, content_hash, title, artist, album, year, isrc, licence,"
            " duration_s, valence, arousal, mood_uncertainty, folded_text, added_at)"
            " VALUES (7, 'abc', 'Help! - Remastered 2009', 'The Beatles', '', 1965, '', 'MIT',"
            f" 139.0, 0.5, 0.25, 0.4, 'the beatles', '{NOW}')"
        )
        connection.execute(
            "INSERT INTO audio_features (track_id, analyser, analyser_version, analysed_at, notes,"
            f" duration_s, tempo_bpm) VALUES (7, 'affetto-cues', '1', '{NOW}', '[]', 139.0, 95.0)"
        )
        for name in ("a", "b"):
            connection.execute(
                "INSERT INTO sources (uri, track_id, size_bytes, mtime_ns, content_hash,"
                " folded_path, checked_at)"
                f" VALUES ('file:///{name}.mp3', 7, 1, 1, 'abc', '/{name}', '{NOW}')"
            )


def test_a_library_of_the_first_schema_keeps_all_it_says(tmp_path):
    path = tmp_path / "home" / "library.db"
    make_library_0001(path)

    with Library.open(path) as library:
        details = library.details(7)
        damage = library.find_damage()

    track = details.track
    assert (track.tags.title, track.tags.year) == ("Help! - Remastered 2009", 1965)
    assert track.duration_s == 139.0
    assert (track.mood, track.mood_uncertainty) == (Point(0.5, 0.25), 0.4)
    assert [(mood.origin, mood.point) for mood in details.moods] == [
        (MoodOrigin.HEARD, Point(0.5, 0.25))
    ]
    assert (track.features.tempo_bpm, details.analyser) == (95.0, AnalyserId("affetto-cues", "1"))
    assert (track.tags.licence, details.licence_origin) == ("MIT", LicenceOrigin.TAGS)
    assert len(details.paths) == 2
    assert damage == ()


def test_what_recognizes_recordings_is_made_up_for(tmp_path):
    path = tmp_path / "home" / "library.db"
    make_library_0001(path)
    Library.open(path).close()

    with closing(sqlite3.connect(path)) as connection:
        (key,) = connection.execute("SELECT recording_key FROM tracks").fetchone()
        heard_in = connection.execute("SELECT content_hash FROM audio_features").fetchall()
        licences = connection.execute("SELECT licence, sidecar_licence FROM sources").fetchall()
    assert key == "beatles\thelp"
    assert heard_in == [("abc",)]
    assert licences == [("MIT", ""), ("MIT", "")]
