"""JSON files record by record."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from affetto.errors import InputError
from affetto.library.importers.reading.json_records import field_text, read_objects


def read(content):
    return list(read_objects(Path("x.json"), io.BytesIO(content)))


@pytest.mark.parametrize(
    "content",
    [b'[{"a": 1}, {"a": 2}]', b'{"a": 1}\n{"a": 2}\n', b'\xef\xbb\xbf[\n{"a":1}\n,\n{"a":2}\n]\n'],
)
def test_arrays_and_lines_are_read_alike(content):
    assert read(content) == [(1, {"a": 1}), (2, {"a": 2})]


def test_records_larger_than_a_piece_of_the_file_are_read_whole():
    records = [{"text": "x" * n, "é": ["]", "["]} for n in (10, 200_000, 70_000)]
    assert [value for _, value in read(json.dumps(records).encode())] == records


def test_records_come_before_the_file_is_read():
    file = io.BytesIO(b'[{"a": 1},' + b'{"a": 2},' * 100_000)
    assert next(read_objects(Path("x.json"), file)) == (1, {"a": 1})
    assert file.tell() < 100_000


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'[{"a": 1}, {"a": ', "from record 2 on"),
        (b"[" + b'{"a":' * 100_000, "from record 1 on"),
        (b'{"a": "\xe9"}', "not in UTF-8"),
        (b"hello", "from record 1 on"),
        (b'{"a": ' + b"9" * 10_000 + b"}", "from record 1 on"),
    ],
)
def test_what_is_no_json_is_refused_with_the_record(content, reason):
    with pytest.raises(InputError, match=reason):
        read(content)


def test_fields_are_texts():
    assert [field_text(value) for value in ("a", 1, 2.5, ["b", "c"], [], None, {})] == [
        *("a", "1", "2.5", "b", "", "", "")
    ]
