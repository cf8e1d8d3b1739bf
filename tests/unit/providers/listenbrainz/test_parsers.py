"""What ListenBrainz answers, and what it is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from affetto.library.histories import find_history
from affetto.listening import Listen, Reaction
from affetto.providers.capabilities import Play
from affetto.providers.errors import BadAnswerError, SignInNeededError
from affetto.providers.listenbrainz import parsers

Recorded = Callable[[str], Any]
MBID = "11111111-2222-4333-8444-555555555503"


def test_listens_are_plays_with_all_codes_that_are_known(recorded: Recorded) -> None:
    page = parsers.parse_plays(recorded("listenbrainz/listens"))
    assert page.plays[0] == Listen(
        Reaction.PLAY,
        at=datetime.fromtimestamp(1795001000, UTC),
        title="Tide Table",
        artist="Mira Solberg",
        uri="spotify:track:0aB1cD2eF3gH4iJ5kL6mN7",
        isrc="NOAAA1100001",
        mbid=MBID,
    )
    assert page.plays[1].title == "Brass Weather"
    assert page.plays[1].isrc == page.plays[1].mbid == ""  # players write what they like
    assert not page.has_more


def test_a_history_goes_on_until_its_oldest_listen(recorded: Recorded) -> None:
    answer = recorded("listenbrainz/listens")
    answer["payload"]["listens"].pop()
    assert parsers.parse_plays(answer).has_more
    answer["payload"]["listens"].clear()
    assert not parsers.parse_plays(answer).has_more


def test_feedback_is_loved_or_hated_and_nothing_else(recorded: Recorded) -> None:
    page = parsers.parse_feedback(recorded("listenbrainz/feedback"))
    assert [rating.reaction for rating in page.ratings] == [Reaction.LIKE, Reaction.DISLIKE]
    assert page.ratings[0].mbid == MBID
    assert page.ratings[1].title == ""
    assert (page.n_read, page.n_all) == (3, 3)


@pytest.mark.parametrize("name", ["listens", "feedback"])
def test_an_answer_tells_what_the_same_answer_in_a_file_tells(
    recorded: Recorded, tmp_path: Path, name: str
) -> None:
    answer = recorded(f"listenbrainz/{name}")
    file = tmp_path / "answer.json"
    file.write_text(json.dumps(answer))
    read = (
        parsers.parse_plays(answer).plays
        if name == "listens"
        else parsers.parse_feedback(answer).ratings
    )
    assert list(find_history(file).read(file)) == list(read)


def test_playlists_are_known_by_the_end_of_their_addresses(recorded: Recorded) -> None:
    [playlist] = parsers.parse_playlists(recorded("listenbrainz/playlists")).playlists
    assert playlist.id == "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeee01"
    assert playlist.url.endswith(playlist.id)


def test_tracks_of_playlists_are_recordings_of_musicbrainz(recorded: Recorded) -> None:
    listed, alone = parsers.parse_playlist_tracks(recorded("listenbrainz/playlist"))
    assert (listed.id, listed.title, listed.album) == (MBID, "Tide Table", "Shores")
    assert listed.uri == f"https://musicbrainz.org/recording/{MBID}"
    assert alone.id.endswith("02")  # as servers wrote it before JSPF's lists
    assert not listed.is_playable


def test_whose_token_it_is() -> None:
    assert parsers.parse_user_name({"valid": True, "user_name": "grace"}) == "grace"
    with pytest.raises(SignInNeededError):
        parsers.parse_user_name({"valid": False})


def test_a_play_is_told_with_what_is_known_of_it() -> None:
    at = datetime(2026, 11, 1, 12, tzinfo=UTC)
    full = Play("Tide Table", "Mira Solberg", at, "Shores", 214.26, "NOAAA1100001", MBID)
    told = parsers.play_as_listen(full)
    assert told["listened_at"] == int(at.timestamp())
    said = told["track_metadata"]
    assert (said["track_name"], said["release_name"]) == ("Tide Table", "Shores")
    assert said["additional_info"]["duration_ms"] == 214_260
    assert said["additional_info"]["recording_mbid"] == MBID
    bare = parsers.now_playing(Play("Reverie", "Ada", at, mbid="no identifier"))
    assert "listened_at" not in bare
    assert "release_name" not in bare["track_metadata"]
    assert (
        not {"isrc", "recording_mbid", "duration_ms"}
        & bare["track_metadata"]["additional_info"].keys()
    )


@pytest.mark.parametrize(
    ("text", "mbid"),
    [
        (MBID, MBID),
        (f" {MBID.upper()} ", MBID),
        (f"https://musicbrainz.org/recording/{MBID}/", MBID),
        (f"{MBID}/delete", ""),
        ("", ""),
        ("..", ""),
    ],
)
def test_identifiers_are_told_from_anything_else(text: str, mbid: str) -> None:
    assert parsers.mbid_in(text) == mbid


@pytest.mark.parametrize(
    "read",
    [
        parsers.parse_user_name,
        parsers.parse_plays,
        parsers.parse_feedback,
        parsers.parse_lookup,
        parsers.parse_playlists,
        parsers.parse_playlist_tracks,
        parsers.check_done,
        lambda answer: parsers.parse_created(answer, "a", 1),
    ],
)
@pytest.mark.parametrize("broken", [[], None, {"unexpected": [[1, None]]}, {"status": "error"}])
def test_other_shapes_are_refused(read: Callable[[Any], object], broken: Any) -> None:
    with pytest.raises(BadAnswerError):
        read(broken)
