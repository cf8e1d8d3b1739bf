"""Services where people listen: connected, searched, given playlists."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import RedirectResponse

from affetto.api.byte_ranges import SOUND
from affetto.api.dependencies import (
    IsAdministratorDep,
    LibraryDep,
    ProviderName,
    ServicesDep,
    UserDep,
)
from affetto.api.problems import ProblemError
from affetto.api.schemas.problems import problems
from affetto.api.schemas.providers import (
    BudgetOut,
    FoundTracksOut,
    LearntOut,
    PlaybackTokenOut,
    ProviderAccountChangeIn,
    ProviderAccountIn,
    ProviderOut,
    ProviderPlaylistsOut,
    ProvidersOut,
    ProviderTracksOut,
    SendPlaylistIn,
    SentPlaylistOut,
    SignInOut,
    ToldOut,
    TrackListIn,
)
from affetto.api.service_problems import as_service_problem
from affetto.api.sound_answers import pass_on
from affetto.app.services.histories import learn_history, send_waiting_plays
from affetto.app.services.playlists import list_service_playlists, send_playlist
from affetto.app.services.service_json import found_as_dict, state_as_dict, track_as_dict
from affetto.app.services.sound import open_stream, playback_token
from affetto.app.services.tracks import find_tracks, search_service, searches_left
from affetto.app.track_lists import (
    NoSuchListError,
    tracks_by_number,
    tracks_of_match,
    tracks_of_playlist,
)
from affetto.errors import AffettoError
from affetto.library.music_library import Library
from affetto.music import Track
from affetto.providers.capabilities import MAX_SEARCH_RESULTS

router = APIRouter(prefix="/providers", tags=["services"])

# What may become of every question to a service.
SERVICE_PROBLEMS = problems(
    HTTPStatus.NOT_FOUND, HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.BAD_GATEWAY
)

_TrackId = Annotated[str, Path(max_length=500, description="As a search says it.")]

# Where on the page people come back to from a service's page.
_SETTINGS = "/settings/services"


@router.get("", summary="List services", response_model=ProvidersOut)
def list_providers(services: ServicesDep, user: UserDep) -> dict[str, Any]:
    """All services, what each can do, and how you stand with it."""
    return {"providers": [state_as_dict(state) for state in services.list_states(user)]}


@router.put(
    "/{name}/account",
    summary="Connect a service",
    response_model=ProviderOut,
    responses=SERVICE_PROBLEMS,
)
def connect(
    name: ProviderName,
    wanted: ProviderAccountIn,
    services: ServicesDep,
    user: UserDep,
    is_administrator: IsAdministratorDep,
) -> dict[str, Any]:
    """Connects a service by what you fill in, once it has let you in."""
    state = services.connect(user, name, wanted.fields, is_restricted=not is_administrator)
    return state_as_dict(state)


@router.patch(
    "/{name}/account",
    summary="Say whether a service may know what you hear",
    response_model=ProviderOut,
    responses=SERVICE_PROBLEMS,
)
def change(
    name: ProviderName, wanted: ProviderAccountChangeIn, services: ServicesDep, user: UserDep
) -> dict[str, Any]:
    """Lets a service know what you hear to the end, or no longer."""
    services.set_submitting(user, name, wanted=wanted.submits_plays)
    return state_as_dict(services.state(user, name))


@router.delete(
    "/{name}/account",
    summary="Disconnect a service",
    status_code=HTTPStatus.NO_CONTENT,
    responses=problems(HTTPStatus.NOT_FOUND),
)
def disconnect(name: ProviderName, services: ServicesDep, user: UserDep) -> None:
    """Forgets your account with a service; without one, nothing happens."""
    services.disconnect(user, name)


@router.post(
    "/{name}/sign-in",
    summary="Go to give a service leave",
    response_model=SignInOut,
    responses=SERVICE_PROBLEMS,
)
def start_sign_in(
    name: ProviderName,
    wanted: ProviderAccountIn,
    request: Request,
    services: ServicesDep,
    user: UserDep,
    is_administrator: IsAdministratorDep,
) -> dict[str, Any]:
    """The service's page on which to give leave; from there the browser comes back here."""
    return_url = _return_url(request, name)
    url = services.start_sign_in(
        user, name, wanted.fields, return_url, is_restricted=not is_administrator
    )
    return {"url": url}


@router.get(
    "/{name}/callback",
    summary="Come back from a service's page",
    status_code=HTTPStatus.SEE_OTHER,
    response_class=RedirectResponse,
    responses={
        303: {"description": "The page goes on from here."},
        **problems(HTTPStatus.NOT_FOUND),
    },
)
def finish_sign_in(
    name: ProviderName, request: Request, services: ServicesDep, user: UserDep
) -> RedirectResponse:
    """Connects the service that you come back from, and sends the browser to the settings.

    Where that fails, it is told there: `problem` is its kind, `detail` what happened.
    """
    try:
        services.finish_sign_in(user, name, dict(request.query_params))
    except AffettoError as error:
        problem = as_service_problem(error)
        told = {"service": name, "problem": problem.kind, "detail": problem.detail}
        return _to_settings(told)
    return _to_settings({"connected": name})


@router.get(
    "/{name}/playback-token",
    summary="Let this page play by itself",
    response_model=PlaybackTokenOut,
    responses=SERVICE_PROBLEMS,
)
def show_playback_token(
    name: ProviderName, services: ServicesDep, user: UserDep, response: Response
) -> dict[str, Any]:
    """A token for the service's own player in the page, good for an hour at most."""
    response.headers["Cache-Control"] = "no-store"
    return vars(playback_token(services, user, name))


