"""How tracks are searched and sorted, in SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    case,
    func,
    literal,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import Session

from affetto.library.listening_tables import ListenerRow, ListenRow
from affetto.library.records import MoodArea, TrackFilter, TrackOrder
from affetto.library.tables import (
    FOLDED_TITLE,
    AudioFeaturesRow,
    GenreRow,
    SourceRow,
    TrackRow,
    UtcDateTime,
)
from affetto.library.track_queries import IS_OWN
from affetto.licences import LicenceUse, allows
from affetto.listening import Reaction
from affetto.text import fold, words_key

_YEARS_IN_DECADE = 10
# Before everything that a history tells of.
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class _SortKey:
    """What tracks are sorted by.

    Attributes:
        column: by ascending values of this, and then by number.
        is_known: which tracks have it; None where all do.
        of_features: whether it is a column of what was heard.
    """

    column: SQLColumnExpression[Any]
    is_known: ColumnElement[bool] | None = None
    of_features: bool = False


_SORT_KEYS: Mapping[TrackOrder, _SortKey] = {
    TrackOrder.ARTIST: _SortKey(TrackRow.folded_text),
    TrackOrder.TITLE: _SortKey(literal_column(FOLDED_TITLE)),
    TrackOrder.ADDED: _SortKey(TrackRow.added_at),
    TrackOrder.VALENCE: _SortKey(TrackRow.valence, TrackRow.valence.is_not(None)),
    TrackOrder.AROUSAL: _SortKey(TrackRow.arousal, TrackRow.arousal.is_not(None)),
    TrackOrder.TEMPO: _SortKey(
        AudioFeaturesRow.tempo_bpm, AudioFeaturesRow.tempo_bpm.is_not(None), of_features=True
    ),
}


class TrackSearch:
    """The tracks that pass a filter, within one transaction of the given session."""

    def __init__(self, session: Session, wanted: TrackFilter) -> None:
        self._session = session
        self.conditions = _conditions(session, wanted)

    def count(self) -> int:
        """How many there are."""
        return self._count(select(func.count(TrackRow.id)))

    def ids(self, order: TrackOrder, *, descending: bool, offset: int, limit: int) -> list[int]:
        """Their numbers in order, from the place `offset` on, at most `limit` of them.

        What has no value to sort by follows in the order of artists. Two questions instead of one
        that sorts missing values last let the database walk along an index and stop.
        """
        key = _SORT_KEYS[order]
        tracks = select(TrackRow.id)
        if key.of_features:
            tracks = tracks.join(AudioFeaturesRow)
        if key.is_known is not None:
            tracks = tracks.where(key.is_known)
        by_key = (
            (key.column.desc(), TrackRow.id.desc()) if descending else (key.column, TrackRow.id)
        )
        found = self._page(tracks.order_by(*by_key), offset, limit)
        if key.is_known is None or len(found) == limit:
            return found
        known = select(func.count()).select_from(TrackRow)
        unknown = select(TrackRow.id)
        if key.of_features:
            known = known.join(AudioFeaturesRow)
            unknown = unknown.outerjoin(AudioFeaturesRow)
        offset = max(0, offset - self._count(known.where(key.is_known)))
        rest = unknown.where(~key.is_known).order_by(TrackRow.folded_text, TrackRow.id)
        return [*found, *self._page(rest, offset, limit - len(found))]

    def _count(self, query: Select[int]) -> int:
        return self._session.scalar(query.where(*self.conditions)) or 0

    def _page(self, query: Select[int], offset: int, limit: int) -> list[int]:
        query = query.where(*self.conditions).offset(offset).limit(limit)
        return list(self._session.scalars(query))


def _conditions(session: Session, wanted: TrackFilter) -> Sequence[ColumnElement[bool]]:
    conditions = [_mentions(word) for word in fold(wanted.text).split()]
    if wanted.genres:
        conditions.append(_has_genre(wanted.genres))
    if wanted.decades:
        conditions.append(or_(*map(_is_from, wanted.decades)))
    if wanted.licence is not LicenceUse.ANY:
        conditions.append(_may_be_used(session, wanted.licence))
    if wanted.area is not None:
        conditions += _lies_in(wanted.area)
    if wanted.liked_by is not None:
        conditions.append(_is_liked_by(wanted.liked_by))
    return conditions


def _mentions(word: str) -> ColumnElement[bool]:
    # Each of the two searched once from end to end: asking about the files of every single track
    # takes ten times as long.
    in_path = select(SourceRow.track_id).where(
        SourceRow.track_id.is_not(None), _contains(SourceRow.folded_path, word)
    )
    return or_(_contains(TrackRow.folded_text, word), TrackRow.id.in_(in_path))


def _contains(text: SQLColumnExpression[str], word: str) -> ColumnElement[bool]:
    # Not LIKE: both are folded, so that there is no other case to look for.
    return func.instr(text, word) > 0


def _has_genre(genres: Sequence[str]) -> ColumnElement[bool]:
    key = " " + GenreRow.folded_name + " "  # as `words_key` makes it
    has_words = or_(*(_contains(key, words_key(genre)) for genre in genres))
    return TrackRow.id.in_(select(GenreRow.track_id).where(has_words))


def _is_from(decade: int) -> ColumnElement[bool]:
    return TrackRow.year.between(decade, decade + _YEARS_IN_DECADE - 1)


def _may_be_used(session: Session, use: LicenceUse) -> ColumnElement[bool]:
    """Which licences allow a use is no question for a database, but there are few of them."""
    licences = session.scalars(select(TrackRow.licence).distinct())
    free = TrackRow.licence.in_([licence for licence in licences if allows(licence, "", use)])
    # As `allows` has it, what is on one's own disks and servers is free to listen to.
    if use is not LicenceUse.PERSONAL:
        return free
    return or_(free, TrackRow.id.in_(select(SourceRow.track_id).where(IS_OWN)))


def _lies_in(area: MoodArea) -> Sequence[ColumnElement[bool]]:
    return (
        TrackRow.valence.between(area.min_valence, area.max_valence),
        TrackRow.arousal.between(area.min_arousal, area.max_arousal),
    )


def _is_liked_by(name: str) -> ColumnElement[bool]:
    """Of the ratings of one track the latest counts, as for `ListeningRepository.reactions`."""
    liked_at, disliked_at = (
        func.max(
            case(
                (
                    ListenRow.reaction == rating.value,
                    func.coalesce(ListenRow.at, literal(_LONG_AGO, UtcDateTime)),
                )
            )
        )
        for rating in (Reaction.LIKE, Reaction.DISLIKE)
    )
    liked = (
        select(ListenRow.track_id)
        .join(ListenerRow, ListenerRow.id == ListenRow.listener_id)
        .where(ListenerRow.name == name, ListenRow.track_id.is_not(None))
        .group_by(ListenRow.track_id)
        .having(liked_at.is_not(None), or_(disliked_at.is_(None), liked_at > disliked_at))
    )
    return TrackRow.id.in_(liked)
