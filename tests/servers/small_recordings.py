"""Small real sound files with tags for servers that read such, and sound for those that do not."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import mutagen
import numpy as np
from tests.servers.local_server import Reply

_RATE_HZ = 8_000
# libavcodec's own encoder of Vorbis is called experimental and knows but stereo.
_CODECS = {".flac": "flac", ".ogg": "vorbis"}


@dataclass(frozen=True)
class SmallRecording:
    """A file that is to be written: a tone of so many seconds."""

    file: str
    title: str
    artist: str
    album: str
    length_s: float = 20.0
    tone_hz: float = 220.0


RECORDINGS = (
    SmallRecording("harbour.flac", "Harbour at Noon", "The Tin Lanterns", "Piers", 20.0, 220.0),
    SmallRecording("ferry.flac", "Last Ferry", "The Tin Lanterns", "Piers", 30.0, 330.0),
    SmallRecording("żółw.ogg", "Żółw i „zając”", "Łódka", "Bajki", 25.0, 440.0),
    SmallRecording("noon.flac", "Harbour at Noon", "Another Band", "Covers", 22.0, 550.0),
    SmallRecording('it\'s "quoted" \\ back.flac', 'It\'s "quoted" \\ back', "O'Neil", "Marks"),
)


def write_recordings(folder: Path) -> list[Path]:
    """Writes all of them into a folder of each artist."""
    return [_write(recording, folder) for recording in RECORDINGS]


def sound_of(track_id: str) -> bytes:
    """Bytes that differ from track to track, and begin as FLAC does."""
    return b"fLaC" + hashlib.sha256(track_id.encode()).digest() * 1000


def sound_reply(sound: bytes, byte_range: str) -> Reply:
    """A file, or the part of it that is asked for (RFC 9110, 14)."""
    wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", byte_range)
    if not wanted:
        return Reply(body=sound, media_type="audio/flac")
    first = int(wanted[1])
    last = min(int(wanted[2] or len(sound)), len(sound) - 1)
    if first > last:
        return Reply(416, headers={"content-range": f"bytes */{len(sound)}"})
    place = {"content-range": f"bytes {first}-{last}/{len(sound)}"}
    return Reply(206, sound[first : last + 1], "audio/flac", place)


def _write(recording: SmallRecording, folder: Path) -> Path:
    path = folder / recording.artist / recording.file
    path.parent.mkdir(parents=True, exist_ok=True)
    times = np.arange(round(recording.length_s * _RATE_HZ)) / _RATE_HZ
    tone = (8000 * np.sin(2 * np.pi * recording.tone_hz * times)).astype(np.int16)
    with av.open(str(path), "w") as container:
        stream = container.add_stream(
            _CODECS[path.suffix],
            rate=_RATE_HZ,
            layout="stereo",
            options={"strict": "experimental"},
        )
        sound = np.ascontiguousarray(np.tile(tone, (2, 1)))
        frame = av.AudioFrame.from_ndarray(sound, format="s16p", layout="stereo")
        frame.sample_rate = _RATE_HZ
        frame.pts, frame.time_base = 0, Fraction(1, _RATE_HZ)  # else Ogg tells a wrong length
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)
    tags = mutagen.File(path)
    tags["title"], tags["artist"] = recording.title, recording.artist
    tags["album"], tags["genre"], tags["date"] = recording.album, "Sea Songs", "1987"
    tags.save()
    return path
