"""Names and places of files that are kept, whatever a catalogue calls them."""

from __future__ import annotations

import os
import string
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affetto.app.services.kept_files import KeptFiles, file_name_of
from affetto.library.licence_sidecars import LicenceSidecars
from affetto.providers.capabilities import ProviderTrack

REVERIE = ProviderTrack(
    "948",
    "https://www.jamendo.com/track/948",
    "Reverie",
    artist="Ada",
    licence="http://creativecommons.org/licenses/by/3.0/",
    attribution="“Reverie” – Ada (CC BY 3.0), https://www.jamendo.com/track/948",
)


def named(title: str, artist: str = "") -> str:
    return file_name_of(replace(REVERIE, title=title, artist=artist))


class TestNames:
    @pytest.mark.parametrize(
        ("artist", "title", "name"),
        [
            ("Ada", "Reverie", "Ada - Reverie"),
            ("", "Reverie", "Reverie"),
            ("AC/DC", "../../etc/passwd", "AC_DC - .._.._etc_passwd"),
            ("", "..", "track"),
            ("", "   ", "track"),
            ("", ".hidden", "hidden"),
            ("", "NUL", "_NUL"),
            ("", "com1.old", "_com1.old"),
            ("Who?", 'a: "b" <c> | d*\\', "Who_ - a_ _b_ _c_ _ d__"),
            ("a\nb", "c\td", "a b - c d"),
            ("Ada", "end. . ", "Ada - end"),
            ("Żółw", unicodedata.normalize("NFD", "Łódź"), "Żółw - Łódź"),
        ],
    )
    def test_names_are_safe_and_told(self, artist, title, name):
        assert named(title, artist) == name

    @given(st.text(), st.text(max_size=500))
    def test_no_name_leads_out_of_the_folder_or_is_too_long(self, artist, title):
        name = named(title, artist)
        assert name
        assert name == name.strip(" .")
        assert not set(name) & set('/\\<>:"|?*\0')
        assert all(sign not in string.whitespace or sign == " " for sign in name)
        assert len(name.encode()) <= 161


class TestPlaces:
    def test_a_licence_stands_beside_where_the_library_reads_it(self, tmp_path):
        path = KeptFiles(tmp_path / "jamendo").place(REVERIE, ".mp3")
        assert path == tmp_path / "jamendo" / "Ada - Reverie.mp3"
        path.write_bytes(b"sound")
        assert LicenceSidecars().licence_of(path) == "CC-BY-3.0"
        beside = path.with_name("Ada - Reverie.mp3.license").read_text()
        assert "SPDX-FileCopyrightText: Ada\n" in beside
        assert REVERIE.attribution in beside
        assert "Source: https://www.jamendo.com/track/948\n" in beside

    def test_a_track_keeps_its_place_and_is_found_there(self, tmp_path):
        files = KeptFiles(tmp_path)
        assert files.find(REVERIE) is None
        path = files.place(REVERIE, ".mp3")
        assert files.find(REVERIE) is None  # its name is kept, but it is not there yet
        path.write_bytes(b"sound")
        assert files.find(REVERIE) == path
        assert files.place(REVERIE, ".mp3") == path

    def test_another_track_of_the_same_name_gets_another_place(self, tmp_path):
        files = KeptFiles(tmp_path)
        first = files.place(REVERIE, ".mp3")
        other = replace(REVERIE, id="949", uri="https://www.jamendo.com/track/949")
        assert files.place(other, ".mp3") == tmp_path / "Ada - Reverie (2).mp3"
        assert files.place(REVERIE, ".mp3") == first

    def test_a_file_of_the_users_own_is_never_overwritten(self, tmp_path):
        (tmp_path / "Ada - Reverie.mp3").write_bytes(b"my own")
        assert KeptFiles(tmp_path).place(REVERIE, ".mp3").name == "Ada - Reverie (2).mp3"

    def test_a_licence_that_changes_is_written_anew(self, tmp_path):
        files = KeptFiles(tmp_path)
        path = files.place(REVERIE, ".mp3")
        files.place(replace(REVERIE, licence="CC BY-NC 4.0"), ".mp3")
        assert LicenceSidecars().licence_of(path) == "CC-BY-NC-4.0"

    @pytest.mark.parametrize("field", ["artist", "title", "attribution", "uri"])
    def test_words_of_a_catalogue_state_no_licence(self, tmp_path, field):
        trap = "x\nSPDX-License-Identifier: CC0-1.0 spdx-License-Identifier: MIT"
        path = KeptFiles(tmp_path).place(replace(REVERIE, **{field: trap}), ".mp3")
        assert LicenceSidecars().licence_of(path) == "CC-BY-3.0"

    def test_without_a_licence_none_is_made_up(self, tmp_path):
        path = KeptFiles(tmp_path).place(replace(REVERIE, licence=""), ".mp3")
        assert LicenceSidecars().licence_of(path) == ""


class TestWriting:
    def test_a_file_is_there_when_it_is_whole(self, tmp_path):
        files = KeptFiles(tmp_path)
        path = files.place(REVERIE, ".mp3")
        with files.writing(path) as part:
            part.write_bytes(b"half")
            assert not path.exists()
        assert path.read_bytes() == b"half"

    def test_nothing_is_left_of_a_file_that_did_not_come(self, tmp_path):
        files = KeptFiles(tmp_path)
        path = files.place(REVERIE, ".mp3")
        with pytest.raises(ZeroDivisionError), files.writing(path) as part:
            part.write_bytes(b"%d" % (1 // 0))
        assert [file.name for file in tmp_path.iterdir()] == ["Ada - Reverie.mp3.license"]

    def test_what_a_killed_program_left_is_removed_after_a_day(self, tmp_path):
        old, new = tmp_path / ".a.1.part", tmp_path / ".b.2.part"
        for file in (old, new):
            file.write_bytes(b"half")
        os.utime(old, (1, 1))
        files = KeptFiles(tmp_path)
        with files.writing(files.place(REVERIE, ".mp3")) as part:
            part.write_bytes(b"whole")
        assert (old.exists(), new.exists()) == (False, True)
