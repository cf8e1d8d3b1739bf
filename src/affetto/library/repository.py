"""Questions to the library's tracks, and their removal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, cast

import numpy as np
from sqlalchemy import ColumnElement, CursorResult, Select, case, delete, func, or_, select
from sqlalchemy.orm import Session

from affetto.library.batching import batched
from affetto.library.records import (
    Failure,
    LibraryStats,
    MoodColumns,
    Quadrant,
    Removed,
    TrackDetails,
    TrackFilter,
    TrackOrder,
    TrackPage,
)
from affetto.library.rows import details_of, settle_after_loss, timeline_of, track_of
from affetto.library.tables import (
    AudioFeaturesRow,
    CoverArtRow,
    GenreRow,
    SourceRow,
    TimelineRow,
    TrackRow,
)
from affetto.library.texts import absolute_path, file_uri, folder_uri, path_of
from affetto.library.track_queries import IS_FILE, whole_tracks
from affetto.library.track_search import TrackSearch
from affetto.music import CoverArt, Timeline, Track

_EVERYTHING = TrackFilter()

# Rows held in memory at a time, and values in one IN list: databases limit the latter.
_BATCH = 500


class Repository:
    """Tracks, within one transaction of the given session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def tracks(self, wanted: TrackFilter) -> Iterator[Track]:
        """The tracks that pass a filter, by artist, album and title, a few in memory at a time."""
        query = (
            whole_tracks()
            .where(*TrackSearch(self._session, wanted).conditions)
            .order_by(TrackRow.folded_text, TrackRow.id)
            .execution_options(yield_per=_BATCH)
        )
        yield from map(track_of, self._session.scalars(query))

    def count(self, wanted: TrackFilter) -> int:
        """How many tracks pass a filter."""
        return TrackSearch(self._session, wanted).count()

    def page(
        self,
        wanted: TrackFilter,
        order: TrackOrder = TrackOrder.ARTIST,
        *,
        descending: bool = False,
        offset: int = 0,
        limit: int = 50,
    ) -> TrackPage:
        """Some of the tracks that pass a filter.

        Args:
            wanted: the filter.
            order: what they are sorted by.
            descending: whether from the greatest to the least.
            offset: how many to pass over.
            limit: how many to tell at most.
        """
        search = TrackSearch(self._session, wanted)
        ids = search.ids(order, descending=descending, offset=offset, limit=limit)
        rows = {
            row.id: row for row in self._session.scalars(whole_tracks().where(TrackRow.id.in_(ids)))
        }
        covers = select(CoverArtRow.track_id).where(CoverArtRow.track_id.in_(ids))
        # A last page that is not full tells how many there are, without another search.
        is_last = len(ids) < limit and (ids or offset == 0)
        return TrackPage(
            total=offset + len(ids) if is_last else search.count(),
            tracks=tuple(track_of(rows[track_id]) for track_id in ids),
            with_cover=frozenset(self._session.scalars(covers)),
        )

    def details(self, track_id: int) -> TrackDetails | None:
        """All that is known of a track; None where there is no such track."""
        row = self._session.scalar(whole_tracks().where(TrackRow.id == track_id))
        return None if row is None else details_of(row)

    def timeline(self, track_id: int) -> Timeline | None:
        """How a track goes on from second to second; None where nothing is known of that."""
        row = self._session.get(TimelineRow, track_id)
        return None if row is None else timeline_of(row)

    def cover(self, track_id: int) -> CoverArt | None:
        """The picture on the cover of a track; None where it has none."""
        row = self._session.get(CoverArtRow, track_id)
        return None if row is None else CoverArt(row.media_type, row.data)

    def moods(self, most: int, wanted: TrackFilter = _EVERYTHING) -> MoodColumns:
        """Where the tracks that pass a filter lie, from unpleasant to pleasant.

        Of more than `most` so many are told, each standing for as many others in this order, so
        that they lie as densely here and there as all do.
        """
        conditions = TrackSearch(self._session, wanted).conditions
        tracks, placed = self._session.execute(
            select(func.count(), func.count(TrackRow.valence))
            .select_from(TrackRow)
            .where(*conditions)
        ).one()
        thinned = _thinned_moods(most, placed, conditions)
        cells = chain.from_iterable(self._session.execute(thinned))
        ids, valence, arousal, uncertainty = np.fromiter(cells, np.float64).reshape(-1, 4).T
        return MoodColumns(
            ids=ids.astype(np.int64),
            valence=valence,
            arousal=arousal,
            uncertainty=uncertainty,
            left_out=placed - len(ids),
            without_mood=tracks - placed,
        )

    def failures(self) -> Iterator[Failure]:
        """The files that could not be analysed, by path."""
        query = (
            select(SourceRow.uri, SourceRow.failure)
            .where(SourceRow.failure.is_not(None))
            .order_by(SourceRow.uri)
        )
        for uri, reason in self._session.execute(query):
            yield Failure(path_of(uri), reason or "")

    def remove(self, track_ids: Iterable[int]) -> Removed:
        """Forgets tracks and their files; numbers of which there is no track are passed over."""
        tracks = files = 0
        for batch in batched(track_ids, _BATCH):
            files += self._delete(SourceRow, SourceRow.track_id.in_(batch))
            tracks += self._delete(TrackRow, TrackRow.id.in_(batch))
        return Removed(tracks, files)

    def remove_under(self, path: Path) -> Removed:
        """Forgets a file, or all files in a folder, and the tracks that have no other.

        It makes no difference whether they still exist.
        """
        path = absolute_path(path)
        prefix = folder_uri(path)
        # Not LIKE, which takes "A" for "a" in SQLite.
        is_under = or_(
            SourceRow.uri == file_uri(path), func.substr(SourceRow.uri, 1, len(prefix)) == prefix
        )
        remains = select(SourceRow.track_id).where(~is_under, SourceRow.track_id == TrackRow.id)
        affected = select(SourceRow.track_id).where(is_under, SourceRow.track_id.is_not(None))
        lose_all, lose_some = (
            self._session.scalars(select(TrackRow.id).where(TrackRow.id.in_(affected), which)).all()
            for which in (~remains.exists(), remains.exists())
        )
        files = self._delete(SourceRow, is_under)
        for batch in batched(lose_some, _BATCH):
            for track in self._session.scalars(whole_tracks().where(TrackRow.id.in_(batch))):
                settle_after_loss(track)
        return Removed(self.remove(lose_all).tracks, files)

    def stats(self) -> LibraryStats:
        """Figures of the whole library."""
        tracks, duration_s, without_mood = self._session.execute(
            select(
                func.count(),
                func.sum(TrackRow.duration_s),
                func.count().filter(TrackRow.valence.is_(None)),
            ).select_from(TrackRow)
        ).one()
        analysed_tracks, mean_tempo_bpm = self._session.execute(
            select(func.count(), func.avg(AudioFeaturesRow.tempo_bpm)).select_from(AudioFeaturesRow)
        ).one()
        files, failed_files = self._session.execute(
            select(func.count(SourceRow.track_id).filter(IS_FILE), func.count(SourceRow.failure))
        ).one()
        return LibraryStats(
            tracks=tracks,
            files=files,
            failed_files=failed_files,
            analysed_tracks=analysed_tracks,
            duration_s=duration_s or 0.0,
            mean_tempo_bpm=mean_tempo_bpm,
            genres=self._count_genres(),
            quadrants=self._count_quadrants(),
            tracks_without_mood=without_mood,
        )

    def _count_genres(self) -> dict[str, int]:
        size = func.count(GenreRow.track_id.distinct())
        query = (
            select(func.min(GenreRow.name), size)
            .group_by(GenreRow.folded_name)
            .order_by(size.desc(), GenreRow.folded_name)
        )
        return dict(self._session.execute(query).all())

    def _count_quadrants(self) -> dict[Quadrant, int]:
        quadrant = case(
            ((TrackRow.valence >= 0) & (TrackRow.arousal >= 0), Quadrant.PLEASANT_EXCITED.value),
            (TrackRow.arousal >= 0, Quadrant.UNPLEASANT_EXCITED.value),
            (TrackRow.valence < 0, Quadrant.UNPLEASANT_CALM.value),
            else_=Quadrant.PLEASANT_CALM.value,
        )
        query = (
            select(quadrant, func.count()).where(TrackRow.valence.is_not(None)).group_by(quadrant)
        )
        counts: dict[str, int] = dict(self._session.execute(query).all())
        return {quadrant: counts.get(quadrant.value, 0) for quadrant in Quadrant}

    def _delete(self, table: type[TrackRow | SourceRow], *conditions: ColumnElement[bool]) -> int:
        statement = delete(table).where(*conditions)
        result = self._session.execute(statement.execution_options(synchronize_session=False))
        return cast("CursorResult[Any]", result).rowcount


def _thinned_moods(
    most: int, placed: int, conditions: Sequence[ColumnElement[bool]]
) -> Select[int, float, float, float]:
    """Number, valence, arousal and uncertainty of `most` of the `placed` tracks that have a mood.

    All of it, order included, stands in one index: without conditions no track is looked at
    itself.
    """
    order = (TrackRow.valence, TrackRow.arousal, TrackRow.mood_uncertainty, TrackRow.id)
    moods = select(TrackRow.id, *order[:3]).where(TrackRow.valence.is_not(None), *conditions)
    if placed <= most:
        return moods.order_by(*order)
    place = func.row_number().over(order_by=order).label("place")
    placed_moods = moods.add_columns(place).subquery()
    told = placed_moods.c
    # As many steps up as tracks are told, at even distances.
    return select(told.id, told.valence, told.arousal, told.mood_uncertainty).where(
        told.place * most // placed > (told.place - 1) * most // placed
    )
