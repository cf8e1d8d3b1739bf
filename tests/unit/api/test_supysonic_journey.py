"""A journey through a real Supysonic with real files: from a photo to a kept playlist."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from tests.servers.supysonic import Supysonic, running_supysonic
from tests.unit.api.conftest import StartClient

from affetto.config import Settings
from affetto.providers.opensubsonic import OpenSubsonicProvider

SERVER = "/api/v1/providers/opensubsonic"


@pytest.fixture(scope="module")
def supysonic() -> Iterator[Supysonic]:
    with running_supysonic() as running:
        yield running


@pytest.fixture
def client(start_client: StartClient, empty_settings: Settings) -> TestClient:
    """A service whose library is empty."""
    return start_client(empty_settings, providers={"opensubsonic": OpenSubsonicProvider()})


def connect(client: TestClient, supysonic: Supysonic) -> None:
    fields = {**supysonic.account.settings, **supysonic.account.secrets}
    answer = client.put(f"{SERVER}/account", json={"fields": fields})
    assert answer.status_code == 200, answer.text
    assert answer.json()["account"]["name"] == "ada"


def bring_in(client: TestClient) -> None:
    job = client.post(f"{SERVER}/library", json={}).json()
    while job["state"] == "running":
        time.sleep(0.1)
        job = client.get(f"/api/v1/jobs/{job['id']}").json()
    assert job["state"] == "done", job


def test_from_a_photo_to_a_playlist_on_ones_own_server(
    client: TestClient, supysonic: Supysonic, face_jpeg: bytes
) -> None:
    connect(client, supysonic)
    bring_in(client)

    picture = {"picture": ("me.jpg", face_jpeg, "image/jpeg")}
    match = client.post("/api/v1/matches", files=picture, data={"query": '{"n": 3}'}).json()
    tracks = match["tracks"]
    assert len(tracks) == 3
    assert all(track["uri"].startswith("opensubsonic:") for track in tracks)

    sounds = {file.read_bytes() for file in supysonic.music}
    for track in tracks:
        heard = client.get(f"/api/v1/tracks/{track['id']}/audio")
        assert heard.content in sounds
        part = client.get(f"/api/v1/tracks/{track['id']}/audio", headers={"Range": "bytes=100-199"})
        assert (part.status_code, part.content) == (206, heard.content[100:200])

    numbers = [track["id"] for track in tracks]
    kept = client.post(
        f"{SERVER}/playlists", json={"name": "After the photo", "tracks": numbers}
    ).json()
    assert [found["confidence"] for found in kept["tracks"]] == [1] * len(numbers)
    names = [each["name"] for each in client.get(f"{SERVER}/playlists").json()["playlists"]]
    assert "After the photo" in names

    assert client.delete(f"{SERVER}/account").status_code == 204
    gone = client.get(f"/api/v1/tracks/{numbers[0]}/audio")
    assert gone.status_code == 409
    assert "OpenSubsonic" in gone.json()["detail"]


def test_the_password_is_in_no_answer_no_log_and_no_file(
    client: TestClient,
    supysonic: Supysonic,
    empty_settings: Settings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    password = supysonic.account.secrets["password"]
    spellings = [password, password.encode().hex(), password.encode("unicode_escape").decode()]
    with caplog.at_level("DEBUG"):
        connect(client, supysonic)
        bring_in(client)
        told = "".join(
            client.get(path).text
            for path in ("/api/v1/providers", "/api/v1/me/export", "/api/v1/tracks", "/metrics")
        )
        wrong = client.put(
            f"{SERVER}/account",
            json={"fields": {**supysonic.account.settings, "password": f"{password} no"}},
        )
    kept = b"".join(path.read_bytes() for path in empty_settings.home.rglob("*") if path.is_file())
    assert wrong.status_code == 409
    for spelling in spellings:
        assert spelling not in told + wrong.text
        assert spelling not in caplog.text
        assert spelling.encode() not in kept
