"""Services, and what they have, as the API and the command line tell it in JSON."""

from __future__ import annotations

from typing import Any

from affetto.app.services.accounts import ServiceState
from affetto.app.services.tracks import FoundTrack
from affetto.music import NO_TRACK_ID
from affetto.providers.capabilities import Playback, ProviderTrack


def track_as_dict(track: ProviderTrack) -> dict[str, Any]:
    """A service's recording, without where its file may be had."""
    return {
        "id": track.id,
        "uri": track.uri,
        "title": track.title,
        "artist": track.artist,
        "album": track.album,
        "duration_s": track.duration_s,
        "url": track.url,
        "licence": track.licence,
        "attribution": track.attribution,
        "is_playable": track.is_playable,
    }


def found_as_dict(found: FoundTrack) -> dict[str, Any]:
    """A track, and what a service has of it."""
    return {
        "track": found.track.id if found.track.id > NO_TRACK_ID else None,
        "title": found.track.tags.title,
        "artist": found.track.tags.artist,
        "at_service": None if found.at_service is None else track_as_dict(found.at_service),
        "confidence": found.confidence,
        "reason": found.reason,
    }


def state_as_dict(state: ServiceState) -> dict[str, Any]:
    """A service, and how somebody stands with it."""
    provider, account = state.provider, state.account
    return {
        "name": provider.name,
        "title": provider.title,
        "sign_in": provider.sign_in,
        "fields": [vars(field) for field in provider.fields],
        "capabilities": sorted(provider.capabilities),
        "is_for_listening_only": provider.is_for_listening_only,
        "account": None
        if account is None
        else {
            "name": account.account_name,
            "settings": dict(account.settings),
            "needs_sign_in": account.needs_sign_in,
            "submits_plays": account.submits_plays,
            "waiting_plays": state.waiting_plays,
            "connected_at": account.connected_at,
        },
    }


def playback_as_dict(playback: Playback) -> dict[str, Any]:
    """What a service plays just now."""
    return {
        "track": None if playback.track is None else track_as_dict(playback.track),
        "is_playing": playback.is_playing,
        "position_s": playback.position_s,
        "volume": playback.volume,
        "device": None if playback.device is None else vars(playback.device),
    }
