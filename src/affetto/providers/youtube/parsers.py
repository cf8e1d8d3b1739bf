"""What YouTube answers, as Affetto's own types."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from affetto.providers.capabilities import ProviderTrack
from affetto.providers.errors import (
    BadAnswerError,
    BusyError,
    NotAllowedError,
    ProviderError,
    SignInNeededError,
)
from affetto.providers.reading import Fields
from affetto.providers.youtube.budget import SERVICE

_WATCH = "https://www.youtube.com/watch?v="
_HOSTS = frozenset({"www.youtube.com", "youtube.com", "m.youtube.com", "music.youtube.com"})
_SHORT_HOST = "youtu.be"
_VIDEO_ID = re.compile(r"[\w-]{11}", re.ASCII)
# ISO 8601, as YouTube writes lengths; months and years do not occur.
_DURATION = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_SECONDS = (604_800, 86_400, 3600, 60, 1)
# What channels are called that hold an artist's own recordings.
_CHANNEL_ENDS = re.compile(r"(?: - Topic|VEVO)$")
# What titles say of the video and not of the recording.
_VIDEO_WORDS = re.compile(
    r"\s*[(\[](?:official\b[^)\]]*|(?:lyrics?|audio|music)(?: video)?|visuali[sz]er|h[dq]|4k)[)\]]",
    re.IGNORECASE,
)
_DASH = re.compile(r"\s+[-–—]\s+")

# Reasons that errors name (https://developers.google.com/youtube/v3/docs/errors, and those of
# all of Google's interfaces).
_QUOTA = frozenset({"quotaExceeded", "dailyLimitExceeded"})
_ERRORS: dict[str, tuple[type[ProviderError], str]] = {
    "rateLimitExceeded": (BusyError, "was asked too often; try again later"),
    "userRateLimitExceeded": (BusyError, "was asked too often; try again later"),
    "keyInvalid": (SignInNeededError, "does not know the API key; copy it anew"),
    "keyExpired": (SignInNeededError, "no longer takes the API key; make another"),
    "API_KEY_INVALID": (SignInNeededError, "does not know the API key; copy it anew"),
    "accessNotConfigured": (
        NotAllowedError,
        "is not switched on in the key's project; enable the YouTube Data API v3 there",
    ),
    "ipRefererBlocked": (
        NotAllowedError,
        "does not take the key from here; loosen the key's restrictions",
    ),
}


class QuotaUsedUpError(BusyError):
    """The service says that a key's allowance is used up."""


def explain(_status: int, body: bytes) -> ProviderError | None:
    """The error that a body tells of; None where it tells of none that is known."""
    reasons = _reasons(body)
    if reasons & _QUOTA:
        # Longer than any wait, so that it is not tried again.
        return QuotaUsedUpError(SERVICE, "has no more requests for your key today", 86_400.0)
    # In the order of the table, whatever that of the reasons.
    for reason, (kind, told) in _ERRORS.items():
        if reason in reasons:
            return kind(SERVICE, told)
    return None


def _reasons(body: bytes) -> set[str]:
    try:
        error = json.loads(body)["error"]
        told = [*error.get("errors", ()), *error.get("details", ())]
        return {str(each["reason"]) for each in told if "reason" in each}
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
        return set()


def parse_found(answer: Any) -> list[str]:
    """Ids of the videos that a search found, the best first."""
    items = Fields(SERVICE, answer).objects("items")
    return [_checked(each.object("id").text("videoId")) for each in items]


def parse_ids(answer: Any) -> list[str]:
    """Ids of videos of which nothing else was asked."""
    return [_checked(each.text("id")) for each in Fields(SERVICE, answer).objects("items")]


def parse_videos(answer: Any) -> list[ProviderTrack]:
    """Videos as recordings."""
    return [_video(each) for each in Fields(SERVICE, answer).objects("items")]


def _video(said: Fields) -> ProviderTrack:
    snippet = said.object("snippet")
    identifier = _checked(said.text("id"))
    artist, title = _names(snippet.text("title"), snippet.text("channelTitle"))
    pictures = snippet.object_or_empty("thumbnails")
    return ProviderTrack(
        id=identifier,
        uri=_WATCH + identifier,
        title=title,
        artist=artist,
        duration_s=_duration_s(said.object("contentDetails").text_or_empty("duration")),
        url=_WATCH + identifier,
        cover_url=pictures.object_or_empty("medium").text_or_empty("url"),
    )


def _checked(identifier: str) -> str:
    if not _VIDEO_ID.fullmatch(identifier):
        raise BadAnswerError(SERVICE, "answered with a video that has no identifier")
    return identifier


def _names(title: str, channel: str) -> tuple[str, str]:
    """Artist and title of the recording, as far as a video's title tells.

    Channels that YouTube fills from what labels deliver ("Ada - Topic") have the bare title.
    Elsewhere "Ada - Reverie (Official Video)" is how people write it.
    """
    plain = _VIDEO_WORDS.sub("", title) or title
    artist = _CHANNEL_ENDS.sub("", channel)
    if channel.endswith(" - Topic"):
        return artist, plain
    first, *rest = _DASH.split(plain, maxsplit=1)
    return (first, rest[0]) if rest else (artist, plain)


def _duration_s(written: str) -> float | None:
    """Seconds; None for none, which is how live streams are long."""
    found = _DURATION.fullmatch(written)
    if not found:
        return None
    parts = (int(part or 0) for part in found.groups())
    return float(sum(n * length for n, length in zip(parts, _SECONDS, strict=True))) or None


def video_id_in(address: str) -> str:
    """The id of a video by its address; "" for any other."""
    try:
        url = urlsplit(address)
    except ValueError:
        return ""
    if url.hostname == _SHORT_HOST:
        named = url.path.removeprefix("/")
    elif url.hostname in _HOSTS and url.path == "/watch":
        named = parse_qs(url.query).get("v", [""])[0]
    else:
        return ""
    return named if _VIDEO_ID.fullmatch(named) else ""


def video_of(identifier: str) -> ProviderTrack:
    """A video of which only the id is known."""
    address = _WATCH + identifier
    return ProviderTrack(identifier, address, title="", url=address)
