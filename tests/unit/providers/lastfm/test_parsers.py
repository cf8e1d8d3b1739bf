"""What Last.fm answers."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from affetto.library.histories import find_history
from affetto.listening import Listen, Reaction
from affetto.providers.errors import (
    BadAnswerError,
    BusyError,
    NotAllowedError,
    NotThereError,
    ProviderError,
    ServiceDownError,
    SignInNeededError,
)
from affetto.providers.lastfm import parsers
from affetto.providers.reading import Fields

Recorded = Callable[[str], Any]
PAGES = {
    "recent": ("recenttracks", Reaction.PLAY),
    "loved": ("lovedtracks", Reaction.LIKE),
    "top": ("toptracks", Reaction.FAVOURITE),
}


def fields(answer: Any) -> Fields:
    return Fields("Last.fm", answer)


def test_plays_are_read_without_the_one_that_is_playing(recorded: Recorded) -> None:
    page = parsers.parse_page(fields(recorded("lastfm/recent")), "recenttracks", Reaction.PLAY)
    assert page.listens == (
        Listen(
            Reaction.PLAY,
            at=datetime.fromtimestamp(1795000000, UTC),
            title="Tide Table",
            artist="Mira Solberg",
            mbid="11111111-2222-4333-8444-555555555503",
        ),
    )
    assert page.n_pages == 3


def test_a_list_of_one_is_that_one(recorded: Recorded) -> None:
    page = parsers.parse_page(fields(recorded("lastfm/loved")), "lovedtracks", Reaction.LIKE)
    [loved] = page.listens
    assert (loved.reaction, loved.artist) == (Reaction.LIKE, "Mira Solberg")


def test_favourites_have_no_moment(recorded: Recorded) -> None:
    page = parsers.parse_page(fields(recorded("lastfm/top")), "toptracks", Reaction.FAVOURITE)
    assert [(each.title, each.at) for each in page.listens] == [("Tide Table", None)]


@pytest.mark.parametrize("name", PAGES)
def test_an_answer_tells_what_the_same_answer_in_a_file_tells(
    recorded: Recorded, tmp_path: Path, name: str
) -> None:
    answer = recorded(f"lastfm/{name}")
    file = tmp_path / "answer.json"
    file.write_text(json.dumps(answer))
    read = parsers.parse_page(fields(answer), *PAGES[name]).listens
    assert list(find_history(file).read(file)) == list(read)


def test_tracks_are_known_by_artist_and_title(recorded: Recorded) -> None:
    found = parsers.parse_found(fields(recorded("lastfm/search")))
    assert found[0].id == "Mira+Solberg/_/Tide+Table"
    assert found[0].url == "https://www.last.fm/music/Mira+Solberg/_/Tide+Table"
    assert [parsers.names_in(track.id) for track in found] == [
        ("Mira Solberg", "Tide Table"),
        ("AC/BC", "Up/Down + 100%"),
    ]
    for broken in ("", "Ada", "/_/Reverie", "Ada/_/"):
        assert parsers.names_in(broken) is None


def test_plays_that_were_not_kept_are_counted_by_reason(recorded: Recorded) -> None:
    answer = recorded("lastfm/scrobbled")
    assert parsers.count_ignored(fields(answer)) == Counter({3: 1})
    answer["scrobbles"]["scrobble"] = answer["scrobbles"]["scrobble"][0]
    assert not parsers.count_ignored(fields(answer))
    told = parsers.describe_ignored(Counter({3: 2, 1: 1, 77: 1}))
    assert told == (
        "1 (it does not take the artist), 2 (they were heard too long ago), 1 (its reason 77)"
    )


def test_a_session_has_a_key(recorded: Recorded) -> None:
    key = parsers.parse_session_key(fields(recorded("lastfm/session")))
    assert key == "d580d57f32848f5dcf574d1ce18d78b2"


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (4, SignInNeededError),
        (6, NotThereError),
        (8, ServiceDownError),
        (9, SignInNeededError),
        (10, SignInNeededError),
        (11, ServiceDownError),
        (13, SignInNeededError),
        (14, SignInNeededError),
        (16, ServiceDownError),
        (26, NotAllowedError),
        (29, BusyError),
        (99, BadAnswerError),
    ],
)
def test_errors_mean_what_their_number_says_whatever_the_status(
    recorded: Recorded, code: int, error: type[ProviderError]
) -> None:
    body = json.dumps({**recorded("lastfm/invalid_session"), "error": code}).encode()
    with pytest.raises(error, match=r"^Last\.fm: "):
        parsers.read_answer(body)
    assert isinstance(parsers.explain(403, body), error)


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"error": {"status": 403}}', b"[]"])
def test_errors_that_are_none_of_its_own_mean_what_everybody_means(body: bytes) -> None:
    assert parsers.explain(403, body) is None


@pytest.mark.parametrize(
    "read",
    [
        parsers.parse_session_key,
        parsers.parse_user_name,
        parsers.parse_found,
        parsers.count_ignored,
        parsers.check_done,
        lambda answer: parsers.parse_page(answer, "recenttracks", Reaction.PLAY),
    ],
)
@pytest.mark.parametrize("broken", [{"unexpected": [[1]]}, {"recenttracks": {}, "results": 7}])
def test_other_shapes_are_refused(read: Callable[[Fields], object], broken: Any) -> None:
    with pytest.raises(BadAnswerError):
        read(fields(broken))


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"text"'])
def test_what_is_no_answer_is_refused(body: bytes) -> None:
    with pytest.raises(BadAnswerError):
        parsers.read_answer(body)
