"""ListenBrainz: an open history of listening, with playlists and ratings.

Its interface: https://listenbrainz.readthedocs.io/en/latest/users/api/
"""

from __future__ import annotations

from dataclasses import dataclass, field

from affetto.providers.account_fields import needed_secret
from affetto.providers.capabilities import Account, AccountField, Capability, SignIn
from affetto.providers.http import Patience
from affetto.providers.listenbrainz.client import ListenBrainzConnection


@dataclass(frozen=True)
class ListenBrainz:
    """The service; another address for a server of one's own."""

    address: str = "https://api.listenbrainz.org"
    patience: Patience = field(default_factory=Patience)

    name = "listenbrainz"
    title = "ListenBrainz"
    sign_in = SignIn.FIELDS
    fields = (
        AccountField(
            "token",
            "User token",
            is_secret=True,
            help="Shown in your settings at listenbrainz.org/settings",
        ),
    )
    capabilities = frozenset(
        {
            Capability.SEARCH,
            Capability.HISTORY,
            Capability.SUBMIT,
            Capability.PLAYLISTS,
            Capability.RATE,
        }
    )
    is_for_listening_only = False

    def open(self, account: Account) -> ListenBrainzConnection:
        """See `Provider.open`."""
        return ListenBrainzConnection(self.address, needed_secret(account, "token"), self.patience)


PROVIDER = ListenBrainz()
