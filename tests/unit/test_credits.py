from __future__ import annotations

import pytest

from affetto.credits import credit_tracks
from affetto.music import Track, TrackTags


def track(licence, *, artist="Ada", uri="file:///music/a.mp3", links=None, title="Rêverie"):
    return Track(1, TrackTags(title, artist, licence=licence), uri, links=links or {})


@pytest.mark.parametrize(
    ("licence", "named"),
    [
        ("CC-BY-4.0", "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"),
        ("CC BY-NC-SA 3.0", "CC BY-NC-SA 3.0, https://creativecommons.org/licenses/by-nc-sa/3.0/"),
        ("MIT", "MIT, https://spdx.org/licenses/MIT.html"),
        ("CC BY", "CC BY"),
    ],
)
def test_names_title_artist_and_licence(licence, named):
    assert list(credit_tracks([track(licence)])) == [f"“Rêverie” – Ada ({named})"]


def test_names_where_others_find_it():
    jamendo = "https://www.jamendo.com/track/948"
    for found in (track("MIT", uri=jamendo), track("MIT", links={"jamendo": jamendo})):
        (line,) = credit_tracks([found])
        assert line.endswith(f"), {jamendo}")


@pytest.mark.parametrize("licence", ["CC0-1.0", "public domain", "", "all rights reserved"])
def test_leaves_out_what_asks_for_no_credit_or_has_no_open_licence(licence):
    assert list(credit_tracks([track(licence)])) == []


def test_says_where_the_artist_is_unknown_and_stays_on_one_line():
    (line,) = credit_tracks([track("MIT", artist="", title="a\nb")])
    assert line.startswith("“a b” – unknown artist (MIT")
