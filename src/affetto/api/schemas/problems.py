"""Problem details (RFC 9457), and which of them a path documents."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from affetto.api.problems import MEDIA_TYPE

_WORDS = {
    HTTPStatus.BAD_REQUEST: "The request cannot be read: a form that is cut off, or no JSON.",
    HTTPStatus.UNAUTHORIZED: "Nobody is logged in, or the session has ended (kind `session`).",
    HTTPStatus.FORBIDDEN: "The request comes from a foreign page, or is not allowed.",
    HTTPStatus.NOT_FOUND: "There is no such thing.",
    HTTPStatus.REQUEST_TIMEOUT: "The body came too slowly.",
    HTTPStatus.CONFLICT: "The library cannot answer; the detail says what to do.",
    HTTPStatus.GONE: "It was there, and is no longer.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "More bytes, pictures or parts than may be sent.",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "The body is neither JSON nor a form, as the path asks.",
    HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE: "The file is shorter.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "A field, or a picture, cannot be used.",
    HTTPStatus.TOO_MANY_REQUESTS: "Too much at once; `Retry-After` says when to try again.",
    HTTPStatus.BAD_GATEWAY: "A service fails, or cannot be reached; the detail says which.",
    HTTPStatus.SERVICE_UNAVAILABLE: "Not ready yet.",
}
# What may become of every request; `affetto.api.openapi` documents it for all paths.
ALWAYS = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.CONFLICT,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
)


class FieldFault(BaseModel):
    """What is wrong with one field."""

    field: str = Field(description="Its name; dots lead into objects. Empty for the whole body.")
    reason: str


class FilterEffectOut(BaseModel):
    """What one filter does to a library."""

    field: str = Field(description="Which field of the wish for music it is.")
    alone: int = Field(ge=0, description="How many tracks pass it, whatever the others say.")
    without: int = Field(ge=0, description="How many pass all the others.")
    offered: list[str] = Field(description="Values that the library has, the most frequent first.")


class LooseningOut(BaseModel):
    """A change of a wish for music that brings some."""

    change: dict[str, Any] = Field(
        description="Fields of the wish with the values that they are to take (RFC 7396).",
        examples=[{"max_duration_s": 360}, {"decades": []}],
    )
    tracks: int = Field(ge=1, description="How many tracks pass then.")


class Problem(BaseModel):
    """What is wrong, and what to do (RFC 9457, `application/problem+json`)."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "examples": [
                {
                    "type": "urn:affetto:problem:input",
                    "title": "Unprocessable Entity",
                    "status": 422,
                    "detail": "notes.txt: is not a picture that can be read; give JPEG or PNG",
                },
                {
                    "type": "urn:affetto:problem:nothing-passes",
                    "title": "Conflict",
                    "status": 409,
                    "detail": "none of the 28 tracks passes at most 2:00; without it, all would",
                    "filters": [
                        {"field": "max_duration_s", "alone": 0, "without": 28, "offered": []}
                    ],
                    "loosen": [
                        {"change": {"max_duration_s": 180}, "tracks": 3},
                        {"change": {"max_duration_s": None}, "tracks": 28},
                    ],
                },
            ]
        },
    )

    type: str = Field(description="For programs: `urn:affetto:problem:` and its kind.")
    title: str
    status: int
    detail: str = Field(description="A sentence for people.")
    errors: list[FieldFault] | None = Field(
        None, description="Of kind `validation`: each field that is wrong."
    )
    filters: list[FilterEffectOut] | None = Field(
        None, description="Of kind `nothing-passes`: what each filter that is set does."
    )
    loosen: list[LooseningOut] | None = Field(
        None, description="Of kind `nothing-passes`: changes that bring something, the best first."
    )


def problems(*statuses: HTTPStatus) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a path that may also answer with `statuses`, for OpenAPI."""
    return {
        int(status): {
            "description": _WORDS[status],
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in sorted({*ALWAYS, *statuses})
    }
