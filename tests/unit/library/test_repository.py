from __future__ import annotations

import random
from collections import Counter
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy.orm import Session

from affetto.affect import Point
from affetto.errors import InputError
from affetto.library.analysis import HeardFile
from affetto.library.file_repository import FileRepository
from affetto.library.music_library import Library
from affetto.library.records import (
    AnalyserId,
    FileStamp,
    LibraryStats,
    Placement,
    Quadrant,
    Removed,
    TrackFilter,
)
from affetto.library.rows import describe, place
from affetto.library.tables import AudioFeaturesRow, SourceRow, TrackRow
from affetto.music import AudioFeatures, CoverArt, Mode, Timeline, TrackTags
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.filters import Filters

ANALYSER = AnalyserId("test", "1")

FULL_FEATURES = AudioFeatures(
    duration_s=183.25,
    tempo_bpm=121.5,
    tempo_confidence=0.9,
    key=6,
    mode=Mode.MINOR,
    key_confidence=0.7,
    loudness_lufs=-13.2,
    dynamic_range_lu=6.1,
    energy=0.62,
    brightness_hz=2104.5,
    register_hz=310.0,
    onset_density_hz=3.4,
    articulation=0.25,
)


def save(library: Library, *tracks: tuple[str, HeardFile]) -> list[Placement]:
    with library.changing() as session:
        return [
            FileRepository(session).save_heard(FileStamp(Path(path), 10, 20, path), heard, ANALYSER)
            for path, heard in tracks
        ]


def save_all_at_once(library: Library, tracks: list[tuple[str, HeardFile]]) -> None:
    """Does what `save` does, without looking each file up first."""
    now = datetime.now(UTC)
    with Session(library._writing_engine) as session, session.begin():
        for path, file in tracks:
            row = TrackRow(added_at=now, licence="", licence_origin="")
            stamp = FileStamp(Path(path), 10, 20, path)
            describe(row, file, ANALYSER, stamp, now)
            source = SourceRow(track=row)
            place(source, stamp, now)
            session.add_all([row, source])


def heard(title: str = "a", *, mood: Point | None = None, tempo: float | None = None, **tags):
    features = AudioFeatures(duration_s=60.0, tempo_bpm=tempo)
    return HeardFile(TrackTags(title, **tags), features, mood, None if mood is None else 0.2)


def remove(library: Library, track_ids: list[int]) -> Removed:
    with library.writing() as repository:
        return repository.remove(track_ids)


def remove_under(library: Library, path: Path) -> Removed:
    with library.writing() as repository:
        return repository.remove_under(path)


def titles(library: Library, **wanted: object) -> list[str]:
    tracks = [track.tags.title for track in library.tracks(TrackFilter(**wanted))]
    assert library.count(TrackFilter(**wanted)) == len(tracks)
    return tracks


def test_gives_back_everything_that_was_kept(library):
    tags = TrackTags(
        title="Ænima",
        artist="Sigur Rós",
        album="( )",
        genres=("Post-Rock", "Ambient"),
        year=2002,
        isrc="ISX920200001",
        licence="CC-BY-4.0",
    )
    mood = Point(-0.25, 0.5)
    given = HeardFile(tags, FULL_FEATURES, mood, 0.31, ("Only the first hour was heard.",))

    assert save(library, ("/music/a.flac", given)) == [Placement.ADDED]

    (track,) = library.tracks()
    assert (track.tags, track.features, track.mood) == (tags, FULL_FEATURES, mood)
    assert isinstance(track.features.mode, Mode)
    assert track.duration_s == 183.25
    assert track.uri == "file:///music/a.flac"
    details = library.details(track.id)
    assert (details.track, details.notes) == (track, given.notes)
    assert (details.track.mood_uncertainty, details.analyser) == (0.31, ANALYSER)
    assert library.details(track.id + 1) is None


def test_keeps_timeline_and_cover_until_the_file_is_heard_anew(library):
    timeline = Timeline(
        beats_s=np.array([0.5, 1.0, 1.5], np.float32),
        downbeats_s=np.array([0.5], np.float32),
        moods=np.array([[0.25, -0.5], [np.nan, np.nan]], np.float32),
        peaks=np.array([0, 128, 255], np.uint8),
    )
    cover = CoverArt("image/jpeg", b"not looked into")
    given = replace(heard(), timeline=timeline, cover=cover)
    save(library, ("/music/a.flac", given))
    (track,) = library.tracks()

    with library.reading() as repository:
        kept = repository.timeline(track.id)
        assert repository.cover(track.id) == cover
        assert repository.timeline(track.id + 1) is repository.cover(track.id + 1) is None
    for name in ("beats_s", "downbeats_s", "moods", "peaks"):
        np.testing.assert_array_equal(getattr(kept, name), getattr(timeline, name))
        assert getattr(kept, name).dtype == getattr(timeline, name).dtype

    save(library, ("/music/a.flac", heard()))
    with library.reading() as repository:
        assert repository.timeline(track.id) is repository.cover(track.id) is None


