"""The Web API's endpoints for playing."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from affetto.providers.spotify.demo.messages import (
    NOTHING,
    RefusedError,
    Reply,
    json_reply,
)
from affetto.providers.spotify.demo.player import Player, PlayingDevice
from affetto.providers.spotify.demo.playlist_routes import find_recordings
from affetto.providers.spotify.demo.routes import Answer, Call, Route, route

_READS_STATE = "user-read-playback-state"
_READS_TRACK = "user-read-currently-playing"
_CHANGES_STATE = "user-modify-playback-state"
_LONGEST_MS = 86_400_000

Order = Callable[[Call, Player, PlayingDevice], None]


def _devices(call: Call) -> Reply:
    player = call.listener.player
    return json_reply(
        {
            "devices": [
                device.as_object(is_active=device is player.active) for device in player.devices
            ]
        }
    )


def _state(call: Call) -> Reply:
    player = call.listener.player
    if player.active is None:
        return NOTHING
    content = {
        "device": player.active.as_object(is_active=True),
        "repeat_state": "off",
        "shuffle_state": False,
        **_track_state(call),
    }
    return json_reply(content)


def _currently_playing(call: Call) -> Reply:
    return NOTHING if call.listener.player.active is None else json_reply(_track_state(call))


def _track_state(call: Call) -> dict[str, Any]:
    player = call.listener.player
    current = player.current
    return {
        "actions": {"disallows": {}},
        "context": None,
        "currently_playing_type": "track" if current else "unknown",
        "is_playing": player.is_playing,
        "item": current.as_object(call.address) if current else None,
        "progress_ms": round(player.position_s * 1000) if current else None,
    }


def _queue(call: Call) -> Reply:
    player = call.listener.player
    current = player.current
    return json_reply(
        {
            "currently_playing": current.as_object(call.address) if current else None,
            "queue": [each.as_object(call.address) for each in player.next_up()],
        }
    )


def _play(call: Call, player: Player, device: PlayingDevice) -> None:
    content = call.request.read_json()
    if "uris" in content:
        player.play(find_recordings(content["uris"]), device)
    else:
        player.resume(device)


def _pause(_call: Call, player: Player, _device: PlayingDevice) -> None:
    player.pause()


def _next(_call: Call, player: Player, _device: PlayingDevice) -> None:
    player.skip()


def _previous(_call: Call, player: Player, _device: PlayingDevice) -> None:
    player.skip_back()


def _seek(call: Call, player: Player, _device: PlayingDevice) -> None:
    player.seek(call.whole_number("position_ms", 0, 0, _LONGEST_MS) / 1000)


def _set_volume(call: Call, _player: Player, device: PlayingDevice) -> None:
    volume = call.whole_number("volume_percent", -1, 0, 100)
    if volume < 0:
        raise RefusedError(HTTPStatus.BAD_REQUEST, "Missing required field: volume_percent")
    if not device.supports_volume:
        raise RefusedError(
            HTTPStatus.FORBIDDEN,
            "Player command failed: Cannot control device volume",
            "VOLUME_CONTROL_DISALLOW",
        )
    device.volume = volume


def _enqueue(call: Call, player: Player, _device: PlayingDevice) -> None:
    player.queue.extend(find_recordings([call.request.query.get("uri", "")]))


def _ordering(order: Order) -> Answer:
    """What answers an order: it needs Premium and a device, and says nothing."""

    def answer(call: Call) -> Reply:
        _need_premium(call)
        player = call.listener.player
        order(call, player, player.choose(call.request.query.get("device_id")))
        return NOTHING

    return answer


def _transfer(call: Call) -> Reply:
    _need_premium(call)
    content = call.request.read_json()
    device_ids = content.get("device_ids")
    if not isinstance(device_ids, list) or len(device_ids) != 1:
        raise RefusedError(HTTPStatus.BAD_REQUEST, "One device id is needed")
    player = call.listener.player
    player.transfer(player.choose(str(device_ids[0])), plays=content.get("play") is True)
    return NOTHING


def _need_premium(call: Call) -> None:
    if not call.listener.has_premium:
        raise RefusedError(
            HTTPStatus.FORBIDDEN, "Player command failed: Premium required", "PREMIUM_REQUIRED"
        )


PLAYER_ROUTES: tuple[Route, ...] = (
    route("GET", "/me/player", _state, _READS_STATE),
    route("GET", "/me/player/devices", _devices, _READS_STATE),
    route("GET", "/me/player/currently-playing", _currently_playing, _READS_TRACK),
    route("GET", "/me/player/queue", _queue, _READS_STATE, _READS_TRACK),
    route("PUT", "/me/player", _transfer, _CHANGES_STATE),
    route("PUT", "/me/player/play", _ordering(_play), _CHANGES_STATE),
    route("PUT", "/me/player/pause", _ordering(_pause), _CHANGES_STATE),
    route("POST", "/me/player/next", _ordering(_next), _CHANGES_STATE),
    route("POST", "/me/player/previous", _ordering(_previous), _CHANGES_STATE),
    route("PUT", "/me/player/seek", _ordering(_seek), _CHANGES_STATE),
    route("PUT", "/me/player/volume", _ordering(_set_volume), _CHANGES_STATE),
    route("POST", "/me/player/queue", _ordering(_enqueue), _CHANGES_STATE),
)
