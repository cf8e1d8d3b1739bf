"""Pictures as they come over the net: in every wrapping, and in every kind of trouble."""

import asyncio
import base64
import io
import tempfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from affetto.api.problems import ProblemError
from affetto.api.uploads import (
    MAX_PICTURES,
    UploadLimits,
    UploadMemory,
    read_file_name,
    read_form,
)

AFFECT = "/api/v1/affect"


def problem_of(response, status: int, kind: str) -> str:
    """The sentence of a problem, after checking that it is one."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    document = response.json()
    assert document["status"] == status
    assert document["type"] == f"urn:affetto:problem:{kind}"
    assert document["title"]
    return document["detail"]


def upload(client, content: bytes, name: str = "photo.jpg"):
    return client.post(AFFECT, files={"picture": (name, content)})


def png_that_claims(width: int, height: int) -> bytes:
    """A PNG of some bytes whose header promises many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = zlib.crc32(kind + data).to_bytes(4)
        return len(data).to_bytes(4) + kind + data + checksum

    header = width.to_bytes(4) + height.to_bytes(4) + bytes([8, 2, 0, 0, 0])
    pixels = zlib.compress(bytes(1000))
    parts = [chunk(b"IHDR", header), chunk(b"IDAT", pixels), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.fixture
def small_client(start_client, settings):
    """A service that takes pictures of a megabyte."""
    return start_client(replace(settings, upload_mb=1))


def test_a_form_base64_and_a_data_url_are_read_alike(client, face_jpeg) -> None:
    encoded = base64.b64encode(face_jpeg).decode()
    by_form = upload(client, face_jpeg, "face.jpg").json()
    for text in (encoded, f"data:image/jpeg;base64,{encoded}"):
        answer = client.post(AFFECT, json={"picture": text, "name": "face.jpg"})
        assert answer.json() == by_form


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\fakepath\\me.jpg", "me.jpg"),
        ("/absolute/zdjęcie.png", "zdjęcie.png"),
        ("..", "picture"),
        ("two\nlines.jpg", "two lines.jpg"),
    ],
)
def test_of_a_path_in_a_file_name_only_the_name_is_kept(client, scene_jpeg, sent, kept) -> None:
    encoded = base64.b64encode(scene_jpeg).decode()
    answer = client.post(AFFECT, json={"picture": encoded, "name": sent})
    assert answer.json()["picture"] == kept


@given(st.text())
def test_no_file_name_leads_anywhere(name) -> None:
    kept = read_file_name(name)
    assert kept
    assert "/" not in kept
    assert "\\" not in kept
    assert kept not in {".", ".."}
    assert "\n" not in kept


def test_pictures_are_never_written_to_a_disk(client, monkeypatch, tmp_path) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (1100, 1100, 3), np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(noise).save(buffer, "PNG")
    assert len(buffer.getvalue()) > 3_000_000  # more than readers of forms keep in memory
    # Where no temporary file can be made, whoever tries to fails.
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    assert upload(client, buffer.getvalue(), "noise.png").status_code == 200


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"Dear diary,\n", "not a picture"),
        (png_that_claims(60_000, 60_000), "at most 200"),
        (b"\xff\xd8\xff\xe0 and no more", "notes.jpg"),
    ],
    ids=["empty", "text", "bomb", "damaged"],
)
def test_what_is_no_picture_is_told_in_a_sentence(client, content, words) -> None:
    detail = problem_of(upload(client, content, "notes.jpg"), 422, "input")
    assert detail.startswith("notes.jpg")
    assert words in detail


def test_of_an_animated_gif_the_first_frame_is_read(client, face_jpeg, scene_jpeg) -> None:
    frames = [Image.open(io.BytesIO(data)).resize((256, 256)) for data in (face_jpeg, scene_jpeg)]
    moving, still = io.BytesIO(), io.BytesIO()
    frames[0].save(moving, "GIF", save_all=True, append_images=frames[1:])
    frames[0].save(still, "GIF")
    assert upload(client, moving.getvalue()).json() == upload(client, still.getvalue()).json()


