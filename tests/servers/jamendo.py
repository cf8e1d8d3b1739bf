"""A server by the rules of Jamendo, its state in memory.

A client id with each request, errors by number with the status of success, filters by the
properties of licences, files that lie elsewhere behind a redirection, and nothing to download
where the artist does not want it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.servers.local_server import LocalServer, Reply, Request, json_reply
from tests.servers.small_recordings import sound_of, sound_reply

from affetto.providers.capabilities import Account, TrackQuery
from affetto.providers.jamendo import Jamendo

CLIENT_ID = "7c1d-client"

KNOWN = TrackQuery(title="Reverie", artist="Ada Linde")
UNKNOWN = TrackQuery(title="Nobody Has Recorded This", artist="Nobody")

_CC = "http://creativecommons.org/licenses"


@dataclass(frozen=True)
class Piece:
    """A recording as the service has it."""

    id: str
    title: str
    artist: str
    licence: str
    tags: tuple[str, ...]
    may_be_downloaded: bool = True


PIECES = (
    Piece("1001", "Reverie", "Ada Linde", f"{_CC}/by/3.0/", ("calm", "dream")),
    Piece("1002", "Harbour at Noon", "The Tin Lanterns", f"{_CC}/by-sa/3.0/", ("happy", "calm")),
    Piece("1003", "Tide Table", "Mira Solberg", f"{_CC}/by-nc-nd/3.0/", ("calm",), False),
    Piece("1004", "Gravel Road", "Ines & Paul", f"{_CC}/by-nc/3.0/", ("happy",)),
    Piece("1005", "Brass Weather", "The Tin Lanterns", f"{_CC}/by/4.0/", ("happy", "energetic")),
    Piece("1006", "Untold", "Mira Solberg", "", ("sad",)),
)


@dataclass
class JamendoRules:
    """How the server answers.

    Attributes:
        loses_filtered_tags: whether filters leave nothing of a search by tags, as has been seen.
    """

    pieces: tuple[Piece, ...] = PIECES
    loses_filtered_tags: bool = False

    def answer(self, request: Request) -> Reply:
        if request.path == "/v3.0/tracks/":
            return self._tracks(request.query, f"http://{request.headers['host']}")
        if request.path == "/play/":
            away = {"location": f"/storage/{request.query['trackid']}.mp3"}
            return Reply(302, headers=away)
        if request.path.startswith("/storage/"):
            identifier = request.path.removeprefix("/storage/").removesuffix(".mp3")
            if any(piece.id == identifier for piece in self.pieces):
                return sound_reply(sound_of(identifier), request.headers.get("range", ""))
        return Reply(404)

    def _tracks(self, query: Mapping[str, str], address: str) -> Reply:
        if query.get("client_id") != CLIENT_ID:
            return _failed(5, "Your credential is not authorized.")
        if not query.get("limit", "10").isdecimal() or int(query.get("limit", 10)) > 200:
            return _failed(3, "limit must be at most 200")
        found = [piece for piece in self.pieces if self._fits(piece, query)]
        results = [_shown(piece, address, query) for piece in found[: int(query.get("limit", 10))]]
        return json_reply({"headers": _head(0, "", len(results)), "results": results})

    def _fits(self, piece: Piece, query: Mapping[str, str]) -> bool:
        if "id" in query and piece.id != query["id"]:
            return False
        words = query.get("search", "").casefold().split()
        if not set(words) <= set(f"{piece.title} {piece.artist}".casefold().split()):
            return False
        filters = {name: query[name] for name in ("ccnc", "ccnd", "ccsa") if name in query}
        if "fuzzytags" in query:
            if self.loses_filtered_tags and filters:
                return False
            if not set(query["fuzzytags"].split()) & set(piece.tags):
                return False
        return all(
            (f"-{name[2:]}" in piece.licence) is (wanted == "true")
            for name, wanted in filters.items()
        )


@contextmanager
def running() -> Iterator[tuple[LocalServer, Jamendo, Account]]:
    """A server with some recordings."""
    with LocalServer(JamendoRules().answer) as server:
        yield server, Jamendo(server.address), Account({"client_id": CLIENT_ID})


def _shown(piece: Piece, address: str, query: Mapping[str, str]) -> dict[str, Any]:
    download = f"{address}/storage/{piece.id}.mp3" if piece.may_be_downloaded else ""
    sound = query.get("audioformat", "mp31")
    shown: dict[str, Any] = {
        "id": piece.id,
        "name": piece.title,
        "duration": 180,
        "artist_id": "7",
        "artist_name": piece.artist,
        "album_name": "Shores",
        "license_ccurl": piece.licence,
        "releasedate": "2019-05-04",
        "audio": f"{address}/play/?trackid={piece.id}&format={sound}",
        "audiodownload": download,
        "audiodownload_allowed": piece.may_be_downloaded,
        "shorturl": f"https://jamen.do/t/{piece.id}",
        "shareurl": f"https://www.jamendo.com/track/{piece.id}",
        "image": f"https://usercontent.jamendo.com?type=album&id=9&trackid={piece.id}",
    }
    if "musicinfo" in query.get("include", ""):
        shown["musicinfo"] = {
            "vocalinstrumental": "instrumental",
            "speed": "medium",
            "tags": {"genres": ["folk"], "instruments": ["piano"], "vartags": list(piece.tags)},
        }
    return shown


def _head(code: int, message: str, count: int = 0) -> dict[str, Any]:
    return {
        "status": "failed" if code else "success",
        "code": code,
        "error_message": message,
        "warnings": "",
        "results_count": count,
    }


def _failed(code: int, message: str) -> Reply:
    return json_reply({"headers": _head(code, message), "results": []})
