"""The library as columns says the same as its tracks do one by one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from affetto.errors import LibraryError
from affetto.library import catalogue_loading
from affetto.library.catalogue_loading import LibraryTracks
from affetto.library.database import copy_database
from affetto.library.music_library import Library
from affetto.library.tables import (
    AudioFeaturesRow,
    CatalogueFeaturesRow,
    GenreRow,
    LinkRow,
    MoodRow,
    SourceRow,
    TrackRow,
)
from affetto.recommend.catalogue import Catalogue
from affetto.text import words_key

NOW = datetime(2026, 1, 1, tzinfo=UTC)
COLUMNS = (
    *("ids", "valence", "arousal", "mood_uncertainty", "year", "duration_s", "popularity"),
    *("explicit", "stated", "heard"),
)

maybe = st.none
unit = st.floats(0, 1)
names = st.sampled_from(["", "Ada", "ADA ", "Bo", "Unknown Artist", "Greatest Hits"])


@st.composite
def rows(draw: st.DrawFn) -> TrackRow:
    """A track as importers and the scanner leave it, with anything missing."""
    has_mood = draw(st.booleans())
    row = TrackRow(
        title="title",
        artist=draw(names),
        album=draw(names),
        year=draw(maybe() | st.sampled_from([0, 1985, 2026, 99_999])),
        isrc="",
        mbid="",
        recording_key="",
        licence=draw(st.sampled_from(["", "CC0-1.0", "MIT"])),
        licence_origin="",
        language=draw(st.sampled_from(["", "en"])),
        is_explicit=draw(maybe() | st.booleans()),
        popularity=draw(maybe() | st.integers(0, 100)),
        duration_s=draw(maybe() | st.floats(1, 1000)),
        valence=draw(st.floats(-1, 1)) if has_mood else None,
        arousal=draw(st.floats(-1, 1)) if has_mood else None,
        mood_uncertainty=draw(unit) if has_mood else None,
        folded_text="",
        added_at=NOW,
    )
    genres = draw(st.lists(st.sampled_from(["Rock", "Synth-Pop", "!"]), max_size=3))
    row.genres = [
        GenreRow(position=position, name=name, folded_name=words_key(name).strip())
        for position, name in enumerate(genres)
    ]
    if draw(st.booleans()):
        row.features = AudioFeaturesRow(
            analyser="test",
            analyser_version="1",
            analysed_at=NOW,
            notes=[],
            duration_s=1.0,
            tempo_bpm=draw(maybe() | st.floats(40, 240)),
            key=draw(maybe() | st.integers(0, 11)),
            instrumentalness=draw(maybe() | unit),
        )
    if draw(st.booleans()):
        row.catalogue = CatalogueFeaturesRow(
            stated_by="test", energy=draw(maybe() | unit), mode=draw(maybe() | st.integers(0, 1))
        )
    if draw(st.booleans()):
        row.links = [LinkRow(service="youtube", url="https://youtu.be/1")]
    return row


def source_row(track_id: int, uri: str) -> SourceRow:
    empty = dict.fromkeys(("importer", "folded_path", "licence", "sidecar_licence"), "")
    return SourceRow(uri=uri, track_id=track_id, checked_at=NOW, **empty)


def put(library: Library, tracks: list[TrackRow]) -> None:
    with library.changing() as session:
        session.query(TrackRow).delete()
        session.add_all(tracks)
        session.flush()
        for track in tracks:
            for uri in (f"file:///{track.id}.mp3", f"spotify:track:{track.id}"):
                if (track.id + len(uri)) % 3:
                    session.add(source_row(track.id, uri))
                    break


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(tracks=st.lists(rows(), max_size=12))
def test_columns_say_what_the_tracks_say(library: Library, tracks: list[TrackRow]) -> None:
    put(library, tracks)
    one_by_one = Catalogue.of(library.tracks())
    at_once = Catalogue.over(library.columns())
    for column in COLUMNS:
        left, right = getattr(at_once, column), getattr(one_by_one, column)
        np.testing.assert_array_equal(left, right, err_msg=column, strict=True)
        assert not left.flags.writeable
    for numbers in ("artist", "album"):
        left, right = getattr(at_once, numbers), getattr(one_by_one, numbers)
        np.testing.assert_array_equal(left, right)
    for words in ("licences", "languages"):
        left, right = getattr(at_once, words), getattr(one_by_one, words)
        assert [left.words[c] for c in left.codes] == [right.words[c] for c in right.codes]
    for labels in ("genres", "services"):
        left, right = getattr(at_once, labels), getattr(one_by_one, labels)
        for row in range(len(at_once)):
            assert set(left.of_track(row)) == set(right.of_track(row))
    everything = range(len(at_once))
    assert at_once.tracks_at(everything) == one_by_one.tracks_at(everything)


def plain_track(**fields: object) -> TrackRow:
    empty = dict.fromkeys(
        ("artist", "album", "isrc", "mbid", "recording_key", "licence", "licence_origin"), ""
    )
    return TrackRow(
        **{"title": "a", **empty, "language": "", "folded_text": "", "added_at": NOW, **fields}
    )


def add_source(library: Library, track_id: int, uri: str) -> None:
    with library.changing() as session:
        session.add(source_row(track_id, uri))


def test_a_track_is_played_by_all_who_have_it(library: Library) -> None:
    put(
        library, [plain_track(links=[LinkRow(service="spotify", url="https://open.spotify.com/1")])]
    )
    (track_id,) = library.columns().columns.ids.tolist()
    uris = [
        "file:///b.mp3",
        "http://www.jamendo.com",
        "https://freemusicarchive.org/a/b",
        "mailto:a",
    ]
    for uri in uris:
        add_source(library, track_id, uri)
    services = library.columns().read_services()
    played_by = services.of_track(0)
    assert len(set(played_by)) == len(played_by)
    assert set(played_by) == {"file", "spotify", "jamendo", "fma", "mailto"}


def test_what_is_read_after_a_change_keeps_to_the_tracks_that_were_there(library: Library) -> None:
    put(library, [plain_track(licence=name, title=name) for name in ("MIT", "CC0-1.0", "ISC")])
    catalogue = Catalogue.over(library.columns())
    first, second, third = catalogue.ids.tolist()
    with library.writing() as repository:
        repository.remove([second])
    with library.changing() as session:
        session.add(plain_track(licence="WTFPL"))
    assert [catalogue.licences.words[c] for c in catalogue.licences.codes] == ["MIT", "", "ISC"]
    assert np.isnan(catalogue.stated).all()
    assert catalogue.stated.shape == (3, 11)
    assert [track.id for track in catalogue.tracks_at([2, 0])] == [third, first]
    with pytest.raises(LibraryError, match="ask again"):
        catalogue.tracks_at([0, 1])


CHANGES = {
    "a track": "UPDATE tracks SET valence = 0.5, arousal = 0 WHERE id = 1",
    "a new track": "INSERT INTO tracks (id, {others}) SELECT 9, {others} FROM tracks WHERE id = 1",
    "a track less": "DELETE FROM tracks WHERE id = 1",
    "a genre": "UPDATE track_genres SET name = 'Folk', folded_name = 'folk'",
    "a genre less": "DELETE FROM track_genres",
    "what is heard": "UPDATE audio_features SET tempo_bpm = 90",
    "what is stated": "UPDATE catalogue_features SET energy = 1",
    "a link": "UPDATE track_links SET service = 'deezer'",
    "a mood": "UPDATE track_moods SET origin = 'user'",
    "a file moved": "UPDATE sources SET uri = 'file:///b.mp3'",
    "a file failed": "UPDATE sources SET failure = 'damaged'",
}


@pytest.fixture
def told(library: Library) -> Library:
    """A library of one track, of which something stands in every table."""
    track = plain_track(
        id=1,
        genres=[GenreRow(position=0, name="Rock", folded_name="rock")],
        features=AudioFeaturesRow(
            analyser="test", analyser_version="1", analysed_at=NOW, notes=[], duration_s=1.0
        ),
        catalogue=CatalogueFeaturesRow(stated_by="test"),
        links=[LinkRow(service="youtube", url="https://youtu.be/1")],
        moods=[
            MoodRow(
                origin="heard",
                stated_by="test",
                words=[],
                valence=0.0,
                arousal=0.0,
                uncertainty=0.1,
                stated_at=NOW,
            )
        ],
    )
    with library.changing() as session:
        session.add(track)
        session.flush()
        session.add(source_row(1, "file:///a.mp3"))
    return library


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_the_stamp_tells_of_every_change_by_another_program(told: Library, change: str) -> None:
    others = ", ".join(column.name for column in TrackRow.__table__.columns if column.name != "id")
    stamps = [told.stamp(), told.stamp()]
    with closing(sqlite3.connect(told.path)) as connection, connection:
        changed = connection.execute(change.format(others=others)).rowcount
    stamps.append(told.stamp())
    assert changed == 1
    assert stamps[0] == stamps[1] != stamps[2]


def test_the_stamp_is_that_of_a_change_that_was_made(told: Library) -> None:
    before = told.stamp()
    with suppress(ZeroDivisionError), told.changing() as session:
        session.add(plain_track())
        session.flush()
        raise ZeroDivisionError
    assert told.stamp() == before


def test_neither_jobs_nor_another_look_at_a_file_change_the_stamp(told: Library) -> None:
    before = told.stamp()
    with told.running_job("add music", "a folder", 1) as job:
        job.done = 1
    with told.changing() as session:
        session.query(SourceRow).update({"checked_at": datetime(2027, 1, 1, tzinfo=UTC)})
    assert told.stamp() == before


def test_a_backup_that_is_put_back_and_changed_has_a_stamp_of_its_own(
    told: Library, tmp_path: Path
) -> None:
    backup = tmp_path / "backup.db"
    copy_database(told.path, backup)
    stamps = set()
    for path in (told.path, backup):
        with Library.open(path) as library:
            assert library.stamp() == told.stamp() or path is backup
            with library.changing() as session:
                session.add(plain_track())
            stamps.add(library.stamp())
    assert len(stamps) == 2


READS = {
    "columns": lambda tracks: vars(tracks.columns),
    "stated": lambda tracks: {"stated": tracks.read_stated()},
    "heard": lambda tracks: {"heard": tracks.read_heard()},
    "licences": lambda tracks: vars(tracks.read_licences()),
    "languages": lambda tracks: vars(tracks.read_languages()),
    "genres": lambda tracks: vars(tracks.read_genres()),
    "services": lambda tracks: vars(tracks.read_services()),
}


def read_all(library: Library) -> dict[str, dict[str, Any]]:
    tracks = LibraryTracks(library, kept_from=1)
    return {part: dict(read(tracks)) for part, read in READS.items()}


def assert_same(one: dict[str, dict[str, Any]], other: dict[str, dict[str, Any]]) -> None:
    for part, columns in one.items():
        for name, left in columns.items():
            right = other[part][name]
            if isinstance(left, np.ndarray):
                np.testing.assert_array_equal(left, right, err_msg=f"{part} {name}", strict=True)
                assert not right.flags.writeable
            else:
                assert left == right


def kept_files(library: Library) -> list[Path]:
    return sorted(library.path.with_name("library.db-columns").iterdir())


def test_what_is_kept_is_what_the_rows_say(told: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    from_rows = read_all(told)
    assert len(kept_files(told)) == len(READS)
    monkeypatch.setattr(catalogue_loading, "_read_column", None)  # no row is read any more
    assert_same(from_rows, read_all(told))


def test_few_tracks_are_not_kept(told: Library) -> None:
    told.columns().read_heard()
    assert not told.path.with_name("library.db-columns").exists()


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[:10],
        lambda content: content[: len(content) // 2],
        lambda content: content[:-1] + bytes([content[-1] ^ 1]),
        lambda content: content[:12] + b"\xff\xff\xff\xff" + content[16:],
        lambda content: content[:16] + b"[]" + content[18:],
        lambda content: content.replace(b'"key"', b'"kex"'),
        lambda content: b"something else entirely, of the same name",
    ],
)
def test_damaged_columns_are_read_anew(told: Library, damage: Callable[[bytes], bytes]) -> None:
    before = read_all(told)
    kept = kept_files(told)
    whole = [file.read_bytes() for file in kept]
    for file in kept:
        file.write_bytes(damage(file.read_bytes()))
    assert_same(before, read_all(told))
    assert [file.read_bytes() for file in kept] == whole


def test_stale_columns_are_read_anew(told: Library) -> None:
    read_all(told)
    with told.changing() as session:
        session.add(plain_track(id=2, valence=0.25, arousal=-0.5, language="de"))
    assert_same(read_all(told), {part: dict(read(told.columns())) for part, read in READS.items()})


def test_what_is_read_after_a_change_is_not_kept_for_the_tracks_before(told: Library) -> None:
    tracks = LibraryTracks(told, kept_from=1)
    assert len(tracks.columns) == 1
    with told.changing() as session:
        session.query(AudioFeaturesRow).update({"tempo_bpm": 123.0})
    assert tracks.read_heard()[0, 0] == 123.0
    assert [file.stem for file in kept_files(told)] == ["tracks"]


def test_a_library_beside_which_nothing_can_be_written_is_read_all_the_same(told: Library) -> None:
    told.path.with_name("library.db-columns").write_text("a file in the way")
    assert read_all(told)["columns"]["ids"].tolist() == [1]


def test_an_empty_library_has_empty_columns(library: Library) -> None:
    catalogue = Catalogue.over(library.columns())
    assert len(catalogue) == 0
    assert catalogue.heard.shape == catalogue.stated.shape == (0, 11)
    assert catalogue.genres.labels == catalogue.services.labels == ()
    assert catalogue.tracks_at([]) == []
