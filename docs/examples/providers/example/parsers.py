"""What Example answers, as Affetto's own types."""

from __future__ import annotations

from typing import Any

from affetto.providers.capabilities import ProviderPlaylist, ProviderTrack
from affetto.providers.reading import Fields

SERVICE = "Example"


def parse_user_name(answer: Any) -> str:
    """Whose key it is."""
    return Fields(SERVICE, answer).text("name")


def parse_songs(answer: Any) -> list[ProviderTrack]:
    """Songs in the order of the answer."""
    return [_song(each) for each in Fields(SERVICE, answer).objects("songs")]


def parse_lists(answer: Any) -> list[ProviderPlaylist]:
    """Somebody's lists."""
    return [
        ProviderPlaylist(
            each.text("code"), each.text("name"), track_count=each.whole_number("songs")
        )
        for each in Fields(SERVICE, answer).objects("lists")
    ]


def parse_code(answer: Any) -> str:
    """The code of a list that was just made."""
    return Fields(SERVICE, answer).text("code")


def _song(said: Fields) -> ProviderTrack:
    code = said.text("code")
    return ProviderTrack(
        id=code,
        uri=f"example:song:{code}",
        title=said.text("name"),
        artist=said.text_or_empty("by"),
        duration_s=said.number_or_none("seconds"),
    )
