"""The library as the recommender sees it: columns to choose by, and whole tracks when asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from affetto.licences import LicenceUse
from affetto.music import Track
from affetto.recommend.filtering import Mask, instrumental_mask, licence_mask, passing
from affetto.recommend.filters import Filters
from affetto.recommend.perception import perceived_arousal, perceived_valence
from affetto.recommend.plane_index import PlaneIndex
from affetto.recommend.tracks_in_memory import TracksInMemory
from affetto.track_columns import LabelColumn, TrackColumns, TrackSource, WordColumn, frozen


@dataclass(frozen=True, eq=False)
class Catalogue(TrackColumns):
    """An immutable view of the tracks to choose from, by ascending id.

    It holds columns only (see `TrackColumns` and `TrackSource`); the few tracks that are chosen
    are looked up by `tracks_at`.
    """

    source: TrackSource
    _allowing: dict[LicenceUse, Mask] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def of(cls, tracks: Iterable[Track]) -> Catalogue:
        """The catalogue of `tracks`, whose order does not matter; it keeps them all.

        Raises:
            ValueError: two tracks have the same id.
        """
        return cls.over(TracksInMemory(tracks))

    @classmethod
    def over(cls, source: TrackSource) -> Catalogue:
        """The catalogue of what a source holds."""
        columns = source.columns
        values = {column.name: getattr(columns, column.name) for column in fields(TrackColumns)}
        return cls(**values, source=source)

    def tracks_at(self, indices: Iterable[int] | NDArray[np.integer]) -> list[Track]:
        """The tracks at places in the columns, in the order of these.

        Raises:
            LibraryError: one of them was removed from the library meanwhile.
        """
        ids = self.ids[np.fromiter(indices, np.intp)].tolist()
        return self.source.find_tracks(ids) if ids else []

    @cached_property
    def stated(self) -> NDArray[np.float32]:
        """[n, 11] what catalogues state; see `TrackSource.read_stated`."""
        return self.source.read_stated()

    @cached_property
    def heard(self) -> NDArray[np.float32]:
        """[n, 11] what was heard; see `TrackSource.read_heard`."""
        return self.source.read_heard()

    @cached_property
    def licences(self) -> WordColumn:
        """Licences as their sources write them, "" where none is known."""
        return self.source.read_licences()

    @cached_property
    def languages(self) -> WordColumn:
        """Languages as their sources write them, "" where none is known."""
        return self.source.read_languages()

    @cached_property
    def genres(self) -> LabelColumn:
        """Genres in words, folded."""
        return self.source.read_genres()

    @cached_property
    def services(self) -> LabelColumn:
        """What can play each track; see `TrackSource.read_services`."""
        return self.source.read_services()

    def passing(self, filters: Filters) -> Mask:
        """[n], true for the tracks that pass `filters`."""
        return passing(self, filters)

    def allowing(self, use: LicenceUse) -> Mask:
        """[n], true for the tracks that may be used for `use`; see `affetto.licences.allows`."""
        if use is LicenceUse.ANY:
            return np.ones(len(self), np.bool_)
        if use not in self._allowing:
            self._allowing[use] = frozen(licence_mask(self, use))
        return self._allowing[use]

    @cached_property
    def instrumental(self) -> Mask:
        """[n], true for the tracks in which nobody sings, as far as anything says so."""
        return frozen(instrumental_mask(self))

    @cached_property
    def has_mood(self) -> Mask:
        """[n], true where the place in the valence-arousal plane is known."""
        return frozen(~np.isnan(self.valence))

    @cached_property
    def perceived_valence(self) -> NDArray[np.float32]:
        """[n] valence on the scale of listeners' ratings, as heard within this library."""
        return perceived_valence(self.valence)

    @cached_property
    def perceived_arousal(self) -> NDArray[np.float32]:
        """[n] arousal on the scale of listeners' ratings, as heard within this library."""
        return perceived_arousal(self.arousal)

    @cached_property
    def by_perceived_mood(self) -> PlaneIndex:
        """Tracks by perceived valence (x), arousal (y) and how uncertain these are.

        It finds the best of very many.
        """
        return PlaneIndex.of(self.perceived_valence, self.perceived_arousal, self.mood_uncertainty)
