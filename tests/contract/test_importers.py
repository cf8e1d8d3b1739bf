"""What every importer promises, whatever format it reads."""

from __future__ import annotations

import gzip
import itertools
import math
import pickle
import re
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.importer_samples_for_tests import SAMPLES

from affetto.errors import InputError
from affetto.library.importers import (
    BadRow,
    ImportedTrack,
    Importer,
    find_importer,
    list_importers,
)
from affetto.library.importers.reading.opening import read_head
from affetto.text import printable

damage = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(params=SAMPLES)
def sample(request, tmp_path) -> tuple[Importer, Path]:
    name, write = SAMPLES[request.param]
    return find_importer(Path(), name), write(tmp_path)


def read(importer: Importer, path: Path) -> list[ImportedTrack | BadRow]:
    return list(importer.read(path))


def read_or_refuse(importer: Importer, path: Path) -> list[ImportedTrack | BadRow]:
    """What is read before a file turns out to be unusable, if it does."""
    rows: list[ImportedTrack | BadRow] = []
    with suppress(InputError):
        rows.extend(importer.read(path))
    return rows


def all_numbers(value: object) -> list[float]:
    if isinstance(value, dict):
        return [number for each in value.values() for number in all_numbers(each)]
    return [value] if isinstance(value, int | float) else []


def all_texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in all_texts(each)]
    if isinstance(value, tuple):
        return [text for each in value for text in all_texts(each)]
    return [value] if isinstance(value, str) else []


def check_rows(rows: list[ImportedTrack | BadRow]) -> None:
    for row in rows:
        assert row.line >= 1
        if isinstance(row, BadRow):
            assert row.reason == printable(row.reason).strip() != ""
            continue
        assert row.uri
        assert ":" in row.uri
        assert row.tags.title.strip()
        assert row.duration_s is None or row.duration_s > 0
        assert all(map(math.isfinite, all_numbers(asdict(row))))
        assert all(text == printable(text) for text in all_texts(asdict(row)))


def test_every_format_has_a_name_of_its_own_and_a_sample():
    names = list_importers()
    assert len(set(names)) == len(names)
    assert {name for name, _ in SAMPLES.values()} == set(names)
    for name in names:
        assert re.fullmatch(r"[a-z0-9-]{1,32}", name)
        assert find_importer(Path(), name).name == name


def test_an_unknown_name_is_refused_with_the_known_ones(tmp_path):
    with pytest.raises(InputError, match=r"vinyl.*m3u.*spotify-features"):
        find_importer(tmp_path, "vinyl")


def test_a_sample_is_recognized_by_its_own_format_only(sample):
    importer, path = sample
    head = read_head(path)
    recognized = [
        name for name in list_importers() if find_importer(path, name).recognizes(path, head)
    ]
    assert recognized == [importer.name]
    assert find_importer(path) is importer


def test_good_rows_are_tracks_and_bad_ones_have_line_and_reason(sample):
    importer, path = sample
    rows = read(importer, path)
    check_rows(rows)
    assert sum(isinstance(row, BadRow) for row in rows) == 1
    assert sum(isinstance(row, ImportedTrack) for row in rows) in {1, 2}
    lines = [row.line for row in rows]
    assert lines == sorted(set(lines))


def test_the_same_file_is_read_alike_twice(sample):
    importer, path = sample
    assert read(importer, path) == read(importer, path)


def test_reading_changes_nothing_beside_the_file(sample):
    importer, path = sample
    before = {file: file.read_bytes() for file in path.parent.rglob("*") if file.is_file()}
    read(importer, path)
    assert {f: f.read_bytes() for f in path.parent.rglob("*") if f.is_file()} == before


def test_what_is_read_can_be_pickled(sample):
    importer, path = sample
    rows = read(importer, path)
    assert pickle.loads(pickle.dumps(rows)) == rows


def test_a_missing_file_is_refused_with_its_name(sample, tmp_path):
    importer, _ = sample
    with pytest.raises(InputError, match="nowhere"):
        read(importer, tmp_path / "nowhere")
    with pytest.raises(InputError, match="nowhere: no such file"):
        find_importer(tmp_path / "nowhere")


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xd8\xff\xe0 JFIF" + bytes(range(256)), b"Dear Ada,\nhow are you?\n"],
    ids=["empty", "picture", "letter"],
)
def test_a_file_of_something_else_is_refused_with_one_line(sample, content, tmp_path):
    importer, _ = sample
    path = tmp_path / "other.txt"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read(importer, path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    with pytest.raises(InputError):
        find_importer(path)


def test_packed_files_are_read_like_plain_ones(sample, tmp_path):
    importer, path = sample
    if path.is_dir() or path.suffix in {".bz2", ".gz", ".db"}:
        pytest.skip("is packed itself, or cannot be")
    (packed := path.with_name(f"{path.name}.gz")).write_bytes(gzip.compress(path.read_bytes()))
    assert find_importer(packed) is importer
    assert read(importer, packed) == read(importer, path)


def test_a_packed_file_that_is_cut_off_says_so(sample):
    importer, path = sample
    if path.is_dir() or path.suffix in {".bz2", ".gz", ".db"}:
        pytest.skip("is packed itself, or cannot be")
    packed = gzip.compress(path.read_bytes() + b"\n" * 100_000, compresslevel=0)
    path.write_bytes(packed[: len(packed) // 2])
    with pytest.raises(InputError, match="cut off"):
        read(importer, path)


def test_tracks_come_before_the_whole_file_is_read(sample):
    """A file that is damaged late still gives what stands before the damage."""
    importer, path = sample
    if path.is_dir() or path.suffix == ".db":
        pytest.skip("is no stream of bytes")
    whole = path.read_bytes()
    if path.suffix in {".bz2", ".gz"}:
        pytest.skip("its packed blocks are larger than it")
    path.write_bytes(gzip.compress(whole) + gzip.compress(b" " * 1_000_000)[:200])
    first = next(iter(importer.read(path)))
    assert isinstance(first, ImportedTrack)


@damage
@given(data=st.data())
def test_a_damaged_file_never_crashes(sample, data):
    importer, path = sample
    if path.is_dir():
        path = min(path.rglob("*.json"))
    original = path.read_bytes()
    try:
        content = bytearray(original)
        for _ in range(data.draw(st.integers(1, 6))):
            at = data.draw(st.integers(0, len(content) - 1))
            content[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
        path.write_bytes(content[: data.draw(st.integers(1, len(content)))] or b"x")
        check_rows(read_or_refuse(importer, path))
    finally:
        path.write_bytes(original)


@damage
@given(content=st.binary(max_size=400))
def test_any_bytes_at_all_never_crash(content, tmp_path):
    path = tmp_path / "bytes.m3u"
    path.write_bytes(content)
    for name in list_importers():
        check_rows(read_or_refuse(find_importer(path, name), path))


def test_reading_may_be_given_up_at_any_time(sample):
    importer, path = sample
    rows = importer.read(path)
    assert len(list(itertools.islice(rows, 1))) == 1
    rows.close()
