"""Requests that bring pictures: as a form, or as base64 in JSON."""

from __future__ import annotations

import base64
import binascii
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeVar

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from affetto.api.problems import ProblemError, wrong_field
from affetto.api.uploads import (
    MemoryShare,
    Upload,
    UploadLimits,
    UploadMemory,
    read_file_name,
    read_form,
    too_large,
)

Document = TypeVar("Document", bound=BaseModel)

# Name of the field of a form that holds what else is asked, in JSON.
QUERY_FIELD = "query"


@dataclass(frozen=True)
class PictureRequest:
    """What a request brought.

    Attributes:
        pictures: the files of a form; empty where JSON was sent.
        document: the JSON, or the form's field "query"; None where there is none.
    """

    pictures: tuple[Upload, ...]
    document: bytes | None


@asynccontextmanager
async def receive_pictures(request: Request) -> AsyncIterator[PictureRequest]:
    """What a request brings, in memory as long as the block lasts.

    Raises:
        ProblemError: it is too large, in no such format, or cannot be read.
    """
    limits: UploadLimits = request.app.state.upload_limits
    memory: UploadMemory = request.app.state.upload_memory
    with memory.share() as share:
        yield await _receive(request, limits, share)


async def _receive(request: Request, limits: UploadLimits, share: MemoryShare) -> PictureRequest:
    content_type = request.headers.get("content-type", "")
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        form = await read_form(content_type, request.stream(), limits, share)
        query = form.fields.get(QUERY_FIELD)
        return PictureRequest(form.pictures, None if query is None else query.encode())
    if kind == "application/json":
        return PictureRequest((), await _read_document(request, limits, share))
    raise ProblemError(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        'send JSON, or a form (multipart/form-data) with the file in a field called "picture"',
        "media-type",
    )


async def _read_document(request: Request, limits: UploadLimits, share: MemoryShare) -> bytes:
    document = bytearray()
    async for chunk in request.stream():
        if len(document) + len(chunk) > limits.request_bytes:
            raise too_large(f"a request may have {limits.request_bytes // 10**6} MB at most")
        share.take(len(chunk))
        document += chunk
    return bytes(document)


async def parse_document(document: bytes, shape: type[Document]) -> Document:
    """JSON in a documented shape; parsed by another thread, for it may hold a picture.

    Raises:
        RequestValidationError: it is none, or has another shape.
    """
    try:
        return await run_in_threadpool(shape.model_validate_json, document)
    except ValidationError as error:
        raise RequestValidationError(error.errors(include_url=False, include_input=False)) from None


def decode_base64(text: str, name: str, limits: UploadLimits) -> Upload:
    """A picture in base64, or in a data: URL.

    Raises:
        ProblemError: it is none (422), or too large (413).
    """
    head, comma, data = text.partition(",")
    if comma and head.lower().startswith("data:"):
        if not head.lower().endswith(";base64"):
            raise wrong_field("picture", "is a data: URL that is not in base64")
    else:
        data = text
    limits.check_picture(len(data) * 3 // 4)
    try:
        return Upload(read_file_name(name), base64.b64decode("".join(data.split()), validate=True))
    except (binascii.Error, ValueError):
        raise wrong_field("picture", "is not base64") from None


def describe_body(shape: type[BaseModel], *, is_list: bool, has_query: bool) -> dict[str, Any]:
    """The `openapi_extra` of a path whose body is read here.

    Args:
        shape: of the JSON.
        is_list: whether a form may hold several pictures.
        has_query: whether a form may hold the JSON beside them.
    """
    picture: dict[str, Any] = {"type": "string", "format": "binary"}
    properties: dict[str, Any] = {
        "picture": {"type": "array", "items": picture, "minItems": 1} if is_list else picture
    }
    if has_query:
        properties[QUERY_FIELD] = {
            "type": "string",
            "contentMediaType": "application/json",
            "description": "The same JSON as a body of its own would be.",
        }
    form = {"type": "object", "properties": properties}
    if not has_query:
        form["required"] = ["picture"]
    return {
        "requestBody": {
            "required": True,
            "content": {
                "multipart/form-data": {"schema": form},
                "application/json": {"schema": {"$ref": f"#/components/schemas/{shape.__name__}"}},
            },
        }
    }
