"""Spotify's JSON as Affetto's types: pure, and strict where it must be.

Fields are those of developer.spotify.com's reference as of July 2026: for apps in Development
Mode playlists have `items` with an `item` each, where those in Extended Quota Mode may still have
`tracks` with a `track`; `external_ids`, removed in February 2026, came back in March.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from affetto.listening import Listen, Reaction
from affetto.providers.capabilities import Device, Playback, ProviderPlaylist, ProviderTrack
from affetto.providers.errors import BadAnswerError
from affetto.providers.reading import Fields
from affetto.providers.spotify.refusals import SERVICE

_YEAR = re.compile(r"\d{4}")

Item = TypeVar("Item")


@dataclass(frozen=True)
class TokenAnswer:
    """What the token endpoint gave.

    Attributes:
        refresh: "" where the one that was there is still good.
        lifetime_s: of the access token.
        scopes: None where it does not say.
    """

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    lifetime_s: float
    scopes: frozenset[str] | None


@dataclass(frozen=True)
class Page(Generic[Item]):
    """One page of a list.

    Attributes:
        length: how many entries it had, those that are no `Item` included.
        is_last: whether there is none after it.
        total: of the whole list.
    """

    items: tuple[Item, ...]
    length: int
    is_last: bool
    total: int


@dataclass(frozen=True)
class Plays:
    """One page of what was played, the newest first.

    Attributes:
        before: the place of the next page; "" for none.
    """

    listens: tuple[Listen, ...]
    before: str


def read_token_answer(payload: Any) -> TokenAnswer:
    """What the token endpoint answers, after a sign-in or a renewal."""
    answer = Fields(SERVICE, payload)
    return TokenAnswer(
        access=answer.text("access_token"),
        refresh=answer.text_or_empty("refresh_token"),
        lifetime_s=answer.number("expires_in"),
        scopes=frozenset(answer.text("scope").split()) if "scope" in answer else None,
    )


def read_profile_name(payload: Any) -> str:
    """Whose account `GET /me` tells of: the name they show, or else the identifier."""
    profile = Fields(SERVICE, payload)
    return profile.text_or_empty("display_name") or profile.text("id")


def read_search(payload: Any) -> list[ProviderTrack]:
    """The recordings of `GET /search`."""
    found = _entries(payload.get("tracks") if isinstance(payload, dict) else None)
    # The place of what is no longer there is null.
    return [read_track(item) for item in found if item is not None]


def read_track(payload: Any) -> ProviderTrack:
    """A track object, full or simplified."""
    track = Fields(SERVICE, payload)
    album = track.object_or_empty("album")
    pictures = album.objects_or_empty("images")
    duration_ms = track.number_or_none("duration_ms")
    year = _YEAR.match(album.text_or_empty("release_date"))
    return ProviderTrack(
        id=track.text("id"),
        uri=track.text("uri"),
        title=track.text("name"),
        artist=", ".join(artist.text("name") for artist in track.objects("artists")),
        album=album.text_or_empty("name"),
        duration_s=None if duration_ms is None else duration_ms / 1000,
        isrc=track.object_or_empty("external_ids").text_or_empty("isrc").upper(),
        year=int(year[0]) if year else None,
        url=_page_address(track),
        cover_url=pictures[0].text("url") if pictures else "",
        is_explicit=track.truth("explicit") if "explicit" in track else None,
        is_playable=track.truth("is_playable") if "is_playable" in track else True,
    )


def read_playlist(payload: Any) -> ProviderPlaylist:
    """A playlist object, full or simplified; other people's may come without a count."""
    playlist = Fields(SERVICE, payload)
    contents = playlist.object_or_empty("items" if "items" in playlist else "tracks")
    return ProviderPlaylist(
        id=playlist.text("id"),
        name=playlist.text("name"),
        url=_page_address(playlist),
        track_count=contents.whole_number("total") if "total" in contents else None,
    )


def read_playlists(payload: Any) -> Page[ProviderPlaylist]:
    """A page of `GET /me/playlists`."""
    return _page(payload, lambda item: None if item is None else read_playlist(item))


