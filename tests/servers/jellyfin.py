"""A server by the rules of Jellyfin's OpenAPI description (10.9 to 10.11), its state in memory.

Tokens that end when their device signs in anew, keys that belong to nobody, numbers that are GUIDs
(400 for anything else), pages, playlists that keep a track once, and players that take orders.
"""

from __future__ import annotations

import itertools
import re
import secrets
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from tests.servers.local_server import LocalServer, Reply, Request, json_reply
from tests.servers.small_recordings import sound_of, sound_reply

from affetto.providers.capabilities import Account, TrackQuery
from affetto.providers.jellyfin import JellyfinProvider

USER, PASSWORD, API_KEY = "Linus", "schlüssel & bund", "a1b2c3d4e5f6-key-of-the-server"

KNOWN = TrackQuery(title="Snow Over Varanger", artist="Ingrid Vik")
UNKNOWN = TrackQuery(title="Nobody Has Recorded This", artist="Nobody")

_SERVER_ID = "5f0c3d1e8a4b4e6f9d2c7b1a0e9f8d7c"
_USER_ID = uuid.uuid5(uuid.NAMESPACE_OID, USER).hex
_NO_CONTENT = Reply(204)


def make_song(number: int, title: str, artist: str) -> dict[str, Any]:
    """A song as a `BaseItemDto`."""
    return {
        "Name": title,
        "ServerId": _SERVER_ID,
        "Id": uuid.UUID(int=number).hex,
        "RunTimeTicks": (120 + number) * 10_000_000,
        "ProductionYear": 1999,
        "Artists": [artist],
        "AlbumArtist": artist,
        "Album": "North",
        "Genres": ["Jazz"],
        "ProviderIds": {},
        "Type": "Audio",
        "MediaType": "Audio",
    }


SONGS = (
    make_song(1, "Snow Over Varanger", "Ingrid Vik"),
    make_song(2, "Snow Over Varanger", "The Copyists"),
    make_song(3, "Night Bus", "Ingrid Vik"),
    make_song(4, "Copper Sky", "Trio Onkel"),
)


# Together with them more than a playlist of the suites holds, as the server keeps no song twice.
_STUDIES = tuple(make_song(number, f"Study No. {number}", "Somebody") for number in range(5, 300))
TRACK_IDS = tuple(song["Id"] for song in _STUDIES)


@dataclass
class JellyfinPlayer:
    """A program that plays."""

    id: str
    name: str
    commands: tuple[str, ...] = ("SetVolume",)
    queue: list[str] = field(default_factory=list)
    at: int = 0
    is_paused: bool = False
    ticks: int = 0
    volume: int = 60

    def order(self, command: str, ticks: int) -> None:
        match command:
            case "Pause":
                self.is_paused = True
            case "Unpause":
                self.is_paused = False
            case "NextTrack":
                self.at, self.ticks = min(self.at + 1, len(self.queue) - 1), 0
            case "PreviousTrack":
                self.at, self.ticks = max(self.at - 1, 0), 0
            case "Seek":
                self.ticks = ticks
            case "Stop":
                self.queue, self.at, self.ticks = [], 0, 0


