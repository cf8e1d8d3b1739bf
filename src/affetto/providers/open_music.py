"""Music that its authors let everybody use: found by mood and licence, and credited."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Protocol, runtime_checkable
from urllib.parse import urlsplit

from affetto.affect import Point
from affetto.credits import credit_tracks
from affetto.licences import LicenceUse, allows
from affetto.mood_words import MoodWord, mood_of_word
from affetto.music import NO_TRACK_ID, Track, TrackTags
from affetto.providers.capabilities import MAX_SEARCH_RESULTS, AudioStream, ProviderTrack
from affetto.providers.errors import NotThereError
from affetto.providers.http import ServiceClient

# How many words a place in the plane is asked for with: enough that a rare tag does not leave the
# list empty, few enough that all of them mean the same mood. Our choice.
_N_WORDS = 4
# So near the middle no word for a mood is right. Our choice: further in than any of them lies.
_NO_MOOD_WITHIN = 0.2

# Of the tags for moods and themes that Jamendo's artists choose from (Bogdanov, Won, Tovstogan,
# Porter & Serra 2019, "The MTG-Jamendo dataset for automatic music tagging") those that say how
# music feels, without those of occasions ("christmas", "summer") and uses ("trailer", "sport").
# Openverse has most of its music from there, and words like these from elsewhere.
MOOD_TAGS = (
    *("calm", "cool", "dark", "deep", "dramatic", "dream", "energetic", "epic", "fast", "fun"),
    *("funny", "groovy", "happy", "heavy", "hopeful", "horror", "inspiring", "love", "meditative"),
    *("melancholic", "mellow", "motivational", "party", "positive", "powerful", "relaxing"),
    *("romantic", "sad", "sexy", "slow", "soft", "upbeat", "uplifting"),
)


@runtime_checkable
class OpenMusic(Protocol):
    """A catalogue of music under open licences."""

    def mood_words(self, point: Point) -> tuple[str, ...]:
        """The words of its own that music at a place of the plane is called by, the nearest first.

        Empty near the middle of the plane, where music has no mood to speak of.

        Args:
            point: where the music is to be heard to lie.
        """
        ...

    def search_mood(
        self,
        words: Sequence[str],
        use: LicenceUse = LicenceUse.ANY,
        limit: int = MAX_SEARCH_RESULTS,
    ) -> list[ProviderTrack]:
        """Tracks that are called by any of the words, and may be used so.

        Whether they may is judged by `affetto.licences` on the licence that each track names,
        however the service was asked.

        Args:
            words: for moods, such as from `mood_words`; none for any music.
            use: what the music is wanted for.
            limit: how many at most, 1 to `MAX_SEARCH_RESULTS`.
        """
        ...


def nearest_mood_words(point: Point, vocabulary: Iterable[str]) -> tuple[str, ...]:
    """The words by which music at a place of the plane is most likely called, the likeliest first.

    Words stand where music lies that is called so (`affetto.mood_words`), which is not where
    people lie who feel so: a search for sad music is none for what is unpleasant. Each is taken
    for a normal distribution of its own width, so that of two words as near the plainer one comes
    first, and far from all words the vaguer one. None near the middle of the plane.

    Args:
        point: where the music is to be heard to lie.
        vocabulary: words that the catalogue uses; those that name no mood are passed over.
    """
    if math.hypot(point.valence, point.arousal) < _NO_MOOD_WITHIN:
        return ()
    placed = {word: mood for word in vocabulary if (mood := mood_of_word(word)) is not None}
    return tuple(sorted(placed, key=lambda word: (-_likelihood(point, placed[word]), word)))[
        :_N_WORDS
    ]


def _likelihood(point: Point, mood: MoodWord) -> float:
    """Logarithm of the density of a mood's music at a place, up to a constant."""
    distance = math.hypot(point.valence - mood.point.valence, point.arousal - mood.point.arousal)
    return -((distance / mood.uncertainty) ** 2) / 2 - 2 * math.log(mood.uncertainty)


