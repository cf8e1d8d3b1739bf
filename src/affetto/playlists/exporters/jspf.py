"""JSPF, XSPF as JSON (wiki.xiph.org/JSPF_Draft): what ListenBrainz and web players read."""

from __future__ import annotations

import json
from typing import Any

from affetto.music import Playlist, Recommendation
from affetto.playlists.locations import as_uri
from affetto.playlists.texts import SEPARATOR, describe, duration_of


def write(playlist: Playlist) -> str:
    """The playlist with the reason for every track as its annotation."""
    fields: dict[str, Any] = {
        "title": playlist.name,
        "creator": "Affetto",
        "annotation": describe(playlist),
        "track": [_track_fields(entry) for entry in playlist.recommendations],
    }
    return json.dumps({"playlist": fields}, ensure_ascii=False, indent=2) + "\n"


def _track_fields(recommendation: Recommendation) -> dict[str, Any]:
    track = recommendation.track
    duration_s = duration_of(track)
    fields: dict[str, Any] = {
        "location": [as_uri(track.uri)],
        "title": track.tags.title,
        "creator": track.tags.artist,
        "annotation": SEPARATOR.join(recommendation.reasons),
        "album": track.tags.album,
        "duration": None if duration_s is None else round(duration_s * 1000),
    }
    # The format says by absence what is not known.
    return {name: value for name, value in fields.items() if value not in ("", None)}
