"""What paths are given: the parts of the running service, and who asks."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Path
from starlette.requests import HTTPConnection

from affetto.api.access import Access
from affetto.api.inference_queue import InferenceQueue
from affetto.api.problems import ProblemError
from affetto.api.security import not_logged_in
from affetto.api.shutdown import Shutdown
from affetto.api.uploads import UploadLimits
from affetto.app.jobs import Jobs
from affetto.app.matching import DEFAULT_USER
from affetto.app.options import LibraryChoice
from affetto.app.pictures import Vision
from affetto.app.services.accounts import Services
from affetto.app.shared_view import LibraryFigures, SharedView
from affetto.config import Settings
from affetto.library.music_library import Library
from affetto.recommend.catalogue import Catalogue


def get_settings(connection: HTTPConnection) -> Settings:
    """The settings that the service was started with."""
    settings: Settings = connection.app.state.settings
    return settings


def get_library(connection: HTTPConnection) -> Library:
    """The music library, open as long as the service runs; all threads may use it."""
    library: Library = connection.app.state.library
    return library


def get_catalogue(connection: HTTPConnection) -> SharedView[Catalogue]:
    """The library's tracks in memory, to choose from."""
    catalogue: SharedView[Catalogue] = connection.app.state.catalogue
    return catalogue


def get_figures(connection: HTTPConnection) -> SharedView[LibraryFigures]:
    """How much of what the library holds."""
    figures: SharedView[LibraryFigures] = connection.app.state.figures
    return figures


def get_choices(connection: HTTPConnection) -> SharedView[LibraryChoice]:
    """What the library offers to filter by."""
    choices: SharedView[LibraryChoice] = connection.app.state.choices
    return choices


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


def get_services(connection: HTTPConnection) -> Services:
    """The services where people listen, and the connections with them."""
    services: Services = connection.app.state.services
    return services


def current_user(connection: HTTPConnection) -> str:
    """Name of the user who asks: whose taste, history and playlists are meant.

    Raises:
        ProblemError: 401, nobody is logged in.
    """
    user: str | None = getattr(connection.state, "user", DEFAULT_USER)
    if user is None:
        raise not_logged_in()
    return user


def is_administrator(connection: HTTPConnection) -> bool:
    """Whether the user who asks may do what concerns all, or this machine.

    Without accounts, whoever sits at this machine may do so; with accounts, administrators may.
    """
    access: Access = connection.app.state.access
    return not access.has_accounts or bool(connection.state.is_administrator)


def known_provider(
    name: Annotated[str, Path(max_length=32, description="As the list says it.")],
    services: Annotated[Services, Depends(get_services)],
) -> str:
    """The name of a service that there is.

    Raises:
        ProblemError: 404.
    """
    if name not in services.providers:
        raise ProblemError(HTTPStatus.NOT_FOUND, f"no service is called {name}", "no-such-service")
    return name


def require_administrator(connection: HTTPConnection) -> None:
    """Refuses what changes the library that all share, or looks into this machine's folders.

    Raises:
        ProblemError: 403, to whom `is_administrator` says no.
    """
    if not is_administrator(connection):
        raise ProblemError(
            HTTPStatus.FORBIDDEN, "only an administrator may do this", "administrator"
        )


SettingsDep = Annotated[Settings, Depends(get_settings)]
LibraryDep = Annotated[Library, Depends(get_library)]
CatalogueDep = Annotated[SharedView[Catalogue], Depends(get_catalogue)]
FiguresDep = Annotated[SharedView[LibraryFigures], Depends(get_figures)]
ChoicesDep = Annotated[SharedView[LibraryChoice], Depends(get_choices)]
VisionDep = Annotated[Vision, Depends(get_vision)]
ReadingsDep = Annotated[InferenceQueue, Depends(get_readings)]
ExplanationsDep = Annotated[InferenceQueue, Depends(get_explanations)]
UploadLimitsDep = Annotated[UploadLimits, Depends(get_upload_limits)]
ShutdownDep = Annotated[Shutdown, Depends(get_shutdown)]
UserDep = Annotated[str, Depends(current_user)]
JobsDep = Annotated[Jobs, Depends(get_jobs)]
ServicesDep = Annotated[Services, Depends(get_services)]
ProviderName = Annotated[str, Depends(known_provider)]
IsAdministratorDep = Annotated[bool, Depends(is_administrator)]
AdministratorDep = Depends(require_administrator)
