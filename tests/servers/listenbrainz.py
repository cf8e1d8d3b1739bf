"""A server by the rules of ListenBrainz, its state in memory.

Token in a header, a limited number of requests a period told in headers, listens by moment and at
most 1,000 at once, each listen checked before any is kept, playlists as JSPF with identifiers of
MusicBrainz.
"""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.servers.local_server import LocalServer, Reply, Request, json_reply

from affetto.providers.capabilities import Account, TrackQuery
from affetto.providers.listenbrainz import ListenBrainz

USER, TOKEN = "ada", "5f3c2a71-token-of-ada"

REVERIE = "11111111-2222-4333-8444-555555555501"
HARBOUR = "11111111-2222-4333-8444-555555555502"
TIDES = "11111111-2222-4333-8444-555555555503"
TRACK_IDS = (REVERIE, HARBOUR, TIDES)
RECORDINGS = {
    REVERIE: ("Reverie", "Ada Linde"),
    HARBOUR: ("Harbour at Noon", "The Tin Lanterns"),
    TIDES: ("Tide Table", "Mira Solberg"),
}

KNOWN = TrackQuery(title="Reverie", artist="Ada Linde")
UNKNOWN = TrackQuery(title="Nobody Has Recorded This", artist="Nobody")

_PREFIX = "https://musicbrainz.org/recording/"
_EXTENSION = "https://musicbrainz.org/doc/jspf#playlist"
# LISTEN_MINIMUM_TS: nothing was heard before Last.fm began.
_EARLIEST = 1_033_430_400


