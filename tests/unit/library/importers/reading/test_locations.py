"""Addresses in the one form in which the library compares them."""

from __future__ import annotations

from pathlib import Path

import pytest

from affetto.library.importers.reading.locations import (
    locate,
    name_of,
    spotify_search_uri,
    spotify_uri,
)
from affetto.library.texts import file_uri

FOLDER = Path("/lists")
ID = "2H7PHVdQ3mXqEHXcvclTB0"


@pytest.mark.parametrize(
    ("location", "uri"),
    [
        ("/music/one two.mp3", "file:///music/one%20two.mp3"),
        ("one/two.mp3", "file:///lists/one/two.mp3"),
        ("../music/é.mp3", "file:///music/%C3%A9.mp3"),
        ("one\\two.mp3", "file:///lists/one/two.mp3"),
        ("C:\\Music\\one two.mp3", "file:///C:/Music/one%20two.mp3"),
        ("\\\\nas\\music\\one.mp3", "file://nas/music/one.mp3"),
        ("file:///music/one%20two.mp3", "file:///music/one%20two.mp3"),
        ("file://localhost/C:/Music/a%26b.mp3", "file:///C:/Music/a%26b.mp3"),
        ("file:///music/a(b)'c.mp3", file_uri(Path("/music/a(b)'c.mp3"))),
        ("https://example.org/a?b=1", "https://example.org/a?b=1"),
        (f"https://open.spotify.com/intl-de/track/{ID}?si=x", f"spotify:track:{ID}"),
        (f"file://localhost/spotify:track:{ID}", f"spotify:track:{ID}"),
        ("file://localhostsoundcloud:tracks:123", "soundcloud:tracks:123"),
    ],
)
def test_locations_become_addresses(location, uri):
    assert locate(location, FOLDER) == uri


@pytest.mark.parametrize("location", ["", "  ", "a\x00b", "file:///", "file:"])
def test_what_is_no_location_is_an_error(location):
    with pytest.raises(ValueError, match="nowhere"):
        locate(location, FOLDER)


@pytest.mark.parametrize("location", ["https://x/" + "y" * 40_000, "https://x/\ud800"])
def test_what_no_address_could_be_is_an_error(location):
    with pytest.raises(ValueError, match="the location"):
        locate(location, FOLDER)


@pytest.mark.parametrize(
    ("uri", "name"),
    [
        ("file:///music/one%20two.mp3", "one two"),
        ("file:///music/03_one_two.mp3", "one two"),
        ("https://example.org/caf%C3%A9/", "café"),
        ("itunes:track:1", "itunes:track:1"),
    ],
)
def test_a_track_without_a_title_is_called_by_its_place(uri, name):
    assert name_of(uri) == name


def test_tracks_of_spotify_are_known_by_address_and_identifier():
    assert spotify_uri("", ID) == spotify_uri(f"spotify:track:{ID}") == f"spotify:track:{ID}"
    assert spotify_uri("17", "Song") == ""


def test_names_alone_lead_to_a_search_that_is_the_same_each_time():
    assert spotify_search_uri("One  & Two", "Ada") == "spotify:search:Ada+One+%26+Two"
