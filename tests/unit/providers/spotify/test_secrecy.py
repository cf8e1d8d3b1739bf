"""Nothing by which an account can be opened is shown, told or logged, whatever goes wrong."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.servers.local_server import Fault
from tests.servers.spotify import KNOWN
from tests.unit.providers.spotify.conftest import Bench

from affetto.providers.errors import ProviderError
from affetto.providers.http import Patience
from affetto.providers.spotify.connection import SpotifyConnection
from affetto.providers.spotify.demo.authority import ACCESS_LIFETIME_S
from affetto.providers.spotify.demo.catalogue import RECORDINGS

_USES: dict[str, Callable[[SpotifyConnection], object]] = {
    "search": lambda connection: connection.search(KNOWN),
    "write": lambda connection: connection.write_playlist("Evening", [RECORDINGS[0].id]),
    "play": lambda connection: connection.play([RECORDINGS[0].id]),
    "listens": lambda connection: list(connection.listens()),
}


@pytest.mark.parametrize("use", _USES)
@pytest.mark.parametrize("fault", [None, *Fault])
def test_no_secret_in_errors_tracebacks_logs_or_reprs(
    bench: Bench, caplog: pytest.LogCaptureFixture, fault: Fault | None, use: str
) -> None:
    kept: dict[str, str] = {}
    account = replace(bench.account(), keep_secrets=kept.update)
    impatient = replace(
        bench.provider, patience=Patience(connect_s=2, silence_s=1, total_s=1, tries=1)
    )
    connection = impatient.open(account)
    bench.clock.pass_by(ACCESS_LIFETIME_S)  # so that the token is renewed first
    if fault is not None:
        bench.server.fail(fault, where=lambda request: request.path != "/api/token")
    with caplog.at_level(logging.DEBUG):
        told = _tell(lambda: _USES[use](connection))
    shown = told + caplog.text + repr(account) + repr(connection) + repr(bench.provider)
    secrets = {
        value
        for secret in (account.secrets, kept)
        for name, value in secret.items()
        if name in {"access_token", "refresh_token"}
    }
    assert len(secrets) >= 3
    assert not [secret for secret in secrets if secret in shown]
    connection.close()


def _tell(use: Callable[[], object]) -> str:
    """All that can be told of the error of a use; "" where there is none."""
    try:
        use()
    except ProviderError as error:
        return "".join(traceback.format_exception(error)) + repr(error)
    return ""
