"""What people do with single tracks of the library: listen to them, and correct what is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from affetto.errors import LibraryError
from affetto.library.edit_repository import Edit, EditRepository
from affetto.library.edits import EditedField, keep_value

if TYPE_CHECKING:
    from affetto.audio.playback import Sound
    from affetto.library.music_library import Library
    from affetto.library.records import TrackDetails


class NoSuchTrackError(LibraryError):
    """No track has the number that was asked for."""

    def __init__(self, track_id: int) -> None:
        super().__init__(f"no track has the number {track_id}; it may have been removed")


class NoFileError(LibraryError):
    """A track has no file on this machine; a catalogue told of it, or a service plays it."""


class LostFileError(LibraryError):
    """All files of a track are gone, or cannot be got at."""


@dataclass(frozen=True)
class TrackSound:
    """The sound of a track.

    Attributes:
        version: changes whenever the bytes of the sound may.
        changed_at: when its file was last changed.
    """

    sound: Sound
    version: str
    changed_at: datetime


def find_track(library: Library, track_id: int) -> TrackDetails:
    """All that is known of a track.

    Raises:
        NoSuchTrackError: there is none.
        LibraryError: the library cannot be read.
    """
    details = library.details(track_id)
    if details is None:
        raise NoSuchTrackError(track_id)
    return details


def open_track(library: Library, track_id: int) -> TrackSound:
    """The sound of a track, of the first of its files that is there.

    Raises:
        NoSuchTrackError, NoFileError, LostFileError: there is nothing to play.
        AudioError: its file holds no sound that can be decoded.
        LibraryError: the library cannot be read.
    """
    from affetto.audio.playback import open_sound
    from affetto.library.texts import is_file, path_of

    details = find_track(library, track_id)
    uri = details.track.uri
    # The file that the track is known by comes first: it is one that could be analysed.
    first = (path_of(uri),) if is_file(uri) else ()
    for path in dict.fromkeys((*first, *details.paths)):
        try:
            status = path.stat()
            sound = open_sound(path)
        except OSError:
            continue
        return TrackSound(
            sound=sound,
            version=f"{status.st_mtime_ns:x}-{status.st_size:x}",
            changed_at=datetime.fromtimestamp(status.st_mtime, UTC),
        )
    if not details.paths:
        raise NoFileError(
            f"track {track_id} has no file on this machine; follow one of its links to hear it"
        )
    name = details.paths[0].name
    raise LostFileError(
        f"{name}: the file is no longer there; connect its disk, or add the folder it moved to"
    )


def edit_track(library: Library, track_id: int, typed: Mapping[EditedField, Any]) -> None:
    """Lets a track say what the user typed, all of it or nothing.

    Args:
        library: holds the track.
        track_id: its number.
        typed: what `keep_value` takes, by field; None to take an edit back.

    Raises:
        InputError: a field cannot hold what was typed; its `source` is the field.
        NoSuchTrackError: there is no such track.
        LibraryError: the library cannot be written.
    """
    now = datetime.now(UTC)
    edits = [
        Edit(field, keep_value(field, value), now)
        for field, value in typed.items()
        if value is not None
    ]
    with library.changing() as session:
        repository = EditRepository(session)
        try:
            for edit in edits:
                repository.save(track_id, edit)
            for field, value in typed.items():
                if value is None:
                    repository.undo(track_id, field)
        except KeyError as error:
            raise NoSuchTrackError(track_id) from error


def forget_track(library: Library, track_id: int) -> None:
    """Removes a track from the library; its files stay where they are.

    Raises:
        NoSuchTrackError: there is no such track.
        LibraryError: the library cannot be written.
    """
    with library.writing() as repository:
        if not repository.remove([track_id]).tracks:
            raise NoSuchTrackError(track_id)
