"""Libraries with tracks that were neither heard nor read from a catalogue's file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import select

from affetto.affect import Point
from affetto.library.analysis import HeardFile
from affetto.library.file_repository import FileRepository
from affetto.library.import_repository import ImportRepository
from affetto.library.importers import ImportedTrack
from affetto.library.moods import MoodStatement
from affetto.library.music_library import Library
from affetto.library.records import AnalyserId, FileStamp
from affetto.library.tables import SourceRow
from affetto.music import AudioFeatures, CatalogueFeatures, Mode, TrackTags

ANALYSER = AnalyserId("test", "1")

HAPPY = CatalogueFeatures(
    danceability=0.85, energy=0.6, loudness_db=-7.0, mode=Mode.MAJOR, valence=0.9, tempo_bpm=118.0
)
SAD = CatalogueFeatures(
    danceability=0.4, energy=0.2, loudness_db=-14.0, mode=Mode.MINOR, valence=0.1, tempo_bpm=80.0
)


def keep_file(
    library: Library,
    path: str | Path = "/music/a.flac",
    *,
    content: str = "",
    mood: Point | None = None,
    duration_s: float = 60.0,
    analyser: AnalyserId = ANALYSER,
    **tags: object,
) -> int:
    """Keeps what was heard in a file; the number of its track.

    Args:
        content: stands for its content; its path where empty.
    """
    tags.setdefault("title", Path(path).stem)
    uncertainty = None if mood is None else 0.2
    heard = HeardFile(TrackTags(**tags), AudioFeatures(duration_s=duration_s), mood, uncertainty)
    stamp = FileStamp(Path(path), 10, 20, content or str(path))
    with library.changing() as session:
        FileRepository(session).save_heard(stamp, heard, analyser)
    return _track_at(library, Path(path).as_uri())


def tell(
    library: Library,
    uri: str,
    *,
    catalogue: CatalogueFeatures | None = None,
    mood: MoodStatement | None = None,
    duration_s: float | None = None,
    **tags: object,
) -> int:
    """Keeps what a catalogue tells; the number of its track."""
    tags.setdefault("title", uri)
    track = ImportedTrack(
        TrackTags(**tags), uri, 1, duration_s=duration_s, catalogue=catalogue, mood=mood
    )
    tell_all(library, [track])
    return _track_at(library, uri)


def tell_all(library: Library, tracks: Iterable[ImportedTrack]) -> None:
    """Keeps what a catalogue tells of many tracks."""
    with library.changing() as session:
        ImportRepository(session, "test").add(list(tracks))


def _track_at(library: Library, uri: str) -> int:
    with library.looking() as session:
        return session.scalars(select(SourceRow.track_id).where(SourceRow.uri == uri)).one()
