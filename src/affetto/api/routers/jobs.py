"""Long work: how far it has come, and its end."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool

from affetto.api.dependencies import AdministratorDep, JobsDep, ShutdownDep
from affetto.api.problems import ProblemError
from affetto.api.schemas.jobs import JobOut
from affetto.api.schemas.problems import problems
from affetto.app.jobs import ForeignJobError, Job, NoSuchJobError

router = APIRouter(prefix="/jobs", tags=["jobs"])

JobIdPath = Annotated[int, Path(ge=1, lt=2**63, examples=[3])]

# How often followers learn something new, seconds: smooth enough for a bar.
_LOOK_EVERY_S = 0.5


@contextmanager
def _missing_as_problem() -> Iterator[None]:
    try:
        yield
    except NoSuchJobError as error:
        raise ProblemError(HTTPStatus.NOT_FOUND, str(error), "no-job") from error


def _find(job_id: JobIdPath, jobs: JobsDep) -> Job:
    with _missing_as_problem():
        return jobs.find(job_id)


JobDep = Annotated[Job, Depends(_find)]


@router.get("", summary="List jobs", responses=problems())
def list_jobs(jobs: JobsDep, limit: Annotated[int, Query(ge=1, le=100)] = 20) -> list[JobOut]:
    """The jobs that were started last, the newest first; those of the command line too."""
    return [JobOut.of(job) for job in jobs.newest(limit)]


@router.get("/{job_id}", summary="Show a job", responses=problems(HTTPStatus.NOT_FOUND))
def show_job(job: JobDep) -> JobOut:
    """How far a job has come."""
    return JobOut.of(job)


@router.get(
    "/{job_id}/events",
    summary="Follow a job",
    response_class=EventSourceResponse,
    responses=problems(HTTPStatus.NOT_FOUND),
)
async def follow_job(
    job: JobDep, jobs: JobsDep, shutdown: ShutdownDep
) -> AsyncIterator[ServerSentEvent]:
    """Server-sent events: `progress` with the job whenever it has come further, `end` with it once.

    Whoever connects anew is told at once how far the job has come, so nothing is missed.
    """
    told: Job | None = None
    while not job.is_over:
        if job != told:
            yield ServerSentEvent(event="progress", data=JobOut.of(job))
            told = job
        if await shutdown.sleep(_LOOK_EVERY_S):
            return  # the browser connects anew, and hears how it ended
        job = await run_in_threadpool(jobs.find, job.record.id)
    yield ServerSentEvent(event="end", data=JobOut.of(job))


@router.delete(
    "/{job_id}",
    status_code=HTTPStatus.NO_CONTENT,
    summary="Stop a job",
    responses=problems(HTTPStatus.NOT_FOUND),
    dependencies=[AdministratorDep],
)
def stop_job(job_id: JobIdPath, jobs: JobsDep) -> None:
    """Ends a job at its next step. What is done is kept; starting it again goes on from there."""
    with _missing_as_problem():
        try:
            jobs.stop(job_id)
        except ForeignJobError as error:
            raise ProblemError(HTTPStatus.CONFLICT, str(error), "foreign-job") from error
