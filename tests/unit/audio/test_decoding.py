from __future__ import annotations

import os
import tracemalloc
import wave

import av
import numpy as np
import pytest

from affetto.audio import decoding
from affetto.audio.decoding import ANALYSIS_RATE_HZ, AudioFile, plan_passages
from affetto.errors import AudioError

RATE_HZ = 48000


def sine(frequency_hz, length_s, rate_hz=RATE_HZ):
    return 0.5 * np.sin(2 * np.pi * frequency_hz * np.arange(int(length_s * rate_hz)) / rate_hz)


def stairs(length_s):
    """A tone whose frequency says which second it is: 200 Hz in the first, 20 Hz more in each."""
    return np.concatenate([sine(200 + 20 * second, 1) for second in range(length_s)])


def write_wav(path, sound):
    """Shape (samples, channels), without a word on which channel is which."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(sound.shape[1])
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes((sound * 32767).astype("<i2").tobytes())


def mono(file):
    return np.concatenate([block.mono for block in file.blocks()])


def frequency_hz(sound):
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
    return spectrum.argmax() * ANALYSIS_RATE_HZ / len(sound)


def overwrite(path, start, end):
    """Replace a stretch of a file, given as shares of its length, by noise."""
    data = bytearray(path.read_bytes())
    first, last = int(start * len(data)), int(end * len(data))
    data[first:last] = np.random.default_rng(3).bytes(last - first)
    path.write_bytes(data)


@pytest.mark.parametrize("suffix", [".mp3", ".flac", ".ogg", ".opus", ".m4a", ".wav"])
def test_decodes_every_format(suffix, tmp_path, write_audio):
    tone = sine(1000, 6)
    file = AudioFile(write_audio(tmp_path / f"tone{suffix}", np.stack([tone, 0.5 * tone])))
    blocks = list(file.blocks())
    channels = np.concatenate([block.channels for block in blocks], axis=1)
    sound = np.concatenate([block.mono for block in blocks])
    assert len(file.channel_names) == 2
    assert file.sample_rate_hz == RATE_HZ
    assert channels.dtype == sound.dtype == np.float32
    assert file.duration_s == pytest.approx(6, abs=0.1)
    assert channels.shape[1] / RATE_HZ == pytest.approx(6, abs=0.1)
    assert len(sound) / ANALYSIS_RATE_HZ == pytest.approx(6, abs=0.1)
    assert frequency_hz(sound) == pytest.approx(1000, abs=1)
    # A sine of amplitude 0.5, and one of half of that: -9 and -15 dB. LAME takes 0.4 dB off.
    levels_db = 20 * np.log10(np.sqrt(np.mean(channels**2, axis=1)))
    assert levels_db == pytest.approx([-9.03, -15.05], abs=0.5)
    assert file.damaged_packets == 0


@pytest.mark.parametrize("channels", [1, 2, 6, 7, 8, 16])
def test_decodes_any_number_of_channels(channels, tmp_path):
    path = tmp_path / "tone.wav"
    tones = np.stack([sine(200 + 100 * n, 4) for n in range(channels)], axis=1)
    write_wav(path, tones)
    (block,) = AudioFile(path).blocks()
    assert np.abs(block.channels - tones.T).max() < 1e-3
    assert len(block.mono) == pytest.approx(4 * ANALYSIS_RATE_HZ, abs=50)


def test_counts_what_cannot_be_mixed_down(tmp_path):
    path = tmp_path / "tone.wav"
    write_wav(path, np.zeros((RATE_HZ, 9)))  # libswresample knows no layout of nine channels
    file = AudioFile(path)
    assert list(file.blocks()) == []
    assert file.damaged_packets > 0


def test_tells_the_format_by_content_not_by_name(tmp_path, write_audio):
    wav = write_audio(tmp_path / "tone.wav", sine(440, 4))
    disguised = wav.rename(tmp_path / "tone.mp3")
    assert frequency_hz(mono(AudioFile(disguised))) == pytest.approx(440, abs=1)


def film_darkness(container, picture, frames):
    """Fill a stream of pictures with black ones."""
    picture.width = picture.height = 64
    frame = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")
    for _ in range(frames):
        container.mux(picture.encode(frame))
    container.mux(picture.encode(None))


def test_reads_an_audio_track_beside_a_cover_picture(tmp_path):
    path = tmp_path / "clip.mp4"
    with av.open(path, "w") as container:
        picture = container.add_stream("mpeg4", rate=10)
        sound = container.add_stream("aac", rate=RATE_HZ, layout="mono")
        film_darkness(container, picture, frames=40)
        tone = av.AudioFrame.from_ndarray(
            sine(440, 4)[np.newaxis].astype(np.float32), format="fltp", layout="mono"
        )
        tone.sample_rate = RATE_HZ
        container.mux(sound.encode(tone))
        container.mux(sound.encode(None))
    assert frequency_hz(mono(AudioFile(path))) == pytest.approx(440, abs=1)


def test_refuses_a_film_without_sound(tmp_path):
    path = tmp_path / "mute.mp4"
    with av.open(path, "w") as container:
        film_darkness(container, container.add_stream("mpeg4", rate=10), frames=1)
    with pytest.raises(AudioError, match="holds no audio"):
        AudioFile(path)


def test_refuses_a_missing_file(tmp_path):
    with pytest.raises(AudioError, match=r"none\.mp3: cannot be read \(No such file"):
        AudioFile(tmp_path / "none.mp3")


def test_refuses_a_folder(tmp_path):
    with pytest.raises(AudioError, match="is a folder"):
        AudioFile(tmp_path)


def test_refuses_a_file_that_may_not_be_read(tmp_path, write_audio):
    path = write_audio(tmp_path / "secret.wav", sine(440, 1))
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read every file")
    with pytest.raises(AudioError, match=r"cannot be read \(Permission denied"):
        AudioFile(path)


def test_refuses_a_named_pipe_instead_of_waiting_for_it(tmp_path):
    path = tmp_path / "pipe.mp3"
    os.mkfifo(path)
    with pytest.raises(AudioError, match="is not a regular file"):
        AudioFile(path)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"This is a letter, not a song.\n" * 200, "is not an audio file"),
        (np.random.default_rng(0).bytes(100_000), "is not an audio file|without sound|no sound"),
        (b"RIFF\0\0\0\0WAVEfmt ", "is not an audio file|without sound|no sound"),
    ],
    ids=["empty", "text", "noise", "header"],
)
def test_refuses_what_is_not_audio(content, reason, tmp_path):
    path = tmp_path / "song.mp3"
    path.write_bytes(content)
    with pytest.raises(AudioError, match=reason):
        list(AudioFile(path).blocks())


@pytest.mark.parametrize("playlist", ["#EXTM3U\n#EXTINF:4,\n{}\n", "ffconcat version 1.0\nfile {}"])
def test_does_not_follow_a_playlist_to_other_files(playlist, tmp_path, write_audio):
    other = write_audio(tmp_path / "private.wav", sine(440, 4))
    path = tmp_path / "song.mp3"
    path.write_text(playlist.format(other.name))
    with pytest.raises(AudioError):
        list(AudioFile(path).blocks())


@pytest.mark.parametrize("suffix", [".mp3", ".flac", ".ogg", ".opus"])
def test_decodes_what_lies_before_and_behind_a_damaged_stretch(suffix, tmp_path, write_audio):
    sound = np.concatenate([sine(440, 20), sine(880, 20)])
    path = write_audio(tmp_path / f"damaged{suffix}", sound)
    overwrite(path, 0.45, 0.55)
    decoded = mono(AudioFile(path))
    assert len(decoded) / ANALYSIS_RATE_HZ > 25
    assert frequency_hz(decoded[: 10 * ANALYSIS_RATE_HZ]) == pytest.approx(440, abs=1)
    assert frequency_hz(decoded[-10 * ANALYSIS_RATE_HZ :]) == pytest.approx(880, abs=1)


def test_counts_damaged_packets(tmp_path, write_audio):
    path = write_audio(tmp_path / "damaged.m4a", np.concatenate([sine(440, 20), sine(880, 20)]))
    overwrite(path, 0.3, 0.4)
    file = AudioFile(path)
    mono(file)
    assert file.damaged_packets > 0
    assert file.duration_s == pytest.approx(40, abs=0.2)


@pytest.mark.parametrize("suffix", [".mp3", ".flac", ".ogg", ".opus", ".wav"])
def test_decodes_the_first_half_of_a_file_cut_in_two(suffix, tmp_path, write_audio):
    path = write_audio(tmp_path / f"cut{suffix}", sine(440, 20))
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    file = AudioFile(path)
    decoded = mono(file)
    assert 5 < file.duration_s < 15
    assert len(decoded) / ANALYSIS_RATE_HZ == pytest.approx(file.duration_s, abs=0.3)
    assert frequency_hz(decoded) == pytest.approx(440, abs=1)


def test_knows_how_long_a_cut_file_should_be(tmp_path, write_audio):
    path = write_audio(tmp_path / "cut.flac", sine(440, 20))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    file = AudioFile(path)
    assert file.declared_s == pytest.approx(20, abs=0.1)
    assert file.duration_s < 15


def test_turns_samples_that_are_no_numbers_into_silence(tmp_path, write_audio):
    sound = sine(440, 4).astype(np.float32)
    sound[::1000], sound[777], sound[1777] = np.nan, np.inf, 1e30
    path = write_audio(tmp_path / "odd.wav", sound, codec="pcm_f32le")
    (block,) = AudioFile(path).blocks()
    assert np.isfinite(block.channels).all()
    assert np.isfinite(block.mono).all()
    assert np.isfinite(np.square(block.channels)).all()


def test_analyses_up_to_ten_minutes_whole():
    (passage,) = plan_passages(600)
    assert passage.start_s == 0
    assert passage.end_s > 600


def test_spreads_passages_evenly_over_a_long_recording():
    passages = plan_passages(3 * 3600)
    starts_s = np.array([passage.start_s for passage in passages])
    lengths_s = np.array([passage.end_s - passage.start_s for passage in passages])
    assert lengths_s.sum() == pytest.approx(600)
    assert np.diff(starts_s) == pytest.approx(1080)
    assert passages[0].start_s == pytest.approx(3 * 3600 - passages[-1].end_s)


@pytest.mark.parametrize("suffix", [".mp3", ".flac", ".ogg", ".opus", ".m4a", ".wav"])
def test_decodes_the_planned_passages_of_a_long_recording(
    suffix, tmp_path, write_audio, monkeypatch
):
    monkeypatch.setattr(decoding, "MAX_WHOLE_S", 20.0)
    monkeypatch.setattr(decoding, "_PASSAGES", 3)
    monkeypatch.setattr(decoding, "_PASSAGE_S", 2.0)
    file = AudioFile(write_audio(tmp_path / f"stairs{suffix}", stairs(30)))
    decoded = mono(file)
    assert file.duration_s == pytest.approx(30, abs=0.1)
    assert len(decoded) / ANALYSIS_RATE_HZ == pytest.approx(6, abs=0.3)
    # Passages run from 4 to 6, 14 to 16 and 24 to 26 s; looked at half a second into each second.
    heard_hz = [
        frequency_hz(decoded[int((second + 0.3) * ANALYSIS_RATE_HZ) :][:8192])
        for second in (0, 2, 4)
    ]
    assert heard_hz == pytest.approx([280, 480, 680], abs=5)


def test_holds_only_some_seconds_at_a_time(tmp_path, write_audio):
    file = AudioFile(write_audio(tmp_path / "tone.wav", np.stack([sine(440, 120)] * 2)))
    tracemalloc.start()
    for block in file.blocks():
        assert block.channels.shape[1] < 10 * RATE_HZ
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 30e6  # the whole would be 46 MB of channels and 11 MB of mono
