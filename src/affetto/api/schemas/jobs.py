"""Long work, and how far it has come."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field

from affetto.app.jobs import Job, JobReport
from affetto.library.import_service import ImportReport
from affetto.library.records import Failure, JobState
from affetto.library.scanner import AddReport
from affetto.library.server_reports import ServerReport
from affetto.library.texts import show_path
from affetto.text import printable

# Files that could not be used are told one by one up to here; a disk of another kind holds many.
_MAX_FAILURES_TOLD = 100

_JOB_EXAMPLE: dict[str, Any] = {
    "id": 3,
    "kind": "add music",
    "subject": "/music",
    "state": "running",
    "done": 120,
    "total": 900,
    "failed": 1,
    "current": "Sinnerman.flac",
    "error": None,
    "report": None,
    "started_at": "2026-03-01T12:00:00Z",
}


class FailureOut(BaseModel):
    """A file that could not be used."""

    path: str
    reason: str

    @classmethod
    def of(cls, failure: Failure) -> Self:
        """A failure of the library."""
        return cls(path=show_path(failure.path), reason=failure.reason)


class AddReportOut(BaseModel):
    """What came of adding music, or of hearing it; numbers of files."""

    added: int = Field(description="New tracks.")
    found: int = Field(description="First files of tracks that were known from catalogues only.")
    updated: int
    moved: int
    copies: int
    unchanged: int
    failed: int
    failures: list[FailureOut] = Field(
        description=f"The first {_MAX_FAILURES_TOLD} that failed, now or before."
    )
    missing: int
    is_interrupted: bool

    @classmethod
    def of(cls, report: AddReport) -> Self:
        """A report of the library."""
        failures = (*report.failed, *report.failed_before)
        return cls(
            added=report.added,
            found=report.found,
            updated=report.updated,
            moved=report.moved,
            copies=report.copies,
            unchanged=report.unchanged,
            failed=len(failures),
            failures=[FailureOut.of(failure) for failure in failures[:_MAX_FAILURES_TOLD]],
            missing=report.missing,
            is_interrupted=report.is_interrupted,
        )


class ImportReportOut(BaseModel):
    """What came of an import; numbers of rows."""

    rows: int
    new: int
    merged: dict[str, int] = Field(description="Known tracks, by how they were recognized.")
    changed: int
    unchanged: int
    bad: int
    bad_rows: list[str] = Field(description="The first that could not be used, and why.")
    is_interrupted: bool

    @classmethod
    def of(cls, report: ImportReport) -> Self:
        """A report of the library."""
        return cls(
            rows=report.rows,
            new=report.new,
            merged={str(evidence): count for evidence, count in report.merged.items()},
            changed=report.changed,
            unchanged=report.unchanged,
            bad=report.bad,
            bad_rows=list(report.bad_rows),
            is_interrupted=report.is_interrupted,
        )


class StreamFailureOut(BaseModel):
    """A recording of a server that could not be heard."""

    name: str
    reason: str


class ServerReportOut(BaseModel):
    """What came of importing a server; numbers of tracks."""

    tracks: int = Field(description="That the server has.")
    new: int = Field(description="Those that became new tracks.")
    merged: int = Field(description="Those that turned out to be known from elsewhere.")
    changed: int = Field(description="Those of which the server says more than before.")
    heard: int = Field(description="Those that were heard this time.")
    failed: int = Field(description="Those that could not be heard, now or before.")
    failures: list[StreamFailureOut] = Field(
        description=f"The first {_MAX_FAILURES_TOLD} that failed this time."
    )
    is_interrupted: bool

    @classmethod
    def of(cls, report: ServerReport) -> Self:
        """A report of the library."""
        return cls(
            tracks=report.tracks,
            new=report.new,
            merged=report.merged,
            changed=report.changed,
            heard=report.heard,
            failed=len(report.failed) + report.failed_before,
            failures=[
                StreamFailureOut(name=printable(failure.name), reason=printable(failure.reason))
                for failure in report.failed[:_MAX_FAILURES_TOLD]
            ],
            is_interrupted=report.is_interrupted,
        )


class JobOut(BaseModel):
    """A job as it stands."""

    model_config = ConfigDict(json_schema_extra={"examples": [_JOB_EXAMPLE]})

    id: int
    kind: str = Field(description="Such as `add music`, `import tracks`, `import a server`.")
    subject: str = Field(description="What it is done to.")
    state: JobState
    done: int
    total: int | None = Field(description="Null as long as nobody knows.")
    failed: int
    current: str | None = Field(description="What it is busy with, where that is known.")
    error: str | None = Field(description="What ended it, where it failed.")
    report: AddReportOut | ImportReportOut | ServerReportOut | None = Field(
        description="What came of it; null before its end, and after a restart of the service."
    )
    started_at: datetime

    @classmethod
    def of(cls, job: Job) -> Self:
        """A job of the service."""
        record = job.record
        return cls(
            id=record.id,
            kind=record.kind,
            subject=record.subject,
            state=record.state,
            done=record.done,
            total=record.total or None,
            failed=record.failed,
            current=job.current or None,
            error=record.error or None,
            report=_report_of(job.report),
            started_at=record.started_at,
        )


def _report_of(
    report: JobReport | None,
) -> AddReportOut | ImportReportOut | ServerReportOut | None:
    match report:
        case AddReport():
            return AddReportOut.of(report)
        case ImportReport():
            return ImportReportOut.of(report)
        case ServerReport():
            return ServerReportOut.of(report)
        case None:
            return None
