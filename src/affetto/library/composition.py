"""What a library is made of: who says how its music feels, what it may be used for, its sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from affetto.library.moods import MoodOrigin
from affetto.library.tables import MoodRow, SourceRow, TrackRow
from affetto.licences import LicenceUse, allows
from affetto.track_columns import service_of


class Use(StrEnum):
    """The most that may be done with a track, as far as its licence is known."""

    FILM = "film"
    PERSONAL = "personal"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class LibraryComposition:
    """Numbers of tracks.

    Attributes:
        moods: by whose statement their mood rests on first, the most trusted first.
        uses: by what they may be used for; own files of which no licence is known are personal.
        sources: by where they can be played, "file" or the name of a service, the most frequent
            first; a track with several counts for each.
    """

    moods: Mapping[MoodOrigin, int]
    uses: Mapping[Use, int]
    sources: Mapping[str, int]


def compose(session: Session) -> LibraryComposition:
    """The composition of the library of a session."""
    return LibraryComposition(
        moods=_count_moods(session), uses=_count_uses(session), sources=_count_sources(session)
    )


def mood_points(session: Session) -> NDArray[np.float64]:
    """Where the tracks of the library of a session lie, [n, 2], valence and arousal."""
    query = select(TrackRow.valence, TrackRow.arousal).where(TrackRow.valence.is_not(None))
    points = [tuple(row) for row in session.execute(query)]
    return np.array(points, np.float64).reshape(-1, 2)


def _count_moods(session: Session) -> dict[MoodOrigin, int]:
    origins = list(MoodOrigin)
    trust = case({origin.value: rank for rank, origin in enumerate(origins)}, value=MoodRow.origin)
    first = select(func.min(trust).label("rank")).group_by(MoodRow.track_id).subquery()
    query = select(first.c.rank, func.count()).group_by(first.c.rank)
    counts: dict[int, int] = dict(session.execute(query).all())
    return {origin: counts[rank] for rank, origin in enumerate(origins) if rank in counts}


def _count_uses(session: Session) -> dict[Use, int]:
    has_file = TrackRow.sources.any(SourceRow.uri.startswith("file:"))
    query = select(TrackRow.licence, has_file, func.count()).group_by(TrackRow.licence, has_file)
    counts: Counter[Use] = Counter()
    for licence, is_own, count in session.execute(query):
        counts[_use_of(licence, "file:" if is_own else "")] += count
    return {use: counts[use] for use in Use}


def _use_of(licence: str, uri: str) -> Use:
    if allows(licence, uri, LicenceUse.FILM):
        return Use.FILM
    return Use.PERSONAL if allows(licence, uri, LicenceUse.PERSONAL) else Use.UNKNOWN


def _count_sources(session: Session) -> dict[str, int]:
    # By what comes before the path, of which there are few.
    place = func.substr(SourceRow.uri, 1, _end_of_place())
    query = (
        select(place, func.count(SourceRow.track_id.distinct()))
        .where(SourceRow.track_id.is_not(None))
        .group_by(place)
    )
    counts: Counter[str] = Counter()
    for beginning, count in session.execute(query):
        counts[service_of(beginning)] += count
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _end_of_place() -> ColumnElement[int]:
    """Where in an address the host ends; where it has none, the scheme."""
    host_at = len("https://") + 1
    is_web = SourceRow.uri.startswith("http")
    after_host = func.instr(func.substr(SourceRow.uri, host_at), "/")
    return case(
        (is_web & (after_host > 0), host_at + after_host - 1),
        (is_web, func.length(SourceRow.uri)),
        else_=func.instr(SourceRow.uri, ":"),
    )
