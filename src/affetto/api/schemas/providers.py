"""Services where people listen."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.config import JsonDict

from affetto.api.schemas.affect import Share
from affetto.api.schemas.matches import TrackId
from affetto.api.schemas.playlists import MAX_TRACKS
from affetto.providers.capabilities import Capability, SignIn

_FieldValue = Annotated[str, Field(max_length=2000)]
_ServiceId = Annotated[str, Field(min_length=1, max_length=500)]
Volume = Annotated[int, Field(ge=0, le=100)]

_FIELD_EXAMPLE: JsonDict = {
    "name": "password",
    "label": "Password",
    "is_secret": True,
    "is_required": True,
    "help": "",
}
_ACCOUNT_EXAMPLE: JsonDict = {
    "name": "ada",
    "settings": {"address": "https://music.example", "user": "ada"},
    "needs_sign_in": False,
    "submits_plays": False,
    "waiting_plays": 0,
    "connected_at": "2026-05-01T12:00:00Z",
}
_PROVIDER_EXAMPLE: JsonDict = {
    "name": "opensubsonic",
    "title": "OpenSubsonic",
    "sign_in": "fields",
    "fields": [_FIELD_EXAMPLE],
    "capabilities": ["playlists", "search", "stream"],
    "is_for_listening_only": False,
    "account": _ACCOUNT_EXAMPLE,
}
_TRACK_EXAMPLE: JsonDict = {
    "id": "4a",
    "uri": "opensubsonic:4a",
    "title": "Daybreak",
    "artist": "Ada",
    "album": "First light",
    "duration_s": 187.0,
    "url": "",
    "licence": "",
    "attribution": "",
    "is_playable": True,
}
_PLAYLIST_EXAMPLE: JsonDict = {
    "id": "9",
    "name": "Sunday morning",
    "url": "https://music.example/playlist/9",
    "track_count": 10,
}
_FOUND_EXAMPLE: JsonDict = {
    "track": 17,
    "title": "Daybreak",
    "artist": "Ada",
    "at_service": _TRACK_EXAMPLE,
    "confidence": 0.97,
    "reason": "title, artist and length agree",
}


class ProviderFieldOut(BaseModel):
    """One thing that is filled in to connect a service."""

    name: str
    label: str = Field(description="What to write beside it.")
    is_secret: bool = Field(description="Whether it is typed hidden and never shown again.")
    is_required: bool
    help: str = Field(description="Where to find it; may be empty.")


class ProviderAccountOut(BaseModel):
    """Your account with a service."""

    name: str = Field(description="As the service shows it; may be empty.")
    settings: dict[str, str] = Field(description="What you filled in, without what is secret.")
    needs_sign_in: bool = Field(description="Whether the service no longer lets you in.")
    submits_plays: bool = Field(description="Whether it is told what you hear.")
    waiting_plays: int = Field(ge=0, description="Plays of which it is still to be told.")
    connected_at: datetime


class ProviderOut(BaseModel):
    """A service, and how you stand with it."""

    model_config = ConfigDict(json_schema_extra={"examples": [_PROVIDER_EXAMPLE]})

    name: str
    title: str
    sign_in: SignIn = Field(
        description="`none`: nothing to do. `fields`: fill them in. `browser`: fill them in, then "
        "give leave on the service's page."
    )
    fields: list[ProviderFieldOut]
    capabilities: list[Capability]
    is_for_listening_only: bool = Field(
        description="Its music may be heard, but not set to pictures."
    )
    account: ProviderAccountOut | None


class ProvidersOut(BaseModel):
    """All services, in the order in which to show them."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"providers": [_PROVIDER_EXAMPLE]}]})

    providers: list[ProviderOut]


class ProviderAccountIn(BaseModel):
    """What connects a service."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"fields": {"address": "https://music.example", "user": "ada", "password": "…"}}
            ]
        },
    )

    fields: dict[str, _FieldValue] = Field(
        default_factory=dict, max_length=20, description="By `name` of the service's fields."
    )


class ProviderAccountChangeIn(BaseModel):
    """What to change of an account."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"submits_plays": True}]}
    )

    submits_plays: bool


class SignInOut(BaseModel):
    """Where to give leave."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"url": "https://accounts.example/authorize?state=…"}]}
    )

    url: str = Field(description="The service's page; it sends the browser back here.")


class PlaybackTokenOut(BaseModel):
    """What lets the page play by itself for a short while."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "token": "…",
                    "expires_at": "2026-05-01T13:00:00Z",
                    "script": "https://sdk.example/player.js",
                }
            ]
        }
    )

    token: str
    expires_at: datetime
    script: str = Field(description="Address of the service's own player for web pages.")


