"""ListenBrainz as one person uses it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from heapq import merge
from typing import Any
from urllib.parse import quote

from affetto.listening import Listen
from affetto.providers.capabilities import (
    MAX_SEARCH_RESULTS,
    Play,
    ProviderPlaylist,
    ProviderTrack,
    TrackQuery,
)
from affetto.providers.errors import (
    BadAnswerError,
    NotThereError,
    ProviderError,
)
from affetto.providers.half_written import take_back_unseen
from affetto.providers.http import Answer, Patience, ServiceClient
from affetto.providers.listenbrainz import parsers
from affetto.providers.listenbrainz.pace import Pace
from affetto.providers.listenbrainz.parsers import RECORDING_ADDRESS, SERVICE

# What one request may hold: MAX_LISTENS_PER_REQUEST and MAX_ITEMS_PER_GET of its documentation.
_MOST_LISTENS = 1000
_MOST_ITEMS = 1000
_PLAYLISTS_A_PAGE = 100
_LAST = datetime.min.replace(tzinfo=UTC)


class ListenBrainzConnection:
    """See `Connection`; also searches, reads and adds to a history, and keeps playlists.

    Recordings are known by their MusicBrainz identifiers, which are the `id` of all tracks.

    Args:
        address: of the interface.
        token: somebody's user token.
        patience: how long to wait and how often to try.
    """

    def __init__(self, address: str, token: str, patience: Patience) -> None:
        self._http = ServiceClient(
            SERVICE, address, headers={"Authorization": f"Token {token}"}, patience=patience
        )
        self._pace = Pace(SERVICE, patience.longest_wait_s)
        self._user_name = ""

    def close(self) -> None:
        """See `Connection`."""
        self._http.close()

    def describe_account(self) -> str:
        """See `Connection`."""
        self._user_name = parsers.parse_user_name(self._get("/1/validate-token"))
        return self._user_name

    def search(self, query: TrackQuery, limit: int = MAX_SEARCH_RESULTS) -> list[ProviderTrack]:
        """See `Searchable`; words must name artist and title, as in "Ada - Reverie"."""
        if mbid := parsers.mbid_in(query.mbid):
            # MusicBrainz' recordings are its own; there is nothing to look for.
            return [parsers.recording(mbid, query.title, query.artist)]
        artist, title = query.artist, query.title
        if not (artist and title):
            artist, _, title = query.words.partition(" - ")
        if not (artist.strip() and title.strip()):
            return []
        names = {"artist_name": artist, "recording_name": title}
        return parsers.parse_lookup(self._get("/1/metadata/lookup/", names))[:limit]

    def locate(self, address: str) -> ProviderTrack | None:
        """See `Locating`; it knows addresses of MusicBrainz."""
        mbid = parsers.mbid_in(address) if address.startswith(RECORDING_ADDRESS) else ""
        return parsers.recording(mbid, "", "") if mbid else None

    def listens(self, since: datetime | None = None) -> Iterator[Listen]:
        """See `HistoryReadable`: plays, and what was loved and hated."""
        return merge(self._plays(since), self._ratings(since), key=_newest_first)

    def submit(self, plays: Sequence[Play]) -> None:
        """See `PlaySubmittable`; a play that it knows already stays one."""
        for start in range(0, len(plays), _MOST_LISTENS):
            listens = [parsers.play_as_listen(play) for play in plays[start:][:_MOST_LISTENS]]
            self._submit("import" if len(listens) > 1 else "single", listens)

    def submit_now_playing(self, play: Play) -> None:
        """See `PlaySubmittable`."""
        self._submit("playing_now", [parsers.now_playing(play)])

    def rate(self, track_id: str, *, liked: bool) -> None:
        """See `Rateable`."""
        feedback = {"recording_mbid": _known(track_id), "score": 1 if liked else 0}
        path = "/1/feedback/recording-feedback"
        parsers.check_done(self._post(path, feedback, is_repeatable=True))

    def list_playlists(self) -> list[ProviderPlaylist]:
        """See `PlaylistWritable`."""
        path = f"/1/user/{self._user()}/playlists"
        playlists: list[ProviderPlaylist] = []
        while True:
            where = {"count": _PLAYLISTS_A_PAGE, "offset": len(playlists)}
            page = parsers.parse_playlists(self._get(path, where))
            playlists += page.playlists
            if not page.playlists or len(playlists) >= page.n_all:
                return playlists

    def playlist_tracks(self, playlist_id: str) -> list[ProviderTrack]:
        """See `PlaylistWritable`."""
        return parsers.parse_playlist_tracks(self._get(f"/1/playlist/{_known(playlist_id)}"))

    def write_playlist(self, name: str, track_ids: Sequence[str]) -> ProviderPlaylist:
        """See `PlaylistWritable`; only its owner sees it."""
        playlist = parsers.playlist_as_jspf(name, [_known(each) for each in track_ids])
        known_ids = {each.id for each in self.list_playlists()}
        try:
            answer = self._post("/1/playlist/create", playlist)
            return parsers.parse_created(answer, name, len(track_ids))
        except ProviderError as error:
            # It goes out in one piece, and may have arrived though the answer did not.
            raise take_back_unseen(
                SERVICE, name, self.list_playlists, known_ids, self.remove_playlist, error
            ) from error

    def remove_playlist(self, playlist_id: str) -> None:
        """See `PlaylistWritable`."""
        parsers.check_done(self._post(f"/1/playlist/{_known(playlist_id)}/delete", {}))

    def _plays(self, since: datetime | None) -> Iterator[Listen]:
        path = f"/1/user/{self._user()}/listens"
        before: datetime | None = None
        edge: frozenset[Listen] = frozenset()
        while True:
            where = {"count": _MOST_ITEMS}
            if before is not None:
                where["max_ts"] = parsers.seconds(before) + 1
            page = parsers.parse_plays(self._get(path, where))
            for play in page.plays:
                if since is not None and (play.at or _LAST) <= since:
                    return
                if play not in edge:
                    yield play
            if not (page.plays and page.has_more):
                return
            oldest = page.plays[-1].at or _LAST
            if before is not None and oldest > before:
                raise BadAnswerError(SERVICE, "answered with a page that it gave before")
            # A page may end between plays of one second; the next begins with that second again,
            # unless the page held nothing else.
            edge = frozenset(play for play in page.plays if play.at == oldest)
            before = oldest if oldest != before else oldest - timedelta(seconds=1)

    def _ratings(self, since: datetime | None) -> Iterator[Listen]:
        path = f"/1/feedback/user/{self._user()}/get-feedback"
        n_read = 0
        while True:
            where = {"count": _MOST_ITEMS, "offset": n_read, "metadata": "true"}
            page = parsers.parse_feedback(self._get(path, where))
            for rating in page.ratings:
                if since is not None and rating.at is not None and rating.at <= since:
                    return
                yield rating
            n_read += page.n_read
            if not page.n_read or n_read >= page.n_all:
                return

    def _submit(self, kind: str, listens: Sequence[Mapping[str, Any]]) -> None:
        # Moment, person and recording make a listen, so that twice is once.
        content = {"listen_type": kind, "payload": listens}
        parsers.check_done(self._post("/1/submit-listens", content, is_repeatable=True))

    def _user(self) -> str:
        """The name in addresses of what is somebody's own."""
        return quote(self._user_name or self.describe_account(), safe="")

    def _get(self, path: str, params: Mapping[str, Any] | None = None) -> Any:
        return self._http.read_json(self._ask("GET", path, params=params))

    def _post(self, path: str, content: Any, *, is_repeatable: bool = False) -> Any:
        answer = self._ask("POST", path, json=content, is_repeatable=is_repeatable)
        return self._http.read_json(answer)

    def _ask(self, method: str, path: str, **content: Any) -> Answer:
        self._pace.wait()
        answer = self._http.request(method, path, **content)
        self._pace.note(answer.headers)
        return answer


def _newest_first(listen: Listen) -> float:
    return -(listen.at or _LAST).timestamp()


def _known(identifier: str) -> str:
    """An identifier that can stand in an address."""
    if mbid := parsers.mbid_in(identifier):
        return mbid
    raise NotThereError(SERVICE, "has no such thing: it is no identifier of MusicBrainz")
