"""An OpenSubsonic server as one person uses it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from threading import Lock

from affetto.providers.capabilities import (
    MAX_SEARCH_RESULTS,
    AudioStream,
    Play,
    ProviderPlaylist,
    ProviderTrack,
    TrackQuery,
)
from affetto.providers.errors import BadAnswerError, NotThereError, ProviderError
from affetto.providers.half_written import take_back, take_back_unseen
from affetto.providers.matching import best_match
from affetto.providers.opensubsonic.client import SubsonicClient
from affetto.providers.opensubsonic.parsers import (
    TITLE,
    UnnamedFaultError,
    locate,
    read_playlist,
    read_track,
    read_tracks,
)
from affetto.providers.reading import Fields, one_line
from affetto.text import fold

# As many albums as servers give at once (Subsonic's API), and a bearable answer for songs.
_PAGE = 500
# Of a title that many artists have, enough that the one that is meant is among them.
_SAME_TITLE = 50
# Songs in one request: at about 64 characters each the address of a GET stays below 8 KiB.
_BATCH = 100

_EVERY_SONG: dict[str, str | int] = {
    "query": "",
    "songCount": _PAGE,
    "albumCount": 0,
    "artistCount": 0,
}
_EVERY_ALBUM: dict[str, str | int] = {"type": "alphabeticalByName", "size": _PAGE}


class OpenSubsonicConnection:
    """See the protocols in `affetto.providers.capabilities` for all methods.

    Args:
        client: asks the server.
        mark: tells the server's tracks from those of others.
        name: of the person; "" to ask the server.
    """

    def __init__(self, client: SubsonicClient, mark: str, name: str) -> None:
        self._client = client
        self._mark = mark
        self._name = name
        self._lock = Lock()

    def describe_account(self) -> str:
        """The person's name."""
        name = self._owner()
        self._client.call("ping")
        return name

    def close(self) -> None:
        """Closes all connections."""
        self._client.close()

    def search(self, query: TrackQuery, limit: int = MAX_SEARCH_RESULTS) -> list[ProviderTrack]:
        """Searches words, or the title and the artist; servers know no ISRC to search for."""
        if query.words.strip():
            return self._songs_with(query.words, limit)
        if not query.title.strip():
            return self._songs_with(query.artist, limit)
        found = self._songs_with(f"{query.artist} {query.title}", limit)
        if found or not query.artist.strip():
            return found
        # Many servers look for all words together in the title alone.
        artist = fold(query.artist)
        candidates = self._songs_with(query.title, _SAME_TITLE)
        candidates.sort(key=lambda track: fold(track.artist) != artist)
        return candidates[:limit]

    def locate(self, address: str) -> ProviderTrack | None:
        """See `Locating`."""
        return locate(address, self._mark)

    @contextmanager
    def stream(self, track_id: str, byte_range: str = "") -> Iterator[AudioStream]:
        """The file as it lies on the server, not converted."""
        with ExitStack() as stack:
            try:
                stream = stack.enter_context(self._client.stream(track_id, byte_range))
            except UnnamedFaultError as error:
                # So do some answer to a number that is none of theirs.
                raise self._song_gone(track_id) or error from None
            yield stream

    def list_playlists(self) -> list[ProviderPlaylist]:
        """The person's own, without those that others show to everybody."""
        owner = self._owner().casefold()
        playlists = (
            self._client.call("getPlaylists").object("playlists").objects_or_empty("playlist")
        )
        return [
            read_playlist(playlist)
            for playlist in playlists
            if playlist.text_or_empty("owner").casefold() in ("", owner)
        ]

    def playlist_tracks(self, playlist_id: str) -> list[ProviderTrack]:
        """See `PlaylistWritable`."""
        try:
            playlist = self._client.call("getPlaylist", {"id": playlist_id}).object("playlist")
        except UnnamedFaultError:
            # So do some answer to a number that is none of theirs.
            if playlist_id in {playlist.id for playlist in self.list_playlists()}:
                raise
            raise NotThereError(TITLE, "has no such playlist, or has it no longer") from None
        return [read_track(song, self._mark) for song in playlist.objects_or_empty("entry")]

    def write_playlist(self, name: str, track_ids: Sequence[str]) -> ProviderPlaylist:
        """Writes it piece by piece, and reads it again to see that nothing is missing."""
        name = one_line(name)
        known_ids = {playlist.id for playlist in self.list_playlists()}
        try:
            playlist_id = self._create_playlist(name, track_ids[:_BATCH], known_ids)
        except ProviderError as error:
            raise take_back_unseen(
                TITLE, name, self.list_playlists, known_ids, self.remove_playlist, error
            ) from error
        try:
            for begin in range(_BATCH, len(track_ids), _BATCH):
                batch = track_ids[begin : begin + _BATCH]
                # A repetition would add the songs twice.
                self._client.call(
                    "updatePlaylist",
                    {"playlistId": playlist_id, "songIdToAdd": batch},
                    is_repeatable=False,
                )
            written = [track.id for track in self.playlist_tracks(playlist_id)]
            if written != list(track_ids):
                raise BadAnswerError(TITLE, "did not keep all of the tracks; are they still there?")
        except ProviderError as error:
            raise take_back(
                TITLE, name, lambda: self.remove_playlist(playlist_id), error
            ) from error
        return ProviderPlaylist(playlist_id, name, track_count=len(track_ids))

    def remove_playlist(self, playlist_id: str) -> None:
        """See `PlaylistWritable`."""
        self._client.call("deletePlaylist", {"id": playlist_id})

    def tracks(self) -> Iterator[ProviderTrack]:
        """All songs page by page, or album by album where the server does not list songs."""
        # To look for nothing in particular finds everything (OpenSubsonic's rule for search3).
        songs = self._pages("search3", "searchResult3", "song", "songOffset", _EVERY_SONG)
        first = next(songs, None)
        if first is None:
            for album in self._pages(
                "getAlbumList2", "albumList2", "album", "offset", _EVERY_ALBUM
            ):
                found = self._client.call("getAlbum", {"id": album.text("id")})
                yield from read_tracks(found.object("album").objects_or_empty("song"), self._mark)
            return
        yield from read_tracks([first], self._mark)
        for song in songs:
            yield from read_tracks([song], self._mark)

    def rate(self, track_id: str, *, liked: bool) -> None:
        """Gives a star, or takes it away."""
        try:
            self._client.call("star" if liked else "unstar", {"id": track_id})
        except UnnamedFaultError:
            # So do some answer who find that there is nothing to do.
            song = self._client.call("getSong", {"id": track_id}).object("song")
            if ("starred" in song) != liked:
                raise

    def submit(self, plays: Sequence[Play]) -> None:
        """Tells of plays of songs that the server has; of others it can keep nothing."""
        self._scrobble(plays, is_over=True)

    def submit_now_playing(self, play: Play) -> None:
        """See `PlaySubmittable`."""
        self._scrobble([play], is_over=False)

    def _scrobble(self, plays: Sequence[Play], *, is_over: bool) -> None:
        found: dict[tuple[str, ...], str | None] = {}
        for play in plays:
            names = (play.title, play.artist, play.isrc, play.mbid)
            if names not in found:
                found[names] = self._find(play)
            track_id = found[names]
            if track_id is None:
                continue
            at_ms = round(play.at.timestamp() * 1000)
            moment = {"time": at_ms} if is_over else {}
            # Not repeated, for it would count as a play of its own.
            self._client.call(
                "scrobble",
                {"id": track_id, "submission": str(is_over).lower(), **moment},
                is_repeatable=False,
            )

    def _find(self, play: Play) -> str | None:
        """The number of a song that was played; None where it is not the server's."""
        query = TrackQuery(play.title, play.artist, play.isrc, play.mbid, play.duration_s)
        match = best_match(query, self.search(query))
        return match.track.id if match is not None and match.is_sure else None

    def _song_gone(self, track_id: str) -> NotThereError | None:
        """The error where the server does not know a song either by asking for it alone."""
        try:
            self._client.call("getSong", {"id": track_id})
        except (UnnamedFaultError, NotThereError):
            return NotThereError(TITLE, "has no such song, or has it no longer")
        return None

    def _songs_with(self, words: str, limit: int) -> list[ProviderTrack]:
        if not words.strip():
            return []
        counts = {"songCount": limit, "albumCount": 0, "artistCount": 0}
        answer = self._client.call("search3", {"query": words.strip(), **counts})
        songs = answer.object("searchResult3").objects_or_empty("song")
        return read_tracks(songs, self._mark)[:limit]

    def _create_playlist(self, name: str, track_ids: Sequence[str], known_ids: set[str]) -> str:
        answer = self._client.call(
            "createPlaylist", {"name": name, "songId": track_ids}, is_repeatable=False
        )
        if "playlist" in answer:
            return answer.object("playlist").text("id")
        return self._find_made(name, known_ids)  # so before version 1.14 of the protocol

    def _find_made(self, name: str, known_ids: set[str]) -> str:
        try:
            playlists = self.list_playlists()
        except ProviderError as error:
            # A refusal to say which it is does not mean that none was made.
            raise BadAnswerError(TITLE, error.reason, error.retry_after_s) from error
        made = [
            playlist.id
            for playlist in playlists
            if playlist.name == name and playlist.id not in known_ids
        ]
        if len(made) != 1:
            raise BadAnswerError(TITLE, "does not say which playlist it has made")
        return made[0]

    def _owner(self) -> str:
        with self._lock:
            if not self._name or self._client.uses_key:
                info = self._client.call("tokenInfo").object("tokenInfo")
                self._name = info.text("username")
            return self._name

    def _pages(
        self, endpoint: str, result: str, item: str, offset: str, fixed: dict[str, str | int]
    ) -> Iterator[Fields]:
        """All items of a list that is given in pages."""
        at, previous = 0, ""
        while True:
            answer = self._client.call(endpoint, {**fixed, offset: at})
            page = answer.object_or_empty(result).objects_or_empty(item)
            if not page:
                return
            first = page[0].text("id")
            if first == previous:
                raise BadAnswerError(TITLE, "gives the same page of its library again and again")
            yield from page
            # Not by the number that was asked for: servers may give fewer.
            at, previous = at + len(page), first
