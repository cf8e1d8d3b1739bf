"""Questions to, and changes of, what models say of the moods of tracks: the only SQL about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from affetto.library.moods import MoodOrigin, MoodStatement
from affetto.library.rows import catalogue_of, state_mood, statements_of
from affetto.library.tables import CatalogueFeaturesRow, MoodRow, TrackRow
from affetto.music import CatalogueFeatures


@dataclass(frozen=True)
class CataloguedTrack:
    """A track of whose sound a catalogue says something."""

    id: int
    features: CatalogueFeatures


class MoodRepository:
    """Statements of models, within one transaction of the given session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def count_catalogued(self) -> int:
        """How many tracks there are of whose sound a catalogue says something."""
        return self._session.scalar(select(func.count()).select_from(CatalogueFeaturesRow)) or 0

    def catalogued(self, after: int, limit: int) -> Sequence[CataloguedTrack]:
        """The next such tracks by number, at most `limit`, behind the number `after`."""
        query = (
            select(CatalogueFeaturesRow)
            .where(CatalogueFeaturesRow.track_id > after)
            .order_by(CatalogueFeaturesRow.track_id)
            .limit(limit)
        )
        return [
            CataloguedTrack(row.track_id, catalogue_of(row)) for row in self._session.scalars(query)
        ]

    def state(self, statements: Mapping[int, MoodStatement], now: datetime) -> int:
        """Keeps what a model says of tracks, by number; how many of them that is news of.

        Numbers of which there is no track any more are passed over.
        """
        query = (
            select(TrackRow)
            .where(TrackRow.id.in_(statements))
            .options(selectinload(TrackRow.moods))
        )
        changed = 0
        for row in self._session.scalars(query):
            statement = statements[row.id]
            if statement not in statements_of(row):
                state_mood(row, MoodOrigin.MODEL, statement, now)
                changed += 1
        return changed

    def clear(self, limit: int, now: datetime) -> int:
        """Forgets what models say of some tracks, at most `limit`; of how many."""
        query = (
            select(TrackRow)
            .join(MoodRow, MoodRow.track_id == TrackRow.id)
            .where(MoodRow.origin == MoodOrigin.MODEL)
            .options(selectinload(TrackRow.moods))
            .limit(limit)
        )
        rows = self._session.scalars(query).all()
        for row in rows:
            state_mood(row, MoodOrigin.MODEL, None, now)
        return len(rows)
