from __future__ import annotations

import pytest

from affetto.library.licence_sidecars import LicenceSidecars


@pytest.fixture
def song(tmp_path):
    return tmp_path / "song.mp3"


def licence_of(path):
    return LicenceSidecars().licence_of(path)


def test_a_file_without_a_sidecar_has_no_licence(song):
    assert licence_of(song) == ""
    assert licence_of(song.parent / "nowhere" / "song.mp3") == ""


@pytest.mark.parametrize(
    ("text", "licence"),
    [
        ("SPDX-FileCopyrightText: 2020 Ada\n\nSPDX-License-Identifier: CC-BY-4.0\n", "CC-BY-4.0"),
        ("SPDX-License-Identifier:CC0-1.0\r\n", "CC0-1.0"),
        ("/* SPDX-License-Identifier: CC-BY-SA-4.0 */", "CC-BY-SA-4.0"),
        ("SPDX-License-Identifier: CC-BY-4.0 OR MIT", "CC-BY-4.0 OR MIT"),
        ("SPDX-License-Identifier: LicenseRef-mine", "LicenseRef-mine"),
        ("SPDX-License-Identifier: MIT\nSPDX-License-Identifier: 0BSD\n", "MIT AND 0BSD"),
        ("free as in beer", ""),
        ("", ""),
    ],
)
def test_reads_the_sidecar_of_a_file_as_reuse_writes_it(song, text, licence):
    (song.parent / "song.mp3.license").write_text(text, newline="")
    assert licence_of(song) == licence
    assert licence_of(song.with_name("other.mp3")) == ""


@pytest.mark.parametrize("name", ["LICENSE", "LICENCE.txt", "licence.md", "COPYING"])
@pytest.mark.parametrize(
    ("text", "licence"),
    [
        ("CC BY 4.0\n", "CC-BY-4.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("All music by Ada.\nSPDX-License-Identifier: CC-BY-3.0\n", "CC-BY-3.0"),
        ("CC BY", "CC BY"),
        ("CC BY 4.0, except track 3", ""),
        ("CC BY 4.0 for the music, MIT for the code", ""),
        ("All rights reserved", ""),
    ],
)
def test_a_licence_of_the_folder_counts_only_if_unmistakable(song, name, text, licence):
    (song.parent / name).write_text(text)
    assert licence_of(song) == licence


def test_the_sidecar_of_the_file_outweighs_the_licence_of_the_folder(song):
    (song.parent / "LICENSE").write_text("CC BY 4.0")
    (song.parent / "song.mp3.license").write_text("SPDX-License-Identifier: CC-BY-NC-4.0")
    assert licence_of(song) == "CC-BY-NC-4.0"
    assert licence_of(song.with_name("other.mp3")) == "CC-BY-4.0"


def test_two_licences_of_a_folder_that_differ_say_nothing(song):
    (song.parent / "LICENSE").write_text("CC BY 4.0")
    (song.parent / "COPYING").write_text("MIT")
    assert licence_of(song) == ""


def test_what_is_no_text_says_nothing(song):
    (song.parent / "song.mp3.license").write_bytes(b"\xff\xfe\0\x80" * 100_000)
    (song.parent / "LICENSE").mkdir()
    assert licence_of(song) == ""
