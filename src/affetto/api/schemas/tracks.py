"""Tracks of the library, and what may be said of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, Self

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from affetto.affect_json import JSON_DIGITS
from affetto.api.schemas.affect import Coordinate, Share
from affetto.app.services.track_sound import is_streamed
from affetto.credits import credit_tracks
from affetto.library.disk import is_there
from affetto.library.edits import EditedField, typed_value
from affetto.library.moods import MoodOrigin, MoodStatement
from affetto.library.records import LicenceOrigin, TrackDetails
from affetto.library.texts import is_file, path_of, show_path
from affetto.music import AudioFeatures, Timeline, Track
from affetto.playlists.locations import as_uri, links_of

MAX_PAGE = 500
_MAX_TEXT = 1000

Text = Annotated[str, Field(max_length=_MAX_TEXT)]

_TRACK_EXAMPLE: dict[str, Any] = {
    "id": 17,
    "title": "Sinnerman",
    "artist": "Nina Simone",
    "album": "Pastel Blues",
    "genres": ["Jazz", "Soul"],
    "year": 1965,
    "duration_s": 620.3,
    "licence": "",
    "valence": 0.21,
    "arousal": 0.64,
    "mood_uncertainty": 0.24,
    "uri": "file:///music/Nina%20Simone/Sinnerman.flac",
    "links": {"youtube": "https://www.youtube.com/results?search_query=Nina+Simone+Sinnerman"},
    "playable": True,
    "has_cover": True,
    "tempo_bpm": 145.2,
    "key": "B minor",
    "loudness_lufs": -12.9,
    "energy": 0.71,
}


class TrackOut(BaseModel):
    """A track as lists show it. What is not known is null."""

    model_config = ConfigDict(json_schema_extra={"examples": [_TRACK_EXAMPLE]})

    id: int
    title: str
    artist: str
    album: str
    genres: list[str]
    year: int | None
    duration_s: float | None
    licence: str = Field(description="As its source writes it; empty where none is known.")
    valence: Coordinate | None = Field(description="Unpleasant −1 to pleasant 1.")
    arousal: Coordinate | None = Field(description="Calm −1 to excited 1.")
    mood_uncertainty: float | None = Field(
        description="Standard deviation of valence, and of arousal."
    )
    uri: str = Field(description="Where it can be played; a file:// address for a file.")
    links: dict[str, str] = Field(description="Addresses for people, by service.")
    playable: bool = Field(
        description="Whether `GET /tracks/{id}/audio` can play it; from a service that streams "
        "it, once you have connected that."
    )
    has_cover: bool = Field(description="Whether `GET /tracks/{id}/cover` shows anything.")
    tempo_bpm: float | None
    key: str | None = Field(description="Such as `F# minor`.")
    loudness_lufs: float | None
    energy: Share | None

    @classmethod
    def of(cls, track: Track, *, has_cover: bool) -> Self:
        """A track of the library."""
        return cls(**_fields_of(track, has_cover=has_cover))


class TrackPageOut(BaseModel):
    """Some of the tracks that were asked for."""

    total: int = Field(description="How many there are, on all pages.")
    tracks: list[TrackOut]


class MoodStatementOut(BaseModel):
    """Who places a track where in the plane."""

    origin: MoodOrigin
    stated_by: str
    words: list[str] = Field(description="In which it was said, if in words.")
    valence: Coordinate
    arousal: Coordinate
    uncertainty: float

    @classmethod
    def of(cls, statement: MoodStatement) -> Self:
        """A statement of the library."""
        return cls(
            origin=statement.origin,
            stated_by=statement.stated_by,
            words=list(statement.words),
            valence=_rounded(statement.point.valence),
            arousal=_rounded(statement.point.arousal),
            uncertainty=_rounded(statement.uncertainty),
        )


class TrackDetailsOut(TrackOut):
    """All that is known of a track."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    **_TRACK_EXAMPLE,
                    "paths": ["/music/Nina Simone/Sinnerman.flac"],
                    "addresses": [],
                    "licence_origin": None,
                    "credit": "",
                    "moods": [
                        {
                            "origin": "heard",
                            "stated_by": "affetto-cues 3",
                            "words": [],
                            "valence": 0.21,
                            "arousal": 0.64,
                            "uncertainty": 0.24,
                        }
                    ],
                    "edits": {"year": 1965},
                    "notes": [],
                    "analyser": "affetto-cues 3",
                    "analysed_at": "2026-03-01T12:00:00Z",
                    "features": {"duration_s": 620.3, "tempo_bpm": 145.2, "key": "B minor"},
                }
            ]
        }
    )

    paths: list[str] = Field(description="Its files on this machine, for people to read.")
    addresses: list[str] = Field(description="Where else it can be played.")
    licence_origin: LicenceOrigin | None = Field(description="Who states its licence.")
    credit: str = Field(description="The line that credits its author; empty where none is due.")
    moods: list[MoodStatementOut] = Field(description="What is said of its mood, by whom.")
    edits: dict[EditedField, Any] = Field(description="What was typed here, by field.")
    notes: list[str] = Field(description="What the analyser had to say.")
    analyser: str | None
    analysed_at: datetime | None
    features: dict[str, float | str | None] | None = Field(
        description="What was heard in it, units in the names; the key as `F# minor`."
    )

    @classmethod
    def of_details(cls, details: TrackDetails, *, has_cover: bool) -> Self:
        """A track of the library, with all that is known of it."""
        track, analyser = details.track, details.analyser
        return cls(
            **_fields_of(track, has_cover=has_cover),
            paths=[show_path(path) for path in details.paths],
            addresses=[as_uri(address) for address in details.addresses],
            licence_origin=details.licence_origin,
            credit=next(credit_tracks([track]), ""),
            moods=[MoodStatementOut.of(mood) for mood in details.moods],
            edits={
                EditedField(name): typed_value(EditedField(name), value)
                for name, value in details.edits.items()
            },
            notes=list(details.notes),
            analyser=None if analyser is None else f"{analyser.name} {analyser.version}",
            analysed_at=details.analysed_at,
            features=None if track.features is None else _features_of(track.features),
        )


