"""Open music: words for moods, licences and credits."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.servers.local_server import LocalServer, Reply, Request, closed_port

from affetto.affect import Point
from affetto.licences import LicenceUse
from affetto.mood_words import mood_of_word
from affetto.providers.capabilities import ProviderTrack
from affetto.providers.errors import BadAnswerError, NotThereError
from affetto.providers.http import ServiceClient
from affetto.providers.open_music import (
    MOOD_TAGS,
    HearableTrack,
    OpenMusicFiles,
    credit_line,
    fetch,
    is_fetchable,
    nearest_mood_words,
    usable,
)

_CC = "https://creativecommons.org/licenses"


def track(licence: str) -> ProviderTrack:
    return ProviderTrack("1", "https://example.org/1", "Reverie", licence=licence)


def test_every_tag_names_a_mood() -> None:
    assert all(mood_of_word(tag) for tag in MOOD_TAGS)
    assert len(set(MOOD_TAGS)) == len(MOOD_TAGS)


@pytest.mark.parametrize(
    ("valence", "arousal", "word", "not_word"),
    [
        (0.8, 0.7, "happy", "sad"),
        (0.5, -0.5, "relaxing", "energetic"),
        (-0.15, -0.35, "melancholic", "happy"),
        (-0.5, 0.6, "dramatic", "calm"),
        (0.3, 0.9, "energetic", "calm"),
    ],
)
def test_a_place_is_searched_by_the_words_that_music_there_is_called(
    valence: float, arousal: float, word: str, not_word: str
) -> None:
    words = nearest_mood_words(Point(valence, arousal), MOOD_TAGS)
    assert word in words
    assert not_word not in words
    assert len(words) == 4


def test_the_words_are_those_of_the_guide() -> None:
    guide = Path(__file__).parents[3] / "docs" / "guides" / "open-music.md"
    words = nearest_mood_words(Point(0.6, -0.3), MOOD_TAGS)
    told = "(.6, −.3) is *{}*, *{}*, *{}* and *{}*".format(*words)
    assert told in " ".join(guide.read_text().split())


def test_the_nearest_of_equally_plain_words_comes_first() -> None:
    calm = mood_of_word("calm")
    assert calm is not None
    assert nearest_mood_words(calm.point, ["sad", "happy", "calm"])[0] == "calm"


def test_words_that_name_no_mood_are_passed_over() -> None:
    assert nearest_mood_words(Point(0.7, 0.7), ["film", "happy", "corporate"]) == ("happy",)


def test_the_middle_of_the_plane_has_no_word() -> None:
    assert nearest_mood_words(Point(0.0, 0.1), MOOD_TAGS) == ()


@pytest.mark.parametrize(
    ("licence", "film", "personal"),
    [
        (f"{_CC}/by/3.0/", True, True),
        ("http://creativecommons.org/licenses/by/4.0/", True, True),
        ("https://creativecommons.org/publicdomain/zero/1.0/", True, True),
        ("Public Domain Mark 1.0", True, True),
        (f"{_CC}/by-sa/3.0/", False, True),
        (f"{_CC}/by-nd/3.0/", False, True),
        (f"{_CC}/by-nc/3.0/", False, True),
        (f"{_CC}/by-nc-nd/3.0/", False, True),
        (f"{_CC}/sampling+/1.0/", False, False),
        ("", False, False),
    ],
)
def test_what_may_be_used_is_judged_by_the_licence(
    licence: str, film: bool, personal: bool
) -> None:
    assert bool(usable([track(licence)], LicenceUse.FILM)) is film
    assert bool(usable([track(licence)], LicenceUse.PERSONAL)) is personal
    assert usable([track(licence)], LicenceUse.ANY)


def test_authors_are_credited_with_title_licence_and_source() -> None:
    line = credit_line("Reverie", "Ada", f"{_CC}/by/3.0/", "https://www.jamendo.com/track/1")
    assert line == f"“Reverie” – Ada (CC BY 3.0, {_CC}/by/3.0/), https://www.jamendo.com/track/1"
    assert credit_line("Reverie", "Ada", "CC0 1.0", "https://example.org") == ""


@pytest.mark.parametrize(
    "address",
    [
        "http://192.168.1.1/admin.mp3",
        "file:///etc/passwd",
        "https://",
        "https://[",
        "",
        "//elsewhere/file.mp3",
        "http://api.example.org:8080/file.mp3",
    ],
)
def test_files_are_fetched_from_the_encrypted_web_only(address: str) -> None:
    assert not is_fetchable(address, "http://api.example.org")
    client = ServiceClient("Wave", "http://api.example.org")
    with pytest.raises(NotThereError), fetch(client, "http://api.example.org", address):
        pass


def test_the_service_s_own_files_are_fetched_as_it_is_asked() -> None:
    for address in ("http://api.example.org/f.mp3", "https://files.example.net/f.mp3"):
        assert is_fetchable(address, "http://api.example.org")


class Shelf(OpenMusicFiles):
    """A catalogue of files on one server, which counts what it is asked."""

    def __init__(self, address: str) -> None:
        super().__init__(ServiceClient("Shelf", address), address)
        self.asked: list[str] = []

    def find(self, track_id: str) -> HearableTrack:
        self.asked.append(track_id)
        return HearableTrack(
            ProviderTrack(track_id, f"shelf:{track_id}", "Reverie"), f"{self._address}/{track_id}"
        )


def test_where_a_file_is_was_asked_once_and_is_forgotten_after_a_thousand_others() -> None:
    def answer(_request: Request) -> Reply:
        return Reply(body=b"ID3", media_type="audio/mpeg")

    with LocalServer(answer) as server:
        shelf = Shelf(server.address)
        for track_id in ["a", "a", *map(str, range(1000)), "a"]:
            with shelf.stream(track_id) as sound:
                assert b"".join(sound.chunks) == b"ID3"
    assert shelf.asked.count("a") == 2


def test_a_file_is_followed_only_where_it_may_be_fetched_from() -> None:
    def answer(request: Request) -> Reply:
        if request.path == "/loop":
            return Reply(302, headers={"location": "/loop"})
        if request.path == "/moved":
            return Reply(302, headers={"location": "/file"})
        if request.path == "/away":  # into the network at home, say
            return Reply(302, headers={"location": f"http://127.0.0.1:{closed_port()}/file"})
        return Reply(body=b"sound", media_type="audio/mpeg")

    with LocalServer(answer) as server:
        client = ServiceClient("Wave", server.address)
        with fetch(client, server.address, f"{server.address}/moved") as sound:
            assert b"".join(sound.chunks) == b"sound"
        for path in ("/away", "/loop"):
            with (
                pytest.raises(BadAnswerError, match="points elsewhere"),
                fetch(client, server.address, server.address + path),
            ):
                pass
        assert len(server.requests) == 2 + 1 + 6
