"""Sound as a browser can play it, from any byte of it on.

Files that browsers decode are handed out as they are. Others are decoded into a WAV file that
exists only while it is asked for: its length in bytes follows from that of the recording, and every
byte of it belongs to a known moment, so that players may jump about in it as in a real file.
"""

from __future__ import annotations

import stat
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from affetto.audio.decoding import AudioFile, audio_stream_of, open_container
from affetto.errors import AudioError

if TYPE_CHECKING:
    from av import AudioFrame, AudioStream
    from av.container import InputContainer

# What Chromium, Firefox and Safari all play, by container and codec as FFmpeg calls them (MDN, "Web
# audio codec guide"). Ogg is the exception: Safari plays it since version 18.4 only.
_PLAYABLE = {
    "mp3": ("audio/mpeg", {"mp3"}),
    "flac": ("audio/flac", {"flac"}),
    "ogg": ("audio/ogg", {"opus", "vorbis", "flac"}),
    "aac": ("audio/aac", {"aac"}),
    "wav": ("audio/wav", {"pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_f32le"}),
    "mov,mp4,m4a,3gp,3g2,mj2": ("audio/mp4", {"aac", "mp3"}),
    "matroska,webm": ("audio/webm", {"opus", "vorbis"}),
}

_PIECE_BYTES = 64 * 1024
# More than ears need is not sent over a network.
_MAX_RATE_HZ = 48000
_MAX_CHANNELS = 2
_SAMPLE_BYTES = 2
_HEADER_BYTES = 44
# What the header of a WAV file can tell.
_MAX_WAV_BYTES = 2**32 - 1
# Decoders that lean on earlier packets need some before the first sample that is to be right.
_PREROLL_S = 0.5


class Sound(Protocol):
    """A recording as bytes that a browser can play."""

    @property
    def media_type(self) -> str:
        """Such as "audio/mpeg"."""
        ...

    @property
    def size_bytes(self) -> int:
        """How many bytes there are."""
        ...

    def read(self, start: int, stop: int) -> Iterator[bytes]:
        """The bytes from `start` to before `stop`, in pieces of bounded size.

        Raises:
            OSError, AudioError: the file is no longer there, or no longer readable.
        """
        ...


def open_sound(path: Path) -> Sound:
    """What a browser is given to play a file.

    Raises:
        AudioError: it is no regular file, or holds no sound that can be decoded.
        OSError: it is not there.
    """
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise AudioError(path, "is not a regular file")
    return _describe(path, status.st_size, status.st_mtime_ns)


# A player asks for many pieces of one file in turn, and finding out its length means reading it.
@lru_cache(maxsize=64)
def _describe(path: Path, size_bytes: int, _mtime_ns: int) -> Sound:
    with open_container(path) as container:
        stream = audio_stream_of(path, container)
        media_type, codecs = _PLAYABLE.get(container.format.name, ("", set()))
        if stream.codec_context.codec.canonical_name in codecs:
            return StoredSound(path, media_type, size_bytes)
        rate_hz = min(stream.codec_context.sample_rate, _MAX_RATE_HZ)
        channels = min(stream.codec_context.layout.nb_channels, _MAX_CHANNELS)
    return WavSound(path, rate_hz, channels, round(AudioFile(path).duration_s * rate_hz))


@dataclass(frozen=True)
class StoredSound:
    """A file as it is."""

    path: Path
    media_type: str
    size_bytes: int

    def read(self, start: int, stop: int) -> Iterator[bytes]:
        """See `Sound`."""
        with self.path.open("rb") as file:
            file.seek(start)
            while start < stop and (piece := file.read(min(_PIECE_BYTES, stop - start))):
                yield piece
                start += len(piece)


@dataclass(frozen=True)
class WavSound:
    """A file decoded into WAV of 16 bits while it is read.

    Attributes:
        samples: of each channel. Where decoding yields fewer, silence follows; more are cut off.
    """

    path: Path
    rate_hz: int
    channels: int
    samples: int
    media_type: str = "audio/wav"

    @property
    def size_bytes(self) -> int:
        """The header and all samples, as far as a WAV file can hold them."""
        most = (_MAX_WAV_BYTES - _HEADER_BYTES) // self._frame_bytes
        return _HEADER_BYTES + min(self.samples, most) * self._frame_bytes

    def read(self, start: int, stop: int) -> Iterator[bytes]:
        """See `Sound`."""
        if start < _HEADER_BYTES:
            yield self._header()[start:stop]
        first, last = max(start, _HEADER_BYTES), min(stop, self.size_bytes)
        if first >= last:
            return
        sample, skip = divmod(first - _HEADER_BYTES, self._frame_bytes)
        missing = last - first
        for piece in self._decode(sample):
            wanted = piece[skip : skip + missing]
            skip = max(0, skip - len(piece))
            missing -= len(wanted)
            if wanted:
                yield wanted
            if not missing:
                return
        yield from _silence(missing)

    @property
    def _frame_bytes(self) -> int:
        return self.channels * _SAMPLE_BYTES

    def _header(self) -> bytes:
        data_bytes = self.size_bytes - _HEADER_BYTES
        return struct.pack(
            "<4sI4s4sIHHIIHH4sI",
            *(b"RIFF", data_bytes + _HEADER_BYTES - 8, b"WAVE", b"fmt ", 16, 1, self.channels),
            *(self.rate_hz, self.rate_hz * self._frame_bytes, self._frame_bytes),
            *(8 * _SAMPLE_BYTES, b"data", data_bytes),
        )

    def _decode(self, first: int) -> Iterator[bytes]:
        """The samples from number `first` on."""
        import av

        layout = "mono" if self.channels == 1 else "stereo"
        resampler = av.AudioResampler("s16", layout, self.rate_hz)
        position: int | None = None
        with open_container(self.path) as container:
            stream = audio_stream_of(self.path, container)
            for time_s, frame in _frames_near(container, stream, first / self.rate_hz):
                if position is None:
                    position = round(time_s * self.rate_hz)
                    yield from _silence((position - first) * self._frame_bytes)
                try:
                    converted = resampler.resample(frame)
                except av.FFmpegError:  # a stretch in another layout, which cannot be mixed down
                    continue
                for piece in converted:
                    sound = bytes(piece.planes[0])[: piece.samples * self._frame_bytes]
                    yield sound[max(0, first - position) * self._frame_bytes :]
                    position += piece.samples
            if position is not None:
                yield from (
                    bytes(piece.planes[0])[: piece.samples * self._frame_bytes]
                    for piece in resampler.resample(None)
                )


def _frames_near(
    container: InputContainer, stream: AudioStream, time_s: float
) -> Iterator[tuple[float, AudioFrame]]:
    """Frames from a little before a moment on, or from the beginning; damaged ones are left out.

    Each comes with its time in seconds from the beginning of the recording.
    """
    import av

    offset_s = float((stream.start_time or 0) * (stream.time_base or 0))
    if time_s > _PREROLL_S:
        try:
            container.seek(int((time_s - _PREROLL_S + offset_s) * 1_000_000))
        except av.FFmpegError:  # no index: it has to be heard from the beginning
            container.seek(0)
    for packet in container.demux(stream):
        try:
            frames = packet.decode()
        except av.FFmpegError:
            continue
        for frame in frames:
            yield (0.0 if frame.time is None else frame.time - offset_s), frame


def _silence(size_bytes: int) -> Iterator[bytes]:
    while size_bytes > 0:
        piece = bytes(min(size_bytes, _PIECE_BYTES))
        yield piece
        size_bytes -= len(piece)
