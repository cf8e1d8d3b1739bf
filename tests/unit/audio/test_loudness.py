from __future__ import annotations

import av
import numpy as np
import pyloudnorm
import pytest

from affetto.audio.decoding import AudioFile
from affetto.audio.loudness import LoudnessMeter

RATE_HZ = 48000
STEREO = ("FL", "FR")


def tone(*levels_and_lengths, frequency_hz=1000, rate_hz=RATE_HZ, channels=2):
    """A sine in all channels that steps through levels in dB below full scale."""
    envelope = np.concatenate(
        [np.full(round(length_s * rate_hz), 10 ** (db / 20)) for db, length_s in levels_and_lengths]
    )
    time_s = np.arange(len(envelope)) / rate_hz
    return np.tile(envelope * np.sin(2 * np.pi * frequency_hz * time_s), (channels, 1))


def measure(sound, names=STEREO, rate_hz=RATE_HZ):
    meter = LoudnessMeter(rate_hz, names)
    meter.add(sound.astype(np.float32))
    return meter.measure()


def measure_by_ffmpeg(path):
    """Integrated loudness and range as libavfilter's ebur128 states them at the end."""
    with av.open(path) as container:
        stream = container.streams.audio[0]
        graph = av.filter.Graph()
        source = graph.add_abuffer(template=stream)
        meter = graph.add("ebur128", "metadata=1")
        sink = graph.add("abuffersink")
        source.link_to(meter)
        meter.link_to(sink)
        graph.configure()
        last = {}
        for frame in [*container.decode(stream), None]:
            source.push(frame)
            while True:
                try:
                    last = dict(sink.pull().metadata) or last
                except (av.BlockingIOError, av.EOFError):
                    break
    return float(last["lavfi.r128.I"]), float(last["lavfi.r128.LRA"])


def measure_file(path):
    file = AudioFile(path)
    meter = LoudnessMeter(file.sample_rate_hz, file.channel_names)
    for block in file.blocks():
        meter.add(block.channels)
    return meter.measure()


@pytest.mark.parametrize("rate_hz", [22050, 32000, 44100, 48000, 96000])
def test_full_scale_tone_in_one_channel_is_minus_3_lufs(rate_hz):
    # The calibration of ITU-R BS.1770-4, annex 1: 997 Hz at 0 dBFS reads -3.01 LKFS.
    sound = tone((0, 5), frequency_hz=997, rate_hz=rate_hz, channels=1)
    assert measure(sound, ("FC",), rate_hz).integrated_lufs == pytest.approx(-3.01, abs=0.05)


# The signals and expected readings of EBU Tech 3341, cases 1 to 5.
@pytest.mark.parametrize(
    ("steps", "expected_lufs"),
    [
        ([(-23, 20)], -23),
        ([(-33, 20)], -33),
        ([(-36, 10), (-23, 60), (-36, 10)], -23),
        ([(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)], -23),
        ([(-26, 20), (-20, 20.1), (-26, 20)], -23),
    ],
)
def test_reads_the_loudness_of_ebu_tech_3341(steps, expected_lufs):
    assert measure(tone(*steps)).integrated_lufs == pytest.approx(expected_lufs, abs=0.1)


def test_weighs_surround_channels_as_ebu_tech_3341_case_6():
    levels_db = np.array([-28, -28, -24, -30, -30])
    sound = tone((0, 20), channels=5) * 10 ** (levels_db / 20)[:, np.newaxis]
    names = ("FL", "FR", "FC", "SL", "SR")
    assert measure(sound, names).integrated_lufs == pytest.approx(-23, abs=0.1)


# The signals and expected readings of EBU Tech 3342, cases 1 to 4.
@pytest.mark.parametrize(
    ("levels_db", "expected_lu"),
    [((-20, -30), 10), ((-20, -15), 5), ((-40, -20), 20), ((-50, -35, -20, -35, -50), 15)],
)
def test_reads_the_range_of_ebu_tech_3342(levels_db, expected_lu):
    sound = tone(*((level_db, 20) for level_db in levels_db))
    assert measure(sound).range_lu == pytest.approx(expected_lu, abs=1)


def test_agrees_with_pyloudnorm_and_ffmpeg_on_music(starter_tracks):
    for path in list(starter_tracks)[::7]:
        loudness = measure_file(path)
        sound = np.concatenate([block.channels for block in AudioFile(path).blocks()], axis=1)
        by_pyloudnorm = pyloudnorm.Meter(RATE_HZ).integrated_loudness(sound.T.astype(float))
        by_ffmpeg_lufs, by_ffmpeg_lu = measure_by_ffmpeg(path)
        assert loudness.integrated_lufs == pytest.approx(by_pyloudnorm, abs=0.1)
        assert loudness.integrated_lufs == pytest.approx(by_ffmpeg_lufs, abs=0.05)
        assert loudness.range_lu == pytest.approx(by_ffmpeg_lu, abs=0.1)


@pytest.mark.parametrize(
    ("layout", "channels", "rate_hz"),
    [("mono", 1, 22050), ("stereo", 2, 44100), ("5.1", 6, 48000)],
)
def test_agrees_with_ffmpeg_on_every_layout(layout, channels, rate_hz, tmp_path, write_audio):
    noise = 0.05 * np.random.default_rng(1).standard_normal((channels, 12 * rate_hz))
    path = write_audio(tmp_path / "noise.wav", noise, rate_hz, layout=layout)
    expected_lufs, _ = measure_by_ffmpeg(path)
    assert measure_file(path).integrated_lufs == pytest.approx(expected_lufs, abs=0.05)


@pytest.mark.parametrize("requested_lufs", [-35.0, -23.0, -14.0, -9.0])
def test_reads_the_loudness_that_a_piece_was_given(requested_lufs, composer):
    piece = composer.play().astype(float)
    meter = pyloudnorm.Meter(composer.rate_hz)
    change_db = requested_lufs - meter.integrated_loudness(piece)
    sound = np.atleast_2d(piece * 10 ** (change_db / 20))
    loudness = measure(sound, ("FC",), composer.rate_hz)
    assert loudness.integrated_lufs == pytest.approx(requested_lufs, abs=0.2)


def test_pieces_read_as_the_whole():
    sound = np.random.default_rng(2).standard_normal((2, 5 * RATE_HZ)).astype(np.float32)
    meter = LoudnessMeter(RATE_HZ, STEREO)
    for start in range(0, sound.shape[1], 12345):
        meter.add(sound[:, start : start + 12345])
    whole = measure(sound)
    assert meter.measure().integrated_lufs == pytest.approx(whole.integrated_lufs, abs=1e-6)
    assert meter.measure().range_lu == pytest.approx(whole.range_lu, abs=1e-6)


def test_silence_has_no_loudness():
    loudness = measure(np.zeros((2, 5 * RATE_HZ)))
    assert loudness.integrated_lufs is None
    assert loudness.range_lu is None


def test_less_than_one_gating_block_has_no_loudness():
    assert measure(tone((-20, 0.3))).integrated_lufs is None


def test_nothing_has_no_loudness():
    assert LoudnessMeter(RATE_HZ, STEREO).measure().integrated_lufs is None
