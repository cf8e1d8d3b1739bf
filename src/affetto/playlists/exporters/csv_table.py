"""CSV (RFC 4180): everything known of every track, for spreadsheets and scripts."""

from __future__ import annotations

import csv
import io
from typing import Any

from affetto.music import Playlist, Recommendation
from affetto.playlists.locations import as_uri, links_of
from affetto.playlists.texts import SEPARATOR, duration_of
from affetto.text import inert_cell

COLUMNS = (
    "rank", "title", "artist", "album", "year", "genres", "duration_s", "tempo_bpm", "key",
    "score", "valence", "arousal", "licence", "isrc", "uri", "youtube", "reasons",
)  # fmt: skip


def write(playlist: Playlist) -> str:
    """One row a track below a header; unknown values are empty."""
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for recommendation in playlist.recommendations:
        row = _row(recommendation)
        writer.writerow([row[column] for column in COLUMNS])
    return table.getvalue()


def _row(recommendation: Recommendation) -> dict[str, Any]:
    track, tags = recommendation.track, recommendation.track.tags
    duration_s, features, mood = duration_of(track), track.features, track.mood
    return {
        "rank": recommendation.rank,
        "title": inert_cell(tags.title),
        "artist": inert_cell(tags.artist),
        "album": inert_cell(tags.album),
        "year": tags.year,
        "genres": inert_cell(SEPARATOR.join(tags.genres)),
        "duration_s": None if duration_s is None else round(duration_s, 3),
        "tempo_bpm": None
        if features is None or features.tempo_bpm is None
        else round(features.tempo_bpm, 2),
        "key": None if features is None else features.key_name,
        "score": round(recommendation.score, 4),
        "valence": None if mood is None else round(mood.valence, 4),
        "arousal": None if mood is None else round(mood.arousal, 4),
        "licence": inert_cell(tags.licence),
        "isrc": inert_cell(tags.isrc),
        "uri": inert_cell(as_uri(track.uri)),
        "youtube": inert_cell(as_uri(links_of(track)["youtube"])),
        "reasons": inert_cell(SEPARATOR.join(recommendation.reasons)),
    }
