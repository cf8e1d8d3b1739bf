"""Writes the sound of services to files."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from affetto.library.server_fetching import UnfetchableError
from affetto.providers.capabilities import AudioStream

# Longer than any concert as the best format writes it; what is larger is a radio station that never
# ends, or no music. Our own choice.
MAX_FILE_BYTES = 4_000_000_000
# An hour of lossless music by a slow line. Our own choice.
MAX_FETCH_S = 3600.0

# What kind of file it is, for those that read its tags, and for people. RFC 3003, 4337, 5334 and
# 9639, and what servers write besides.
_SUFFIXES = {
    ".mp3": ("audio/mpeg", "audio/mp3", "audio/mpeg3", "audio/x-mpeg", "audio/x-mp3"),
    ".flac": ("audio/flac", "audio/x-flac"),
    ".ogg": ("audio/ogg", "application/ogg", "audio/vorbis", "audio/x-vorbis+ogg", "video/ogg"),
    ".opus": ("audio/opus",),
    ".m4a": ("audio/mp4", "audio/m4a", "audio/x-m4a", "video/mp4", "video/quicktime"),
    ".aac": ("audio/aac", "audio/aacp", "audio/x-aac"),
    ".wav": ("audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave"),
    ".aiff": ("audio/aiff", "audio/x-aiff"),
}
_SUFFIX_OF = {kind: suffix for suffix, kinds in _SUFFIXES.items() for kind in kinds}


def suffix_of(media_type: str) -> str:
    """How names of files of a kind of sound end; "" where that is not known."""
    return _SUFFIX_OF.get(media_type, "")


def write_sound(
    sound: AudioStream,
    target: Path,
    check: Callable[[], object] = lambda: None,
    *,
    max_bytes: int = MAX_FILE_BYTES,
    max_s: float = MAX_FETCH_S,
) -> None:
    """Writes all of a stream to a new file, which is removed where that fails.

    Args:
        sound: not yet read.
        target: a file that is not there.
        check: called with every piece; ends the writing by raising.
        max_bytes: how large it may be.
        max_s: how long it may take, seconds.

    Raises:
        UnfetchableError: it is empty, too large, or takes too long.
        ProviderError: the service breaks off.
        OSError: the file cannot be written.
    """
    try:
        with target.open("xb") as file:
            for chunk in _within(sound, max_bytes, max_s):
                check()
                file.write(chunk)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _within(sound: AudioStream, max_bytes: int, max_s: float) -> Iterator[bytes]:
    """The bytes of a stream, as long as they keep to the limits."""
    begun_s = time.monotonic()
    n_bytes = 0
    for chunk in sound.chunks:
        n_bytes += len(chunk)
        if n_bytes > max_bytes:
            raise UnfetchableError(f"is larger than {max_bytes / 1e9:g} GB")
        if time.monotonic() - begun_s > max_s:
            raise UnfetchableError(f"takes longer than {max_s / 60:g} minutes to come")
        yield chunk
    if not n_bytes:
        raise UnfetchableError("the service sends an empty file")
