"""Learns from what people listened to elsewhere, and tells services what they hear here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from affetto.app.services.accounts import Services
from affetto.library.listening_repository import ListeningRepository, Recorded
from affetto.library.provider_repository import ProviderRepository
from affetto.listening import Listen
from affetto.providers.capabilities import Capability, HistoryReadable, Play, PlaySubmittable
from affetto.providers.errors import BadAnswerError, ProviderError

if TYPE_CHECKING:
    from affetto.library.music_library import Library
    from affetto.library.provider_repository import ProviderAccount
    from affetto.music import Track

# Older listening says little of what somebody likes today, and services answer page by page.
# Our own choice.
MOST_LISTENS = 10_000
# Plays that are told at once.
_BATCH = 50


def learn_history(
    services: Services,
    user: str,
    name: str,
    on_progress: Callable[[int], object] = lambda _done: None,
) -> Recorded:
    """Learns a taste from the newest of what a service knows; a second time changes nothing.

    What was learnt before the service fails is kept.

    Args:
        services: whose connections are used.
        user: whose taste it is.
        name: of the service.
        on_progress: called with how many reactions were read so far.

    Raises:
        NotConnectedError, CannotError, ProviderError: it cannot be asked, or fails.
        LibraryError: the library cannot be written.
    """
    recorded = Recorded()
    with services.connection(user, name, Capability.HISTORY) as connection:
        listens = islice(cast("HistoryReadable", connection).listens(), MOST_LISTENS)
        done = 0
        for batch in _batches(listens):
            with services.library.changing() as session:
                part = ListeningRepository(session).record(user, batch)
            recorded = Recorded(recorded.new + part.new, recorded.known + part.known)
            done += len(batch)
            on_progress(done)
    return recorded


def tell_play(services: Services, user: str, track_id: int) -> bool:
    """Lets a track that somebody has just heard to its end wait for the services that may know it.

    Args:
        services: those of the library that the track is of.
        user: who heard it.
        track_id: the library's number.

    Returns:
        Whether any service is to be told.

    Raises:
        LibraryError: the library cannot be written.
    """
    library = services.library
    accounts = _submitting(library, user)
    details = library.details(track_id) if accounts else None
    # No service takes a play without a name.
    if details is None or not (details.track.tags.title and details.track.tags.artist):
        return False
    play = _as_json(_play_of(details.track, datetime.now(UTC)))
    with library.changing() as session:
        for account in accounts:
            ProviderRepository(session).add_plays(account.id, [play])
    return True


def send_waiting_plays(services: Services, user: str, name: str) -> int:
    """Tells a service the plays that wait for it; how many it took.

    Raises:
        NotConnectedError, CannotError, ProviderError: it cannot be asked, or fails; what it did
            not take goes on waiting.
        LibraryError: the library cannot be written.
    """
    told = 0
    library = services.library
    account = services.state(user, name).account
    with services.connection(user, name, Capability.SUBMIT) as connection:
        while account is not None:
            with library.looking() as session:
                waiting = ProviderRepository(session).waiting_plays(account.id, _BATCH)
            if not waiting:
                break
            _submit(cast("PlaySubmittable", connection), [_of_json(each.play) for each in waiting])
            with library.changing() as session:
                ProviderRepository(session).drop_plays(waiting)
            told += len(waiting)
    return told


def send_all_waiting_plays(services: Services, user: str) -> list[ProviderError]:
    """Tells every service the plays that wait for it; what kept some from being told.

    Raises:
        LibraryError: the library cannot be written.
    """
    problems = []
    for account in _submitting(services.library, user):
        if account.needs_sign_in:
            continue
        try:
            send_waiting_plays(services, user, account.provider)
        except ProviderError as error:
            problems.append(error)
    return problems


def _play_of(track: Track, ended_at: datetime) -> Play:
    tags = track.tags
    return Play(
        title=tags.title,
        artist=tags.artist,
        at=ended_at - timedelta(seconds=track.duration_s or 0),
        album=tags.album,
        duration_s=track.duration_s,
        isrc=tags.isrc,
        mbid=tags.mbid,
    )


def _submit(connection: PlaySubmittable, plays: Sequence[Play]) -> None:
    """Tells plays; one that the service does not understand keeps no other from being told."""
    try:
        connection.submit(plays)
    except BadAnswerError:
        if len(plays) > 1:
            for play in plays:
                _submit(connection, [play])


def _submitting(library: Library, user: str) -> list[ProviderAccount]:
    with library.looking() as session:
        accounts = ProviderRepository(session).list_all(user)
    return [account for account in accounts if account.submits_plays]


def _batches(listens: Iterator[Listen]) -> Iterator[Sequence[Listen]]:
    """Parts of a history; those before a failure come before it."""
    while True:
        batch: list[Listen] = []
        failure: ProviderError | None = None
        try:
            batch.extend(islice(listens, _BATCH))
        except ProviderError as error:
            failure = error
        if batch:
            yield batch
        if failure is not None:
            raise failure
        if len(batch) < _BATCH:
            return


def _as_json(play: Play) -> dict[str, Any]:
    return {**asdict(play), "at": play.at.astimezone(UTC).isoformat()}


def _of_json(content: Mapping[str, Any]) -> Play:
    return Play(**{**content, "at": datetime.fromisoformat(content["at"])})
