"""Proof that who asks for a token is who asked for the code (PKCE, RFC 7636)."""

from __future__ import annotations

import base64
import hashlib
import secrets

# 48 bytes are 64 characters in base64url; the RFC asks for 43 to 128 (4.1).
_VERIFIER_BYTES = 48


def new_verifier() -> str:
    """A code verifier that nobody can guess, 64 of the characters that the RFC allows."""
    return secrets.token_urlsafe(_VERIFIER_BYTES)


def challenge_of(verifier: str) -> str:
    """The code challenge of a verifier by the method S256 (RFC 7636, 4.2)."""
    digest = hashlib.sha256(verifier.encode("ascii")).digest()
    return base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")
