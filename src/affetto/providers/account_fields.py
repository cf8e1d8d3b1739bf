"""What somebody filled in to connect a service, as its provider needs it."""

from __future__ import annotations

from collections.abc import Mapping

from affetto.errors import InputError
from affetto.providers.capabilities import Account


def needed_setting(account: Account, name: str) -> str:
    """A setting of an account, such as the name of an application, fit to be sent in a header.

    Raises:
        InputError: it is missing, or holds what no such name does.
    """
    return _needed(account.settings, name)


def needed_secret(account: Account, name: str) -> str:
    """A key or token of an account, fit to be sent in a header.

    Raises:
        InputError: it is missing, or holds what no key does.
    """
    return _needed(account.secrets, name)


def _needed(values: Mapping[str, str], name: str) -> str:
    value = values.get(name, "").strip()
    if not value:
        raise InputError(name, "is needed")
    if not (value.isascii() and value.isprintable()):
        raise InputError(name, "has characters that no key has; copy it anew")
    return value
