"""S1's journey over HTTP, with the demonstration of Spotify in Spotify's place."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from fastapi.testclient import TestClient
from tests.unit.api.conftest import StartClient

from affetto.config import Settings
from affetto.library.import_repository import ImportRepository
from affetto.library.importers import ImportedTrack
from affetto.library.music_library import Library
from affetto.music import TrackTags
from affetto.providers.spotify.demo import Demo, start_demo
from affetto.providers.spotify.demo.authority import CLIENT_ID
from affetto.providers.spotify.demo.catalogue import RECORDINGS

SPOTIFY = "/api/v1/providers/spotify"
FIELDS = {"fields": {"client_id": CLIENT_ID}}


@pytest.fixture
def demo() -> Iterator[Demo]:
    with start_demo() as running:
        yield running


@pytest.fixture
def client(start_client: StartClient, settings: Settings, demo: Demo) -> TestClient:
    """A service whose library knows three recordings that the demonstration has, and others."""
    with Library.open(settings.library_path) as library, library.changing() as session:
        ImportRepository(session, "example").add(
            ImportedTrack(
                TrackTags(recording.title, recording.artist, isrc=recording.isrc),
                f"https://music.example/at-spotify/{place}",
                place,
                duration_s=recording.duration_s,
            )
            for place, recording in enumerate(RECORDINGS[:3], 1)
        )
    return start_client(settings, providers={"spotify": demo.provider})


def give_leave(client: TestClient, demo: Demo, decision: str = "agree") -> httpx.Response:
    """Goes to the page that asks for leave, presses a button, and comes back."""
    url = client.post(f"{SPOTIFY}/sign-in", json=FIELDS).json()["url"]
    assert url.startswith(demo.address)
    query = dict(parse_qsl(urlsplit(url).query))
    assert httpx.get(url).status_code == 200
    back = httpx.post(
        f"{demo.address}/authorize",
        data={**query, "decision": decision, "listener": demo.service.listeners[0].id},
    )
    assert back.status_code == 302, back.text
    target = urlsplit(back.headers["location"])
    return client.get(f"{target.path}?{target.query}", follow_redirects=False)


def tracks(client: TestClient, words: str) -> list[int]:
    found = client.get("/api/v1/tracks", params={"text": words}).json()["tracks"]
    return [track["id"] for track in found]


def at_spotify(client: TestClient) -> list[int]:
    return [tracks(client, recording.title)[0] for recording in RECORDINGS[:3]]


def test_log_in_save_play_control_and_log_out(client: TestClient, demo: Demo) -> None:
    back = give_leave(client, demo)
    assert back.headers["location"] == "/settings/services?connected=spotify"
    numbers = at_spotify(client)

    sent = client.post(
        f"{SPOTIFY}/playlists",
        json={"name": "Sunday", "tracks": [*numbers, *tracks(client, "Fireworks")]},
    )
    assert sent.status_code == 201, sent.text
    found = [track["at_service"] is not None for track in sent.json()["tracks"]]
    assert found == [True, True, True, False]
    names = [
        playlist["name"] for playlist in client.get(f"{SPOTIFY}/playlists").json()["playlists"]
    ]
    assert "Sunday" in names

    devices = client.get(f"{SPOTIFY}/devices").json()["devices"]
    first, second = (device["id"] for device in devices[:2])
    played = client.put(f"{SPOTIFY}/player/tracks", json={"tracks": numbers, "device": first})
    assert played.status_code == 200, played.text

    def playing() -> dict:
        return client.get(f"{SPOTIFY}/player").json()

    now = playing()
    assert (now["track"]["title"], now["is_playing"]) == (RECORDINGS[0].title, True)
    assert client.put(f"{SPOTIFY}/player/pause").status_code == 204
    assert not playing()["is_playing"]
    assert client.put(f"{SPOTIFY}/player/resume").status_code == 204
    assert client.post(f"{SPOTIFY}/player/next").status_code == 204
    assert playing()["track"]["title"] == RECORDINGS[1].title
    assert client.put(f"{SPOTIFY}/player/volume", json={"volume": 30}).status_code == 204
    assert playing()["volume"] == 30
    assert client.put(f"{SPOTIFY}/player/device", json={"device": second}).status_code == 204
    assert playing()["device"]["id"] == second
    queued = client.post(f"{SPOTIFY}/player/queue", json={"track": numbers[0]})
    assert queued.json()["confidence"] == 1

    assert client.delete(f"{SPOTIFY}/account").status_code == 204
    assert client.get(f"{SPOTIFY}/player").status_code == 409


def test_who_gives_no_leave_is_told_so(client: TestClient, demo: Demo) -> None:
    back = give_leave(client, demo, decision="cancel")
    told = dict(parse_qsl(urlsplit(back.headers["location"]).query))
    assert (told["service"], told["problem"]) == ("spotify", "service-refuses")
    assert "leave" in told["detail"]
    assert client.get("/api/v1/providers").json()["providers"][0]["account"] is None


def test_an_answer_to_nobodys_visit_connects_nothing(client: TestClient, demo: Demo) -> None:
    client.post(f"{SPOTIFY}/sign-in", json=FIELDS)
    back = client.get(
        f"{SPOTIFY}/callback", params={"state": "guessed", "code": "x"}, follow_redirects=False
    )
    assert "problem=" in back.headers["location"]
    assert client.get("/api/v1/providers").json()["providers"][0]["account"] is None


def test_leave_taken_back_while_playing_is_told_at_once(client: TestClient, demo: Demo) -> None:
    give_leave(client, demo)
    client.put(f"{SPOTIFY}/player/tracks", json={"tracks": at_spotify(client)})
    httpx.post(f"{demo.address}/revoke", data={"listener": demo.service.listeners[0].id})
    answer = client.post(f"{SPOTIFY}/player/next")
    assert answer.status_code == 409
    assert answer.json()["type"].endswith("service-sign-in")
    assert client.get("/api/v1/providers").json()["providers"][0]["account"]["needs_sign_in"]
    give_leave(client, demo)
    assert client.get(f"{SPOTIFY}/player").status_code == 200


def test_only_the_short_lived_token_reaches_the_page(
    client: TestClient, demo: Demo, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("DEBUG"):
        give_leave(client, demo)
        client.put(f"{SPOTIFY}/player/tracks", json={"tracks": at_spotify(client)})
    given = client.get(f"{SPOTIFY}/playback-token").json()
    assert given["script"] == demo.provider.sdk
    token = given["token"]
    kept = settings.library_path.read_bytes()
    told = "".join(
        client.get(path).text for path in ("/api/v1/providers", "/api/v1/me/export", "/metrics")
    )
    assert token.encode() not in kept
    assert token not in told
    assert token not in caplog.text
