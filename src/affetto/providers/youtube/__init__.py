"""YouTube: finds the video of a recording with somebody's own key; downloads nothing.

Without a key every track has a link that searches YouTube, which asks nobody
(`affetto.playlists.locations`). Its interface: https://developers.google.com/youtube/v3/docs
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from affetto.providers.account_fields import needed_secret
from affetto.providers.capabilities import Account, AccountField, Capability, SignIn
from affetto.providers.http import Patience
from affetto.providers.youtube.budget import Allowance, Ledger
from affetto.providers.youtube.client import YouTubeConnection


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class YouTube:
    """The service.

    Attributes:
        address: of its interface.
        searches_a_day: how many a key may make.
        units_a_day: of everything else.
        now: tells the time, with a time zone.
    """

    address: str = "https://www.googleapis.com"
    searches_a_day: int = 100
    units_a_day: int = 10_000
    now: Callable[[], datetime] = field(default=_now, repr=False)
    patience: Patience = field(default_factory=Patience)

    name = "youtube"
    title = "YouTube"
    sign_in = SignIn.FIELDS
    fields = (
        AccountField(
            "api_key",
            "API key",
            is_secret=True,
            help="Of a project of your own at console.cloud.google.com, in which the YouTube Data "
            "API v3 is switched on",
        ),
    )
    capabilities = frozenset({Capability.SEARCH, Capability.METER})
    is_for_listening_only = True

    def open(self, account: Account) -> YouTubeConnection:
        """See `Provider.open`."""
        key = needed_secret(account, "api_key")
        limits = {Allowance.SEARCHES: self.searches_a_day, Allowance.UNITS: self.units_a_day}
        ledger = Ledger(account.answers, key, limits, self.now)
        return YouTubeConnection(self.address, key, account.answers, ledger, self.patience)


PROVIDER = YouTube()
