import pytest
from fastapi.testclient import TestClient

from affetto.api.application import create_app
from affetto.api.dependencies import get_library
from affetto.errors import LibraryError


def test_the_running_service_says_so(client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


def test_is_ready_once_the_networks_are_loaded(settings) -> None:
    app = create_app(settings, warm_up=True)
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        while (answer := client.get("/readyz")).status_code == 503:
            assert answer.json()["type"] == "urn:affetto:problem:not-ready"
        assert answer.json() == {"status": "ok"}
        sessions = app.state.vision.sessions
        assert sessions.face_emotion._session is not None
        assert sessions.scene_emotion._session is not None


def test_is_not_ready_while_the_library_cannot_be_read(client) -> None:
    def fail():
        raise LibraryError("the library is damaged")

    client.app.dependency_overrides[get_library] = fail
    assert client.get("/readyz").status_code == 409
    assert client.get("/healthz").status_code == 200


def test_is_not_ready_while_it_stops(client) -> None:
    client.portal.call(client.app.state.shutdown.begin)
    assert client.get("/readyz").status_code == 503


@pytest.fixture
def figures(client):
    def read() -> dict[str, float]:
        lines = client.get("/metrics").text.splitlines()
        pairs = [line.rsplit(" ", 1) for line in lines if not line.startswith("#")]
        return {name: float(value) for name, value in pairs}

    return read


def test_counts_requests_by_route_and_status(client, figures, scene_jpeg) -> None:
    client.get("/api/v1/models/nobody/card")
    client.get("/api/v1/models/nothing/card")
    client.post("/api/v1/affect", files={"picture": ("a.jpg", scene_jpeg)})
    counted = figures()
    card = 'affetto_requests_total{method="GET",route="/models/{name}/card",status="404"}'
    assert counted[card] == 2
    assert counted['affetto_requests_total{method="POST",route="/affect",status="200"}'] == 1
    assert counted['affetto_inference_duration_seconds_count{queue="readings"}'] == 1
    assert counted["affetto_readings_waiting"] == 0
    assert counted["affetto_upload_bytes"] == 0


def test_tells_nothing_of_what_was_asked(client, scene_jpeg) -> None:
    client.post("/api/v1/affect", files={"picture": ("secret.jpg", scene_jpeg)})
    client.request("MADEUP", "/api/v1/affect")
    text = client.get("/metrics").text
    assert "secret" not in text
    assert "MADEUP" not in text