def test_has_a_column_for_every_audio_feature():
    columns = {column.name for column in AudioFeaturesRow.__table__.columns}
    own = {"track_id", "analyser", "analyser_version", "analysed_at", "content_hash", "notes"}
    assert columns - own == {field.name for field in fields(AudioFeatures)}


def test_takes_numbers_of_numpy(library):
    features = AudioFeatures(
        duration_s=np.float64(3.5), tempo_bpm=np.float32(120.0), key=np.int64(3), mode=Mode.MAJOR
    )
    given = HeardFile(
        TrackTags("a"), features, Point(np.float32(0.5), np.float64(0.25)), np.float32(0.5)
    )
    save(library, ("/a.mp3", given))
    (track,) = library.tracks()
    assert track.features == AudioFeatures(duration_s=3.5, tempo_bpm=120.0, key=3, mode=Mode.MAJOR)
    assert track.mood == Point(0.5, 0.25)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_refuses_what_is_no_measurement(number):
    with pytest.raises(ValueError, match="no measurement"):
        HeardFile(TrackTags("a"), AudioFeatures(duration_s=1.0, loudness_lufs=number))
    with pytest.raises(ValueError, match="no measurement"):
        HeardFile(TrackTags("a"), AudioFeatures(duration_s=1.0), mood_uncertainty=number)


def test_tags_with_characters_no_database_takes_are_kept_without_them(library):
    save(library, ("/a.mp3", heard("null\0 and \udcff", artist="\ud800", genres=("a\0",))))
    (track,) = library.tracks()
    assert track.tags.title == "null� and �"
    assert (track.tags.artist, track.tags.genres) == ("�", ("a�",))


def test_lists_by_artist_album_and_title_whatever_their_accents_and_case(library):
    songs = [
        ("abba", "Ring Ring", "Disillusion"),
        ("ABBA", "Waterloo", "Dance"),
        ("ABBA Gold", "A", "A"),
        ("Émile", "A", "a"),
        ("emile", "A", "B"),
        ("Zebra", "A", "A"),
    ]
    for seed in range(3):
        order = random.Random(seed).sample(songs, len(songs))
        save(library, *((f"/{s}.mp3", heard(s[2], artist=s[0], album=s[1])) for s in order))
        listed = [(t.tags.artist, t.tags.album, t.tags.title) for t in library.tracks()]
        assert listed == songs
        remove(library, [track.id for track in library.tracks()])


def test_finds_words_in_title_artist_album_and_path(library):
    save(
        library,
        ("/music/Jazz/1.mp3", heard("So What", artist="Miles Davis", album="Kind of Blue")),
        ("/music/Été/2.mp3", heard("Déjà Vu", artist="Beyoncé", album="B'Day")),
        ("/music/3.mp3", heard("100% _pure_", artist="Beyond")),
    )
    assert titles(library, text="miles") == ["So What"]
    assert titles(library, text="BLUE what") == ["So What"]
    assert titles(library, text="beyonce") == ["Déjà Vu"]
    assert titles(library, text="Beyon") == ["Déjà Vu", "100% _pure_"]
    assert titles(library, text="ete") == ["Déjà Vu"]
    assert titles(library, text="jazz davis") == ["So What"]
    assert titles(library, text="jazz beyonce") == []
    assert titles(library, text="100%") == ["100% _pure_"]
    assert titles(library, text="%") == ["100% _pure_"]
    assert titles(library, text="_") == ["100% _pure_"]
    assert titles(library, text="  ") == ["Déjà Vu", "100% _pure_", "So What"]


def test_finds_a_genre_by_its_words_side_by_side_as_matching_does(library):
    genres = {
        "1": ("Rock", "Pop"),
        "2": ("Indie-Rock",),
        "3": ("Rockabilly",),
        "4": ("Música Popular", "indie", "rock_n_roll"),
        "5": (),
    }
    save(library, *((f"/{title}.mp3", heard(title, genres=g)) for title, g in genres.items()))
    catalogue = Catalogue.of(library.tracks())
    for wanted, found in {
        ("ROCK",): ["1", "2", "4"],
        ("indie rock",): ["2"],
        ("rock indie",): [],
        ("pop", "rockabilly"): ["1", "3"],
        ("musica",): ["4"],
        ("r%k", "roc"): [],
    }.items():
        assert titles(library, genres=wanted) == found
        passing = catalogue.passing(Filters(genres=wanted))
        assert [t.tags.title for t in catalogue.tracks_at(np.flatnonzero(passing))] == found
    assert titles(library, genres=("rock",), text="2") == ["2"]


def test_refuses_a_genre_without_a_word():
    with pytest.raises(InputError, match="no letter or digit"):
        TrackFilter(genres=(" - ",))


