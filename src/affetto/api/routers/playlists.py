"""Playlists that people save, change and take along."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from affetto.affect_json import affect_as_dict
from affetto.api.attachments import PLAYLIST_FILE, attach_playlist
from affetto.api.dependencies import LibraryDep, UserDep
from affetto.api.problems import ProblemError
from affetto.api.schemas.kept_tracks import Number
from affetto.api.schemas.playlists import PlaylistChangeIn, PlaylistIn, PlaylistOut, PlaylistsOut
from affetto.api.schemas.problems import problems
from affetto.app.playlists import (
    NameTakenError,
    as_playlist,
    change_playlist,
    find_playlist,
    forget_playlist,
    list_playlists,
    save_match,
    save_tracks,
)
from affetto.library.music_library import Library
from affetto.library.playlist_repository import SavedPlaylist
from affetto.playlists.export import PlaylistFormat
from affetto.playlists.exporters.match_json import playlist_as_dict

router = APIRouter(prefix="/playlists", tags=["playlists"])


@router.get("", summary="List playlists", response_model=PlaylistsOut)
def list_saved(library: LibraryDep, user: UserDep) -> dict[str, Any]:
    """Your playlists, by name."""
    return {"playlists": [vars(playlist) for playlist in list_playlists(library, user)]}


@router.post(
    "",
    summary="Save a playlist",
    status_code=HTTPStatus.CREATED,
    response_model=PlaylistOut,
    responses={
        201: {
            "headers": {"Location": {"description": "Where it lies.", "schema": {"type": "string"}}}
        },
        **problems(HTTPStatus.NOT_FOUND),
    },
)
def save(
    wanted: PlaylistIn, library: LibraryDep, user: UserDep, response: Response
) -> dict[str, Any]:
    """Saves a match of your history, or tracks you chose, under a name.

    Where you have a playlist of that name, the answer is 409 of kind `name-taken`.
    """
    try:
        if wanted.match is not None:
            playlist_id = save_match(library, user, wanted.name, wanted.match)
            if playlist_id is None:
                raise ProblemError(
                    HTTPStatus.NOT_FOUND,
                    f"your history has no match {wanted.match}",
                    "no-such-match",
                )
        else:
            playlist_id = save_tracks(library, user, wanted.name, wanted.tracks or [])
    except NameTakenError as error:
        raise _name_taken(error) from error
    response.headers["Location"] = f"/api/v1/playlists/{playlist_id}"
    return _as_dict(_find(library, user, playlist_id))


@router.get(
    "/{playlist_id}",
    summary="Show a playlist",
    response_model=PlaylistOut,
    responses=problems(HTTPStatus.NOT_FOUND),
)
def show(playlist_id: Number, library: LibraryDep, user: UserDep) -> dict[str, Any]:
    """A playlist with its tracks as the library has them now."""
    return _as_dict(_find(library, user, playlist_id))


@router.patch(
    "/{playlist_id}",
    summary="Change a playlist",
    response_model=PlaylistOut,
    responses=problems(HTTPStatus.NOT_FOUND),
)
def change(
    playlist_id: Number, wanted: PlaylistChangeIn, library: LibraryDep, user: UserDep
) -> dict[str, Any]:
    """Gives a playlist another name, other tracks, or another order of them.

    Tracks that the library lost cannot be named, and leave the playlist with a new list of tracks.
    """
    try:
        is_there = change_playlist(
            library, user, playlist_id, name=wanted.name, track_ids=wanted.tracks
        )
    except NameTakenError as error:
        raise _name_taken(error) from error
    if not is_there:
        raise _not_found(playlist_id)
    return _as_dict(_find(library, user, playlist_id))


@router.delete(
    "/{playlist_id}",
    summary="Forget a playlist",
    status_code=HTTPStatus.NO_CONTENT,
    responses=problems(HTTPStatus.NOT_FOUND),
)
def forget(playlist_id: Number, library: LibraryDep, user: UserDep) -> None:
    """Forgets a playlist; its tracks stay in the library."""
    if not forget_playlist(library, user, playlist_id):
        raise _not_found(playlist_id)


@router.get(
    "/{playlist_id}/export",
    summary="Take a playlist along",
    response_class=Response,
    responses={**PLAYLIST_FILE, **problems(HTTPStatus.NOT_FOUND)},
)
def export(
    playlist_id: Number,
    library: LibraryDep,
    user: UserDep,
    playlist_format: Annotated[
        PlaylistFormat, Query(alias="format", description="Which kind of file.")
    ] = PlaylistFormat.M3U8,
) -> Response:
    """A playlist as a file for a player or a program."""
    return attach_playlist(as_playlist(_find(library, user, playlist_id)), playlist_format)


def _find(library: Library, user: str, playlist_id: int) -> SavedPlaylist:
    playlist = find_playlist(library, user, playlist_id)
    if playlist is None:
        raise _not_found(playlist_id)
    return playlist


def _not_found(playlist_id: int) -> ProblemError:
    return ProblemError(
        HTTPStatus.NOT_FOUND, f"you have no playlist {playlist_id}", "no-such-playlist"
    )


def _name_taken(error: NameTakenError) -> ProblemError:
    return ProblemError(HTTPStatus.CONFLICT, str(error), "name-taken")


def _as_dict(saved: SavedPlaylist) -> dict[str, Any]:
    tracks = playlist_as_dict(as_playlist(saved))["tracks"]
    for shown, entry in zip(tracks, saved.tracks, strict=True):
        if entry.score is None:
            shown["score"] = None
    return {
        "id": saved.id,
        "name": saved.name,
        "created_at": saved.created_at,
        "changed_at": saved.changed_at,
        "affect": None if saved.affect is None else affect_as_dict(saved.affect),
        "intent": saved.intent or None,
        "strategy": saved.strategy or None,
        "tracks": tracks,
    }
