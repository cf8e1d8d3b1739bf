"""All questions to, and changes of, what people do with music: the only SQL about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any, cast

from sqlalchemy import CursorResult, delete, func, insert, select, update
from sqlalchemy.orm import Session

from affetto.library.batching import batched
from affetto.library.identity import fold_name, recording_key
from affetto.library.listening_tables import ListenerRow, ListenRow
from affetto.library.tables import SourceRow, TrackRow
from affetto.library.texts import make_storable
from affetto.listening import Listen, Reaction, TrackReaction
from affetto.music import TrackTags

# Values in one IN list: databases limit them.
_BATCH = 500
# Who says of an artist that they play them most means the best known tracks. Our own choice.
_TRACKS_OF_ARTIST = 10
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Recorded:
    """What became of reactions that were told.

    Attributes:
        new: reactions that were not known.
        known: those that were.
    """

    new: int = 0
    known: int = 0


@dataclass(frozen=True)
class ListeningStats:
    """Figures of what somebody did with music.

    Attributes:
        reactions: how many of each kind.
        tracks: how many tracks of the library they belong to.
        unknown: how many belong to recordings that the library does not have.
    """

    reactions: Mapping[Reaction, int] = field(default_factory=dict)
    tracks: int = 0
    unknown: int = 0


class ListeningRepository:
    """Reactions to recordings, within one transaction of the given session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def listeners(self) -> list[str]:
        """Names of all of whom anything is known, in alphabetical order."""
        return list(self._session.scalars(select(ListenerRow.name).order_by(ListenerRow.name)))

    def record(self, name: str, listens: Iterable[Listen]) -> Recorded:
        """Keeps reactions of a listener, who is entered where need be.

        What was told before changes nothing. Of the ratings of one recording the latest counts.
        """
        listener = self._session.scalar(select(ListenerRow).where(ListenerRow.name == name))
        if listener is None:
            listener = ListenerRow(name=make_storable(name))
            self._session.add(listener)
            self._session.flush()
        new = known = 0
        for batch in batched(self._spell_out(listens), _BATCH):
            rows = _newest_by_key(_row_of(listener.id, listen) for listen in batch)
            added = self._keep(listener.id, rows)
            new += added
            known += len(batch) - added
        self._link(listener)
        return Recorded(new, known)

    def link_new_tracks(self, name: str) -> None:
        """Joins reactions to tracks that came to the library after them."""
        listener = self._session.scalar(select(ListenerRow).where(ListenerRow.name == name))
        if listener is not None and listener.linked_up_to != self._newest_addition():
            self._link(listener)

    def has_new_tracks(self, name: str) -> bool:
        """Whether `link_new_tracks` would look for anything."""
        listener = self._session.scalar(select(ListenerRow).where(ListenerRow.name == name))
        return listener is not None and listener.linked_up_to != self._newest_addition()

    def reactions(self, name: str) -> list[TrackReaction]:
        """What a listener did with tracks of the library; of each track its latest rating only."""
        query = (
            select(
                ListenRow.track_id,
                ListenRow.reaction,
                func.count(),
                func.avg(ListenRow.fit),
                func.max(ListenRow.at),
            )
            .where(*_of(name), ListenRow.track_id.is_not(None))
            .group_by(ListenRow.track_id, ListenRow.reaction)
            .order_by(ListenRow.track_id, ListenRow.reaction)
        )
        told: list[TrackReaction] = []
        ratings: dict[int, tuple[datetime, TrackReaction]] = {}
        for track_id, reaction, count, fit, at in self._session.execute(query):
            kind = Reaction(reaction)
            entry = TrackReaction(track_id, kind, 1 if kind.is_rating else count, fit)
            if not kind.is_rating:
                told.append(entry)
            elif track_id not in ratings or ratings[track_id][0] < (at or _LONG_AGO):
                ratings[track_id] = (at or _LONG_AGO, entry)
        return [*told, *(entry for _, entry in ratings.values())]

    def most_played(self, name: str, n: int) -> tuple[int, ...]:
        """The tracks of the library that a listener plays most, the most played first."""
        positive = (Reaction.PLAY, Reaction.FAVOURITE)
        query = (
            select(ListenRow.track_id)
            .where(*_of(name), ListenRow.track_id.is_not(None), ListenRow.reaction.in_(positive))
            .group_by(ListenRow.track_id)
            .order_by(func.count().desc(), ListenRow.track_id)
            .limit(n)
        )
        return tuple(id_ for id_ in self._session.scalars(query) if id_ is not None)

    def played_since(self, name: str, moment: datetime) -> tuple[int, ...]:
        """The tracks of the library that a listener played since a moment, the latest last."""
        query = (
            select(ListenRow.track_id)
            .where(
                *_of(name),
                ListenRow.track_id.is_not(None),
                ListenRow.reaction == Reaction.PLAY,
                ListenRow.at >= moment,
            )
            .order_by(ListenRow.at, ListenRow.id)
        )
        return tuple(id_ for id_ in self._session.scalars(query) if id_ is not None)

    def stats(self, name: str) -> ListeningStats:
        """Figures of what a listener did."""
        by_kind = (
            select(ListenRow.reaction, func.count()).where(*_of(name)).group_by(ListenRow.reaction)
        )
        counts: Counter[Reaction] = Counter()
        for reaction, count in self._session.execute(by_kind):
            counts[Reaction(reaction)] = count
        tracks = select(func.count(ListenRow.track_id.distinct())).where(*_of(name))
        unknown = select(func.count()).where(*_of(name), ListenRow.track_id.is_(None))
        return ListeningStats(
            reactions={kind: counts[kind] for kind in Reaction if counts[kind]},
            tracks=self._session.scalar(tracks) or 0,
            unknown=self._session.scalar(unknown) or 0,
        )

    def listens(self, name: str) -> Iterator[Listen]:
        """All reactions of a listener, in the order in which they were told."""
        query = (
            select(ListenRow)
            .where(*_of(name))
            .order_by(ListenRow.id)
            .execution_options(yield_per=_BATCH)
        )
        for row in self._session.scalars(query):
            yield Listen(
                reaction=Reaction(row.reaction),
                at=row.at,
                title=row.title,
                artist=row.artist,
                uri=row.uri,
                isrc=row.isrc,
                mbid=row.mbid,
                fit=row.fit,
            )

    def forget(self, name: str, track_ids: Sequence[int]) -> int:
        """Forgets all reactions of a listener to some tracks; how many there were."""
        return sum(
            self._delete(*_of(name), ListenRow.track_id.in_(batch))
            for batch in batched(track_ids, _BATCH)
        )

    def forget_listener(self, name: str) -> int:
        """Forgets all of a listener, and that there is one; how many reactions there were."""
        forgotten = self._delete(*_of(name))
        self._session.execute(delete(ListenerRow).where(ListenerRow.name == name))
        return forgotten

    def _spell_out(self, listens: Iterable[Listen]) -> Iterator[Listen]:
        """Reactions to recordings, where some are to an artist as such."""
        for listen in listens:
            if listen.title or listen.uri or listen.isrc or listen.mbid:
                yield listen
            elif artist := fold_name(listen.artist):
                yield from self._tracks_of(artist, listen)

    def _tracks_of(self, artist: str, listen: Listen) -> Iterator[Listen]:
        query = (
            select(TrackRow)
            .where(TrackRow.recording_key.startswith(f"{artist}\t", autoescape=True))
            .order_by(TrackRow.popularity.desc().nulls_last(), TrackRow.id)
            .limit(_TRACKS_OF_ARTIST)
        )
        for row in self._session.scalars(query):
            yield Listen(
                listen.reaction,
                listen.at,
                row.title,
                row.artist,
                isrc=row.isrc,
                mbid=row.mbid,
                fit=listen.fit,
            )

    def _keep(self, listener_id: int, rows: Mapping[str, Mapping[str, Any]]) -> int:
        query = select(ListenRow).where(
            ListenRow.listener_id == listener_id, ListenRow.event_key.in_(rows)
        )
        kept = {row.event_key: row for row in self._session.scalars(query)}
        for key, row in kept.items():
            told = rows[key]
            if told["reaction"] != row.reaction and (told["at"] or _LONG_AGO) > (
                row.at or _LONG_AGO
            ):
                row.reaction, row.at, row.fit = told["reaction"], told["at"], told["fit"]
        added = [dict(row) for key, row in rows.items() if key not in kept]
        if added:
            self._session.execute(insert(ListenRow), added)
        return len(added)

    def _link(self, listener: ListenerRow) -> None:
        """Joins reactions to tracks: by address, identifiers, then artist and title."""
        by_address = (
            select(func.min(SourceRow.track_id))
            .where(ListenRow.uri != "", SourceRow.uri == ListenRow.uri)
            .scalar_subquery()
        )
        by_words = [
            select(func.min(TrackRow.id)).where(told != "", said == told).scalar_subquery()
            for told, said in (
                (ListenRow.mbid, TrackRow.mbid),
                (ListenRow.isrc, TrackRow.isrc),
                (ListenRow.recording_key, TrackRow.recording_key),
            )
        ]
        self._session.execute(
            update(ListenRow)
            .where(ListenRow.listener_id == listener.id, ListenRow.track_id.is_(None))
            .values(track_id=func.coalesce(by_address, *by_words))
            .execution_options(synchronize_session=False)
        )
        listener.linked_up_to = self._newest_addition()

    def _newest_addition(self) -> datetime | None:
        """When the track with the greatest number was added; found without looking at others."""
        query = select(TrackRow.added_at).order_by(TrackRow.id.desc()).limit(1)
        return self._session.scalar(query)

    def _delete(self, *conditions: Any) -> int:
        statement = delete(ListenRow).where(*conditions)
        result = self._session.execute(statement, execution_options={"synchronize_session": False})
        return cast("CursorResult[Any]", result).rowcount


