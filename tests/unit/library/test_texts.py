from __future__ import annotations

import os
from pathlib import Path
from urllib.request import url2pathname

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affetto.errors import InputError
from affetto.library.texts import (
    absolute_path,
    file_uri,
    folder_uri,
    make_storable,
    path_of,
    show_path,
)

NAMES = st.binary(min_size=1, max_size=40).map(
    lambda name: os.fsdecode(name.replace(b"\0", b"").replace(b"/", b"") or b"x")
)


@given(st.lists(NAMES, min_size=1, max_size=4))
def test_address_of_a_file_leads_back_to_it(parts):
    path = Path("/", *parts)
    uri = file_uri(path)
    assert uri.isascii()
    assert path_of(uri) == path


def test_address_of_a_file_is_understood_by_others():
    path = Path("/music/Motörhead 100%/a#b?.mp3")
    assert url2pathname(file_uri(path).removeprefix("file://")) == str(path)


def test_folder_is_no_prefix_of_its_namesake():
    assert file_uri(Path("/music/rock/a.mp3")).startswith(folder_uri(Path("/music/rock")))
    assert not file_uri(Path("/music/rocksteady/a.mp3")).startswith(folder_uri(Path("/music/rock")))
    assert file_uri(Path("/a.mp3")).startswith(folder_uri(Path("/")))


@given(st.text(alphabet=st.characters(codec=None)))
def test_any_text_can_be_made_storable(text):
    storable = make_storable(text)
    storable.encode()
    assert "\0" not in storable
    assert make_storable(storable) == storable


def test_shows_a_path_on_one_line_and_without_orders_to_the_terminal():
    assert show_path(Path("/music/a\nb\x1b[31m\udcff.wav")) == "/music/a b�[31m�.wav"


def test_names_a_path_that_starts_from_a_folder_that_is_gone(tmp_path, monkeypatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(InputError, match=r"^x\.mp3: the current folder no longer exists"):
        absolute_path(Path("x.mp3"))
    assert absolute_path(Path("/a/../x.mp3")) == Path("/x.mp3")
