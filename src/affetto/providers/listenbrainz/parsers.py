"""What ListenBrainz answers, as Affetto's own types."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from affetto import __version__
from affetto.listening import Listen, Reaction
from affetto.providers.capabilities import Play, ProviderPlaylist, ProviderTrack
from affetto.providers.errors import BadAnswerError, SignInNeededError
from affetto.providers.reading import Fields

SERVICE = "ListenBrainz"
RECORDING_ADDRESS = "https://musicbrainz.org/recording/"
_PLAYLIST_ADDRESS = "https://listenbrainz.org/playlist/"
# The key of MusicBrainz' fields in a playlist (https://musicbrainz.org/doc/jspf).
_PLAYLIST_EXTENSION = "https://musicbrainz.org/doc/jspf#playlist"
_MBID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_REACTIONS = {1: Reaction.LIKE, -1: Reaction.DISLIKE}


def mbid_in(text: str) -> str:
    """An identifier of MusicBrainz, alone or at the end of an address; "" for anything else."""
    identifier = text.strip().casefold().rstrip("/").rpartition("/")[2]
    return identifier if _MBID.fullmatch(identifier) else ""


def parse_user_name(answer: Any) -> str:
    """Whose a token is.

    Raises:
        SignInNeededError: nobody's.
    """
    fields = Fields(SERVICE, answer)
    if not fields.truth("valid"):
        raise SignInNeededError(SERVICE, "does not know this token; copy it anew from its settings")
    return fields.text("user_name")


@dataclass(frozen=True)
class PlaysPage:
    """A part of a history.

    Attributes:
        plays: the newest first, each with its moment.
        has_more: whether the history goes on before it, as far as the service says.
    """

    plays: tuple[Listen, ...]
    has_more: bool


def parse_plays(answer: Any) -> PlaysPage:
    """A page of listens, without what is no listen."""
    payload = Fields(SERVICE, answer).object("payload")
    listens = payload.objects("listens")
    if not listens:
        return PlaysPage((), has_more=False)
    oldest = listens[-1].whole_number("listened_at")
    beginning = payload.number_or_none("oldest_listen_ts")
    return PlaysPage(
        tuple(_play(each) for each in listens),
        has_more=beginning is None or oldest > beginning,
    )


def _play(listen: Fields) -> Listen:
    metadata = listen.object("track_metadata")
    additional = metadata.object_or_empty("additional_info")
    return Listen(
        Reaction.PLAY,
        at=listen.moment("listened_at"),
        title=metadata.text("track_name"),
        artist=metadata.text("artist_name"),
        uri=_spotify_uri(_text_of(additional, "spotify_id")),
        isrc=_text_of(additional, "isrc").upper(),
        mbid=mbid_in(_text_of(additional, "recording_mbid"))
        or mbid_in(metadata.object_or_empty("mbid_mapping").text_or_empty("recording_mbid")),
    )


def _text_of(fields: Fields, name: str) -> str:
    """A field that players fill in as they like: what is no text says nothing."""
    try:
        return fields.text_or_empty(name)
    except BadAnswerError:
        return ""


def _spotify_uri(address: str) -> str:
    _, found, identifier = address.partition("open.spotify.com/track/")
    return f"spotify:track:{identifier.partition('?')[0]}" if found else ""


@dataclass(frozen=True)
class FeedbackPage:
    """A part of what somebody loves and hates.

    Attributes:
        n_read: how many ratings the answer held, also those that say nothing.
        n_all: how many there are in all.
    """

    ratings: tuple[Listen, ...]
    n_read: int
    n_all: int


def parse_feedback(answer: Any) -> FeedbackPage:
    """A page of ratings, the newest first."""
    fields = Fields(SERVICE, answer)
    entries = fields.objects("feedback")
    ratings = tuple(_rating(each) for each in entries if each.whole_number("score") in _REACTIONS)
    return FeedbackPage(ratings, len(entries), fields.whole_number("total_count"))


def _rating(entry: Fields) -> Listen:
    metadata = entry.object_or_empty("track_metadata")
    return Listen(
        _REACTIONS[entry.whole_number("score")],
        at=entry.moment("created") if "created" in entry else None,
        title=metadata.text_or_empty("track_name"),
        artist=metadata.text_or_empty("artist_name"),
        mbid=mbid_in(entry.text_or_empty("recording_mbid")),
    )


def parse_lookup(answer: Any) -> list[ProviderTrack]:
    """The recording that an artist and a title mean; empty where they mean none."""
    fields = Fields(SERVICE, answer)
    if not answer:
        return []
    return [
        recording(
            fields.text("recording_mbid"),
            fields.text("recording_name"),
            fields.text("artist_credit_name"),
            fields.text_or_empty("release_name"),
        )
    ]


def recording(mbid: str, title: str, artist: str, album: str = "") -> ProviderTrack:
    """A recording as ListenBrainz knows it; it has no music itself."""
    address = RECORDING_ADDRESS + mbid
    return ProviderTrack(
        id=mbid,
        uri=address,
        title=title,
        artist=artist,
        album=album,
        mbid=mbid,
        url=address,
        is_playable=False,
    )


@dataclass(frozen=True)
class PlaylistsPage:
    """A part of somebody's playlists; `n_all` is how many there are in all."""

    playlists: tuple[ProviderPlaylist, ...]
    n_all: int


