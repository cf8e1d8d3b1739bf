"""Last.fm as one person uses it."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from heapq import merge

from affetto.listening import Listen, Reaction
from affetto.providers.capabilities import (
    MAX_SEARCH_RESULTS,
    Play,
    ProviderTrack,
    TrackQuery,
)
from affetto.providers.errors import (
    BadAnswerError,
    BusyError,
    NotThereError,
    SignInNeededError,
)
from affetto.providers.http import Patience, ServiceClient
from affetto.providers.lastfm import parsers
from affetto.providers.lastfm.parsers import SERVICE
from affetto.providers.reading import Fields

_LOG = logging.getLogger(__name__)

_PATH = "/2.0/"
# What one request may hold, by its documentation.
_MOST_SCROBBLES = 50
_PAGE = 200
# As many as make a taste; the pages that follow are of tracks heard once or twice. Our choice.
_MOST_FAVOURITES = 100
_LAST = datetime.min.replace(tzinfo=UTC)


class LastFmClient:
    """Calls its methods, signed; keys travel in bodies only, never in addresses.

    Args:
        address: of the interface.
        api_key: of the API account.
        shared_secret: of the same.
        session_key: of the person; "" before they have given leave.
        patience: how long to wait and how often to try.
    """

    def __init__(
        self, address: str, api_key: str, shared_secret: str, session_key: str, patience: Patience
    ) -> None:
        self._http = ServiceClient(SERVICE, address, patience=patience, explain=parsers.explain)
        self._api_key = api_key
        self._shared_secret = shared_secret
        self.session_key = session_key

    def close(self) -> None:
        """Closes all connections."""
        self._http.close()

    def call(
        self, method: str, params: Mapping[str, str] | None = None, *, is_repeatable: bool = False
    ) -> Fields:
        """What a method answers.

        Args:
            method: such as "track.love".
            params: its parameters.
            is_repeatable: whether doing it twice does no more than once.

        Raises:
            ProviderError: the kind that fits what went wrong.
        """
        said = {**(params or {}), "method": method, "api_key": self._api_key}
        if self.session_key:
            said["sk"] = self.session_key
        form = {**said, "api_sig": sign(said, self._shared_secret), "format": "json"}
        answer = self._http.request("POST", _PATH, form=form, is_repeatable=is_repeatable)
        return parsers.read_answer(answer.body)


def sign(params: Mapping[str, str], shared_secret: str) -> str:
    """The signature of a call (https://www.last.fm/api/authspec, section 8).

    Names are put in the order of their characters, so that artist[10] comes before artist[1].
    """
    said = "".join(f"{name}{params[name]}" for name in sorted(params))
    # The service knows no other; the secret in it is what protects the call.
    return hashlib.md5((said + shared_secret).encode(), usedforsecurity=False).hexdigest()


class LastFmConnection:
    """See `Connection`; also searches, reads and adds to a history, and loves tracks.

    Tracks are known by artist and title, as in the addresses of their pages: "Ada/_/Reverie".

    Args:
        client: with the person's session.
    """

    def __init__(self, client: LastFmClient) -> None:
        self._client = client
        self._user_name = ""

    def close(self) -> None:
        """See `Connection`."""
        self._client.close()

    def describe_account(self) -> str:
        """See `Connection`."""
        self._user_name = parsers.parse_user_name(self._call("user.getInfo", is_repeatable=True))
        return self._user_name

    def search(self, query: TrackQuery, limit: int = MAX_SEARCH_RESULTS) -> list[ProviderTrack]:
        """See `Searchable`."""
        names = {"track": query.title or query.words, "artist": query.artist, "limit": str(limit)}
        if not names["track"]:
            return []
        params = {name: value for name, value in names.items() if value}
        return parsers.parse_found(self._call("track.search", params, is_repeatable=True))[:limit]

    def locate(self, address: str) -> ProviderTrack | None:
        """See `Locating`."""
        if not address.startswith(parsers.TRACK_ADDRESS):
            return None
        names = parsers.names_in(address.removeprefix(parsers.TRACK_ADDRESS))
        return parsers.track_of(*names) if names else None

    def listens(self, since: datetime | None = None) -> Iterator[Listen]:
        """See `HistoryReadable`: what was played most, then plays and loved tracks."""
        yield from self._favourites()
        plays = self._pages("user.getRecentTracks", "recenttracks", Reaction.PLAY, since)
        loved = self._pages("user.getLovedTracks", "lovedtracks", Reaction.LIKE, since)
        yield from merge(plays, loved, key=_newest_first)

    def submit(self, plays: Sequence[Play]) -> None:
        """See `PlaySubmittable`; plays that it does not take are told in the log.

        Raises:
            BusyError: it takes no more today.
            ProviderError: it failed.
        """
        for start in range(0, len(plays), _MOST_SCROBBLES):
            params = {
                f"{name}[{place}]": value
                for place, play in enumerate(plays[start:][:_MOST_SCROBBLES])
                for name, value in _scrobble(play).items()
            }
            ignored = parsers.count_ignored(self._scrobble(params))
            if ignored:
                _LOG.warning("Last.fm did not keep plays: %s", parsers.describe_ignored(ignored))
            if parsers.TOO_MANY_A_DAY in ignored:
                raise BusyError(SERVICE, "takes no more plays today; try again tomorrow", 86_400.0)

    def submit_now_playing(self, play: Play) -> None:
        """See `PlaySubmittable`."""
        params = _scrobble(play)
        del params["timestamp"]
        self._call("track.updateNowPlaying", params).object("nowplaying")

    def rate(self, track_id: str, *, liked: bool) -> None:
        """See `Rateable`."""
        names = parsers.names_in(track_id)
        if names is None:
            raise NotThereError(SERVICE, "has no such track: its name is not artist/_/title")
        params = {"artist": names[0], "track": names[1]}
        method = "track.love" if liked else "track.unlove"
        parsers.check_done(self._call(method, params, is_repeatable=True))

    def _scrobble(self, params: Mapping[str, str]) -> Fields:
        try:
            return self._call("track.scrobble", params)
        except parsers.WrongParameterError as error:
            raise BadAnswerError(SERVICE, "does not understand a play") from error

    def _favourites(self) -> Iterator[Listen]:
        params = {"user": self._user(), "limit": str(_MOST_FAVOURITES), "period": "overall"}
        answer = self._call("user.getTopTracks", params, is_repeatable=True)
        yield from parsers.parse_page(answer, "toptracks", Reaction.FAVOURITE).listens

    def _pages(
        self, method: str, name: str, reaction: Reaction, since: datetime | None
    ) -> Iterator[Listen]:
        params = {"user": self._user(), "limit": str(_PAGE)}
        if reaction is Reaction.PLAY:
            # Plays that come in meanwhile do not move those on later pages.
            params["to"] = str(int(datetime.now(UTC).timestamp()) + 1)
        number = n_pages = 1
        while number <= n_pages:
            answer = self._call(method, {**params, "page": str(number)}, is_repeatable=True)
            page = parsers.parse_page(answer, name, reaction)
            for listen in page.listens:
                if since is not None and listen.at is not None and listen.at <= since:
                    return
                yield listen
            number, n_pages = number + 1, page.n_pages

    def _user(self) -> str:
        return self._user_name or self.describe_account()

    def _call(
        self, method: str, params: Mapping[str, str] | None = None, *, is_repeatable: bool = False
    ) -> Fields:
        if not self._client.session_key:
            raise SignInNeededError(SERVICE, "was not given leave yet; sign in")
        return self._client.call(method, params, is_repeatable=is_repeatable)


def _scrobble(play: Play) -> dict[str, str]:
    """A play as it is submitted; what is not known of it is left out."""
    said = {
        "artist": play.artist,
        "track": play.title,
        "timestamp": str(int(play.at.timestamp())),
        "album": play.album,
        "duration": "" if play.duration_s is None else str(round(play.duration_s)),
        "mbid": play.mbid,
    }
    return {name: value for name, value in said.items() if value}


def _newest_first(listen: Listen) -> float:
    return -(listen.at or _LAST).timestamp()
