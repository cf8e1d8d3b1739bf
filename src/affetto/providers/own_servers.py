"""Addresses of servers that people run themselves."""

from __future__ import annotations

import hashlib
import ipaddress
from urllib.parse import urlsplit

from affetto.errors import InputError
from affetto.providers.capabilities import AccountField

ADDRESS = AccountField(
    "address", "Address of the server", help="As in your browser: https://music.example.org"
)


def read_address(text: str) -> str:
    """The address of a server as requests are sent to it, without a slash at its end.

    Raises:
        InputError: it is none; its source is the field's name.
    """
    try:
        parts = urlsplit(text.strip())
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise InputError(ADDRESS.name, "is no address") from None
    if parts.scheme not in ("http", "https") or not host:
        raise InputError(
            ADDRESS.name, "is no address; it begins with https:// or http:// and names a server"
        )
    if parts.username is not None or parts.password is not None:
        raise InputError(ADDRESS.name, "holds a name or password; they have fields of their own")
    if parts.query or parts.fragment:
        raise InputError(ADDRESS.name, "goes on behind “?” or “#”; leave that out")
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"


def is_private_way(address: str) -> bool:
    """Whether nobody on the network can read what is sent: it is encrypted, or stays here."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme == "https" or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def server_mark(address: str) -> str:
    """Tells a server from others of its kind, whose tracks may have the same numbers.

    It goes into the addresses by which the library knows tracks, and does not tell where the
    server is.
    """
    return hashlib.sha256(address.encode()).hexdigest()[:12]
