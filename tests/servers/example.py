"""A server for the invented service of docs/guides/writing-a-provider.md, its state in memory."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.servers.local_server import LocalServer, Reply, Request, json_reply

import affetto.providers
from affetto.providers.capabilities import Account, Provider, TrackQuery

# Where the guide's code stands, it is found as if it had been copied beside the other services.
EXAMPLES = Path(__file__).parents[2] / "docs" / "examples" / "providers"
if str(EXAMPLES) not in affetto.providers.__path__:
    affetto.providers.__path__.append(str(EXAMPLES))

KEY = "key-of-ada"
SONGS = (
    ("s1", "Reverie", "Ada Linde", 187),
    ("s2", "Harbour at Noon", "The Tin Lanterns", 214.5),
    ("s3", "Untitled", None, None),
)

KNOWN = TrackQuery(title="Reverie", artist="Ada Linde")
UNKNOWN = TrackQuery(title="Nobody Has Recorded This", artist="Nobody")


@dataclass
class ExampleRules:
    """What the server knows, and how it answers.

    Attributes:
        lists: name and codes of songs by the list's own code.
    """

    lists: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def answer(self, request: Request) -> Reply:
        if request.headers.get("authorization") != f"Bearer {KEY}":
            return json_reply({"error": "who are you?"}, 401)
        match request.method, request.path.strip("/").split("/"):
            case "GET", ["me"]:
                return json_reply({"name": "ada"})
            case "GET", ["search"]:
                return self._search(request.query["q"], int(request.query["limit"]))
            case "GET", ["lists"]:
                return json_reply(
                    {
                        "lists": [
                            {"code": code, "name": name, "songs": len(codes)}
                            for code, (name, codes) in self.lists.items()
                        ]
                    }
                )
            case "POST", ["lists"]:
                return self._make(request.json())
            case "GET", ["lists", code] if code in self.lists:
                codes = self.lists[code][1]
                return json_reply({"songs": [_shown(c) for c in codes]})
            case "DELETE", ["lists", code] if code in self.lists:
                del self.lists[code]
                return Reply(204)
        return json_reply({"error": "there is no such thing"}, 404)

    def _search(self, words: str, limit: int) -> Reply:
        wanted = set(words.casefold().split())
        found = [
            code
            for code, title, artist, _ in SONGS
            if wanted <= set(f"{title} {artist}".casefold().split())
        ]
        return json_reply({"songs": [_shown(code) for code in found[:limit]]})

    def _make(self, content: Any) -> Reply:
        if not set(content["songs"]) <= {song[0] for song in SONGS}:
            return json_reply({"error": "there is no such song"}, 404)
        code = f"l{next(self._numbers)}"
        self.lists[code] = (content["name"], content["songs"])
        return json_reply({"code": code}, 201)


@contextmanager
def running() -> Iterator[tuple[LocalServer, Provider, Account]]:
    """A server with a list, a provider that asks it, and an account."""
    rules = ExampleRules({"l0": ("Evenings", ["s1", "s3"])})
    with LocalServer(rules.answer) as server:
        example = import_module("affetto.providers.example").Example
        yield server, example(server.address), Account(secrets={"key": KEY})


def _shown(code: str) -> dict[str, Any]:
    _, title, artist, seconds = next(song for song in SONGS if song[0] == code)
    return {"code": code, "name": title, "by": artist, "seconds": seconds}
