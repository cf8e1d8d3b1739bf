"""What is known of a taste: shown, forgotten, taken along, brought from elsewhere."""

from __future__ import annotations

import shutil
import tempfile
from http import HTTPStatus
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Response, UploadFile

from affetto.api.attachments import attach
from affetto.api.dependencies import CatalogueDep, LibraryDep, UserDep
from affetto.api.schemas.problems import problems
from affetto.api.schemas.taste import TasteImportOut, TasteOut
from affetto.api.uploads import read_file_name
from affetto.app.taste import describe_taste, export_taste, forget_taste, import_listening
from affetto.errors import InputError
from affetto.text import printable

router = APIRouter(prefix="/taste", tags=["taste"])

_SHOWN_BAD_RECORDS = 20
_MEDIA_TYPE = "application/x-ndjson"


@router.get("", summary="Show what is known of your taste", response_model=TasteOut)
def show_taste(library: LibraryDep, user: UserDep, catalogue: CatalogueDep) -> dict[str, Any]:
    """What you did with music, and what was learned from it."""
    taste = describe_taste(library, user, catalogue)
    return {
        "reactions": taste.stats.reactions,
        "tracks": taste.stats.tracks,
        "unknown": taste.stats.unknown,
        "likings": [vars(liking) for liking in taste.likings],
    }


@router.delete("", summary="Forget your taste", status_code=HTTPStatus.NO_CONTENT)
def forget(library: LibraryDep, user: UserDep) -> None:
    """Forgets all you did with music, and so all that was learned from it."""
    forget_taste(library, user)


@router.get(
    "/export",
    summary="Take your taste along",
    response_class=Response,
    responses={
        200: {
            "description": "One JSON object a line.",
            "content": {_MEDIA_TYPE: {"schema": {"type": "string"}}},
        }
    },
)
def export(library: LibraryDep, user: UserDep) -> Response:
    """All you did with music, as a file that `/taste/imports` and `affetto taste import` read."""
    return attach(export_taste(library, user), "affetto-taste.jsonl", _MEDIA_TYPE)


@router.post(
    "/imports",
    summary="Learn from a history of listening",
    response_model=TasteImportOut,
    responses=problems(HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
)
def import_history(file: UploadFile, library: LibraryDep, user: UserDep) -> dict[str, Any]:
    """Learns from a file of Spotify, ListenBrainz or Last.fm, or of another Affetto.

    All of it or nothing; a second time changes nothing. The file itself is not kept.
    """
    name = read_file_name(file.filename or "", unnamed="the file")
    with tempfile.TemporaryDirectory(prefix="affetto-taste-") as folder:
        path = Path(folder, "history")
        with path.open("wb") as copy:
            shutil.copyfileobj(file.file, copy)
        try:
            report = import_listening(library, user, path)
        except InputError as error:
            # Only the name that the user knows is told.
            raise InputError(
                name if error.source == str(path) else error.source, error.reason
            ) from error
    return {
        "new": report.recorded.new,
        "known": report.recorded.known,
        "unknown": report.unknown,
        "bad": len(report.bad_rows),
        "bad_records": [
            {"record": row.line, "reason": printable(row.reason)}
            for row in report.bad_rows[:_SHOWN_BAD_RECORDS]
        ],
    }
