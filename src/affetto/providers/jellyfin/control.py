"""Players that are signed in to a Jellyfin server, and take orders through it."""

from __future__ import annotations

from collections.abc import Sequence

from affetto.providers.capabilities import Device, Playback
from affetto.providers.errors import NotAllowedError, NotThereError
from affetto.providers.jellyfin.client import JellyfinClient
from affetto.providers.jellyfin.parsers import (
    TICKS_PER_S,
    TITLE,
    Player,
    normal_id,
    read_players,
)

# Numbers in the address of one request, 33 characters each: below 8 KiB.
_MAX_TRACKS = 200


class PlayerControl:
    """See `affetto.providers.capabilities.Controllable` for all methods.

    The server passes orders on; the player follows a moment later, and only then `playback` shows
    it.

    Args:
        client: asks the server.
    """

    def __init__(self, client: JellyfinClient) -> None:
        self._client = client

    def devices(self) -> list[Device]:
        """Programs that are open and can be told to play music."""
        return [player.as_device() for player in self._players()]

    def playback(self) -> Playback:
        """What the player does that plays, or that somebody used last."""
        players = self._players()
        return _foremost(players).as_playback() if players else Playback(None, is_playing=False)

    def play(self, track_ids: Sequence[str], device_id: str = "") -> None:
        """Plays the first two hundred of the tracks; more the server does not take at once."""
        self._order_to_play(self._player(device_id).id, "PlayNow", track_ids)

    def resume(self) -> None:
        """See `Controllable`."""
        self._order("Unpause")

    def pause(self) -> None:
        """See `Controllable`."""
        self._order("Pause")

    def next(self) -> None:
        """See `Controllable`."""
        self._order("NextTrack")

    def previous(self) -> None:
        """See `Controllable`."""
        self._order("PreviousTrack")

    def seek(self, position_s: float) -> None:
        """See `Controllable`."""
        self._order("Seek", seekPositionTicks=round(max(0.0, position_s) * TICKS_PER_S))

    def enqueue(self, track_id: str) -> None:
        """See `Controllable`."""
        self._order_to_play(self._player().id, "PlayLast", [track_id])

    def set_volume(self, volume: int) -> None:
        """See `Controllable`."""
        player = self._player()
        if "SetVolume" not in player.commands:
            raise NotAllowedError(TITLE, f"cannot set the volume of {player.name}")
        order = {"Name": "SetVolume", "Arguments": {"Volume": str(volume)}}
        self._client.send("POST", f"/Sessions/{player.id}/Command", json=order, is_repeatable=True)

    def transfer(self, device_id: str) -> None:
        """Plays there what is played here, from the same place on, and then stops here."""
        target, source = self._player(device_id), self._player()
        if source.id == target.id:
            return
        if source.track is None:
            raise NotThereError(TITLE, "plays nothing that could go on elsewhere")
        queue = list(source.queue) or [source.track.id]
        if source.track.id in queue:
            queue = queue[queue.index(source.track.id) :]
        position = round(source.position_s * TICKS_PER_S)
        self._order_to_play(target.id, "PlayNow", queue, startPositionTicks=position)
        self._order("Stop", player=source)

    def _players(self) -> list[Player]:
        whose = {"controllableByUserId": self._client.who_asks().id}
        return read_players(self._client.get("/Sessions", whose))

    def _player(self, device_id: str = "") -> Player:
        players = self._players()
        if device_id:
            for player in players:
                if player.id == device_id:
                    return player
            raise NotThereError(TITLE, "has no such player, or it was closed")
        if not players:
            raise NotThereError(TITLE, "has no player that is open; open Jellyfin where you listen")
        return _foremost(players)

    def _order(self, command: str, player: Player | None = None, **params: int) -> None:
        player = player or self._player()
        # Twice to the next track would be one too far.
        is_repeatable = command not in ("NextTrack", "PreviousTrack")
        self._client.send(
            "POST",
            f"/Sessions/{player.id}/Playing/{command}",
            params,
            is_repeatable=is_repeatable,
        )

    def _order_to_play(
        self, player_id: str, command: str, track_ids: Sequence[str], **params: int
    ) -> None:
        ids = [normal_id(track_id) for track_id in track_ids[:_MAX_TRACKS]]
        wanted = [each for each in ids if each is not None]
        if len(wanted) != len(ids) or not wanted:
            raise NotThereError(TITLE, "has no such track")
        self._client.send(
            "POST",
            f"/Sessions/{player_id}/Playing",
            {"playCommand": command, "itemIds": ",".join(wanted), **params},
            is_repeatable=command == "PlayNow",
        )


def _foremost(players: list[Player]) -> Player:
    """The player that plays, else the one that is paused, else the one that was used last."""
    return max(
        players,
        key=lambda player: (
            player.track is not None and not player.is_paused,
            player.track is not None,
            player.last_active,
        ),
    )
