"""What Openverse answers, as Affetto's own types."""

from __future__ import annotations

from typing import Any

from affetto.licences import read_licence
from affetto.providers.capabilities import ProviderTrack
from affetto.providers.open_music import HearableTrack, credit_line
from affetto.providers.reading import Fields

SERVICE = "Openverse"
_URI = "openverse:audio:"
# Its short names for what is in the public domain; the others are those of Creative Commons.
_PUBLIC_DOMAIN = {"cc0": "CC0 1.0", "pdm": "Public Domain Mark 1.0"}


def parse_search(answer: Any) -> list[HearableTrack]:
    """The recordings of an answer."""
    return [_track(each) for each in Fields(SERVICE, answer).objects("results")]


def parse_track(answer: Any) -> HearableTrack:
    """One recording."""
    return _track(Fields(SERVICE, answer))


def check_stats(answer: Any) -> None:
    """Makes sure that an answer counts recordings by collection."""
    for source in answer if isinstance(answer, list) else [answer]:
        Fields(SERVICE, source).text("source_name")


def track_id_in(uri: str) -> str:
    """The id of a recording by `ProviderTrack.uri`; "" for another's."""
    return uri.removeprefix(_URI) if uri.startswith(_URI) else ""


def track_of(identifier: str) -> ProviderTrack:
    """A recording of which only the id is known."""
    return ProviderTrack(identifier, _URI + identifier, title="")


def _track(said: Fields) -> HearableTrack:
    identifier, file_address = said.text("id"), said.text("url")
    title, artist = said.text_or_empty("title"), said.text_or_empty("creator")
    page = said.text_or_empty("foreign_landing_url")
    licence = _licence(said)
    duration_ms = said.number_or_none("duration")
    track = ProviderTrack(
        id=identifier,
        uri=_URI + identifier,
        title=title,
        artist=artist,
        album=said.object_or_empty("audio_set").text_or_empty("title"),
        duration_s=duration_ms / 1000 if duration_ms else None,
        genres=tuple(said.texts("genres")),
        url=page,
        cover_url=said.text_or_empty("thumbnail"),
        licence=licence,
        attribution=said.text_or_empty("attribution") or credit_line(title, artist, licence, page),
        # What it has may be copied by its licence; a licence nobody can read allows nothing.
        download_url=file_address if read_licence(licence) else "",
    )
    return HearableTrack(track, file_address)


def _licence(said: Fields) -> str:
    """The licence by its address, or by its name where there is none."""
    if address := said.text_or_empty("license_url"):
        return address
    name = said.text("license")
    return _PUBLIC_DOMAIN.get(name) or f"CC {name} {said.text_or_empty('license_version')}".strip()
