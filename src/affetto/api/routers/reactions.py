"""What people do with tracks, so that matching learns from it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter

from affetto.api.dependencies import LibraryDep, UserDep
from affetto.api.problems import ProblemError
from affetto.api.schemas.kept_tracks import Number
from affetto.api.schemas.problems import problems
from affetto.api.schemas.reactions import RatingsOut, ReactionIn
from affetto.app.taste import UnknownTrackError, forget_reactions, list_ratings, react
from affetto.listening import Reaction

router = APIRouter(prefix="/reactions", tags=["taste"])


@router.get("", summary="List likes and dislikes", response_model=RatingsOut)
def list_reactions(library: LibraryDep, user: UserDep) -> dict[str, Any]:
    """Numbers of the tracks that you like, and of those you do not."""
    likes, dislikes = list_ratings(library, user)
    return {"likes": likes, "dislikes": dislikes}


@router.post(
    "",
    summary="Like, dislike, play or skip a track",
    status_code=HTTPStatus.NO_CONTENT,
    responses=problems(HTTPStatus.NOT_FOUND),
)
def note_reaction(wanted: ReactionIn, library: LibraryDep, user: UserDep) -> None:
    """Notes what you did with a track; a like takes the place of a dislike, and the reverse."""
    try:
        react(library, user, Reaction(wanted.reaction.value), [wanted.track], wanted.match)
    except UnknownTrackError as error:
        raise ProblemError(HTTPStatus.NOT_FOUND, str(error), "no-such-track") from error


@router.delete(
    "/{track_id}", summary="Forget what was done with a track", status_code=HTTPStatus.NO_CONTENT
)
def forget_track(track_id: Number, library: LibraryDep, user: UserDep) -> None:
    """Forgets all you did with a track, as if it had never been told."""
    forget_reactions(library, user, [track_id])
