"""What MPD answers, line by line, as Affetto's own types."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit
from urllib.request import url2pathname

from affetto.providers.capabilities import Device, Playback, ProviderTrack
from affetto.providers.errors import (
    BadAnswerError,
    NotAllowedError,
    NotThereError,
    ProviderError,
    ServiceDownError,
    SignInNeededError,
)
from affetto.providers.reading import one_line

TITLE = "MPD"

Line = tuple[str, str]

_ACK = re.compile(r"ACK \[(\d+)@\d+\] \{([^}]*)\} ?(.*)", re.DOTALL)
_YEAR = re.compile(r"\d{4}")


class PermissionNeededError(NotAllowedError):
    """Error 4: it takes a password, another one, or a connection on its own computer."""


class SystemBelowError(ServiceDownError):
    """Error 52: something of the system failed, such as a mixer or a disk; it may pass."""


def read_line(text: str) -> Line:
    """Name and value of a line."""
    name, colon, value = text.partition(": ")
    if not colon:
        raise BadAnswerError(TITLE, "answered with something that is no answer of MPD's")
    return name, value


def error_of(text: str) -> ProviderError:
    """The error that a line tells which begins with ACK (`src/protocol/Ack.hxx` of MPD)."""
    found = _ACK.fullmatch(text)
    if not found:
        return BadAnswerError(TITLE, "answered with an error that cannot be read")
    code, command, message = int(found[1]), one_line(found[2]), one_line(found[3])[:200]
    match code:
        case 3:
            return SignInNeededError(TITLE, "does not take this password")
        case 4:
            return PermissionNeededError(TITLE, f"does not allow this ({command}: {message})")
        case 5 | 51:
            return NotAllowedError(TITLE, f"cannot do this ({message})")
        case 50 | 53:
            return NotThereError(TITLE, f"has no such thing, or has it no longer ({message})")
        case 55:
            return NotThereError(TITLE, "plays nothing")
        case 52:
            return SystemBelowError(TITLE, f"could not do it ({message})")
        case _:
            return BadAnswerError(TITLE, f"does not understand the request ({message})")


@dataclass(frozen=True)
class MusicFolder:
    """Where MPD's music lies, and how its own names of it become the library's addresses.

    Attributes:
        path: as this computer sees it; None where that is not known.
        mark: tells this MPD's music from others'.
    """

    path: Path | None
    mark: str

    def address_of(self, name: str) -> str:
        """By what the library knows what MPD knows by a name."""
        if _is_address(name):
            return name
        if self.path is not None:
            return (self.path / name).as_uri()
        return f"{self._scheme}{quote(name)}"

    def name_of(self, track_id: str) -> str:
        """By what MPD knows a track: its own name for it, a file of this computer, or a stream.

        Raises:
            NotThereError: it is a file that MPD cannot reach.
        """
        if track_id.startswith("file:"):
            path = Path(url2pathname(urlsplit(track_id).path))
        elif track_id.startswith("/"):
            path = Path(track_id)
        elif track_id.startswith(self._scheme):
            return unquote(track_id.removeprefix(self._scheme))
        else:
            return track_id
        if self.path is None:
            raise NotThereError(
                TITLE, "is not told where its music folder is; fill that in to play files"
            )
        try:
            return path.relative_to(self.path).as_posix()
        except ValueError:
            raise NotThereError(
                TITLE, f"cannot reach this file, which is outside of {self.path}"
            ) from None

    def locate(self, address: str) -> ProviderTrack | None:
        """The recording of an address that this gives; None for another's."""
        if not address.startswith(("file:", self._scheme)):
            return None
        try:
            name = self.name_of(address)
        except NotThereError:
            return None
        return ProviderTrack(name, address, _name_without_suffix(name))

    @property
    def _scheme(self) -> str:
        return f"mpd:{self.mark}:"


def read_songs(lines: Sequence[Line], folder: MusicFolder) -> list[ProviderTrack]:
    """The songs of a list; folders and playlists in it are left out."""
    return [_song_of(part, folder) for part in split(lines, "file", "directory", "playlist")]


def split(lines: Sequence[Line], begins: str, *others: str) -> list[list[Line]]:
    """The parts of an answer that begin with lines of a name; those of other names are left out."""
    parts: list[list[Line]] = []
    is_wanted = False
    for line in lines:
        if line[0] == begins:
            parts.append([])
            is_wanted = True
        elif line[0] in others:
            is_wanted = False
        if is_wanted:
            parts[-1].append(line)
    return parts


def read_devices(lines: Sequence[Line]) -> list[Device]:
    """The outputs."""
    devices = []
    for part in split(lines, "outputid"):
        fields = dict(part)
        devices.append(
            Device(
                fields["outputid"],
                one_line(fields.get("outputname", "")) or fields["outputid"],
                fields.get("outputenabled") == "1",
            )
        )
    return devices


def read_playback(
    status: Sequence[Line], song: Sequence[Line], outputs: Sequence[Line], folder: MusicFolder
) -> Playback:
    """What is played, where, and how loud."""
    fields = dict(status)
    if "state" not in fields:
        raise BadAnswerError(TITLE, "does not say whether it plays")
    songs = read_songs(song, folder)
    volume = _number(fields.get("volume", ""))
    return Playback(
        track=songs[0] if songs else None,
        is_playing=fields["state"] == "play",
        position_s=_number(fields.get("elapsed", "")) or 0.0,
        # -1 where there is no mixer
        volume=None if volume is None or volume < 0 else int(volume),
        device=next((device for device in read_devices(outputs) if device.is_active), None),
    )


def read_count(status: Sequence[Line]) -> int:
    """How many tracks stand in the queue."""
    count = dict(status).get("playlistlength", "")
    if not (count.isascii() and count.isdigit()):
        raise BadAnswerError(TITLE, "does not say how long its queue is")
    return int(count)


def _song_of(lines: Sequence[Line], folder: MusicFolder) -> ProviderTrack:
    first: dict[str, str] = {}
    genres = []
    for name, value in lines:
        first.setdefault(name.casefold(), value)
        if name.casefold() == "genre":
            genres.append(one_line(value))
    name = first["file"]
    year = _YEAR.match(first.get("date", ""))
    return ProviderTrack(
        id=name,
        uri=folder.address_of(name),
        title=one_line(first.get("title", "")) or _name_without_suffix(name),
        artist=one_line(first.get("artist") or first.get("albumartist", "")),
        album=one_line(first.get("album", "")),
        duration_s=_number(first.get("duration") or first.get("time", "")) or None,
        mbid=first.get("musicbrainz_trackid", ""),
        genres=tuple(genres),
        year=int(year[0]) if year else None,
        url=name if _is_address(name) else "",
    )


def _is_address(name: str) -> bool:
    return name.startswith(("http://", "https://"))


def _name_without_suffix(name: str) -> str:
    last = name.rstrip("/").rpartition("/")[2]
    if _is_address(name):
        return one_line(unquote(last))
    return one_line(Path(last).stem)


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
