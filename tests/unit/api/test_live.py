import pytest
from starlette.websockets import WebSocketDisconnect

LIVE = "ws://127.0.0.1:8000/api/v1/live"


def test_nothing_is_read_without_consent(client, face_jpeg) -> None:
    with client.websocket_connect(LIVE) as camera:
        camera.send_json({"consent": False})
        with pytest.raises(WebSocketDisconnect) as closed:
            camera.receive_json()
    assert closed.value.code == 1008
    assert "consent" in closed.value.reason


def test_a_first_message_that_is_no_consent_closes_the_camera(client, face_jpeg) -> None:
    for first in ("yes", "{}", '{"consent": "perhaps"}'):
        with client.websocket_connect(LIVE) as camera:
            camera.send_text(first)
            with pytest.raises(WebSocketDisconnect) as closed:
                camera.receive_json()
        assert closed.value.code == 1008


def test_a_frame_before_consent_closes_the_camera(client, face_jpeg) -> None:
    with client.websocket_connect(LIVE) as camera:
        camera.send_bytes(face_jpeg)
        with pytest.raises(WebSocketDisconnect) as closed:
            camera.receive_json()
    assert closed.value.code == 1008


def test_a_face_is_read_in_every_frame(client, face_jpeg) -> None:
    with client.websocket_connect(LIVE) as camera:
        camera.send_json({"consent": True})
        answers = []
        for _ in range(3):
            camera.send_bytes(face_jpeg)
            answers.append(camera.receive_json())
    assert [answer["emotion"] for answer in answers] == ["happy"] * 3
    assert [len(answer["faces"]) for answer in answers] == [1] * 3
    times_s = [answer["time_s"] for answer in answers]
    assert times_s[0] == 0
    assert times_s == sorted(times_s)
    (face,) = answers[-1]["faces"]
    assert set(face) == {"id", "box", "emotion", "emotions", "valence", "arousal", "seen"}
    assert set(answers[-1]) == {"time_s", "emotion", "overall", "faces", "scene"}


def test_a_damaged_frame_is_told_and_the_next_one_read(client, face_jpeg) -> None:
    with client.websocket_connect(LIVE) as camera:
        camera.send_json({"consent": True})
        camera.send_bytes(b"\xff\xd8\xff no picture")
        assert "frame" in camera.receive_json()["problem"]
        camera.send_bytes(face_jpeg)
        assert camera.receive_json()["emotion"] == "happy"


def test_of_frames_that_come_too_fast_the_latest_is_read(client, face_jpeg, scene_jpeg) -> None:
    with client.websocket_connect(LIVE) as camera:
        camera.send_json({"consent": True})
        for _ in range(30):
            camera.send_bytes(face_jpeg)
        camera.send_bytes(scene_jpeg)
        answers = 0
        while True:
            answers += 1
            if not camera.receive_json()["faces"]:
                break
    assert answers < 31


def test_text_among_the_frames_ends_the_camera(client) -> None:
    with client.websocket_connect(LIVE) as camera:
        camera.send_json({"consent": True})
        camera.send_text("hello")
        with pytest.raises(WebSocketDisconnect) as closed:
            camera.receive_json()
    assert closed.value.code == 1000


def test_the_camera_ends_when_the_service_does(client) -> None:
    with client.websocket_connect(LIVE) as camera:
        camera.send_json({"consent": True})
        client.portal.call(client.app.state.shutdown.begin)
        with pytest.raises(WebSocketDisconnect) as closed:
            camera.receive_json()
    assert closed.value.code == 1001
