"""The Web API's endpoints for the catalogue, the account, and what was heard."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus

from affetto.providers.spotify.demo.catalogue import BY_URI, RECORDINGS, make_id, search
from affetto.providers.spotify.demo.messages import RefusedError, Reply, json_reply
from affetto.providers.spotify.demo.routes import Call, Route, route

# Since February 2026.
_MAX_RESULTS, _RESULTS = 10, 5
_MAX_QUERY_LENGTH = 250
_MAX_OFFSET = 1000
# What this catalogue's listeners like most, by range of time: where the list begins.
_TOP_FROM = {"short_term": 0, "medium_term": 5, "long_term": 10}
_TOP_LENGTH = 12


def _me(call: Call) -> Reply:
    name = call.listener.name
    return json_reply(
        {
            "account_id": make_id(f"account {name}"),
            "display_name": name,
            "id": call.listener.id,
            "images": [],
            "type": "user",
            "uri": f"spotify:user:{call.listener.id}",
        }
    )


def _search(call: Call) -> Reply:
    query = call.request.query
    text = query.get("q", "").strip()
    if not text:
        raise RefusedError(HTTPStatus.BAD_REQUEST, "No search query")
    if len(text) > _MAX_QUERY_LENGTH:
        message = f"Query exceeds maximum length of {_MAX_QUERY_LENGTH} characters"
        raise RefusedError(HTTPStatus.BAD_REQUEST, message)
    if not query.get("type"):
        raise RefusedError(HTTPStatus.BAD_REQUEST, "Missing parameter type")
    limit = call.whole_number("limit", _RESULTS, 0, _MAX_RESULTS)
    offset = call.whole_number("offset", 0, 0, _MAX_OFFSET)
    found = search(text) if "track" in query["type"].split(",") else []
    here = f"{call.address}/v1/search"
    page = {
        "href": here,
        "items": [each.as_object(call.address) for each in found[offset : offset + limit]],
        "limit": limit,
        "next": here if offset + limit < len(found) else None,
        "offset": offset,
        "previous": None,
        "total": len(found),
    }
    return json_reply({"tracks": page})


def _track(call: Call) -> Reply:
    recording = BY_URI.get(f"spotify:track:{call.parts['id']}")
    if recording is None:
        raise RefusedError(HTTPStatus.BAD_REQUEST, "invalid id")
    return json_reply(recording.as_object(call.address))


def _top(call: Call) -> Reply:
    start = _TOP_FROM.get(call.request.query.get("time_range", "medium_term"))
    if start is None:
        raise RefusedError(HTTPStatus.BAD_REQUEST, "Invalid time range")
    most_played = RECORDINGS[start : start + _TOP_LENGTH]
    if call.parts["type"] == "tracks":
        entries: list[object] = [each.as_object(call.address) for each in most_played]
    else:
        names = dict.fromkeys(each.artist for each in most_played)
        entries = [
            {"id": make_id(f"artist {name}"), "name": name, "type": "artist"} for name in names
        ]
    return json_reply(call.page_of(entries, f"/v1/me/top/{call.parts['type']}"))


def _recently_played(call: Call) -> Reply:
    limit = call.whole_number("limit", 20, 1, 50)
    before = call.request.query.get("before", "")
    plays = [
        play
        for play in call.listener.plays
        if not before.isdigit() or round(play.at * 1000) < int(before)
    ]
    shown = plays[:limit]
    cursors = None
    if len(plays) > limit:
        cursors = {"after": _milliseconds(shown[0].at), "before": _milliseconds(shown[-1].at)}
    return json_reply(
        {
            "cursors": cursors,
            "href": f"{call.address}/v1/me/player/recently-played",
            "items": [
                {
                    "context": None,
                    "played_at": _written(play.at),
                    "track": play.recording.as_object(call.address),
                }
                for play in shown
            ],
            "limit": limit,
            "next": None if cursors is None else f"{call.address}/v1/me/player/recently-played",
        }
    )


def _milliseconds(at: float) -> str:
    return str(round(at * 1000))


def _written(at: float) -> str:
    moment = datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds")
    return moment.replace("+00:00", "Z")


CATALOGUE_ROUTES: tuple[Route, ...] = (
    route("GET", "/me", _me),
    route("GET", "/search", _search),
    route("GET", "/tracks/{id}", _track),
    route("GET", "/me/top/(?P<type>tracks|artists)", _top, "user-top-read"),
    route("GET", "/me/player/recently-played", _recently_played, "user-read-recently-played"),
)
