import base64
import io

import numpy as np
import pytest
import skimage.data
from PIL import Image

from affetto.api.schemas.affect import ExplanationsOut, ReadingOut
from affetto.app.pictures import PREVIEW_PX, open_vision
from affetto.reading_json import reading_as_dict
from affetto.vision.frames import decode_picture

AFFECT = "/api/v1/affect"


def test_answers_what_feel_prints(client, face_jpeg) -> None:
    answer = client.post(AFFECT, files={"picture": ("face.jpg", face_jpeg)}).json()
    reading = open_vision().reader.read(decode_picture(face_jpeg, "face.jpg").rgb)
    assert answer == reading_as_dict("face.jpg", reading)
    assert answer["overall"]["emotion"] == "happy"


def test_answers_in_the_documented_shape(client, scene_jpeg) -> None:
    answer = client.post(AFFECT, files={"picture": ("view.jpg", scene_jpeg)}).json()
    document = ReadingOut.model_validate(answer).model_dump(mode="json")
    assert document == answer
    assert answer["faces"] == []
    assert answer["overall"]["source"] == "scene"


def test_of_several_pictures_there_is_a_list_in_their_order(client, face_jpeg, scene_jpeg) -> None:
    files = [("picture", ("a.jpg", face_jpeg)), ("picture", ("b.jpg", scene_jpeg))]
    answers = client.post(AFFECT, files=files).json()
    assert [answer["picture"] for answer in answers] == ["a.jpg", "b.jpg"]
    assert len(answers[0]["faces"]) == 1
    assert answers[1]["faces"] == []


def test_one_bad_picture_of_several_is_named(client, face_jpeg) -> None:
    files = [("picture", ("a.jpg", face_jpeg)), ("picture", ("b.txt", b"text"))]
    answer = client.post(AFFECT, files=files)
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith("b.txt: ")


def test_a_full_queue_is_told_before_the_picture_is_sent(client, face_jpeg, monkeypatch) -> None:
    readings = client.app.state.readings
    monkeypatch.setattr(readings, "_capacity", 0)
    monkeypatch.setattr(readings._free_threads, "locked", lambda: True)
    answer = client.post(AFFECT, files={"picture": ("face.jpg", face_jpeg)})
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) >= 1
    assert answer.json()["type"] == "urn:affetto:problem:busy"


def test_a_preview_is_an_upright_jpeg_of_bounded_size(client, root) -> None:
    heic = (root / "tests/data/orientation-6.heic").read_bytes()
    answer = client.post("/api/v1/previews", files={"picture": ("phone.heic", heic)})
    assert answer.headers["content-type"] == "image/jpeg"
    shown = Image.open(io.BytesIO(answer.content))
    upright = decode_picture(heic, "phone.heic").rgb
    assert (shown.height, shown.width) == upright.shape[:2]
    difference = np.asarray(shown, np.int16) - upright
    assert np.abs(difference).mean() < 8  # JPEG's own losses


def test_a_preview_of_a_large_picture_is_smaller(client) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (4000, 1000), "teal").save(buffer, "TIFF")
    answer = client.post("/api/v1/previews", files={"picture": ("scan.tiff", buffer.getvalue())})
    assert Image.open(io.BytesIO(answer.content)).size == (PREVIEW_PX, PREVIEW_PX // 4)


def test_previews_and_explanations_take_one_picture(client, face_jpeg) -> None:
    files = [("picture", ("a.jpg", face_jpeg)), ("picture", ("b.jpg", face_jpeg))]
    for path in ("previews", "explanations"):
        answer = client.post(f"/api/v1/{path}", files=files)
        assert answer.status_code == 422
        assert "one picture" in answer.json()["detail"]


@pytest.fixture(scope="module")
def small_face_jpeg() -> bytes:
    """A face alone, so that little of the picture is explained."""
    buffer = io.BytesIO()
    Image.fromarray(skimage.data.astronaut()[:200, 130:320]).save(buffer, "JPEG")
    return buffer.getvalue()


def test_explanations_are_layers_over_face_and_scene(client, small_face_jpeg) -> None:
    answer = client.post("/api/v1/explanations", files={"picture": ("f.jpg", small_face_jpeg)})
    overlays = ExplanationsOut.model_validate(answer.json()).overlays
    assert [(overlay.about, overlay.face) for overlay in overlays] == [("face", 0), ("scene", None)]
    face, scene = overlays
    assert face.emotion == "happy"
    assert scene.box == [0, 0, 190, 200]
    x, y, width, height = face.box
    assert x >= 0
    assert y >= 0
    assert x + width <= 190.05
    assert y + height <= 200.05
    for overlay in overlays:
        head, _, data = overlay.png.partition(",")
        assert head == "data:image/png;base64"
        layer = Image.open(io.BytesIO(base64.b64decode(data)))
        assert layer.mode == "RGBA"
        low, high = layer.getchannel("A").getextrema()
        assert low < 10  # the picture shows through where nothing was found
        assert 100 < high < 255
        assert layer.width / layer.height == pytest.approx(
            overlay.box[2] / overlay.box[3], rel=0.02
        )


def test_several_readings_are_combined_as_their_pictures_would_be(
    client, face_jpeg, scene_jpeg
) -> None:
    files = [("picture", ("a.jpg", face_jpeg)), ("picture", ("b.jpg", scene_jpeg))]
    readings = client.post(AFFECT, files=files).json()
    affects = [reading["overall"] for reading in readings]
    combined = client.post(f"{AFFECT}/combined", json={"affects": affects}).json()
    matched = client.post("/api/v1/matches", files=files).json()["affect"]
    assert combined.keys() == matched.keys()
    for axis in ("valence", "arousal", "confidence"):
        # What was read before is rounded.
        assert combined[axis] == pytest.approx(matched[axis], abs=2e-4)
    assert combined["source"] == matched["source"]


def test_one_reading_combines_to_itself(client, face_jpeg) -> None:
    reading = client.post(AFFECT, files={"picture": ("a.jpg", face_jpeg)}).json()["overall"]
    assert client.post(f"{AFFECT}/combined", json={"affects": [reading]}).json() == reading


@pytest.mark.parametrize("affects", [[], [{"valence": 2, "arousal": 0}], None])
def test_nothing_sound_to_combine_is_told(client, affects) -> None:
    answer = client.post(f"{AFFECT}/combined", json={"affects": affects})
    assert answer.status_code == 422
    assert answer.json()["type"] == "urn:affetto:problem:validation"
