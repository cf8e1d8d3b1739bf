"""Services over HTTP: connected, asked, failing, and never telling a secret."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.servers import listenbrainz
from tests.servers.local_server import Fault, LocalServer
from tests.unit.api.conftest import PASSWORDS, StartClient, log_in

from affetto.api.access import Access
from affetto.app.accounts import add_account
from affetto.config import Settings
from affetto.library.music_library import Library
from affetto.providers.opensubsonic import OpenSubsonicProvider

PROVIDERS = "/api/v1/providers"
ACCOUNT = f"{PROVIDERS}/listenbrainz/account"
TOKEN = {"token": listenbrainz.TOKEN}


@pytest.fixture
def wave() -> Iterator[tuple[LocalServer, object]]:
    """A server by the rules of ListenBrainz, and the provider that is pointed at it."""
    with listenbrainz.running() as (server, provider, _):
        yield server, provider


@pytest.fixture
def server(wave: tuple[LocalServer, object]) -> LocalServer:
    return wave[0]


@pytest.fixture
def client(
    start_client: StartClient, settings: Settings, wave: tuple[LocalServer, object]
) -> TestClient:
    return start_client(settings, providers={"listenbrainz": wave[1]})


@pytest.fixture
def connected(client: TestClient) -> TestClient:
    assert client.put(ACCOUNT, json={"fields": TOKEN}).status_code == 200
    return client


def kind_of(problem: object) -> str:
    return problem.json()["type"].removeprefix("urn:affetto:problem:")


def one(client: TestClient) -> dict:
    return client.get(PROVIDERS).json()["providers"][0]


def test_a_service_says_what_it_needs_before_it_is_connected(client: TestClient) -> None:
    service = one(client)
    assert (service["name"], service["account"]) == ("listenbrainz", None)
    assert [field["name"] for field in service["fields"] if field["is_required"]] == ["token"]
    assert {"history", "submit"} <= set(service["capabilities"])


def test_a_connected_service_says_whose_account_it_is_and_no_secret(connected: TestClient) -> None:
    assert one(connected)["account"]["name"] == listenbrainz.USER
    assert listenbrainz.TOKEN not in connected.get(PROVIDERS).text
    assert listenbrainz.TOKEN not in connected.get("/api/v1/me/export").text


def test_no_secret_lies_in_the_library(connected: TestClient, settings: Settings) -> None:
    files = [path for path in settings.home.rglob("*") if path.is_file()]
    assert settings.library_path in files
    assert not any(listenbrainz.TOKEN.encode() in path.read_bytes() for path in files)


def test_a_wrong_token_connects_nothing(client: TestClient) -> None:
    answer = client.put(ACCOUNT, json={"fields": {"token": "wrong"}})
    assert (answer.status_code, kind_of(answer)) == (409, "service-sign-in")
    assert one(client)["account"] is None


@pytest.mark.parametrize(
    ("fields", "field"), [({}, "token"), ({**TOKEN, "colour": "red"}, "colour")]
)
def test_the_field_at_fault_is_named(
    client: TestClient, fields: dict[str, str], field: str
) -> None:
    answer = client.put(ACCOUNT, json={"fields": fields})
    assert (answer.status_code, kind_of(answer)) == (422, "input")
    assert answer.json()["detail"].startswith(f"{field}: ")


def test_a_service_of_another_name_is_not_there(client: TestClient) -> None:
    answer = client.get(f"{PROVIDERS}/gramophone/tracks", params={"query": "song"})
    assert (answer.status_code, kind_of(answer)) == (404, "no-such-service")


def test_what_is_not_connected_is_not_asked(client: TestClient, server: LocalServer) -> None:
    answer = client.post(f"{PROVIDERS}/listenbrainz/listens")
    assert (answer.status_code, kind_of(answer)) == (409, "service-not-connected")
    assert "Settings" in answer.json()["detail"]
    assert server.requests == []


def test_what_a_service_cannot_do_is_not_asked(connected: TestClient) -> None:
    answer = connected.put(f"{PROVIDERS}/listenbrainz/player/pause")
    assert (answer.status_code, kind_of(answer)) == (409, "service-cannot")


def test_a_history_is_learnt_once(connected: TestClient) -> None:
    learnt = connected.post(f"{PROVIDERS}/listenbrainz/listens").json()
    assert learnt["new"] > 0
    again = connected.post(f"{PROVIDERS}/listenbrainz/listens").json()
    assert again == {"new": 0, "known": learnt["new"] + learnt["known"]}


@pytest.mark.parametrize(
    ("fault", "status", "kind"),
    [
        (Fault.RESET, 502, "service-unreachable"),
        (Fault.BROKEN, 502, "service-down"),
        (Fault.WRONG_JSON, 502, "service-answer"),
        (Fault.FORBIDDEN, 409, "service-refuses"),
        (Fault.GONE, 404, "service-not-there"),
    ],
)
def test_a_failing_service_is_told_as_such_and_the_rest_goes_on(
    connected: TestClient, server: LocalServer, fault: Fault, status: int, kind: str
) -> None:
    server.fail(fault)
    answer = connected.post(f"{PROVIDERS}/listenbrainz/listens")
    assert (answer.status_code, kind_of(answer)) == (status, kind)
    assert answer.json()["service"] == "ListenBrainz"
    assert connected.get("/api/v1/library").status_code == 200
    server.heal()
    assert connected.post(f"{PROVIDERS}/listenbrainz/listens").status_code == 200


def test_a_busy_service_says_when_to_come_back(connected: TestClient, server: LocalServer) -> None:
    server.fail(Fault.BUSY, headers={"Retry-After": "77"})
    answer = connected.post(f"{PROVIDERS}/listenbrainz/listens")
    assert (answer.status_code, kind_of(answer)) == (429, "service-busy")
    assert answer.headers["Retry-After"] == "77"


def test_a_revoked_token_is_forgotten_and_can_be_renewed(
    connected: TestClient, server: LocalServer
) -> None:
    server.fail(Fault.UNAUTHORIZED)
    answer = connected.post(f"{PROVIDERS}/listenbrainz/listens")
    assert (answer.status_code, kind_of(answer)) == (409, "service-sign-in")
    assert one(connected)["account"]["needs_sign_in"]
    server.heal()
    asked = len(server.requests)
    again = connected.post(f"{PROVIDERS}/listenbrainz/listens")
    assert kind_of(again) == "service-not-connected"
    assert len(server.requests) == asked
    connected.put(ACCOUNT, json={"fields": TOKEN})
    assert connected.post(f"{PROVIDERS}/listenbrainz/listens").status_code == 200


def test_a_disconnected_service_is_forgotten(connected: TestClient) -> None:
    assert connected.delete(ACCOUNT).status_code == 204
    assert one(connected)["account"] is None
    assert kind_of(connected.post(f"{PROVIDERS}/listenbrainz/listens")) == "service-not-connected"
    assert connected.delete(ACCOUNT).status_code == 204


def play(client: TestClient) -> None:
    track = client.get("/api/v1/tracks", params={"text": "Fireworks"}).json()["tracks"][0]
    answer = client.post("/api/v1/reactions", json={"track": track["id"], "reaction": "play"})
    assert answer.status_code == 204


def submitted(server: LocalServer) -> list[str]:
    return [
        listen["track_metadata"]["track_name"]
        for request in server.requests
        if request.path.endswith("/submit-listens")
        for listen in request.json()["payload"]
    ]


def test_a_service_knows_what_is_heard_only_where_it_may(
    connected: TestClient, server: LocalServer
) -> None:
    play(connected)
    assert submitted(server) == []
    assert connected.patch(ACCOUNT, json={"submits_plays": True}).status_code == 200
    play(connected)
    assert submitted(server) == ["Fireworks"]


def test_plays_wait_for_a_service_that_fails(connected: TestClient, server: LocalServer) -> None:
    connected.patch(ACCOUNT, json={"submits_plays": True})
    server.fail(Fault.OVERLOADED)
    play(connected)
    assert one(connected)["account"]["waiting_plays"] == 1
    server.heal()
    server.requests.clear()
    assert connected.post(f"{PROVIDERS}/listenbrainz/plays").json() == {"told": 1}
    assert submitted(server) == ["Fireworks"]
    assert one(connected)["account"]["waiting_plays"] == 0


def test_each_person_has_accounts_of_their_own(
    start_client: StartClient,
    settings: Settings,
    quick_passwords: None,
    wave: tuple[LocalServer, object],
) -> None:
    with Library.open(settings.library_path) as library:
        for name, password in PASSWORDS.items():
            add_account(library, name, password)
    app = start_client(settings, Access(has_accounts=True), providers={"listenbrainz": wave[1]}).app
    ada, bo = (TestClient(app, base_url="http://127.0.0.1:8000") for _ in range(2))
    log_in(ada, "Ada")
    log_in(bo, "Bo")
    ada.put(ACCOUNT, json={"fields": TOKEN})
    assert one(ada)["account"] is not None
    assert one(bo)["account"] is None
    assert kind_of(bo.post(f"{PROVIDERS}/listenbrainz/listens")) == "service-not-connected"


def test_only_administrators_choose_which_server_is_asked(
    start_client: StartClient, settings: Settings, quick_passwords: None
) -> None:
    with Library.open(settings.library_path) as library:
        for name, password in PASSWORDS.items():
            add_account(library, name, password)
    with LocalServer(lambda _: pytest.fail("nobody asks")) as server:
        app = start_client(
            settings,
            Access(has_accounts=True),
            providers={"opensubsonic": OpenSubsonicProvider()},
        ).app
        bo = TestClient(app, base_url="http://127.0.0.1:8000")
        log_in(bo, "Bo")
        fields = {"address": server.address, "name": "bo", "password": "secret"}
        answer = bo.put(f"{PROVIDERS}/opensubsonic/account", json={"fields": fields})
        assert (answer.status_code, kind_of(answer)) == (422, "input")
        assert answer.json()["detail"].startswith("address: ")
        assert server.requests == []


def test_the_key_lies_beside_the_library_for_its_owner_alone(
    connected: TestClient, settings: Settings
) -> None:
    key: Path = settings.secret_key_path
    assert key.stat().st_mode & 0o077 == 0
