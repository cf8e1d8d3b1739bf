"""Keeping open music: the service by Jamendo's rules, with files that are real sound."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from tests.servers import jamendo, opensubsonic, openverse
from tests.servers.local_server import Fault, LocalServer, Reply, Request
from tests.servers.small_recordings import write_recordings

from affetto.affect import Point
from affetto.app.services.accounts import CannotError, NotConnectedError, Services
from affetto.app.services.fetching import write_sound
from affetto.app.services.open_music import add_open_music, check_obtainable, search_open_music
from affetto.credits import credit_tracks
from affetto.errors import LibraryError
from affetto.library.records import LicenceOrigin, TrackFilter
from affetto.library.server_fetching import UnfetchableError
from affetto.licences import LicenceUse
from affetto.providers.capabilities import Account, AudioStream, Capability
from affetto.providers.errors import ProviderError
from affetto.providers.http import Patience
from affetto.providers.jamendo import Jamendo
from affetto.providers.openverse import Openverse

_IMPATIENT = Patience(connect_s=1, silence_s=1, total_s=2, tries=1)


@dataclass
class SoundingRules(jamendo.JamendoRules):
    """The same service, whose files are real ones.

    Attributes:
        files: by the number of their piece.
        media_type: that all are said to be of.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    media_type: str = "audio/flac"

    def answer(self, request: Request) -> Reply:
        if request.path.startswith("/storage/"):
            identifier = Path(request.path).stem
            return Reply(body=self.files[identifier], media_type=self.media_type)
        return super().answer(request)


@pytest.fixture(scope="module")
def sounds(tmp_path_factory) -> list[bytes]:
    folder = tmp_path_factory.mktemp("sounds")
    files = [path for path in write_recordings(folder) if path.suffix == ".flac"]
    return [path.read_bytes() for path in files]


@pytest.fixture
def rules(sounds) -> SoundingRules:
    return SoundingRules(files={"1001": sounds[0], "1002": sounds[1], "1005": sounds[2]})


@pytest.fixture
def server(rules) -> Iterator[LocalServer]:
    with LocalServer(rules.answer) as server:
        yield server


@pytest.fixture
def services(server, connect) -> Services:
    provider = Jamendo(server.address, _IMPATIENT)
    return connect(provider, Account({"client_id": jamendo.CLIENT_ID}))


@pytest.fixture
def folder(library) -> Path:
    return library.path.parent / "music" / "jamendo"


def add(services: Services, *ids: str, **options):
    return add_open_music(services, "Ada", "jamendo", ids, workers=1, **options)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def downloads(server: LocalServer) -> int:
    return sum(request.path.startswith("/storage/") for request in server.requests)


class TestAdding:
    def test_a_track_becomes_a_file_a_track_and_a_credit(self, services, library, folder):
        report = add(services, "1001")

        assert (report.found, report.failed) == (1, ())
        assert names_in(folder) == ["Ada Linde - Reverie.flac", "Ada Linde - Reverie.flac.license"]
        (track,) = library.tracks(TrackFilter(licence=LicenceUse.FILM))
        details = library.details(track.id)
        assert details.paths == (folder / "Ada Linde - Reverie.flac",)
        assert details.licence_origin is LicenceOrigin.SIDECAR
        assert track.mood is not None
        (credit,) = credit_tracks(library.tracks())
        assert "CC BY 3.0" in credit
        assert credit.endswith("https://www.jamendo.com/track/1001")

    def test_the_same_again_fetches_nothing(self, services, library, server):
        add(services, "1001")
        server.requests.clear()
        report = add(services, "1001", "1001")
        assert (report.unchanged, report.failed) == (1, ())
        assert downloads(server) == 0
        assert library.count() == 1

    def test_what_may_not_be_kept_is_not_fetched(self, services, server, library):
        report = add(services, "1003")
        (failure,) = report.failed
        assert "may be heard there, but not be kept" in failure.reason
        assert downloads(server) == 0
        assert library.count() == 0

    def test_one_track_that_is_not_there_costs_no_other(self, services, library):
        report = add(services, "4711", "no number", "1001")
        assert report.found == 1
        assert [str(failure) for failure in report.failed] == [
            "jamendo 4711: has no such track, or has it no longer",
            "jamendo no number: has no such track: its name is no number",
        ]

    def test_a_file_that_breaks_off_leaves_nothing_and_comes_the_next_time(
        self, services, server, folder, library
    ):
        server.fail(Fault.CUT, where=lambda request: request.path.startswith("/storage/"))
        with pytest.raises(ProviderError, match="broke the connection off"):
            add(services, "1001")
        assert names_in(folder) == ["Ada Linde - Reverie.flac.license"]
        assert library.count() == 0

        server.heal()
        assert add(services, "1001").found == 1

    def test_what_is_no_sound_is_not_kept(self, services, rules, folder):
        rules.media_type = "text/html"
        (failure,) = add(services, "1001").failed
        assert "no sound" in failure.reason
        assert not folder.exists()

    def test_sound_of_a_kind_that_nobody_knows_is_not_kept(self, services, rules, folder):
        rules.media_type = "audio/x-unheard-of"
        # The address of the file ends as music does, which is enough.
        assert add(services, "1001").failed == ()
        assert names_in(folder)[0] == "Ada Linde - Reverie.mp3"

    def test_a_stop_keeps_what_was_fetched(self, services, server, folder):
        def stop(progress) -> None:
            if progress.done == 1:
                raise KeyboardInterrupt

        report = add(services, "1001", "1002", on_progress=stop)
        assert report.is_interrupted
        assert "Ada Linde - Reverie.flac" in names_in(folder)
        server.requests.clear()
        assert add(services, "1001", "1002").found == 2
        assert downloads(server) == 1

    def test_a_folder_that_cannot_be_made_is_one_sentence(self, services, library):
        (library.path.parent / "music").write_text("in the way")
        with pytest.raises(LibraryError, match="music/jamendo: cannot be written: "):
            add(services, "1001")

    def test_only_who_has_connected_it_can_keep_its_music(self, services):
        check_obtainable(services, "Ada", "jamendo")
        with pytest.raises(NotConnectedError, match="Jamendo is not connected"):
            check_obtainable(services, "Bo", "jamendo")


