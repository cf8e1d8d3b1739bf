"""What Openverse answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from affetto.licences import read_licence
from affetto.providers.errors import BadAnswerError
from affetto.providers.openverse import parsers

Recorded = Callable[[str], Any]


def test_a_recording_is_read_with_its_licence_and_credit(recorded: Recorded) -> None:
    found, _ = parsers.parse_search(recorded("openverse/search"))
    track = found.track
    assert (track.title, track.artist, track.album) == ("Tide Table", "Mira Solberg", "Shores")
    assert track.duration_s == 214  # written in milliseconds
    assert track.uri == f"openverse:audio:{track.id}"
    assert track.url == "https://www.jamendo.com/track/948201"
    assert track.licence == "https://creativecommons.org/licenses/by/3.0/"
    assert track.attribution.startswith('"Tide Table" by Mira Solberg is licensed under CC BY 3.0')
    assert track.download_url == found.file_address


def test_what_is_not_known_is_left_open(recorded: Recorded) -> None:
    track = parsers.parse_search(recorded("openverse/search"))[1].track
    assert (track.artist, track.album, track.duration_s) == ("", "", None)
    assert (track.genres, track.cover_url, track.attribution) == ((), "", "")


@pytest.mark.parametrize(
    ("name", "version", "spdx_id"),
    [
        ("pdm", None, "CC-PDM-1.0"),
        ("cc0", "1.0", "CC0-1.0"),
        ("by-nc-nd", "4.0", "CC-BY-NC-ND-4.0"),
        ("by-sa", "2.5", "CC-BY-SA-2.5"),
    ],
)
def test_licences_without_an_address_are_read_by_name(
    recorded: Recorded, name: str, version: str | None, spdx_id: str
) -> None:
    answer = recorded("openverse/search")["results"][0]
    answer |= {"license": name, "license_version": version, "license_url": None}
    licence = read_licence(parsers.parse_track(answer).track.licence)
    assert licence is not None
    assert licence.spdx_id == spdx_id


def test_a_credit_is_made_where_none_is_given(recorded: Recorded) -> None:
    answer = {**recorded("openverse/search")["results"][0], "attribution": None}
    assert parsers.parse_track(answer).track.attribution.startswith(
        "“Tide Table” – Mira Solberg (CC BY 3.0"
    )


def test_a_licence_that_nobody_can_read_lets_nothing_be_downloaded(recorded: Recorded) -> None:
    answer = recorded("openverse/search")["results"][0]
    answer |= {"license_url": "https://creativecommons.org/licenses/sampling+/1.0/"}
    assert parsers.parse_track(answer).track.download_url == ""


@pytest.mark.parametrize(
    "broken",
    [[], {}, {"results": {}}, {"results": ["a"]}, {"results": [{"id": "a"}]}, {"results": [{}]}],
)
def test_other_shapes_are_refused(broken: Any) -> None:
    with pytest.raises(BadAnswerError):
        parsers.parse_search(broken)
