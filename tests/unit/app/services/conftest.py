"""A library, and services over real connections to servers on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from affetto.app.services import open_services
from affetto.app.services.accounts import Services
from affetto.config import Settings
from affetto.library.music_library import Library
from affetto.providers.capabilities import Account, Provider

OpenServices = Callable[[Provider, Account], Services]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "home" / "library.db") as library:
        yield library


@pytest.fixture
def connect(library: Library) -> Iterator[OpenServices]:
    """Opens services of which one is connected to an account of Ada's."""
    with ExitStack() as stack:

        def open_(provider: Provider, account: Account) -> Services:
            settings = Settings(home=library.path.parent, workers=1)
            services = stack.enter_context(
                open_services(library, settings, {provider.name: provider})
            )
            if provider.fields:
                services.connect("Ada", provider.name, {**account.settings, **account.secrets})
            return services

        yield open_
