"""What people do with tracks, so that matching learns from it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, BackgroundTasks

from affetto.api.dependencies import LibraryDep, ServicesDep, UserDep
from affetto.api.schemas.kept_tracks import Number
from affetto.api.schemas.problems import problems
from affetto.api.schemas.reactions import RatingsOut, ReactionIn, ReactionKind
from affetto.app.services.histories import send_all_waiting_plays, tell_play
from affetto.app.taste import forget_reactions, list_ratings, react
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
def note_reaction(
    wanted: ReactionIn,
    library: LibraryDep,
    services: ServicesDep,
    user: UserDep,
    afterwards: BackgroundTasks,
) -> None:
    """Notes what you did with a track; a like takes the place of a dislike, and the reverse.

    A play is told to the services that you let know what you hear.
    """
    react(library, user, Reaction(wanted.reaction.value), [wanted.track], wanted.match)
    if wanted.reaction is ReactionKind.PLAY and tell_play(services, user, wanted.track):
        afterwards.add_task(send_all_waiting_plays, services, user)


@router.delete(
    "/{track_id}", summary="Forget what was done with a track", status_code=HTTPStatus.NO_CONTENT
)
def forget_track(track_id: Number, library: LibraryDep, user: UserDep) -> None:
    """Forgets all you did with a track, as if it had never been told."""
    forget_reactions(library, user, [track_id])
