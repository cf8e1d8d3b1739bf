"""The JSON of `affetto match --format json`: its keys are stable, scripts rely on them."""

from __future__ import annotations

import json
from typing import Any

from affetto.affect import Point
from affetto.affect_json import JSON_DIGITS, affect_as_dict
from affetto.music import NO_TRACK_ID, Playlist, Recommendation
from affetto.playlists.locations import as_uri, links_of

_TIME_DIGITS = 3


def write(playlist: Playlist) -> str:
    """The document of `playlist_as_dict` as text."""
    document = playlist_as_dict(playlist)
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def playlist_as_dict(playlist: Playlist) -> dict[str, Any]:
    """The affect, how it was answered, and the tracks; unknown numbers are null.

    A journey has its path as well, a point for each track.
    """
    fields: dict[str, Any] = {
        "affect": affect_as_dict(playlist.affect),
        "intent": str(playlist.intent),
        "strategy": str(playlist.strategy),
        "tracks": [_track_fields(entry) for entry in playlist.recommendations],
    }
    if playlist.path:
        fields["path"] = [_point_fields(point) for point in playlist.path]
    return fields


def _point_fields(point: Point) -> dict[str, float]:
    return {
        "valence": round(point.valence, JSON_DIGITS),
        "arousal": round(point.arousal, JSON_DIGITS),
    }


def _track_fields(recommendation: Recommendation) -> dict[str, Any]:
    track, mood = recommendation.track, recommendation.track.mood
    return {
        "rank": recommendation.rank,
        "id": track.id if track.id > NO_TRACK_ID else None,
        "title": track.tags.title,
        "artist": track.tags.artist,
        "duration_s": None if track.duration_s is None else round(track.duration_s, _TIME_DIGITS),
        "score": round(recommendation.score, JSON_DIGITS),
        "valence": None if mood is None else round(mood.valence, JSON_DIGITS),
        "arousal": None if mood is None else round(mood.arousal, JSON_DIGITS),
        "licence": track.tags.licence,
        "uri": as_uri(track.uri),
        "links": links_of(track),
        "reasons": list(recommendation.reasons),
    }
