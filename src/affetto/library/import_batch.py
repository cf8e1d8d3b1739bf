"""Which tracks of catalogues are the same recording, among one another and among the known ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from affetto.library.identity import Evidence, Recording, describe_recording, find_same, fold_name
from affetto.library.importers import ImportedTrack
from affetto.library.merging import KnownTrack, add_to_track, begin_track
from affetto.library.texts import make_storable


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
class Draft:
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
        """Whether there is anything to write."""
        return self.now is not self.before


class ImportBatch:
    """Tracks that are looked for among one another and among the known ones."""

    def __init__(self, drafts: Iterable[Draft], importer: str) -> None:
        self.drafts: list[Draft] = []
        self.by_uri: dict[str, Draft] = {}
        self.new_sources: list[tuple[ImportedTrack, Draft]] = []
        self._importer = importer
        # Places in `drafts` by what tells recordings.
        self._by_sign: dict[tuple[str, str], list[int]] = defaultdict(list)
        for draft in drafts:
            self._enter(draft)

    def add(self, track: ImportedTrack, recording: Recording) -> ImportOutcome:
        """Puts a track to the one it is the same as, or to the others as a new one."""
        known = self.by_uri.get(track.uri)
        if known is not None:
            return ImportOutcome(is_changed=self._merge(known, track))
        same = find_same(recording, self._candidates(recording))
        if same is None:
            draft = Draft(None, None, begin_track(track, self._importer), recording)
            self._enter(draft)
            outcome = ImportOutcome(is_new=True)
        else:
            draft, evidence = same
            self._merge(draft, track)
            outcome = ImportOutcome(merged_by=evidence)
        self.by_uri[track.uri] = draft
        self.new_sources.append((track, draft))
        return outcome

    def _merge(self, draft: Draft, track: ImportedTrack) -> bool:
        merged = add_to_track(draft.now, track, self._importer)
        if merged == draft.now:
            return False
        tags, recording = merged.tags, draft.recording
        if (tags.title, tags.artist) != (draft.now.tags.title, draft.now.tags.artist):
            recording = describe_recording(tags, None)
        draft.now = merged
        draft.recording = recording_of(merged, recording.key)
        self._enter_signs(draft)
        return True

    def _candidates(self, recording: Recording) -> Iterator[tuple[Draft, Recording]]:
        places = {place for sign in _signs_of(recording) for place in self._by_sign.get(sign, ())}
        for place in sorted(places):
            yield self.drafts[place], self.drafts[place].recording

    def _enter(self, draft: Draft) -> None:
        draft.place = len(self.drafts)
        self.drafts.append(draft)
        self._enter_signs(draft)

    def _enter_signs(self, draft: Draft) -> None:
        for sign in _signs_of(draft.recording):
            self._by_sign[sign].append(draft.place)


def storable_track(track: ImportedTrack) -> ImportedTrack:
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


def recording_of(known: KnownTrack, key: str) -> Recording:
    """By what a known track is found to be the same as another."""
    tags = known.tags
    return Recording(key, known.duration_s, tags.isrc, tags.mbid, fold_name(tags.album), tags.year)
