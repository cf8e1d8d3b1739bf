"""All questions to, and changes of, jobs: the only SQL about them."""

from __future__ import annotations

import os
import socket
from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from affetto.library.records import JobRecord, JobState
from affetto.library.tables import JobRow
from affetto.library.texts import make_storable

# Silence after which a job counts as interrupted though its process seems to live: it may be
# another process with the same number, or on another machine. Jobs say something every second.
_SILENCE = timedelta(minutes=2)


class JobRepository:
    """Jobs, within one transaction of the given session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def start(self, kind: str, subject: str, total: int) -> int:
        """Enters a job of this process; its number."""
        now = datetime.now(UTC)
        row = JobRow(
            kind=kind,
            subject=make_storable(subject),
            state=JobState.RUNNING,
            done=0,
            total=total,
            failed=0,
            error="",
            started_at=now,
            updated_at=now,
            host=socket.gethostname(),
            pid=os.getpid(),
        )
        self._session.add(row)
        self._session.flush()
        return row.id

    def begin(self, job_id: int, total: int) -> None:
        """Notes that the work of a job that was entered before begins, and how much it is."""
        self._session.execute(
            update(JobRow)
            .where(JobRow.id == job_id)
            .values(total=total, state=JobState.RUNNING, updated_at=datetime.now(UTC))
        )

    def find(self, job_id: int) -> JobRecord | None:
        """A job; None where there is none of this number."""
        row = self._session.get(JobRow, job_id)
        return None if row is None else _record_of(row)

    def newest(self, limit: int) -> list[JobRecord]:
        """The jobs that were started last, the newest first."""
        query = select(JobRow).order_by(JobRow.id.desc()).limit(limit)
        return [_record_of(row) for row in self._session.scalars(query)]

    def update(self, job_id: int, done: int, failed: int, state: JobState, error: str = "") -> None:
        """Notes how far a job has come, which is also its sign of life."""
        self._session.execute(
            update(JobRow)
            .where(JobRow.id == job_id)
            .values(
                done=done,
                failed=failed,
                state=state,
                error=make_storable(error),
                updated_at=datetime.now(UTC),
            )
        )

    def abandoned(self) -> list[int]:
        """Numbers of jobs that are said to run, though nothing works at them."""
        query = select(JobRow).where(JobRow.state == JobState.RUNNING)
        return [row.id for row in self._session.scalars(query) if not _is_alive(row)]

    def mark_interrupted(self, job_ids: list[int]) -> None:
        """Notes that jobs have stopped before their end."""
        self._session.execute(
            update(JobRow)
            .where(JobRow.id.in_(job_ids), JobRow.state == JobState.RUNNING)
            .values(state=JobState.INTERRUPTED)
        )


def _record_of(row: JobRow) -> JobRecord:
    return JobRecord(
        id=row.id,
        kind=row.kind,
        subject=row.subject,
        state=JobState(row.state),
        done=row.done,
        total=row.total,
        failed=row.failed,
        error=row.error,
        started_at=row.started_at,
    )


def _is_alive(row: JobRow) -> bool:
    if datetime.now(UTC) - row.updated_at > _SILENCE:
        return False
    # Windows has no signal that only asks.
    if row.host != socket.gethostname() or os.name == "nt":
        return True
    try:
        os.kill(row.pid, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it is another user's, so it exists
        return True
    return True
