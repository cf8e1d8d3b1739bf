"""A server by the rules of OpenSubsonic as Navidrome and others follow them, its state in memory.

Salted tokens and API keys, forms, extensions told without a password, errors in answers whose
status is 200, a page of at most 500, playlists of which only their owner's may be changed.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode

from tests.servers.local_server import LocalServer, Reply, Request, json_reply
from tests.servers.small_recordings import sound_of, sound_reply

from affetto.providers.capabilities import Account, TrackQuery
from affetto.providers.opensubsonic import OpenSubsonicProvider

USER, PASSWORD, API_KEY = "grace", "hörbar-geheim", "key-of-grace-7f3a"

KNOWN = TrackQuery(title="Lighthouse Waltz", artist="Mira Solberg")
UNKNOWN = TrackQuery(title="Nobody Has Recorded This", artist="Nobody")

_MAX_PAGE = 500


def make_song(number: int, title: str, artist: str, **more: Any) -> dict[str, Any]:
    """A song as the protocol describes it."""
    return {
        "id": f"so-{number}",
        "parent": "al-1",
        "isDir": False,
        "title": title,
        "album": "Shores",
        "artist": artist,
        "year": 2011,
        "genre": "Folk",
        "duration": 180 + number,
        "contentType": "audio/flac",
        "suffix": "flac",
        "type": "music",
        "mediaType": "song",
        "isVideo": False,
        **more,
    }


SONGS = (
    make_song(1, "Lighthouse Waltz", "Mira Solberg", isrc=["NOAAA1100001"]),
    make_song(2, "Tide Table", "Mira Solberg", genres=[{"name": "Folk"}, {"name": "Ambient"}]),
    make_song(3, "Lighthouse Waltz", "The Copyists"),
    make_song(4, "Gravel Road", "Ines & Paul", displayArtist="Ines feat. Paul"),
    {**make_song(5, "A Film", "Somebody"), "isVideo": True, "type": "video"},
)


@dataclass
class OpenSubsonicRules:
    """What the server knows, and how it answers.

    Attributes:
        extensions: that it names.
        takes_tokens: whether it takes salted tokens, and else refuses them with error 41.
        page: how many songs it gives at once.
        playlists: songs by playlist, in their order.
        scrobbles: number, moment in ms ("" for none) and whether the song was heard to its end.
    """

    songs: tuple[dict[str, Any], ...] = SONGS
    extensions: tuple[str, ...] = ("formPost", "apiKeyAuthentication")
    takes_tokens: bool = True
    page: int = _MAX_PAGE
    playlists: dict[str, tuple[str, str, list[str]]] = field(default_factory=dict)
    starred: set[str] = field(default_factory=set)
    scrobbles: list[tuple[str, str, bool]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def answer(self, request: Request) -> Reply:
        endpoint = request.path.removeprefix("/rest/").removesuffix(".view")
        # Requests of the local server keep but one of a repeated parameter, forms keep all.
        values = parse_qs(urlencode(request.query), keep_blank_values=True)
        if "formPost" in self.extensions:
            values |= parse_qs(request.body.decode(), keep_blank_values=True)
        if endpoint == "getOpenSubsonicExtensions":
            listed = [{"name": name, "versions": [1]} for name in self.extensions]
            return _ok(openSubsonicExtensions=listed)
        error = self._refusal(values)
        if error is not None:
            return _failed(*error)
        if endpoint == "stream":
            return self._stream(values["id"][0], request.headers.get("range", ""))
        method = getattr(self, f"_on_{endpoint}", None)
        return method(values) if method else _failed(0, "Unknown method")

    def _refusal(self, values: dict[str, list[str]]) -> tuple[int, str] | None:
        given = {name: values[name][0] for name in ("u", "p", "t", "s", "apiKey") if name in values}
        match given:
            case {"apiKey": _, "u": _}:
                return 43, "Multiple conflicting authentication mechanisms provided"
            case {"apiKey": key} if "apiKeyAuthentication" in self.extensions:
                return None if key == API_KEY else (44, "Invalid API key")
            case {"u": name, "t": token, "s": salt}:
                if not self.takes_tokens:
                    return 41, "Token authentication not supported for LDAP users."
                expected = hashlib.md5((PASSWORD + salt).encode()).hexdigest()
                is_right = (name, token) == (USER, expected)
            case {"u": name, "p": password}:
                if password.startswith("enc:"):
                    password = bytes.fromhex(password[4:]).decode()
                is_right = (name, password) == (USER, PASSWORD)
            case _:
                return 10, "Required parameter is missing."
        return None if is_right else (40, "Wrong username or password")

    def _on_ping(self, _values: dict[str, list[str]]) -> Reply:
        return _ok()

    def _on_tokenInfo(self, _values: dict[str, list[str]]) -> Reply:  # noqa: N802
        return _ok(tokenInfo={"username": USER})

    def _on_search3(self, values: dict[str, list[str]]) -> Reply:
        words = values["query"][0].casefold().split()
        found = [
            self._shown(song)
            for song in self.songs
            if all(word in f"{song['title']} {song['artist']}".casefold() for word in words)
        ]
        begin = int(values.get("songOffset", ["0"])[0])
        count = min(int(values.get("songCount", ["20"])[0]), self.page)
        return _ok(searchResult3={"song": found[begin : begin + count]})

    def _on_getSong(self, values: dict[str, list[str]]) -> Reply:  # noqa: N802
        song = self._song(values["id"][0])
        return _failed(70, "Song not found") if song is None else _ok(song=self._shown(song))

    def _stream(self, id_: str, byte_range: str) -> Reply:
        if self._song(id_) is None:
            return _failed(70, "Song not found")
        return sound_reply(sound_of(id_), byte_range)

    def _on_star(self, values: dict[str, list[str]]) -> Reply:
        return self._mark(values["id"][0], self.starred.add)

    def _on_unstar(self, values: dict[str, list[str]]) -> Reply:
        return self._mark(values["id"][0], self.starred.discard)

    def _on_scrobble(self, values: dict[str, list[str]]) -> Reply:
        is_over = values.get("submission", ["true"])[0] == "true"
        moments = values.get("time", [""])
        return self._mark(
            values["id"][0], lambda id_: self.scrobbles.append((id_, moments[0], is_over))
        )

    def _on_getPlaylists(self, _values: dict[str, list[str]]) -> Reply:  # noqa: N802
        own = [self._playlist(id_) for id_ in self.playlists]
        # What somebody else shows to everybody.
        public = {"id": "pl-0", "name": "Everybody's", "owner": "admin", "songCount": 1}
        return _ok(playlists={"playlist": [*own, public]})

    def _on_getPlaylist(self, values: dict[str, list[str]]) -> Reply:  # noqa: N802
        if values["id"][0] not in self.playlists:
            return _failed(70, "Playlist not found")
        return _ok(playlist=self._playlist(values["id"][0], is_whole=True))

    def _on_createPlaylist(self, values: dict[str, list[str]]) -> Reply:  # noqa: N802
        id_ = f"pl-{next(self._numbers)}"
        self.playlists[id_] = (values["name"][0], USER, self._known(values.get("songId", [])))
        return _ok(playlist=self._playlist(id_, is_whole=True))

    def _on_updatePlaylist(self, values: dict[str, list[str]]) -> Reply:  # noqa: N802
        if values["playlistId"][0] not in self.playlists:
            return _failed(70, "Playlist not found")
        self.playlists[values["playlistId"][0]][2].extend(self._known(values["songIdToAdd"]))
        return _ok()

    def _on_deletePlaylist(self, values: dict[str, list[str]]) -> Reply:  # noqa: N802
        if self.playlists.pop(values["id"][0], None) is None:
            return _failed(70, "Playlist not found")
        return _ok()

    def _mark(self, id_: str, note: Any) -> Reply:
        if self._song(id_) is None:
            return _failed(70, "Song not found")
        note(id_)
        return _ok()

    def _song(self, id_: str) -> dict[str, Any] | None:
        return next((song for song in self.songs if song["id"] == id_), None)

    def _known(self, ids: list[str]) -> list[str]:
        """Songs that are gone are left out, without a word."""
        return [id_ for id_ in ids if self._song(id_)]

    def _shown(self, song: dict[str, Any]) -> dict[str, Any]:
        is_starred = song["id"] in self.starred
        return {**song, "starred": "2026-01-01T00:00:00Z"} if is_starred else song

    def _playlist(self, id_: str, *, is_whole: bool = False) -> dict[str, Any]:
        name, owner, ids = self.playlists[id_]
        shown = {"id": id_, "name": name, "owner": owner, "songCount": len(ids)}
        return {**shown, "entry": [self._song(each) for each in ids]} if is_whole else shown


@contextmanager
def running() -> Iterator[tuple[LocalServer, OpenSubsonicProvider, Account]]:
    """A server with some songs and a playlist, and an account by name and password."""
    rules = OpenSubsonicRules()
    rules.playlists["pl-first"] = ("Evenings", USER, ["so-1", "so-2"])
    with LocalServer(rules.answer) as server:
        settings = {"address": server.address, "name": USER}
        yield server, OpenSubsonicProvider(), Account(settings, {"password": PASSWORD})


def _ok(**content: Any) -> Reply:
    head = {
        "status": "ok",
        "version": "1.16.1",
        "type": "rules",
        "serverVersion": "1.0",
        "openSubsonic": True,
    }
    return json_reply({"subsonic-response": {**head, **content}})


def _failed(code: int, message: str) -> Reply:
    error = {"code": code, "message": message}
    return json_reply(
        {"subsonic-response": {"status": "failed", "version": "1.16.1", "error": error}}
    )
