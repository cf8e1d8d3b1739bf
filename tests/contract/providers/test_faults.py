"""Whatever fails, a call ends in time with an error that says so, and works again afterwards."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from tests.contract.providers.cases_for_tests import IMPATIENT, PATIENT, Service
from tests.contract.providers.conftest import check_no_secret
from tests.contract.providers.operations_for_tests import (
    calls_on,
    orders_of,
    outcomes,
    prepared,
    reads_of,
)
from tests.servers.local_server import Fault, closed_port

from affetto.providers.capabilities import Capability
from affetto.providers.errors import (
    BadAnswerError,
    BusyError,
    NotAllowedError,
    NotThereError,
    PlaylistNotWrittenError,
    ProviderError,
    ServiceDownError,
    SignInNeededError,
    UnreachableError,
)
from affetto.providers.http import Patience

# Not asked of a second server of one provider.
IS_ABOUT_FAULTS = True

KINDS: dict[Fault, tuple[type[ProviderError], ...]] = {
    Fault.CUT: (UnreachableError,),
    Fault.RESET: (UnreachableError,),
    Fault.SILENCE: (UnreachableError,),
    Fault.DRIP: (UnreachableError,),
    Fault.WRONG_JSON: (BadAnswerError,),
    Fault.HTML: (BadAnswerError,),
    Fault.OTHER_SHAPE: (BadAnswerError,),
    Fault.REDIRECT: (BadAnswerError,),
    Fault.UNAUTHORIZED: (SignInNeededError,),
    Fault.FORBIDDEN: (NotAllowedError,),
    Fault.GONE: (NotThereError, BadAnswerError),
    Fault.BUSY: (BusyError,),
    Fault.BROKEN: (ServiceDownError,),
    Fault.OVERLOADED: (ServiceDownError,),
}
# It is answered with success, and an order needs no more; where it has no body, all is there.
_SUCCESSES = {Fault.WRONG_JSON, Fault.HTML, Fault.OTHER_SHAPE, Fault.CUT}
_LASTING = {Fault.SILENCE, Fault.DRIP, Fault.DRIP_BODY}
LONG_WAIT_S = 300


def check_error(
    service: Service, name: str, error: object, kinds: tuple[type[ProviderError], ...]
) -> None:
    assert isinstance(error, (*kinds, PlaylistNotWrittenError)), f"{name}: {error!r}"
    assert isinstance(error, ProviderError)
    assert error.service == service.provider.title
    said = str(error)
    assert said.startswith(f"{service.provider.title}: ")
    assert said == said.strip()
    assert "\n" not in said
    # What led to it is logged now and then.
    cause: BaseException | None = error
    while cause is not None:
        check_no_secret(service, f"{cause} {cause!r}")
        cause = cause.__cause__ or cause.__context__


def check_works(service: Service, connection: Any, patience: Patience) -> None:
    """The same connection does all that it can."""
    with prepared(service) as material:
        for name, call in calls_on(service, connection, material).items():
            result = outcomes({name: call})[name]
            # A busy machine may try its patience.
            if patience is IMPATIENT and isinstance(result, UnreachableError):
                result = outcomes({name: call})[name]
            assert not isinstance(result, Exception), f"{name}: {result!r}"


@pytest.mark.parametrize("fault", list(KINDS))
def test_each_fault_is_told_as_what_it_is_and_passes(service: Service, fault: Fault) -> None:
    patience = IMPATIENT if fault in _LASTING else PATIENT
    with service.connected(patience) as connection:
        check_works(service, connection, patience)
        with prepared(service) as material:
            headers = {"Retry-After": str(LONG_WAIT_S)} if fault is Fault.BUSY else None
            service.server.fail(fault, headers=headers)
            results = outcomes(calls_on(service, connection, material))
            service.server.heal()
        orders = orders_of(service)
        for name, result in results.items():
            kinds = service.case.kinds.get(fault, KINDS[fault])
            if name in orders and fault in _SUCCESSES:
                if not isinstance(result, Exception):
                    continue
                kinds = (*kinds, NotThereError)  # it looks before it removes something
            if name == "stream" and fault is Fault.REDIRECT:
                kinds = (*kinds, UnreachableError)  # files of open music may lie elsewhere
            check_error(service, name, result, kinds)
            if isinstance(result, BusyError):
                assert result.retry_after_s == LONG_WAIT_S
        check_works(service, connection, patience)


@pytest.mark.parametrize("host", ["no-such-host.invalid", "127.0.0.1"], ids=["dns", "refused"])
def test_what_is_not_there_cannot_be_reached(service: Service, host: str) -> None:
    with prepared(service) as material:
        connection = service.moved(host, closed_port())
        results = outcomes(calls_on(service, connection, material))
        connection.close()
    for name, result in results.items():
        check_error(service, name, result, (UnreachableError,))


def test_a_short_pause_that_a_service_asks_for_is_kept_unseen(service: Service) -> None:
    with service.connected(PATIENT) as connection, prepared(service) as material:
        for name, call in calls_on(service, connection, material).items():
            service.server.fail(Fault.BUSY, times=1, headers={"Retry-After": "0"})
            results = outcomes({name: call})
            service.server.heal()
            assert not isinstance(results[name], Exception), f"{name}: {results[name]!r}"


@pytest.mark.parametrize("fault", [Fault.RESET, Fault.OVERLOADED])
def test_a_fault_that_passes_is_not_seen_by_who_only_asks(service: Service, fault: Fault) -> None:
    if not service.case.asks_again:
        pytest.skip("pays for each time it asks")
    with service.connected(PATIENT) as connection, prepared(service) as material:
        for name, call in reads_of(service).items():
            service.server.fail(fault, times=1)
            results = outcomes({name: partial(call, connection, material)})
            service.server.heal()
            assert not isinstance(results[name], Exception), f"{name}: {results[name]!r}"


def test_sound_that_drips_is_given_up(service: Service) -> None:
    """A few bytes now and then are fewer than any music has."""
    if Capability.STREAM not in service.provider.capabilities:
        pytest.skip("gives no sound")
    with service.connected(IMPATIENT) as connection, prepared(service) as material:
        service.server.fail(Fault.DRIP_BODY)

        def listen() -> None:
            with connection.stream(material.track_ids[0]) as sound:
                for _ in sound.chunks:
                    pass

        error = outcomes({"stream": listen})["stream"]
    check_error(service, "stream", error, (UnreachableError,))


def test_a_recording_that_is_gone_is_told(service: Service) -> None:
    gone = f"{service.track_ids[0][:-4]}0000" if service.track_ids else "gone"
    able = service.provider.capabilities
    calls: dict[str, Any] = {}
    with service.connected(PATIENT) as connection:
        if Capability.STREAM in able:

            def stream() -> None:
                with connection.stream(gone) as sound:
                    b"".join(sound.chunks)

            calls["stream"] = stream
        if Capability.PLAYLISTS in able:
            written = connection.write_playlist("Evening", service.track_ids[:2])
            connection.remove_playlist(written.id)
            no_playlist = f"{written.id[:-4]}0000"
            calls["playlist_tracks"] = lambda: connection.playlist_tracks(no_playlist)
        if not calls:
            pytest.skip("has nothing that could be gone")
        results = outcomes(calls)
    for name, result in results.items():
        check_error(service, name, result, (NotThereError,))


def test_leave_that_is_taken_away_while_music_plays_is_told_at_once(service: Service) -> None:
    if Capability.CONTROL not in service.provider.capabilities:
        pytest.skip("plays nothing itself")
    with service.connected(PATIENT) as connection, prepared(service) as material:
        service.server.fail(Fault.UNAUTHORIZED)
        before = len(service.server.requests)
        error = outcomes({"playback": connection.playback})["playback"]
        asked = len(service.server.requests) - before
        service.server.heal()
        check_error(service, "playback", error, (SignInNeededError,))
        assert asked <= 3  # at most once more after its token was renewed
        assert connection.playback().track is not None or material.device_id == ""
