"""PKCE by RFC 7636, with its own example as the second source."""

from __future__ import annotations

import base64
import hashlib
import re
import string

from hypothesis import given
from hypothesis import strategies as st

from affetto.providers.spotify.pkce import challenge_of, new_verifier

_UNRESERVED = string.ascii_letters + string.digits + "-._~"


def test_the_challenge_is_that_of_the_rfc_s_appendix_b() -> None:
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    assert challenge_of(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


@given(verifier=st.text(_UNRESERVED, min_size=43, max_size=128))
def test_a_challenge_is_the_digest_in_43_characters_that_need_no_escape(verifier: str) -> None:
    challenge = challenge_of(verifier)
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", challenge)
    digest = base64.b64decode(challenge.replace("-", "+").replace("_", "/") + "=")
    assert digest == hashlib.sha256(verifier.encode()).digest()


def test_verifiers_are_of_the_rfc_s_kind_and_never_the_same() -> None:
    verifiers = {new_verifier() for _ in range(200)}
    assert len(verifiers) == 200
    assert all(re.fullmatch(r"[A-Za-z0-9._~-]{43,128}", verifier) for verifier in verifiers)
