"""Where a track can be played, as players and parsers expect it."""

from __future__ import annotations

from urllib.parse import quote, quote_plus, unquote
from urllib.request import url2pathname

from affetto.music import Track
from affetto.playlists.texts import on_one_line

# RFC 3986: everything a URI may hold as it is; the percent sign, since it was escaped already.
_URI_CHARACTERS = "%:/?#[]@!$&'()*+,;=-._~"
_FILE_PREFIXES = ("file:///", "file://localhost/")
_YOUTUBE_SEARCH = "https://www.youtube.com/results?search_query="


def as_uri(location: str) -> str:
    """`location` with every character that may not stand in a URI escaped."""
    return quote(location, safe=_URI_CHARACTERS, errors="replace")


def as_path_or_uri(location: str) -> str:
    """The path of a file:// address, and every other address as a URI.

    Players open paths more widely than file:// addresses. A path that would not survive a line of
    text (with a line break, an outer space, or bytes that are no UTF-8) stays an address.
    """
    if not location.startswith(_FILE_PREFIXES) or "?" in location or "#" in location:
        return as_uri(location)
    address = location.removeprefix("file://").removeprefix("localhost")
    try:
        unquote(address, errors="strict")
    except UnicodeDecodeError:
        return as_uri(location)
    path = url2pathname(address)
    survives = path.isprintable() and path == path.strip()
    return path if survives else as_uri(location)


def links_of(track: Track) -> dict[str, str]:
    """Addresses of a track by service name; a search on YouTube where none is known."""
    words = on_one_line(f"{track.tags.artist} {track.tags.title}")
    search = _YOUTUBE_SEARCH + quote_plus(words, errors="replace")
    return {"youtube": search, **track.links}
