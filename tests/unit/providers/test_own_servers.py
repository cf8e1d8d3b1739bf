"""Addresses as people write them, and which of them others may listen in on."""

from __future__ import annotations

import pytest

from affetto.errors import InputError
from affetto.providers.own_servers import is_private_way, read_address, server_mark


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" https://music.example.org/ ", "https://music.example.org"),
        ("http://192.168.1.20:4533", "http://192.168.1.20:4533"),
        ("https://example.org/navidrome/", "https://example.org/navidrome"),
        ("http://[::1]:4040", "http://[::1]:4040"),
    ],
)
def test_addresses_are_read_as_they_stand_in_a_browser(text: str, address: str) -> None:
    assert read_address(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "music.example.org",
        "https:///path",
        "file:///etc/passwd",
        "http://[",
        "http://a:b@c",
        "http://a#b",
    ],
)
def test_what_is_no_address_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(InputError) as caught:
        read_address(text)
    assert caught.value.source == "address"
    assert not text or text not in caught.value.reason


@pytest.mark.parametrize(
    ("address", "is_private"),
    [
        ("https://music.example.org", True),
        ("http://localhost:4533", True),
        ("http://127.0.0.2", True),
        ("http://[::1]:4040", True),
        ("http://192.168.1.20", False),
        ("http://0.0.0.0", False),
        ("http://localhost.example.org", False),
    ],
)
def test_only_what_is_encrypted_or_stays_here_is_private(address: str, is_private: bool) -> None:
    assert is_private_way(address) == is_private


def test_servers_are_told_apart_without_saying_where_they_are() -> None:
    marks = {server_mark("https://a.example"), server_mark("https://b.example")}
    assert len(marks) == 2
    assert not any("example" in mark for mark in marks)
