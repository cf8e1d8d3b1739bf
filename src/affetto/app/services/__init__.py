"""What people do with the services where they listen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from affetto.app.services.accounts import Services
from affetto.providers import load_providers
from affetto.secret_box import SecretBox

if TYPE_CHECKING:
    from affetto.config import Settings
    from affetto.library.music_library import Library
    from affetto.providers.capabilities import Provider


def open_services(
    library: Library, settings: Settings, providers: Mapping[str, Provider] | None = None
) -> Services:
    """The services of a library's people, to be closed by a `with` block.

    Args:
        library: open as long as they are.
        settings: say where the key lies that seals what is kept.
        providers: by name; None for all that there are.

    Raises:
        AffettoError: the key cannot be read or made.
    """
    return Services(
        library,
        load_providers() if providers is None else providers,
        SecretBox.open(settings.secret_key_path),
        frozenset(settings.servers),
    )
