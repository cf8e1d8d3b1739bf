"""What a track must be to be offered at all."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from affetto.errors import InputError
from affetto.licences import LicenceUse
from affetto.music import check_genres_to_look_for


class Popularity(StrEnum):
    """How well known the music is to be."""

    LOW = "low"
    MEDIUM = "medium"
    MAINSTREAM = "mainstream"

    @property
    def target(self) -> int:
        """The popularity, 0 to 100, that it stands for: the values of S1's web application."""
        return _TARGETS[self]

    @property
    def band(self) -> tuple[float, float]:
        """The popularities, from the first to below the second, nearer to it than to another."""
        return _BANDS[self]


_TARGETS = {Popularity.LOW: 20, Popularity.MEDIUM: 70, Popularity.MAINSTREAM: 100}
_BANDS = {
    Popularity.LOW: (0.0, 45.0),
    Popularity.MEDIUM: (45.0, 85.0),
    Popularity.MAINSTREAM: (85.0, 101.0),
}


@dataclass(frozen=True)
class Filters:
    """What a track must be to be offered at all. Empty fields let everything through.

    A track of which what is asked is not known does not pass, except where said otherwise.

    Attributes:
        genres: any of these names. A track passes when the words of one of them stand side by
            side in one of its genres: "rock" finds "Indie Rock", "indie rock" does not find
            "Rock". Accents, case and punctuation are ignored.
        decades: any of these, each by its first year: 1980 is 1980 to 1989.
        popularity: how well known it is.
        licence: what the music is for.
        min_duration_s, max_duration_s: how long it lasts, both included.
        instrumental: nobody sings or speaks in it.
        clean: it is not marked as explicit. What nobody marked either way passes.
        languages: any of these that it is sung in, by ISO 639 in two letters or three: "de",
            "deu" and "ger" are one, and so is "de-AT".
        providers: any of these can play it: "file", "spotify", "youtube", "jamendo", …
        excluded: ids of tracks that are not to be offered, such as those of the last list.

    Raises:
        InputError: a decade is not the first year of one, a genre has no letter or digit, a
            language or provider is empty, or no duration lies between the two.
    """

    genres: tuple[str, ...] = ()
    decades: tuple[int, ...] = ()
    popularity: Popularity | None = None
    licence: LicenceUse = LicenceUse.ANY
    min_duration_s: float | None = None
    max_duration_s: float | None = None
    instrumental: bool = False
    clean: bool = False
    languages: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()
    excluded: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        for decade in self.decades:
            if decade % 10:
                raise InputError(
                    "decade", f"{decade} is not the first year of one; say {decade // 10 * 10}"
                )
        check_genres_to_look_for(self.genres)
        for option, names in (("language", self.languages), ("provider", self.providers)):
            if not all(name.strip() for name in names):
                raise InputError(option, "is empty")
        self._check_durations()

    def _check_durations(self) -> None:
        shortest, longest = self.min_duration_s, self.max_duration_s
        # Written so that NaN, which is neither more nor less, is refused as well.
        if shortest is not None and not shortest >= 0:
            raise InputError("min-duration", f"{shortest:g} s is no duration")
        if longest is not None and not longest > 0:
            raise InputError("max-duration", f"{longest:g} s is no duration")
        if shortest is not None and longest is not None and shortest > longest:
            raise InputError(
                "max-duration", f"{longest:g} s is shorter than the least duration, {shortest:g} s"
            )
