"""Tracks in lists that outlive them: what a list says of its tracks when the library lost them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, ColumnElement, ForeignKey, Select, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from affetto.affect import Point
from affetto.library.batching import batched
from affetto.library.rows import track_of
from affetto.library.tables import SourceRow, TrackRow
from affetto.library.texts import make_storable
from affetto.library.track_queries import whole_tracks
from affetto.music import NO_TRACK_ID, Track, TrackTags

# Values in one IN list: databases limit them.
_BATCH = 500


class KeptTrackColumns:
    """Columns of a track in a list, as it was when it came there."""

    # NULL once the track is removed. It is found again by its address where it was added anew, or
    # became one with another.
    track_id: Mapped[int | None] = mapped_column(
        ForeignKey("tracks.id", ondelete="SET NULL"), index=True
    )
    uri: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    artist: Mapped[str] = mapped_column(Text)
    album: Mapped[str] = mapped_column(Text)
    isrc: Mapped[str] = mapped_column(Text)
    licence: Mapped[str] = mapped_column(Text)
    duration_s: Mapped[float | None]
    valence: Mapped[float | None]
    arousal: Mapped[float | None]
    links: Mapped[dict[str, str]] = mapped_column(JSON)


def keep(track: Track, track_id: int | None) -> dict[str, Any]:
    """The columns of a track.

    Args:
        track: as it is now.
        track_id: its number in the library; None where it is not from there.
    """
    tags, mood = track.tags, track.mood
    return {
        "track_id": track_id,
        "uri": make_storable(track.uri),
        "title": make_storable(tags.title),
        "artist": make_storable(tags.artist),
        "album": make_storable(tags.album),
        "isrc": make_storable(tags.isrc),
        "licence": make_storable(tags.licence),
        "duration_s": track.duration_s,
        "valence": None if mood is None else mood.valence,
        "arousal": None if mood is None else mood.arousal,
        "links": {name: make_storable(url) for name, url in track.links.items()},
    }


def with_numbers(
    table: type[KeptTrackColumns], *columns: Any
) -> tuple[Select[*tuple[Any, ...]], ColumnElement[int]]:
    """A query for columns of kept tracks, and the number that each has in the library now."""
    number = func.coalesce(table.track_id, SourceRow.track_id)
    query = select(*columns, number).outerjoin(SourceRow, SourceRow.uri == table.uri)
    return query, number


def numbers_at(session: Session, uris: Iterable[str]) -> dict[str, int]:
    """The numbers of the tracks that can be played from addresses, by address."""
    found: dict[str, int] = {}
    for batch in batched(uris, _BATCH):
        query = select(SourceRow.uri, SourceRow.track_id).where(
            SourceRow.uri.in_(batch), SourceRow.track_id.is_not(None)
        )
        found |= {uri: track_id for uri, track_id in session.execute(query) if track_id is not None}
    return found


def load_tracks(session: Session, track_ids: Iterable[int]) -> Mapping[int, Track]:
    """Tracks of the library by number; those that are not there are left out."""
    found: dict[int, Track] = {}
    for batch in batched(track_ids, _BATCH):
        query = whole_tracks().where(TrackRow.id.in_(batch))
        found |= {row.id: track_of(row) for row in session.scalars(query)}
    return found


def restore(session: Session, rows: Sequence[tuple[KeptTrackColumns, int | None]]) -> list[Track]:
    """The tracks of rows as the library has them now, or else as they were.

    Those it no longer has are numbered `NO_TRACK_ID`.
    """
    now = load_tracks(session, {number for _, number in rows if number is not None})
    return [
        _as_it_was(row) if number is None else now.get(number) or _as_it_was(row)
        for row, number in rows
    ]


def _as_it_was(row: KeptTrackColumns) -> Track:
    mood = None
    if row.valence is not None and row.arousal is not None:
        mood = Point(row.valence, row.arousal)
    return Track(
        id=NO_TRACK_ID,
        tags=TrackTags(
            title=row.title,
            artist=row.artist,
            album=row.album,
            isrc=row.isrc,
            licence=row.licence,
        ),
        uri=row.uri,
        duration_s=row.duration_s,
        mood=mood,
        links=row.links,
    )
