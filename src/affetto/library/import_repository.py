"""What becomes of the tracks that catalogues tell of: the only SQL about that.

Tracks come by the million, so they are looked up and written many at a time, past the objects
that SQLAlchemy would make of their rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any, TypeAlias, cast

from sqlalchemy import Row, Table, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from affetto.affect import Point
from affetto.library.edits import apply_edits, lift_edits
from affetto.library.identity import Evidence, Recording, describe_recording, find_same, fold_name
from affetto.library.importers import ImportedTrack
from affetto.library.merging import KnownTrack, add_to_track, begin_track
from affetto.library.moods import MoodOrigin, MoodStatement, reconcile
from affetto.library.recording_repository import RecordingRepository
from affetto.library.records import LicenceOrigin
from affetto.library.tables import (
    Base,
    CatalogueFeaturesRow,
    EditRow,
    GenreRow,
    LinkRow,
    MoodRow,
    SourceRow,
    TrackRow,
)
from affetto.library.texts import is_file, make_storable, path_of
from affetto.library.wording import fold_words
from affetto.music import CatalogueFeatures, Mode, TrackTags
from affetto.text import fold, words_key

# Values in one IN list: databases limit them.
_BATCH = 500

_CATALOGUE_NAMES = tuple(field.name for field in fields(CatalogueFeatures))

Values: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class ImportOutcome:
    """What became of one track that a catalogue told of.

    Attributes:
        is_new: it became a new track.
        merged_by: why it was taken for a track that was known from elsewhere; None where it was
            not.
        is_changed: its address was known, and it says more than before. With none of the three
            it says nothing new.
    """

    is_new: bool = False
    merged_by: Evidence | None = None
    is_changed: bool = False


@dataclass(eq=False)
class _Draft:
    """A track on its way into the database.

    Attributes:
        id: None for a new one.
        before: as it stands in the database; None for a new one.
        recording: by which others are found to be the same.
        place: among the drafts of its batch.
    """

    id: int | None
    before: KnownTrack | None
    now: KnownTrack
    recording: Recording
    place: int = -1

    @property
    def is_changed(self) -> bool:
        return self.now is not self.before


class ImportRepository:
    """Tracks of catalogues, within one transaction of the given session."""

    def __init__(self, session: Session, importer: str) -> None:
        self._session = session
        self._importer = importer

    def add(self, tracks: Sequence[ImportedTrack]) -> list[ImportOutcome]:
        """Brings tracks into the library; says of each, in their order, what became of it.

        One whose address is known is that track. Another one is looked for by
        `identity.compare_recordings`, and becomes a further source of the track that is found, or
        a new track. The result does not depend on how many are given at a time.
        """
        tracks = list(map(_make_storable, tracks))
        sources = self._sources_of({track.uri for track in tracks})
        recordings = [describe_recording(track.tags, track.duration_s) for track in tracks]
        drafts = self._load_drafts(sources, tracks, recordings)
        batch = _Batch(drafts.values(), self._importer)
        for uri, (_, track_id) in sources.items():
            if track_id is not None:
                batch.by_uri[uri] = drafts[track_id]
        outcomes = [
            batch.add(track, recording) for track, recording in zip(tracks, recordings, strict=True)
        ]
        self._save(batch, sources)
        return outcomes

    def _sources_of(self, uris: Iterable[str]) -> dict[str, tuple[int, int | None]]:
        """Numbers of the sources with these addresses, and of their tracks."""
        columns = (SourceRow.uri, SourceRow.id, SourceRow.track_id)
        return {
            uri: (id_, track_id) for uri, id_, track_id in self._rows(columns, SourceRow.uri, uris)
        }

    def _load_drafts(
        self,
        sources: Mapping[str, tuple[int, int | None]],
        tracks: Sequence[ImportedTrack],
        recordings: Sequence[Recording],
    ) -> dict[int, _Draft]:
        """The known tracks that may be meant, by number."""
        unknown = [
            recording
            for track, recording in zip(tracks, recordings, strict=True)
            if sources.get(track.uri, (0, None))[1] is None
        ]
        found = dict(RecordingRepository(self._session).candidates(unknown))
        ids = {track_id for _, track_id in sources.values() if track_id is not None} | set(found)
        self._lift_edits(ids)
        return {
            id_: _Draft(id_, known, known, found.get(id_) or _recording_of(known, key))
            for id_, (known, key) in sorted(self._known_tracks(ids).items())
        }

    def _known_tracks(self, ids: Iterable[int]) -> dict[int, tuple[KnownTrack, str]]:
        """Tracks and their recording keys, by number."""
        ids = list(ids)
        genres = self._by_track(GenreRow, ids, GenreRow.position)
        moods = self._by_track(MoodRow, ids, MoodRow.origin)
        links = self._by_track(LinkRow, ids, LinkRow.service)
        catalogues = self._by_track(CatalogueFeaturesRow, ids, CatalogueFeaturesRow.track_id)
        known = {}
        for row in self._rows(tuple(_table(TrackRow).columns), TrackRow.id, ids):
            (catalogue,) = catalogues.get(row.id) or (None,)
            known[row.id] = (
                KnownTrack(
                    tags=_tags_of(row, genres.get(row.id, ())),
                    licence_origin=LicenceOrigin(row.licence_origin)
                    if row.licence_origin
                    else None,
                    duration_s=row.duration_s,
                    catalogue=None if catalogue is None else _catalogue_of(catalogue),
                    catalogue_stated_by="" if catalogue is None else catalogue.stated_by,
                    moods=tuple(map(_statement_of, moods.get(row.id, ()))),
                    links={link.service: link.url for link in links.get(row.id, ())},
                ),
                row.recording_key,
            )
        return known

    def _by_track(
        self, table: type[Base], ids: Sequence[int], order: Any
    ) -> Mapping[int, Sequence[Row[Any]]]:
        columns = _table(table).columns
        rows: dict[int, list[Row[Any]]] = defaultdict(list)
        for row in self._rows(tuple(columns), columns["track_id"], ids, order):
            rows[row.track_id].append(row)
        return rows

    def _rows(
        self, columns: Sequence[Any], key: Any, values: Iterable[Any], *order: Any
    ) -> Iterator[Any]:
        values = list(values)
        for start in range(0, len(values), _BATCH):
            query = select(*columns).where(key.in_(values[start : start + _BATCH]))
            yield from self._session.execute(query.order_by(*order))

    def _lift_edits(self, ids: Iterable[int]) -> None:
        for row in self._edited(ids):
            lift_edits(row)
        self._session.flush()

    def _edited(self, ids: Iterable[int]) -> list[TrackRow]:
        edited = {id_ for (id_,) in self._rows((EditRow.track_id,), EditRow.track_id, ids)}
        rows = [self._session.get_one(TrackRow, id_) for id_ in sorted(edited)]
        for row in rows:
            self._session.expire(row)
        return rows

    def _save(self, batch: _Batch, sources: Mapping[str, tuple[int, int | None]]) -> None:
        new = [draft for draft in batch.drafts if draft.id is None]
        changed = [draft for draft in batch.drafts if draft.before is not None and draft.is_changed]
        self._insert_tracks(new)
        self._update_tracks(changed)
        self._save_parts([*new, *changed])
        self._save_sources(batch, sources)
        for row in self._edited(
            draft.id for draft in batch.drafts if draft.before is not None and draft.id
        ):
            apply_edits(row)

    def _insert_tracks(self, drafts: Sequence[_Draft]) -> None:
        if not drafts:
            return
        table = _table(TrackRow)
        ids = self._session.scalars(
            insert(table).returning(table.c.id, sort_by_parameter_order=True),
            [_track_values(draft) | {"added_at": datetime.now(UTC)} for draft in drafts],
        )
        for draft, id_ in zip(drafts, ids, strict=True):
            draft.id = id_

    def _update_tracks(self, drafts: Sequence[_Draft]) -> None:
        if not drafts:
            return
        table = _table(TrackRow)
        statement = update(table).where(table.c.id == bindparam("of_id"))
        self._session.execute(
            statement, [_track_values(draft) | {"of_id": draft.id} for draft in drafts]
        )

    def _save_parts(self, drafts: Sequence[_Draft]) -> None:
        """Writes what is kept in tables of its own, as far as it is new."""
        now = datetime.now(UTC)
        changed = [
            draft.id
            for draft in drafts
            if draft.before is not None and draft.before.catalogue != draft.now.catalogue
        ]
        if changed:
            table = _table(CatalogueFeaturesRow)
            self._session.execute(delete(table).where(table.c.track_id.in_(changed)))
        self._insert(GenreRow, (v for draft in drafts for v in _genre_values(draft)))
        self._insert(CatalogueFeaturesRow, (v for draft in drafts for v in _feature_values(draft)))
        self._insert(MoodRow, (v for draft in drafts for v in _mood_values(draft, now)))
        self._insert(LinkRow, (v for draft in drafts for v in _link_values(draft)))

    def _save_sources(self, batch: _Batch, sources: Mapping[str, tuple[int, int | None]]) -> None:
        now = datetime.now(UTC)
        new, adopted = [], []
        for track, draft in batch.new_sources:
            if track.uri in sources:  # a file that had failed to become a track
                adopted.append({"of_id": sources[track.uri][0], "track_id": draft.id})
            else:
                new.append(_source_values(track, draft, self._importer, now))
        self._insert(SourceRow, new)
        if adopted:
            table = _table(SourceRow)
            statement = update(table).where(table.c.id == bindparam("of_id"))
            self._session.execute(statement.values(importer=self._importer), adopted)

    def _insert(self, table: type[Base], values: Iterable[Values]) -> None:
        if rows := list(values):
            self._session.execute(insert(_table(table)), rows)


class _Batch:
    """Tracks that are looked for among one another and among the known ones."""

    def __init__(self, drafts: Iterable[_Draft], importer: str) -> None:
        self.drafts: list[_Draft] = []
        self.by_uri: dict[str, _Draft] = {}
        self.new_sources: list[tuple[ImportedTrack, _Draft]] = []
        self._importer = importer
        # Places in `drafts` by what tells recordings.
        self._by_sign: dict[tuple[str, str], list[int]] = defaultdict(list)
        for draft in drafts:
            self._enter(draft)

    def add(self, track: ImportedTrack, recording: Recording) -> ImportOutcome:
        known = self.by_uri.get(track.uri)
        if known is not None:
            return ImportOutcome(is_changed=self._merge(known, track))
        same = find_same(recording, self._candidates(recording))
        if same is None:
            draft = _Draft(None, None, begin_track(track, self._importer), recording)
            self._enter(draft)
            outcome = ImportOutcome(is_new=True)
        else:
            draft, evidence = same
            self._merge(draft, track)
            outcome = ImportOutcome(merged_by=evidence)
        self.by_uri[track.uri] = draft
        self.new_sources.append((track, draft))
        return outcome

    def _merge(self, draft: _Draft, track: ImportedTrack) -> bool:
        merged = add_to_track(draft.now, track, self._importer)
        if merged == draft.now:
            return False
        tags, recording = merged.tags, draft.recording
        if (tags.title, tags.artist) != (draft.now.tags.title, draft.now.tags.artist):
            recording = describe_recording(tags, None)
        draft.now = merged
        draft.recording = _recording_of(merged, recording.key)
        self._enter_signs(draft)
        return True

    def _candidates(self, recording: Recording) -> Iterator[tuple[_Draft, Recording]]:
        places = {place for sign in _signs_of(recording) for place in self._by_sign.get(sign, ())}
        for place in sorted(places):
            yield self.drafts[place], self.drafts[place].recording

    def _enter(self, draft: _Draft) -> None:
        draft.place = len(self.drafts)
        self.drafts.append(draft)
        self._enter_signs(draft)

    def _enter_signs(self, draft: _Draft) -> None:
        for sign in _signs_of(draft.recording):
            self._by_sign[sign].append(draft.place)


def _make_storable(track: ImportedTrack) -> ImportedTrack:
    """The track without the characters that a database refuses."""
    tags = track.tags
    words = (tags.title, tags.artist, tags.album, tags.isrc, tags.licence, tags.mbid, tags.language)
    text = "\n".join([track.uri, *words, *tags.genres, *track.links, *track.links.values()])
    if make_storable(text) == text:
        return track
    return replace(
        track,
        uri=make_storable(track.uri),
        tags=replace(
            tags,
            title=make_storable(tags.title),
            artist=make_storable(tags.artist),
            album=make_storable(tags.album),
            genres=tuple(map(make_storable, tags.genres)),
            isrc=make_storable(tags.isrc),
            licence=make_storable(tags.licence),
            mbid=make_storable(tags.mbid),
            language=make_storable(tags.language),
        ),
        links={make_storable(name): make_storable(url) for name, url in track.links.items()},
    )


def _signs_of(recording: Recording) -> Iterator[tuple[str, str]]:
    for name in ("mbid", "isrc", "key"):
        if value := getattr(recording, name):
            yield name, value


def _recording_of(known: KnownTrack, key: str) -> Recording:
    tags = known.tags
    return Recording(key, known.duration_s, tags.isrc, tags.mbid, fold_name(tags.album), tags.year)


def _table(rows: type[Base]) -> Table:
    return cast("Table", rows.__table__)


def _tags_of(row: Row[Any], genres: Sequence[Row[Any]]) -> TrackTags:
    return TrackTags(
        title=row.title,
        artist=row.artist,
        album=row.album,
        genres=tuple(genre.name for genre in genres),
        year=row.year,
        isrc=row.isrc,
        licence=row.licence,
        mbid=row.mbid,
        language=row.language,
        is_explicit=row.is_explicit,
        popularity=row.popularity,
    )


def _catalogue_of(row: Row[Any]) -> CatalogueFeatures:
    values = {name: getattr(row, name) for name in _CATALOGUE_NAMES}
    mode = values.pop("mode")
    return CatalogueFeatures(**values, mode=None if mode is None else Mode(mode))


def _statement_of(row: Row[Any]) -> MoodStatement:
    return MoodStatement(
        MoodOrigin(row.origin),
        row.stated_by,
        Point(row.valence, row.arousal),
        row.uncertainty,
        tuple(row.words),
    )


def _track_values(draft: _Draft) -> Values:
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


def _genre_values(draft: _Draft) -> Iterator[Values]:
    if draft.before is not None and draft.before.tags.genres:
        return
    for position, genre in enumerate(draft.now.tags.genres):
        yield {
            "track_id": draft.id,
            "position": position,
            "name": genre,
            "folded_name": words_key(genre).strip(),
        }


def _feature_values(draft: _Draft) -> Iterator[Values]:
    catalogue = draft.now.catalogue
    if catalogue is None or (draft.before is not None and draft.before.catalogue == catalogue):
        return
    values = {name: getattr(catalogue, name) for name in _CATALOGUE_NAMES}
    values["mode"] = None if catalogue.mode is None else int(catalogue.mode)
    yield {"track_id": draft.id, "stated_by": draft.now.catalogue_stated_by, **values}


def _mood_values(draft: _Draft, now: datetime) -> Iterator[Values]:
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


def _link_values(draft: _Draft) -> Iterator[Values]:
    before = {} if draft.before is None else draft.before.links
    for service, url in draft.now.links.items():
        if service not in before:
            yield {"track_id": draft.id, "service": service, "url": url}


def _source_values(track: ImportedTrack, draft: _Draft, importer: str, now: datetime) -> Values:
    return {
        "uri": track.uri,
        "importer": importer,
        "licence": track.tags.licence,
        "sidecar_licence": "",
        "track_id": draft.id,
        "folded_path": fold(str(path_of(track.uri))) if is_file(track.uri) else "",
        "checked_at": now,
    }
