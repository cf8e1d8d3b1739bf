"""Pieces of SQL that several repositories are made of."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from affetto.library.records import AnalyserId
from affetto.library.tables import AudioFeaturesRow, SourceRow, TrackRow
from affetto.licences import OWN_PLACES

IS_FILE = SourceRow.uri.startswith("file:", autoescape=True)
# On people's own disks and servers.
IS_OWN = or_(*(SourceRow.uri.startswith(place, autoescape=True) for place in OWN_PLACES))


def whole_tracks() -> Select[TrackRow]:
    """Tracks with all that is shown of them, in few queries for however many."""
    return select(TrackRow).options(
        selectinload(TrackRow.genres),
        selectinload(TrackRow.sources),
        selectinload(TrackRow.moods),
        selectinload(TrackRow.links),
        selectinload(TrackRow.edits),
        joinedload(TrackRow.features),
        joinedload(TrackRow.catalogue),
    )


def is_stale(analyser: AnalyserId) -> ColumnElement[bool]:
    """Of a query with the features of tracks: whether this analyser has not heard the track."""
    return or_(
        AudioFeaturesRow.track_id.is_(None),
        AudioFeaturesRow.analyser != analyser.name,
        AudioFeaturesRow.analyser_version != analyser.version,
    )
