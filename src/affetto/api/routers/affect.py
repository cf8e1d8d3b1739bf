"""Reading pictures: `affetto feel` over HTTP."""

from __future__ import annotations

import base64
import io
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from affetto.affect import combine_affects
from affetto.affect_json import affect_as_dict
from affetto.api.dependencies import ExplanationsDep, ReadingsDep, UploadLimitsDep, VisionDep
from affetto.api.inference_queue import while_connected
from affetto.api.picture_requests import (
    PictureRequest,
    decode_base64,
    describe_body,
    parse_document,
    receive_pictures,
)
from affetto.api.problems import wrong_field
from affetto.api.schemas.affect import (
    AffectOut,
    AffectsIn,
    ExplanationsOut,
    PictureIn,
    ReadingOut,
)
from affetto.api.schemas.problems import problems
from affetto.api.uploads import Upload, UploadLimits
from affetto.app.pictures import Vision, draw_preview, explain_as_layers
from affetto.reading_json import box_as_list, reading_as_dict
from affetto.vision.explanation_layers import HeatLayer
from affetto.vision.frames import decode_picture

router = APIRouter(tags=["pictures"])

_PROBLEMS = problems(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, HTTPStatus.TOO_MANY_REQUESTS)
_ONE = describe_body(PictureIn, is_list=False, has_query=False)
_MANY = describe_body(PictureIn, is_list=True, has_query=False)


@router.post(
    "/affect",
    summary="Read the emotion in pictures",
    response_model=ReadingOut | list[ReadingOut],
    responses=_PROBLEMS,
    openapi_extra=_MANY,
)
async def read_affect(
    request: Request, vision: VisionDep, readings: ReadingsDep, limits: UploadLimitsDep
) -> Response:
    """What each picture feels like: faces, scene, and both together.

    Of one picture an object, of several a list in their order. JPEG, PNG, WebP, HEIC, AVIF, GIF,
    TIFF and BMP are read; pictures are never stored.
    """
    readings.check_room()
    async with receive_pictures(request) as received:
        pictures = await _pictures_of(received, limits)
        work = readings.run(lambda: [_read(vision, picture) for picture in pictures])
        found = await while_connected(request, work)
    return JSONResponse(found[0] if len(found) == 1 else found)


@router.post(
    "/affect/combined",
    summary="Say what several pictures feel like together",
    response_model=AffectOut,
)
def combine(wanted: AffectsIn) -> dict[str, Any]:
    """One affect of several that were read before, as `affetto match A.jpg B.jpg` combines them.

    Of faces and scenes together only the place is known: their words differ.
    """
    return affect_as_dict(combine_affects([affect.typed() for affect in wanted.affects]))


@router.post(
    "/previews",
    summary="Draw a picture that the browser cannot show",
    response_class=Response,
    responses={
        200: {
            "content": {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}},
            "description": "The picture upright, its longer side at most 1,600 pixels.",
        },
        **_PROBLEMS,
    },
    openapi_extra=_ONE,
)
async def draw_picture(
    request: Request, readings: ReadingsDep, limits: UploadLimitsDep
) -> Response:
    """A JPEG of what cannot be shown by itself, such as HEIC and TIFF."""
    readings.check_room()
    async with receive_pictures(request) as received:
        picture = _only(await _pictures_of(received, limits))
        work = readings.run(lambda: draw_preview(decode_picture(picture.content, picture.name)))
        preview = await while_connected(request, work)
    return Response(preview, media_type="image/jpeg")


@router.post(
    "/explanations",
    summary="Show what a reading rests on",
    response_model=ExplanationsOut,
    responses=_PROBLEMS,
    openapi_extra=_ONE,
)
async def explain_affect(
    request: Request, vision: VisionDep, explanations: ExplanationsDep, limits: UploadLimitsDep
) -> Response:
    """Where in faces and scene the answers were found, as heat to lay over the picture.

    Parts are hidden one after the other and the networks asked again, which takes seconds.
    """
    explanations.check_room()
    async with receive_pictures(request) as received:
        picture = _only(await _pictures_of(received, limits))
        layers = await while_connected(request, explanations.run(lambda: _explain(vision, picture)))
    return JSONResponse({"overlays": layers})


async def _pictures_of(received: PictureRequest, limits: UploadLimits) -> tuple[Upload, ...]:
    if received.document is not None and not received.pictures:
        document = await parse_document(received.document, PictureIn)
        return (decode_base64(document.picture, document.name, limits),)
    if not received.pictures:
        raise wrong_field("picture", 'send a file in a field called "picture"')
    return received.pictures


def _only(pictures: tuple[Upload, ...]) -> Upload:
    if len(pictures) > 1:
        raise wrong_field("picture", "send one picture at a time")
    return pictures[0]


def _read(vision: Vision, picture: Upload) -> dict[str, Any]:
    reading = vision.reader.read(decode_picture(picture.content, picture.name).rgb)
    return reading_as_dict(picture.name, reading)


def _explain(vision: Vision, picture: Upload) -> list[dict[str, Any]]:
    decoded = decode_picture(picture.content, picture.name)
    return [
        _overlay_as_dict(layer)
        for layer in explain_as_layers(decoded, vision.reader, vision.explainer)
    ]


def _overlay_as_dict(layer: HeatLayer) -> dict[str, Any]:
    buffer = io.BytesIO()
    layer.image.save(buffer, "PNG")
    return {
        "about": "scene" if layer.face is None else "face",
        "face": layer.face,
        "box": box_as_list(layer.box),
        "emotion": layer.emotion,
        "png": f"data:image/png;base64,{base64.b64encode(buffer.getvalue()).decode()}",
    }
