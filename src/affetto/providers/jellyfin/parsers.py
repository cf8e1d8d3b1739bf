"""What Jellyfin answers, as Affetto's own types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from affetto.providers.capabilities import Device, Playback, ProviderPlaylist, ProviderTrack
from affetto.providers.errors import BadAnswerError
from affetto.providers.reading import Fields

TITLE = "Jellyfin"
# Jellyfin counts time in steps of .NET's clock.
TICKS_PER_S = 10_000_000


@dataclass(frozen=True)
class Person:
    """Somebody whom a server knows."""

    id: str
    name: str


@dataclass(frozen=True)
class Player:
    """A session of a program that plays and takes orders.

    Attributes:
        track: None where nothing plays.
        queue: numbers of what it plays now and after, as far as it tells.
        commands: names of the general commands that it knows.
        last_active: moment as text that sorts by time; "" where unknown.
    """

    id: str
    name: str
    track: ProviderTrack | None
    is_paused: bool
    position_s: float
    volume: int | None
    queue: tuple[str, ...]
    commands: frozenset[str]
    last_active: str

    def as_device(self) -> Device:
        """As people choose it."""
        return Device(self.id, self.name, self.track is not None, self.volume)

    def as_playback(self) -> Playback:
        """What it plays."""
        is_playing = self.track is not None and not self.is_paused
        return Playback(self.track, is_playing, self.position_s, self.volume, self.as_device())


def normal_id(text: str) -> str | None:
    """An item's number as the server writes it; None for what can be none (a GUID)."""
    digits = text.replace("-", "").casefold()
    is_guid = len(digits) == 32 and all(digit in "0123456789abcdef" for digit in digits)
    return digits if is_guid else None


def read_person(content: Any) -> Person:
    """A `UserDto`."""
    fields = Fields(TITLE, content)
    return Person(fields.text("Id"), fields.text("Name"))


def read_people(content: Any) -> list[Person]:
    """All people of a server."""
    if not isinstance(content, list):
        raise BadAnswerError(TITLE, "answered with no list of people")
    return [read_person(each) for each in content]


def read_sign_in(content: Any) -> tuple[Person, str]:
    """Who signed in, and the token that they have from now on."""
    fields = Fields(TITLE, content)
    user = fields.object("User")
    return Person(user.text("Id"), user.text("Name")), fields.text("AccessToken")


def read_items(content: Any) -> list[Fields]:
    """The items of one page of a list."""
    return Fields(TITLE, content).objects("Items")


def read_track(item: Fields) -> ProviderTrack:
    """A recording, a `BaseItemDto`."""
    track_id = item.text("Id")
    ticks, year = item.number_or_none("RunTimeTicks"), item.number_or_none("ProductionYear")
    return ProviderTrack(
        id=track_id,
        # Numbers are made of paths, and so those of two servers may be the same.
        uri=f"jellyfin:{item.text_or_empty('ServerId')}:{track_id}",
        title=item.text_or_empty("Name"),
        artist=", ".join(item.texts("Artists")) or item.text_or_empty("AlbumArtist"),
        album=item.text_or_empty("Album"),
        duration_s=ticks / TICKS_PER_S if ticks else None,
        mbid=item.object_or_empty("ProviderIds").text_or_empty("MusicBrainzRecording"),
        genres=tuple(item.texts("Genres")),
        year=int(year) if year else None,
    )


def locate(address: str) -> ProviderTrack | None:
    """The recording of an address that `read_track` gave; None for another's.

    What only another Jellyfin has is found missing as soon as it is asked for.
    """
    scheme, _, number = address.rpartition(":")
    track_id = normal_id(number)
    if track_id is None or not scheme.startswith("jellyfin:"):
        return None
    return ProviderTrack(track_id, address, title="")


def read_playlist(item: Fields) -> ProviderPlaylist:
    """A playlist, without its tracks."""
    count = item.number_or_none("ChildCount")
    return ProviderPlaylist(
        item.text("Id"),
        item.text_or_empty("Name"),
        track_count=None if count is None else int(count),
    )


def is_of_music(item: Fields) -> bool:
    """Whether a playlist holds music; new and empty ones do not say."""
    return item.text_or_empty("MediaType") in ("", "Unknown", "Audio")


def read_players(content: Any) -> list[Player]:
    """The sessions that can be told to play music."""
    if not isinstance(content, list):
        raise BadAnswerError(TITLE, "answered with no list of players")
    sessions = [Fields(TITLE, each) for each in content]
    return [_player_of(session) for session in sessions if _takes_orders(session)]


def _takes_orders(session: Fields) -> bool:
    kinds = session.texts("PlayableMediaTypes")
    return (
        "SupportsRemoteControl" in session
        and session.truth("SupportsRemoteControl")
        and (not kinds or "Audio" in kinds)
    )


def _player_of(session: Fields) -> Player:
    state = session.object_or_empty("PlayState")
    volume = state.number_or_none("VolumeLevel")
    programme = session.text_or_empty("Client")
    device = session.text_or_empty("DeviceName")
    return Player(
        id=session.text("Id"),
        name=f"{device} ({programme})" if device and programme else device or programme,
        track=read_track(session.object("NowPlayingItem")) if "NowPlayingItem" in session else None,
        is_paused="IsPaused" in state and state.truth("IsPaused"),
        position_s=(state.number_or_none("PositionTicks") or 0) / TICKS_PER_S,
        volume=None if volume is None else int(volume),
        queue=tuple(item.text("Id") for item in session.objects_or_empty("NowPlayingQueue")),
        commands=frozenset(session.texts("SupportedCommands")),
        last_active=session.text_or_empty("LastActivityDate"),
    )
