"""What a study asks, and what its participants meet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from affetto.affect import Affect, FaceEmotion, SceneEmotion
from affetto.errors import InputError

MAX_PICTURES = 200
MAX_TRACKS = 50
# Agreement on a forced choice says too much (Frank & Stennett 2001, "The forced-choice paradigm
# and the perception of facial expressions of emotion"), so that no word is an answer, too.
NO_WORD = "none of these"

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


class Vocabulary(StrEnum):
    """Which emotions participants choose from."""

    FACES = "faces"
    LANDSCAPES = "landscapes"
    BOTH = "both"

    @property
    def words(self) -> tuple[str, ...]:
        """The words, without `NO_WORD`."""
        return _WORDS[self]


# Among both, "sad" stands for "sadness" as well: two words for one thing would be counted as
# disagreement.
_WORDS: Mapping[Vocabulary, tuple[str, ...]] = MappingProxyType(
    {
        Vocabulary.FACES: tuple(map(str, FaceEmotion)),
        Vocabulary.LANDSCAPES: tuple(map(str, SceneEmotion)),
        Vocabulary.BOTH: (
            *map(str, FaceEmotion),
            *(str(mood) for mood in SceneEmotion if mood is not SceneEmotion.SADNESS),
        ),
    }
)


class Side(StrEnum):
    """By what name a list is shown, so that nobody sees which strategy made it."""

    A = "a"
    B = "b"

    @property
    def other(self) -> Side:
        """The other one."""
        return Side.B if self is Side.A else Side.A


@dataclass(frozen=True)
class StudyDesign:
    """What is fixed when a study is made.

    Attributes:
        name: of the study and its file; letters, digits, - and _.
        strategies: the two that are compared, by name, in the order of the results.
        tracks_per_list: how many tracks each list has.
        words: what participants choose from; `NO_WORD` is offered beside them.
        consent: what they agree to, plain text.
        shows_titles: whether they see titles and artists of what they hear.
        licence: what the music was to be for; see `affetto.licences.LicenceUse`.
        seed: of the lots that are drawn.
        created_on: day.
        made_by: version of Affetto.

    Raises:
        InputError: one of them cannot be.
    """

    name: str
    strategies: tuple[str, str]
    tracks_per_list: int
    words: tuple[str, ...]
    consent: str
    shows_titles: bool
    licence: str
    seed: int
    created_on: date
    made_by: str

    def __post_init__(self) -> None:
        check_name(self.name)
        if self.strategies[0] == self.strategies[1]:
            raise InputError("--strategies", "two different ones are compared")
        if not 1 <= self.tracks_per_list <= MAX_TRACKS:
            raise InputError("--tracks", f"a list has 1 to {MAX_TRACKS} tracks")

    @property
    def answers(self) -> tuple[str, ...]:
        """What may be said of the emotion of a picture."""
        return (*self.words, NO_WORD)


@dataclass(frozen=True)
class ListedTrack:
    """A track as it stood in the library when its list was made.

    Attributes:
        rank: 1 for the first of its list.
        track_id: the library's number for it.
        licence: as its source wrote it.
        uri: its file.
        duration_s: of the whole recording.
        excerpt_s: where its most representative part begins and ends; None where none is known.
        score: how well the strategy found it to fit, in [0, 1].
        valence, arousal: its mood, each in [-1, 1]; None where none is known.
    """

    rank: int
    track_id: int
    title: str
    artist: str
    licence: str
    uri: str
    duration_s: float | None
    excerpt_s: tuple[float, float] | None
    score: float
    valence: float | None
    arousal: float | None


@dataclass(frozen=True)
class StudyPicture:
    """A picture of a study, and what is heard with it.

    Attributes:
        number: 1 for the first that the researcher named.
        name: what the researcher calls it; participants do not see it.
        affect: as Affetto read it; the lists answer it.
        lists: the tracks by strategy.
    """

    number: int
    name: str
    affect: Affect
    lists: Mapping[str, tuple[ListedTrack, ...]]

    @property
    def shared_tracks(self) -> int:
        """How many tracks stand in both lists."""
        first, second = ({track.uri for track in tracks} for tracks in self.lists.values())
        return len(first & second)


@dataclass(frozen=True)
class Assignment:
    """What one participant meets at one place of the study.

    Attributes:
        position: 1 for what comes first.
        picture: number of the picture.
        first_on: where the list of the design's first strategy stands.
    """

    position: int
    picture: int
    first_on: Side


def check_name(name: str) -> None:
    """Refuse what cannot be the name of a study, and of its file.

    Raises:
        InputError: it has other characters than letters, digits, - and _, or too many.
    """
    if not _NAME.fullmatch(name):
        raise InputError(
            name or "NAME", "a study's name has at most 64 letters, digits, - and _, no others"
        )
