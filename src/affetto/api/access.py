"""Who may ask the service, and under which names it may be asked."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass

from affetto.app.accounts import list_accounts
from affetto.config import Settings
from affetto.errors import InputError
from affetto.library.music_library import Library

_LOCALHOST = "localhost"


@dataclass(frozen=True)
class Access:
    """Whether people log in, and which hosts are this one.

    Attributes:
        has_accounts: whether everybody must log in. Without, everybody is the one user of this
            machine.
        hosts: names under which browsers may ask, besides the loopback ones; lower case.
    """

    has_accounts: bool = False
    hosts: frozenset[str] = frozenset()

    def is_known_host(self, host: str) -> bool:
        """Whether a host, as a request names it without its port, is this service.

        A page of an attacker can let the name of its own host lead to this machine (DNS
        rebinding), and is then of the same origin; but it cannot choose the name. An address in
        digits is never such a name.
        """
        if is_loopback(host):
            return True
        return self.has_accounts and (host in self.hosts or _address_of(host) is not None)


LOOPBACK = Access()


def choose_access(host: str, settings: Settings, library: Library) -> Access:
    """The access that goes with an address to listen at.

    Args:
        host: a name or an address; one of loopback is for this machine's user alone, unless the
            settings name hosts, as they do behind a reverse proxy.
        settings: for the names of hosts, and for whether an identity provider brings accounts.
        library: what knows the accounts.

    Raises:
        InputError: others could ask, and there is nobody who could log in.
        LibraryError: the library cannot be read.
    """
    if is_loopback(host) and not settings.hosts:
        return LOOPBACK
    can_sign_up = bool(settings.oidc_issuer) and settings.oidc_sign_up
    if not can_sign_up and not list_accounts(library):
        source = "AFFETTO_HOSTS" if is_loopback(host) else host
        raise InputError(
            source,
            "lets others in, and there is no account yet: make one with `affetto account add NAME`",
        )
    return Access(has_accounts=True, hosts=frozenset(settings.hosts) | _own_names(host))


def is_loopback(host: str) -> bool:
    """Whether only this machine can ask at a name or address."""
    address = _address_of(host)
    return host == _LOCALHOST if address is None else address.is_loopback


def _own_names(host: str) -> frozenset[str]:
    name = socket.gethostname().lower()
    # As name servers, and multicast DNS (RFC 6762), spell it.
    return frozenset({host.lower(), name, name.split(".")[0], f"{name.split('.')[0]}.local"})


def _address_of(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host.removeprefix("[").removesuffix("]"))
    except ValueError:
        return None
