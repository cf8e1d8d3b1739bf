"""Whether the service runs, whether it can answer, and how it is doing."""

from __future__ import annotations

from http import HTTPStatus
from typing import Literal

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel

from affetto.api.dependencies import LibraryDep
from affetto.api.problems import ProblemError
from affetto.api.schemas.problems import problems

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """That all is well; where it is not, the answer is a problem."""

    status: Literal["ok"] = "ok"


@router.get("/healthz", summary="Whether the service runs")
async def tell_health() -> Health:
    """Answers as long as the process does."""
    return Health()


@router.get(
    "/readyz",
    summary="Whether the service can answer",
    responses=problems(HTTPStatus.SERVICE_UNAVAILABLE),
)
def tell_readiness(request: Request, library: LibraryDep) -> Health:
    """Answers once the networks are loaded and the library can be read; 503 before that."""
    if request.app.state.shutdown.has_begun:
        raise _not_ready("the service is stopping")
    warming = request.app.state.warming
    if warming is not None:
        if not warming.done():
            raise _not_ready("the networks are being loaded")
        if error := warming.exception():
            raise _not_ready(f"the networks cannot be loaded: {error}")
    library.count()
    return Health()


@router.get(
    "/metrics",
    summary="Figures for Prometheus",
    response_class=Response,
    responses={
        200: {
            "content": {"text/plain": {"schema": {"type": "string"}}},
            "description": "Requests, their times, and the queue before the networks.",
        }
    },
)
async def tell_metrics(request: Request) -> Response:
    """In the text format of Prometheus."""
    return Response(
        generate_latest(request.app.state.metrics.registry), media_type=CONTENT_TYPE_LATEST
    )


def _not_ready(detail: str) -> ProblemError:
    return ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, detail, "not-ready")
