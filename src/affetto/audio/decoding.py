"""Sound of a file as float32, passage by passage, so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from affetto.errors import AudioError

if TYPE_CHECKING:
    from av import AudioFrame, AudioStream
    from av.container import InputContainer
    from av.packet import Packet

    AudioPacket = Packet[AudioStream]

Float32 = NDArray[np.float32]

# Half of the 44.1 kHz of a compact disc: what lies above 11 kHz decides no feature, and the
# spectrum costs half as much.
ANALYSIS_RATE_HZ = 22050
# Up to ten minutes a recording is analysed whole. Of a longer one, such as a mix or a concert,
# ten passages of a minute, evenly spread, are a fair sample, and cost the same however long it is.
MAX_WHOLE_S = 600.0
_PASSAGES = 10
_PASSAGE_S = 60.0
# Decoders that lean on earlier packets (MP3's bit reservoir, the overlap of AAC, Vorbis and Opus)
# need some before a passage to be right from its first sample on.
_PREROLL_S = 0.5
_BLOCK_S = 5.0
# No codec packs more; a longer one is a damaged time stamp.
_LONGEST_PACKET_S = 10.0
# Behind a damaged stretch a container may go on; so often in a row is reading tried again.
_MAX_READ_FAILURES = 100
# 12 dB over full scale: lossy codecs overshoot by a few dB, more is damage.
_SAMPLE_LIMIT = 4.0

# Demuxers that may be tried: without this list a playlist named .mp3 could make libavformat open
# whatever files it names.
_FORMATS = (
    "aac,ac3,aiff,amr,ape,asf,au,avi,caf,dsf,dts,eac3,flac,flv,matroska,mov,mp3,mpc,mpc8,mpegts,"
    "ogg,oma,rm,tak,tta,w64,wav,wv"
)
# Containers whose header states the length of the whole; elsewhere it is guessed from the bit
# rate, and a mismatch says nothing about damage.
_FORMATS_WITH_LENGTH = {"aiff", "flac", "matroska,webm", "mov,mp4,m4a,3gp,3g2,mj2", "w64", "wav"}


@dataclass(frozen=True)
class AudioBlock:
    """Some seconds of sound, once as it is in the file and once as it is analysed.

    Attributes:
        start_s: where it begins, seconds from the beginning of the recording.
        passage: index of the passage that it belongs to.
        channels: shape (channels, samples), at the file's own sample rate.
        mono: shape (samples,), at `ANALYSIS_RATE_HZ`.
    """

    start_s: float
    passage: int
    channels: Float32
    mono: Float32


@dataclass(frozen=True)
class Passage:
    """A stretch of a recording, seconds from its beginning."""

    start_s: float
    end_s: float


def plan_passages(duration_s: float) -> tuple[Passage, ...]:
    """The passages of a recording that are analysed: all of it, or ten spread evenly."""
    if duration_s <= MAX_WHOLE_S:
        return (Passage(0.0, np.inf),)
    share_s = duration_s / _PASSAGES
    starts_s = [share_s * (index + 0.5) - _PASSAGE_S / 2 for index in range(_PASSAGES)]
    return tuple(Passage(start_s, start_s + _PASSAGE_S) for start_s in starts_s)


class AudioFile:
    """One file of audio in any container and codec that PyAV reads, told by content, not name.

    Args:
        path: the file.

    Attributes:
        duration_s: length of the sound that is there, counted packet by packet.
        declared_s: length that the header states, None where the container does not state it.
        sample_rate_hz: the file's own sample rate.
        channel_names: names of its channels, such as "FL" and "FR".
        passages: what `blocks` decodes.
        damaged_packets: how many packets `blocks` could not decode so far.

    Raises:
        AudioError: there is no file, it cannot be read, or there is no sound in it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.damaged_packets = 0
        _check_readable(path)
        with open_container(path) as container:
            stream = audio_stream_of(path, container)
            self.sample_rate_hz = stream.codec_context.sample_rate
            self.channel_names = tuple(
                channel.name for channel in stream.codec_context.layout.channels
            )
            self._layout = stream.codec_context.layout.name
            self.declared_s = _declared_duration_s(container)
            self.duration_s = max((packet.end_s for packet in self._read(container)), default=0.0)
        if not self.duration_s > 0:
            raise AudioError(path, "holds no sound; is it damaged or empty?")
        self.passages = plan_passages(self.duration_s)

    def blocks(self) -> Iterator[AudioBlock]:
        """The passages' sound in order, in blocks of some seconds; damaged packets are left out.

        Raises:
            AudioError: the file cannot be opened any more.
        """
        self.damaged_packets = 0
        decoded_samples = 0
        with open_container(self.path) as container:
            wanted = _packets_in(self.passages, self._read(container))
            for index, packets in groupby(wanted, key=itemgetter(0)):
                frames = self._decode(self.passages[index], (packet for _, packet in packets))
                for block in self._assemble(index, frames):
                    yield block
                    decoded_samples += len(block.mono)
                    if decoded_samples > MAX_WHOLE_S * ANALYSIS_RATE_HZ:
                        return  # packets hold more than their lengths say

    def _read(self, container: InputContainer) -> Iterator[_TimedPacket]:
        """Packets of the first audio stream; the last, empty one makes the decoder end.

        Time is counted in lengths of packets: time stamps jump where a file is damaged or joined.
        """
        import av

        stream = container.streams.audio[0]
        time_base = float(stream.time_base or 0)
        end_s = 0.0
        failures = 0
        while failures < _MAX_READ_FAILURES:
            try:
                for packet in container.demux(stream):
                    start_s = end_s
                    length_s = (packet.duration or 0) * time_base
                    if 0 < length_s <= _LONGEST_PACKET_S:
                        end_s += length_s
                        failures = 0
                    elif not length_s and packet.pts is not None:  # a container without lengths
                        start_s = end_s = max(end_s, packet.pts * time_base)
                    yield _TimedPacket(start_s, end_s, packet)
            except av.FFmpegError:
                failures += 1
                self.damaged_packets += 1
            else:
                return

    def _decode(
        self, passage: Passage, packets: Iterable[_TimedPacket]
    ) -> Iterator[tuple[float, AudioFrame]]:
        """Frames of a passage, each with the time at which its packet begins."""
        import av

        for number, timed in enumerate(packets):
            if number == 0 and passage.start_s > 0:
                timed.packet.stream.codec_context.flush_buffers()
            in_passage = timed.start_s >= passage.start_s
            try:
                frames = timed.packet.decode()
            except av.FFmpegError:
                self.damaged_packets += in_passage
                continue
            if in_passage:
                self.damaged_packets += timed.packet.is_corrupt
                yield from ((timed.start_s, frame) for frame in frames)

    def _assemble(
        self, passage: int, frames: Iterator[tuple[float, AudioFrame]]
    ) -> Iterator[AudioBlock]:
        import av

        own = _Converter(self._layout, self.sample_rate_hz)
        mono = _Converter("mono", ANALYSIS_RATE_HZ)
        block_samples = int(_BLOCK_S * self.sample_rate_hz)
        start_s: float | None = None
        for packet_start_s, frame in frames:
            start_s = packet_start_s if start_s is None else start_s
            try:
                own.add(frame)
                if own.samples < block_samples:
                    continue
                block = self._mix_down(start_s, passage, own, mono)
            except av.FFmpegError:  # a layout that cannot be mixed down, or a damaged one
                self.damaged_packets += 1
                continue
            yield block
            # Counted on in samples: what is heard stays gapless where packets are damaged.
            start_s += block.channels.shape[1] / self.sample_rate_hz
        try:
            own.finish()
            last = self._mix_down(start_s or 0.0, passage, own, mono)
            mono.finish()
        except av.FFmpegError:
            self.damaged_packets += 1
            return
        rest = mono.take()[0]
        if last.channels.size or last.mono.size or rest.size:
            yield replace(last, mono=np.concatenate([last.mono, rest]))

    def _mix_down(
        self, start_s: float, passage: int, own: _Converter, mono: _Converter
    ) -> AudioBlock:
        """A block of everything that was converted, mixed down in one go, which is cheapest."""
        import av

        channels = own.take()
        if channels.shape[1]:
            interleaved = np.ascontiguousarray(channels.T).reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(interleaved, "flt", self._layout)
            frame.sample_rate = self.sample_rate_hz
            mono.add(frame)
        return AudioBlock(start_s, passage, channels, mono.take()[0])


