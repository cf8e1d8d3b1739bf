"""All questions to, and changes of, what the user typed: the only SQL about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from affetto.library.edits import EditedField, mood_statement, value_of, write_value
from affetto.library.identity import describe_recording, find_same
from affetto.library.moods import MoodOrigin
from affetto.library.recording_repository import RecordingRepository
from affetto.library.rows import state_mood
from affetto.library.tables import EditRow, SourceRow, TrackRow
from affetto.music import TrackTags

_BATCH = 500


@dataclass(frozen=True)
class TrackMarks:
    """What a track can be known by in another library.

    Attributes:
        uris: addresses of its sources.
        content_hashes: of its files.
        tags: of them those that identify a recording; as others say, without the edits.
    """

    uris: tuple[str, ...]
    content_hashes: tuple[str, ...]
    tags: TrackTags
    duration_s: float | None


@dataclass(frozen=True)
class Edit:
    """One field as the user wants it, in the form in which edits are kept."""

    field: EditedField
    value: Any
    edited_at: datetime


@dataclass(frozen=True)
class EditedTrack:
    """A track of which the user typed something."""

    marks: TrackMarks
    edits: tuple[Edit, ...]


class EditRepository:
    """What the user typed, within one transaction of the given session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def edits_of(self, track_id: int) -> Mapping[EditedField, Edit]:
        """What the user typed of a track, by field.

        Raises:
            KeyError: there is no such track.
        """
        row = self._track(track_id)
        return {edit.field: edit for edit in map(_edit_of, row.edits)}

    def save(self, track_id: int, edit: Edit) -> None:
        """Lets a track say in one field what the user wants.

        What others say stays known, and returns with `undo`.

        Raises:
            KeyError: there is no such track.
        """
        row = self._track(track_id)
        kept = _find(row, edit.field)
        if kept is None:
            kept = EditRow(field=edit.field.value, original=_original(row, edit.field))
            row.edits.append(kept)
        kept.value = edit.value
        kept.edited_at = edit.edited_at
        if edit.field is EditedField.MOOD:
            state_mood(row, MoodOrigin.USER, mood_statement(edit.value), edit.edited_at)
        else:
            write_value(row, edit.field, edit.value)

    def undo(self, track_id: int, field: EditedField) -> bool:
        """Lets a track say again what others say; whether there was anything to take back.

        Raises:
            KeyError: there is no such track.
        """
        row = self._track(track_id)
        kept = _find(row, field)
        if kept is None:
            return False
        if field is EditedField.MOOD:
            state_mood(row, MoodOrigin.USER, None, datetime.now(UTC))
        else:
            write_value(row, field, kept.original)
        row.edits.remove(kept)
        return True

    def edited_tracks(self) -> Iterator[EditedTrack]:
        """All tracks of which the user typed something, by number."""
        query = (
            select(TrackRow)
            .where(TrackRow.edits.any())
            .order_by(TrackRow.id)
            .options(selectinload(TrackRow.edits), selectinload(TrackRow.sources))
            .execution_options(yield_per=_BATCH)
        )
        for row in self._session.scalars(query):
            yield EditedTrack(_marks_of(row), tuple(map(_edit_of, row.edits)))

    def find(self, marks: TrackMarks, edits: Sequence[Edit]) -> int | None:
        """The number of the track that is the same recording; None where there is none.

        Content tells most, then an address, then codes and words as they tell duplicates. Words
        are looked for as others have them, and as the edits have them.
        """
        has_content = SourceRow.content_hash.in_(marks.content_hashes)
        has_uri = SourceRow.uri.in_(marks.uris)
        for evidence in (has_content, has_uri):
            query = select(TrackRow.id).where(TrackRow.sources.any(evidence)).order_by(TrackRow.id)
            if (track_id := self._session.scalar(query.limit(1))) is not None:
                return track_id
        return self._find_by_words(marks.tags, marks.duration_s) or self._find_by_words(
            _put_over(marks.tags, {edit.field: edit.value for edit in edits}), marks.duration_s
        )

    def _find_by_words(self, tags: TrackTags, duration_s: float | None) -> int | None:
        recording = describe_recording(tags, duration_s)
        found = find_same(recording, RecordingRepository(self._session).candidates([recording]))
        return None if found is None else found[0]

    def _track(self, track_id: int) -> TrackRow:
        row = self._session.get(TrackRow, track_id)
        if row is None:
            raise KeyError(track_id)
        return row


def _find(row: TrackRow, field: EditedField) -> EditRow | None:
    return next((edit for edit in row.edits if edit.field == field), None)


def _original(row: TrackRow, field: EditedField) -> Any:
    return None if field is EditedField.MOOD else value_of(row, field)


def _edit_of(row: EditRow) -> Edit:
    return Edit(EditedField(row.field), row.value, row.edited_at)


def _marks_of(row: TrackRow) -> TrackMarks:
    return TrackMarks(
        uris=tuple(source.uri for source in row.sources),
        content_hashes=tuple(
            sorted({source.content_hash for source in row.sources if source.content_hash})
        ),
        tags=_put_over(
            _tags_of(row), {EditedField(edit.field): edit.original for edit in row.edits}
        ),
        duration_s=row.duration_s,
    )


def _tags_of(row: TrackRow) -> TrackTags:
    """Those that identify a recording."""
    return TrackTags(
        title=row.title,
        artist=row.artist,
        album=row.album,
        year=row.year,
        isrc=row.isrc,
        mbid=row.mbid,
    )


def _put_over(tags: TrackTags, values: Mapping[EditedField, Any]) -> TrackTags:
    """Tags with those of the values that identify a recording."""
    return replace(
        tags, **{field.value: values[field] for field in _IDENTIFYING if field in values}
    )


_IDENTIFYING = (EditedField.TITLE, EditedField.ARTIST, EditedField.ALBUM, EditedField.YEAR)
