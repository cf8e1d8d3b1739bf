"""Errors as problem details (RFC 9457): what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from affetto.app.matching import EmptyLibraryError
from affetto.app.tracks import NoSuchTrackError
from affetto.errors import AffettoError, InputError, LibraryError, ModelError
from affetto.recommend.filtering import NothingPassesError, Shortage
from affetto.text import printable

MEDIA_TYPE = "application/problem+json"

# Fields of filters that are called otherwise in a wish for music.
_WISH_FIELDS = {"excluded": "exclude"}
_UNEXPECTED = "something went wrong that should not have; the log of the service says what"


class ProblemError(Exception):
    """A request that cannot be answered as it was meant.

    Args:
        status: HTTP status, 4xx or 5xx.
        detail: what is wrong with this request and, where there is one, the way out; a sentence
            for people.
        kind: which problem it is, for programs: it ends the `type` of the answer.
        headers: of the answer, such as `Retry-After`.
        extensions: further members of the answer.
    """

    def __init__(
        self,
        status: HTTPStatus,
        detail: str,
        kind: str = "",
        headers: Mapping[str, str] | None = None,
        **extensions: Any,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.kind = kind
        self.headers = headers
        self.extensions = extensions

    def response(self) -> Response:
        """The answer that tells of it."""
        return JSONResponse(
            {
                "type": f"urn:affetto:problem:{self.kind}" if self.kind else "about:blank",
                "title": self.status.phrase,
                "status": int(self.status),
                "detail": printable(self.detail),
                **self.extensions,
            },
            status_code=self.status,
            headers=self.headers,
            media_type=MEDIA_TYPE,
        )


def wrong_field(field: str, reason: str) -> ProblemError:
    """The problem of a field that cannot be used; "" where no field alone is at fault."""
    return ProblemError(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        f"{field}: {reason}" if field else reason,
        "validation",
        errors=[{"field": field, "reason": reason}],
    )


def install_problem_handlers(app: FastAPI) -> None:
    """Lets every error leave as problem details."""
    app.add_exception_handler(ProblemError, _tell)
    app.add_exception_handler(AffettoError, _tell)
    app.add_exception_handler(RequestValidationError, _tell)
    app.add_exception_handler(HTTPException, _tell)
    app.add_exception_handler(Exception, _tell)


async def _tell(_request: Request, error: Exception) -> Response:
    return as_problem(error).response()


def as_problem(error: Exception) -> ProblemError:
    """How an error is told to a client."""
    match error:
        case ProblemError():
            return error
        case RequestValidationError():
            return _of_validation(error)
        case HTTPException():
            return ProblemError(
                HTTPStatus(error.status_code), str(error.detail), headers=error.headers
            )
        case InputError():
            return ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, str(error), "input")
        case EmptyLibraryError():
            return ProblemError(HTTPStatus.CONFLICT, str(error), "empty-library")
        case NothingPassesError():
            return ProblemError(
                HTTPStatus.CONFLICT,
                str(error),
                "nothing-passes",
                **_shortage_as_dict(error.shortage),
            )
        case NoSuchTrackError():
            return ProblemError(HTTPStatus.NOT_FOUND, str(error), "no-such-track")
        case LibraryError():
            return ProblemError(HTTPStatus.CONFLICT, str(error), "library")
        case ModelError():
            return ProblemError(HTTPStatus.INTERNAL_SERVER_ERROR, str(error), "model")
        case _:
            # What it says is for whoever reads the log, where it is written in full.
            return ProblemError(HTTPStatus.INTERNAL_SERVER_ERROR, _UNEXPECTED)


def _of_validation(error: RequestValidationError) -> ProblemError:
    """What is wrong in which field; never the value itself, which may be a picture."""
    errors = [
        {
            "field": ".".join(str(part) for part in fault["loc"] if part != "body"),
            "reason": fault["msg"].removeprefix("Value error, "),
        }
        for fault in error.errors()
    ]
    first = errors[0]
    detail = f"{first['field'] or 'the request'}: {first['reason']}"
    return ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, detail, "validation", errors=errors)


def _shortage_as_dict(shortage: Shortage) -> dict[str, Any]:
    """Which filters leave nothing, and what to change; fields are those of `POST /matches`."""
    return {
        "filters": [
            {
                "field": _wish_field(effect.field),
                "alone": effect.alone,
                "without": effect.without,
                "offered": effect.offered,
            }
            for effect in shortage.effects
        ],
        "loosen": [
            {
                "change": {_wish_field(field): value for field, value in way.changes.items()},
                "tracks": way.tracks,
            }
            for way in shortage.ways
        ],
    }


def _wish_field(field: str) -> str:
    return _WISH_FIELDS.get(field, field)
