"""What Jamendo answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from affetto.licences import LicenceUse, allows, read_licence
from affetto.providers.errors import (
    BadAnswerError,
    BusyError,
    NotAllowedError,
    ProviderError,
    ServiceDownError,
    SignInNeededError,
)
from affetto.providers.jamendo import parsers

Recorded = Callable[[str], Any]


def test_a_track_is_read_with_its_licence_and_credit(recorded: Recorded) -> None:
    found, _ = parsers.parse_tracks(recorded("jamendo/tracks"))
    track = found.track
    assert (track.id, track.title, track.artist, track.album) == (
        *("948201", "Tide Table", "Mira Solberg", "Shores"),
    )
    assert (track.duration_s, track.year, track.genres) == (214, 2018, ("ambient", "folk"))
    assert track.uri == track.url == "https://www.jamendo.com/track/948201"
    assert track.licence == "http://creativecommons.org/licenses/by/3.0/"
    assert track.attribution == (
        "“Tide Table” – Mira Solberg (CC BY 3.0, https://creativecommons.org/licenses/by/3.0/), "
        "https://www.jamendo.com/track/948201"
    )
    assert found.file_address.endswith("trackid=948201&format=mp32&from=app-devsite")


def test_licences_are_read_and_judged_by_ours(recorded: Recorded) -> None:
    found, unknown = parsers.parse_tracks(recorded("jamendo/tracks"))
    licence = read_licence(found.track.licence)
    assert licence is not None
    assert licence.spdx_id == "CC-BY-3.0"
    assert allows(found.track.licence, found.track.uri, LicenceUse.FILM)
    assert not allows(unknown.track.licence, unknown.track.uri, LicenceUse.PERSONAL)


def test_what_artists_do_not_want_downloaded_has_no_address(recorded: Recorded) -> None:
    allowed, forbidden = parsers.parse_tracks(recorded("jamendo/tracks"))
    assert allowed.track.download_url.startswith("https://")
    assert forbidden.track.download_url == ""


def test_a_track_that_says_nothing_of_downloads_has_none(recorded: Recorded) -> None:
    answer = recorded("jamendo/tracks")
    del answer["results"][0]["audiodownload_allowed"]
    assert parsers.parse_tracks(answer)[0].track.download_url == ""


def test_what_is_not_known_is_left_open(recorded: Recorded) -> None:
    track = parsers.parse_tracks(recorded("jamendo/tracks"))[1].track
    assert (track.album, track.year, track.genres, track.attribution) == ("", None, (), "")
    assert track.duration_s == 187  # written as text


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (1, ServiceDownError),
        (3, BadAnswerError),
        (5, SignInNeededError),
        (6, BusyError),
        (11, NotAllowedError),
        (99, BadAnswerError),
    ],
)
def test_errors_come_with_the_status_of_success(
    recorded: Recorded, code: int, error: type[ProviderError]
) -> None:
    answer = recorded("jamendo/invalid_client")
    answer["headers"]["code"] = code
    with pytest.raises(error, match=r"^Jamendo: "):
        parsers.parse_tracks(answer)


@pytest.mark.parametrize(
    "broken",
    [
        [],
        {},
        {"headers": {"code": 0}},
        {"headers": {"code": 0}, "results": {}},
        {"headers": {"code": 0}, "results": [None]},
        {"headers": {"code": 0}, "results": [{"id": 7, "name": "a", "artist_name": "b"}]},
    ],
)
def test_other_shapes_are_refused(broken: Any) -> None:
    with pytest.raises(BadAnswerError):
        parsers.parse_tracks(broken)
