"""What becomes of the tracks that catalogues tell of: the only SQL about that.

Tracks come by the million, so they are looked up and written many at a time, past the objects
that SQLAlchemy would make of their rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import Row, Table, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from affetto.library.edits import apply_edits, lift_edits
from affetto.library.identity import Recording, describe_recording
from affetto.library.import_batch import (
    Draft,
    ImportBatch,
    ImportOutcome,
    recording_of,
    storable_track,
)
from affetto.library.import_values import (
    Values,
    feature_values,
    genre_values,
    link_values,
    mood_values,
    source_values,
    track_values,
)
from affetto.library.importers import ImportedTrack
from affetto.library.merging import KnownTrack
from affetto.library.recording_repository import RecordingRepository
from affetto.library.records import LicenceOrigin
from affetto.library.rows import catalogue_of, statement_of, tags_of
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

# Values in one IN list: databases limit them.
_BATCH = 500


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
        tracks = list(map(storable_track, tracks))
        sources = self._sources_of({track.uri for track in tracks})
        recordings = [describe_recording(track.tags, track.duration_s) for track in tracks]
        drafts = self._load_drafts(sources, tracks, recordings)
        batch = ImportBatch(drafts.values(), self._importer)
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
    ) -> dict[int, Draft]:
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
            id_: Draft(id_, known, known, found.get(id_) or recording_of(known, key))
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
                    tags=tags_of(row, genres.get(row.id, ())),
                    licence_origin=LicenceOrigin(row.licence_origin)
                    if row.licence_origin
                    else None,
                    duration_s=row.duration_s,
                    catalogue=None if catalogue is None else catalogue_of(catalogue),
                    catalogue_stated_by="" if catalogue is None else catalogue.stated_by,
                    moods=tuple(map(statement_of, moods.get(row.id, ()))),
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

    def _save(self, batch: ImportBatch, sources: Mapping[str, tuple[int, int | None]]) -> None:
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

    def _insert_tracks(self, drafts: Sequence[Draft]) -> None:
        if not drafts:
            return
        table = _table(TrackRow)
        ids = self._session.scalars(
            insert(table).returning(table.c.id, sort_by_parameter_order=True),
            [track_values(draft) | {"added_at": datetime.now(UTC)} for draft in drafts],
        )
        for draft, id_ in zip(drafts, ids, strict=True):
            draft.id = id_

    def _update_tracks(self, drafts: Sequence[Draft]) -> None:
        if not drafts:
            return
        table = _table(TrackRow)
        statement = update(table).where(table.c.id == bindparam("of_id"))
        self._session.execute(
            statement, [track_values(draft) | {"of_id": draft.id} for draft in drafts]
        )

    def _save_parts(self, drafts: Sequence[Draft]) -> None:
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
        self._insert(GenreRow, (v for draft in drafts for v in genre_values(draft)))
        self._insert(CatalogueFeaturesRow, (v for draft in drafts for v in feature_values(draft)))
        self._insert(MoodRow, (v for draft in drafts for v in mood_values(draft, now)))
        self._insert(LinkRow, (v for draft in drafts for v in link_values(draft)))

    def _save_sources(
        self, batch: ImportBatch, sources: Mapping[str, tuple[int, int | None]]
    ) -> None:
        now = datetime.now(UTC)
        new, adopted = [], []
        for track, draft in batch.new_sources:
            if track.uri in sources:  # a file that had failed to become a track
                adopted.append({"of_id": sources[track.uri][0], "track_id": draft.id})
            else:
                new.append(source_values(track, draft, self._importer, now))
        self._insert(SourceRow, new)
        if adopted:
            table = _table(SourceRow)
            statement = update(table).where(table.c.id == bindparam("of_id"))
            self._session.execute(statement.values(importer=self._importer), adopted)

    def _insert(self, table: type[Base], values: Iterable[Values]) -> None:
        if rows := list(values):
            self._session.execute(insert(_table(table)), rows)


def _table(rows: type[Base]) -> Table:
    return cast("Table", rows.__table__)
