"""Short pieces of real music in many encodings, which the benchmarks of the library work on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray

RATE_HZ = 48_000
_MUSIC = {".ogg", ".oga", ".opus", ".mp3", ".flac", ".m4a"}


@dataclass(frozen=True)
class Encoding:
    """How a piece is written.

    Attributes:
        bit_rate: bits per second; None for a codec without loss.
    """

    suffix: str
    codec: str
    bit_rate: int | None

    @property
    def name(self) -> str:
        """Codec and bit rate, such as "mp3 128k"."""
        rate = "" if self.bit_rate is None else f" {self.bit_rate // 1000}k"
        return self.suffix.removeprefix(".") + rate


ENCODINGS = (
    Encoding(".flac", "flac", None),
    Encoding(".mp3", "libmp3lame", 128_000),
    Encoding(".opus", "libopus", 96_000),
    Encoding(".m4a", "aac", 160_000),
    Encoding(".mp3", "libmp3lame", 64_000),
    Encoding(".opus", "libopus", 48_000),
    Encoding(".m4a", "aac", 96_000),
    Encoding(".mp3", "libmp3lame", 256_000),
    Encoding(".ogg", "libopus", 64_000),
)


@dataclass(frozen=True)
class Excerpt:
    """A piece of a song.

    Attributes:
        samples: float32 [n, 2] at `RATE_HZ`.
    """

    title: str
    artist: str
    samples: NDArray[np.float32]


def cut_excerpts(music: Path, count: int, seconds: float) -> Iterator[Excerpt]:
    """Pieces of the music in a folder that do not overlap: the first of each song, then the next.

    Raises:
        ValueError: there is not enough music.
    """
    songs = sorted(path for path in music.rglob("*") if path.suffix.lower() in _MUSIC)
    made = part = 0
    while made < count:
        made_before = made
        for song in songs:
            if made == count:
                return
            samples = _read(song, part * seconds, seconds)
            # Codecs are free to add or drop a little at the end.
            if len(samples) >= int((seconds - 0.1) * RATE_HZ):
                made += 1
                yield Excerpt(f"{song.stem}, part {part + 1}", song.parent.name, samples)
        if made == made_before:
            raise ValueError(f"{music} holds {made} pieces of {seconds} s only")
        part += 1


def write_excerpt(path: Path, excerpt: Excerpt, encoding: Encoding) -> None:
    """Writes a piece with its title and artist as tags."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w") as container:
        stream = container.add_stream(encoding.codec, rate=RATE_HZ, layout="stereo")
        if encoding.bit_rate is not None:
            stream.bit_rate = encoding.bit_rate
        # In Ogg, tags belong to the stream.
        tagged = stream if encoding.codec == "libopus" else container
        tagged.metadata.update({"title": excerpt.title, "artist": excerpt.artist})
        frame = av.AudioFrame.from_ndarray(excerpt.samples.reshape(1, -1), "flt", "stereo")
        frame.sample_rate = RATE_HZ
        resampler = AudioResampler(stream.format, "stereo", RATE_HZ, stream.frame_size or 4096)
        for part in [*resampler.resample(frame), *resampler.resample(None), None]:
            container.mux(stream.encode(part))


def write_corpus(
    folder: Path, excerpts: Iterator[Excerpt], encodings: Sequence[Encoding], *, copies: bool
) -> int:
    """Writes every piece in every encoding, under names that say nothing; how many files.

    Args:
        folder: made where there is none.
        excerpts: the pieces.
        encodings: each is written to a folder of its own.
        copies: whether each first file lies in a further folder once more, byte for byte.
    """
    files = 0
    for number, excerpt in enumerate(excerpts):
        for place, encoding in enumerate(encodings):
            path = folder / f"{place} {encoding.name}" / f"{number:04}-{place}{encoding.suffix}"
            write_excerpt(path, excerpt, encoding)
            files += 1
        if copies:
            first = folder / f"0 {encodings[0].name}" / f"{number:04}-0{encodings[0].suffix}"
            copy = folder / "copies" / f"copy of {number:04}{encodings[0].suffix}"
            copy.parent.mkdir(exist_ok=True)
            copy.write_bytes(first.read_bytes())
            files += 1
    return files


def _read(song: Path, start_s: float, seconds: float) -> NDArray[np.float32]:
    resampler = AudioResampler("flt", "stereo", RATE_HZ)
    parts: list[NDArray[np.float32]] = []
    wanted, skipped = int(seconds * RATE_HZ), int(start_s * RATE_HZ)
    with suppress(av.FFmpegError), av.open(str(song)) as container:
        for frame in container.decode(audio=0):
            parts.extend(part.to_ndarray().reshape(-1, 2) for part in resampler.resample(frame))
            if sum(map(len, parts)) >= skipped + wanted:
                break
    if not parts:
        return np.zeros((0, 2), np.float32)
    return np.concatenate(parts)[skipped : skipped + wanted]
