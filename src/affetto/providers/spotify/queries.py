"""What is asked of Spotify's search for a recording."""

from __future__ import annotations

from collections.abc import Iterator

from affetto.providers.capabilities import TrackQuery

# Spotify refuses longer ones: "Query exceeds maximum length of 250 characters".
_MAX_LENGTH = 250


def searches_for(query: TrackQuery) -> Iterator[str]:
    """Texts to search for, from the surest to the widest; the first that finds something counts.

    A recording's code finds that recording; the filters for title and artist find it by both; the
    bare words find it where Spotify writes either in another way.
    """
    isrc = "".join(letter for letter in query.isrc if letter.isalnum())
    if isrc:
        yield f"isrc:{isrc}"
    title, artist = _words(query.title), _words(query.artist)
    if title and artist:
        yield _cut(f'track:"{title}" artist:"{artist}"')
    bare = " ".join(filter(None, (title, artist, _words(query.words))))
    if bare:
        yield _cut(bare)


def _words(text: str) -> str:
    """On one line, and without what would end a filter's value."""
    return " ".join(text.replace('"', " ").split())


def _cut(text: str) -> str:
    return text[:_MAX_LENGTH].rstrip()
