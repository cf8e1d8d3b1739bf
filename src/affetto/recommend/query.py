"""What is asked of the recommender."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from affetto.affect import Affect
from affetto.errors import InputError
from affetto.licences import LicenceUse
from affetto.music import check_genres_to_look_for


class Intent(StrEnum):
    """What the music is to do with the feeling of the picture."""

    MATCH = "match"


@dataclass(frozen=True)
class Filters:
    """What a track must be to be offered at all. Empty fields let everything through.

    Attributes:
        genres: any of these names. A track passes when the words of one of them stand side by
            side in one of its genres: "rock" finds "Indie Rock", "indie rock" does not find
            "Rock". Accents, case and punctuation are ignored.
        decades: any of these, each by its first year: 1980 is 1980 to 1989. A track without a
            year does not pass.
        licence: what the music is for.

    Raises:
        InputError: a decade is not the first year of one, or a genre has no letter or digit.
    """

    genres: tuple[str, ...] = ()
    decades: tuple[int, ...] = ()
    licence: LicenceUse = LicenceUse.ANY

    def __post_init__(self) -> None:
        for decade in self.decades:
            if decade % 10:
                raise InputError(
                    "decade", f"{decade} is not the first year of one; say {decade // 10 * 10}"
                )
        check_genres_to_look_for(self.genres)


@dataclass(frozen=True)
class Query:
    """One wish for music.

    Attributes:
        affect: what the picture, or the person, feels like.
        intent: what the music is to do with it.
        filters: what a track must be to be offered.
        seed: the same seed gives the same answer where a strategy draws lots.
    """

    affect: Affect
    intent: Intent = Intent.MATCH
    filters: Filters = field(default_factory=Filters)
    seed: int = 0
