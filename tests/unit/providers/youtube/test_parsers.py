"""What YouTube answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from affetto.providers.errors import BadAnswerError, NotAllowedError, SignInNeededError
from affetto.providers.youtube import parsers

Recorded = Callable[[str], Any]


def test_a_search_names_videos_in_its_order(recorded: Recorded) -> None:
    assert parsers.parse_found(recorded("youtube/search")) == ["a1B2c3D4e5F", "-_9zYxWvUtS"]


def test_videos_are_read_as_recordings(recorded: Recorded) -> None:
    answer = recorded("youtube/videos")
    answer["items"][2]["id"] = "live_live_l"
    topic, official, live = parsers.parse_videos(answer)
    assert (topic.artist, topic.title, topic.duration_s) == ("Mira Solberg", "Tide Table", 245)
    assert topic.cover_url.endswith("/mqdefault.jpg")
    assert topic.url == topic.uri == "https://www.youtube.com/watch?v=-_9zYxWvUtS"
    assert (official.artist, official.title) == ("Mira Solberg", "Tide Table")
    assert official.duration_s == 3602
    assert live.duration_s is None
    assert not any(video.download_url for video in (topic, official, live))


@pytest.mark.parametrize(
    ("title", "channel", "artist", "recording"),
    [
        ("Reverie", "Ada - Topic", "Ada", "Reverie"),
        ("One - Two", "Ada - Topic", "Ada", "One - Two"),
        ("Ada - Reverie (Official Music Video)", "AdaVEVO", "Ada", "Reverie"),
        ("Ada – Reverie [Lyrics]", "Words", "Ada", "Reverie"),
        ("Ada - Reverie (Live)", "Words", "Ada", "Reverie (Live)"),
        ("Reverie", "AdaVEVO", "Ada", "Reverie"),
        ("Self-Made", "Ada", "Ada", "Self-Made"),
        ("(Official Video)", "Ada", "Ada", "(Official Video)"),
    ],
)
def test_artist_and_title_are_told_apart(
    recorded: Recorded, title: str, channel: str, artist: str, recording: str
) -> None:
    answer = recorded("youtube/videos")
    answer["items"] = answer["items"][:1]
    answer["items"][0]["snippet"] |= {"title": title, "channelTitle": channel}
    [video] = parsers.parse_videos(answer)
    assert (video.artist, video.title) == (artist, recording)


@pytest.mark.parametrize(
    ("name", "error"),
    [("quota_exceeded", parsers.QuotaUsedUpError), ("key_invalid", SignInNeededError)],
)
def test_errors_mean_what_their_reason_says(
    recorded: Recorded, name: str, error: type[Exception]
) -> None:
    body = json.dumps(recorded(f"youtube/{name}")).encode()
    assert isinstance(parsers.explain(403, body), error)


def test_an_interface_that_is_not_switched_on_says_what_to_do() -> None:
    told = parsers.explain(403, b'{"error": {"errors": [{"reason": "accessNotConfigured"}]}}')
    assert isinstance(told, NotAllowedError)
    assert "enable the YouTube Data API v3" in str(told)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b'{"error": 7}', b'{"error": {"errors": 7}}']
)
def test_errors_of_no_known_reason_mean_what_everybody_means(body: bytes) -> None:
    assert parsers.explain(403, body) is None


@pytest.mark.parametrize(
    ("address", "video_id"),
    [
        ("https://www.youtube.com/watch?v=a1B2c3D4e5F", "a1B2c3D4e5F"),
        ("https://music.youtube.com/watch?v=a1B2c3D4e5F&list=x", "a1B2c3D4e5F"),
        ("https://youtu.be/-_9zYxWvUtS", "-_9zYxWvUtS"),
        ("https://www.youtube.com/results?search_query=a", ""),
        ("https://www.youtube.com/watch?v=../../other", ""),
        ("https://example.org/watch?v=a1B2c3D4e5F", ""),
        ("file:///a.mp3", ""),
        ("http://[", ""),
    ],
)
def test_videos_are_known_by_their_addresses(address: str, video_id: str) -> None:
    assert parsers.video_id_in(address) == video_id


@pytest.mark.parametrize("broken", [{}, {"items": 7}, {"items": [{"id": {"videoId": "a/../b"}}]}])
def test_other_shapes_are_refused(broken: dict[str, Any]) -> None:
    with pytest.raises(BadAnswerError):
        parsers.parse_found(broken)
