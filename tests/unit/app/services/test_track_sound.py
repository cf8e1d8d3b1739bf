"""Playing the library's tracks from the services that have them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.servers import jamendo, opensubsonic
from tests.servers.small_recordings import sound_of

from affetto.app.services.accounts import NotConnectedError, Services
from affetto.app.services.track_sound import is_streamed, open_track_stream
from affetto.app.tracks import find_track
from affetto.library.import_repository import ImportRepository
from affetto.library.importers import ImportedTrack
from affetto.library.music_library import Library
from affetto.library.records import TrackDetails
from affetto.music import TrackTags
from affetto.providers.errors import NotThereError


@pytest.fixture
def services(connect) -> Iterator[Services]:
    with opensubsonic.running() as (_, provider, account):
        yield connect(provider, account)


@pytest.fixture
def address_of(services):
    """The library's address of a recording of the server that is connected."""
    [found] = [
        track
        for track in list_tracks(services)
        if (track.title, track.artist) == ("Tide Table", "Mira Solberg")
    ]
    return found.uri


def list_tracks(services: Services):
    with services.connection("Ada", "opensubsonic", "browse") as connection:
        return list(connection.tracks())


def told_of(library: Library, uri: str, links: dict[str, str] | None = None) -> TrackDetails:
    track = ImportedTrack(TrackTags("Tide Table"), uri, 1, links=links or {})
    with library.changing() as session:
        ImportRepository(session, "test").add([track])
    (entered,) = library.tracks()
    return find_track(library, entered.id)


def test_a_track_is_played_by_ones_own_account(services, library, address_of):
    details = told_of(library, address_of)
    sound = open_track_stream(services, "Ada", details)
    assert b"".join(sound.chunks) == sound_of("so-2")
    part = open_track_stream(services, "Ada", details, "bytes=4-11")
    assert b"".join(part.chunks) == sound_of("so-2")[4:12]
    assert part.content_range.startswith("bytes 4-11/")


def test_who_has_not_connected_the_service_is_told_so(services, library, address_of):
    details = told_of(library, address_of)
    with pytest.raises(NotConnectedError, match=r"OpenSubsonic is not connected; connect it"):
        open_track_stream(services, "Bo", details)


def test_who_has_connected_another_server_is_told_so(services, library):
    details = told_of(library, "opensubsonic:0123456789ab:so-2")
    with pytest.raises(NotConnectedError, match="to another server than the one that has it"):
        open_track_stream(services, "Ada", details)


def test_a_track_of_no_service_is_nobodys(services, library):
    assert open_track_stream(services, "Bo", told_of(library, "https://music.example/1")) is None


def test_a_track_that_is_gone_is_told(services, library, address_of):
    details = told_of(library, address_of.replace("so-2", "so-99"))
    with pytest.raises(NotThereError):
        open_track_stream(services, "Ada", details)


def test_a_link_of_a_track_plays_it_too(connect, library):
    with jamendo.running() as (_, provider, account):
        services = connect(provider, account)
        links = {"jamendo": "https://www.jamendo.com/track/1001"}
        details = told_of(library, "file:///nowhere.mp3", links)
        sound = open_track_stream(services, "Ada", details)
        assert b"".join(sound.chunks) == sound_of("1001")
        # That a page names it does not make a service that is not connected a problem.
        assert open_track_stream(services, "Bo", details) is None


@pytest.mark.parametrize(
    ("uri", "streams"),
    [
        ("opensubsonic:ab:7", True),
        ("jellyfin:ab:7", True),
        ("openverse:audio:7", True),
        ("spotify:track:7", False),
        ("file:///a.mp3", False),
        ("https://music.example/1", False),
        ("", False),
    ],
)
def test_addresses_that_services_stream_are_told_from_others(uri, streams):
    assert is_streamed(uri) is streams
