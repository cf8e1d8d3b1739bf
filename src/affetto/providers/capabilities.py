"""What services can do, as small protocols: a service has those that it can keep.

A service is described by a `Provider`; `Provider.open` gives a connection for one person's
account, which has the capabilities. All methods block, may be called from several threads, and
raise `affetto.providers.errors.ProviderError` and nothing else where the service fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

from affetto.listening import Listen

MAX_SEARCH_RESULTS = 10


class Capability(StrEnum):
    """Names of the protocols below, for people and programs that choose by them."""

    SEARCH = "search"
    STREAM = "stream"
    PLAYLISTS = "playlists"
    CONTROL = "control"
    HISTORY = "history"
    SUBMIT = "submit"
    BROWSE = "browse"
    RATE = "rate"
    PAGE = "page"
    METER = "meter"


class SignIn(StrEnum):
    """How somebody lets Affetto use their account."""

    # There is nothing to sign in to.
    NONE = "none"
    # They fill in the fields: an address, a name, a password, a key.
    FIELDS = "fields"
    # They are sent to the service's page, and come back with leave; fields may be needed before.
    BROWSER = "browser"


@dataclass(frozen=True)
class AccountField:
    """One thing that somebody fills in to connect a service.

    Attributes:
        name: key in `Account.settings`, or in `Account.secrets` for a secret.
        label: what people read beside it, English.
        help: where to find it, or what may be left out, English; "" where that is plain.
    """

    name: str
    label: str
    is_secret: bool = False
    is_required: bool = True
    help: str = ""


# Keeps secrets that a service renewed in the place of those it gave before.
KeepSecrets = Callable[[Mapping[str, str]], None]


class Answers(Protocol):
    """What a service told once and need not be asked again, kept with the account for good."""

    def get(self, question: str) -> str | None:
        """The answer to a question; None where it was not asked yet."""
        ...

    def keep(self, question: str, answer: str) -> None:
        """Keeps an answer, in the place of the one before."""
        ...


class AnswersInMemory:
    """Answers that are kept as long as the program runs."""

    def __init__(self) -> None:
        self._answers: dict[str, str] = {}

    def get(self, question: str) -> str | None:
        """See `Answers`."""
        return self._answers.get(question)

    def keep(self, question: str, answer: str) -> None:
        """See `Answers`."""
        self._answers[question] = answer


def _forget(_secrets: Mapping[str, str]) -> None:
    """What nobody keeps is renewed again the next time."""


@dataclass(frozen=True)
class Account:
    """What is known of somebody's account with a service.

    Attributes:
        settings: fields that anybody may see.
        secrets: fields, tokens and keys that nobody may.
        keep_secrets: to be called when the service gives new ones.
        answers: of services whose answers are counted.
    """

    settings: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    keep_secrets: KeepSecrets = field(default=_forget, repr=False, compare=False)
    answers: Answers = field(default_factory=AnswersInMemory, repr=False, compare=False)


@dataclass(frozen=True)
class BrowserVisit:
    """A visit to a service's page on which somebody gives leave.

    Attributes:
        url: the page.
        kept: what must be remembered until they come back, a secret of the visit's own; its
            "state", where there is one, is what the answer must carry.
    """

    url: str
    kept: Mapping[str, str] = field(repr=False)


@runtime_checkable
class Provider(Protocol):
    """A service, without an account."""

    @property
    def name(self) -> str:
        """In lower case, for programs, addresses and the links of tracks: "spotify"."""
        ...

    @property
    def title(self) -> str:
        """What people call it: "Spotify"."""
        ...

    @property
    def sign_in(self) -> SignIn:
        """How it is connected."""
        ...

    @property
    def fields(self) -> tuple[AccountField, ...]:
        """What is filled in to connect it, in their order."""
        ...

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What its connections can do."""
        ...

    @property
    def is_for_listening_only(self) -> bool:
        """Whether its music may be heard but not set to pictures, nor learnt from."""
        ...

    def open(self, account: Account) -> Connection:
        """A connection for an account; does not ask the service anything yet.

        Raises:
            InputError: a field is missing or cannot be used; its source is the field's name.
        """
        ...


@runtime_checkable
class BrowserSignIn(Protocol):
    """A provider whose `sign_in` is `SignIn.BROWSER`."""

    def start_sign_in(self, account: Account, return_url: str) -> BrowserVisit:
        """Where to send somebody.

        Args:
            account: the fields they filled in.
            return_url: where the service is to send them back to.

        Raises:
            InputError: a field is missing or cannot be used.
            ProviderError: the service must be asked first, and fails.
        """
        ...

    def finish_sign_in(
        self, account: Account, visit: BrowserVisit, return_url: str, answer: Mapping[str, str]
    ) -> Mapping[str, str]:
        """The secrets of the account, by what the service sent somebody back with.

        Raises:
            ProviderError: they did not give leave, the answer is not that of the visit, or the
                service fails.
        """
        ...


