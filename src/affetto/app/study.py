"""Puts together studies: pictures that are read, lists from the library, files in their folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from affetto import __version__
from affetto.affect import AffectSource
from affetto.errors import InputError, LibraryError
from affetto.licences import LicenceUse
from affetto.study.consent import DEFAULT_CONSENT
from affetto.study.design import (
    MAX_PICTURES,
    ListedTrack,
    StudyDesign,
    StudyPicture,
    Vocabulary,
    check_name,
)
from affetto.study.errors import StudyFileError, UnknownTokenError
from affetto.study.study_file import Study

if TYPE_CHECKING:
    from affetto.affect import Affect
    from affetto.app.pictures import AskedMood
    from affetto.app.tracks import TrackSound
    from affetto.config import Settings
    from affetto.library.music_library import Library
    from affetto.music import Recommendation
    from affetto.recommend.catalogue import Catalogue
    from affetto.recommend.strategies import Strategy
    from affetto.vision.picture_reader import PictureReader

MAX_INVITED_AT_ONCE = 1000
_SUFFIX = ".db"


@dataclass(frozen=True)
class StudyWish:
    """What a researcher asks for.

    Attributes:
        name: of the study.
        pictures: files.
        strategies: names of two strategies.
        tracks: how many each list has.
        consent: what participants agree to.
        vocabulary: which emotions they choose from; None for what the pictures show.
        shows_titles: whether they see what they hear.
        licence: what the music is to be for.
        seed: of the lots that are drawn.
    """

    name: str
    pictures: tuple[Path, ...]
    strategies: tuple[str, str]
    tracks: int = 5
    consent: str = DEFAULT_CONSENT
    vocabulary: Vocabulary | None = None
    shows_titles: bool = False
    licence: LicenceUse = LicenceUse.ANY
    seed: int = 0


def create_study(
    settings: Settings,
    library: Library,
    reader: PictureReader,
    wish: StudyWish,
    today: date,
    on_progress: Callable[[int, int], object] = lambda _done, _total: None,
) -> Study:
    """Makes a study: reads the pictures, and asks both strategies for a list for each.

    Lists are made without anybody's taste, of music that lies on this machine. The pictures go
    into the file of the study: they are the researcher's material, and participants must see them.

    Args:
        settings: say where studies lie.
        library: where the music is.
        reader: reads the pictures.
        wish: what is asked for.
        today: the day that is entered.
        on_progress: told how many of how many pictures are done.

    Raises:
        InputError: there is a study of this name, a picture cannot be read or is given twice, or
            something else of the wish cannot be.
        NothingPassesError: no music passes the licence.
        LibraryError: there is too little music.
    """
    path = _path_of(settings, wish.name)
    if path.exists():
        raise InputError(wish.name, "there is a study of this name; choose another one")
    if not 1 <= len(wish.pictures) <= MAX_PICTURES:
        raise InputError("PICTURE", f"a study has 1 to {MAX_PICTURES} pictures")
    strategies = [_find_strategy(name) for name in wish.strategies]
    # What cannot be is said before the long work.
    design = _design(wish, today)
    pictures = list(_make_pictures(library, reader, wish, strategies, on_progress))
    words = (wish.vocabulary or _vocabulary_for([each.affect for each, _ in pictures])).words
    _make_folder(path.parent)
    return Study.create(path, replace(design, words=words), pictures)


def list_studies(settings: Settings) -> Iterator[Study]:
    """The studies that can be opened, by name."""
    for path in sorted(_folder(settings).glob(f"*{_SUFFIX}")):
        # A damaged one says so when it is asked for, and does not keep others from being shown.
        with suppress(StudyFileError):
            yield Study.open(path)


def open_study(settings: Settings, name: str) -> Study:
    """The study of a name.

    Raises:
        InputError: there is none, or it cannot be read.
    """
    path = _path_of(settings, name)
    if not path.is_file():
        known = ", ".join(study.design.name for study in list_studies(settings))
        raise InputError(name, f"no study is called so; there are: {known or 'none'}")
    return Study.open(path)


def find_study(settings: Settings, token: str) -> Study:
    """The study to which a participant's token belongs.

    Raises:
        UnknownTokenError: to none.
    """
    for study in list_studies(settings):
        if study.knows(token):
            return study
    raise UnknownTokenError


def remove_study(settings: Settings, name: str) -> None:
    """Deletes a study with all answers, for good.

    Raises:
        InputError: there is none, or it cannot be deleted.
    """
    path = open_study(settings, name).path
    try:
        path.unlink()
    except OSError as error:
        raise InputError(path, f"cannot be deleted ({error.strerror})") from error


def invite(study: Study, people: int, today: date) -> list[str]:
    """Tokens of so many new participants.

    Raises:
        InputError: they are none, or more than `MAX_INVITED_AT_ONCE`.
    """
    if not 1 <= people <= MAX_INVITED_AT_ONCE:
        raise InputError("-n", f"1 to {MAX_INVITED_AT_ONCE} at once")
    return study.invite(people, today)


def link_of(address: str, token: str) -> str:
    """What a participant opens.

    Args:
        address: of the service, as participants reach it.
    """
    return f"{address.rstrip('/')}/study/{token}"


def token_of(link: str) -> str:
    """The token in a link, or the token itself."""
    return link.strip().rstrip("/").rpartition("/")[2]


def open_listed_track(library: Library, listed: ListedTrack) -> TrackSound:
    """The sound of a track of a list, as long as the library has its recording.

    A study may come from elsewhere: what is opened is a file of the library, never a path that
    only the study names.

    Raises:
        LibraryError: the library does not have it, or its file is gone.
        AudioError: its file holds no sound that can be decoded.
    """
    from affetto.app.tracks import LostFileError, open_track
    from affetto.library.records import TrackFilter

    details = library.details(listed.track_id)
    if details is not None:
        tags = details.track.tags
        # Numbers of removed tracks are given again.
        if details.track.uri == listed.uri or (tags.title, tags.artist) == (
            listed.title,
            listed.artist,
        ):
            return open_track(library, listed.track_id)
    for track in library.tracks(TrackFilter(text=listed.title)):
        if track.uri == listed.uri:
            return open_track(library, track.id)
    raise LostFileError("this recording is no longer in the library of the study")


def _design(wish: StudyWish, today: date) -> StudyDesign:
    """What is known before the pictures are read: all but the words."""
    return StudyDesign(
        name=wish.name,
        strategies=wish.strategies,
        tracks_per_list=wish.tracks,
        words=(),
        consent=wish.consent,
        shows_titles=wish.shows_titles,
        licence=str(wish.licence),
        seed=wish.seed,
        created_on=today,
        made_by=__version__,
    )


def _find_strategy(name: str) -> Strategy:
    from affetto.recommend.strategies import Ranked, find_strategy

    strategy = find_strategy(name)
    if strategy.ranked is not Ranked.TRACKS:
        raise InputError(name, "gives addresses of playlists, which nobody can hear here")
    return strategy


def _make_pictures(
    library: Library,
    reader: PictureReader,
    wish: StudyWish,
    strategies: Sequence[Strategy],
    on_progress: Callable[[int, int], object],
) -> Iterator[tuple[StudyPicture, bytes]]:
    from affetto.app.pictures import combine_readings, draw_preview
    from affetto.recommend.catalogue import Catalogue
    from affetto.vision.frames import load_picture

    catalogue = Catalogue.over(library.columns())
    seen: dict[bytes, Path] = {}
    for number, path in enumerate(wish.pictures, start=1):
        picture = load_picture(path)
        jpeg = draw_preview(picture)
        if jpeg in seen:
            raise InputError(path, f"is the same picture as {seen[jpeg]}")
        seen[jpeg] = path
        mood = combine_readings([reader.read(picture.rgb)])
        lists = {
            strategy.name: _make_list(strategy, mood, catalogue, wish, number)
            for strategy in strategies
        }
        yield StudyPicture(number, path.name, mood.affect, lists), jpeg
        on_progress(number, len(wish.pictures))


def _make_list(
    strategy: Strategy, mood: AskedMood, catalogue: Catalogue, wish: StudyWish, number: int
) -> tuple[ListedTrack, ...]:
    from affetto.recommend.filtering import NothingPassesError, explain_shortage
    from affetto.recommend.filters import Filters
    from affetto.recommend.query import Query

    filters = Filters(licence=wish.licence, providers=("file",))
    # Of strategies that draw lots, so that not every picture gets the same ones.
    query = Query(mood.affect, filters=filters, seed=wish.seed + number, context=mood.context)
    found = strategy.rank(query, catalogue, wish.tracks)
    if len(found) < wish.tracks:
        if not found and (shortage := explain_shortage(catalogue, filters)):
            raise NothingPassesError(shortage)
        raise LibraryError(
            f"{strategy.name} finds {len(found)} tracks for {wish.pictures[number - 1].name}, not "
            f"{wish.tracks}: lists of different length would tell who made them; ask for fewer "
            "with --tracks, or add more music"
        )
    return tuple(map(_snapshot, found))


def _snapshot(recommendation: Recommendation) -> ListedTrack:
    track, features = recommendation.track, recommendation.track.features
    excerpt = None
    if features and features.excerpt_start_s is not None and features.excerpt_end_s is not None:
        excerpt = features.excerpt_start_s, features.excerpt_end_s
    return ListedTrack(
        rank=recommendation.rank,
        track_id=track.id,
        title=track.tags.title,
        artist=track.tags.artist,
        licence=track.tags.licence,
        uri=track.uri,
        duration_s=track.duration_s,
        excerpt_s=excerpt,
        score=recommendation.score,
        valence=None if track.mood is None else track.mood.valence,
        arousal=None if track.mood is None else track.mood.arousal,
    )


def _vocabulary_for(affects: Sequence[Affect]) -> Vocabulary:
    """Words for what the pictures show: faces, landscapes, or some of either."""
    landscapes = {affect.source is AffectSource.SCENE for affect in affects}
    if landscapes == {True}:
        return Vocabulary.LANDSCAPES
    return Vocabulary.FACES if landscapes == {False} else Vocabulary.BOTH


def _folder(settings: Settings) -> Path:
    return settings.home / "studies"


def _path_of(settings: Settings, name: str) -> Path:
    check_name(name)
    return _folder(settings) / f"{name}{_SUFFIX}"


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(folder, f"cannot be made ({error.strerror})") from error
