"""Whatever breaks off the writing of a playlist: the service has all of it, or none, or it is told.

The fault is moved from the first request of the writing to the last. It goes by at once, so that
what was begun can be finished or taken back; or it stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from tests.contract.providers.cases_for_tests import PATIENT, Service
from tests.contract.providers.operations_for_tests import outcomes, remove_named
from tests.servers.local_server import Fault

from affetto.providers.capabilities import Capability
from affetto.providers.errors import PlaylistNotWrittenError, ProviderError

# Not asked of a second server of one provider.
IS_ABOUT_FAULTS = True

NAME = "A long evening"
# More than most services take in one request.
N_TRACKS = 210
MOST_REQUESTS = 60


@pytest.fixture
def witness(service: Service) -> Iterator[Any]:
    """Another connection, which sees what the service has."""
    if Capability.PLAYLISTS not in service.provider.capabilities:
        pytest.skip("keeps no playlists")
    with service.connected(PATIENT) as connection:
        yield connection
        service.server.heal()
        remove_named(connection, NAME)


def kept_playlists(witness: Any) -> list[list[str]]:
    """The tracks of all playlists of the name."""
    return [
        [track.id for track in witness.playlist_tracks(playlist.id)]
        for playlist in witness.list_playlists()
        if playlist.name == NAME
    ]


@pytest.mark.parametrize("lasts", [False, True], ids=["once", "from-then-on"])
@pytest.mark.parametrize(
    "fault", [Fault.CUT, Fault.RESET, Fault.BROKEN, Fault.UNAUTHORIZED, Fault.OTHER_SHAPE]
)
def test_a_playlist_is_whole_or_not_there_or_it_is_told(
    service: Service, witness: Any, fault: Fault, lasts: bool
) -> None:
    track_ids = [service.track_ids[n % len(service.track_ids)] for n in range(N_TRACKS)]
    whole = whole_of(witness, track_ids)
    for n_before in range(MOST_REQUESTS):
        with service.connected(PATIENT) as connection:
            connection.describe_account()  # what is asked once only was asked before
            begun_at = len(service.server.requests)
            service.server.fail(fault, skips=n_before, **({} if lasts else {"times": 1}))
            write = partial(connection.write_playlist, NAME, track_ids)
            result = outcomes({"write": write})["write"]
            asked = len(service.server.requests) - begun_at
        service.server.heal()
        there = kept_playlists(witness)
        where = f"fault in request {n_before + 1} of {asked}: {result!r}"
        if not isinstance(result, ProviderError):
            assert there == [whole], where
        elif isinstance(result, PlaylistNotWrittenError) and result.left:
            assert lasts, where
            assert result.left in str(result), where
        else:
            assert there == [], where
        remove_named(witness, NAME)
        if asked <= n_before:
            return  # the writing was over before the fault
    pytest.fail(f"writing takes more than {MOST_REQUESTS} requests")


def whole_of(witness: Any, track_ids: list[str]) -> list[str]:
    """What the service keeps of the tracks where nothing fails: some have each of them once."""
    playlist = witness.write_playlist(NAME, track_ids)
    kept = [track.id for track in witness.playlist_tracks(playlist.id)]
    witness.remove_playlist(playlist.id)
    assert kept in (track_ids, list(dict.fromkeys(track_ids)))
    return kept


def test_a_name_that_is_there_already_is_not_lost(service: Service, witness: Any) -> None:
    """What is taken back is what was begun, not what was there before."""
    first = witness.write_playlist(NAME, service.track_ids[:2])
    for fault in (Fault.CUT, Fault.RESET, Fault.BROKEN):
        for n_before in range(4):
            service.server.fail(fault, skips=n_before, times=1)
            write = partial(witness.write_playlist, NAME, service.track_ids[:2][::-1])
            outcomes({"write": write})
            service.server.heal()
            assert [track.id for track in witness.playlist_tracks(first.id)] == service.track_ids[
                :2
            ]
            for playlist in witness.list_playlists():
                if playlist.name == NAME and playlist.id != first.id:
                    witness.remove_playlist(playlist.id)
