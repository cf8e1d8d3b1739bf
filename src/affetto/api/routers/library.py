"""The library as a whole: its figures, its map, and what is brought into it."""

from __future__ import annotations

import re
import shutil
import tempfile
from http import HTTPStatus
from pathlib import Path, PurePath
from typing import Annotated

from fastapi import APIRouter, Query, Response, UploadFile

from affetto.api.dependencies import AdministratorDep, FiguresDep, JobsDep, LibraryDep
from affetto.api.schemas.jobs import JobOut
from affetto.api.schemas.library import AdditionIn, BrowsedFolderOut, LibraryOut, MoodMapOut
from affetto.api.schemas.problems import problems
from affetto.api.track_filters import TrackFilterDep
from affetto.api.uploads import read_file_name
from affetto.app.jobs import Job
from affetto.app.music_library import find_starter_music
from affetto.errors import InputError
from affetto.library.folder_browsing import browse_folder
from affetto.text import printable

router = APIRouter(prefix="/library", tags=["library"])

# More points than that only hide one another on a screen.
_MAX_MAP_TRACKS = 20_000
_STARTER = "starter music"
# What may end the name of an uploaded file, and helps to tell what it is.
_EXTENSION = re.compile(r"\.[a-z0-9]{1,8}", re.IGNORECASE | re.ASCII)


@router.get("", summary="Count the library", responses=problems())
def show_library(shared: FiguresDep) -> LibraryOut:
    """Tracks, hours, genres, moods, licences and sources."""
    figures = shared.current()
    return LibraryOut.of(figures.stats, figures.composition)


@router.get("/map", summary="Map the library", responses=problems())
def show_map(library: LibraryDep, wanted: TrackFilterDep) -> MoodMapOut:
    """Where the tracks that pass all filters lie in the plane of valence and arousal, as columns.

    Of more than 20,000 so many are shown, spread evenly over all of them.
    """
    with library.reading() as repository:
        columns = repository.moods(_MAX_MAP_TRACKS, wanted)
    return MoodMapOut.of(columns)


@router.get(
    "/folders",
    summary="Look into a folder",
    responses=problems(),
    dependencies=[AdministratorDep],
)
def show_folder(
    path: Annotated[
        str | None, Query(max_length=4096, description="Absolute; the home folder where left out.")
    ] = None,
) -> BrowsedFolderOut:
    """Folders of the machine that the service runs on, to choose one to add."""
    return BrowsedFolderOut.of(browse_folder(_read_path(path or "~")))


@router.post(
    "/additions",
    status_code=HTTPStatus.ACCEPTED,
    summary="Add music",
    responses=problems(),
    dependencies=[AdministratorDep],
)
def add_music(addition: AdditionIn, jobs: JobsDep, response: Response) -> JobOut:
    """Starts to hear the music of a folder, or the free starter tracks, and to keep what is heard.

    Starting it again is cheap: what is known is not heard anew, and a job that was stopped goes on
    where it was.
    """
    if addition.path is None:
        job = jobs.add_music(find_starter_music(), _STARTER)
    else:
        job = jobs.add_music(_read_path(addition.path))
    return _tell_started(job, response)


@router.post(
    "/analyses",
    status_code=HTTPStatus.ACCEPTED,
    summary="Hear what was not heard",
    responses=problems(),
    dependencies=[AdministratorDep],
)
def analyse_music(jobs: JobsDep, response: Response) -> JobOut:
    """Starts to hear files that only a catalogue told of, and all files after an update."""
    return _tell_started(jobs.analyse_music(), response)


@router.post(
    "/imports",
    status_code=HTTPStatus.ACCEPTED,
    summary="Import a catalogue",
    responses=problems(HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    dependencies=[AdministratorDep],
)
def import_tracks(file: UploadFile, jobs: JobsDep, response: Response) -> JobOut:
    """Starts to bring in what a catalogue, a playlist or another program's library tells of."""
    # The name is the client's: it is shown, and nothing of it but its ending reaches the disk.
    name = read_file_name(file.filename or "", unnamed="upload")
    extension = PurePath(name).suffix
    folder = Path(tempfile.mkdtemp(prefix="affetto-import-"))
    target = folder / f"upload{extension if _EXTENSION.fullmatch(extension) else ''}"
    try:
        with target.open("wb") as kept:
            shutil.copyfileobj(file.file, kept)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return _tell_started(jobs.import_tracks(target, name), response)


def _tell_started(job: Job, response: Response) -> JobOut:
    response.headers["Location"] = f"/api/v1/jobs/{job.record.id}"
    return JobOut.of(job)


def _read_path(text: str) -> Path:
    """A path as it was typed; "~" stands for the home folder.

    Raises:
        InputError: it does not begin at the root.
    """
    try:
        path = Path(text).expanduser()
    except RuntimeError as error:  # "~name" of nobody
        raise InputError("path", f"{printable(text)} names no user's folder") from error
    if not path.is_absolute():
        raise InputError("path", f"{printable(text)} does not begin at the root")
    return path
