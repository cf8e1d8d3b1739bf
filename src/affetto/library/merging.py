"""What the library makes of several descriptions of one recording.

Filling again with the same changes nothing: the same file, imported twice, does not either.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

from affetto.library.importers import ImportedTrack
from affetto.library.moods import MoodStatement
from affetto.library.records import LicenceOrigin
from affetto.music import CatalogueFeatures, TrackTags


@dataclass(frozen=True)
class KnownTrack:
    """What is known of a track, as far as a catalogue may add to it.

    Attributes:
        licence_origin: who states the licence; None where nobody does.
        catalogue: what catalogues state of its sound, and which: importers, separated by commas.
        moods: at most one statement per origin.
    """

    tags: TrackTags
    licence_origin: LicenceOrigin | None = None
    duration_s: float | None = None
    catalogue: CatalogueFeatures | None = None
    catalogue_stated_by: str = ""
    moods: tuple[MoodStatement, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)


# Not 0, which is a popularity, nor False, which says that there is nothing unfit for children.
_UNKNOWN: tuple[object, ...] = ("", (), None)
_TAG_NAMES = tuple(field.name for field in fields(TrackTags) if field.name != "licence")
_FEATURE_NAMES = tuple(
    field.name for field in fields(CatalogueFeatures) if field.name not in {"key", "mode"}
)


def fill_tags(known: TrackTags, added: TrackTags) -> TrackTags:
    """What is known, and where it says nothing, what is added.

    The licence stays as it is known: who is trusted with it is decided elsewhere.
    """
    missing = {
        name: value
        for name in _TAG_NAMES
        if getattr(known, name) in _UNKNOWN and (value := getattr(added, name)) not in _UNKNOWN
    }
    return replace(known, **missing) if missing else known


def begin_track(added: ImportedTrack, importer: str) -> KnownTrack:
    """A track of which nothing is known yet but what a catalogue says."""
    return KnownTrack(
        tags=added.tags,
        licence_origin=LicenceOrigin.CATALOGUE if added.tags.licence else None,
        duration_s=added.duration_s,
        catalogue=added.catalogue,
        catalogue_stated_by=importer if added.catalogue is not None else "",
        moods=() if added.mood is None else (added.mood,),
        links=added.links,
    )


def add_to_track(known: KnownTrack, added: ImportedTrack, importer: str) -> KnownTrack:
    """A track after a catalogue has filled in what was not known of it.

    What is known stays, whether it comes from a file, an earlier catalogue or the user. A mode is
    taken with its key only, and of each origin the first statement of the mood.
    """
    tags = fill_tags(known.tags, added.tags)
    licence_origin = known.licence_origin
    if licence_origin is None and added.tags.licence:
        tags = replace(tags, licence=added.tags.licence)
        licence_origin = LicenceOrigin.CATALOGUE
    catalogue, stated_by = _fill_catalogue(known, added.catalogue, importer)
    moods = known.moods
    if added.mood is not None and all(mood.origin is not added.mood.origin for mood in moods):
        moods = (*moods, added.mood)
    return KnownTrack(
        tags=tags,
        licence_origin=licence_origin,
        duration_s=added.duration_s if known.duration_s is None else known.duration_s,
        catalogue=catalogue,
        catalogue_stated_by=stated_by,
        moods=moods,
        links={**added.links, **known.links},
    )


def _fill_catalogue(
    known: KnownTrack, added: CatalogueFeatures | None, importer: str
) -> tuple[CatalogueFeatures | None, str]:
    if added is None:
        return known.catalogue, known.catalogue_stated_by
    if known.catalogue is None:
        return added, importer
    missing = {
        name: value
        for name in _FEATURE_NAMES
        if getattr(known.catalogue, name) is None and (value := getattr(added, name)) is not None
    }
    if known.catalogue.mode is None and known.catalogue.key in {None, added.key}:
        missing |= {"key": added.key, "mode": added.mode}
    filled = replace(known.catalogue, **missing)
    if filled == known.catalogue:
        return known.catalogue, known.catalogue_stated_by
    stated_by = dict.fromkeys([*known.catalogue_stated_by.split(", "), importer])
    return filled, ", ".join(stated_by)
