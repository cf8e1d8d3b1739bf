"""What Jamendo answers, as Affetto's own types."""

from __future__ import annotations

from typing import Any

from affetto.providers.capabilities import ProviderTrack
from affetto.providers.errors import (
    BadAnswerError,
    BusyError,
    NotAllowedError,
    ProviderError,
    ServiceDownError,
    SignInNeededError,
)
from affetto.providers.open_music import HearableTrack, credit_line
from affetto.providers.reading import Fields

SERVICE = "Jamendo"
# As the importer of MTG-Jamendo has them, so that a track found here is the one imported there.
TRACK_ADDRESS = "https://www.jamendo.com/track/"

# Numbers of its errors that mean something to people (https://developer.jamendo.com/v3.0/
# response-codes); the others are mistakes of the request.
_ERRORS: dict[int, tuple[type[ProviderError], str]] = {
    1: (ServiceDownError, "is out of order; try again later"),
    5: (SignInNeededError, "does not know the client id; copy it anew"),
    6: (BusyError, "was asked too often with this client id; try again later"),
    10: (NotAllowedError, "does not take requests from this network"),
    11: (NotAllowedError, "has suspended the application of this client id"),
}


def parse_tracks(answer: Any) -> list[HearableTrack]:
    """The tracks of an answer, whose errors come with the status of success.

    Raises:
        ProviderError: the answer is an error, or in no shape of the service's.
    """
    fields = Fields(SERVICE, answer)
    code = fields.object("headers").whole_number("code")
    if code:
        kind, reason = _ERRORS.get(
            code, (BadAnswerError, f"refuses the request (its error {code})")
        )
        raise kind(SERVICE, reason)
    return [_track(each) for each in fields.objects("results")]


def _track(said: Fields) -> HearableTrack:
    identifier = said.text("id")
    title, artist = said.text("name"), said.text("artist_name")
    licence = said.text_or_empty("license_ccurl")
    page = TRACK_ADDRESS + identifier
    may_be_downloaded = "audiodownload_allowed" in said and said.truth("audiodownload_allowed")
    tags = said.object_or_empty("musicinfo").object_or_empty("tags")
    track = ProviderTrack(
        id=identifier,
        uri=page,
        title=title,
        artist=artist,
        album=said.text_or_empty("album_name"),
        duration_s=said.number_or_none("duration"),
        genres=tuple(tags.texts("genres")),
        year=_year(said.text_or_empty("releasedate")),
        url=page,
        cover_url=said.text_or_empty("image"),
        licence=licence,
        attribution=credit_line(title, artist, licence, page),
        download_url=said.text_or_empty("audiodownload") if may_be_downloaded else "",
    )
    return HearableTrack(track, said.text("audio"))


def _year(date: str) -> int | None:
    """The year of a date, "0000-00-00" being none."""
    year = date[:4]
    return int(year) if year.isdecimal() and int(year) else None
