"""Playlists that could not be written to their end."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from affetto.providers.capabilities import ProviderPlaylist
from affetto.providers.errors import (
    BusyError,
    NotAllowedError,
    NotThereError,
    PlaylistNotWrittenError,
    ProviderError,
    SignInNeededError,
)

# With these a service says that it did nothing.
_REFUSALS = (BusyError, NotAllowedError, NotThereError, SignInNeededError)


def take_back(
    service: str, name: str, remove: Callable[[], None], cause: ProviderError
) -> PlaylistNotWrittenError:
    """Removes what there is of a playlist; the error that tells how that went.

    Args:
        service: what people call it.
        name: of the playlist.
        remove: takes it away.
        cause: what stopped the writing.
    """
    left = ""
    try:
        remove()
    except NotThereError:
        pass
    except ProviderError:
        left = f"a part of it is still there as “{name}”; remove it there"
    return PlaylistNotWrittenError(
        service, f"“{name}” was not written: {cause.reason}", left, cause
    )


def take_back_unseen(
    service: str,
    name: str,
    list_playlists: Callable[[], Iterable[ProviderPlaylist]],
    known_ids: Collection[str],
    remove: Callable[[str], None],
    cause: ProviderError,
) -> ProviderError:
    """Removes a playlist that may have come into being though the service did not say so.

    Args:
        service: what people call it.
        name: of the playlist.
        list_playlists: what there is now.
        known_ids: those that were there before.
        remove: takes one away.
        cause: what stopped the writing.
    """
    if isinstance(cause, _REFUSALS):
        return cause

    def remove_new() -> None:
        for playlist in list_playlists():
            if playlist.name == name and playlist.id not in known_ids:
                remove(playlist.id)

    return take_back(service, name, remove_new, cause)
