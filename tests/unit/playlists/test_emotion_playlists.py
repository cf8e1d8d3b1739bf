from pathlib import Path

import pytest

from affetto.affect import EMOTION_POINTS
from affetto.errors import InputError
from affetto.music import NO_TRACK_ID
from affetto.playlists.emotion_playlists import default_playlists, load_playlists


def test_takes_the_address_that_the_user_wrote_and_searches_for_the_rest(tmp_path: Path) -> None:
    file = tmp_path / "playlists.toml"
    file.write_text('happy = "https://example.org/happy"\n', "utf-8")
    entries = dict(zip(EMOTION_POINTS, load_playlists(file), strict=True))
    assert entries["happy"].uri == "https://example.org/happy"
    assert "search_query=sad+music+playlist" in entries["sad"].uri
    assert [entry.mood for entry in entries.values()] == list(EMOTION_POINTS.values())


def test_without_a_file_every_playlist_is_a_search(tmp_path: Path) -> None:
    assert load_playlists(tmp_path / "none.toml") == default_playlists()
    assert len({entry.uri for entry in default_playlists()}) == len(EMOTION_POINTS)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('hapy = "https://example.org"', "'hapy' is none of angry"),
        ('happy = "my favourites"', "no address"),
        ("happy = 3", "no address"),
        ("happy", "cannot be read"),
        ("happy = 'file:///a'\nhappy = 'file:///b'", "cannot be read"),
    ],
)
def test_says_what_is_wrong_with_the_file(tmp_path: Path, text: str, reason: str) -> None:
    file = tmp_path / "playlists.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(InputError, match=reason) as raised:
        load_playlists(file)
    assert raised.value.source == str(file)


def test_a_file_of_another_encoding_is_no_list(tmp_path: Path) -> None:
    file = tmp_path / "playlists.toml"
    file.write_bytes(b'happy = "https://example.org/\xff"')
    with pytest.raises(InputError, match="cannot be read"):
        load_playlists(file)


def test_no_playlist_is_mistaken_for_a_track_of_the_library() -> None:
    numbers = [playlist.id for playlist in default_playlists()]
    assert len(set(numbers)) == len(numbers)
    assert max(numbers) < NO_TRACK_ID
