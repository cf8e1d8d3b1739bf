"""Everything the user typed, as one file that another library understands.

Tracks have other numbers there, so each is described by all it can be known by: the content of
its files, its addresses, its codes, and artist, title and duration as its files state them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, auto
from pathlib import Path
from typing import Any

from affetto.errors import InputError
from affetto.files import write_whole
from affetto.library.edit_repository import Edit, EditedTrack, EditRepository, TrackMarks
from affetto.library.edits import EditedField, keep_value, typed_value
from affetto.library.music_library import Library
from affetto.library.portable_playlists import (
    PortablePlaylist,
    collect_playlists,
    playlist_as_json,
    playlist_of,
    take_over_playlists,
)
from affetto.library.texts import is_file, path_of
from affetto.library.watch_repository import WatchRepository
from affetto.music import TrackTags
from affetto.text import printable

_FORMAT = "affetto-personal-data"
_VERSION = 1


@dataclass(frozen=True)
class PersonalData:
    """What the user typed.

    Attributes:
        folders: watched ones.
        playlists: saved ones, of all people.
    """

    folders: tuple[Path, ...]
    tracks: tuple[EditedTrack, ...]
    playlists: tuple[PortablePlaylist, ...] = ()

    @property
    def edits(self) -> int:
        """How many fields were typed."""
        return sum(len(track.edits) for track in self.tracks)


@dataclass(frozen=True)
class ImportedEdits:
    """What became of what was typed in another library.

    Attributes:
        applied: fields that were taken over.
        known: fields of which the same was typed here already.
        older: fields of which something else was typed here more recently, which stays.
        unknown: tracks that this library does not have.
        folders: watched from now on.
        missing_folders: not there, and so not watched.
        playlists: how many were taken over; those of whose name there is one already were not.
    """

    applied: int = 0
    known: int = 0
    older: int = 0
    unknown: tuple[str, ...] = ()
    folders: tuple[Path, ...] = ()
    missing_folders: tuple[Path, ...] = ()
    playlists: int = 0


def collect(library: Library) -> PersonalData:
    """Everything the user typed.

    Raises:
        LibraryError: the library cannot be read.
    """
    with library.looking() as session:
        return PersonalData(
            folders=tuple(WatchRepository(session).folders()),
            tracks=tuple(EditRepository(session).edited_tracks()),
            playlists=collect_playlists(session),
        )


def write_personal_data(data: PersonalData, target: Path) -> None:
    """Writes what the user typed to a JSON file, whole or not at all.

    Raises:
        InputError: the file cannot be written.
    """
    content = {
        "format": _FORMAT,
        "version": _VERSION,
        "exported_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "watched_folders": [folder.as_uri() for folder in data.folders],
        "tracks": [_track_as_dict(track) for track in data.tracks],
        "playlists": [playlist_as_json(playlist) for playlist in data.playlists],
    }
    try:
        write_whole(target, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())
    except OSError as error:
        raise InputError(target, f"cannot be written ({error.strerror})") from error


def read_personal_data(source: Path) -> PersonalData:
    """What `write_personal_data` wrote.

    Raises:
        InputError: the file cannot be read, or is no such file, or not all of it is understood.
    """
    content = _load(source)
    if not isinstance(content, dict) or content.get("format") != _FORMAT:
        raise InputError(source, "is no file that `affetto library export` wrote")
    if content.get("version") != _VERSION:
        reason = f"was written by a newer Affetto (version {content.get('version')!r}); update it"
        raise InputError(source, reason)
    try:
        folders = tuple(_read_folder(uri) for uri in content["watched_folders"])
        entries = enumerate(content["tracks"], start=1)
        tracks = tuple(_read_track(source, number, entry) for number, entry in entries)
        # Files from before there were playlists have none.
        playlists = tuple(map(playlist_of, content.get("playlists", ())))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(source, f"is damaged ({type(error).__name__}: {error})") from error
    return PersonalData(folders, tracks, playlists)


def take_over(library: Library, data: PersonalData) -> ImportedEdits:
    """Puts what the user typed elsewhere into this library, all of it or nothing.

    Of two edits of one field the more recent one wins. Doing it again changes nothing, and does
    the rest once further tracks are there.

    Raises:
        LibraryError: the library cannot be written.
    """
    fates: Counter[_Fate] = Counter()
    unknown = []
    with library.changing() as session:
        edits = EditRepository(session)
        for track in data.tracks:
            track_id = edits.find(track.marks, track.edits)
            if track_id is None:
                unknown.append(_name(track))
            else:
                fates.update(_merge(edits, track_id, edit) for edit in track.edits)
        watched = WatchRepository(session)
        there = [folder for folder in data.folders if folder.is_dir()]
        added = [folder for folder in there if watched.remember(folder)]
        playlists = take_over_playlists(session, data.playlists)
    return ImportedEdits(
        applied=fates[_Fate.APPLIED],
        known=fates[_Fate.KNOWN],
        older=fates[_Fate.OLDER],
        unknown=tuple(unknown),
        folders=tuple(added),
        missing_folders=tuple(folder for folder in data.folders if folder not in there),
        playlists=playlists,
    )


class _Fate(Enum):
    APPLIED = auto()
    KNOWN = auto()
    OLDER = auto()


def _merge(edits: EditRepository, track_id: int, edit: Edit) -> _Fate:
    kept = edits.edits_of(track_id).get(edit.field)
    if kept is not None and kept.value == edit.value:
        return _Fate.KNOWN
    if kept is not None and kept.edited_at >= edit.edited_at:
        return _Fate.OLDER
    edits.save(track_id, edit)
    return _Fate.APPLIED


def _name(track: EditedTrack) -> str:
    """A track for people: as its files call it, or else its first address."""
    tags = track.marks.tags
    words = f"{tags.artist} – {tags.title}" if tags.artist else tags.title
    return printable(words or next(iter(track.marks.uris), "a track without a name"))


def _track_as_dict(track: EditedTrack) -> dict[str, Any]:
    marks = track.marks
    return {
        "track": {
            "uris": list(marks.uris),
            "content_hashes": list(marks.content_hashes),
            "title": marks.tags.title,
            "artist": marks.tags.artist,
            "album": marks.tags.album,
            "year": marks.tags.year,
            "isrc": marks.tags.isrc,
            "mbid": marks.tags.mbid,
            "duration_s": marks.duration_s,
        },
        "edits": {
            edit.field.value: {
                "value": typed_value(edit.field, edit.value),
                "edited_at": edit.edited_at.isoformat(),
            }
            for edit in track.edits
        },
    }


def _load(source: Path) -> Any:
    try:
        return json.loads(source.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(source, f"cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:
        raise InputError(source, "is no file that `affetto library export` wrote") from error


def _read_folder(uri: Any) -> Path:
    if not is_file(uri):
        raise ValueError(f"{uri!r} is no address of a folder")
    return path_of(uri)


def _read_track(source: Path, number: int, entry: Mapping[str, Any]) -> EditedTrack:
    described = entry["track"]
    marks = TrackMarks(
        uris=_texts(described["uris"]),
        content_hashes=_texts(described["content_hashes"]),
        tags=TrackTags(
            title=_text(described["title"]),
            artist=_text(described["artist"]),
            album=_text(described["album"]),
            year=None if described["year"] is None else int(described["year"]),
            isrc=_text(described["isrc"]),
            mbid=_text(described["mbid"]),
        ),
        duration_s=None if described["duration_s"] is None else float(described["duration_s"]),
    )
    edits = []
    for name, edit in entry["edits"].items():
        edited_at = datetime.fromisoformat(edit["edited_at"])
        if edited_at.tzinfo is None:
            raise ValueError(f"{edit['edited_at']} says no time zone")
        try:
            field = EditedField(name)
            edits.append(Edit(field, keep_value(field, edit["value"]), edited_at))
        except InputError as error:
            raise InputError(source, f"track {number}: {error}") from error
    return EditedTrack(marks, tuple(edits))


def _texts(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise TypeError(f"{values!r} is no list")
    return tuple(map(_text, values))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value