def read_playlist_items(payload: Any) -> Page[ProviderTrack]:
    """A page of `GET /playlists/{id}/items`; episodes and files of people's own are left out."""
    return _page(payload, _playlist_item)


def read_snapshot(payload: Any) -> str:
    """The version of a playlist that an addition made."""
    return Fields(SERVICE, payload).text("snapshot_id")


def read_devices(payload: Any) -> list[Device]:
    """What `GET /me/player/devices` can play on; what takes no orders is left out."""
    return [
        _device(device)
        for device in Fields(SERVICE, payload).objects("devices")
        if "id" in device and not ("is_restricted" in device and device.truth("is_restricted"))
    ]


def read_playback(payload: Any) -> Playback:
    """What `GET /me/player` plays; it has no content where nothing does."""
    if payload is None:
        return Playback(None, is_playing=False)
    state = Fields(SERVICE, payload)
    device = _device(state.object("device")) if "device" in state else None
    item = payload["item"] if "item" in state else None  # null for advertisements
    return Playback(
        track=read_track(item) if _is_track(item) else None,
        is_playing=state.truth("is_playing"),
        position_s=(state.number_or_none("progress_ms") or 0.0) / 1000,
        volume=device.volume if device else None,
        device=device,
    )


def read_plays(payload: Any) -> Plays:
    """A page of `GET /me/player/recently-played`."""
    listens = tuple(_play(item) for item in _entries(payload))
    cursors = Fields(SERVICE, payload).object_or_empty("cursors")
    return Plays(listens, cursors.text_or_empty("before"))


def read_top_tracks(payload: Any) -> Page[Listen]:
    """A page of `GET /me/top/tracks`."""
    return _page(payload, lambda item: _listen(Reaction.FAVOURITE, read_track(item)))


def read_top_artists(payload: Any) -> Page[Listen]:
    """A page of `GET /me/top/artists`."""
    return _page(
        payload, lambda item: Listen(Reaction.FAVOURITE, artist=Fields(SERVICE, item).text("name"))
    )


def _page(payload: Any, read: Callable[[Any], Item | None]) -> Page[Item]:
    entries = _entries(payload)
    page = Fields(SERVICE, payload)
    return Page(
        tuple(item for item in map(read, entries) if item is not None),
        length=len(entries),
        is_last=not entries or "next" not in page,
        total=page.whole_number("total"),
    )


def _entries(page: Any) -> list[Any]:
    """The entries of a page, some of which may be null."""
    entries = page.get("items") if isinstance(page, dict) else None
    if not isinstance(entries, list):
        raise BadAnswerError(SERVICE, "answered without the list that it should give")
    return entries


def _playlist_item(payload: Any) -> ProviderTrack | None:
    entry = Fields(SERVICE, payload)
    track = payload["item"] if "item" in entry else payload.get("track")
    return read_track(track) if _is_track(track) else None


def _is_track(item: Any) -> bool:
    # A file of somebody's own has a URI but no identifier; null is what is no longer there.
    return isinstance(item, dict) and item.get("type", "track") == "track" and bool(item.get("id"))


def _play(payload: Any) -> Listen:
    entry = Fields(SERVICE, payload)
    try:
        at = datetime.fromisoformat(entry.text("played_at"))
    except ValueError as error:
        raise BadAnswerError(SERVICE, "answered without saying when a track was played") from error
    track = read_track(payload.get("track"))
    return _listen(Reaction.PLAY, track, at if at.tzinfo else at.replace(tzinfo=UTC))


def _listen(reaction: Reaction, track: ProviderTrack, at: datetime | None = None) -> Listen:
    return Listen(
        reaction, at, title=track.title, artist=track.artist, uri=track.uri, isrc=track.isrc
    )


def _device(device: Fields) -> Device:
    has_volume = "volume_percent" in device and not (
        "supports_volume" in device and not device.truth("supports_volume")
    )
    return Device(
        id=device.text_or_empty("id"),
        name=device.text("name"),
        is_active=device.truth("is_active"),
        volume=device.whole_number("volume_percent") if has_volume else None,
    )


def _page_address(thing: Fields) -> str:
    return thing.object_or_empty("external_urls").text_or_empty("spotify")
