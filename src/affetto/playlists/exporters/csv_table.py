"""CSV (RFC 4180): everything known of every track, for spreadsheets and scripts."""

from __future__ import annotations

import csv
import io
from typing import Any

from affetto.music import Playlist, Recommendation
from affetto.playlists.locations import as_uri, links_of
from affetto.playlists.texts import SEPARATOR, duration_of

COLUMNS = (
    "rank", "title", "artist", "album", "year", "genres", "duration_s", "tempo_bpm", "key",
    "score", "valence", "arousal", "licence", "isrc", "uri", "youtube", "reasons",
)  # fmt: skip
# A spreadsheet runs a cell that begins so as a formula (OWASP, "CSV Injection"), the wide forms
# of East Asian input included.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001


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
        "title": _inert(tags.title),
        "artist": _inert(tags.artist),
        "album": _inert(tags.album),
        "year": tags.year,
        "genres": _inert(SEPARATOR.join(tags.genres)),
        "duration_s": None if duration_s is None else round(duration_s, 3),
        "tempo_bpm": None
        if features is None or features.tempo_bpm is None
        else round(features.tempo_bpm, 2),
        "key": None if features is None else features.key_name,
        "score": round(recommendation.score, 4),
        "valence": None if mood is None else round(mood.valence, 4),
        "arousal": None if mood is None else round(mood.arousal, 4),
        "licence": _inert(tags.licence),
        "isrc": _inert(tags.isrc),
        "uri": _inert(as_uri(track.uri)),
        "youtube": _inert(as_uri(links_of(track)["youtube"])),
        "reasons": _inert(SEPARATOR.join(recommendation.reasons)),
    }


def _inert(text: str) -> str:
    # An apostrophe in front makes a spreadsheet show the text instead of running it.
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) else text