@dataclass
class _Converter:
    """Turns frames of any format into float32 of one layout and sample rate."""

    layout: str
    rate_hz: int
    samples: int = 0
    _pieces: list[Float32] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._source: tuple[str, str, int] | None = None

    def add(self, frame: AudioFrame) -> None:
        import av

        source = (frame.format.name, frame.layout.name, frame.sample_rate)
        if source != self._source:  # chained Ogg streams may change it on the way
            self.finish()
            self._source = source
            # Interleaved, since PyAV runs past the end of eight and more planes.
            self._resampler = av.AudioResampler("flt", self.layout, self.rate_hz)
        try:
            self._keep(self._resampler.resample(frame))
        except av.FFmpegError:
            self._source = None  # it holds nothing back that could be fetched
            raise

    def finish(self) -> None:
        """Fetch what the resampler still holds back."""
        if self._source is not None:
            self._keep(self._resampler.resample(None))
            self._source = None

    def take(self) -> Float32:
        """Everything converted since the last call, shape (channels, samples)."""
        if not self._pieces:
            return np.zeros((1, 0), np.float32)
        sound = np.concatenate(self._pieces, axis=1)
        self._pieces.clear()
        self.samples = 0
        np.nan_to_num(sound, copy=False, nan=0.0)
        return np.clip(sound, -_SAMPLE_LIMIT, _SAMPLE_LIMIT, out=sound)

    def _keep(self, frames: Iterable[AudioFrame]) -> None:
        for frame in frames:
            samples = np.asarray(frame.to_ndarray(), np.float32)
            self._pieces.append(samples.reshape(frame.samples, -1).T)
            self.samples += frame.samples