@dataclass
class JellyfinRules:
    """What the server knows, and how it answers.

    Attributes:
        tokens: by device, as each has but one.
        playlists: name and songs by number.
    """

    songs: tuple[dict[str, Any], ...] = SONGS
    page: int = 1000
    tokens: dict[str, str] = field(default_factory=dict)
    playlists: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    favourites: set[str] = field(default_factory=set)
    players: list[JellyfinPlayer] = field(
        default_factory=lambda: [
            JellyfinPlayer("session-1", "Kitchen"),
            JellyfinPlayer("session-2", "Attic", commands=()),
        ]
    )
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(10_000))

    def answer(self, request: Request) -> Reply:
        header = request.headers.get("authorization", "")
        if not header.startswith("MediaBrowser "):
            return Reply(401)
        who = {name: unquote(value) for name, value in re.findall(r'(\w+)="([^"]*)"', header)}
        if request.path == "/Users/AuthenticateByName":
            return self._sign_in(request, who)
        token = who.get("Token", "")
        is_key = token == API_KEY
        if not is_key and token not in self.tokens.values():
            return Reply(401)
        if request.path == "/Users/Me":
            return Reply(400) if is_key else json_reply(_person())
        if request.path == "/Users":
            return json_reply([_person()]) if is_key else Reply(403)
        return self._answer_known(request)

    def _sign_in(self, request: Request, who: dict[str, str]) -> Reply:
        given = request.json()
        if (given["Username"].casefold(), given["Pw"]) != (USER.casefold(), PASSWORD):
            return Reply(401)
        self.tokens[who["DeviceId"]] = secrets.token_hex(16)
        token = self.tokens[who["DeviceId"]]
        return json_reply({"User": _person(), "AccessToken": token, "ServerId": _SERVER_ID})

    def _answer_known(self, request: Request) -> Reply:
        routes: list[tuple[str, str, Callable[..., Reply]]] = [
            ("GET", rf"/Users/{_USER_ID}", lambda _request: json_reply(_person())),
            ("GET", r"/Items", self._items),
            ("GET", r"/Items/([^/]+)", self._item),
            ("DELETE", r"/Items/([^/]+)", self._delete),
            ("GET", r"/Items/([^/]+)/File", self._file),
            ("POST", r"/Playlists", self._create),
            ("GET", r"/Playlists/([^/]+)/Items", self._playlist),
            ("POST", r"/UserFavoriteItems/([^/]+)", self._favourite),
            ("DELETE", r"/UserFavoriteItems/([^/]+)", self._favourite),
            ("GET", r"/Sessions", self._sessions),
            ("POST", r"/Sessions/([^/]+)/Playing", self._play),
            ("POST", r"/Sessions/([^/]+)/Playing/(\w+)", self._order),
            ("POST", r"/Sessions/([^/]+)/Command", self._command),
        ]
        for method, pattern, respond in routes:
            found = re.fullmatch(pattern, request.path)
            if found and method == request.method:
                if not request.path.startswith("/Sessions") and not all(
                    map(_is_guid, found.groups())
                ):
                    return Reply(400)
                return respond(request, *found.groups())
        return Reply(404)

    def _items(self, request: Request) -> Reply:
        if request.query["includeItemTypes"] == "Playlist":
            found = [self._shown(id_) for id_ in self.playlists]
        else:
            term = request.query.get("searchTerm", "").casefold()
            artist = request.query.get("artists", "").casefold()
            found = [
                song
                for song in self.songs
                if term in song["Name"].casefold()
                and (not artist or artist in map(str.casefold, song["Artists"]))
            ]
        return self._page(found, request)

    def _page(self, found: list[dict[str, Any]], request: Request) -> Reply:
        begin = int(request.query.get("startIndex", 0))
        size = min(int(request.query.get("limit", self.page)), self.page)
        return json_reply(
            {
                "Items": found[begin : begin + size],
                "TotalRecordCount": len(found),
                "StartIndex": begin,
            }
        )

    def _item(self, _request: Request, id_: str) -> Reply:
        if id_ in self.playlists:
            return json_reply(self._shown(id_))
        song = self._song(id_)
        return Reply(404) if song is None else json_reply(song)

    def _delete(self, _request: Request, id_: str) -> Reply:
        if self._song(id_) is not None:
            raise AssertionError("a file would have been deleted")
        return Reply(404) if self.playlists.pop(id_, None) is None else _NO_CONTENT

    def _file(self, request: Request, id_: str) -> Reply:
        if self._song(id_) is None:
            return Reply(404)
        return sound_reply(sound_of(id_), request.headers.get("range", ""))

    def _create(self, request: Request) -> Reply:
        wanted = request.json()
        id_ = uuid.UUID(int=next(self._numbers)).hex
        kept = dict.fromkeys(song for song in wanted["Ids"] if self._song(song))
        self.playlists[id_] = (wanted["Name"], list(kept))
        return json_reply({"Id": id_})

    def _playlist(self, request: Request, id_: str) -> Reply:
        if id_ not in self.playlists:
            return Reply(404)
        songs = [self._song(each) for each in self.playlists[id_][1]]
        return self._page([song for song in songs if song], request)

    def _favourite(self, request: Request, id_: str) -> Reply:
        if self._song(id_) is None:
            return Reply(404)
        (self.favourites.add if request.method == "POST" else self.favourites.discard)(id_)
        return json_reply({"IsFavorite": id_ in self.favourites, "ItemId": id_})

    def _sessions(self, _request: Request) -> Reply:
        # The program that asks has a session itself, and takes no orders.
        own = {"Id": "session-0", "Client": "Affetto", "SupportsRemoteControl": False}
        return json_reply([own, *map(self._session, self.players)])

    def _session(self, player: JellyfinPlayer) -> dict[str, Any]:
        playing = {"NowPlayingItem": self._song(player.queue[player.at])} if player.queue else {}
        return {
            "Id": player.id,
            "Client": "Jellyfin Web",
            "DeviceName": player.name,
            "LastActivityDate": f"2026-01-01T00:00:0{9 - self.players.index(player)}Z",
            "SupportsRemoteControl": True,
            "PlayableMediaTypes": ["Audio", "Video"],
            "SupportedCommands": list(player.commands),
            "PlayState": {
                "IsPaused": player.is_paused,
                "PositionTicks": player.ticks,
                "VolumeLevel": player.volume,
            },
            "NowPlayingQueue": [{"Id": id_, "PlaylistItemId": id_} for id_ in player.queue],
            **playing,
        }

    def _play(self, request: Request, session: str) -> Reply:
        player = self._player(session)
        wanted = request.query["itemIds"].split(",")
        if player is None or not all(map(self._song, wanted)):
            return Reply(404)
        if request.query["playCommand"] == "PlayLast":
            player.queue.extend(wanted)
        else:
            player.queue, player.at, player.is_paused = wanted, 0, False
            player.ticks = int(request.query.get("startPositionTicks", 0))
        return _NO_CONTENT

    def _order(self, request: Request, session: str, command: str) -> Reply:
        player = self._player(session)
        if player is None:
            return Reply(404)
        player.order(command, int(request.query.get("seekPositionTicks", 0)))
        return _NO_CONTENT

    def _command(self, request: Request, session: str) -> Reply:
        player, order = self._player(session), request.json()
        if player is None or order["Name"] not in player.commands:
            return Reply(404)
        player.volume = int(order["Arguments"]["Volume"])
        return _NO_CONTENT

    def _player(self, session: str) -> JellyfinPlayer | None:
        return next((player for player in self.players if player.id == session), None)

    def _song(self, id_: str) -> dict[str, Any] | None:
        return next((song for song in self.songs if song["Id"] == id_), None)

    def _shown(self, id_: str) -> dict[str, Any]:
        name, songs = self.playlists[id_]
        shown = {"Id": id_, "Name": name, "ServerId": _SERVER_ID, "Type": "Playlist"}
        return {**shown, "MediaType": "Audio", "ChildCount": len(songs)}


@contextmanager
def running() -> Iterator[tuple[LocalServer, JellyfinProvider, Account]]:
    """A server with some songs, a playlist and two players, and an account with its password."""
    rules = JellyfinRules(songs=(*SONGS, *_STUDIES))
    rules.playlists[uuid.UUID(int=9_999).hex] = ("Evenings", [SONGS[0]["Id"], SONGS[3]["Id"]])
    with LocalServer(rules.answer) as server:
        settings = {"address": server.address, "name": USER}
        yield server, JellyfinProvider(), Account(settings, {"password": PASSWORD})


def _person() -> dict[str, Any]:
    return {"Name": USER, "ServerId": _SERVER_ID, "Id": _USER_ID}


def _is_guid(text: str) -> bool:
    return re.fullmatch("[0-9a-f]{32}", text) is not None
