"""What Last.fm answers, as Affetto's own types.

Its JSON is made from XML: numbers are texts, and a list of one is that one.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from urllib.parse import quote_plus, unquote_plus

from affetto.listening import Listen, Reaction
from affetto.providers.capabilities import ProviderTrack
from affetto.providers.errors import (
    BadAnswerError,
    BusyError,
    NotAllowedError,
    NotThereError,
    ProviderError,
    ServiceDownError,
    SignInNeededError,
)
from affetto.providers.reading import Fields

SERVICE = "Last.fm"
TRACK_ADDRESS = "https://www.last.fm/music/"
# Between artist and title in the address of a track.
_JOINT = "/_/"


class WrongParameterError(NotThereError):
    """A parameter is missing, or names nothing that the service has."""


_NOT_SIGNED_IN = "does not know, or no longer, who asks; sign in again"
_PASSING_FAULT = "is out of order for the moment; try again later"
# What the numbers of its errors mean (https://www.last.fm/api/errorcodes and the pages of the
# methods).
_ERRORS: dict[int, tuple[type[ProviderError], str]] = {
    2: (ServiceDownError, _PASSING_FAULT),
    4: (SignInNeededError, _NOT_SIGNED_IN),
    6: (WrongParameterError, "has no such thing"),
    7: (WrongParameterError, "has no such thing"),
    8: (ServiceDownError, _PASSING_FAULT),
    9: (SignInNeededError, _NOT_SIGNED_IN),
    10: (SignInNeededError, "does not know the API key; copy it anew"),
    11: (ServiceDownError, _PASSING_FAULT),
    13: (SignInNeededError, "does not accept the shared secret; copy it anew"),
    14: (SignInNeededError, "was not given leave; sign in again"),
    15: (SignInNeededError, "was given leave too long ago; sign in again"),
    16: (ServiceDownError, _PASSING_FAULT),
    17: (SignInNeededError, _NOT_SIGNED_IN),
    26: (NotAllowedError, "has blocked the API key; ask its support"),
    29: (BusyError, "was asked too often; try again later"),
}

# Why it does not keep a play (https://www.last.fm/api/show/track.scrobble).
_IGNORED = {
    1: "it does not take the artist",
    2: "it does not take the title",
    3: "they were heard too long ago",
    4: "they were heard in the future",
    5: "there were too many that day",
}
TOO_MANY_A_DAY = 5


def read_answer(body: bytes) -> Fields:
    """The fields of an answer; errors may come with any status, also with that of success.

    Raises:
        ProviderError: the answer is an error, or none of the service's.
    """
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadAnswerError(SERVICE, "answered with something that is no JSON") from error
    fields = Fields(SERVICE, answer)
    if isinstance(code := answer.get("error"), int):
        raise _error(code)
    return fields


def explain(_status: int, body: bytes) -> ProviderError | None:
    """The error that a body tells of; None where it is none of the service's."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return None
    code = answer.get("error") if isinstance(answer, dict) else None
    return _error(code) if isinstance(code, int) else None


def _error(code: int) -> ProviderError:
    kind, reason = _ERRORS.get(code, (BadAnswerError, f"refuses the request (its error {code})"))
    return kind(SERVICE, reason)


def parse_session_key(answer: Fields) -> str:
    """Leave to use somebody's account, for as long as they do not take it back."""
    return answer.object("session").text("key")


def check_done(answer: Fields) -> None:
    """Makes sure of an answer that says by nothing at all that something was done."""
    if len(answer):
        raise BadAnswerError(SERVICE, "does not say that it has done it")


def parse_user_name(answer: Fields) -> str:
    """Whose account it is."""
    return answer.object("user").text("name")


@dataclass(frozen=True)
class Page:
    """A part of a history.

    Attributes:
        listens: the newest first.
        n_pages: how many parts there are.
    """

    listens: tuple[Listen, ...]
    n_pages: int


def parse_page(answer: Fields, name: str, reaction: Reaction) -> Page:
    """A page of recent, loved or top tracks, without the one that is playing now.

    Args:
        answer: to the request.
        name: the field that holds the page.
        reaction: what the page says of its tracks.
    """
    page = answer.object(name)
    listens = tuple(
        _listen(track, reaction)
        for track in _tracks(page)
        if "date" in track or reaction is not Reaction.PLAY
    )
    return Page(listens, page.object("@attr").whole_number("totalPages"))


def _tracks(holder: Fields) -> list[Fields]:
    return holder.one_or_more("track")


def _listen(track: Fields, reaction: Reaction) -> Listen:
    artist = track.object("artist")
    return Listen(
        reaction,
        at=track.object("date").moment("uts") if "date" in track else None,
        title=track.text("name"),
        artist=artist.text("#text" if "#text" in artist else "name"),
        mbid=track.text_or_empty("mbid"),
    )


def parse_found(answer: Fields) -> list[ProviderTrack]:
    """What a search found."""
    found = answer.object("results").object("trackmatches")
    return [track_of(each.text("artist"), each.text("name")) for each in _tracks(found)]


def track_of(artist: str, title: str) -> ProviderTrack:
    """A track as Last.fm knows it: by its names; it has no music itself."""
    identifier = f"{quote_plus(artist)}{_JOINT}{quote_plus(title)}"
    address = TRACK_ADDRESS + identifier
    return ProviderTrack(
        id=identifier, uri=address, title=title, artist=artist, url=address, is_playable=False
    )


def names_in(identifier: str) -> tuple[str, str] | None:
    """Artist and title of `ProviderTrack.id`; None for what is none."""
    artist, joint, title = identifier.partition(_JOINT)
    names = unquote_plus(artist), unquote_plus(title)
    return names if joint and all(names) else None


def count_ignored(answer: Fields) -> Counter[int]:
    """How many plays were not kept, by the number of the reason."""
    scrobbles = answer.object("scrobbles").one_or_more("scrobble")
    codes = Counter(each.object("ignoredMessage").whole_number("code") for each in scrobbles)
    del codes[0]  # they were kept
    return codes


def describe_ignored(codes: Counter[int]) -> str:
    """Why plays were not kept, as a part of a sentence."""
    reasons = {code: _IGNORED.get(code, f"its reason {code}") for code in codes}
    return ", ".join(f"{count} ({reasons[code]})" for code, count in sorted(codes.items()))
