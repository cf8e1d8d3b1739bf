"""Tracks of catalogues as values of table columns, past the objects of SQLAlchemy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from typing import Any, TypeAlias

from affetto.library.import_batch import Draft
from affetto.library.importers import ImportedTrack
from affetto.library.moods import reconcile
from affetto.library.texts import is_file, path_of
from affetto.library.wording import fold_words
from affetto.music import CatalogueFeatures
from affetto.text import fold, words_key

_CATALOGUE_NAMES = tuple(field.name for field in fields(CatalogueFeatures))

Values: TypeAlias = dict[str, Any]


def track_values(draft: Draft) -> Values:
    """A row of `tracks`, without its number and when it was added."""
    known, tags = draft.now, draft.now.tags
    mood = reconcile(known.moods)
    return {
        "title": tags.title,
        "artist": tags.artist,
        "album": tags.album,
        "year": tags.year,
        "isrc": tags.isrc,
        "mbid": tags.mbid,
        "recording_key": draft.recording.key,
        "licence": tags.licence,
        "licence_origin": "" if known.licence_origin is None else known.licence_origin.value,
        "language": tags.language,
        "is_explicit": tags.is_explicit,
        "popularity": tags.popularity,
        "duration_s": known.duration_s,
        "valence": None if mood is None else mood.point.valence,
        "arousal": None if mood is None else mood.point.arousal,
        "mood_uncertainty": None if mood is None else mood.uncertainty,
        "folded_text": fold_words(tags.artist, tags.album, tags.title),
    }


def genre_values(draft: Draft) -> Iterator[Values]:
    """Rows of `track_genres` that are new."""
    if draft.before is not None and draft.before.tags.genres:
        return
    for position, genre in enumerate(draft.now.tags.genres):
        yield {
            "track_id": draft.id,
            "position": position,
            "name": genre,
            "folded_name": words_key(genre).strip(),
        }


def feature_values(draft: Draft) -> Iterator[Values]:
    """The row of `catalogue_features` if it is new or says more."""
    catalogue = draft.now.catalogue
    if catalogue is None or (draft.before is not None and draft.before.catalogue == catalogue):
        return
    values = {name: getattr(catalogue, name) for name in _CATALOGUE_NAMES}
    values["mode"] = None if catalogue.mode is None else int(catalogue.mode)
    yield {"track_id": draft.id, "stated_by": draft.now.catalogue_stated_by, **values}


def mood_values(draft: Draft, now: datetime) -> Iterator[Values]:
    """Rows of `track_moods` that are new."""
    before = () if draft.before is None else draft.before.moods
    for mood in draft.now.moods:
        if mood not in before:
            yield {
                "track_id": draft.id,
                "origin": mood.origin.value,
                "stated_by": mood.stated_by,
                "words": list(mood.words),
                "valence": mood.point.valence,
                "arousal": mood.point.arousal,
                "uncertainty": mood.uncertainty,
                "stated_at": now,
            }


def link_values(draft: Draft) -> Iterator[Values]:
    """Rows of `track_links` that are new."""
    before = {} if draft.before is None else draft.before.links
    for service, url in draft.now.links.items():
        if service not in before:
            yield {"track_id": draft.id, "service": service, "url": url}


def source_values(track: ImportedTrack, draft: Draft, importer: str, now: datetime) -> Values:
    """A row of `sources`."""
    return {
        "uri": track.uri,
        "importer": importer,
        "licence": track.tags.licence,
        "sidecar_licence": "",
        "track_id": draft.id,
        "folded_path": fold(str(path_of(track.uri))) if is_file(track.uri) else "",
        "checked_at": now,
    }