class MoodIn(BaseModel):
    """How music feels: a word, or a place in the plane."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"word": "sad"}, {"valence": -0.3, "arousal": -0.4}]},
    )

    word: Text | None = None
    valence: Coordinate | None = None
    arousal: Coordinate | None = None

    @model_validator(mode="after")
    def _check_one_way(self) -> Self:
        if (self.valence is None) != (self.arousal is None):
            raise ValueError("valence and arousal go together")
        if (self.word is None) == (self.valence is None):
            raise ValueError("say a word, or valence and arousal")
        return self


class TrackEditIn(BaseModel):
    """What is known better. Fields that are left out stay; null takes an earlier edit back."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"title": "Sinnerman", "genres": ["Jazz"], "mood": {"word": "sad"}},
                {"mood": {"valence": -0.3, "arousal": -0.4}, "title": None},
            ]
        },
    )

    title: Text | None = None
    artist: Text | None = None
    album: Text | None = None
    genres: list[Text] | None = Field(None, max_length=100)
    year: int | None = None
    licence: Text | None = Field(None, description="Such as `CC-BY-4.0`; empty for none.")
    mood: MoodIn | None = None

    def typed(self) -> Mapping[EditedField, Any]:
        """What was said, by field; None to take an edit back."""
        said = self.model_dump(exclude_unset=True)
        if self.mood is not None:
            said["mood"] = self.mood.model_dump(exclude_none=True)
        return {EditedField(name): value for name, value in said.items()}


class TimelineOut(BaseModel):
    """How a track goes on from second to second."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "duration_s": 3.0,
                    "peaks": [0, 120, 255, 90],
                    "moods": [[0.2, 0.6], [0.25, 0.61], None],
                    "beats_s": [0.41, 0.83],
                    "excerpt": [0.0, 3.0],
                }
            ]
        }
    )

    duration_s: float | None
    peaks: list[Annotated[int, Field(ge=0, le=255)]] = Field(
        description="Loudest sample of each of equal parts, 255 for full scale."
    )
    moods: list[tuple[float, float] | None] = Field(
        description="Valence and arousal around each second; null where it is silent."
    )
    beats_s: list[float]
    excerpt: tuple[float, float] | None = Field(
        description="Beginning and end of the most representative section, seconds."
    )

    @classmethod
    def of(cls, timeline: Timeline, track: Track) -> Self:
        """The timeline of a track."""
        features = track.features
        moods = np.round(timeline.moods.astype(np.float64), JSON_DIGITS)
        return cls(
            duration_s=track.duration_s,
            peaks=timeline.peaks.tolist(),
            moods=[
                None if np.isnan(valence) else (valence, arousal)
                for valence, arousal in moods.tolist()
            ],
            beats_s=np.round(timeline.beats_s.astype(np.float64), 3).tolist(),
            excerpt=None
            if features is None
            or features.excerpt_start_s is None
            or features.excerpt_end_s is None
            else (features.excerpt_start_s, features.excerpt_end_s),
        )


def _fields_of(track: Track, *, has_cover: bool) -> dict[str, Any]:
    tags, mood, features = track.tags, track.mood, track.features
    return {
        "id": track.id,
        "title": tags.title,
        "artist": tags.artist,
        "album": tags.album,
        "genres": list(tags.genres),
        "year": tags.year,
        "duration_s": _rounded(track.duration_s),
        "licence": tags.licence,
        "valence": None if mood is None else _rounded(mood.valence),
        "arousal": None if mood is None else _rounded(mood.arousal),
        "mood_uncertainty": _rounded(track.mood_uncertainty),
        "uri": as_uri(track.uri),
        "links": links_of(track),
        "playable": _is_playable(track.uri),
        "has_cover": has_cover,
        "tempo_bpm": None if features is None else _rounded(features.tempo_bpm),
        "key": None if features is None else features.key_name,
        "loudness_lufs": None if features is None else _rounded(features.loudness_lufs),
        "energy": None if features is None else _rounded(features.energy),
    }


def _is_playable(uri: str) -> bool:
    return is_there(path_of(uri)) if is_file(uri) else is_streamed(uri)


def _features_of(features: AudioFeatures) -> dict[str, float | str | None]:
    heard = {
        name: _rounded(value)
        for name, value in asdict(features).items()
        if name not in {"key", "mode"}
    }
    return {**heard, "key": features.key_name}


def _rounded(number: float | None) -> Any:
    return None if number is None else round(number, JSON_DIGITS)
