"""Saved playlists in a form that another library understands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from affetto.affect import Affect, Point
from affetto.library.affect_values import affect_of, keep_affect
from affetto.library.edit_repository import EditRepository, TrackMarks
from affetto.library.playlist_repository import PlaylistRepository, SavedTrack
from affetto.library.playlist_tables import PlaylistRow
from affetto.music import NO_TRACK_ID, Track, TrackTags

# Of a track, seconds: years, which no recording lasts.
_LONGEST_S = 1e9


@dataclass(frozen=True)
class PortablePlaylist:
    """A saved playlist whose tracks tell what they can be known by in another library.

    Attributes:
        user: whose it is.
        affect: what it answers; None for one that was put together by hand.
    """

    user: str
    name: str
    created_at: datetime
    affect: Affect | None
    intent: str
    strategy: str
    tracks: tuple[SavedTrack, ...]


def collect_playlists(session: Session) -> tuple[PortablePlaylist, ...]:
    """The playlists of all people, by person and name."""
    users = session.scalars(
        select(PlaylistRow.user_name).distinct().order_by(PlaylistRow.user_name)
    )
    repository = PlaylistRepository(session)
    return tuple(
        PortablePlaylist(
            user,
            saved.name,
            saved.created_at,
            saved.affect,
            saved.intent,
            saved.strategy,
            saved.tracks,
        )
        for user in users.all()
        for saved in repository.all_of(user)
    )


def take_over_playlists(session: Session, playlists: Sequence[PortablePlaylist]) -> int:
    """Saves the playlists of which their person has none of the name; how many these are.

    Tracks are those of this library, where it has them.
    """
    repository, edits = PlaylistRepository(session), EditRepository(session)
    new = [
        playlist
        for playlist in playlists
        if repository.find_by_name(playlist.user, playlist.name) is None
    ]
    for playlist in new:
        numbers = [edits.find(_marks_of(entry.track), []) for entry in playlist.tracks]
        own = repository.tracks_of_library([number for number in numbers if number is not None])
        repository.add(
            playlist.user,
            playlist.name,
            [
                entry if number is None else replace(entry, track=own[number].track)
                for entry, number in zip(playlist.tracks, numbers, strict=True)
            ],
            playlist.created_at,
            affect=playlist.affect,
            intent=playlist.intent,
            strategy=playlist.strategy,
        )
    return len(new)


def playlist_as_json(playlist: PortablePlaylist) -> dict[str, Any]:
    """What `playlist_of` reads."""
    return {
        "user": playlist.user,
        "name": playlist.name,
        "created_at": playlist.created_at.isoformat(),
        "affect": None if playlist.affect is None else keep_affect(playlist.affect),
        "intent": playlist.intent,
        "strategy": playlist.strategy,
        "tracks": [_track_as_json(entry) for entry in playlist.tracks],
    }


def playlist_of(content: Mapping[str, Any]) -> PortablePlaylist:
    """The playlist that `playlist_as_json` was given.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: it is damaged.
    """
    created_at = datetime.fromisoformat(content["created_at"])
    if created_at.tzinfo is None:
        raise ValueError(f"{content['created_at']} says no time zone")
    name = _text(content["name"])
    if not name.strip():
        raise ValueError("a playlist has no name")
    return PortablePlaylist(
        user=_text(content["user"]),
        name=name,
        created_at=created_at,
        affect=None if content["affect"] is None else _affect_of(content["affect"]),
        intent=_text(content["intent"]),
        strategy=_text(content["strategy"]),
        tracks=tuple(map(_track_of, content["tracks"])),
    )


def _track_as_json(entry: SavedTrack) -> dict[str, Any]:
    track = entry.track
    return {
        "uri": track.uri,
        "title": track.tags.title,
        "artist": track.tags.artist,
        "album": track.tags.album,
        "isrc": track.tags.isrc,
        "licence": track.tags.licence,
        "duration_s": track.duration_s,
        "mood": None if track.mood is None else [track.mood.valence, track.mood.arousal],
        "links": dict(track.links),
        "score": entry.score,
        "reasons": list(entry.reasons),
    }


def _track_of(content: Mapping[str, Any]) -> SavedTrack:
    mood = content["mood"]
    track = Track(
        id=NO_TRACK_ID,
        tags=TrackTags(
            title=_text(content["title"]),
            artist=_text(content["artist"]),
            album=_text(content["album"]),
            isrc=_text(content["isrc"]),
            licence=_text(content["licence"]),
        ),
        uri=_text(content["uri"]),
        duration_s=_duration(content["duration_s"]),
        mood=None if mood is None else Point(mood[0], mood[1]),
        links={_text(name): _text(url) for name, url in content["links"].items()},
    )
    score = None if content["score"] is None else _share(content["score"])
    return SavedTrack(track, score, tuple(map(_text, content["reasons"])))


def _affect_of(content: Mapping[str, Any]) -> Affect:
    _share(content["confidence"])
    for word, share in content["emotions"].items():
        _text(word)
        _share(share)
    return affect_of(content)


def _marks_of(track: Track) -> TrackMarks:
    uris = (track.uri,) if track.uri else ()
    return TrackMarks(uris, (), track.tags, track.duration_s)


def _duration(value: Any) -> float | None:
    if value is None:
        return None
    if not 0 <= value <= _LONGEST_S:
        raise ValueError(f"{value!r} is no length in seconds")
    return float(value)


def _share(value: Any) -> float:
    if not 0 <= value <= 1:
        raise ValueError(f"{value!r} is not from 0 to 1")
    return float(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value
