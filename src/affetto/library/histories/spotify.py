"""What Spotify sends people who ask for their data, and lists of their top tracks and artists.

The extended streaming history (`Streaming_History_Audio_*.json`), the short one of the last year
(`StreamingHistory_music_*.json`), and answers of the endpoint "top items", as tools save them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from affetto.library.histories.records import (
    Record,
    objects,
    read_records,
    text,
    written_moment,
)
from affetto.library.importers import BadRow
from affetto.library.importers.reading.values import isrc
from affetto.listening import Listen, Reaction

# Spotify pays for a stream from here on, and counts it as heard.
_HEARD_FROM_MS = 30_000
# How the extended history says that a track ended: by itself, or by the button "next".
_ENDED, _NEXT = "trackdone", "fwdbtn"


class SpotifyHistory:
    """Plays, skips and favourites from Spotify."""

    name = "spotify"

    def recognizes(self, head: bytes) -> bool:
        """See `History.recognizes`."""
        if b'"ms_played"' in head or b'"msPlayed"' in head:
            return True
        return b'"items"' in head and (b"spotify:track:" in head or b"spotify:artist:" in head)

    def read(self, path: Path) -> Iterator[Listen | BadRow]:
        """See `History.read`."""
        return read_records(path, _listens)


def _listens(record: Record) -> Iterator[Listen]:
    if "ms_played" in record:
        yield from _extended(record)
    elif "msPlayed" in record:
        yield from _short(record)
    elif "items" in record:
        for item in objects(record["items"]):
            yield from _favourite(item)
    else:
        yield from _favourite(record)


def _extended(record: Record) -> Iterator[Listen]:
    title = text(record, "master_metadata_track_name")
    uri = text(record, "spotify_track_uri")
    if not (title or uri):  # an episode of a podcast, or a book
        return
    played_ms = _milliseconds(record["ms_played"])
    reaction = _reaction(
        played_ms,
        ended=text(record, "reason_end") == _ENDED,
        left=record.get("skipped") is True or text(record, "reason_end") == _NEXT,
    )
    if reaction is not None:
        yield Listen(
            reaction,
            at=written_moment(text(record, "ts")),
            title=title,
            artist=text(record, "master_metadata_album_artist_name"),
            uri=uri,
        )


def _short(record: Record) -> Iterator[Listen]:
    # It does not say how a track ended.
    reaction = _reaction(_milliseconds(record["msPlayed"]), ended=False, left=False)
    title = text(record, "trackName")
    if reaction is not None and title:
        at = written_moment(text(record, "endTime"), "%Y-%m-%d %H:%M")
        yield Listen(reaction, at=at, title=title, artist=text(record, "artistName"))


def _favourite(item: Record) -> Iterator[Listen]:
    kind = text(item, "type")
    if kind == "artist":
        yield Listen(Reaction.FAVOURITE, artist=text(item, "name"))
    elif kind == "track" or "artists" in item:
        artists = objects(item.get("artists", []))
        yield Listen(
            Reaction.FAVOURITE,
            title=text(item, "name"),
            artist=text(artists[0], "name") if artists else "",
            uri=text(item, "uri"),
            isrc=isrc(text(item, "external_ids", "isrc")),
        )


def _reaction(played_ms: float, *, ended: bool, left: bool) -> Reaction | None:
    """What it means that a track was played so long; None where that is not clear."""
    if ended or (played_ms >= _HEARD_FROM_MS and not left):
        return Reaction.PLAY
    return Reaction.SKIP if left and played_ms < _HEARD_FROM_MS else None


def _milliseconds(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{value!r} is no number of milliseconds") from error


HISTORY = SpotifyHistory()
