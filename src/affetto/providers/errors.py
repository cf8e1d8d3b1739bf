"""What can go wrong between Affetto and a service, told so that somebody can act on it."""

from __future__ import annotations

from affetto.errors import AffettoError


class ProviderError(AffettoError):
    """A service did not do what it was asked.

    Args:
        service: what people call it, such as "Spotify".
        reason: what is wrong and, where there is one, the way out.

    Attributes:
        retry_after_s: in how many seconds it is worth another try; None where nobody said.
    """

    def __init__(self, service: str, reason: str, retry_after_s: float | None = None) -> None:
        self.service = service
        self.reason = reason
        self.retry_after_s = retry_after_s
        super().__init__(f"{service}: {reason}")


class UnreachableError(ProviderError):
    """It could not be reached, or was silent or cut off for too long."""


class SignInNeededError(ProviderError):
    """It does not, or no longer, know who asks: a wrong password, or a token that was revoked."""


class NotAllowedError(ProviderError):
    """It knows who asks, and refuses."""


class PremiumNeededError(NotAllowedError):
    """It does so only for people who pay."""


class NotThereError(ProviderError):
    """It has no such track, playlist or device, or has it no longer."""


class BusyError(ProviderError):
    """It was asked too often."""


class ServiceDownError(ProviderError):
    """It is at fault itself, and says so."""


class BadAnswerError(ProviderError):
    """Its answer is none that it should give."""


class PlaylistNotWrittenError(ProviderError):
    """A playlist could not be written to its end.

    Args:
        service: what people call the service.
        reason: what stopped it.
        left: what the service has of it now, as a sentence; "" for nothing at all.
        cause: the error that stopped it.
    """

    def __init__(self, service: str, reason: str, left: str, cause: ProviderError) -> None:
        self.left = left
        super().__init__(
            service, f"{reason}; {left}" if left else reason, retry_after_s=cause.retry_after_s
        )
