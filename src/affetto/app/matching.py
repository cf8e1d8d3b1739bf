"""Puts together pictures, library and taste: the music that fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affetto.affect import Affect
from affetto.config import load_settings
from affetto.errors import LibraryError

if TYPE_CHECKING:
    from affetto.library.music_library import Library
    from affetto.music import Playlist
    from affetto.recommend.catalogue import Catalogue
    from affetto.recommend.query import Query
    from affetto.recommend.strategies import Ranked

# Whose taste it is where nobody says a name.
DEFAULT_USER = "default"


def match_music(
    library: Library, query: Query, strategy: str, k: int, user: str = DEFAULT_USER
) -> Playlist:
    """The `k` tracks of the library that fit best, and that the user likes best of these.

    Raises:
        InputError: there is no such strategy.
        NothingPassesError: no track passes the filters; it says which of them is to blame.
        LibraryError: there is nothing to choose from.
    """
    from affetto.app.taste import personalize
    from affetto.music import Playlist
    from affetto.recommend.answering import answer
    from affetto.recommend.strategies import find_strategy

    chosen = find_strategy(strategy)
    catalogue = _open_catalogue(chosen.ranked, library)
    if not len(catalogue):
        raise LibraryError(
            "the library is empty: add music with `affetto library add FOLDER`, or "
            "`affetto library add --starter` for 28 free tracks"
        )
    chosen, query = personalize(library, catalogue, chosen, query, user)
    recommendations, path = answer(chosen, query, catalogue, k)
    if not recommendations and k:
        raise _explain_nothing(catalogue, query)
    return Playlist(
        name=_name_playlist(query.affect),
        affect=query.affect,
        intent=str(query.intent),
        strategy=chosen.name,
        recommendations=recommendations,
        path=path,
    )


def _open_catalogue(ranked: Ranked, library: Library) -> Catalogue:
    from affetto.recommend.catalogue import Catalogue
    from affetto.recommend.strategies import Ranked

    if ranked is Ranked.PLAYLISTS:
        from affetto.playlists.emotion_playlists import load_playlists

        return Catalogue.of(load_playlists(load_settings().playlists_path))
    return Catalogue.over(library.columns())


def _explain_nothing(catalogue: Catalogue, query: Query) -> LibraryError:
    from affetto.recommend.filtering import NothingPassesError, explain_shortage

    if shortage := explain_shortage(catalogue, query.filters):
        return NothingPassesError(shortage)
    return LibraryError("no track that passes has a mood that could be heard; add more music")


def _name_playlist(affect: Affect) -> str:
    return f"Affetto: {affect.emotion or affect.point}"
