"""What ListenBrainz exports: listens, and feedback (loved and hated recordings).

One object a line (`listens/2024/6.jsonl`, `feedback.jsonl`), a JSON array as of older exports, or
answers of its interface.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from affetto.library.histories.records import Record, moment, objects, read_records, text
from affetto.library.importers import BadRow
from affetto.library.importers.reading.values import isrc, mbid
from affetto.listening import Listen, Reaction

_RATINGS = {1: Reaction.LIKE, -1: Reaction.DISLIKE}


class ListenBrainzHistory:
    """Plays and ratings from ListenBrainz."""

    name = "listenbrainz"

    def recognizes(self, head: bytes) -> bool:
        """See `History.recognizes`."""
        is_feedback = b'"score"' in head and b'"recording_m' in head
        return b'"track_metadata"' in head or is_feedback

    def read(self, path: Path) -> Iterator[Listen | BadRow]:
        """See `History.read`."""
        return read_records(path, _listens)


def _listens(record: Record) -> Iterator[Listen]:
    if "payload" in record or "feedback" in record:
        payload = record.get("payload")
        within = payload.get("listens") if isinstance(payload, dict) else record.get("feedback")
        for each in objects(within):
            yield from _listens(each)
    elif "score" in record:
        yield from _rating(record)
    elif "track_metadata" in record and record.get("listened_at") is not None:
        # Without a moment it is what is playing now.
        yield _play(record)


def _play(record: Record) -> Listen:
    said = "track_metadata", "additional_info"
    return Listen(
        Reaction.PLAY,
        at=moment(record["listened_at"]),
        title=text(record, "track_metadata", "track_name"),
        artist=text(record, "track_metadata", "artist_name"),
        uri=_spotify_uri(text(record, *said, "spotify_id")),
        isrc=isrc(text(record, *said, "isrc")),
        mbid=mbid(text(record, *said, "recording_mbid"))
        or mbid(text(record, "track_metadata", "mbid_mapping", "recording_mbid")),
    )


def _rating(record: Record) -> Iterator[Listen]:
    reaction = _RATINGS.get(record["score"])
    if reaction is not None:  # 0 takes a rating back
        yield Listen(
            reaction,
            at=None if record.get("created") is None else moment(record["created"]),
            title=text(record, "track_metadata", "track_name"),
            artist=text(record, "track_metadata", "artist_name"),
            mbid=mbid(text(record, "recording_mbid")),
        )


def _spotify_uri(address: str) -> str:
    """The uri of a track whose address on the web a listen tells."""
    _, found, name = address.partition("open.spotify.com/track/")
    return f"spotify:track:{name.partition('?')[0]}" if found else ""


HISTORY = ListenBrainzHistory()
