"""Secrets that are kept in a file which others may come to read, such as a backup.

They are sealed by authenticated encryption (Fernet: AES-128-CBC and HMAC-SHA-256) with a key that
lies in a file of its own, which only its owner may read.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from cryptography.fernet import Fernet, InvalidToken

from affetto.errors import AffettoError


class SecretsLostError(AffettoError):
    """Sealed secrets cannot be read: their key is another, or they were changed."""


class SecretBox:
    """Seals and unseals by one key.

    Args:
        key: of `Fernet.generate_key`.
    """

    def __init__(self, key: bytes) -> None:
        self._fernet = Fernet(key)

    @classmethod
    def open(cls, path: Path) -> SecretBox:
        """The box of the key in a file, which is made where there is none.

        Raises:
            AffettoError: the file cannot be read or written, or holds no key.
        """
        try:
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                with suppress(FileExistsError):
                    _write_for_owner(path, Fernet.generate_key())
            return cls(path.read_bytes())
        except OSError as error:
            raise AffettoError(f"{path}: cannot be used as a key ({error.strerror})") from error
        except ValueError as error:
            raise AffettoError(
                f"{path}: is no key; remove it, and connect your services anew"
            ) from error

    def seal(self, secrets: Mapping[str, str]) -> bytes:
        """Secrets as what may be kept."""
        return self._fernet.encrypt(json.dumps(dict(secrets)).encode())

    def unseal(self, sealed: bytes) -> dict[str, str]:
        """What `seal` was given.

        Raises:
            SecretsLostError: it was sealed by another key, or changed.
        """
        try:
            secrets: dict[str, str] = json.loads(self._fernet.decrypt(sealed))
        except (InvalidToken, ValueError) as error:
            raise SecretsLostError(
                "what was kept to sign in cannot be read with this key; connect the service anew"
            ) from error
        return secrets


def _write_for_owner(path: Path, content: bytes) -> None:
    """Makes a file that nobody else may read; FileExistsError where it is there.

    It is written beside and linked, so that another program never reads half a key.
    """
    draft = path.with_name(f".{token_hex(8)}.tmp")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        path.hardlink_to(draft)
    finally:
        draft.unlink()
