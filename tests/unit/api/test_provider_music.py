"""Music of services over HTTP: servers that are imported, open music that is kept."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.servers import jamendo, opensubsonic
from tests.servers.local_server import Fault, LocalServer, Reply, Request
from tests.servers.small_recordings import sound_reply
from tests.unit.api.conftest import PASSWORDS, StartClient, log_in

from affetto.api.access import Access
from affetto.app.accounts import add_account
from affetto.config import Settings
from affetto.library.music_library import Library
from affetto.providers.capabilities import Provider
from affetto.providers.jamendo import Jamendo
from affetto.providers.opensubsonic import OpenSubsonicProvider

PROVIDERS = "/api/v1/providers"
TRACKS = "/api/v1/tracks"
SERVER = {"name": opensubsonic.USER, "password": opensubsonic.PASSWORD}
CLIENT_ID = {"client_id": jamendo.CLIENT_ID}


@dataclass
class SoundingServer(opensubsonic.OpenSubsonicRules):
    """A server whose two songs are real sound."""

    songs: tuple[dict, ...] = opensubsonic.SONGS[:2]
    sound: bytes = b""

    def _stream(self, id_: str, byte_range: str) -> Reply:
        return sound_reply(self.sound, byte_range)


@dataclass
class SoundingCatalogue(jamendo.JamendoRules):
    """A catalogue whose files are real sound."""

    sound: bytes = b""

    def answer(self, request: Request) -> Reply:
        if request.path.startswith("/storage/"):
            return sound_reply(self.sound, "")
        return super().answer(request)


@pytest.fixture
def sound(heard_music: Path) -> bytes:
    """A file whose content the library does not have."""
    return (heard_music / "bright.wav").read_bytes() + b"\0\0"


@pytest.fixture
def server(sound: bytes) -> Iterator[LocalServer]:
    with LocalServer(SoundingServer(sound=sound).answer) as server:
        yield server


@pytest.fixture
def catalogue(sound: bytes) -> Iterator[LocalServer]:
    with LocalServer(SoundingCatalogue(sound=sound).answer) as server:
        yield server


@pytest.fixture
def providers(server: LocalServer, catalogue: LocalServer) -> dict[str, Provider]:
    return {"opensubsonic": OpenSubsonicProvider(), "jamendo": Jamendo(catalogue.address)}


@pytest.fixture
def client(
    start_client: StartClient,
    empty_settings: Settings,
    server: LocalServer,
    providers: dict[str, Provider],
) -> TestClient:
    client = start_client(empty_settings, providers=providers)
    connect(client, "opensubsonic", {"address": server.address, **SERVER})
    connect(client, "jamendo", CLIENT_ID)
    return client


def connect(client: TestClient, name: str, fields: dict[str, str]) -> None:
    answer = client.put(f"{PROVIDERS}/{name}/account", json={"fields": fields})
    assert answer.status_code == 200, answer.text


def finished(client: TestClient, answer) -> dict:
    """A job that was started, at its end; pytest's own time limit ends the wait."""
    assert answer.status_code == 202, answer.text
    is_over: Callable[[dict], bool] = lambda job: job["state"] != "running"  # noqa: E731
    while not is_over(job := client.get(answer.headers["location"]).json()):
        time.sleep(0.05)
    return job


def kind_of(problem) -> str:
    return problem.json()["type"].removeprefix("urn:affetto:problem:")


def import_server(client: TestClient):
    return client.post(f"{PROVIDERS}/opensubsonic/library", json={})


class TestServers:
    def test_the_music_of_a_server_becomes_tracks_that_can_be_played(self, client, sound):
        job = finished(client, import_server(client))

        assert (job["kind"], job["subject"]) == ("import a server", "OpenSubsonic")
        assert (job["state"], job["done"], job["total"]) == ("done", 2, 2)
        assert (job["report"]["new"], job["report"]["heard"]) == (2, 2)
        (track,) = client.get(TRACKS, params={"text": "tide"}).json()["tracks"]
        assert (track["title"], track["artist"]) == ("Tide Table", "Mira Solberg")
        assert track["playable"]
        assert track["valence"] is not None

        audio = f"{TRACKS}/{track['id']}/audio"
        whole = client.get(audio)
        assert (whole.status_code, whole.content) == (200, sound)
        assert whole.headers["content-type"] == "audio/flac"
        assert "no-store" in whole.headers["cache-control"]
        part = client.get(audio, headers={"Range": "bytes=4-11"})
        assert (part.status_code, part.content) == (206, sound[4:12])
        assert part.headers["content-range"] == f"bytes 4-11/{len(sound)}"
        assert client.head(audio).headers["content-length"] == str(len(sound))

    def test_a_server_that_is_gone_fails_the_job_with_a_sentence(self, client, server):
        server.fail(Fault.RESET, where=lambda request: "search3" in request.path)
        job = finished(client, import_server(client))
        assert job["state"] == "failed"
        assert job["error"].startswith("OpenSubsonic: ")
        assert "what came before is kept" in job["error"]

    def test_what_a_service_cannot_do_or_is_not_connected_for_is_said_at_once(self, client):
        answer = client.post(f"{PROVIDERS}/jamendo/library", json={})
        assert (answer.status_code, kind_of(answer)) == (409, "service-cannot")
        client.delete(f"{PROVIDERS}/opensubsonic/account")
        answer = import_server(client)
        assert (answer.status_code, kind_of(answer)) == (409, "service-not-connected")
        answer = client.post(f"{PROVIDERS}/nobody/library", json={})
        assert (answer.status_code, kind_of(answer)) == (404, "no-such-service")

    def test_a_track_whose_server_fails_is_a_problem_and_no_answer_that_breaks_off(
        self, client, server
    ):
        finished(client, import_server(client))
        number = client.get(TRACKS).json()["tracks"][0]["id"]
        server.fail(Fault.BROKEN)
        answer = client.get(f"{TRACKS}/{number}/audio")
        assert (answer.status_code, kind_of(answer)) == (502, "service-down")