class TestSearching:
    def test_only_what_may_be_cut_to_film_is_found_for_film(self, services):
        found = search_open_music(services, "Ada", "jamendo", "Lanterns", LicenceUse.FILM)
        assert [track.title for track in found] == ["Brass Weather"]
        anything = search_open_music(services, "Ada", "jamendo", "Lanterns")
        assert {track.title for track in anything} == {"Brass Weather", "Harbour at Noon"}

    def test_a_place_in_the_plane_is_searched_by_words_of_the_service(self, services, rules):
        place = Point(0.8, 0.5)
        with services.connection("Ada", "jamendo", Capability.SEARCH) as connection:
            words = connection.mood_words(place)
        rules.pieces = tuple(replace(piece, tags=words[:1]) for piece in rules.pieces[:3])
        found = search_open_music(services, "Ada", "jamendo", place, LicenceUse.FILM)
        assert [track.title for track in found] == ["Reverie"]
        assert len(search_open_music(services, "Ada", "jamendo", place)) == 3


def test_a_server_of_ones_own_is_no_catalogue_of_open_music(connect):
    with opensubsonic.running() as (_, provider, account):
        services = connect(provider, account)
        with pytest.raises(CannotError, match="OpenSubsonic cannot do this"):
            check_obtainable(services, "Ada", provider.name)
        with pytest.raises(CannotError, match="OpenSubsonic cannot do this"):
            add_open_music(services, "Ada", provider.name, ["so-1"], workers=1)
        with pytest.raises(CannotError, match="OpenSubsonic cannot do this"):
            search_open_music(services, "Ada", provider.name, Point(0.5, 0.5))


def test_music_of_collections_without_an_account_is_kept_too(connect, library, sounds):
    class Rules(openverse.OpenverseRules):
        def _file(self, request: Request) -> Reply:
            if request.path.endswith("/old"):
                return super()._file(request)
            return Reply(body=sounds[0], media_type="audio/flac")

    with LocalServer(Rules().answer) as server:
        services = connect(Openverse(server.address, _IMPATIENT), Account())
        ids = [recording.id for recording in openverse.RECORDINGS]
        # A collection has the first, and a licence that cannot be read keeps the last from coming.
        report = add_open_music(services, "Ada", "openverse", [ids[0], ids[4]], workers=1)
    assert report.found == 1
    (failure,) = report.failed
    assert "may be heard there, but not be kept" in failure.reason
    (track,) = library.tracks(TrackFilter(licence=LicenceUse.FILM))
    assert track.tags.licence == "CC-BY-4.0"


class TestWriting:
    def test_a_file_without_an_end_is_stopped(self, tmp_path):
        def endless() -> Iterator[bytes]:
            while True:
                yield b"x" * 1000

        target = tmp_path / "endless"
        with pytest.raises(UnfetchableError, match="is larger than"):
            write_sound(AudioStream("audio/mpeg", endless()), target, max_bytes=10_000)
        assert not target.exists()

    def test_a_file_that_takes_too_long_is_stopped(self, tmp_path):
        stream = AudioStream("audio/mpeg", iter([b"x", b"y"]))
        with pytest.raises(UnfetchableError, match="takes longer than"):
            write_sound(stream, tmp_path / "slow", max_s=-1.0)

    def test_an_empty_file_is_none(self, tmp_path):
        with pytest.raises(UnfetchableError, match="empty"):
            write_sound(AudioStream("audio/mpeg", iter([])), tmp_path / "empty")
        assert list(tmp_path.iterdir()) == []