def parse_playlists(answer: Any) -> PlaylistsPage:
    """A page of playlists, which come without their tracks."""
    fields = Fields(SERVICE, answer)
    playlists = [each.object("playlist") for each in fields.objects("playlists")]
    return PlaylistsPage(
        tuple(
            ProviderPlaylist(
                mbid_in(each.text("identifier")), each.text("title"), each.text("identifier")
            )
            for each in playlists
        ),
        fields.whole_number("playlist_count"),
    )


def parse_playlist_tracks(answer: Any) -> list[ProviderTrack]:
    """The tracks of a playlist (JSPF)."""
    tracks = Fields(SERVICE, answer).object("playlist").objects("track")
    return [
        recording(
            _identifier(each),
            each.text_or_empty("title"),
            each.text_or_empty("creator"),
            each.text_or_empty("album"),
        )
        for each in tracks
    ]


def _identifier(track: Fields) -> str:
    """JSPF has a list of identifiers; servers until 2024 gave one alone."""
    try:
        named = track.texts("identifier")
    except BadAnswerError:
        named = [track.text("identifier")]
    mbids = [mbid for mbid in map(mbid_in, named) if mbid]
    if not mbids:
        raise BadAnswerError(SERVICE, "answered with a track that has no identifier")
    return mbids[0]


def parse_created(answer: Any, name: str, n_tracks: int) -> ProviderPlaylist:
    """A playlist that was just kept."""
    mbid = mbid_in(Fields(SERVICE, answer).text("playlist_mbid"))
    if not mbid:
        raise BadAnswerError(SERVICE, "answered without the playlist's identifier")
    return ProviderPlaylist(mbid, name, _PLAYLIST_ADDRESS + mbid, n_tracks)


def check_done(answer: Any) -> None:
    """Makes sure that the service says it has done what it was told."""
    if Fields(SERVICE, answer).text("status") != "ok":
        raise BadAnswerError(SERVICE, "does not say that it has done it")


def playlist_as_jspf(name: str, mbids: Sequence[str]) -> dict[str, Any]:
    """A playlist that only its owner sees."""
    return {
        "playlist": {
            "title": name,
            "extension": {_PLAYLIST_EXTENSION: {"public": False}},
            "track": [{"identifier": RECORDING_ADDRESS + mbid} for mbid in mbids],
        }
    }


def play_as_listen(play: Play) -> dict[str, Any]:
    """A play as it is submitted."""
    return {"listened_at": int(play.at.timestamp()), **now_playing(play)}


def now_playing(play: Play) -> dict[str, Any]:
    """What is heard just now, which has no moment."""
    duration_s = play.duration_s
    additional = {
        "media_player": "Affetto",
        "submission_client": "Affetto",
        "submission_client_version": __version__,
        "duration_ms": None if duration_s is None else round(duration_s * 1000),
        "isrc": play.isrc,
        "recording_mbid": mbid_in(play.mbid),
    }
    metadata = {
        "track_name": play.title,
        "artist_name": play.artist,
        "release_name": play.album,
        "additional_info": {name: value for name, value in additional.items() if value},
    }
    return {"track_metadata": {name: value for name, value in metadata.items() if value}}


def seconds(moment: datetime) -> int:
    """A moment as ListenBrainz counts it."""
    return int(moment.astimezone(UTC).timestamp())