def _of(name: str) -> tuple[Any, ...]:
    listener = select(ListenerRow.id).where(ListenerRow.name == name).scalar_subquery()
    return (ListenRow.listener_id == listener,)


def _row_of(listener_id: int, listen: Listen) -> dict[str, Any]:
    texts = {
        name: make_storable(getattr(listen, name))
        for name in ("title", "artist", "uri", "isrc", "mbid")
    }
    key = recording_key(TrackTags(texts["title"], texts["artist"]))
    return {
        "listener_id": listener_id,
        "event_key": _event_key(listen, key),
        "reaction": listen.reaction.value,
        "at": listen.at,
        **texts,
        "recording_key": key,
        "fit": listen.fit,
        "track_id": None,
    }


def _event_key(listen: Listen, key: str) -> str:
    """What tells an event from others: of a rating the recording, of the rest the moment too."""
    recording = listen.uri or listen.mbid or listen.isrc or key
    kind = "rating" if listen.reaction.is_rating else listen.reaction.value
    moment = "" if listen.reaction.is_rating or listen.at is None else _moment(listen.at)
    told = "\x1f".join((kind, moment, recording))
    return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=32).hexdigest()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _newest_by_key(rows: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    newest: dict[str, dict[str, Any]] = {}
    for row in rows:
        kept = newest.get(row["event_key"])
        if kept is None or (kept["at"] or _LONG_AGO) <= (row["at"] or _LONG_AGO):
            newest[row["event_key"]] = row
    return newest