@router.get(
    "/{name}/tracks",
    summary="Search a service",
    response_model=ProviderTracksOut,
    responses=SERVICE_PROBLEMS,
)
def search(
    name: ProviderName,
    services: ServicesDep,
    user: UserDep,
    query: Annotated[str, Query(min_length=1, max_length=200, description="Any words.")],
    limit: Annotated[int, Query(ge=1, le=MAX_SEARCH_RESULTS)] = MAX_SEARCH_RESULTS,
) -> dict[str, Any]:
    """What a service offers for words."""
    found = search_service(services, user, name, query, limit)
    return {"tracks": [track_as_dict(track) for track in found]}


@router.get(
    "/{name}/budget",
    summary="Show how many searches a service has left",
    response_model=BudgetOut,
    responses=SERVICE_PROBLEMS,
)
def show_budget(name: ProviderName, services: ServicesDep, user: UserDep) -> dict[str, Any]:
    """How many searches a service that counts them still answers today."""
    return vars(searches_left(services, user, name))


@router.post(
    "/{name}/finds",
    summary="Find a list at a service",
    response_model=FoundTracksOut,
    responses=SERVICE_PROBLEMS,
)
def find(
    name: ProviderName,
    wanted: TrackListIn,
    services: ServicesDep,
    library: LibraryDep,
    user: UserDep,
) -> dict[str, Any]:
    """What a service has of the tracks of a list, with pages to open; nothing is changed there."""
    found = find_tracks(services, user, name, tracks_of(library, user, wanted))
    return {"tracks": [found_as_dict(each) for each in found]}


@router.get(
    "/{name}/tracks/{track_id}/audio",
    summary="Hear a recording of a service",
    response_class=Response,
    responses={**SOUND, **SERVICE_PROBLEMS},
)
def play_audio(
    name: ProviderName,
    track_id: _TrackId,
    request: Request,
    services: ServicesDep,
    user: UserDep,
) -> Response:
    """The sound of a recording, passed on as the service gives it; parts may be asked for."""
    sound = open_stream(services, user, name, track_id, request.headers.get("Range", ""))
    return pass_on(request, sound)


@router.get(
    "/{name}/playlists",
    summary="List the playlists of a service",
    response_model=ProviderPlaylistsOut,
    responses=SERVICE_PROBLEMS,
)
def list_playlists(name: ProviderName, services: ServicesDep, user: UserDep) -> dict[str, Any]:
    """The playlists of your account with a service."""
    return {"playlists": [vars(each) for each in list_service_playlists(services, user, name)]}


@router.post(
    "/{name}/playlists",
    summary="Save a playlist to a service",
    status_code=HTTPStatus.CREATED,
    response_model=SentPlaylistOut,
    responses=SERVICE_PROBLEMS,
)
def send(
    name: ProviderName,
    wanted: SendPlaylistIn,
    services: ServicesDep,
    library: LibraryDep,
    user: UserDep,
) -> dict[str, Any]:
    """Keeps a list as a new playlist of your account, as far as the service has its tracks."""
    sent = send_playlist(services, user, name, wanted.name, tracks_of(library, user, wanted))
    return {
        "playlist": vars(sent.playlist),
        "tracks": [found_as_dict(found) for found in sent.tracks],
    }


@router.post(
    "/{name}/listens",
    summary="Learn from a service's history",
    response_model=LearntOut,
    responses=SERVICE_PROBLEMS,
)
def learn(name: ProviderName, services: ServicesDep, user: UserDep) -> dict[str, Any]:
    """Learns from what a service knows you listened to; a second time changes nothing."""
    recorded = learn_history(services, user, name)
    return {"new": recorded.new, "known": recorded.known}


@router.post(
    "/{name}/plays",
    summary="Tell a service the plays that wait",
    response_model=ToldOut,
    responses=SERVICE_PROBLEMS,
)
def send_plays(name: ProviderName, services: ServicesDep, user: UserDep) -> dict[str, Any]:
    """Tells a service what you heard while it could not be told."""
    return {"told": send_waiting_plays(services, user, name)}


def tracks_of(library: Library, user: str, wanted: TrackListIn) -> list[Track]:
    """The tracks that a list names.

    Raises:
        ProblemError: 404, there is no such match or playlist.
        InputError: there is no such track.
    """
    try:
        if wanted.match is not None:
            return tracks_of_match(library, user, wanted.match)
        if wanted.playlist is not None:
            return tracks_of_playlist(library, user, wanted.playlist)
    except NoSuchListError as error:
        raise ProblemError(HTTPStatus.NOT_FOUND, str(error), "no-such-list") from error
    return tracks_by_number(library, wanted.tracks or [])


def _return_url(request: Request, name: str) -> str:
    """Where a service is to send the browser back to.

    Services take 127.0.0.1 for this machine, and no longer "localhost" (RFC 8252, 8.3).
    """
    url = request.url_for("finish_sign_in", name=name)
    return str(url.replace(hostname="127.0.0.1") if url.hostname == "localhost" else url)


def _to_settings(told: dict[str, str]) -> RedirectResponse:
    return RedirectResponse(
        f"{_SETTINGS}?{urlencode(told)}", HTTPStatus.SEE_OTHER, {"Cache-Control": "no-store"}
    )
