"""What paths are given: the parts of the running service, and who asks."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from affetto.api.access import Access
from affetto.api.inference_queue import InferenceQueue
from affetto.api.problems import ProblemError
from affetto.api.security import not_logged_in
from affetto.api.shutdown import Shutdown
from affetto.api.uploads import UploadLimits
from affetto.app.jobs import Jobs
from affetto.app.matching import DEFAULT_USER
from affetto.app.pictures import Vision
from affetto.config import Settings
from affetto.library.music_library import Library


def get_settings(connection: HTTPConnection) -> Settings:
    """The settings that the service was started with."""
    settings: Settings = connection.app.state.settings
    return settings


def get_library(connection: HTTPConnection) -> Library:
    """The music library, open as long as the service runs; all threads may use it."""
    library: Library = connection.app.state.library
    return library


def get_vision(connection: HTTPConnection) -> Vision:
    """The networks that see, and what asks them; all threads may use them."""
    vision: Vision = connection.app.state.vision
    return vision


def get_readings(connection: HTTPConnection) -> InferenceQueue:
    """Where pictures are read."""
    queue: InferenceQueue = connection.app.state.readings
    return queue


def get_explanations(connection: HTTPConnection) -> InferenceQueue:
    """Where readings are explained, which takes long, so that readings need not wait for it."""
    queue: InferenceQueue = connection.app.state.explanations
    return queue


def get_upload_limits(connection: HTTPConnection) -> UploadLimits:
    """How much one request may bring."""
    limits: UploadLimits = connection.app.state.upload_limits
    return limits


def get_shutdown(connection: HTTPConnection) -> Shutdown:
    """What tells answers without an end, such as events, that the service stops."""
    shutdown: Shutdown = connection.app.state.shutdown
    return shutdown


def get_jobs(connection: HTTPConnection) -> Jobs:
    """The long work of the service."""
    jobs: Jobs = connection.app.state.jobs
    return jobs


def current_user(connection: HTTPConnection) -> str:
    """Name of the user who asks: whose taste, history and playlists are meant.

    Raises:
        ProblemError: 401, nobody is logged in.
    """
    user: str | None = getattr(connection.state, "user", DEFAULT_USER)
    if user is None:
        raise not_logged_in()
    return user


def require_administrator(connection: HTTPConnection) -> None:
    """Refuses what changes the library that all share, or looks into this machine's folders.

    Without accounts, whoever sits at this machine may do so; with accounts, administrators may.

    Raises:
        ProblemError: 403.
    """
    access: Access = connection.app.state.access
    if access.has_accounts and not connection.state.is_administrator:
        raise ProblemError(
            HTTPStatus.FORBIDDEN, "only an administrator may do this", "administrator"
        )


SettingsDep = Annotated[Settings, Depends(get_settings)]
LibraryDep = Annotated[Library, Depends(get_library)]
VisionDep = Annotated[Vision, Depends(get_vision)]
ReadingsDep = Annotated[InferenceQueue, Depends(get_readings)]
ExplanationsDep = Annotated[InferenceQueue, Depends(get_explanations)]
UploadLimitsDep = Annotated[UploadLimits, Depends(get_upload_limits)]
ShutdownDep = Annotated[Shutdown, Depends(get_shutdown)]
UserDep = Annotated[str, Depends(current_user)]
JobsDep = Annotated[Jobs, Depends(get_jobs)]
AdministratorDep = Depends(require_administrator)
