"""Puts the service together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI
from starlette.middleware import Middleware

from affetto import __version__
from affetto.api.access import LOOPBACK, Access
from affetto.api.inference_queue import InferenceQueue
from affetto.api.login_limits import LoginLimiter
from affetto.api.metrics import Metrics, RequestMetrics
from affetto.api.openapi import install_openapi
from affetto.api.player_window import mount_player_window
from affetto.api.problems import install_problem_handlers
from affetto.api.request_limits import RequestLimits
from affetto.api.response_headers import ResponseHeaders
from affetto.api.routers import (
    affect,
    health,
    history,
    jobs,
    library,
    live,
    matches,
    me,
    models,
    options,
    players,
    playlists,
    provider_music,
    reactions,
    session,
    study,
    taste,
    tracks,
)
from affetto.api.routers import providers as services_router
from affetto.api.security import SecurityMiddleware
from affetto.api.service_problems import install_service_problem_handlers
from affetto.api.shutdown import Shutdown
from affetto.api.uploads import UploadLimits, UploadMemory
from affetto.api.web_page import mount_page
from affetto.app.jobs import Jobs
from affetto.app.music_library import open_library
from affetto.app.oidc import open_provider
from affetto.app.options import choose_from
from affetto.app.pictures import open_vision
from affetto.app.services import open_services
from affetto.app.shared_view import SharedView, share_catalogue, share_figures
from affetto.config import Settings, load_settings
from affetto.providers import load_providers
from affetto.providers.capabilities import Provider

PREFIX = "/api/v1"

# Each a module of `affetto.api.routers`.
ROUTERS: tuple[APIRouter, ...] = (
    affect.router,
    history.router,
    jobs.router,
    library.router,
    live.router,
    matches.router,
    me.router,
    models.router,
    options.router,
    players.router,
    playlists.router,
    services_router.router,
    provider_music.router,
    reactions.router,
    session.router,
    study.router,
    taste.router,
    tracks.router,
)

# Pictures of all requests together, in pictures of the largest size.
_PICTURES_IN_MEMORY = 16
# An explanation takes as long as many readings, and few people wait for one at a time.
_EXPLANATION_THREADS = 1
_EXPLANATIONS_WAITING = 4
# Tables of a million tracks.
_IMPORT_BYTES = 1_000_000_000
_PICTURE_PATHS = ("/affect", "/previews", "/explanations", "/matches")
_IMPORT_PATHS = ("/library/imports", "/taste/imports")


def create_app(
    settings: Settings | None = None,
    *,
    access: Access = LOOPBACK,
    warm_up: bool = False,
    providers: Mapping[str, Provider] | None = None,
) -> FastAPI:
    """The service as an ASGI application.

    Args:
        settings: None to read them from the environment.
        access: who may ask, from `affetto.api.access.choose_access`.
        warm_up: whether to load the networks at the start instead of at the first picture; until
            then `/readyz` says no.
        providers: the services where people listen; None for all that there are.
    """
    settings = settings or load_settings()
    metrics = Metrics()
    limits = UploadLimits(settings.upload_mb)
    app = FastAPI(
        title="Affetto",
        version=__version__,
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_lifespan,
        # From the outside in.
        middleware=[
            Middleware(RequestMetrics, metrics=metrics),
            Middleware(ResponseHeaders),
            Middleware(SecurityMiddleware, access=access),
            Middleware(RequestLimits, body_bytes=_body_bytes(limits)),
        ],
    )
    app.state.settings = settings
    app.state.access = access
    app.state.login_limiter = LoginLimiter()
    app.state.identity_provider = open_provider(settings) if access.has_accounts else None
    app.state.metrics = metrics
    app.state.upload_limits = limits
    app.state.warms_up = warm_up
    app.state.providers = load_providers() if providers is None else providers
    install_problem_handlers(app)
    install_service_problem_handlers(app)
    install_openapi(app)
    for router in ROUTERS:
        app.include_router(router, prefix=PREFIX)
    app.include_router(health.router)
    mount_player_window(app, app.state.providers)
    mount_page(app)
    return app


def _body_bytes(limits: UploadLimits) -> dict[str, int]:
    """Largest bodies by the beginning of the path."""
    return {
        **{PREFIX + path: limits.request_bytes for path in _PICTURE_PATHS},
        **{PREFIX + path: _IMPORT_BYTES for path in _IMPORT_PATHS},
    }


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    state, settings, metrics = app.state, app.state.settings, app.state.metrics
    with (
        open_library(settings) as opened,
        Jobs(opened, settings.workers) as state.jobs,
        open_services(opened, settings, state.providers) as state.services,
    ):
        state.library = opened
        state.catalogue = share_catalogue(opened)
        state.figures = share_figures(opened)
        state.choices = SharedView(
            opened, lambda library: choose_from(library, state.figures.current())
        )
        state.vision = open_vision()
        state.shutdown = Shutdown()
        state.upload_memory = UploadMemory(_PICTURES_IN_MEMORY * state.upload_limits.picture_bytes)
        state.readings = InferenceQueue(
            settings.inference_threads, settings.inference_queue, metrics.note_inference("readings")
        )
        state.explanations = InferenceQueue(
            _EXPLANATION_THREADS, _EXPLANATIONS_WAITING, metrics.note_inference("explanations")
        )
        _watch_queues(app)
        state.warming = (
            asyncio.create_task(state.readings.run(state.vision.warm_up))
            if state.warms_up
            else None
        )
        try:
            yield
        finally:
            state.shutdown.begin()
            state.readings.close()
            state.explanations.close()


def _watch_queues(app: FastAPI) -> None:
    state = app.state
    for name in ("readings", "explanations"):
        queue: InferenceQueue = getattr(state, name)
        state.metrics.watch(
            f"affetto_{name}_waiting",
            "Jobs that have not begun.",
            lambda queue=queue: queue.waiting,
        )
    state.metrics.watch(
        "affetto_upload_bytes",
        "Bytes of pictures held in memory.",
        lambda: state.upload_memory.held_bytes,
    )
