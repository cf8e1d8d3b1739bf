from __future__ import annotations

import os
from pathlib import Path

import pytest

from affetto.errors import InputError
from affetto.library.discovery import AUDIO_EXTENSIONS, find_music
from affetto.library.records import Failure


def touch(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return path


def test_finds_every_audio_extension_however_written_and_however_deep(tmp_path):
    files = {
        touch(tmp_path / "a" / ("deep" * number) / f"song{extension}")
        for number, extension in enumerate(AUDIO_EXTENSIONS)
    }
    files.add(touch(tmp_path / "LOUD.MP3"))
    touch(tmp_path / "cover.jpg")
    touch(tmp_path / "mp3")

    found = find_music([tmp_path])

    assert set(found.files) == files
    assert found.failures == ()


def test_skips_hidden_files_and_folders(tmp_path):
    touch(tmp_path / ".hidden.mp3")
    touch(tmp_path / ".trash" / "a.mp3")
    shown = touch(tmp_path / "shown.mp3")
    assert find_music([tmp_path]).files == (shown,)


def test_takes_a_named_file_whatever_its_name(tmp_path):
    odd = touch(tmp_path / ".music.bin")
    assert find_music([odd]).files == (odd,)


def test_gives_each_file_once_in_a_stable_order(tmp_path):
    files = [touch(tmp_path / name) for name in ("a/2.mp3", "a/b/1.mp3", "c.mp3")]
    found = find_music([files[2], tmp_path, tmp_path / "a", tmp_path / "a" / ".." / "a"])
    assert found.files == (files[2], files[0], files[1])


def test_follows_links_but_not_in_circles(tmp_path):
    elsewhere = touch(tmp_path / "elsewhere" / "linked.mp3")
    music = tmp_path / "music"
    plain = touch(music / "a" / "plain.mp3")
    (music / "a" / "circle").symlink_to(music)
    (music / "elsewhere").symlink_to(elsewhere.parent)
    (music / "itself.mp3").symlink_to(music / "itself.mp3")
    (music / "broken.mp3").symlink_to(music / "nothing.mp3")

    assert find_music([music]).files == (plain, music / "elsewhere" / "linked.mp3")


def test_goes_deeper_than_pythons_stack(open_folder, monkeypatch):
    monkeypatch.chdir(open_folder)
    depth = 1100
    for _ in range(depth):
        Path("d").mkdir()
        os.chdir("d")
    Path("a.mp3").touch()
    try:
        (found,) = find_music([open_folder]).files
    finally:
        # Python's own rmtree does not go so deep.
        Path("a.mp3").unlink()
        for _ in range(depth):
            os.chdir("..")
            Path("d").rmdir()
    assert len(found.relative_to(open_folder).parts) == depth + 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
def test_never_waits_for_a_pipe(tmp_path):
    music = touch(tmp_path / "a.mp3")
    os.mkfifo(tmp_path / "pipe.mp3")
    assert find_music([tmp_path]).files == (music,)
    assert find_music([music, tmp_path / "pipe.mp3"]).failures == (
        Failure(tmp_path / "pipe.mp3", "not a regular file"),
    )


def test_names_what_holds_no_music_beside_what_does(tmp_path):
    file = touch(tmp_path / "a.mp3")
    empty = tmp_path / "empty"
    empty.mkdir()
    found = find_music([file, empty, tmp_path / "missing"])
    assert found.files == (file,)
    assert [str(failure) for failure in found.failures] == [
        f"{empty}: no music found; looked for {' '.join(AUDIO_EXTENSIONS)}",
        f"{tmp_path / 'missing'}: there is no such file or folder",
    ]


def test_refuses_what_does_not_exist(tmp_path):
    with pytest.raises(InputError, match=r"nowhere: there is no such file or folder$"):
        find_music([tmp_path / "nowhere"])


def test_refuses_several_paths_with_one_line(tmp_path):
    with pytest.raises(InputError, match=r"^/\S+/a: there is no such file or folder \(and 2 more"):
        find_music([tmp_path / "a", tmp_path / "b", tmp_path / "c"])


def test_names_folders_it_may_not_enter(open_folder, as_ordinary_user):
    shown = touch(open_folder / "shown.mp3")
    touch(open_folder / "closed" / "a.mp3")
    (open_folder / "closed").chmod(0)
    with as_ordinary_user():
        found = find_music([open_folder, open_folder / "closed" / "a.mp3"])
        with pytest.raises(InputError, match="closed: the folder cannot be read: Permission"):
            find_music([open_folder / "closed"])
    (open_folder / "closed").chmod(0o755)
    assert found.files == (shown,)
    assert [str(failure) for failure in found.failures] == [
        f"{open_folder / 'closed'}: the folder cannot be read: Permission denied",
        f"{open_folder / 'closed' / 'a.mp3'}: cannot be read: Permission denied",
    ]