def _check_readable(path: Path) -> None:
    try:
        if path.is_dir():
            raise AudioError(path, "is a folder, not an audio file")
        if not path.is_file() and path.exists():
            raise AudioError(path, "is not a regular file")
        with path.open("rb") as file:
            if not file.read(1):
                raise AudioError(path, "is empty")
    except OSError as error:
        raise AudioError(path, f"cannot be read ({error.strerror})") from error


def open_container(path: Path) -> InputContainer:
    """A file's container, for reading; only formats of sound and film are tried.

    Raises:
        AudioError: it is none of them.
    """
    import av

    options = {"protocol_whitelist": "file", "format_whitelist": _FORMATS}
    try:
        # An absolute path is never taken for an address such as "http:".
        return av.open(path.absolute(), metadata_errors="ignore", options=options)
    except (av.FFmpegError, OSError) as error:
        raise AudioError(path, "is not an audio file that can be decoded") from error


def audio_stream_of(path: Path, container: InputContainer) -> AudioStream:
    """The first audio stream in the container of a file.

    Raises:
        AudioError: there is none that can be decoded.
    """
    if not container.streams.audio:
        raise AudioError(path, "holds no audio stream")
    stream = container.streams.audio[0]
    try:
        rate_hz = stream.codec_context.sample_rate
    except AttributeError as error:  # PyAV gives no codec context where it has no decoder
        raise AudioError(path, "holds audio in a codec that is not supported") from error
    if rate_hz <= 0 or stream.codec_context.layout.nb_channels <= 0:
        raise AudioError(path, "holds an audio stream without sound in it")
    return stream


def _declared_duration_s(container: InputContainer) -> float | None:
    if container.duration is None or container.format.name not in _FORMATS_WITH_LENGTH:
        return None
    return container.duration / 1_000_000


@dataclass(frozen=True)
class _TimedPacket:
    start_s: float
    end_s: float
    packet: AudioPacket


def _packets_in(
    passages: tuple[Passage, ...], packets: Iterable[_TimedPacket]
) -> Iterator[tuple[int, _TimedPacket]]:
    """Packets that the passages need, each with the index of its passage."""
    index = 0
    for packet in packets:
        while index < len(passages) and packet.start_s >= passages[index].end_s:
            index += 1
        if index == len(passages):
            return
        if packet.end_s >= passages[index].start_s - _PREROLL_S:
            yield index, packet
