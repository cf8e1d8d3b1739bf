"""Questions that find out what is amiss in a library; none of them changes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import groupby, pairwise
from pathlib import Path

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, selectinload

from affetto.library.identity import have_same_length
from affetto.library.moods import MoodOrigin, ReconciledMood, reconcile
from affetto.library.records import AnalyserId, JobState
from affetto.library.rows import statements_of
from affetto.library.tables import AudioFeaturesRow, JobRow, MoodRow, SourceRow, TrackRow
from affetto.library.texts import path_of

_BATCH = 500

# A track as people know it: number, artist, title.
NamedTrack = tuple[int, str, str]


class Moodless(StrEnum):
    """Tracks without a mood, by what could give them one."""

    CATALOGUED = "a catalogue states features"
    UNHEARD = "has a file that nothing has heard"
    OTHER = "neither"


_IS_FILE = SourceRow.uri.startswith("file:")
_IS_UNHEARD = ~TrackRow.features.has() & TrackRow.sources.any(_IS_FILE)
_MOODLESS: dict[Moodless, ColumnElement[bool]] = {
    Moodless.UNHEARD: _IS_UNHEARD,
    Moodless.CATALOGUED: ~_IS_UNHEARD & TrackRow.catalogue.has(),
    Moodless.OTHER: ~_IS_UNHEARD & ~TrackRow.catalogue.has(),
}


class DiagnosisRepository:
    """Questions within one transaction of the given session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def files(self) -> list[Path]:
        """All files, by address."""
        query = select(SourceRow.uri).where(_IS_FILE).order_by(SourceRow.uri)
        return [path_of(uri) for uri in self._session.scalars(query)]

    def failures(self) -> Sequence[tuple[str, int, Path]]:
        """Why files could not be analysed, how many, and one of them; the most frequent first."""
        count = func.count()
        query = (
            select(SourceRow.failure, count, func.min(SourceRow.uri))
            .where(SourceRow.failure.is_not(None))
            .group_by(SourceRow.failure)
            .order_by(count.desc(), SourceRow.failure)
        )
        return [(reason or "", n, path_of(uri)) for reason, n, uri in self._session.execute(query)]

    def count_stale(self, analyser: AnalyserId) -> int:
        """Tracks that another analyser heard, or another version."""
        is_stale = or_(
            AudioFeaturesRow.analyser != analyser.name,
            AudioFeaturesRow.analyser_version != analyser.version,
        )
        query = select(func.count()).select_from(AudioFeaturesRow).where(is_stale)
        return self._session.scalar(query) or 0

    def without_mood(self, kind: Moodless, limit: int) -> tuple[int, Sequence[NamedTrack]]:
        """How many tracks of a kind have no mood, and the first of them."""
        is_meant = TrackRow.valence.is_(None) & _MOODLESS[kind]
        count = self._session.scalar(select(func.count()).select_from(TrackRow).where(is_meant))
        query = (
            select(TrackRow.id, TrackRow.artist, TrackRow.title)
            .where(is_meant)
            .order_by(TrackRow.id)
            .limit(limit)
        )
        rows = self._session.execute(query)
        return count or 0, [(track_id, artist, title) for track_id, artist, title in rows]

    def contradictions(self) -> Iterator[tuple[NamedTrack, ReconciledMood]]:
        """Tracks of whose mood something is said that contradicts what counts."""
        said_twice = (
            select(MoodRow.track_id)
            .where(MoodRow.origin != MoodOrigin.USER)
            .group_by(MoodRow.track_id)
            .having(func.count() > 1)
        )
        query = (
            select(TrackRow)
            .where(TrackRow.id.in_(said_twice))
            .order_by(TrackRow.id)
            .options(selectinload(TrackRow.moods))
            .execution_options(yield_per=_BATCH)
        )
        for row in self._session.scalars(query):
            mood = reconcile(statements_of(row))
            if mood is not None and mood.left_aside:
                yield (row.id, row.artist, row.title), mood

    def duplicates(self) -> Iterator[tuple[NamedTrack, NamedTrack]]:
        """Pairs of tracks that may well be one recording, some perhaps twice.

        They have a code in common, which ought to name one recording, or artist, title and, as
        far as known, the length.
        """
        for code in (TrackRow.mbid, TrackRow.isrc):
            for one, other in self._neighbours(code):
                yield one[0], other[0]
        for one, other in self._neighbours(TrackRow.recording_key):
            if None in (one[1], other[1]) or have_same_length(one[1], other[1]):
                yield one[0], other[0]

    def licences(self) -> Sequence[tuple[str, int, NamedTrack]]:
        """What is written as licences, on how many tracks, and one of these."""
        query = (
            select(TrackRow.licence, func.count(), func.min(TrackRow.id))
            .where(TrackRow.licence != "")
            .group_by(TrackRow.licence)
            .order_by(func.count().desc(), TrackRow.licence)
        )
        found = self._session.execute(query).all()
        return [(licence, count, self._name(track_id)) for licence, count, track_id in found]

    def unfinished_jobs(self) -> Sequence[tuple[str, str, int, int]]:
        """Kind, subject, and how many of how many units are done, of work that did not end.

        Work of which the same was done later has ended.
        """
        last = select(func.max(JobRow.id)).group_by(JobRow.kind, JobRow.subject)
        query = (
            select(JobRow.kind, JobRow.subject, JobRow.done, JobRow.total)
            .where(JobRow.id.in_(last), JobRow.state.in_((JobState.INTERRUPTED, JobState.FAILED)))
            .order_by(JobRow.id)
        )
        rows = self._session.execute(query)
        return [(kind, subject, done, total) for kind, subject, done, total in rows]

    def _neighbours(
        self, column: InstrumentedAttribute[str]
    ) -> Iterator[tuple[_TimedTrack, _TimedTrack]]:
        """Tracks that have a value in common, each with the one next in length."""
        shared = select(column).where(column != "").group_by(column).having(func.count() > 1)
        query = (
            select(column, TrackRow.duration_s, TrackRow.id, TrackRow.artist, TrackRow.title)
            .where(column.in_(shared))
            .order_by(column, TrackRow.duration_s, TrackRow.id)
        )
        for _, group in groupby(self._session.execute(query), key=lambda row: row[0]):
            yield from pairwise(((row[2], row[3], row[4]), row[1]) for row in group)

    def _name(self, track_id: int) -> NamedTrack:
        query = select(TrackRow.artist, TrackRow.title).where(TrackRow.id == track_id)
        artist, title = self._session.execute(query).one()
        return track_id, artist, title


# A track and its duration, seconds.
_TimedTrack = tuple[NamedTrack, float | None]
