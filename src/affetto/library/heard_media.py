"""What is kept of a recording besides words and figures: its timeline, and the picture on it."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from affetto.library.analysis import HeardFile
from affetto.library.rows import timeline_row
from affetto.library.tables import CoverArtRow, TimelineRow


def keep_media(session: Session, track_id: int, heard: HeardFile) -> None:
    """Keeps them in the place of those before; a recording without leaves the track without."""
    session.execute(delete(TimelineRow).where(TimelineRow.track_id == track_id))
    session.execute(delete(CoverArtRow).where(CoverArtRow.track_id == track_id))
    if heard.timeline is not None:
        session.add(timeline_row(track_id, heard.timeline))
    if heard.cover is not None:
        cover = heard.cover
        session.add(CoverArtRow(track_id=track_id, media_type=cover.media_type, data=cover.data))
