"""Sound for browsers: as it is, or as WAV from any byte on."""

from __future__ import annotations

import io
import os
import wave

import av
import numpy as np
import pytest

from affetto.audio.playback import StoredSound, WavSound, open_sound
from affetto.errors import AudioError

SR = 44100


def write_aiff(path, seconds=2.0, rate=SR, layout="stereo"):
    """Writes a file that no browser plays; the samples of its first channel."""
    time_s = np.arange(int(rate * seconds)) / rate
    tone = (0.4 * np.sin(2 * np.pi * (300 + 50 * time_s) * time_s)).astype(np.float32)
    channels = av.AudioLayout(layout).nb_channels
    with av.open(path, "w") as container:
        stream = container.add_stream("pcm_s16be", rate=rate, layout=layout)
        sound = np.tile((tone * 32767).astype(np.int16)[:, None], channels).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound), "s16", layout)
        frame.sample_rate = rate
        container.mux([*stream.encode(frame), *stream.encode(None)])
    return tone


def read_all(sound) -> bytes:
    return b"".join(sound.read(0, sound.size_bytes))


def test_a_file_that_browsers_play_is_read_as_it_is(write_audio, tmp_path):
    path = write_audio(tmp_path / "a.mp3", np.zeros(SR), SR)
    sound = open_sound(path)
    assert (type(sound), sound.media_type) == (StoredSound, "audio/mpeg")
    assert read_all(sound) == path.read_bytes()
    assert b"".join(sound.read(10, 20)) == path.read_bytes()[10:20]


def test_another_becomes_wav_of_the_same_sound(tmp_path):
    tone = write_aiff(tmp_path / "a.aiff")
    sound = open_sound(tmp_path / "a.aiff")
    assert isinstance(sound, WavSound)
    with wave.open(io.BytesIO(read_all(sound))) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (SR, 2, 2)
        heard = np.frombuffer(file.readframes(SR * 10), "<i2").reshape(-1, 2)
    assert heard.shape == (len(tone), 2)
    assert np.abs(heard[:, 0] / 32767 - tone).max() < 1e-3


def test_pieces_are_small_and_make_up_what_was_asked(tmp_path):
    write_aiff(tmp_path / "a.aiff")
    sound = open_sound(tmp_path / "a.aiff")
    whole = read_all(sound)
    assert len(whole) == sound.size_bytes
    for start, stop in [(0, 1), (40, 50), (43, 44), (45, 46), (100_001, 100_004), (0, 50_000)]:
        pieces = list(sound.read(start, stop))
        assert b"".join(pieces) == whole[start:stop]
        assert all(pieces)
        assert max(map(len, pieces)) <= 64 * 1024
    assert list(sound.read(sound.size_bytes, sound.size_bytes)) == []


def test_no_more_is_sent_than_ears_need(tmp_path):
    write_aiff(tmp_path / "a.aiff", rate=96000, layout="5.1")
    sound = open_sound(tmp_path / "a.aiff")
    assert (sound.rate_hz, sound.channels) == (48000, 2)
    assert sound.samples == pytest.approx(2 * 48000, abs=1000)
    assert len(read_all(sound)) == sound.size_bytes


def test_a_file_that_was_cut_off_keeps_its_length_and_ends_in_silence(tmp_path):
    path = tmp_path / "a.aiff"
    write_aiff(path)
    sound = open_sound(path)
    os.truncate(path, path.stat().st_size // 2)
    whole = read_all(sound)
    assert len(whole) == sound.size_bytes
    assert any(whole[1000:100_000])
    assert not any(whole[-100_000:])


def test_a_file_that_changes_is_described_anew(tmp_path):
    path = tmp_path / "a.aiff"
    write_aiff(path, seconds=1)
    before = open_sound(path)
    write_aiff(path, seconds=2)
    assert open_sound(path).samples == pytest.approx(2 * before.samples, abs=10)


def test_what_is_no_sound_is_refused(tmp_path):
    (tmp_path / "a.mp3").write_text("nothing to hear")
    os.mkfifo(tmp_path / "pipe.mp3")
    for name in ("a.mp3", "pipe.mp3"):
        with pytest.raises(AudioError):
            open_sound(tmp_path / name)
    with pytest.raises(FileNotFoundError):
        open_sound(tmp_path / "none.mp3")
