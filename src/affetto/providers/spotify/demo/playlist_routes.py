"""The Web API's endpoints for playlists and for what is saved."""

from __future__ import annotations

import re
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from affetto.providers.spotify.demo.catalogue import BY_URI, Recording
from affetto.providers.spotify.demo.listeners import DemoPlaylist
from affetto.providers.spotify.demo.messages import RefusedError, Reply, json_reply
from affetto.providers.spotify.demo.routes import Call, Route, route

_MAX_ITEMS = 100
_MAX_URIS = 40
_READS_PRIVATE = "playlist-read-private"
_LIBRARY_SCOPES = {"track": "user-library-modify", "playlist": "playlist-modify-public"}
_URI = re.compile(r"spotify:(?P<type>track|playlist):(?P<id>[0-9A-Za-z]{22})")


def _list(call: Call) -> Reply:
    listener = call.listener
    entries: list[object] = [
        playlist.as_object(call.address, listener.id) for playlist in listener.playlists
    ]
    return json_reply(call.page_of(entries, "/v1/me/playlists"))


def _create(call: Call) -> Reply:
    content = call.request.read_json()
    name = content.get("name")
    if not isinstance(name, str) or not name:
        raise RefusedError(HTTPStatus.BAD_REQUEST, "Missing required field: name")
    is_public = content.get("public") is not False
    call.need("playlist-modify-public" if is_public else "playlist-modify-private")
    playlist = call.listener.make_playlist(name, is_public=is_public)
    return json_reply(playlist.as_object(call.address, call.listener.id), HTTPStatus.CREATED)


def _show(call: Call) -> Reply:
    return json_reply(_find(call).as_object(call.address, call.listener.id))


def _items(call: Call) -> Reply:
    playlist = _find_own(call)
    entries: list[object] = [
        {"added_at": None, "is_local": False, "item": recording.as_object(call.address)}
        for recording in playlist.recordings
    ]
    return json_reply(call.page_of(entries, f"/v1/playlists/{playlist.id}/items"))


def _add(call: Call) -> Reply:
    playlist = _find_own(call)
    call.need("playlist-modify-public" if playlist.is_public else "playlist-modify-private")
    content = call.request.read_json()
    recordings = find_recordings(content.get("uris"))
    if len(recordings) > _MAX_ITEMS:
        raise RefusedError(
            HTTPStatus.BAD_REQUEST, f"You can add a maximum of {_MAX_ITEMS} tracks per request."
        )
    position = content.get("position", len(playlist.recordings))
    if not isinstance(position, int) or not 0 <= position <= len(playlist.recordings):
        raise RefusedError(HTTPStatus.BAD_REQUEST, "Index out of bounds.")
    playlist.recordings[position:position] = recordings
    playlist.version += 1
    return json_reply({"snapshot_id": playlist.snapshot_id}, HTTPStatus.CREATED)


def _save(call: Call) -> Reply:
    for kind, uri in _library_uris(call):
        if kind == "track":
            call.listener.saved.add(uri)
    return Reply()


def _remove(call: Call) -> Reply:
    uris = {uri for _, uri in _library_uris(call)}
    call.listener.saved -= uris
    call.listener.playlists = [each for each in call.listener.playlists if each.uri not in uris]
    return Reply()


def _contains(call: Call) -> Reply:
    playlists = {playlist.uri for playlist in call.listener.playlists}
    asked = [uri for _, uri in _read_uris(call)]
    return json_reply([uri in call.listener.saved or uri in playlists for uri in asked])


def find_recordings(uris: Any) -> list[Recording]:
    """The recordings that a request names.

    Raises:
        RefusedError: it names none, or one that is not there.
    """
    if not isinstance(uris, list) or not uris:
        raise RefusedError(HTTPStatus.BAD_REQUEST, "No uris provided")
    for uri in uris:
        if uri not in BY_URI:
            raise RefusedError(HTTPStatus.BAD_REQUEST, f"Invalid track uri: {uri}")
    return [BY_URI[uri] for uri in uris]


def _find(call: Call) -> DemoPlaylist:
    playlist = call.listener.find_playlist(call.parts["id"])
    if playlist is None:
        raise RefusedError(HTTPStatus.NOT_FOUND, "Resource not found")
    return playlist


def _find_own(call: Call) -> DemoPlaylist:
    """Since February 2026 only its owner sees, and changes, what is in a playlist."""
    playlist = _find(call)
    if playlist.owner != call.listener.id:
        raise RefusedError(HTTPStatus.FORBIDDEN, "Forbidden")
    return playlist


def _library_uris(call: Call) -> list[tuple[str, str]]:
    uris = _read_uris(call)
    call.need(*{_LIBRARY_SCOPES[kind] for kind, _ in uris})
    return uris


def _read_uris(call: Call) -> list[tuple[str, str]]:
    """Kind and URI of each that the query names."""
    texts = list(filter(None, call.request.query.get("uris", "").split(",")))
    if not texts or len(texts) > _MAX_URIS:
        raise RefusedError(HTTPStatus.BAD_REQUEST, "Invalid uris")
    return list(_checked(texts))


def _checked(texts: Iterable[str]) -> Iterable[tuple[str, str]]:
    for text in texts:
        uri = _URI.fullmatch(text)
        if uri is None:
            raise RefusedError(HTTPStatus.BAD_REQUEST, f"Invalid uri: {text}")
        yield uri["type"], text


PLAYLIST_ROUTES: tuple[Route, ...] = (
    route("GET", "/me/playlists", _list, _READS_PRIVATE),
    route("POST", "/me/playlists", _create),
    route("GET", "/playlists/{id}", _show),
    route("GET", "/playlists/{id}/items", _items, _READS_PRIVATE),
    route("POST", "/playlists/{id}/items", _add),
    route("PUT", "/me/library", _save),
    route("DELETE", "/me/library", _remove),
    route("GET", "/me/library/contains", _contains, "user-library-read"),
)
