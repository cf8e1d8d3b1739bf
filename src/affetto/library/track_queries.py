"""Pieces of SQL that several repositories are made of."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from affetto.library.tables import SourceRow, TrackRow

IS_FILE = SourceRow.uri.startswith("file:", autoescape=True)


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
