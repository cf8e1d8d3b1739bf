"""Listening over HTTP: whole files and parts of them."""

from __future__ import annotations

import io
import shutil
import wave
from email.utils import formatdate
from pathlib import Path

import av
import numpy as np
import pytest

from affetto.library.import_repository import ImportRepository
from affetto.library.importers import ImportedTrack
from affetto.music import TrackTags

SR = 22050


def write_sound(path: Path, codec: str, seconds: float = 3.0) -> np.ndarray:
    """Writes a rising tone; its samples."""
    time_s = np.arange(int(SR * seconds)) / SR
    sound = (0.5 * np.sin(2 * np.pi * (200 + 100 * time_s) * time_s)).astype(np.float32)
    rate = 48000 if codec == "libopus" else SR  # it knows few others
    with av.open(path, "w") as container:
        stream = container.add_stream(codec, rate=rate, layout="mono")
        frame = av.AudioFrame.from_ndarray(sound[None], "fltp", "mono")
        frame.sample_rate = SR
        resampler = av.AudioResampler(stream.codec_context.format.name, "mono", rate)
        for part in [*resampler.resample(frame), *resampler.resample(None)]:
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    return sound


@pytest.fixture
def add_file(client, library):
    """Enters a file as a catalogue would tell of it; the address of its sound."""

    def add(path: Path) -> str:
        with library.changing() as session:
            ImportRepository(session, "test").add(
                [ImportedTrack(TrackTags(f"Sound {path.name}"), path.as_uri(), 1)]
            )
        (track,) = client.get("/api/v1/tracks", params={"text": f"Sound {path.name}"}).json()[
            "tracks"
        ]
        return f"/api/v1/tracks/{track['id']}/audio"

    return add


@pytest.fixture
def song(tmp_path, heard_music) -> Path:
    return Path(shutil.copy(heard_music / "bright.wav", tmp_path / "song.wav"))


@pytest.fixture
def url(add_file, song) -> str:
    return add_file(song)


class TestParts:
    def test_the_whole_file_is_the_file(self, client, url, song):
        answer = client.get(url)
        assert answer.status_code == 200
        assert answer.content == song.read_bytes()
        assert answer.headers["content-type"] == "audio/wav"
        assert answer.headers["accept-ranges"] == "bytes"
        assert answer.headers["content-length"] == str(song.stat().st_size)

    @pytest.mark.parametrize(
        ("asked", "start", "stop"),
        [
            ("bytes=0-99", 0, 100),
            ("bytes=100-", 100, None),
            ("bytes=-50", -50, None),
            ("bytes=5000-5000", 5000, 5001),
            ("bytes=10-99999999999", 10, None),
            ("BYTES = 0 - 9", 0, 10),
        ],
    )
    def test_a_part_is_that_part(self, client, url, song, asked, start, stop):
        content = song.read_bytes()
        answer = client.get(url, headers={"Range": asked})
        assert answer.status_code == 206
        assert answer.content == content[start:stop]
        first, _, _ = slice(start, stop).indices(len(content))
        last = first + len(answer.content) - 1
        assert answer.headers["content-range"] == f"bytes {first}-{last}/{len(content)}"

    @pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0", "bytes=99999999-999999999"])
    def test_a_part_behind_the_end_is_a_problem(self, client, url, song, asked):
        answer = client.get(url, headers={"Range": asked})
        assert answer.status_code == 416
        assert answer.headers["content-range"] == f"bytes */{song.stat().st_size}"
        assert answer.headers["content-type"] == "application/problem+json"

    @pytest.mark.parametrize(
        "asked", ["bytes=9-1", "bytes=-", "bytes=a-b", "seconds=0-1", "bytes=0-1,5-6", "bytes"]
    )
    def test_a_range_that_cannot_be_answered_is_passed_over(self, client, url, song, asked):
        answer = client.get(url, headers={"Range": asked})
        assert answer.status_code == 200
        assert len(answer.content) == song.stat().st_size

    def test_head_tells_the_length_and_sends_nothing(self, client, url, song):
        answer = client.head(url)
        assert (answer.status_code, answer.content) == (200, b"")
        assert answer.headers["content-length"] == str(song.stat().st_size)
        part = client.head(url, headers={"Range": "bytes=0-9"})
        assert (part.status_code, part.headers["content-length"]) == (206, "10")

    def test_if_range_gives_the_whole_of_another_version(self, client, url, song):
        etag = client.head(url).headers["etag"]
        changed = client.head(url).headers["last-modified"]
        for known, status in [
            (etag, 206),
            (changed, 206),
            ('"another"', 200),
            (f"W/{etag}", 200),
            (formatdate(0, usegmt=True), 200),
        ]:
            answer = client.get(url, headers={"Range": "bytes=0-9", "If-Range": known})
            assert answer.status_code == status
        with song.open("ab") as file:
            file.write(b"more")
        answer = client.get(url, headers={"Range": "bytes=0-9", "If-Range": etag})
        assert answer.status_code == 200

    def test_what_the_browser_has_is_not_sent_again(self, client, url):
        etag = client.head(url).headers["etag"]
        answer = client.get(url, headers={"If-None-Match": f'"other", {etag}'})
        assert (answer.status_code, answer.content) == (304, b"")


