"""What Spotify means where it refuses: its statuses and messages as errors to act on.

Messages and reasons as its documentation (developer.spotify.com: "API calls", "Web API
Changelog - July 2026") and its player endpoints give them.
"""

from __future__ import annotations

import json
import re
from http import HTTPStatus

from affetto.providers.errors import (
    BusyError,
    NotAllowedError,
    NotThereError,
    PremiumNeededError,
    ProviderError,
    SignInNeededError,
)

SERVICE = "Spotify"

# When a used-up quota is new Spotify does not say; our choice, longer than anybody waits.
_QUOTA_PAUSE_S = 3600.0
_WRONG_ID = re.compile(r"\binvalid\b.*\b(?:id|uri)\b")


class RestrictedError(NotAllowedError):
    """What plays just now does not allow an order, such as to pause what is paused."""


class NoActiveDeviceError(NotThereError):
    """There is nothing that an order to play could go to."""


class LeaveEndedError(SignInNeededError):
    """The refresh token is good for nothing any more."""


def explain_api(status: int, body: bytes) -> ProviderError | None:
    """The error for a refusal of the Web API; None where it means what everybody means."""
    reason, message = _read_refusal(body)
    match status:
        case HTTPStatus.BAD_REQUEST if _WRONG_ID.search(message):
            return NotThereError(SERVICE, "has no such track or playlist")
        case HTTPStatus.FORBIDDEN:
            return _explain_forbidden(reason, message)
        case HTTPStatus.NOT_FOUND if reason == "NO_ACTIVE_DEVICE" or "no active device" in message:
            return NoActiveDeviceError(
                SERVICE, "plays nowhere just now; open it on a device, or choose one, and try again"
            )
        case HTTPStatus.NOT_FOUND if "device not found" in message:
            return NotThereError(SERVICE, "does not find that device any more; choose another one")
        case HTTPStatus.TOO_MANY_REQUESTS if reason == "QUOTA_EXCEEDED":
            return BusyError(
                SERVICE, "the quota of your Spotify app is used up; try again later", _QUOTA_PAUSE_S
            )
    return None


def explain_accounts(status: int, body: bytes) -> ProviderError | None:
    """The error for a refusal of a token (RFC 6749, 5.2); None where it is another fault."""
    if status not in (HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED):
        return None
    content = _read_object(body)
    match content.get("error"):
        case "invalid_grant":  # revoked, used before, or older than six months
            return LeaveEndedError(SERVICE, "no longer lets Affetto in; sign in again")
        case "invalid_client":
            return NotAllowedError(
                SERVICE, "does not know this client ID; copy it again from the page of your app"
            )
    return None


def _explain_forbidden(reason: str, message: str) -> ProviderError | None:
    if "owner of the app" in message:
        return PremiumNeededError(
            SERVICE, "serves an app only while who made it has Premium; nothing else is wrong"
        )
    if reason == "PREMIUM_REQUIRED" or "premium required" in message:
        return PremiumNeededError(
            SERVICE,
            "lets other programs play only with Premium; "
            "searching, links and playlists work without it",
        )
    if "client scope" in message:
        return NotAllowedError(
            SERVICE, "was not given leave for this; sign in again, and agree to what is asked"
        )
    if "may not be registered" in message:
        return NotAllowedError(
            SERVICE,
            "lets in only people whom the owner of the client ID has added; "
            "see User Management on the page of the app",
        )
    return _explain_player(reason, message)


def _explain_player(reason: str, message: str) -> ProviderError | None:
    match reason:
        case "NO_NEXT_TRACK":
            return NotAllowedError(SERVICE, "has no track after this one")
        case "NO_PREV_TRACK":
            return NotAllowedError(SERVICE, "has no track before this one")
        case "VOLUME_CONTROL_DISALLOW":
            return NotAllowedError(SERVICE, "the volume of this device is set on the device only")
        case "ALREADY_PAUSED" | "NOT_PAUSED":
            return _restricted()
    return _restricted() if "restriction violated" in message else None


def _restricted() -> RestrictedError:
    return RestrictedError(SERVICE, "does not allow this with what plays just now")


def _read_refusal(body: bytes) -> tuple[str, str]:
    """Reason and message; the message in small letters, whole where it is no JSON."""
    error = _read_object(body).get("error")
    if isinstance(error, dict):
        return str(error.get("reason", "")), str(error.get("message", "")).casefold()
    return "", body[:1000].decode("utf-8", "replace").casefold()


def _read_object(body: bytes) -> dict[str, object]:
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}
