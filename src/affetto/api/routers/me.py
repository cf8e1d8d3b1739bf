"""Everything that is kept of one person."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request, Response

from affetto.api.attachments import attach
from affetto.api.dependencies import LibraryDep, UserDep
from affetto.api.login_cookie import read_token, write_token
from affetto.app.accounts import forget_person
from affetto.app.person_export import export_person

router = APIRouter(prefix="/me", tags=["session"])

_MEDIA_TYPE = "application/json"


@router.delete("", summary="Forget everything of you", status_code=HTTPStatus.NO_CONTENT)
def forget_me(request: Request, response: Response, library: LibraryDep, user: UserDep) -> None:
    """Forgets your history, playlists and taste, and your account and its sessions.

    The music library itself belongs to all and stays as it is.
    """
    forget_person(library, user)
    if read_token(request) is not None:
        response.headers.append("Set-Cookie", write_token(request, None))


@router.get(
    "/export",
    summary="Take along everything of you",
    response_class=Response,
    responses={
        200: {
            "description": "One JSON object.",
            "content": {_MEDIA_TYPE: {"schema": {"type": "object"}}},
        }
    },
)
def export_me(library: LibraryDep, user: UserDep) -> Response:
    """Everything that is kept of you: account, history, playlists and reactions."""
    return attach(export_person(library, user), "affetto-me.json", _MEDIA_TYPE)
