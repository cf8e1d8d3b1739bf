"""A server by the rules of Last.fm, its state in memory.

One address for all methods, calls signed with the shared secret, sessions for tokens that are
taken once, errors by number whatever the status, JSON in which numbers are texts and a list of
one is that one.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.servers.local_server import LocalServer, Reply, Request, json_reply

from affetto.providers.capabilities import Account, TrackQuery
from affetto.providers.lastfm import LastFm

USER, API_KEY, SHARED_SECRET = "grace", "0af1key", "5ba2-shared-secret"
SESSION_KEY = "9cd3-session-of-grace"

CATALOGUE = (
    ("Reverie", "Ada Linde"),
    ("Harbour at Noon", "The Tin Lanterns"),
    ("Żółw i „zając”", "Łódka"),
)
TRACK_IDS = ("Ada+Linde/_/Reverie", "The+Tin+Lanterns/_/Harbour+at+Noon")

KNOWN = TrackQuery(title="Reverie", artist="Ada Linde")
UNKNOWN = TrackQuery(title="Nobody Has Recorded This", artist="Nobody")

_TWO_WEEKS_S = 14 * 86_400
_SIGNED = frozenset({"auth.getSession", "track.scrobble", "track.updateNowPlaying"})


@dataclass
class LastFmRules:
    """What the server knows, and how it answers.

    Attributes:
        plays: moment, title and artist, in any order.
        loved: moment by title and artist.
        tokens: those that somebody gave leave with; each is taken once.
        sessions: keys that are known.
        most_plays_a_day: from then on a play is ignored.
        refuses_old_plays: whether a play that was heard too long ago is ignored.
    """

    plays: list[tuple[int, str, str]] = field(default_factory=list)
    loved: dict[tuple[str, str], int] = field(default_factory=dict)
    playing_now: tuple[str, str] | None = None
    tokens: set[str] = field(default_factory=set)
    sessions: set[str] = field(default_factory=lambda: {SESSION_KEY})
    most_plays_a_day: int = 10_000
    refuses_old_plays: bool = False
    n_batches: int = 0

    def answer(self, request: Request) -> Reply:
        if request.path != "/2.0/":
            return Reply(404)
        said = {**request.query, **request.form()}
        if said.get("api_key") != API_KEY:
            return _failed(10, "Invalid API key", 403)
        if said.get("api_sig") is not None and said["api_sig"] != _signature(said):
            return _failed(13, "Invalid method signature supplied", 403)
        if said.get("sk") is not None and said["sk"] not in self.sessions:
            return _failed(9, "Invalid session key - Please re-authenticate", 403)
        name = said.get("method", "")
        is_writing = name in _SIGNED or name in {"track.love", "track.unlove"}
        if is_writing and (request.method != "POST" or "api_sig" not in said):
            return _failed(6, "Invalid parameters - Your request is missing a parameter", 400)
        if is_writing and name != "auth.getSession" and "sk" not in said:
            return _failed(9, "Invalid session key - Please re-authenticate", 403)
        method = getattr(self, f"_{name.replace('.', '_')}", None)
        return method(said) if method else _failed(3, "Invalid Method", 400)

    def _auth_getSession(self, said: Mapping[str, str]) -> Reply:  # noqa: N802
        token = said.get("token", "")
        if token not in self.tokens:
            # Real answers to this come with the status of success, too.
            return _failed(14, "Unauthorized Token - This token has not been issued", 200)
        self.tokens.discard(token)
        self.sessions.add(SESSION_KEY)
        return json_reply({"session": {"name": USER, "key": SESSION_KEY, "subscriber": 0}})

    def _user_getInfo(self, said: Mapping[str, str]) -> Reply:  # noqa: N802
        if "sk" not in said and "user" not in said:
            return _failed(6, "Invalid parameters", 400)
        return json_reply({"user": {"name": USER, "playcount": str(len(self.plays))}})

    def _user_getRecentTracks(self, said: Mapping[str, str]) -> Reply:  # noqa: N802
        last = int(said.get("to", 2**40))
        newest = [play for play in sorted(self.plays, reverse=True) if play[0] <= last]
        tracks = [
            {"artist": {"mbid": "", "#text": artist}, "name": title, "mbid": "", "date": _date(at)}
            for at, title, artist in newest
        ]
        page = _page(said, "recenttracks", tracks)
        if self.playing_now:
            title, artist = self.playing_now
            now = {"artist": {"mbid": "", "#text": artist}, "name": title, "mbid": ""}
            listed = page["recenttracks"]["track"]
            listed = listed if isinstance(listed, list) else [listed]
            page["recenttracks"]["track"] = [{**now, "@attr": {"nowplaying": "true"}}, *listed]
        return json_reply(page)

    def _user_getLovedTracks(self, said: Mapping[str, str]) -> Reply:  # noqa: N802
        newest = sorted(self.loved.items(), key=lambda each: -each[1])
        tracks = [
            {"artist": {"name": artist, "mbid": ""}, "name": title, "mbid": "", "date": _date(at)}
            for (title, artist), at in newest
        ]
        return json_reply(_page(said, "lovedtracks", tracks))

    def _user_getTopTracks(self, said: Mapping[str, str]) -> Reply:  # noqa: N802
        counts: dict[tuple[str, str], int] = {}
        for _, title, artist in self.plays:
            counts[title, artist] = counts.get((title, artist), 0) + 1
        tracks = [
            {"artist": {"name": artist}, "name": title, "mbid": "", "playcount": str(count)}
            for (title, artist), count in sorted(counts.items(), key=lambda each: -each[1])
        ]
        return json_reply(_page(said, "toptracks", tracks))

    def _track_search(self, said: Mapping[str, str]) -> Reply:
        words = f"{said.get('track', '')} {said.get('artist', '')}".casefold().split()
        found = [
            {"name": title, "artist": artist, "listeners": "12", "mbid": ""}
            for title, artist in CATALOGUE
            if set(words) <= set(f"{title} {artist}".casefold().split())
        ][: int(said.get("limit", 30))]
        return json_reply({"results": {"trackmatches": {"track": found}, "@attr": {}}})

    def _track_love(self, said: Mapping[str, str]) -> Reply:
        return self._love(said, is_loved=True)

    def _track_unlove(self, said: Mapping[str, str]) -> Reply:
        return self._love(said, is_loved=False)

    def _love(self, said: Mapping[str, str], *, is_loved: bool) -> Reply:
        names = said.get("track", ""), said.get("artist", "")
        if names not in CATALOGUE:
            return _failed(6, "Track not found", 400)
        if is_loved:
            self.loved.setdefault(names, int(time.time()))
        else:
            self.loved.pop(names, None)
        return json_reply({})

    def _track_updateNowPlaying(self, said: Mapping[str, str]) -> Reply:  # noqa: N802
        if "track" not in said or "artist" not in said:
            return _failed(6, "Invalid parameters", 400)
        self.playing_now = said["track"], said["artist"]
        return json_reply({"nowplaying": _scrobbled(said["track"], said["artist"], 0)})

    def _track_scrobble(self, said: Mapping[str, str]) -> Reply:
        places = [int(name[6:-1]) for name in said if name.startswith("track[")]
        rows = [
            (said.get(f"timestamp[{p}]"), said.get(f"track[{p}]"), said.get(f"artist[{p}]"))
            for p in sorted(places)
        ]
        if not rows or len(rows) > 50 or not all(map(all, rows)):
            return _failed(6, "Invalid parameters", 400)
        self.n_batches += 1
        kept = [self._keep(int(at or 0), title or "", artist or "") for at, title, artist in rows]
        accepted = sum(each["ignoredMessage"]["code"] == "0" for each in kept)
        told = {"accepted": accepted, "ignored": len(kept) - accepted}
        return json_reply({"scrobbles": {"scrobble": _one_or_more(kept), "@attr": told}})

    def _keep(self, at: int, title: str, artist: str) -> dict[str, Any]:
        now = time.time()
        code = 0
        if artist.casefold() == "unknown artist":
            code = 1
        elif at > now + 3600:
            code = 4
        elif self.refuses_old_plays and at < now - _TWO_WEEKS_S:
            code = 3
        elif len(self.plays) >= self.most_plays_a_day:
            code = 5
        elif (at, title, artist) not in self.plays:
            self.plays.append((at, title, artist))
        return _scrobbled(title, artist, code)


@contextmanager
def running() -> Iterator[tuple[LocalServer, LastFm, Account]]:
    """A server with some plays and a loved track, and an account that has given leave."""
    rules = LastFmRules(
        plays=[(1_795_000_000 + 300 * n, *CATALOGUE[n % 3]) for n in range(7)],
        loved={CATALOGUE[0]: 1_795_000_700},
    )
    with LocalServer(rules.answer) as server:
        yield (
            server,
            LastFm(server.address, f"{server.address}/auth/"),
            Account(
                {"api_key": API_KEY},
                {"shared_secret": SHARED_SECRET, "session_key": SESSION_KEY},
            ),
        )


def _signature(said: Mapping[str, str]) -> str:
    parts = [
        name + value
        for name, value in sorted(said.items(), key=lambda each: each[0].encode())
        if name not in {"api_sig", "format", "callback"}
    ]
    return hashlib.md5(("".join(parts) + SHARED_SECRET).encode()).hexdigest()


def _page(said: Mapping[str, str], name: str, tracks: list[Any]) -> dict[str, Any]:
    size, number = int(said.get("limit", 50)), int(said.get("page", 1))
    n_pages = -(-len(tracks) // size)
    attr = {
        "user": USER,
        "page": str(number),
        "perPage": str(size),
        "totalPages": str(n_pages),
        "total": str(len(tracks)),
    }
    return {name: {"track": _one_or_more(tracks[(number - 1) * size :][:size]), "@attr": attr}}


def _one_or_more(entries: list[Any]) -> Any:
    return entries[0] if len(entries) == 1 else entries


def _date(at: int) -> dict[str, str]:
    return {"uts": str(at), "#text": time.strftime("%d %b %Y, %H:%M", time.gmtime(at))}


def _scrobbled(title: str, artist: str, code: int) -> dict[str, Any]:
    return {
        "track": {"corrected": "0", "#text": title},
        "artist": {"corrected": "0", "#text": artist},
        "ignoredMessage": {"code": str(code), "#text": ""},
    }


def _failed(code: int, message: str, status: int) -> Reply:
    return json_reply({"error": code, "message": message}, status)
