"""An MPD as its listeners use it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from affetto.providers.capabilities import (
    MAX_SEARCH_RESULTS,
    Device,
    Playback,
    ProviderPlaylist,
    ProviderTrack,
    TrackQuery,
)
from affetto.providers.errors import (
    BadAnswerError,
    NotAllowedError,
    NotThereError,
    ProviderError,
)
from affetto.providers.half_written import take_back
from affetto.providers.mpd.client import Command, MpdClient
from affetto.providers.mpd.parsers import (
    TITLE,
    MusicFolder,
    SystemBelowError,
    read_count,
    read_devices,
    read_playback,
    read_songs,
)
from affetto.providers.reading import one_line
from affetto.text import fold

_PAGE = 500
# Of a title that many artists have, enough that the one that is meant is among them.
_SAME_TITLE = 50
# Looks like the slash, which no name of a file may have.
_DIVISION_SLASH = "\N{DIVISION SLASH}"


class MpdConnection:
    """See the protocols in `affetto.providers.capabilities` for all methods.

    Args:
        client: asks MPD.
        folder: where its music lies.
    """

    def __init__(self, client: MpdClient, folder: MusicFolder) -> None:
        self._client = client
        self._folder = folder

    def describe_account(self) -> str:
        """Nothing, for MPD knows nobody by name."""
        self._client.ask("status")
        return ""

    def close(self) -> None:
        """Nothing is open between two requests."""

    def search(self, query: TrackQuery, limit: int = MAX_SEARCH_RESULTS) -> list[ProviderTrack]:
        """Searches the identifier, the words, or the title and the artist."""
        if query.mbid:
            found = self._songs(("find", "musicbrainz_trackid", query.mbid), limit)
            if found:
                return found
        words = query.words.split()
        if words:
            return self._songs(("search", *_pairs("any", words)), limit)
        title, artist = query.title.strip(), query.artist.strip()
        if not title:
            return self._songs(("search", "artist", artist), limit) if artist else []
        candidates = self._songs(("search", "title", title), _SAME_TITLE if artist else limit)
        wanted = fold(artist)
        candidates.sort(key=lambda track: bool(wanted) and fold(track.artist) != wanted)
        return candidates[:limit]

    def tracks(self) -> Iterator[ProviderTrack]:
        """All songs of its database, page by page."""
        begin = 0
        while True:
            # Every name of a file contains nothing.
            window = ("window", f"{begin}:{begin + _PAGE}")
            page = read_songs(self._client.ask("search", "file", "", *window), self._folder)
            yield from page
            if len(page) < _PAGE:
                return
            begin += _PAGE

    def locate(self, address: str) -> ProviderTrack | None:
        """See `Locating`."""
        return self._folder.locate(address)

    def list_playlists(self) -> list[ProviderPlaylist]:
        """Playlists that it keeps; what it calls them is their number too."""
        lines = self._client.ask("listplaylists")
        return [
            ProviderPlaylist(value, _shown_name(value))
            for name, value in lines
            if name == "playlist"
        ]

    def playlist_tracks(self, playlist_id: str) -> list[ProviderTrack]:
        """See `PlaylistWritable`."""
        if "/" in playlist_id:
            raise NotThereError(TITLE, "has no such playlist")
        return read_songs(self._client.ask("listplaylistinfo", playlist_id), self._folder)

    def write_playlist(self, name: str, track_ids: Sequence[str]) -> ProviderPlaylist:
        """Writes all in one request; where the name is taken, under the name with a number."""
        names = [self._folder.name_of(track_id) for track_id in track_ids]
        taken = {playlist.id for playlist in self.list_playlists()}
        number = _free_name(name, taken)
        commands: list[Command] = [("playlistadd", number, each) for each in names]
        # Only clearing makes an empty one.
        commands = commands or [("playlistclear", number)]
        try:
            self._client.ask_all(commands, is_repeatable=False)
            written = [value for _, value in self._client.ask("listplaylist", number)]
            if written != names:
                raise BadAnswerError(TITLE, "did not keep all of the tracks")
        except ProviderError as error:
            # Also where it says that it did nothing: that is true of the last command only.
            raise take_back(TITLE, name, lambda: self.remove_playlist(number), error) from error
        return ProviderPlaylist(number, _shown_name(number), track_count=len(names))

    def remove_playlist(self, playlist_id: str) -> None:
        """See `PlaylistWritable`."""
        self._client.ask("rm", playlist_id, is_repeatable=False)

    def devices(self) -> list[Device]:
        """Its outputs."""
        return read_devices(self._client.ask("outputs"))

    def playback(self) -> Playback:
        """See `Controllable`."""
        status, song, outputs = self._client.ask_all([("status",), ("currentsong",), ("outputs",)])
        return read_playback(status, song, outputs, self._folder)

    def play(self, track_ids: Sequence[str], device_id: str = "") -> None:
        """Plays tracks in the place of the queue, which stays where one of them is not there."""
        names = [self._folder.name_of(track_id) for track_id in track_ids]
        if not names:
            return
        if device_id:
            self.transfer(device_id)
        before = read_count(self._client.ask("status"))
        try:
            self._client.ask_all([("add", name) for name in names], is_repeatable=False)
        except ProviderError:
            self._cut_queue(before)
            raise
        begin: list[Command] = [("delete", f"0:{before}")] if before else []
        self._client.ask_all([*begin, ("play", "0")], is_repeatable=False)

    def resume(self) -> None:
        """Goes on, also where it was stopped."""
        state = dict(self._client.ask("status")).get("state")
        self._client.ask(*(("play",) if state == "stop" else ("pause", "0")))

    def pause(self) -> None:
        """See `Controllable`."""
        self._client.ask("pause", "1")

    def next(self) -> None:
        """See `Controllable`."""
        self._client.ask("next", is_repeatable=False)

    def previous(self) -> None:
        """See `Controllable`."""
        self._client.ask("previous", is_repeatable=False)

    def seek(self, position_s: float) -> None:
        """See `Controllable`."""
        self._client.ask("seekcur", f"{max(0.0, position_s):.3f}")

    def enqueue(self, track_id: str) -> None:
        """See `Controllable`."""
        self._client.ask("add", self._folder.name_of(track_id), is_repeatable=False)

    def set_volume(self, volume: int) -> None:
        """See `Controllable`."""
        try:
            self._client.ask("setvol", str(volume), is_repeatable=False)
        except (SystemBelowError, NotAllowedError) as error:
            if not _is_without_mixer(error):
                raise
            raise NotAllowedError(
                TITLE, "cannot set how loud its output is; give that a mixer_type in mpd.conf"
            ) from error

    def transfer(self, device_id: str) -> None:
        """Switches an output on, and then all others off."""
        devices = self.devices()
        if device_id not in {device.id for device in devices}:
            raise NotThereError(TITLE, "has no such output")
        others = [device.id for device in devices if device.is_active and device.id != device_id]
        self._client.ask_all(
            [("enableoutput", device_id), *(("disableoutput", other) for other in others)]
        )

    def _songs(self, command: Command, limit: int) -> list[ProviderTrack]:
        lines = self._client.ask(*command, "window", f"0:{limit}")
        return read_songs(lines, self._folder)[:limit]

    def _cut_queue(self, length: int) -> None:
        """Takes away what was added behind so many tracks."""
        try:
            if read_count(self._client.ask("status")) > length:
                self._client.ask("delete", f"{length}:", is_repeatable=False)
        except ProviderError:
            # What stopped the adding is worth more words.
            return


def _pairs(tag: str, words: Sequence[str]) -> list[str]:
    return [part for word in words for part in (tag, word)]


def _free_name(wanted: str, taken: set[str]) -> str:
    """A name that no playlist has, and that can be that of a file, as MPD keeps it in one."""
    wanted = one_line(wanted).replace("/", _DIVISION_SLASH) or "Affetto"
    name, number = wanted, 2
    while name in taken:
        name = f"{wanted} ({number})"
        number += 1
    return name


def _is_without_mixer(error: ProviderError) -> bool:
    """What MPD says has changed: "problems setting volume" until 0.21, "No mixer" since."""
    return any(words in error.reason for words in ("problems setting volume", "No mixer"))


def _shown_name(name: str) -> str:
    return name.replace(_DIVISION_SLASH, "/")
