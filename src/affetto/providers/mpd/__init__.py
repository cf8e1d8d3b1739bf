"""MPD, the Music Player Daemon: plays in the room where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from affetto.errors import InputError
from affetto.providers.capabilities import Account, AccountField, Capability, SignIn
from affetto.providers.http import Patience
from affetto.providers.mpd.client import MpdClient, Place
from affetto.providers.mpd.connection import MpdConnection
from affetto.providers.mpd.parsers import TITLE, MusicFolder
from affetto.providers.own_servers import server_mark

_ADDRESS = AccountField(
    "address", "Address", help="Host and port, such as localhost:6600, or the path of its socket"
)
_PASSWORD = AccountField(
    "password", "Password", is_secret=True, is_required=False, help="Where it asks for one"
)
_MUSIC_FOLDER = AccountField(
    "music_folder",
    "Music folder",
    is_required=False,
    help="MPD's music_directory as this computer sees it, to play files of your library",
)


@dataclass(frozen=True)
class MpdProvider:
    """MPD 0.20 and newer.

    Attributes:
        patience: how long to wait for it.
    """

    patience: Patience = field(default_factory=Patience)
    name: str = field(default="mpd", init=False)
    title: str = field(default=TITLE, init=False)
    sign_in: SignIn = field(default=SignIn.FIELDS, init=False)
    fields: tuple[AccountField, ...] = field(
        default=(_ADDRESS, _PASSWORD, _MUSIC_FOLDER), init=False
    )
    capabilities: frozenset[Capability] = field(
        default=frozenset(
            {
                Capability.SEARCH,
                Capability.PLAYLISTS,
                Capability.BROWSE,
                Capability.CONTROL,
            }
        ),
        init=False,
    )
    is_for_listening_only: bool = field(default=False, init=False)

    def open(self, account: Account) -> MpdConnection:
        """See `Provider.open`."""
        place = Place.read(account.settings.get(_ADDRESS.name, ""), _ADDRESS.name)
        password = account.secrets.get(_PASSWORD.name, "")
        if "\n" in password:
            raise InputError(_PASSWORD.name, "holds a line break")
        text = account.settings.get(_MUSIC_FOLDER.name, "")
        path = Path(text).expanduser() if text else None
        if path is not None and not path.is_absolute():
            raise InputError(_MUSIC_FOLDER.name, "is no full path")
        mark = server_mark(f"{place.host}:{place.port}")
        client = MpdClient(place, password, self.patience)
        return MpdConnection(client, MusicFolder(path, mark))


PROVIDER = MpdProvider()
