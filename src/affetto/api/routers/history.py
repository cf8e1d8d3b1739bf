"""What was offered before: found again, taken along, forgotten."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from affetto.affect_json import JSON_DIGITS, affect_as_dict
from affetto.api.attachments import PLAYLIST_FILE, attach_playlist
from affetto.api.dependencies import LibraryDep, UserDep
from affetto.api.problems import ProblemError
from affetto.api.schemas.history import (
    MAX_PER_PAGE,
    HistoryOut,
    HistoryPreference,
    KeptMatchOut,
)
from affetto.api.schemas.kept_tracks import Number
from affetto.api.schemas.problems import problems
from affetto.app.history import (
    find_match,
    forget_history,
    forget_match,
    is_history_kept,
    keep_history,
    list_history,
)
from affetto.library.history_repository import KeptMatch, MatchSummary
from affetto.library.music_library import Library
from affetto.playlists.export import PlaylistFormat
from affetto.playlists.exporters.match_json import playlist_as_dict

router = APIRouter(prefix="/history", tags=["history"])


@router.get("", summary="List what was offered before", response_model=HistoryOut)
def list_matches(
    library: LibraryDep,
    user: UserDep,
    offset: Annotated[int, Query(ge=0, lt=2**31, description="How many to pass over.")] = 0,
    limit: Annotated[int, Query(ge=1, le=MAX_PER_PAGE, description="How many at most.")] = 20,
) -> dict[str, Any]:
    """Your matches, the newest first. The thousand newest are kept; pictures are not."""
    total, matches = list_history(library, user, offset=offset, limit=limit)
    return {"total": total, "matches": [_summary_as_dict(match) for match in matches]}


@router.delete("", summary="Forget all that was offered", status_code=HTTPStatus.NO_CONTENT)
def forget_matches(library: LibraryDep, user: UserDep) -> None:
    """Forgets your whole history. What you like stays known; see `/taste`."""
    forget_history(library, user)


@router.get("/preference", summary="Tell whether a history is kept")
def tell_preference(library: LibraryDep, user: UserDep) -> HistoryPreference:
    """Whether what is offered to you is kept."""
    return HistoryPreference(kept=is_history_kept(library, user))


@router.put("/preference", summary="Keep a history, or none")
def change_preference(
    wanted: HistoryPreference, library: LibraryDep, user: UserDep
) -> HistoryPreference:
    """Keeps your history from now on, or none: then what there is of it is forgotten at once.

    Without a history, matches have no `Content-Location`. What you like and play is kept apart
    from it; see `/taste`.
    """
    keep_history(library, user, kept=wanted.kept)
    return wanted


@router.get(
    "/{match_id}",
    summary="Show a match",
    response_model=KeptMatchOut,
    response_model_exclude_unset=True,
    responses=problems(HTTPStatus.NOT_FOUND),
)
def show_match(match_id: Number, library: LibraryDep, user: UserDep) -> dict[str, Any]:
    """One match of your history, with its tracks as the library has them now."""
    match = _find(library, user, match_id)
    return {
        "id": match.id,
        "at": match.at,
        "picture_name": match.picture_name,
        **playlist_as_dict(match.playlist),
    }


@router.delete(
    "/{match_id}",
    summary="Forget a match",
    status_code=HTTPStatus.NO_CONTENT,
    responses=problems(HTTPStatus.NOT_FOUND),
)
def forget_one_match(match_id: Number, library: LibraryDep, user: UserDep) -> None:
    """Forgets one match of your history."""
    if not forget_match(library, user, match_id):
        raise _not_found(match_id)


@router.get(
    "/{match_id}/export",
    summary="Take a match along",
    response_class=Response,
    responses={**PLAYLIST_FILE, **problems(HTTPStatus.NOT_FOUND)},
)
def export_match(
    match_id: Number,
    library: LibraryDep,
    user: UserDep,
    playlist_format: Annotated[
        PlaylistFormat, Query(alias="format", description="Which kind of file.")
    ] = PlaylistFormat.M3U8,
) -> Response:
    """The tracks of a match as a file for a player or a program."""
    return attach_playlist(_find(library, user, match_id).playlist, playlist_format)


def _find(library: Library, user: str, match_id: int) -> KeptMatch:
    match = find_match(library, user, match_id)
    if match is None:
        raise _not_found(match_id)
    return match


def _not_found(match_id: int) -> ProblemError:
    return ProblemError(
        HTTPStatus.NOT_FOUND, f"your history has no match {match_id}", "no-such-match"
    )


def _summary_as_dict(match: MatchSummary) -> dict[str, Any]:
    return {
        "id": match.id,
        "at": match.at,
        "picture_name": match.picture_name,
        "intent": match.intent,
        "strategy": match.strategy,
        "affect": affect_as_dict(match.affect),
        "tracks": [
            {
                "rank": track.rank,
                "id": track.track_id,
                "title": track.title,
                "artist": track.artist,
                "score": round(track.score, JSON_DIGITS),
            }
            for track in match.tracks
        ],
    }
