"""Speed and memory of the audio analysis, side by side with plain librosa.

    python benchmarks/audio.py [--tracks 28] [--files 300] [FOLDER]

Both hear the same files one after the other, each in a process of its own on one thread, files
read and decoded included, after a first one that is not counted: librosa compiles on its first
calls. Times are processor times, which other work on the machine does not lengthen. The starter
tracks are heard unless a folder is named.

librosa's half computes what its users would for these features, a call each: it has no roughness,
no danceability, no speech, no downbeats and no mood, and loudness comes from pyloudnorm, as in
every pipeline around it.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib import resources
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path

for _pool in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[_pool] = "1"

import numpy as np  # noqa: E402 -- the pools read their sizes when they are imported

EXCERPT_S = 30.0
SUFFIXES = {".mp3", ".flac", ".ogg", ".opus", ".wav"}


def hear_with_affetto(path: Path) -> float:
    """Analyse a file; the length of its sound, seconds."""
    from affetto.audio.analyser import CueAnalyser

    return CueAnalyser().analyse(path).features.duration_s


def hear_with_librosa(path: Path) -> float:
    """The features that librosa and pyloudnorm have calls for; the length of the sound, seconds."""
    import librosa
    import pyloudnorm
    import soundfile

    sound, rate_hz = soundfile.read(path)
    meter = pyloudnorm.Meter(rate_hz)
    meter.integrated_loudness(sound)
    meter.loudness_range(sound)
    mono, sr = librosa.load(path)
    librosa.beat.beat_track(y=mono, sr=sr, units="time")
    onsets = librosa.onset.onset_detect(y=mono, sr=sr)
    librosa.feature.rms(y=mono)
    librosa.feature.spectral_centroid(y=mono, sr=sr)
    chroma = librosa.feature.chroma_stft(y=mono, sr=sr)
    correlate_with_keys(chroma.mean(axis=1))
    mfcc = librosa.feature.mfcc(y=mono, sr=sr)
    choose_excerpt(np.vstack([chroma, mfcc]), sr / 512)
    assert len(onsets)
    return len(sound) / rate_hz


def correlate_with_keys(chroma: np.ndarray) -> int:
    """Krumhansl & Kessler's profiles, as in most scripts around librosa."""
    major = (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88)
    minor = (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17)
    fits = [
        np.corrcoef(np.roll(profile, tonic), chroma)[0, 1]
        for profile in (major, minor)
        for tonic in range(12)
    ]
    return int(np.argmax(fits))


def choose_excerpt(features: np.ndarray, rate_hz: float) -> int:
    """First frame of the 30 s most like the whole (Cooper & Foote 2002)."""
    unit = features / np.linalg.norm(features, axis=0)
    likeness = unit.T @ unit.mean(axis=1)
    window = min(len(likeness), round(EXCERPT_S * rate_hz))
    return int(np.convolve(likeness, np.ones(window), mode="valid").argmax())


def time_all(hear: Callable[[Path], float], paths: Sequence[Path]) -> tuple[float, float]:
    """Length of the sound and processor time that it took, both in seconds."""
    hear(paths[0])
    started_s = time.process_time()
    heard_s = sum(hear(path) for path in paths)
    return heard_s, time.process_time() - started_s


def memory_mb() -> float:
    """Memory of this process, MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def follow_memory(paths: Sequence[Path], files: int) -> list[float]:
    """Memory after each tenth of so many files, MB."""
    memory = []
    for number, path in enumerate(islice(cycle(paths), files), start=1):
        hear_with_affetto(path)
        if number % max(1, files // 10) == 0:
            memory.append(memory_mb())
    return memory


def find_tracks(folder: Path | None) -> list[Path]:
    root = folder or Path(str(resources.files("immich_memories_music") / "tracks"))
    return sorted(path for path in root.rglob("*") if path.suffix in SUFFIXES)


def in_own_process(function: Callable, *arguments: object) -> object:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--tracks", type=int, default=28, help="how many to time")
    parser.add_argument("--files", type=int, default=300, help="how many to watch memory over")
    options = parser.parse_args()
    paths = find_tracks(options.folder)[: options.tracks]

    rates = {}
    for name, hear in {"affetto": hear_with_affetto, "librosa": hear_with_librosa}.items():
        heard_s, taken_s = in_own_process(time_all, hear, paths)
        rates[name] = heard_s / taken_s
        print(
            f"{name}: {len(paths)} files, {heard_s:.0f} s of sound in {taken_s:.1f} s of processor "
            f"time: {rates[name]:.0f} times real time"
        )
    print(f"affetto is {rates['affetto'] / rates['librosa']:.1f} times as fast")

    memory = in_own_process(follow_memory, paths, options.files)
    print(f"memory over {options.files} files, MB:", *(f"{mb:.0f}" for mb in memory))


if __name__ == "__main__":
    main()