class BudgetOut(BaseModel):
    """How much a service that counts still answers today."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"used": 3, "limit": 100, "resets_at": "2026-05-01T07:00:00Z"}]
        }
    )

    used: int = Field(ge=0, description="Searches made so far.")
    limit: int = Field(ge=0, description="Searches of a day.")
    resets_at: datetime = Field(description="When they begin anew.")


class ProviderTrackOut(BaseModel):
    """A recording as a service has it."""

    model_config = ConfigDict(json_schema_extra={"examples": [_TRACK_EXAMPLE]})

    id: str
    uri: str
    title: str
    artist: str
    album: str
    duration_s: float | None
    url: str = Field(description="A page that people can open; may be empty.")
    licence: str
    attribution: str = Field(description="The credit line that is asked for; may be empty.")
    is_playable: bool


class ProviderTracksOut(BaseModel):
    """What a service offers, the best first."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"tracks": [_TRACK_EXAMPLE]}]})

    tracks: list[ProviderTrackOut]


class ProviderPlaylistOut(BaseModel):
    """A playlist that a service keeps."""

    model_config = ConfigDict(json_schema_extra={"examples": [_PLAYLIST_EXAMPLE]})

    id: str
    name: str
    url: str = Field(description="A page that people can open; may be empty.")
    track_count: int | None


class ProviderPlaylistsOut(BaseModel):
    """The playlists of your account."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"playlists": [_PLAYLIST_EXAMPLE]}]})

    playlists: list[ProviderPlaylistOut]


class TrackListIn(BaseModel):
    """Tracks of the library: those of a match, of a saved playlist, or some by number."""

    model_config = ConfigDict(extra="forbid")

    match: TrackId | None = Field(None, description="Number of a match of the history.")
    playlist: TrackId | None = Field(None, description="Number of a saved playlist.")
    tracks: list[TrackId] | None = Field(
        None, min_length=1, max_length=MAX_TRACKS, description="Numbers of tracks, in their order."
    )

    @model_validator(mode="after")
    def _check_one_way(self) -> Self:
        given = [each for each in (self.match, self.playlist, self.tracks) if each is not None]
        if len(given) != 1:
            raise ValueError("give one of match, playlist and tracks")
        return self


class SendPlaylistIn(TrackListIn):
    """A playlist to be kept by a service."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"name": "Sunday morning", "match": 42}]},
    )

    name: str = Field(min_length=1, max_length=200, description="What to call it there.")


class FoundTrackOut(BaseModel):
    """A track of the library, and what a service has of it."""

    model_config = ConfigDict(json_schema_extra={"examples": [_FOUND_EXAMPLE]})

    track: int | None = Field(description="Its number; null where the library lost it.")
    title: str
    artist: str
    at_service: ProviderTrackOut | None = Field(description="Null where it has no such recording.")
    confidence: Share = Field(description="That it is the same recording.")
    reason: str = Field(description="What that rests on.")


class SentPlaylistOut(BaseModel):
    """A playlist as a service keeps it now."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"playlist": _PLAYLIST_EXAMPLE, "tracks": [_FOUND_EXAMPLE]}]
        }
    )

    playlist: ProviderPlaylistOut
    tracks: list[FoundTrackOut] = Field(
        description="All that were to be in it; those without `at_service` are not."
    )


class LearntOut(BaseModel):
    """What became of a service's history."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"new": 812, "known": 0}]})

    new: int = Field(ge=0, description="Reactions that were not known.")
    known: int = Field(ge=0, description="Those that were.")


class ToldOut(BaseModel):
    """How many plays a service was told."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"told": 3}]})

    told: int = Field(ge=0)


class DeviceOut(BaseModel):
    """Something that a service plays on."""

    id: str
    name: str
    is_active: bool
    volume: int | None


class DevicesOut(BaseModel):
    """What a service can play on; empty where nothing is switched on."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"devices": [{"id": "5f", "name": "Kitchen", "is_active": True, "volume": 40}]}
            ]
        }
    )

    devices: list[DeviceOut]


class PlaybackOut(BaseModel):
    """What a service plays just now."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "track": _TRACK_EXAMPLE,
                    "is_playing": True,
                    "position_s": 12.5,
                    "volume": 40,
                    "device": {"id": "5f", "name": "Kitchen", "is_active": True, "volume": 40},
                }
            ]
        }
    )

    track: ProviderTrackOut | None
    is_playing: bool
    position_s: float = Field(ge=0)
    volume: int | None
    device: DeviceOut | None


class PlayIn(TrackListIn):
    """What a service is to play."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"match": 42, "device": "5f"}]}
    )

    device: str = Field("", max_length=500, description="Empty for wherever it played last.")


class FoundTracksOut(BaseModel):
    """Tracks of the library, and what a service has of each."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"tracks": [_FOUND_EXAMPLE]}]})

    tracks: list[FoundTrackOut]


class PlayedOut(BaseModel):
    """What a service plays now."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"tracks": [_FOUND_EXAMPLE]}]})

    tracks: list[FoundTrackOut] = Field(
        description="All that were asked for; those without `at_service` are not played."
    )


class EnqueueIn(BaseModel):
    """A track to be played after those that are to come."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"track": 17}]})

    track: TrackId


class VolumeIn(BaseModel):
    """How loud."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"volume": 40}]})

    volume: Volume


class PositionIn(BaseModel):
    """Where in the track."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"position_s": 30}]})

    position_s: float = Field(ge=0, le=1e6, allow_inf_nan=False)


class TransferIn(BaseModel):
    """Where to go on playing."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"device": "5f"}]})

    device: _ServiceId