@dataclass
class ListenBrainzRules:
    """What the server knows, and how it answers.

    Attributes:
        listens: moment, title, artist and identifier, in any order.
        feedback: score and moment by identifier.
        playlists: name, whether it is public, and identifiers of its tracks by its own.
        most_items: how many a GET request may have at once.
        most_listens: how many a request may submit.
        requests_a_period: how many requests it takes in `period_s`.
    """

    listens: list[tuple[int, str, str, str]] = field(default_factory=list)
    feedback: dict[str, tuple[int, int]] = field(default_factory=dict)
    playlists: dict[str, tuple[str, bool, list[str]]] = field(default_factory=dict)
    playing_now: dict[str, Any] | None = None
    tokens: set[str] = field(default_factory=lambda: {TOKEN})
    most_items: int = 1000
    most_listens: int = 1000
    requests_a_period: int = 10_000
    period_s: int = 10
    _begun: float = 0.0
    _n_asked: int = 0

    def answer(self, request: Request) -> Reply:
        now = time.monotonic()
        if now - self._begun >= self.period_s:
            self._begun, self._n_asked = now, 0
        self._n_asked += 1
        left = self.requests_a_period - self._n_asked
        reply = (
            _failed(429, "You have exceeded your rate limit.")
            if left < 0
            else self._answer(request)
        )
        limits = {
            "X-RateLimit-Limit": str(self.requests_a_period),
            "X-RateLimit-Remaining": str(max(0, left)),
            "X-RateLimit-Reset-In": str(max(1, round(self.period_s - (now - self._begun)))),
        }
        return Reply(reply.status, reply.body, reply.media_type, limits)

    def _answer(self, request: Request) -> Reply:
        is_known = request.headers.get("authorization", "") in {f"Token {t}" for t in self.tokens}
        if request.path == "/1/validate-token":
            told = {"code": 200, "message": "Token valid.", "valid": True, "user_name": USER}
            invalid = {"code": 200, "message": "Token invalid.", "valid": False}
            return json_reply(told if is_known else invalid)
        if not is_known:
            return _failed(401, "Invalid authorization token.")
        steps = request.path.removeprefix("/1/").rstrip("/").split("/")
        reply = (
            self._get(steps, request.query)
            if request.method == "GET"
            else self._post(steps, request)
        )
        return reply or _failed(404, "Cannot find it.")

    def _get(self, steps: list[str], query: Any) -> Reply | None:
        match steps:
            case ["user", name, "listens"] if name == USER:
                return self._get_listens(query)
            case ["feedback", "user", name, "get-feedback"] if name == USER:
                return self._get_feedback(query)
            case ["metadata", "lookup"]:
                return self._look_up(query)
            case ["user", name, "playlists"] if name == USER:
                return self._list_playlists(query)
            case ["playlist", mbid] if mbid in self.playlists:
                return json_reply(self._jspf(mbid, is_whole=True))
        return None

    def _post(self, steps: list[str], request: Request) -> Reply | None:
        match steps:
            case ["playlist", "create"]:
                return self._create(request.json())
            case ["playlist", mbid, "delete"] if mbid in self.playlists:
                del self.playlists[mbid]
                return json_reply({"status": "ok"})
            case ["submit-listens"]:
                return self._submit(request.json())
            case ["feedback", "recording-feedback"]:
                return self._rate(request.json())
        return None

    def _get_listens(self, query: Any) -> Reply:
        count = min(int(query.get("count", 25)), self.most_items)
        before = int(query.get("max_ts", 2**40))
        newest = sorted(self.listens, key=lambda each: -each[0])
        listens = [each for each in newest if each[0] < before][:count]
        moments = [each[0] for each in self.listens]
        return json_reply(
            {
                "payload": {
                    "count": len(listens),
                    "user_id": USER,
                    "latest_listen_ts": max(moments, default=0),
                    "oldest_listen_ts": min(moments, default=0),
                    "listens": [_listen(*each) for each in listens],
                }
            }
        )

    def _get_feedback(self, query: Any) -> Reply:
        count = min(int(query.get("count", 25)), self.most_items)
        offset = int(query.get("offset", 0))
        newest = sorted(self.feedback.items(), key=lambda each: -each[1][1])
        entries = [
            {
                "created": created,
                "recording_mbid": mbid,
                "recording_msid": None,
                "score": score,
                "track_metadata": _names(*RECORDINGS[mbid]),
                "user_id": USER,
            }
            for mbid, (score, created) in newest[offset:][:count]
        ]
        total = {"count": len(entries), "total_count": len(newest), "offset": offset}
        return json_reply({"feedback": entries, **total})

    def _look_up(self, query: Any) -> Reply:
        wanted = query.get("recording_name", "").casefold(), query.get("artist_name", "").casefold()
        if not all(wanted):
            return _failed(400, "recording_name and artist_name are needed")
        for mbid, (title, artist) in RECORDINGS.items():
            if (title.casefold(), artist.casefold()) == wanted:
                found = {
                    "recording_mbid": mbid,
                    "recording_name": title,
                    "artist_credit_name": artist,
                    "release_name": "Shores",
                }
                return json_reply(found)
        return json_reply({})

    def _list_playlists(self, query: Any) -> Reply:
        count, offset = int(query.get("count", 25)), int(query.get("offset", 0))
        page = list(self.playlists)[offset:][:count]
        return json_reply(
            {
                "playlists": [self._jspf(mbid, is_whole=False) for mbid in page],
                "playlist_count": len(self.playlists),
                "offset": offset,
                "count": count,
            }
        )

    def _jspf(self, mbid: str, *, is_whole: bool) -> dict[str, Any]:
        name, is_public, tracks = self.playlists[mbid]
        entries = [
            {
                "identifier": [_PREFIX + each],
                "title": RECORDINGS.get(each, ("", ""))[0],
                "creator": RECORDINGS.get(each, ("", ""))[1],
            }
            for each in tracks
        ]
        return {
            "playlist": {
                "creator": USER,
                "title": name,
                "identifier": f"https://listenbrainz.org/playlist/{mbid}",
                "date": "2026-11-01T10:00:00+00:00",
                "extension": {_EXTENSION: {"public": is_public, "creator": USER}},
                "track": entries if is_whole else [],
            }
        }

    def _create(self, jspf: Any) -> Reply:
        playlist = jspf.get("playlist", {})
        public = playlist.get("extension", {}).get(_EXTENSION, {}).get("public")
        if not playlist.get("title") or not isinstance(public, bool):
            return _failed(400, "JSPF playlist must contain a title and public.")
        identifiers = [track.get("identifier", "") for track in playlist.get("track", [])]
        mbids = [each.removeprefix(_PREFIX) for each in identifiers]
        if not all(map(_is_mbid, mbids)) or any(not e.startswith(_PREFIX) for e in identifiers):
            return _failed(400, "JSPF playlist track does not contain a valid identifier field.")
        mbid = str(uuid.uuid4())
        self.playlists[mbid] = (playlist["title"], public, mbids)
        return json_reply({"status": "ok", "playlist_mbid": mbid})

    def _submit(self, content: Any) -> Reply:
        listens, kind = content.get("payload") or [], content.get("listen_type")
        if not listens or kind not in ("single", "import", "playing_now"):
            return _failed(400, "JSON document does not contain any listens of a valid type")
        if len(listens) > (self.most_listens if kind == "import" else 1):
            return _failed(400, "Too many listens.")
        if fault := next(filter(None, (_fault(each, kind) for each in listens)), None):
            return _failed(400, fault)
        if kind == "playing_now":
            self.playing_now = listens[0]
            return json_reply({"status": "ok"})
        for listen in listens:
            said = listen["track_metadata"]
            mbid = said.get("additional_info", {}).get("recording_mbid", "")
            row = (listen["listened_at"], said["track_name"], said["artist_name"], mbid)
            if row not in self.listens:
                self.listens.append(row)
        return json_reply({"status": "ok"})

    def _rate(self, content: Any) -> Reply:
        mbid, score = content.get("recording_mbid", ""), content.get("score")
        if not _is_mbid(mbid) or score not in (-1, 0, 1) or len(content) != 2:
            return _failed(400, "Invalid JSON document submitted.")
        if score:
            self.feedback[mbid] = (score, int(time.time()))
        else:
            self.feedback.pop(mbid, None)
        return json_reply({"status": "ok"})