class TestFormats:
    @pytest.mark.parametrize(
        ("name", "codec", "media_type"),
        [
            ("a.mp3", "libmp3lame", "audio/mpeg"),
            ("a.flac", "flac", "audio/flac"),
            ("a.m4a", "aac", "audio/mp4"),
            ("a.opus", "libopus", "audio/ogg"),
        ],
    )
    def test_what_browsers_play_is_sent_as_it_is(
        self, client, add_file, tmp_path, name, codec, media_type
    ):
        write_sound(tmp_path / name, codec)
        answer = client.get(add_file(tmp_path / name))
        assert answer.headers["content-type"] == media_type
        assert answer.content == (tmp_path / name).read_bytes()

    def test_the_content_tells_the_format_not_the_name(self, client, add_file, tmp_path):
        write_sound(tmp_path / "a.flac", "flac")
        path = (tmp_path / "a.flac").rename(tmp_path / "a.mp3")
        assert client.head(add_file(path)).headers["content-type"] == "audio/flac"

    @pytest.mark.parametrize(
        ("name", "codec"), [("a.aiff", "pcm_s16be"), ("a.m4a", "alac"), ("a.tta", "tta")]
    )
    def test_what_they_do_not_play_becomes_wav(self, client, add_file, tmp_path, name, codec):
        sound = write_sound(tmp_path / name, codec)
        url = add_file(tmp_path / name)
        answer = client.get(url)
        assert answer.headers["content-type"] == "audio/wav"
        assert answer.headers["content-length"] == str(len(answer.content))
        with wave.open(io.BytesIO(answer.content)) as file:
            assert (file.getframerate(), file.getnchannels()) == (SR, 1)
            heard = np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768
        assert len(heard) == pytest.approx(len(sound), abs=SR / 20)
        n = min(len(heard), len(sound))
        # Eight bits are kept by the coarsest of these formats.
        assert np.abs(heard[:n] - sound[:n])[: n - SR // 10].max() < 0.01

    @pytest.mark.parametrize("start", [0, 43, 44, 45, 60_001, 131_000])
    def test_every_part_of_the_wav_is_a_part_of_the_whole(self, client, add_file, tmp_path, start):
        write_sound(tmp_path / "a.aiff", "pcm_s16be")
        url = add_file(tmp_path / "a.aiff")
        whole = client.get(url).content
        answer = client.get(url, headers={"Range": f"bytes={start}-{start + 999}"})
        assert answer.status_code == 206
        assert answer.content == whole[start : start + 1000]


class TestMissing:
    def test_a_file_that_vanished_is_a_problem_that_says_so(self, client, url, song):
        song.unlink()
        answer = client.get(url)
        assert answer.status_code == 404
        assert answer.json()["type"] == "urn:affetto:problem:lost-file"
        assert "song.wav: the file is no longer there" in answer.json()["detail"]

    def test_a_track_without_a_file_points_to_its_links(self, client):
        (track,) = client.get("/api/v1/tracks", params={"text": "Confetti"}).json()["tracks"]
        answer = client.get(f"/api/v1/tracks/{track['id']}/audio")
        assert answer.status_code == 404
        assert answer.json()["type"] == "urn:affetto:problem:no-file"

    def test_a_file_that_is_no_sound_is_never_sent(self, client, add_file, tmp_path):
        secret = tmp_path / "passwords.mp3"
        secret.write_text("root:secret\n" * 1000)
        answer = client.get(add_file(secret))
        assert answer.status_code == 422
        assert "secret:" not in answer.text
        assert "is not an audio file" in answer.json()["detail"]

    def test_a_copy_elsewhere_is_played_instead(self, client, library, heard_music, tmp_path):
        from affetto.app.music_library import add_to_library

        folder = tmp_path / "copies"
        folder.mkdir()
        for name in ("first.wav", "second.wav"):
            shutil.copy(heard_music / "calm.wav", folder / name)
            with (folder / name).open("ab") as file:
                file.write(b"\0" * 8)
        add_to_library(library, [folder], workers=1)
        (track,) = client.get("/api/v1/tracks", params={"text": "first"}).json()["tracks"]
        (folder / "first.wav").unlink()
        answer = client.get(f"/api/v1/tracks/{track['id']}/audio")
        assert answer.status_code == 200
        assert answer.content == (folder / "second.wav").read_bytes()
