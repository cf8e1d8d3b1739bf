"""Music of services that becomes part of the library: of servers, and of open catalogues."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from affetto.affect import Point
from affetto.api.dependencies import (
    AdministratorDep,
    JobsDep,
    ProviderName,
    ServicesDep,
    UserDep,
)
from affetto.api.problems import wrong_field
from affetto.api.schemas.jobs import JobOut
from affetto.api.schemas.problems import problems
from affetto.api.schemas.provider_music import OpenMusicIn, ServerImportIn
from affetto.api.schemas.providers import ProviderTracksOut
from affetto.app.jobs import Job
from affetto.app.services.open_music import search_open_music
from affetto.app.services.service_json import track_as_dict
from affetto.licences import LicenceUse
from affetto.providers.capabilities import MAX_SEARCH_RESULTS

router = APIRouter(prefix="/providers", tags=["services"])

_Coordinate = Annotated[float | None, Query(ge=-1, le=1, allow_inf_nan=False)]


@router.post(
    "/{name}/library",
    status_code=HTTPStatus.ACCEPTED,
    summary="Import your server",
    responses=problems(HTTPStatus.NOT_FOUND),
    dependencies=[AdministratorDep],
)
def import_server(
    name: ProviderName,
    wanted: ServerImportIn,
    services: ServicesDep,
    jobs: JobsDep,
    user: UserDep,
    response: Response,
) -> JobOut:
    """Starts to bring in all music of your server, and to hear what nothing has heard yet.

    Files are fetched one by one and not kept. Starting it again goes on where it was stopped, and
    brings in what is new.
    """
    job = jobs.import_service(services, user, name, retry_failed=wanted.retry_failed)
    return _tell_started(job, response)


@router.post(
    "/{name}/additions",
    status_code=HTTPStatus.ACCEPTED,
    summary="Keep open music",
    responses=problems(HTTPStatus.NOT_FOUND),
    dependencies=[AdministratorDep],
)
def add_open_music(
    name: ProviderName,
    wanted: OpenMusicIn,
    services: ServicesDep,
    jobs: JobsDep,
    user: UserDep,
    response: Response,
) -> JobOut:
    """Starts to fetch tracks of a catalogue whose authors allow it, with licence and credits."""
    return _tell_started(jobs.add_open_music(services, user, name, wanted.tracks), response)


@router.get(
    "/{name}/open-music",
    summary="Search open music",
    response_model=ProviderTracksOut,
    responses=problems(HTTPStatus.NOT_FOUND, HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.BAD_GATEWAY),
)
def search(
    name: ProviderName,
    services: ServicesDep,
    user: UserDep,
    *,
    query: Annotated[str, Query(max_length=200, description="Any words; or give a mood.")] = "",
    valence: _Coordinate = None,
    arousal: _Coordinate = None,
    licence: Annotated[LicenceUse, Query(description="What it may be used for.")] = LicenceUse.ANY,
    limit: Annotated[int, Query(ge=1, le=MAX_SEARCH_RESULTS)] = MAX_SEARCH_RESULTS,
) -> dict[str, Any]:
    """What a catalogue offers for words, or for a place in the plane, and may be used so."""
    found = search_open_music(
        services, user, name, _read_wanted(query, valence, arousal), licence, limit
    )
    return {"tracks": [track_as_dict(track) for track in found]}


def _read_wanted(query: str, valence: float | None, arousal: float | None) -> str | Point:
    if query.strip() and valence is None and arousal is None:
        return query
    if valence is None or arousal is None or query.strip():
        raise wrong_field("query", "give either words, or valence and arousal")
    return Point(valence, arousal)


def _tell_started(job: Job, response: Response) -> JobOut:
    response.headers["Location"] = f"/api/v1/jobs/{job.record.id}"
    return JobOut.of(job)