def usable(tracks: Iterable[ProviderTrack], use: LicenceUse) -> list[ProviderTrack]:
    """Those that may be used so."""
    return [track for track in tracks if allows(track.licence, track.uri, use)]


def credit_line(title: str, artist: str, licence: str, address: str) -> str:
    """How the author is to be credited; "" where the licence does not ask for it."""
    tags = TrackTags(title=title, artist=artist, licence=licence)
    return next(credit_tracks([Track(NO_TRACK_ID, tags, address)]), "")


@dataclass(frozen=True)
class HearableTrack:
    """A recording, and where its file is to be heard."""

    track: ProviderTrack
    file_address: str


class OpenMusicFiles(ABC):
    """The files of a catalogue's recordings: heard, and kept (`Streamable`, `Obtainable`).

    A player asks for one file in many parts; where it is, the catalogue is asked once. All threads
    may use it.

    Args:
        http: the catalogue; nothing secret is sent with each request.
        address: where it is.
    """

    _MOST_ADDRESSES = 1000

    def __init__(self, http: ServiceClient, address: str) -> None:
        self._http = http
        self._address = address
        self._lock = Lock()
        self._file_addresses: OrderedDict[str, str] = OrderedDict()

    @abstractmethod
    def find(self, track_id: str) -> HearableTrack:
        """One recording of the catalogue.

        Raises:
            ProviderError: it has no such recording, or fails.
        """

    @contextmanager
    def stream(self, track_id: str, byte_range: str = "") -> Iterator[AudioStream]:
        """See `Streamable`; the file lies elsewhere, where nobody needs to know who asks."""
        with fetch(self._http, self._address, self._file_of(track_id), byte_range) as sound:
            yield sound

    def obtain(self, track_id: str) -> ProviderTrack:
        """See `Obtainable`."""
        return self.note(self.find(track_id))

    @contextmanager
    def download(self, track: ProviderTrack) -> Iterator[AudioStream]:
        """See `Obtainable`."""
        with fetch(self._http, self._address, track.download_url) as sound:
            yield sound

    def note(self, found: HearableTrack) -> ProviderTrack:
        """Remembers where the file of a recording is."""
        with self._lock:
            self._file_addresses[found.track.id] = found.file_address
            if len(self._file_addresses) > self._MOST_ADDRESSES:
                self._file_addresses.popitem(last=False)
        return found.track

    def _file_of(self, track_id: str) -> str:
        with self._lock:
            known = self._file_addresses.get(track_id)
        if known is not None:
            return known
        found = self.find(track_id)
        self.note(found)
        return found.file_address


def is_fetchable(address: str, service_address: str) -> bool:
    """Whether a file may be fetched from here.

    Catalogues hold what strangers wrote into them, and files move: only those on the web are
    fetched, encrypted, or from where the service itself is.
    """
    own = urlsplit(service_address)
    try:
        url = urlsplit(address)
    except ValueError:
        return False
    is_own = (url.scheme, url.netloc) == (own.scheme, own.netloc)
    return is_own or (url.scheme == "https" and bool(url.hostname))


@contextmanager
def fetch(
    client: ServiceClient, service_address: str, address: str, byte_range: str = ""
) -> Iterator[AudioStream]:
    """The sound at an address that a service named, wherever it lies now.

    Args:
        client: of the service; it sends nothing secret.
        service_address: where the service is.
        address: of the file.
        byte_range: the part that is wanted, as in a `Range` header; "" for all.

    Raises:
        NotThereError: it is no address that may be fetched from here.
        ProviderError: see `ServiceClient.stream`.
    """
    if not is_fetchable(address, service_address):
        raise NotThereError(client.service, "names no file that could be fetched")
    with client.stream(
        address,
        byte_range=byte_range,
        may_follow=lambda onward: is_fetchable(onward, service_address),
    ) as sound:
        yield sound
