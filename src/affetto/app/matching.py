"""Puts together pictures, library and taste: the music that fits."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from affetto.affect import Affect
from affetto.config import Settings, load_settings
from affetto.errors import LibraryError

if TYPE_CHECKING:
    from affetto.app.shared_view import SharedView
    from affetto.library.music_library import Library
    from affetto.music import Playlist
    from affetto.recommend.catalogue import Catalogue
    from affetto.recommend.query import Query
    from affetto.recommend.strategies import Ranked

# Whose taste it is where nobody says a name.
DEFAULT_USER = "default"

_log = logging.getLogger(__name__)


class EmptyLibraryError(LibraryError):
    """There is no music at all to choose from."""


@dataclass(frozen=True)
class RememberedMatch:
    """Music that was found, and where its user finds it again.

    Attributes:
        history_id: number of its entry in the history; None where the user wishes none, or it
            could not be entered.
    """

    playlist: Playlist
    history_id: int | None


def match_and_remember(
    library: Library,
    query: Query,
    strategy: str,
    k: int,
    user: str,
    settings: Settings,
    picture_name: str | None = None,
    catalogue: SharedView[Catalogue] | None = None,
) -> RememberedMatch:
    """As `match_music`, after what the user was just offered or played; entered into the history.

    Music that was found is given even where the history cannot be written.

    Args:
        library: where to look.
        query: what is asked for; `recent` is filled in.
        strategy: name of one of `affetto.recommend.strategies`.
        k: how many tracks, at least 0.
        user: who asks.
        settings: of the running program.
        picture_name: what the user calls the picture, where that is to be kept.
        catalogue: as of `match_music`.

    Raises:
        InputError, NothingPassesError, LibraryError: as of `match_music`.
    """
    from affetto.app.history import recently_offered, remember_match

    recent = recently_offered(library, user, query.affect)
    playlist = match_music(
        library, replace(query, recent=recent), strategy, k, user, settings, catalogue
    )
    try:
        history_id = remember_match(library, user, playlist, picture_name)
    except LibraryError as error:
        _log.warning("the history could not be written: %s", error)
        history_id = None
    return RememberedMatch(playlist, history_id)


def match_music(
    library: Library,
    query: Query,
    strategy: str,
    k: int,
    user: str = DEFAULT_USER,
    settings: Settings | None = None,
    catalogue: SharedView[Catalogue] | None = None,
) -> Playlist:
    """The `k` tracks of the library that fit best, and that the user likes best of these.

    Args:
        library: where to look.
        query: what is asked for.
        strategy: name of one of `affetto.recommend.strategies`.
        k: how many tracks, at least 0.
        user: whose taste counts.
        settings: None to read them from the environment.
        catalogue: the library's tracks, held in memory by a program that matches again and again;
            None to read them for this once.

    Raises:
        InputError: there is no such strategy.
        NothingPassesError: no track passes the filters; it says which of them is to blame.
        EmptyLibraryError: there is nothing to choose from.
        LibraryError: the library cannot be read.
    """
    from affetto.app.taste import personalize
    from affetto.music import Playlist
    from affetto.recommend.answering import answer
    from affetto.recommend.strategies import find_strategy

    chosen = find_strategy(strategy)
    tracks = _open_catalogue(chosen.ranked, library, settings or load_settings(), catalogue)
    if not len(tracks):
        raise EmptyLibraryError(
            "the library is empty: add music with `affetto library add FOLDER`, or "
            "`affetto library add --starter` for 28 free tracks"
        )
    chosen, query = personalize(library, tracks, chosen, query, user)
    recommendations, path = answer(chosen, query, tracks, k)
    if not recommendations and k:
        raise _explain_nothing(tracks, query)
    return Playlist(
        name=_name_playlist(query.affect),
        affect=query.affect,
        intent=str(query.intent),
        strategy=chosen.name,
        recommendations=recommendations,
        path=path,
    )


def _open_catalogue(
    ranked: Ranked, library: Library, settings: Settings, shared: SharedView[Catalogue] | None
) -> Catalogue:
    from affetto.recommend.catalogue import Catalogue
    from affetto.recommend.strategies import Ranked

    if ranked is Ranked.PLAYLISTS:
        from affetto.playlists.emotion_playlists import load_playlists

        return Catalogue.of(load_playlists(settings.playlists_path))
    return Catalogue.over(library.columns()) if shared is None else shared.current()


def _explain_nothing(catalogue: Catalogue, query: Query) -> LibraryError:
    from affetto.recommend.filtering import NothingPassesError, explain_shortage

    if shortage := explain_shortage(catalogue, query.filters):
        return NothingPassesError(shortage)
    return LibraryError("no track that passes has a mood that could be heard; add more music")


def _name_playlist(affect: Affect) -> str:
    return f"Affetto: {affect.emotion or affect.point}"
