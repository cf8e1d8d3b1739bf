"""One server for each service, for as long as the suites run."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from tests.contract.providers.cases_for_tests import Case, Service, find_cases, started

# Shorter ones stand by chance in what is said.
_LEAST_SECRET = 4


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "service" not in metafunc.fixturenames:
        return
    is_about_faults = getattr(metafunc.module, "IS_ABOUT_FAULTS", False)
    cases = [case for case in find_cases() if case.has_faults or not is_about_faults]
    ids = [case.name for case in cases]
    metafunc.parametrize("service", cases, ids=ids, indirect=True, scope="session")


@pytest.fixture(scope="session")
def service(request: pytest.FixtureRequest) -> Iterator[Service]:
    case: Case = request.param
    with started(case) as running:
        yield running


@pytest.fixture(autouse=True)
def _nothing_fails_before(service: Service) -> Iterator[None]:
    service.server.heal()
    yield
    service.server.heal()


@pytest.fixture(autouse=True)
def _no_secret_is_logged(service: Service, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Every logger tells all it has to tell, those of libraries too."""
    loggers = [logging.getLogger(name) for name in logging.root.manager.loggerDict]
    levels = {logger: logger.level for logger in [logging.root, *loggers]}
    for logger in levels:
        logger.setLevel(logging.DEBUG)
    caplog.handler.setLevel(logging.DEBUG)
    yield
    for logger, level in levels.items():
        logger.setLevel(level)
    for phase in ("setup", "call"):
        for record in caplog.get_records(phase):
            check_no_secret(service, record.getMessage())


def check_no_secret(service: Service, text: str) -> None:
    for secret in service.all_secrets:
        assert len(secret) < _LEAST_SECRET or secret not in text
