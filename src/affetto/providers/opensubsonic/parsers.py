"""What OpenSubsonic servers answer, as Affetto's own types."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote, unquote

from affetto.providers.capabilities import ProviderPlaylist, ProviderTrack
from affetto.providers.errors import (
    BadAnswerError,
    NotAllowedError,
    NotThereError,
    PremiumNeededError,
    ProviderError,
    ServiceDownError,
    SignInNeededError,
)
from affetto.providers.reading import Fields

TITLE = "OpenSubsonic"
_MAX_MESSAGE_LENGTH = 200


class UnnamedFaultError(ServiceDownError):
    """Error 0, "generic": anything may be wrong."""


class ParameterMissingError(BadAnswerError):
    """Error 10: so do servers answer that do not know a way of signing in."""


class TokenRefusedError(SignInNeededError):
    """Error 41: the server cannot check salted tokens, as with passwords from elsewhere (LDAP)."""


def read_response(content: Any) -> Fields:
    """The inner part of an answer that says that all went well.

    Raises:
        ProviderError: it says that something did not; the status of HTTP is 200 even then.
    """
    response = Fields(TITLE, content).object("subsonic-response")
    # One server (Funkwhale) calls failures "ok" too.
    if response.text("status") == "ok" and "error" not in response:
        return response
    raise _error_of(response.object("error"))


def explain_fault(_status: int, body: bytes) -> ProviderError | None:
    """The error that an answer of another kind holds; None where it holds none."""
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(content, dict) or "subsonic-response" not in content:
        return None
    try:
        read_response(content)
    except ProviderError as error:
        return error
    return None


def read_extensions(response: Fields) -> frozenset[str]:
    """Names of what a server can do beyond the protocol of old."""
    extensions = response.objects("openSubsonicExtensions")
    return frozenset(extension.text_or_empty("name") for extension in extensions)


def read_tracks(songs: list[Fields], mark: str) -> list[ProviderTrack]:
    """The recordings of a list, without its folders, films, podcasts and audio books.

    Args:
        songs: `Child` objects of the protocol.
        mark: of the server, see `affetto.providers.own_servers.server_mark`.
    """
    return [
        read_track(song, mark)
        for song in songs
        if not _is_true(song, "isDir")
        and not _is_true(song, "isVideo")
        and song.text_or_empty("type") in ("", "music")
    ]


def read_track(song: Fields, mark: str) -> ProviderTrack:
    """A recording."""
    track_id = song.text("id")
    year = song.number_or_none("year")
    genres = [genre.text_or_empty("name") for genre in song.objects_or_empty("genres")]
    # MusicBrainz' ids of folders and artists are called the same.
    is_recording = song.text_or_empty("mediaType") in ("", "song")
    return ProviderTrack(
        id=track_id,
        uri=f"{_scheme(mark)}{quote(track_id, safe='')}",
        title=song.text_or_empty("title"),
        artist=song.text_or_empty("displayArtist") or song.text_or_empty("artist"),
        album=song.text_or_empty("album"),
        duration_s=song.number_or_none("duration") or None,
        isrc=_first_isrc(song),
        mbid=song.text_or_empty("musicBrainzId") if is_recording else "",
        genres=tuple(filter(None, genres or [song.text_or_empty("genre")])),
        year=int(year) if year else None,
        is_explicit={"explicit": True, "clean": False}.get(song.text_or_empty("explicitStatus")),
    )


def locate(address: str, mark: str) -> ProviderTrack | None:
    """The recording of an address that `read_track` gave; None for another's."""
    if not address.startswith(_scheme(mark)):
        return None
    return ProviderTrack(unquote(address.removeprefix(_scheme(mark))), address, title="")


def read_playlist(playlist: Fields) -> ProviderPlaylist:
    """A playlist, without its tracks."""
    count = playlist.number_or_none("songCount")
    return ProviderPlaylist(
        playlist.text("id"),
        playlist.text_or_empty("name"),
        track_count=None if count is None else int(count),
    )


def _scheme(mark: str) -> str:
    return f"opensubsonic:{mark}:"


def _first_isrc(song: Fields) -> str:
    """A recording may have several codes, as of several countries."""
    return next((isrc.replace("-", "").upper() for isrc in song.texts("isrc") if isrc), "")


def _is_true(fields: Fields, name: str) -> bool:
    return name in fields and fields.truth(name)


def _error_of(error: Fields) -> ProviderError:
    code = error.number_or_none("code")
    message = error.text_or_empty("message")[:_MAX_MESSAGE_LENGTH]
    match code:
        case 10:
            return ParameterMissingError(TITLE, "misses something that it was not told to need")
        case 20 | 30:
            return BadAnswerError(TITLE, "speaks another version of the protocol; update it")
        case 40:
            return SignInNeededError(TITLE, "does not take this name and password")
        case 41:
            return TokenRefusedError(TITLE, "takes no salted tokens; connect it again")
        case 42:
            return SignInNeededError(TITLE, "takes no passwords; give it an API key instead")
        case 43 | 44:
            return SignInNeededError(TITLE, "does not take this API key")
        case 50:
            return NotAllowedError(TITLE, "does not allow this for your account")
        case 60:
            return PremiumNeededError(TITLE, "is a trial version whose time is over")
        case 70:
            return NotThereError(TITLE, "has no such thing, or has it no longer")
        case _:
            reason = "could not do it" + (f" and says: {message}" if message else "")
            return UnnamedFaultError(TITLE, reason)
