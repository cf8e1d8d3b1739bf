"""Backups: whole, of one moment, and never worse than the one before."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from filled_for_tests import keep_file, tell_all

from affetto.errors import InputError, LibraryError
from affetto.library.backups import back_up
from affetto.library.importers import ImportedTrack
from affetto.library.music_library import Library
from affetto.music import TrackTags


def titles(path):
    with Library.open(path) as library:
        return sorted(track.tags.title for track in library.tracks())


def test_a_backup_is_a_library(library, tmp_path):
    keep_file(library, "/music/one.flac")
    copy = back_up(library.path, tmp_path / "copy.db")
    keep_file(library, "/music/two.flac")
    assert copy == tmp_path / "copy.db"
    assert titles(copy) == ["one"]
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["copy.db"]


@pytest.mark.parametrize("folder", [None, "backups"])
def test_in_a_folder_it_is_named_after_the_moment(library, tmp_path, folder):
    if folder is not None:
        folder = tmp_path / folder
        folder.mkdir()
    copy = back_up(library.path, folder)
    assert copy.parent == (folder or library.path.parent)
    assert copy.name.startswith("library-20")
    assert titles(copy) == []


def test_a_newer_backup_takes_the_place_of_an_older_one(library, tmp_path):
    copy = back_up(library.path, tmp_path / "copy.db")
    keep_file(library, "/music/one.flac")
    assert titles(back_up(library.path, copy)) == ["one"]


def test_it_is_of_one_moment_though_others_are_writing(library, tmp_path):
    """Each file is kept together with its track, so that their numbers are equal at any moment."""

    def write():
        for number in range(20):
            keep_file(library, f"/music/{number}.flac")

    with ThreadPoolExecutor(1) as others:
        writing = others.submit(write)
        copies = []
        while not writing.done():
            copies.append(back_up(library.path, tmp_path / f"{len(copies)}.db"))
        writing.result()
    for copy in copies:
        with Library.open(copy) as backup:
            assert backup.find_damage() == ()
            stats = backup.stats()
            assert stats.tracks == stats.files == stats.analysed_tracks


def test_the_library_itself_is_no_place_for_its_backup(library):
    keep_file(library, "/music/one.flac")
    with pytest.raises(InputError, match="the library itself"):
        back_up(library.path, library.path)
    assert titles(library.path) == ["one"]


def test_where_nothing_can_be_written_there_is_one_clear_line(library, tmp_path):
    with pytest.raises(InputError) as caught:
        back_up(library.path, tmp_path / "no" / "such" / "copy.db")
    assert "copy.db" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_damaged_library_does_not_replace_a_good_backup(library, tmp_path):
    tell_all(
        library,
        [
            ImportedTrack(TrackTags(f"{number}" * 200), f"spotify:track:{number}", 1)
            for number in range(200)
        ],
    )
    good = back_up(library.path, tmp_path / "good.db")
    library.close()
    size = library.path.stat().st_size
    with library.path.open("r+b") as file:
        file.seek(size // 3)
        file.write(b"\xa5" * (size // 3))
    with pytest.raises(LibraryError, match="damaged"):
        back_up(library.path, good)
    assert len(titles(good)) == 200
