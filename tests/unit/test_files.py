from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from affetto.files import write_whole


def test_writes_the_file_and_nothing_else(tmp_path: Path) -> None:
    write_whole(tmp_path / "page.png", b"first")
    write_whole(tmp_path / "page.png", b"second")
    assert [path.name for path in tmp_path.iterdir()] == ["page.png"]
    assert (tmp_path / "page.png").read_bytes() == b"second"


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "page.png").mkdir()
    with pytest.raises(IsADirectoryError):
        write_whole(tmp_path / "page.png", b"content")


def test_a_missing_folder_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "nowhere" / "page.png", b"content")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="the superuser may write everywhere"
)
def test_a_protected_file_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "page.png"
    path.write_bytes(b"older")
    path.chmod(0o444)
    with pytest.raises(PermissionError):
        write_whole(path, b"newer")
    assert path.read_bytes() == b"older"


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX permissions")
def test_a_replaced_file_keeps_who_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "page.png"
    path.write_bytes(b"older")
    path.chmod(0o600)
    write_whole(path, b"newer")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "real.png", tmp_path / "page.png"
    link.symlink_to(target)
    write_whole(link, b"content")
    assert link.is_symlink()
    assert target.read_bytes() == b"content"
