"""Finding music: `affetto match` over HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from affetto.affect import Affect
from affetto.api.dependencies import (
    CatalogueDep,
    LibraryDep,
    ReadingsDep,
    SettingsDep,
    UploadLimitsDep,
    UserDep,
    VisionDep,
)
from affetto.api.inference_queue import while_connected
from affetto.api.picture_requests import (
    PictureRequest,
    decode_base64,
    describe_body,
    parse_document,
    receive_pictures,
)
from affetto.api.problems import wrong_field
from affetto.api.schemas.matches import DestinationIn, MatchIn, MatchOut
from affetto.api.schemas.problems import problems
from affetto.api.uploads import Upload, UploadLimits
from affetto.app.matching import match_and_remember
from affetto.app.pictures import AskedMood, Vision, combine_readings
from affetto.playlists.exporters.match_json import playlist_as_dict
from affetto.recommend.filters import Filters
from affetto.recommend.query import Query
from affetto.scene_context import count_context
from affetto.vision.frames import decode_picture

router = APIRouter(tags=["music"])

_NOTHING_ASKED = b"{}"


@router.post(
    "/matches",
    summary="Find the music that fits",
    response_model=MatchOut,
    response_model_exclude_unset=True,
    responses={
        200: {
            "headers": {
                "Content-Location": {
                    "description": "Where the match stands in the history.",
                    "schema": {"type": "string"},
                }
            }
        },
        **problems(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, HTTPStatus.TOO_MANY_REQUESTS),
    },
    openapi_extra=describe_body(MatchIn, is_list=True, has_query=True),
)
async def match(
    request: Request,
    library: LibraryDep,
    catalogue: CatalogueDep,
    vision: VisionDep,
    readings: ReadingsDep,
    limits: UploadLimitsDep,
    settings: SettingsDep,
    user: UserDep,
) -> Response:
    """Tracks of the library that fit pictures, an affect read before, a word, or a place.

    The mood is said in exactly one way. With an affect that was read from a scene, send what is to
    be seen there (`context`), and the answer is that to the picture itself. Where filters leave
    nothing, the answer is 409 of kind `nothing-passes`, whose detail says which to loosen; in an
    empty library 409 of kind `empty-library`. What is found is entered into the history, unless
    you keep none; pictures never are.
    """
    async with receive_pictures(request) as received:
        wanted = await parse_document(received.document or _NOTHING_ASKED, MatchIn)
        pictures = _pictures_of(received, wanted, limits)
        mood = _said(wanted)
        if mood is None:
            work = readings.run(lambda: _read(vision, pictures))
            mood = await while_connected(request, work)
    found = await run_in_threadpool(
        match_and_remember,
        library,
        _query_of(wanted, mood),
        wanted.strategy,
        wanted.n,
        user,
        settings,
        wanted.picture_name,
        catalogue,
    )
    response = JSONResponse(playlist_as_dict(found.playlist))
    if found.history_id is not None:
        prefix = request.url.path.removesuffix("/matches")
        response.headers["Content-Location"] = f"{prefix}/history/{found.history_id}"
    return response


def _pictures_of(
    received: PictureRequest, wanted: MatchIn, limits: UploadLimits
) -> Sequence[Upload]:
    """The pictures that say the mood; none where it is said otherwise.

    Raises:
        ProblemError: the mood is said in no way, or in several.
    """
    if wanted.ways_said + bool(received.pictures) != 1:
        raise wrong_field(
            "",
            "say the mood in exactly one way: by pictures, by an affect that was read before, by "
            "an emotion, or by valence and arousal",
        )
    if wanted.picture is None:
        return received.pictures
    return [decode_base64(wanted.picture, wanted.picture_name or "picture", limits)]


def _said(wanted: MatchIn) -> AskedMood | None:
    """The mood as it is said; None where pictures say it."""
    if wanted.affect is not None:
        affect = wanted.affect.typed()
        return AskedMood(affect, count_context(affect.source, wanted.context or {}))
    if wanted.emotion is not None:
        return AskedMood(Affect.said(wanted.emotion))
    if wanted.valence is not None and wanted.arousal is not None:
        return AskedMood(Affect.at(wanted.valence, wanted.arousal))
    return None


def _read(vision: Vision, pictures: Sequence[Upload]) -> AskedMood:
    return combine_readings(
        [
            vision.reader.read(decode_picture(picture.content, picture.name).rgb)
            for picture in pictures
        ]
    )


def _query_of(wanted: MatchIn, mood: AskedMood) -> Query:
    """The query of a request.

    Raises:
        InputError: filters that cannot be, such as a duration of nothing.
    """
    return Query(
        affect=mood.affect,
        context=mood.context,
        intent=wanted.intent,
        filters=Filters(
            genres=tuple(wanted.genres),
            decades=tuple(wanted.decades),
            popularity=wanted.popularity,
            licence=wanted.licence,
            min_duration_s=wanted.min_duration_s,
            max_duration_s=wanted.max_duration_s,
            instrumental=wanted.instrumental,
            clean=wanted.clean,
            languages=tuple(wanted.languages),
            providers=tuple(wanted.providers),
            excluded=tuple(wanted.exclude),
        ),
        seed=wanted.seed,
        personalization=wanted.personalization,
        destination=_destination_of(wanted.to),
    )


def _destination_of(to: DestinationIn | None) -> Affect | None:
    if to is None:
        return None
    if to.emotion is not None:
        return Affect.said(to.emotion)
    if to.valence is None or to.arousal is None:  # the schema lets neither stand alone
        return None
    return Affect.at(to.valence, to.arousal)
