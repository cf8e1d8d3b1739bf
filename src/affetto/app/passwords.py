"""Passwords: which are taken, and how they are checked without being kept."""

from __future__ import annotations

import secrets
import unicodedata
from functools import cache
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from affetto.errors import AffettoError, InputError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

# Length, and nothing about kinds of characters, makes passwords hard to guess (NIST SP 800-63B,
# 3.1.1.2, which asks for 8 at least); the numbers are our own choice.
MIN_LENGTH = 10
MAX_LENGTH = 1024

# A hash takes 64 MiB: without a limit, a crowd at the door would fill the memory.
_HASHES_AT_ONCE = 2
# A login that waits longer than this for its turn is turned away, seconds.
_PATIENCE_S = 10.0

_hashing = BoundedSemaphore(_HASHES_AT_ONCE)


class BusyError(AffettoError):
    """So many passwords are being checked that another one would have to wait too long."""


def check_new_password(password: str, name: str) -> None:
    """Refuse what is too easily guessed.

    Raises:
        InputError: it is.
    """
    if len(password) < MIN_LENGTH:
        raise InputError("password", f"takes at least {MIN_LENGTH} characters; this has fewer")
    if len(password) > MAX_LENGTH:
        raise InputError("password", f"takes at most {MAX_LENGTH} characters; this has more")
    if password.casefold().strip() == name.casefold() or len(set(password)) == 1:
        raise InputError("password", "is too easily guessed; choose another one")


def hash_password(password: str) -> str:
    """Argon2id with RFC 9106's parameters for little memory, in PHC's string format.

    Raises:
        BusyError: too many are being made.
    """
    with _Turn():
        return _hasher().hash(_normal(password))


def is_password(password: str, password_hash: str | None) -> bool:
    """Whether it is the password that was hashed.

    Without a hash it is not, which takes as long to tell.

    Raises:
        BusyError: too many are being checked.
    """
    from argon2.exceptions import InvalidHashError, VerificationError

    with _Turn():
        try:
            _hasher().verify(password_hash or _nobodys_hash(), _normal(password))
        except (VerificationError, InvalidHashError):
            return False
    return password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Whether a hash was made with other parameters than are used now."""
    return _hasher().check_needs_rehash(password_hash)


class _Turn:
    """One of the hashes that may be made at the same time."""

    def __enter__(self) -> None:
        if not _hashing.acquire(timeout=_PATIENCE_S):
            raise BusyError("too many people are logging in; try again in a moment")

    def __exit__(self, *_exception: object) -> None:
        _hashing.release()


def _normal(password: str) -> bytes:
    # The same keys may give different code points on different machines (RFC 8265, 4.2.2).
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


@cache
def _nobodys_hash() -> str:
    return _hasher().hash(secrets.token_bytes(16))


@cache
def _hasher() -> PasswordHasher:
    try:
        from argon2 import PasswordHasher
    except ImportError as error:
        raise InputError("accounts", "need the web extra: pip install 'affetto[web]'") from error
    return PasswordHasher()