class TestAccounts:
    @pytest.fixture
    def open_(
        self,
        start_client: StartClient,
        empty_settings: Settings,
        quick_passwords: None,
        server: LocalServer,
        providers: dict[str, Provider],
    ) -> Callable[[str], TestClient]:
        """Opens a browser of somebody's; Ada is the administrator."""
        with Library.open(empty_settings.library_path) as library:
            for name, password in PASSWORDS.items():
                add_account(library, name, password)
        access = Access(has_accounts=True)
        app = start_client(empty_settings, access, providers=providers).app

        def open_(name: str) -> TestClient:
            browser = TestClient(app, base_url="http://127.0.0.1:8000", client=("127.0.0.1", 50000))
            log_in(browser, name)
            return browser

        return open_

    def test_only_administrators_bring_music_in(self, open_):
        bo = open_("Bo")
        assert import_server(bo).status_code == 403
        answer = bo.post(f"{PROVIDERS}/jamendo/additions", json={"tracks": ["1001"]})
        assert answer.status_code == 403

    def test_others_hear_it_by_their_own_account(self, open_, server, sound):
        ada, bo = open_("Ada"), open_("Bo")
        connect(ada, "opensubsonic", {"address": server.address, **SERVER})
        finished(ada, import_server(ada))
        number = bo.get(TRACKS).json()["tracks"][0]["id"]

        answer = bo.get(f"{TRACKS}/{number}/audio")

        assert (answer.status_code, kind_of(answer)) == (409, "service-not-connected")
        assert "OpenSubsonic is not connected" in answer.json()["detail"]
        assert ada.get(f"{TRACKS}/{number}/audio").content == sound


class TestOpenMusic:
    def test_a_track_is_kept_with_its_licence_and_played_from_here(self, client, sound, catalogue):
        job = finished(
            client, client.post(f"{PROVIDERS}/jamendo/additions", json={"tracks": ["1001", "1003"]})
        )
        assert (job["kind"], job["state"]) == ("download music", "done")
        assert job["report"]["found"] == 1
        (failure,) = job["report"]["failures"]
        assert failure == {
            "path": "jamendo 1003",
            "reason": "may be heard there, but not be kept; follow its page instead",
        }
        (track,) = client.get(TRACKS, params={"licence": "film"}).json()["tracks"]
        assert (track["title"], track["licence"]) == ("Reverie", "CC-BY-3.0")
        assert track["links"]["jamendo"] == "https://www.jamendo.com/track/1001"
        catalogue.requests.clear()
        assert client.get(f"{TRACKS}/{track['id']}/audio").status_code == 200
        assert catalogue.requests == []

    def test_it_is_searched_by_words_or_mood_and_use(self, client):
        address = f"{PROVIDERS}/jamendo/open-music"
        found = client.get(address, params={"query": "Lanterns", "licence": "film"}).json()
        assert [track["title"] for track in found["tracks"]] == ["Brass Weather"]
        by_mood = client.get(address, params={"valence": 0.6, "arousal": -0.6})
        assert by_mood.status_code == 200

    @pytest.mark.parametrize(
        "wanted", [{}, {"valence": 0.5}, {"query": "a", "valence": 0.5, "arousal": 0.5}]
    )
    def test_it_is_searched_by_one_of_them(self, client, wanted):
        answer = client.get(f"{PROVIDERS}/jamendo/open-music", params=wanted)
        assert answer.status_code == 422
        assert "either words, or valence and arousal" in answer.text

    def test_a_service_without_such_music_says_so(self, client):
        answer = client.post(f"{PROVIDERS}/opensubsonic/additions", json={"tracks": ["so-1"]})
        assert (answer.status_code, kind_of(answer)) == (409, "service-cannot")