class Connection(Protocol):
    """A service as one person uses it."""

    def describe_account(self) -> str:
        """Whose account it is, as the service shows it; "" for a service without names.

        It asks the service, and so proves that the account works.
        """
        ...

    def close(self) -> None:
        """Lets go of what is open; to be called once."""
        ...


@dataclass(frozen=True)
class TrackQuery:
    """What is looked for: a known recording, or words.

    Attributes:
        title, artist, isrc, mbid: of the recording; "" where unknown.
        duration_s: None where unknown.
        words: any words, where no recording is meant.
    """

    title: str = ""
    artist: str = ""
    isrc: str = ""
    mbid: str = ""
    duration_s: float | None = None
    words: str = ""


@dataclass(frozen=True)
class ProviderTrack:
    """A recording as a service has it.

    Attributes:
        id: by which the service's other methods know it.
        uri: by which the library knows it, such as "spotify:track:…".
        url: a page or a file that people can open; "" for none.
        licence: as the service writes it; see `affetto.licences`. "" where it does not say.
        attribution: the credit line that the service asks for; "" where it gives none.
        download_url: where the file may be had for good; "" where it may not.
        is_playable: whether this account can play it.
    """

    id: str
    uri: str
    title: str
    artist: str = ""
    album: str = ""
    duration_s: float | None = None
    isrc: str = ""
    mbid: str = ""
    genres: tuple[str, ...] = ()
    year: int | None = None
    url: str = ""
    cover_url: str = ""
    licence: str = ""
    attribution: str = ""
    download_url: str = ""
    is_explicit: bool | None = None
    is_playable: bool = True


@runtime_checkable
class Searchable(Protocol):
    """Has a catalogue that can be searched."""

    def search(self, query: TrackQuery, limit: int = MAX_SEARCH_RESULTS) -> list[ProviderTrack]:
        """What the service offers for a query, the best first by its own judgement.

        An empty list where it has nothing. `affetto.providers.matching` judges whether one of
        them is the recording that was meant.

        Args:
            query: what is looked for.
            limit: how many at most, 1 to `MAX_SEARCH_RESULTS`.
        """
        ...


@runtime_checkable
class Locating(Protocol):
    """Knows its own recordings by the addresses under which the library has them."""

    def locate(self, address: str) -> ProviderTrack | None:
        """The recording of an address, as far as the address tells; None for another's.

        It does not ask the service.

        Args:
            address: `Track.uri`, or one of its links.
        """
        ...


@dataclass(frozen=True)
class AudioStream:
    """A part of a recording's file, on its way.

    Attributes:
        media_type: such as "audio/mpeg".
        chunks: the bytes as they come; raises ProviderError where the service breaks off.
        length: number of bytes of the part; None where the service does not say.
        content_range: `Content-Range` of the part (RFC 9110); "" for the whole file.
    """

    media_type: str
    chunks: Iterator[bytes]
    length: int | None = None
    content_range: str = ""


@runtime_checkable
class Streamable(Protocol):
    """Gives the sound of its recordings."""

    def stream(self, track_id: str, byte_range: str = "") -> AbstractContextManager[AudioStream]:
        """The file of a recording, open as long as the context is.

        Args:
            track_id: `ProviderTrack.id`.
            byte_range: the part that is wanted, as in a `Range` header; "" for all.
        """
        ...


@runtime_checkable
class Obtainable(Protocol):
    """Has recordings whose files may be kept for good."""

    def obtain(self, track_id: str) -> ProviderTrack:
        """A recording as the service has it now.

        Args:
            track_id: `ProviderTrack.id`.
        """
        ...

    def download(self, track: ProviderTrack) -> AbstractContextManager[AudioStream]:
        """The file at a recording's `download_url`, open as long as the context is.

        Args:
            track: from `obtain`, with such an address.
        """
        ...


@dataclass(frozen=True)
class ProviderPlaylist:
    """A playlist that a service keeps.

    Attributes:
        url: a page that people can open; "" for none.
        track_count: None where the service does not say.
    """

    id: str
    name: str
    url: str = ""
    track_count: int | None = None


@runtime_checkable
class PlaylistWritable(Protocol):
    """Keeps playlists."""

    def list_playlists(self) -> list[ProviderPlaylist]:
        """The account's playlists."""
        ...

    def playlist_tracks(self, playlist_id: str) -> list[ProviderTrack]:
        """What is in a playlist, in its order."""
        ...

    def write_playlist(self, name: str, track_ids: Sequence[str]) -> ProviderPlaylist:
        """Keeps a new playlist: all of it, or none.

        Raises:
            PlaylistNotWrittenError: something stopped it midway; it was taken back, or `left`
                says what could not be.
        """
        ...

    def remove_playlist(self, playlist_id: str) -> None:
        """Takes a playlist away from the account."""
        ...


