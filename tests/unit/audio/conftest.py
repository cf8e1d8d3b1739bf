"""Music with known tempo, key and loudness, files in every format, and the starter tracks."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata, resources
from pathlib import Path

import av
import numpy as np
import pytest

from affetto.audio.analyser import Analysis, CueAnalyser
from affetto.audio.decoding import ANALYSIS_RATE_HZ, Passage
from affetto.audio.features import Sound, Stretch
from affetto.audio.loudness import LoudnessMeter
from affetto.audio.waveform import WaveformMeter
from affetto.music import KEY_NAMES, Mode

SCALES = {Mode.MAJOR: (0, 2, 4, 5, 7, 9, 11), Mode.MINOR: (0, 2, 3, 5, 7, 8, 10)}
CODECS = {
    ".mp3": "libmp3lame",
    ".flac": "flac",
    ".ogg": "vorbis",
    ".opus": "libopus",
    ".m4a": "aac",
    ".wav": "pcm_s16le",
}


# What strikes in which half of which beat of a bar.
DRUMS = {
    "rock": [("kick", 0), ("snare", 1), ("kick", 2), ("snare", 3)]
    + [("hat", n / 2) for n in range(8)],
    "waltz": [("kick", 0), ("hat", 1), ("hat", 2)],
    "clicks": [("snare", n) for n in range(4)],
    "arpeggio": [],
}


@dataclass(frozen=True)
class Composer:
    """Plays chord progressions with drums; what it plays is known exactly."""

    rate_hz: int = ANALYSIS_RATE_HZ

    def tone(self, pitch, length_s, amplitude=0.12):
        """A decaying tone with harmonics falling as 1/n; pitch is a MIDI number."""
        time_s = np.arange(int(length_s * self.rate_hz)) / self.rate_hz
        f0_hz = 440 * 2 ** ((pitch - 69) / 12)
        harmonics = [n for n in range(1, 6) if n * f0_hz < self.rate_hz / 2]
        wave = sum(np.sin(2 * np.pi * n * f0_hz * time_s) / n for n in harmonics)
        fade = np.minimum(1, np.minimum(time_s, length_s - time_s) / 0.01)
        return amplitude * wave * np.exp(-2 * time_s / length_s) * fade

    def drum(self, kind, random):
        time_s = np.arange(int(0.15 * self.rate_hz)) / self.rate_hz
        noise = random.standard_normal(len(time_s))
        if kind == "kick":
            sweep = 50 * time_s - np.exp(-30 * time_s)
            return 0.8 * np.sin(2 * np.pi * sweep) * np.exp(-25 * time_s)
        if kind == "snare":
            return 0.4 * noise * np.exp(-30 * time_s)
        return 0.15 * np.diff(noise, prepend=0) * np.exp(-90 * time_s)

    def chord(self, tonic, mode, degree, octave):
        """MIDI numbers of the bass tone and the triad; a minor key's fifth gets a leading tone."""
        scale = SCALES[mode]
        root = 12 * (octave + 1) + tonic
        triad = [root + scale[d % 7] + 12 * (d // 7) for d in (degree, degree + 2, degree + 4)]
        if mode is Mode.MINOR and degree == 4:
            triad[1] += 1
        return 12 * (octave - 1) + tonic + scale[degree], triad

    def play(
        self,
        tempo_bpm=110.0,
        tonic=0,
        mode=Mode.MAJOR,
        style="rock",
        *,
        bars=10,
        octave=4,
        degrees=(0, 3, 4, 0),
        tone_length=0.95,
        tuning=0.0,
    ):
        """A piece in 4/4 (a waltz in 3/4) with one chord per bar, shape (samples,), peak 0.7.

        `degrees` of the scale are counted from 0; `tone_length` is the share of its time for which
        a tone sounds; `tuning` is in semitones.
        """
        random = np.random.default_rng(7)
        beat_s, beats = 60 / tempo_bpm, 3 if style == "waltz" else 4
        sound = np.zeros(int((bars * beats * beat_s + 0.5) * self.rate_hz))

        def add(wave, at_beat):
            start = round(at_beat * beat_s * self.rate_hz)
            wave = wave[: max(0, len(sound) - start)]
            sound[start : start + len(wave)] += wave

        for first_beat in range(0, bars * beats, beats):
            degree = degrees[first_beat // beats % len(degrees)]
            bass, triad = self.chord(tonic, mode, degree, octave)
            add(self.tone(bass + tuning, 0.95 * beats * beat_s, 0.15), first_beat)
            if style == "arpeggio":
                for n in range(2 * beats):
                    pitch = triad[(0, 1, 2, 1)[n % 4]] + tuning
                    add(self.tone(pitch, tone_length * beat_s / 2, 0.2), first_beat + n / 2)
            else:
                for pitch in triad:
                    add(self.tone(pitch + tuning, tone_length * beats * beat_s), first_beat)
            for kind, beat in DRUMS[style]:
                add(self.drum(kind, random), first_beat + beat)
        return (0.7 * sound / np.abs(sound).max()).astype(np.float32)


@dataclass(frozen=True)
class Documented:
    """What the package of the starter tracks says about one of them."""

    folder: str
    tempo_bpm: float
    tonic: int
    mode: Mode


@pytest.fixture(scope="session")
def composer() -> Composer:
    return Composer()


@pytest.fixture(scope="session")
def decoded() -> Callable[..., Sound]:
    """Sound as it is once it was decoded, from samples of one channel."""

    def decode(mono, rate_hz=ANALYSIS_RATE_HZ):
        length_s = len(mono) / rate_hz
        loudness, waveform = LoudnessMeter(rate_hz, ("FC",)), WaveformMeter(length_s, rate_hz)
        loudness.add(np.atleast_2d(mono))
        waveform.add(0.0, np.atleast_2d(mono))
        return Sound(
            np.asarray(mono, np.float32),
            (Stretch(Passage(0.0, length_s), 0.0),),
            loudness.measure(),
            loudness.curve(),
            waveform.measure(),
        )

    return decode


@pytest.fixture(scope="session")
def write_audio() -> Callable[..., Path]:
    """Encode sound, shape (samples,) or (channels, samples), in the format of the suffix."""

    def write(path, sound, rate_hz=48000, *, codec=None, layout=None, bit_rate=128000):
        sound = np.atleast_2d(sound)
        if path.suffix == ".ogg" and len(sound) == 1:  # libavcodec's own encoder knows but stereo
            sound = np.repeat(sound, 2, axis=0)
        sound = np.ascontiguousarray(sound, np.float32)
        layout = layout or ("mono" if len(sound) == 1 else "stereo")
        with av.open(path, "w") as container:
            stream = container.add_stream(
                codec or CODECS[path.suffix],
                rate=rate_hz,
                layout=layout,
                options={"strict": "experimental"},  # for Vorbis
            )
            stream.bit_rate = bit_rate
            frame = av.AudioFrame.from_ndarray(sound, format="fltp", layout=layout)
            frame.sample_rate = rate_hz
            for packet in [*stream.encode(frame), *stream.encode(None)]:
                container.mux(packet)
        return path

    return write


@pytest.fixture(scope="session")
def starter_tracks() -> dict[Path, Documented]:
    """The starter tracks, and the tempo and key that their package documents."""
    package = "immich-memories-music"
    notice = next(
        file for file in metadata.files(package) or () if file.name == "LICENSE-MUSIC"
    ).read_text()
    line = re.compile(r"^ +(\w+\.opus) +(\d+) bpm +([A-G][b#]?) (major|minor)", re.MULTILINE)
    root = Path(str(resources.files("immich_memories_music") / "tracks"))
    tracks = {}
    for name, tempo_bpm, tonic, mode in line.findall(notice):
        (path,) = root.rglob(name)
        tracks[path] = Documented(
            path.parent.name, float(tempo_bpm), KEY_NAMES.index(tonic), Mode[mode.upper()]
        )
    assert len(tracks) == 28
    return tracks


@pytest.fixture(scope="session")
def starter_analyses(starter_tracks, made_once) -> dict[Path, Analysis]:
    def analyse(folder: Path) -> None:
        analyses = {path: CueAnalyser().analyse(path) for path in starter_tracks}
        (folder / "analyses.pickle").write_bytes(pickle.dumps(analyses))

    folder = made_once("starter-analyses", analyse)
    return pickle.loads((folder / "analyses.pickle").read_bytes())
