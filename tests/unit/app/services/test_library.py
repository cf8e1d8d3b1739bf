"""Importing a real Supysonic with real files, over a connection that can be made to fail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.servers.local_server import Fault, LocalServer, Request
from tests.servers.small_recordings import RECORDINGS
from tests.servers.supysonic import running

from affetto.app.services.accounts import CannotError, NotConnectedError, Services
from affetto.app.services.library import ImportStoppedError, as_imported, import_service
from affetto.library.records import TrackFilter
from affetto.library.server_reports import ServerReport
from affetto.providers.capabilities import Account, ProviderTrack
from affetto.providers.http import Patience
from affetto.providers.opensubsonic import OpenSubsonicProvider
from affetto.providers.openverse import Openverse

_IMPATIENT = Patience(
    connect_s=2, silence_s=5, total_s=10, tries=2, first_pause_s=0.01, longest_wait_s=0.05
)
_ALL = len(RECORDINGS)


@pytest.fixture(scope="module")
def supysonic() -> Iterator[tuple[LocalServer, OpenSubsonicProvider, Account]]:
    with running() as (server, provider, account):
        yield server, replace(provider, patience=_IMPATIENT), account


@pytest.fixture
def server(supysonic) -> Iterator[LocalServer]:
    server, _, _ = supysonic
    server.requests.clear()
    yield server
    server.heal()


@pytest.fixture
def services(supysonic, server, connect) -> Services:
    _, provider, account = supysonic
    return connect(provider, account)


def import_all(services: Services, **options) -> ServerReport:
    return import_service(
        services, "Ada", "opensubsonic", workers=2, **{"pause_s": 0.01, **options}
    )


def streams(server: LocalServer) -> list[Request]:
    return [request for request in server.requests if is_stream(request)]


def is_stream(request: Request) -> bool:
    return request.path.endswith("/stream.view")


def test_the_music_of_a_server_is_brought_in_heard_and_not_kept(services, server, library):
    report = import_all(services)

    assert report == ServerReport(tracks=_ALL, new=_ALL, heard=_ALL)
    (ferry,) = library.tracks(TrackFilter(text="ferry"))
    assert (ferry.tags.title, ferry.tags.artist) == ("Last Ferry", "The Tin Lanterns")
    assert (ferry.tags.album, ferry.tags.year) == ("Piers", 1987)
    assert ferry.uri.startswith("opensubsonic:")
    assert ferry.duration_s == pytest.approx(RECORDINGS[1].length_s, abs=0.05)
    assert ferry.mood is not None
    with library.reading() as repository:
        assert len(repository.timeline(ferry.id).peaks) > 0
    assert not (library.path.parent / "fetched").exists()

    server.requests.clear()
    assert import_all(services) == ServerReport(tracks=_ALL)
    assert streams(server) == []


def test_faults_that_pass_cost_nothing(services, server):
    server.fail(Fault.OVERLOADED, times=1, where=is_stream)
    server.fail(Fault.CUT, times=1, skips=1, where=is_stream)
    assert import_all(services).heard == _ALL


def test_a_recording_that_is_gone_costs_no_other_and_is_had_when_it_is_back(services, server):
    server.fail(Fault.GONE, times=1, where=is_stream)
    report = import_all(services)
    assert report.heard == _ALL - 1
    (failure,) = report.failed
    assert "has no such thing, or has it no longer" in failure.reason

    assert import_all(services) == ServerReport(tracks=_ALL, heard=1)


def test_a_recording_that_the_server_cannot_read_costs_no_other(services, server):
    broken: list[str] = []

    def is_of_the_first(request: Request) -> bool:
        if not is_stream(request):
            return False
        if not broken:
            broken.append(request.query["id"])
        return request.query["id"] == broken[0]

    server.fail(Fault.BROKEN, where=is_of_the_first)
    report = import_all(services)
    assert report.heard == _ALL - 1
    (failure,) = report.failed
    assert failure.reason == "is out of order (500)"


def test_a_server_that_goes_away_ends_it_with_a_sentence_and_the_next_run_goes_on(
    services, server, library
):
    def goes_away(progress) -> None:
        if progress.total and progress.done == 1:
            server.fail(Fault.RESET)

    with pytest.raises(
        ImportStoppedError, match=r"OpenSubsonic: .*what came before is kept, and another try"
    ):
        import_all(services, on_progress=goes_away)

    heard = library.stats().analysed_tracks
    assert 1 <= heard < _ALL
    server.heal()
    assert import_all(services) == ServerReport(tracks=_ALL, heard=_ALL - heard)


def test_a_server_that_goes_away_while_it_tells_what_it_has_can_be_asked_again(services, server):
    server.fail(Fault.RESET, skips=1)
    with pytest.raises(ImportStoppedError, match="broke the connection off"):
        import_all(services)
    server.heal()
    assert import_all(services).heard == _ALL


def test_an_account_that_is_no_longer_let_in_has_to_be_connected_anew(services, server):
    server.fail(Fault.UNAUTHORIZED, where=is_stream)
    with pytest.raises(ImportStoppedError, match="sign in again"):
        import_all(services)
    with pytest.raises(NotConnectedError, match="connect it under Settings"):
        import_all(services)


def test_an_account_that_may_not_listen_is_told_after_a_few_recordings(
    services, server, monkeypatch
):
    monkeypatch.setattr("affetto.app.services.library._REFUSALS", 3)
    server.fail(Fault.FORBIDDEN, where=is_stream)
    with pytest.raises(ImportStoppedError, match="does not allow this for your account"):
        import_all(services)
    assert len(streams(server)) < _ALL + 1


def test_only_who_has_connected_it_can_import(services):
    with pytest.raises(NotConnectedError, match="OpenSubsonic is not connected"):
        import_service(services, "Bo", "opensubsonic", workers=1)


def test_a_service_that_cannot_be_gone_through_is_refused(connect):
    services = connect(Openverse(), Account())
    with pytest.raises(CannotError, match="Openverse cannot do this"):
        import_service(services, "Ada", "openverse", workers=1)


def test_a_track_is_taken_over_with_what_tells_recordings_apart():
    track = ProviderTrack(
        "7",
        "opensubsonic:ab:7",
        "",
        artist="Ada",
        isrc="no-aaa-11-00001",
        mbid="B1A9C0E9-D987-4042-AE91-78D6A3267D69",
        url="javascript:alert(1)",
        licence="CC BY 4.0",
    )
    taken = as_imported(track, "opensubsonic", 3)
    assert (taken.uri, taken.line, taken.links) == ("opensubsonic:ab:7", 3, {})
    assert (taken.tags.title, taken.tags.isrc) == ("7", "NOAAA1100001")
    assert taken.tags.mbid == "b1a9c0e9-d987-4042-ae91-78d6a3267d69"
    assert taken.tags.licence == "CC BY 4.0"