def test_a_picture_over_the_limit_is_refused(small_client) -> None:
    detail = problem_of(upload(small_client, bytes(1_000_001)), 413, "too-large")
    assert "1 MB" in detail


def test_a_picture_over_the_limit_in_base64_is_refused(small_client) -> None:
    text = base64.b64encode(bytes(1_000_100)).decode()
    problem_of(small_client.post(AFFECT, json={"picture": text}), 413, "too-large")


def test_a_body_that_states_to_be_too_long_is_not_read(small_client) -> None:
    taken = []

    def body():
        for _ in range(200):
            taken.append(1)
            yield bytes(1_000_000)

    headers = {
        "Content-Type": "multipart/form-data; boundary=x",
        "Content-Length": "200000000",
    }
    answer = small_client.post(AFFECT, content=body(), headers=headers)
    problem_of(answer, 413, "too-large")
    assert answer.headers["connection"] == "close"


def test_a_stream_is_refused_as_soon_as_it_is_too_long() -> None:
    limits, memory, taken = UploadLimits(1), UploadMemory(10_000_000), 0

    async def stream():
        nonlocal taken
        yield (b'--x\r\nContent-Disposition: form-data; name="picture"; filename="a"\r\n\r\n')
        for _ in range(200):
            taken += 1
            yield bytes(100_000)

    async def read() -> None:
        with memory.share() as share, pytest.raises(ProblemError) as refused:
            await read_form("multipart/form-data; boundary=x", stream(), limits, share)
        assert refused.value.status == 413

    asyncio.run(read())
    assert taken <= 12
    assert memory.held_bytes == 0


def test_too_many_pictures_are_refused(client) -> None:
    files = [("picture", (f"{n}.jpg", b"x")) for n in range(MAX_PICTURES + 1)]
    assert str(MAX_PICTURES) in problem_of(client.post(AFFECT, files=files), 413, "too-large")


@pytest.mark.parametrize(
    ("content_type", "body", "status", "kind"),
    [
        ("multipart/form-data", b"--x--", 400, "form"),
        ("multipart/form-data; boundary=x", b"garbage", 400, "form"),
        ("multipart/form-data; boundary=x", b"", 400, "form"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="picture"; filename="a"\r\n\r\n\xff\xd8',
            400,
            "form",
        ),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="photo"; filename="a"\r\n\r\n1\r\n--x--',
            400,
            "form",
        ),
        ("multipart/form-data; boundary=x", b"--x--\r\n", 422, "validation"),
        ("application/json", b"{", 422, "validation"),
        ("application/json", b'{"picture": "%%%"}', 422, "validation"),
        ("application/json", b'{"picture": "data:image/png,abc"}', 422, "validation"),
        ("application/json", b'{"picture": "\\ud800"}', 422, "validation"),
        ("application/json", b"{}", 422, "validation"),
        ("image/jpeg", b"\xff\xd8\xff", 415, "media-type"),
        ("", b"\xff\xd8\xff", 415, "media-type"),
    ],
)
def test_broken_requests_are_told_in_a_sentence(client, content_type, body, status, kind) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    assert problem_of(client.post(AFFECT, content=body, headers=headers), status, kind)


def test_ten_uploads_at_once_are_all_answered(client, face_jpeg) -> None:
    with ThreadPoolExecutor(10) as people:
        answers = list(people.map(lambda _n: upload(client, face_jpeg), range(10)))
    assert [answer.status_code for answer in answers] == [200] * 10
    assert len({answer.text for answer in answers}) == 1
    assert client.app.state.upload_memory.held_bytes == 0


def test_more_pictures_than_memory_are_put_off() -> None:
    memory = UploadMemory(100)
    with memory.share() as first:
        first.take(80)
        with memory.share() as second:
            with pytest.raises(ProblemError) as refused:
                second.take(30)
            assert refused.value.status == 429
            assert refused.value.headers == {"Retry-After": "5"}
            second.take(20)
        assert memory.held_bytes == 80
    assert memory.held_bytes == 0
