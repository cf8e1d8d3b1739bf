"""What went wrong with a service where people listen, as problem details."""

from __future__ import annotations

import math
from http import HTTPStatus

from fastapi import FastAPI, Request, Response

from affetto.api.problems import ProblemError, as_problem
from affetto.app.services.accounts import CannotError, NotConnectedError
from affetto.app.services.playlists import NothingFoundError
from affetto.providers.errors import (
    BadAnswerError,
    BusyError,
    NotAllowedError,
    NotThereError,
    PlaylistNotWrittenError,
    PremiumNeededError,
    ProviderError,
    ServiceDownError,
    SignInNeededError,
    UnreachableError,
)

# The first that fits. A service that does not know who asks is 409, not 401: whoever asks is
# logged in here.
_STATUS: tuple[tuple[type[ProviderError], HTTPStatus, str], ...] = (
    (PlaylistNotWrittenError, HTTPStatus.BAD_GATEWAY, "service-playlist"),
    (PremiumNeededError, HTTPStatus.CONFLICT, "service-premium"),
    (SignInNeededError, HTTPStatus.CONFLICT, "service-sign-in"),
    (NotAllowedError, HTTPStatus.CONFLICT, "service-refuses"),
    (NotThereError, HTTPStatus.NOT_FOUND, "service-not-there"),
    (BusyError, HTTPStatus.TOO_MANY_REQUESTS, "service-busy"),
    (ServiceDownError, HTTPStatus.BAD_GATEWAY, "service-down"),
    (BadAnswerError, HTTPStatus.BAD_GATEWAY, "service-answer"),
    (UnreachableError, HTTPStatus.BAD_GATEWAY, "service-unreachable"),
    (ProviderError, HTTPStatus.BAD_GATEWAY, "service"),
)

# How long to wait with a service that did not say, seconds.
_UNTOLD_PAUSE_S = 30


def install_service_problem_handlers(app: FastAPI) -> None:
    """Lets failures of services leave as problem details."""
    for kind in (ProviderError, NotConnectedError, CannotError, NothingFoundError):
        app.add_exception_handler(kind, _tell)


def as_service_problem(error: Exception) -> ProblemError:
    """How an error is told to a client, that of a service included."""
    match error:
        case ProviderError():
            return _of_provider(error)
        case NotConnectedError():
            return ProblemError(
                HTTPStatus.CONFLICT, str(error), "service-not-connected", provider=error.provider
            )
        case CannotError():
            return ProblemError(HTTPStatus.CONFLICT, str(error), "service-cannot")
        case NothingFoundError():
            return ProblemError(HTTPStatus.CONFLICT, str(error), "service-nothing-found")
        case _:
            return as_problem(error)


async def _tell(_request: Request, error: Exception) -> Response:
    return as_service_problem(error).response()


def _of_provider(error: ProviderError) -> ProblemError:
    status, kind = next((status, kind) for cls, status, kind in _STATUS if isinstance(error, cls))
    headers = None
    if status is HTTPStatus.TOO_MANY_REQUESTS:
        pause_s = _UNTOLD_PAUSE_S if error.retry_after_s is None else error.retry_after_s
        headers = {"Retry-After": str(max(1, math.ceil(pause_s)))}
    return ProblemError(status, str(error), kind, headers, service=error.service)
