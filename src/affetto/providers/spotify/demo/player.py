"""What a listener plays on which device, moving with the clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from affetto.providers.spotify.demo.catalogue import Recording, make_id
from affetto.providers.spotify.demo.messages import RefusedError

# Heard so long, a track counts as played.
_HEARD_FROM_S = 30.0

Heard = Callable[[Recording, float], None]


@dataclass
class PlayingDevice:
    """Something to play on."""

    id: str
    name: str
    kind: str
    volume: int = 60
    supports_volume: bool = True

    def as_object(self, *, is_active: bool) -> dict[str, Any]:
        """The device object."""
        return {
            "id": self.id,
            "is_active": is_active,
            "is_private_session": False,
            "is_restricted": False,
            "name": self.name,
            "type": self.kind,
            "volume_percent": self.volume if self.supports_volume else None,
            "supports_volume": self.supports_volume,
        }


class Player:
    """Plays a list of recordings and a queue; knows at each moment how far it is.

    Args:
        owner: whose devices these are.
        clock: seconds since 1970.
        heard: told of each recording that was heard, and when that was.

    Attributes:
        devices: what can be played on.
        page: the device that is a web page.
        active: the device that plays, or did last.
    """

    def __init__(self, owner: str, clock: Callable[[], float], heard: Heard) -> None:
        self._clock = clock
        self._heard = heard
        self.devices = [
            PlayingDevice(make_id(f"{owner} page"), "Web Player (demonstration)", "Computer"),
            PlayingDevice(make_id(f"{owner} phone"), f"{owner}’s phone", "Smartphone"),
            PlayingDevice(
                make_id(f"{owner} radio"), "Kitchen radio", "Speaker", supports_volume=False
            ),
        ]
        self.page = self.devices[0]
        self.active: PlayingDevice | None = self.page
        self._current: Recording | None = None
        self.queue: list[Recording] = []
        self._list: Sequence[Recording] = ()
        self._index = 0
        self._is_from_queue = False
        self._is_playing = False
        self._position_s = 0.0
        self._since = clock()

    @property
    def current(self) -> Recording | None:
        """What plays at this moment, or would if it were not paused."""
        self._settle()
        return self._current

    @property
    def is_playing(self) -> bool:
        """Whether it plays at this moment."""
        self._settle()
        return self._is_playing

    @property
    def position_s(self) -> float:
        """How far the current recording is."""
        self._settle()
        return self._position_s

    def next_up(self) -> list[Recording]:
        """What is to come, the queue first."""
        self._settle()
        return [*self.queue, *self._list[self._index + 1 :]]

    def choose(self, device_id: str | None) -> PlayingDevice:
        """The device that an order is for: the one it names, or the active one.

        Raises:
            RefusedError: there is none.
        """
        if not device_id:
            if self.active is None:
                raise RefusedError(
                    HTTPStatus.NOT_FOUND,
                    "Player command failed: No active device found",
                    "NO_ACTIVE_DEVICE",
                )
            return self.active
        for device in self.devices:
            if device.id == device_id:
                return device
        raise RefusedError(HTTPStatus.NOT_FOUND, "Device not found")

    def release(self) -> None:
        """Nothing plays on any device any more, as when all of them were switched off."""
        self._settle()
        self._is_playing = False
        self.active = None

    def play(self, recordings: Sequence[Recording], device: PlayingDevice) -> None:
        """Begins with the first of them; what was enqueued before is forgotten.

        Spotify does not say whether it would outlive that.
        """
        self._leave_current()
        self.queue.clear()
        self.active, self._list, self._index = device, tuple(recordings), 0
        self._begin(recordings[0])

    def resume(self, device: PlayingDevice) -> None:
        """Goes on.

        Raises:
            RefusedError: it plays already, or there is nothing to go on with.
        """
        if self.is_playing or self._current is None:
            raise _restriction()
        self.active, self._is_playing, self._since = device, True, self._clock()

    def pause(self) -> None:
        """Stops for a while.

        Raises:
            RefusedError: nothing plays.
        """
        if not self.is_playing:
            raise _restriction()
        self._is_playing = False

    def skip(self) -> None:
        """Goes to the next one.

        Raises:
            RefusedError: there is none.
        """
        if not self.next_up():
            raise _restriction("NO_NEXT_TRACK")
        self._leave_current()
        self._step()

    def skip_back(self) -> None:
        """Goes to the one before.

        Raises:
            RefusedError: there is none.
        """
        self._settle()
        # What was enqueued comes after the track of the list that it interrupted.
        before = self._index if self._is_from_queue else self._index - 1
        if before < 0:
            raise _restriction("NO_PREV_TRACK")
        self._leave_current()
        self._index = before
        self._begin(self._list[before])

    def seek(self, position_s: float) -> None:
        """Goes to a place of the current recording; beyond its end to the next one.

        Raises:
            RefusedError: there is nothing to go through.
        """
        self._settle()
        if self._current is None:
            raise _restriction()
        self._position_s, self._since = position_s, self._clock()
        self._settle()

    def transfer(self, device: PlayingDevice, *, plays: bool) -> None:
        """Goes on elsewhere, as it was or playing."""
        self._settle()
        self.active = device
        if plays and self._current is not None and not self._is_playing:
            self._is_playing, self._since = True, self._clock()

    def _begin(self, recording: Recording, *, is_from_queue: bool = False) -> None:
        self._current, self._position_s = recording, 0.0
        self._is_from_queue = is_from_queue
        self._is_playing, self._since = True, self._clock()

    def _leave_current(self) -> None:
        self._settle()
        if self._current is not None and self._position_s >= _HEARD_FROM_S:
            self._heard(self._current, self._clock())

    def _step(self) -> None:
        """On to what comes next, from its beginning."""
        if self.queue:
            self._begin(self.queue.pop(0), is_from_queue=True)
        else:
            self._index += 1
            self._begin(self._list[self._index])

    def _settle(self) -> None:
        """Lets the time pass that passed since the last look."""
        now = self._clock()
        if self._is_playing:
            self._position_s += now - self._since
        self._since = now
        while self._is_playing and self._current and self._position_s >= self._current.duration_s:
            over_s = self._position_s - self._current.duration_s
            self._heard(self._current, now - over_s)
            if self.queue or self._index + 1 < len(self._list):
                self._step()
                self._position_s = over_s
            else:
                self._is_playing, self._position_s = False, 0.0


def _restriction(reason: str = "UNKNOWN") -> RefusedError:
    return RefusedError(HTTPStatus.FORBIDDEN, "Player command failed: Restriction violated", reason)