@contextmanager
def running() -> Iterator[tuple[LocalServer, ListenBrainz, Account]]:
    """A server with some listens, ratings and a playlist."""
    rules = ListenBrainzRules(
        listens=[
            (1_795_000_000 + 300 * place, *RECORDINGS[mbid], mbid)
            for place, mbid in enumerate(TRACK_IDS * 2)
        ],
        feedback={REVERIE: (1, 1_795_000_400), TIDES: (-1, 1_795_000_100)},
        playlists={"aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeee01": ("Evenings", True, [REVERIE, TIDES])},
    )
    with LocalServer(rules.answer) as server:
        yield server, ListenBrainz(server.address), Account(secrets={"token": TOKEN})


def _listen(at: int, title: str, artist: str, mbid: str) -> dict[str, Any]:
    mapping = {"mbid_mapping": {"recording_mbid": mbid}} if mbid else {}
    return {
        "inserted_at": at,
        "listened_at": at,
        "recording_msid": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{title}/{artist}")),
        "track_metadata": {**_names(title, artist), "additional_info": {}, **mapping},
        "user_name": USER,
    }


def _names(title: str, artist: str) -> dict[str, Any]:
    return {"track_name": title, "artist_name": artist, "release_name": None}


def _fault(listen: Any, kind: str) -> str:
    """What is wrong with a submitted listen; "" for nothing."""
    said = listen.get("track_metadata", {})
    if not (said.get("track_name") and said.get("artist_name")):
        return "JSON document does not contain required track_metadata."
    mbid = said.get("additional_info", {}).get("recording_mbid")
    if mbid is not None and not _is_mbid(mbid):
        return "recording_mbid MBID format invalid."
    if kind == "playing_now":
        return "must not contain listened_at" if set(listen) != {"track_metadata"} else ""
    at = listen.get("listened_at")
    if set(listen) != {"track_metadata", "listened_at"} or not isinstance(at, int):
        return "JSON document must contain the key listened_at at the top level."
    return "" if _EARLIEST < at <= time.time() + 3600 else "Value for key listened_at is invalid."


def _is_mbid(text: str) -> bool:
    return re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", text) is not None


def _failed(status: int, reason: str) -> Reply:
    return json_reply({"code": status, "error": reason}, status)
