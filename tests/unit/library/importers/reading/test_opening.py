"""Files as bytes, packed or not."""

from __future__ import annotations

import bz2
import gzip
import importlib.util
import lzma
import zipfile

import pytest

from affetto.errors import InputError
from affetto.library.importers.reading.opening import HEAD_BYTES, open_unpacked, read_head


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress, lzma.compress])
def test_files_are_unpacked_by_what_they_hold(pack, tmp_path):
    path = tmp_path / "file"
    path.write_bytes(pack(b"content" * 100_000))
    with open_unpacked(path) as file:
        assert file.read() == b"content" * 100_000
    assert len(read_head(path)) == HEAD_BYTES


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_file_that_is_cut_off_or_damaged_says_so(pack, tmp_path):
    path = tmp_path / "file"
    packed = pack(bytes(range(256)) * 4000)
    path.write_bytes(packed[: len(packed) // 2])
    with pytest.raises(InputError, match="cut off"), open_unpacked(path) as file:
        file.read()
    path.write_bytes(packed[:20] + b"damage" + packed[26:])
    with pytest.raises(InputError, match=r"damaged|cannot be read"), open_unpacked(path) as file:
        file.read()


def test_what_stands_before_a_cut_is_the_head(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(gzip.compress(b"name,energy\n" * 1000, 0)[:6000])
    assert read_head(path).startswith(b"name,energy\n")


@pytest.mark.parametrize(
    ("content", "reason"), [(b"", "is empty"), (gzip.compress(b"", mtime=0), "is empty")]
)
def test_an_empty_file_has_no_head(content, reason, tmp_path):
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(InputError, match=reason):
        read_head(path)


def test_a_zip_archive_is_to_be_unpacked_first(tmp_path):
    path = tmp_path / "archive.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("tracks.csv", "name\n")
    with pytest.raises(InputError, match="zip archive; unpack it"):
        read_head(path)


@pytest.mark.skipif(
    importlib.util.find_spec("compression") is not None, reason="this Python unpacks Zstandard"
)
def test_zstandard_is_to_be_unpacked_first_where_python_cannot(tmp_path):
    path = tmp_path / "dump.tar.zst"
    path.write_bytes(b"\x28\xb5\x2f\xfd" + bytes(20))
    with pytest.raises(InputError, match="zstd -d"):
        read_head(path)


def test_a_folder_has_no_head(tmp_path):
    assert read_head(tmp_path) == b""
    with pytest.raises(InputError, match="cannot be read"), open_unpacked(tmp_path):
        pass
