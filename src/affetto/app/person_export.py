"""Everything that is kept of somebody, in a form that programs read (GDPR, art. 15 and 20)."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from affetto.affect_json import affect_as_dict
from affetto.app.playlists import as_playlist
from affetto.library.account_repository import AccountRepository
from affetto.library.histories.affetto import listen_as_dict
from affetto.library.history_repository import HistoryRepository
from affetto.library.listening_repository import ListeningRepository
from affetto.library.playlist_repository import PlaylistRepository, SavedPlaylist
from affetto.library.provider_repository import ProviderRepository
from affetto.playlists.exporters.match_json import playlist_as_dict

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from affetto.library.history_repository import KeptMatch
    from affetto.library.music_library import Library
    from affetto.library.provider_repository import ProviderAccount

_FORMAT = "affetto-person"
_VERSION = 1


def export_person(library: Library, user: str) -> str:
    """Account, history, playlists, services and reactions of somebody as one JSON object.

    Passwords, keys and sessions are left out: they are of no use elsewhere, and harm in wrong
    hands.

    Raises:
        LibraryError: the library cannot be read.
    """
    with library.looking() as session:
        history = HistoryRepository(session)
        content = {
            "format": _FORMAT,
            "version": _VERSION,
            "exported_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "name": user,
            "account": _account(session, user),
            "keeps_history": history.is_wanted(user),
            "history": [_match(match) for match in history.all_of(user)],
            "playlists": [
                _playlist(playlist) for playlist in PlaylistRepository(session).all_of(user)
            ],
            "services": [
                _service(account) for account in ProviderRepository(session).list_all(user)
            ],
            "reactions": [
                listen_as_dict(listen) for listen in ListeningRepository(session).listens(user)
            ],
        }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _account(session: Session, user: str) -> dict[str, Any] | None:
    account = AccountRepository(session).find(user)
    if account is None:
        return None
    return {
        "email": account.email,
        "identity_provider": account.issuer,
        "is_administrator": account.is_administrator,
        "created_at": account.created_at.isoformat(),
    }


def _service(account: ProviderAccount) -> dict[str, Any]:
    return {
        "service": account.provider,
        "account": account.account_name,
        "settings": dict(account.settings),
        "submits_plays": account.submits_plays,
        "connected_at": account.connected_at.isoformat(),
    }


def _match(match: KeptMatch) -> dict[str, Any]:
    return {
        "at": match.at.isoformat(),
        "picture_name": match.picture_name,
        **playlist_as_dict(match.playlist),
    }


def _playlist(saved: SavedPlaylist) -> dict[str, Any]:
    return {
        "name": saved.name,
        "created_at": saved.created_at.isoformat(),
        "changed_at": saved.changed_at.isoformat(),
        "affect": None if saved.affect is None else affect_as_dict(saved.affect),
        "intent": saved.intent,
        "strategy": saved.strategy,
        "tracks": playlist_as_dict(as_playlist(saved))["tracks"],
    }
