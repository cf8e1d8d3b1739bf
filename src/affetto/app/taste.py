"""Joins what people do with the music of a library to the model of their taste."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from affetto.app.history import fit_in_match
from affetto.app.tracks import NoSuchTrackError
from affetto.library.listening_repository import ListeningRepository, ListeningStats, Recorded
from affetto.listening import Listen, Reaction

if TYPE_CHECKING:
    from affetto.app.shared_view import SharedView
    from affetto.library.importers import BadRow
    from affetto.library.music_library import Library
    from affetto.recommend.catalogue import Catalogue
    from affetto.recommend.query import Query
    from affetto.recommend.strategies import Strategy

# How many of the most played tracks S1's way of personalization draws from.
_MOST_PLAYED = 50


@dataclass(frozen=True)
class ListeningReport:
    """What became of a history.

    Attributes:
        bad_rows: records that cannot be used, in the order of the file.
        unknown: reactions of the user, from wherever, to music that is not in the library.
    """

    recorded: Recorded
    bad_rows: tuple[BadRow, ...]
    unknown: int


@dataclass(frozen=True)
class Liking:
    """What a feature of music does to somebody's expected reward.

    Attributes:
        word: the side of the feature that is liked, such as "fast".
        reward: by how much one standard deviation of it raises the reward, above 0; the whole way
            from dislike to like is 2.
        sd: how unsure that is, a standard deviation.
    """

    word: str
    reward: float
    sd: float


@dataclass(frozen=True)
class TasteDescription:
    """What is known of a taste: what was told, and what it comes to, the strongest first."""

    stats: ListeningStats
    likings: tuple[Liking, ...]


def react(
    library: Library,
    user: str,
    reaction: Reaction,
    track_ids: Sequence[int],
    match_id: int | None = None,
) -> None:
    """Notes what somebody did with tracks; all of it or nothing.

    Args:
        library: what the tracks are of.
        user: who did it.
        reaction: what they did.
        track_ids: with which tracks.
        match_id: the match of their history that offered the tracks, which tells how well each
            fitted what was asked for; one that is not there tells nothing.

    Raises:
        NoSuchTrackError: there is no such track.
        LibraryError: the library cannot be written.
    """
    now = datetime.now(UTC)
    listens = []
    for track_id in dict.fromkeys(track_ids):
        details = library.details(track_id)
        if details is None:
            raise NoSuchTrackError(track_id)
        tags = details.track.tags
        fit = None if match_id is None else fit_in_match(library, user, match_id, track_id)
        listens.append(
            Listen(
                reaction,
                now,
                tags.title,
                tags.artist,
                details.track.uri,
                tags.isrc,
                tags.mbid,
                fit,
            )
        )
    with library.changing() as session:
        ListeningRepository(session).record(user, listens)


def list_ratings(library: Library, user: str) -> tuple[list[int], list[int]]:
    """Numbers of the tracks that somebody likes, and of those they dislike.

    Raises:
        LibraryError: the library cannot be read.
    """
    _link_new_tracks(library, user)
    with library.looking() as session:
        reactions = ListeningRepository(session).reactions(user)
    likes, dislikes = (
        [reaction.track_id for reaction in reactions if reaction.reaction is rating]
        for rating in (Reaction.LIKE, Reaction.DISLIKE)
    )
    return likes, dislikes


def forget_reactions(library: Library, user: str, track_ids: Sequence[int]) -> int:
    """Forgets what somebody did with tracks; how many reactions there were.

    Raises:
        LibraryError: the library cannot be written.
    """
    with library.changing() as session:
        return ListeningRepository(session).forget(user, track_ids)


def forget_taste(library: Library, user: str) -> int:
    """Forgets all that somebody did with music; how many reactions there were.

    Raises:
        LibraryError: the library cannot be written.
    """
    with library.changing() as session:
        return ListeningRepository(session).forget_listener(user)


def export_taste(library: Library, user: str) -> str:
    """Everything somebody did with music, as the text of a file that `import_listening` reads.

    Raises:
        LibraryError: the library cannot be read.
    """
    from affetto.library.histories.affetto import history_text

    with library.looking() as session:
        return history_text(ListeningRepository(session).listens(user))


def import_listening(
    library: Library, user: str, path: Path, file_format: str | None = None
) -> ListeningReport:
    """Learns from a file of listening, all of it or nothing; a second time changes nothing.

    Raises:
        InputError: the file cannot be used.
        LibraryError: the library cannot be written.
    """
    from affetto.library.histories import find_history
    from affetto.library.importers import BadRow

    bad_rows: list[BadRow] = []

    def usable() -> Iterator[Listen]:
        for entry in find_history(path, file_format).read(path):
            if isinstance(entry, BadRow):
                bad_rows.append(entry)
            else:
                yield entry

    with library.changing() as session:
        listening = ListeningRepository(session)
        recorded = listening.record(user, usable())
        unknown = listening.stats(user).unknown
    return ListeningReport(recorded, tuple(bad_rows), unknown)


def describe_taste(
    library: Library, user: str, catalogue: SharedView[Catalogue] | None = None
) -> TasteDescription:
    """What is known of somebody's taste.

    Args:
        library: what the tracks come from.
        user: whose taste.
        catalogue: as of `affetto.app.matching.match_music`.

    Raises:
        LibraryError: the library cannot be read.
    """
    from affetto.recommend.catalogue import Catalogue
    from affetto.recommend.taste_features import SLOPES, WORDS, TasteFeatures
    from affetto.recommend.taste_learning import learn_taste

    _link_new_tracks(library, user)
    with library.looking() as session:
        listening = ListeningRepository(session)
        stats, reactions = listening.stats(user), listening.reactions(user)
    if not reactions:
        return TasteDescription(stats, ())
    tracks = Catalogue.over(library.columns()) if catalogue is None else catalogue.current()
    features = TasteFeatures.of(tracks)
    model = learn_taste(features, reactions).model
    taste = model.posterior
    likings = [
        Liking(words[int(mean > 0)], abs(float(mean)), float(sd))
        for words, mean, sd, is_known in zip(
            WORDS.values(), taste.mean[SLOPES], taste.sd[SLOPES], model.known[SLOPES], strict=True
        )
        # What may as well be the other way around is not worth saying.
        if is_known
    ]
    likings.sort(key=lambda liking: -liking.reward)
    return TasteDescription(stats, tuple(likings))


def personalize(
    library: Library, catalogue: Catalogue, strategy: Strategy, query: Query, user: str
) -> tuple[Strategy, Query]:
    """The strategy and the query with what is known of somebody's taste.

    Raises:
        LibraryError: the library cannot be read.
    """
    from affetto.recommend.personal_ranking import PersonalStrategy
    from affetto.recommend.query import Personalization
    from affetto.recommend.taste_features import TasteFeatures
    from affetto.recommend.taste_learning import learn_taste

    if query.personalization is Personalization.LOW:
        return strategy, query
    _link_new_tracks(library, user)
    with library.looking() as session:
        listening = ListeningRepository(session)
        query = replace(query, most_played=listening.most_played(user, _MOST_PLAYED))
        reactions = listening.reactions(user) if strategy.takes_taste else []
    if not reactions:
        return strategy, query
    features = TasteFeatures.of(catalogue)
    return PersonalStrategy(strategy, features, learn_taste(features, reactions)), query


def _link_new_tracks(library: Library, user: str) -> None:
    with library.looking() as session:
        is_due = ListeningRepository(session).has_new_tracks(user)
    if is_due:
        with library.changing() as session:
            ListeningRepository(session).link_new_tracks(user)
