"""Single tracks of the library: search, listen, correct."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import blake2b
from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response

from affetto.api.byte_ranges import SOUND, Content, answer_with, is_known
from affetto.api.dependencies import AdministratorDep, LibraryDep, ServicesDep, UserDep
from affetto.api.problems import ProblemError, wrong_field
from affetto.api.schemas.problems import problems
from affetto.api.schemas.tracks import (
    MAX_PAGE,
    TimelineOut,
    TrackDetailsOut,
    TrackEditIn,
    TrackOut,
    TrackPageOut,
)
from affetto.api.sound_answers import pass_on
from affetto.api.track_filters import TrackFilterDep
from affetto.app.services.track_sound import open_track_stream
from affetto.app.tracks import (
    LostFileError,
    NoFileError,
    edit_track,
    find_track,
    forget_track,
    open_track,
)
from affetto.errors import InputError
from affetto.library.records import MoodArea, TrackOrder

router = APIRouter(prefix="/tracks", tags=["tracks"])

# SQLite's integers.
TrackIdPath = Annotated[int, Path(ge=1, lt=2**63, examples=[17])]
_Bound = Annotated[float | None, Query(ge=-1, le=1, allow_inf_nan=False)]
# Of any library; beyond it, adding to it would leave the range of numbers.
_MAX_OFFSET = 2**62


@router.get("", summary="Search the library", responses=problems())
def list_tracks(
    library: LibraryDep,
    wanted: TrackFilterDep,
    *,
    min_valence: _Bound = None,
    max_valence: _Bound = None,
    min_arousal: _Bound = None,
    max_arousal: _Bound = None,
    sort: TrackOrder = TrackOrder.ARTIST,
    order: Literal["asc", "desc"] = "asc",
    offset: Annotated[int, Query(ge=0, le=_MAX_OFFSET)] = 0,
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 50,
) -> TrackPageOut:
    """The tracks that pass all filters, a page at a time.

    What a track lacks to be sorted by puts it last, whichever way round.
    """
    wanted = replace(wanted, area=_area_of(min_valence, max_valence, min_arousal, max_arousal))
    with library.reading() as repository:
        page = repository.page(wanted, sort, descending=order == "desc", offset=offset, limit=limit)
    return TrackPageOut(
        total=page.total,
        tracks=[TrackOut.of(track, has_cover=track.id in page.with_cover) for track in page.tracks],
    )


@router.get("/{track_id}", summary="Show a track", responses=problems(HTTPStatus.NOT_FOUND))
def show_track(track_id: TrackIdPath, library: LibraryDep) -> TrackDetailsOut:
    """All that is known of a track, and who says so."""
    with _missing_as_problem():
        details = find_track(library, track_id)
    with library.reading() as repository:
        has_cover = repository.cover(track_id) is not None
    return TrackDetailsOut.of_details(details, has_cover=has_cover)


@router.patch(
    "/{track_id}",
    summary="Correct a track",
    responses=problems(HTTPStatus.NOT_FOUND),
    dependencies=[AdministratorDep],
)
def correct_track(track_id: TrackIdPath, edit: TrackEditIn, library: LibraryDep) -> TrackDetailsOut:
    """Lets a track say what you know better; files, catalogues and models do not overwrite it.

    All fields are changed, or none is. Null brings back what files and catalogues say.
    """
    with _missing_as_problem():
        try:
            edit_track(library, track_id, edit.typed())
        except InputError as error:
            raise wrong_field(error.source, error.reason) from error
    return show_track(track_id, library)


@router.delete(
    "/{track_id}",
    status_code=HTTPStatus.NO_CONTENT,
    summary="Forget a track",
    responses=problems(HTTPStatus.NOT_FOUND),
    dependencies=[AdministratorDep],
)
def remove_track(track_id: TrackIdPath, library: LibraryDep) -> None:
    """Removes a track from the library. Its file stays where it is."""
    with _missing_as_problem():
        forget_track(library, track_id)


@router.head("/{track_id}/audio", include_in_schema=False)
@router.get(
    "/{track_id}/audio",
    summary="Listen to a track",
    response_class=Response,
    responses={
        **SOUND,
        **problems(
            HTTPStatus.NOT_FOUND,
            HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
            HTTPStatus.TOO_MANY_REQUESTS,
            HTTPStatus.BAD_GATEWAY,
        ),
    },
)
def play_track(
    track_id: TrackIdPath,
    library: LibraryDep,
    services: ServicesDep,
    user: UserDep,
    request: Request,
) -> Response:
    """The sound of a track's file, whole or in part (`Range`, `If-Range`).

    Formats that browsers cannot play arrive as WAV, in which players may jump about all the same.
    Where there is no file, it comes from the service that has the track, by your own account.
    """
    with _missing_as_problem():
        try:
            track = open_track(library, track_id)
        except (NoFileError, LostFileError):
            stream = open_track_stream(
                services, user, find_track(library, track_id), request.headers.get("Range", "")
            )
            if stream is None:
                raise
            return pass_on(request, stream)
        content = Content(
            media_type=track.sound.media_type,
            size_bytes=track.sound.size_bytes,
            read=track.sound.read,
            version=track.version,
            changed_at=track.changed_at,
        )
        return answer_with(request, content)


@router.get(
    "/{track_id}/cover",
    summary="Show a track's cover",
    response_class=Response,
    responses={
        HTTPStatus.OK: {
            "description": "The picture, at most 300 pixels a side.",
            "content": {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}},
        },
        HTTPStatus.NOT_MODIFIED: {"description": "It is as `If-None-Match` has it."},
        **problems(HTTPStatus.NOT_FOUND),
    },
)
def show_cover(track_id: TrackIdPath, library: LibraryDep, request: Request) -> Response:
    """The picture on the cover, from the file's tags or from its folder."""
    with library.reading() as repository:
        cover = repository.cover(track_id)
    if cover is None:
        raise ProblemError(HTTPStatus.NOT_FOUND, f"track {track_id} has no cover", "no-cover")
    etag = f'"{blake2b(cover.data, digest_size=16).hexdigest()}"'
    headers = {"ETag": etag, "Cache-Control": "private, max-age=3600"}
    if is_known(request, etag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(cover.data, media_type=cover.media_type, headers=headers)


@router.get(
    "/{track_id}/timeline",
    summary="Follow a track",
    responses=problems(HTTPStatus.NOT_FOUND),
)
def show_timeline(track_id: TrackIdPath, library: LibraryDep) -> TimelineOut:
    """Waveform, beats, and the mood from second to second."""
    with _missing_as_problem():
        details = find_track(library, track_id)
    with library.reading() as repository:
        timeline = repository.timeline(track_id)
    if timeline is None:
        raise ProblemError(
            HTTPStatus.NOT_FOUND, f"track {track_id} has not been heard yet", "not-heard"
        )
    return TimelineOut.of(timeline, details.track)


def _area_of(
    min_valence: float | None,
    max_valence: float | None,
    min_arousal: float | None,
    max_arousal: float | None,
) -> MoodArea | None:
    edges = {
        "min_valence": min_valence,
        "max_valence": max_valence,
        "min_arousal": min_arousal,
        "max_arousal": max_arousal,
    }
    given = {name: edge for name, edge in edges.items() if edge is not None}
    return MoodArea(**given) if given else None


@contextmanager
def _missing_as_problem() -> Iterator[None]:
    """Tells apart what is not there."""
    try:
        yield
    except NoFileError as error:
        raise ProblemError(HTTPStatus.NOT_FOUND, str(error), "no-file") from error
    except LostFileError as error:
        raise ProblemError(HTTPStatus.NOT_FOUND, str(error), "lost-file") from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise ProblemError(
            HTTPStatus.NOT_FOUND, f"the file cannot be read: {reason}", "lost-file"
        ) from error