@dataclass(frozen=True)
class Device:
    """Something that a service plays on."""

    id: str
    name: str
    is_active: bool
    volume: int | None = None


@dataclass(frozen=True)
class Playback:
    """What a service plays just now.

    Attributes:
        track: None for nothing.
        position_s: how far it is.
        volume: 0 to 100; None where it cannot be told.
    """

    track: ProviderTrack | None
    is_playing: bool
    position_s: float = 0.0
    volume: int | None = None
    device: Device | None = None


@runtime_checkable
class Controllable(Protocol):
    """Plays music on devices of its own, and takes orders."""

    def devices(self) -> list[Device]:
        """What it can play on; empty where nothing is switched on."""
        ...

    def playback(self) -> Playback:
        """What it plays just now."""
        ...

    def play(self, track_ids: Sequence[str], device_id: str = "") -> None:
        """Plays tracks from the first on, on a device or wherever it played last."""
        ...

    def resume(self) -> None:
        """Goes on with what was paused."""
        ...

    def pause(self) -> None:
        """Pauses; does nothing where nothing plays."""
        ...

    def next(self) -> None:
        """Goes to the next track."""
        ...

    def previous(self) -> None:
        """Goes to the track before."""
        ...

    def seek(self, position_s: float) -> None:
        """Goes to a place of the track, seconds from its beginning."""
        ...

    def enqueue(self, track_id: str) -> None:
        """Plays a track after those that are to come."""
        ...

    def set_volume(self, volume: int) -> None:
        """Sets how loud it plays, 0 to 100."""
        ...

    def transfer(self, device_id: str) -> None:
        """Goes on playing on another device."""
        ...


@runtime_checkable
class HistoryReadable(Protocol):
    """Knows what somebody listened to."""

    def listens(self, since: datetime | None = None) -> Iterator[Listen]:
        """Reactions to music, the newest first, asked for page by page as they are taken.

        Args:
            since: only those that happened after; what has no moment, such as most played
                tracks, comes either way.
        """
        ...


@runtime_checkable
class PlaySubmittable(Protocol):
    """Keeps a history of listening that can be added to."""

    def submit(self, plays: Sequence[Play]) -> None:
        """Adds what somebody heard to their end, or half of, or four minutes of."""
        ...

    def submit_now_playing(self, play: Play) -> None:
        """Shows others what somebody hears just now; nothing is kept of it."""
        ...


@dataclass(frozen=True)
class Play:
    """A track that was heard.

    Attributes:
        at: when it began.
    """

    title: str
    artist: str
    at: datetime
    album: str = ""
    duration_s: float | None = None
    isrc: str = ""
    mbid: str = ""


@runtime_checkable
class Browsable(Protocol):
    """Is somebody's own library, which can be gone through from end to end."""

    def tracks(self) -> Iterator[ProviderTrack]:
        """All of its recordings, asked for page by page as they are taken."""
        ...


@runtime_checkable
class Rateable(Protocol):
    """Keeps what somebody likes."""

    def rate(self, track_id: str, *, liked: bool) -> None:
        """Marks a track as liked, or takes the mark away."""
        ...


@dataclass(frozen=True)
class PlaybackToken:
    """What lets a page play an account's music for a short while.

    Attributes:
        expires_at: with a time zone.
        script: address of the service's player, which is loaded into the page.
    """

    token: str = field(repr=False)
    expires_at: datetime
    script: str


@runtime_checkable
class PageScripted(Protocol):
    """A provider whose connections are `PagePlayable`."""

    @property
    def sdk(self) -> str:
        """`PlaybackToken.script`, known before anybody has an account."""
        ...


@runtime_checkable
class PagePlayable(Protocol):
    """Has a player of its own for web pages."""

    def playback_token(self) -> PlaybackToken:
        """A token for that player, with no more rights than it needs."""
        ...


@dataclass(frozen=True)
class Budget:
    """How much a service still answers today.

    Attributes:
        used: searches made so far.
        limit: searches of a day.
        resets_at: when they begin anew, in UTC.
    """

    used: int
    limit: int
    resets_at: datetime


@runtime_checkable
class Metered(Protocol):
    """Answers so many searches a day and no more."""

    def budget(self) -> Budget:
        """What is left today, as far as it was used from here; does not ask the service."""
        ...


PROTOCOLS: Mapping[Capability, type] = {
    Capability.SEARCH: Searchable,
    Capability.STREAM: Streamable,
    Capability.PLAYLISTS: PlaylistWritable,
    Capability.CONTROL: Controllable,
    Capability.HISTORY: HistoryReadable,
    Capability.SUBMIT: PlaySubmittable,
    Capability.BROWSE: Browsable,
    Capability.RATE: Rateable,
    Capability.PAGE: PagePlayable,
    Capability.METER: Metered,
}
