"""A server by the rules of the YouTube Data API, its state in memory.

A key in a header or in the address, 100 searches and 10,000 units a day, errors with reasons,
lengths and bare titles by `videos` only, videos that may disappear.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.servers.local_server import LocalServer, Reply, Request, json_reply

from affetto.providers.capabilities import Account, TrackQuery
from affetto.providers.youtube import YouTube

KEY = "AIzaKey-of-grace"

KNOWN = TrackQuery(title="Reverie", artist="Ada Linde")
UNKNOWN = TrackQuery(title="Nobody Has Recorded This", artist="Nobody")

# Each request is counted, whatever comes of it.
ASKS_AGAIN = False


@dataclass(frozen=True)
class Video:
    """A video as the service has it."""

    id: str
    title: str
    channel: str
    duration: str


VIDEOS = (
    Video("reverie0001", "Reverie", "Ada Linde - Topic", "PT3M7S"),
    Video("reverie0002", "Ada Linde - Reverie (Official Video)", "adalindeVEVO", "PT3M31S"),
    Video("reverie0003", "Ada Linde – Reverie [Live at the Pier]", "Pier Sessions", "PT1H2M5S"),
    Video("rock_n_roll", "Salt & Smoke", "The Tin Lanterns - Topic", "PT2M59S"),
    Video("forever-on_", "Calm Reverie Radio", "All Day", "P0D"),
)


@dataclass
class YouTubeRules:
    """What the server knows, and how it answers.

    Attributes:
        searches_left, units_left: of the key's allowances.
        is_switched_on: whether the key's project may use the interface.
    """

    videos: list[Video] = field(default_factory=lambda: list(VIDEOS))
    searches_left: int = 100
    units_left: int = 10_000
    is_switched_on: bool = True

    def answer(self, request: Request) -> Reply:
        key = request.headers.get("x-goog-api-key") or request.query.get("key")
        if key != KEY:
            return _failed(400, "badRequest", "API key not valid.", "API_KEY_INVALID")
        if not self.is_switched_on:
            return _failed(403, "accessNotConfigured", "It has not been used in project 1 before.")
        match request.path:
            case "/youtube/v3/search":
                return self._search(request.query)
            case "/youtube/v3/videos":
                return self._list(request.query)
        return Reply(404)

    def _search(self, query: Mapping[str, str]) -> Reply:
        if self.searches_left < 1:
            return _failed(403, "quotaExceeded", "You have exceeded your quota.")
        self.searches_left -= 1
        if "videoCategoryId" in query and query.get("type") != "video":
            return _failed(400, "invalidVideoCategoryId", "type must be video")
        words = set(query["q"].casefold().split())
        found = [v for v in self.videos if words <= _words(f"{v.title} {v.channel}")]
        items = [
            {
                "kind": "youtube#searchResult",
                "id": {"kind": "youtube#video", "videoId": video.id},
                "snippet": {"title": html.escape(video.title), "channelTitle": video.channel},
            }
            for video in found[: int(query.get("maxResults", 5))]
        ]
        return json_reply({"kind": "youtube#searchListResponse", "items": items})

    def _list(self, query: Mapping[str, str]) -> Reply:
        if self.units_left < 1:
            return _failed(403, "quotaExceeded", "You have exceeded your quota.")
        self.units_left -= 1
        if "id" in query and "maxResults" in query:
            return _failed(400, "incompatibleParameters", "maxResults does not go with id")
        wanted = query["id"].split(",") if "id" in query else [v.id for v in self.videos[:1]]
        if len(wanted) > 50:
            return _failed(400, "invalidParameter", "at most 50")
        parts = query["part"].split(",")
        items = [_shown(video, parts) for video in self.videos if video.id in wanted]
        return json_reply({"kind": "youtube#videoListResponse", "items": items})


class NothingKept:
    """Answers that are forgotten at once, so that each search is made."""

    def get(self, question: str) -> str | None:
        return None

    def keep(self, question: str, answer: str) -> None:
        pass


@contextmanager
def running() -> Iterator[tuple[LocalServer, YouTube, Account]]:
    """A server with some videos, and an account for which nothing is kept."""
    rules = YouTubeRules(searches_left=10_000)
    with LocalServer(rules.answer) as server:
        account = Account(secrets={"api_key": KEY}, answers=NothingKept())
        yield server, YouTube(server.address), account


def _words(text: str) -> set[str]:
    return set(text.casefold().replace("(", " ").replace("[", " ").split())


def _shown(video: Video, parts: list[str]) -> dict[str, Any]:
    all_parts = {
        "snippet": {
            "publishedAt": "2020-03-01T12:00:00Z",
            "title": video.title,
            "channelTitle": video.channel,
            "thumbnails": {"medium": {"url": f"https://i.ytimg.com/vi/{video.id}/mqdefault.jpg"}},
        },
        "contentDetails": {"duration": video.duration, "definition": "hd"},
    }
    told = {name: value for name, value in all_parts.items() if name in parts}
    return {"kind": "youtube#video", "id": video.id, **told}


def _failed(status: int, reason: str, message: str, detail: str = "") -> Reply:
    error: dict[str, Any] = {
        "code": status,
        "message": message,
        "errors": [{"message": message, "domain": "global", "reason": reason}],
    }
    if detail:
        kind = "type.googleapis.com/google.rpc.ErrorInfo"
        error["details"] = [{"@type": kind, "reason": detail, "domain": "googleapis.com"}]
    return json_reply({"error": error}, status)
