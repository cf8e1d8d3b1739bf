"""Where tracks lie, in the one form in which the library compares addresses."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path, PureWindowsPath
from urllib.parse import quote_plus, unquote, unquote_to_bytes, urlsplit

from affetto.library.importers.reading.values import clean
from affetto.library.texts import absolute_path, file_uri, is_file, path_of
from affetto.text import printable, title_of_file

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")  # RFC 3986; of two letters at least, unlike C:
_DRIVE = re.compile(r"/?[A-Za-z]:[\\/]")
_LONGEST = 1 << 15  # the longest path of Windows, and longer than browsers take addresses to be
_SPOTIFY_ID = re.compile(r"[0-9A-Za-z]{22}")
_SPOTIFY_TRACK = re.compile(
    r"(?:spotify:track:|https?://open\.spotify\.com/(?:intl-[a-z]+/)?track/)([0-9A-Za-z]{22})(?![0-9A-Za-z])"
)
# Rekordbox writes tracks of streaming services as if they were files.
_SERVICE = re.compile(r"/?((?:spotify|soundcloud|tidal|beatport|itunes)(?::[\w-]+)+)")


def locate(location: str, folder: Path) -> str:
    """The address of what a playlist or a library points to.

    Args:
        location: a path of any system, absolute or relative, or an address of any kind.
        folder: where relative paths start.

    Returns:
        A file:// address as the library writes it, "spotify:track:…", or the address unchanged.

    Raises:
        ValueError: it is nothing that could be an address.
    """
    location = location.strip()
    if not location or "\x00" in location:
        raise ValueError("says nowhere where the track lies")
    if len(location) > _LONGEST:
        raise ValueError("the location is longer than any address")
    if spotify := _SPOTIFY_TRACK.match(location):
        return f"spotify:track:{spotify[1]}"
    if location.casefold().startswith("file:"):
        return _locate_file_address(location[5:], folder)
    if _SCHEME.match(location) and not _DRIVE.match(location):
        if location != printable(location):
            raise ValueError("the location holds characters that no address has")
        return location
    return locate_path(location, folder)


def locate_path(path: str, folder: Path) -> str:
    """The file:// address of a path of any system.

    Raises:
        ValueError: it is no path.
    """
    if _DRIVE.match(path) or path.startswith("\\\\"):
        return PureWindowsPath(path.removeprefix("/")).as_uri()
    if "\\" in path and "/" not in path:  # relative, written on Windows
        path = path.replace("\\", "/")
    return file_uri(absolute_path(folder / path))


def _locate_file_address(address: str, folder: Path) -> str:
    if address.startswith("//"):
        host, slash, path = address[2:].partition("/")
        if service := _SERVICE.match(
            unquote_to_bytes(address[2:].removeprefix("localhost")).decode("utf-8", "replace")
        ):
            return service[1]
        address = f"//{host}/{path}" if host.casefold() not in {"", "localhost"} else slash + path
    path = os.fsdecode(unquote_to_bytes(address))
    if not path.strip("/") or "\x00" in path:
        raise ValueError("says nowhere where the track lies")
    return locate_path(path, folder)


def name_of(uri: str) -> str:
    """What a track is called of which only the place is known."""
    if is_file(uri):
        name = title_of_file(path_of(uri).stem)
    else:
        name = unquote(uri.rstrip("/").rpartition("/")[2])
    return clean(name) or uri


def is_spotify_id(text: str) -> bool:
    """Whether a text is an identifier of Spotify, and not a name of the same length."""
    return bool(_SPOTIFY_ID.fullmatch(text)) and any(map(str.isdigit, text))


def spotify_uri(*texts: str) -> str:
    """The address of the first text that names a track of Spotify; "" where none does."""
    for text in map(str.strip, texts):
        if found := _SPOTIFY_TRACK.match(text):
            return f"spotify:track:{found[1]}"
        if _SPOTIFY_ID.fullmatch(text):
            return f"spotify:track:{text}"
    return ""


def spotify_search_uri(title: str, artist: str) -> str:
    """The address under which Spotify looks for a track of which only names are known."""
    return f"spotify:search:{quote_plus(clean(f'{artist} {title}'))}"


def musicbrainz_uri(mbid: str) -> str:
    """What names a recording of MusicBrainz."""
    return f"musicbrainz:recording:{mbid}"


def musicbrainz_links(mbid: str) -> dict[str, str]:
    """Where people read about a recording of MusicBrainz."""
    return {"musicbrainz": f"https://musicbrainz.org/recording/{mbid}"} if mbid else {}


# By what the library calls the services.
_SITES = {
    "open.spotify.com": "spotify",
    "youtube.com": "youtube",
    "youtu.be": "youtube",
    "musicbrainz.org": "musicbrainz",
    "jamendo.com": "jamendo",
    "freemusicarchive.org": "fma",
    "openverse.org": "openverse",
    "listenbrainz.org": "listenbrainz",
    "last.fm": "lastfm",
}
_SEARCHES = ("/results", "/search")


def service_links(addresses: Iterable[str]) -> dict[str, str]:
    """The pages of services among web addresses, by the service's name; the first of each.

    A search is no page of a recording.
    """
    links: dict[str, str] = {}
    for address in addresses:
        try:
            parts = urlsplit(address)
        except ValueError:
            continue
        service = _SITES.get((parts.hostname or "").removeprefix("www."))
        is_page = parts.scheme in {"http", "https"} and not parts.path.startswith(_SEARCHES)
        if service and is_page and address == printable(address):
            links.setdefault(service, address)
    return links
