"""Puts the service together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI

from affetto import __version__
from affetto.api.problems import install_problem_handlers
from affetto.app.music_library import open_library
from affetto.config import Settings, load_settings

PREFIX = "/api/v1"

# Each a module of `affetto.api.routers`.
ROUTERS: tuple[APIRouter, ...] = ()


def create_app(settings: Settings | None = None) -> FastAPI:
    """The service as an ASGI application.

    Args:
        settings: None to read them from the environment.
    """
    app = FastAPI(
        title="Affetto",
        version=__version__,
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
    )
    app.state.settings = settings or load_settings()
    install_problem_handlers(app)
    for router in ROUTERS:
        app.include_router(router, prefix=PREFIX)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    with open_library(app.state.settings) as library:
        app.state.library = library
        yield
