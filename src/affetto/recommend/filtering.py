"""Which tracks of a catalogue pass filters, and, where none does, which filter is to blame."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from affetto.errors import LibraryError
from affetto.licences import OWN_PLACES, LicenceUse, allows
from affetto.recommend.filters import Filters, Popularity
from affetto.recommend.languages import NO_WORDS, language_key
from affetto.text import words_key
from affetto.track_columns import (
    HEARD_FEATURES,
    LAST_YEAR,
    STATED_FEATURES,
    UNKNOWN_YEAR,
)

if TYPE_CHECKING:
    from affetto.recommend.catalogue import Catalogue

# From here on a track counts as instrumental: where Spotify's documentation of its audio features
# draws the line, and where "nobody sings" is the likelier of the two.
INSTRUMENTAL_FROM = 0.5
LISTENING_SERVICES = frozenset({"spotify", "youtube", "deezer"})
# So many of the values that a library has are named to people who asked for one it has not.
_NAMED_VALUES = 5
# So many sets of filters to let go of are named; more would be no help.
_NAMED_WAYS = 3
_MINUTE_S = 60
_NO_FILTERS = Filters()

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class FilterEffect:
    """What one filter does to a library.

    Attributes:
        field: which field of `Filters` it is.
        name: the filter in words for people, such as "genre rock" or "decade 1980 or 1990".
        alone: how many tracks pass it, whatever the others say.
        without: how many pass all the others.
        offered: values that would let something through, the most frequent first; empty where
            there are none to list.
    """

    field: str
    name: str
    alone: int
    without: int
    offered: tuple[str, ...] = ()


@dataclass(frozen=True)
class Loosening:
    """A change of filters that lets something through.

    Attributes:
        changes: fields of `Filters`, each with the value that it is to take.
        tracks: how many tracks pass then.
    """

    changes: Mapping[str, Any]
    tracks: int


@dataclass(frozen=True)
class Shortage:
    """Why no track passes, and what would let some through.

    Attributes:
        tracks: how many there are.
        effects: what each filter does.
        loosened: the fewest filters, by name, without which something passes; of several such
            sets the one that lets the most through.
        then: how many tracks pass without those.
        ways: changes that let something through, each of as few filters as can be: of those that
            let the most through first, and before letting go of a duration the step to the next
            one that there is.
    """

    tracks: int
    effects: tuple[FilterEffect, ...]
    loosened: tuple[str, ...]
    then: int
    ways: tuple[Loosening, ...]

    def __str__(self) -> str:
        """One sentence for people."""
        total = _count(self.tracks)
        if len(self.effects) == 1:
            (only,) = self.effects
            sentence = f"none of the {total} tracks passes {only.name}; without it, all would"
        else:
            alone = ", ".join(f"{effect.name} {_count(effect.alone)}" for effect in self.effects)
            sentence = (
                f"none of the {total} tracks passes all filters (alone they let through: {alone}); "
                f"without {' and '.join(self.loosened)}, {_count(self.then)} would"
            )
        for effect in self.effects:
            if effect.name in self.loosened and not effect.alone and effect.offered:
                sentence += f"; there are {', '.join(effect.offered)}"
        return sentence


class NothingPassesError(LibraryError):
    """No track passes the filters.

    Attributes:
        shortage: which of them is to blame.
    """

    def __init__(self, shortage: Shortage) -> None:
        self.shortage = shortage
        super().__init__(str(shortage))

    def __reduce__(self) -> tuple[type[NothingPassesError], tuple[Shortage]]:
        # The default would call the class with the message, and fail between processes.
        return type(self), (self.shortage,)


def passing(catalogue: Catalogue, filters: Filters) -> Mask:
    """[n], true for the tracks that pass all filters."""
    passes = np.ones(len(catalogue), np.bool_)
    for criterion in _criteria(filters):
        passes &= criterion.passes(catalogue)
    return passes


def explain_shortage(catalogue: Catalogue, filters: Filters) -> Shortage | None:
    """Which filters leave nothing of a catalogue; None where something is left, or nothing asked.

    A track fails some set of filters. How many fail which set says all there is to say: without
    some filters, those tracks pass that fail no other.
    """
    criteria = list(_criteria(filters))
    failed = np.zeros(len(catalogue), np.int64)
    for bit, criterion in enumerate(criteria):
        failed |= (~criterion.passes(catalogue)).astype(np.int64) << bit
    tracks_failing = np.bincount(failed, minlength=1 << len(criteria))
    if not len(catalogue) or tracks_failing[0]:
        return None
    sets = np.arange(len(tracks_failing))

    def count_without(dropped: int) -> int:
        return int(tracks_failing[(sets & ~dropped) == 0].sum())

    effects = tuple(
        FilterEffect(
            field=criterion.field,
            name=criterion.name,
            alone=int(tracks_failing[(sets >> bit & 1) == 0].sum()),
            without=count_without(1 << bit),
            offered=criterion.offered(catalogue),
        )
        for bit, criterion in enumerate(criteria)
    )
    present = np.flatnonzero(tracks_failing).tolist()
    present.sort(key=lambda dropped: (dropped.bit_count(), -count_without(dropped)))
    fewest = [dropped for dropped in present if dropped.bit_count() == present[0].bit_count()]
    ways: list[Loosening] = []
    for dropped in fewest[:_NAMED_WAYS]:
        let_go = [c for bit, c in enumerate(criteria) if dropped >> bit & 1]
        ways += _loosen(catalogue, let_go, (failed & ~dropped) == 0)
    return Shortage(
        tracks=len(catalogue),
        effects=effects,
        loosened=tuple(e.name for bit, e in enumerate(effects) if fewest[0] >> bit & 1),
        then=count_without(fewest[0]),
        ways=tuple(ways),
    )


def _loosen(catalogue: Catalogue, criteria: list[_Criterion], others: Mask) -> Iterator[Loosening]:
    """The changes that let go of some filters, given which tracks pass all others."""
    count = int(others.sum())
    if len(criteria) == 1:
        (criterion,) = criteria
        if (milder := criterion.milder(catalogue, others)) is not None:
            yield milder
            if milder.tracks == count:
                return
    yield Loosening({c.field: getattr(_NO_FILTERS, c.field) for c in criteria}, count)


@dataclass(frozen=True)
class _Criterion:
    """One filter that is set.

    Attributes:
        field: which field of `Filters` it is.
        name: what it asks, in words.
        passes: [n] which tracks it lets through.
        offered: values that would let something through.
        milder: the smallest change of it that lets any of some tracks through; None where only
            letting go of it does.
    """

    field: str
    name: str
    passes: Callable[[Catalogue], Mask]
    offered: Callable[[Catalogue], tuple[str, ...]] = lambda _catalogue: ()
    milder: Callable[[Catalogue, Mask], Loosening | None] = lambda _catalogue, _mask: None


def _criteria(filters: Filters) -> Iterator[_Criterion]:
    """The filters that are set, the quickest to check first."""
    if filters.excluded:
        yield _Criterion(
            "excluded", "the wish for other tracks", lambda c: ~np.isin(c.ids, filters.excluded)
        )
    if filters.decades:
        yield _decades(filters.decades)
    if filters.popularity:
        yield _popularity(filters.popularity)
    yield from _durations(filters.min_duration_s, filters.max_duration_s)
    if filters.clean:
        yield _Criterion("clean", "no explicit words", lambda c: c.explicit != 1)
    if filters.licence is not LicenceUse.ANY:
        yield _Criterion(
            "licence", f"licence {filters.licence}", lambda c: c.allowing(filters.licence)
        )
    if filters.instrumental:
        yield _Criterion("instrumental", "instrumental", lambda c: c.instrumental)
    if filters.languages:
        yield _languages(filters.languages)
    if filters.providers:
        yield _providers(filters.providers)
    if filters.genres:
        yield _genres(filters.genres)


def _popularity(popularity: Popularity) -> _Criterion:
    low, high = popularity.band
    return _Criterion(
        "popularity",
        f"popularity {popularity}",
        lambda c: (c.popularity >= low) & (c.popularity < high),
    )


def _durations(shortest_s: float | None, longest_s: float | None) -> Iterator[_Criterion]:
    if shortest_s is not None:
        yield _Criterion(
            "min_duration_s",
            f"at least {_time(shortest_s)}",
            lambda c: c.duration_s >= shortest_s,
            milder=_next_shorter,
        )
    if longest_s is not None:
        yield _Criterion(
            "max_duration_s",
            f"at most {_time(longest_s)}",
            lambda c: c.duration_s <= longest_s,
            milder=_next_longer,
        )


def _next_longer(catalogue: Catalogue, others: Mask) -> Loosening | None:
    """Up to the full minute that lets the shortest of some tracks through."""
    durations = _known_durations(catalogue, others)
    if not len(durations):
        return None
    longest_s = _MINUTE_S * math.ceil(durations.min() / _MINUTE_S)
    return Loosening({"max_duration_s": longest_s}, int((durations <= longest_s).sum()))


def _next_shorter(catalogue: Catalogue, others: Mask) -> Loosening | None:
    """From the full minute on that lets the longest of some tracks through."""
    durations = _known_durations(catalogue, others)
    if not len(durations) or durations.max() < _MINUTE_S:
        return None
    shortest_s = _MINUTE_S * math.floor(durations.max() / _MINUTE_S)
    return Loosening({"min_duration_s": shortest_s}, int((durations >= shortest_s).sum()))


def _known_durations(catalogue: Catalogue, among: Mask) -> NDArray[np.float32]:
    durations = catalogue.duration_s[among]
    return durations[~np.isnan(durations)]


def _decades(decades: tuple[int, ...]) -> _Criterion:
    spans: list[tuple[int, int]] = []
    for decade in sorted(set(decades)):
        # Other numbers than a year can be are in no track, and not in 16 bits.
        first, last = max(decade, UNKNOWN_YEAR + 1), min(decade + 9, LAST_YEAR)
        if spans and spans[-1][1] == decade - 1:
            spans[-1] = (spans[-1][0], last)
        elif first <= last:
            spans.append((first, last))

    def passes(catalogue: Catalogue) -> Mask:
        inside = np.zeros(len(catalogue), np.bool_)
        for first, last in spans:
            inside |= (catalogue.year >= first) & (catalogue.year <= last)
        return inside

    def offered(catalogue: Catalogue) -> tuple[str, ...]:
        years = catalogue.year[catalogue.year > UNKNOWN_YEAR]
        return _most_frequent(dict(enumerate(np.bincount(years // 10).tolist())), "{}0")

    return _Criterion("decades", f"decade {_either(map(str, decades))}", passes, offered)


def _genres(genres: tuple[str, ...]) -> _Criterion:
    keys = [words_key(genre) for genre in genres]

    def passes(catalogue: Catalogue) -> Mask:
        labels = catalogue.genres.labels
        return catalogue.genres.having([any(k in f" {label} " for k in keys) for label in labels])

    def offered(catalogue: Catalogue) -> tuple[str, ...]:
        return _most_frequent(_count_labels(catalogue.genres.labels, catalogue.genres.codes))

    return _Criterion("genres", f"genre {_either(genres)}", passes, offered)


def _languages(languages: tuple[str, ...]) -> _Criterion:
    keys = {language_key(language) for language in languages}

    def passes(catalogue: Catalogue) -> Mask:
        spoken = catalogue.languages
        return spoken.where([bool(word) and language_key(word) in keys for word in spoken.words])

    def offered(catalogue: Catalogue) -> tuple[str, ...]:
        spoken = catalogue.languages
        return _most_frequent(_count_labels(spoken.words, spoken.codes))

    return _Criterion("languages", f"language {_either(languages)}", passes, offered)


def _providers(providers: tuple[str, ...]) -> _Criterion:
    keys = {provider.strip().casefold() for provider in providers}

    def passes(catalogue: Catalogue) -> Mask:
        return catalogue.services.having(
            [label.casefold() in keys for label in catalogue.services.labels]
        )

    def offered(catalogue: Catalogue) -> tuple[str, ...]:
        return _most_frequent(_count_labels(catalogue.services.labels, catalogue.services.codes))

    return _Criterion("providers", f"provider {_either(providers)}", passes, offered)


def licence_mask(catalogue: Catalogue, use: LicenceUse) -> Mask:
    """[n], true for the tracks that may be used for `use`; see `affetto.licences.allows`.

    What only services for listening have is not offered for a film, whatever its licence: their
    terms forbid to take recordings from them.
    """
    licences, services = catalogue.licences, catalogue.services
    allowed = licences.where([allows(text, "", use) for text in licences.words])
    if use is LicenceUse.PERSONAL:
        return allowed | services.having([f"{label}:" in OWN_PLACES for label in services.labels])
    listened_to = services.having([label in LISTENING_SERVICES for label in services.labels])
    had = services.having([label not in LISTENING_SERVICES for label in services.labels])
    return allowed & (had | ~listened_to)


def instrumental_mask(catalogue: Catalogue) -> Mask:
    """[n], true where nobody sings: by what was heard, or else stated, or by the language."""
    heard = catalogue.heard[:, HEARD_FEATURES.index("instrumentalness")]
    stated = catalogue.stated[:, STATED_FEATURES.index("instrumentalness")]
    likely = np.where(np.isnan(heard), stated, heard) >= INSTRUMENTAL_FROM
    spoken = catalogue.languages
    return likely | spoken.where([language_key(word) == NO_WORDS for word in spoken.words])


def _count_labels(labels: tuple[str, ...], codes: NDArray[np.signedinteger]) -> Mapping[str, int]:
    counts = np.bincount(codes, minlength=len(labels)).tolist()
    return {label: count for label, count in zip(labels, counts, strict=True) if label}


def _most_frequent(
    counts: Mapping[str, int] | Mapping[int, int], form: str = "{}"
) -> tuple[str, ...]:
    ordered = sorted(((-count, value) for value, count in counts.items() if count))
    return tuple(form.format(value) for _, value in ordered[:_NAMED_VALUES])


def _either(values: Iterable[str]) -> str:
    return " or ".join(values)


def _time(duration_s: float) -> str:
    minutes, seconds = divmod(round(duration_s), 60)
    return f"{minutes}:{seconds:02d}"


def _count(tracks: int) -> str:
    return f"{tracks:,}"
