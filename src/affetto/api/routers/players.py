"""Players of the services where people listen, in the room or elsewhere."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter

from affetto.api.dependencies import LibraryDep, ProviderName, ServicesDep, UserDep
from affetto.api.routers.providers import (
    SERVICE_PROBLEMS,
    tracks_of,
)
from affetto.api.schemas.providers import (
    DevicesOut,
    EnqueueIn,
    FoundTrackOut,
    PlaybackOut,
    PlayedOut,
    PlayIn,
    PositionIn,
    TransferIn,
    VolumeIn,
)
from affetto.app.services.players import enqueue_track, play_tracks, player
from affetto.app.services.service_json import found_as_dict, playback_as_dict
from affetto.app.track_lists import tracks_by_number

router = APIRouter(prefix="/providers/{name}", tags=["services"], responses=SERVICE_PROBLEMS)


@router.get("/devices", summary="List a service's devices", response_model=DevicesOut)
def list_devices(name: ProviderName, services: ServicesDep, user: UserDep) -> dict[str, Any]:
    """What a service can play on."""
    with player(services, user, name) as controls:
        return {"devices": [vars(device) for device in controls.devices()]}


@router.get("/player", summary="Show what a service plays", response_model=PlaybackOut)
def show_playback(name: ProviderName, services: ServicesDep, user: UserDep) -> dict[str, Any]:
    """What a service plays just now, where, and how far it is."""
    with player(services, user, name) as controls:
        return playback_as_dict(controls.playback())


@router.put("/player/tracks", summary="Play a list on a service", response_model=PlayedOut)
def play(
    name: ProviderName,
    wanted: PlayIn,
    services: ServicesDep,
    library: LibraryDep,
    user: UserDep,
) -> dict[str, Any]:
    """Plays a list from its first track on, as far as the service has its tracks."""
    tracks = tracks_of(library, user, wanted)
    found = play_tracks(services, user, name, tracks, wanted.device)
    return {"tracks": [found_as_dict(each) for each in found]}


@router.post("/player/queue", summary="Put a track into the queue", response_model=FoundTrackOut)
def enqueue(
    name: ProviderName,
    wanted: EnqueueIn,
    services: ServicesDep,
    library: LibraryDep,
    user: UserDep,
) -> dict[str, Any]:
    """Plays a track after those that are to come."""
    [track] = tracks_by_number(library, [wanted.track])
    return found_as_dict(enqueue_track(services, user, name, track))


@router.put("/player/resume", summary="Go on playing", status_code=HTTPStatus.NO_CONTENT)
def resume(name: ProviderName, services: ServicesDep, user: UserDep) -> None:
    """Goes on with what was paused."""
    with player(services, user, name) as controls:
        controls.resume()


@router.put("/player/pause", summary="Pause", status_code=HTTPStatus.NO_CONTENT)
def pause(name: ProviderName, services: ServicesDep, user: UserDep) -> None:
    """Pauses; nothing happens where nothing plays."""
    with player(services, user, name) as controls:
        controls.pause()


@router.post("/player/next", summary="Go to the next track", status_code=HTTPStatus.NO_CONTENT)
def go_on(name: ProviderName, services: ServicesDep, user: UserDep) -> None:
    """Goes to the next track."""
    with player(services, user, name) as controls:
        controls.next()


@router.post(
    "/player/previous", summary="Go to the track before", status_code=HTTPStatus.NO_CONTENT
)
def go_back(name: ProviderName, services: ServicesDep, user: UserDep) -> None:
    """Goes to the track before."""
    with player(services, user, name) as controls:
        controls.previous()


@router.put("/player/position", summary="Go to a place", status_code=HTTPStatus.NO_CONTENT)
def seek(name: ProviderName, wanted: PositionIn, services: ServicesDep, user: UserDep) -> None:
    """Goes to a place of the track."""
    with player(services, user, name) as controls:
        controls.seek(wanted.position_s)


@router.put("/player/volume", summary="Set the volume", status_code=HTTPStatus.NO_CONTENT)
def set_volume(name: ProviderName, wanted: VolumeIn, services: ServicesDep, user: UserDep) -> None:
    """Sets how loud a service plays."""
    with player(services, user, name) as controls:
        controls.set_volume(wanted.volume)


@router.put("/player/device", summary="Play elsewhere", status_code=HTTPStatus.NO_CONTENT)
def transfer(name: ProviderName, wanted: TransferIn, services: ServicesDep, user: UserDep) -> None:
    """Goes on playing on another device."""
    with player(services, user, name) as controls:
        controls.transfer(wanted.device)