def test_track_is_played_from_a_file_that_can_be_read(library):
    save(library, ("/a.mp3", heard()))
    with library.changing() as session:
        files = FileRepository(session)
        files.link(FileStamp(Path("/b.mp3"), 10, 20, "/a.mp3"))
        unreadable = FileStamp(Path("/a.mp3"), 10, 20)
        files.save_failure(unreadable, "cannot be read: Permission denied", ANALYSER)
    (track,) = library.tracks()
    assert track.uri == "file:///b.mp3"
    with library.changing() as session:
        files = FileRepository(session)
        files.save_failure(FileStamp(Path("/b.mp3"), 10, 20), "cannot be read", ANALYSER)
    assert [track.uri for track in library.tracks()] == ["file:///a.mp3"]


def test_removes_tracks_by_number(library):
    save(library, ("/1.mp3", heard("1", genres=("Rock",))), ("/2.mp3", heard("2")))
    first, second = library.tracks()

    assert remove(library, [first.id, 12345]) == Removed(tracks=1, files=1)

    assert list(library.tracks()) == [second]
    assert library.stats().genres == {}
    save(library, ("/1.mp3", heard("1")))
    assert {track.id for track in library.tracks()}.isdisjoint({first.id})


def test_removes_a_folder_and_nothing_beside_it(library):
    paths = ("/music/rock/1.mp3", "/music/rock/deep/2.mp3", "/music/rocksteady/3.mp3")
    save(
        library,
        *((path, heard(path)) for path in (*paths, "/music/Rock/4.mp3", "/music/ro%/5.mp3")),
    )
    with library.changing() as session:
        files = FileRepository(session)
        files.save_failure(FileStamp(Path("/music/rock/bad.mp3"), 1, 1), "bad", ANALYSER)
        stamp = FileStamp(Path("/elsewhere/copy of 1.mp3"), 10, 20, paths[0])
        assert files.link(stamp) is Placement.COPY

    # One of the two tracks has another file elsewhere.
    assert remove_under(library, Path("/music/rock")) == Removed(tracks=1, files=3)

    left = {track.uri for track in library.tracks()}
    assert left == {
        "file:///elsewhere/copy%20of%201.mp3",
        "file:///music/rocksteady/3.mp3",
        "file:///music/Rock/4.mp3",
        "file:///music/ro%25/5.mp3",
    }
    assert remove_under(library, Path("/music/rocksteady/3.mp3")) == Removed(tracks=1, files=1)
    assert remove_under(library, Path("/nowhere/../music/Rock/4.mp3")).tracks == 1
    assert remove_under(library, Path("/nowhere")) == Removed(tracks=0, files=0)


def test_counts_an_empty_library(library):
    assert library.stats() == LibraryStats(
        tracks=0,
        files=0,
        failed_files=0,
        analysed_tracks=0,
        duration_s=0.0,
        mean_tempo_bpm=None,
        genres={},
        quadrants=dict.fromkeys(Quadrant, 0),
        tracks_without_mood=0,
    )


def test_lists_and_counts_more_tracks_than_are_read_at_a_time(library):
    chance = random.Random(3)
    genres = ("Rock", "Jazz", "Folk", "Film music")
    tracks = [
        (
            f"/music/{number % 50}/{number}.mp3",
            heard(
                f"Title {number}",
                artist=f"Artist {chance.randrange(400)}",
                genres=tuple(chance.sample(genres, chance.randrange(3))),
                mood=None
                if number % 10 == 0
                else Point(chance.uniform(-1, 1), chance.uniform(-1, 1)),
                tempo=None if number % 7 == 0 else chance.uniform(60, 180),
            ),
        )
        for number in range(1200)
    ]
    save_all_at_once(library, tracks)

    stats = library.stats()

    # Counted a second time, by Python.
    files = [file for _, file in tracks]
    moods = [file.mood for file in files if file.mood is not None]
    tempos = [file.features.tempo_bpm for file in files if file.features.tempo_bpm is not None]
    by_genre = Counter(genre for file in files for genre in file.tags.genres)
    assert stats == LibraryStats(
        tracks=1200,
        files=1200,
        failed_files=0,
        analysed_tracks=1200,
        duration_s=72_000.0,
        mean_tempo_bpm=pytest.approx(sum(tempos) / len(tempos)),
        genres=dict(by_genre),
        quadrants={
            Quadrant.PLEASANT_EXCITED: sum(m.valence >= 0 <= m.arousal for m in moods),
            Quadrant.UNPLEASANT_EXCITED: sum(m.valence < 0 <= m.arousal for m in moods),
            Quadrant.UNPLEASANT_CALM: sum(m.valence < 0 > m.arousal for m in moods),
            Quadrant.PLEASANT_CALM: sum(m.valence >= 0 > m.arousal for m in moods),
        },
        tracks_without_mood=120,
    )
    assert list(stats.genres) == [genre for genre, _ in by_genre.most_common()]
    listed = list(library.tracks())
    assert {track.tags for track in listed} == {file.tags for file in files}
    assert [track.tags.artist for track in listed] == sorted(track.tags.artist for track in listed)
    assert listed == list(library.tracks())
    in_folder = remove_under(library, Path("/music/7"))
    assert in_folder == Removed(tracks=24, files=24)
