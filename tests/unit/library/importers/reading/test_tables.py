"""Tables row by row."""

from __future__ import annotations

import pytest

from affetto.errors import InputError
from affetto.library.importers import BadRow
from affetto.library.importers.reading.tables import has_columns, read_table

COLUMNS = {"title": ("name", "title"), "energy": ("energy",)}
REQUIRED = (("title",),)


def read(path, content, columns=COLUMNS):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return [
        row if isinstance(row, BadRow) else (row.line, row.text("title"), row.number_text("energy"))
        for row in read_table(path, columns, REQUIRED)
    ]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "table.csv"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\N{BYTE ORDER MARK}"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_line_ends_byte_order_marks_and_delimiters_do_not_matter(path, end, mark, delimiter):
    lines = ["Name,Energy", "One,0.5", "Two,"]
    text = mark + end.join(line.replace(",", delimiter) for line in lines) + end
    assert read(path, text) == [(2, "One", "0.5"), (3, "Two", "")]


def test_a_table_in_utf_16_is_read(path):
    assert read(path, "name\tenergy\nŻółw\t1\n".encode("utf-16")) == [(2, "Żółw", "1")]


def test_lines_are_counted_through_quoted_line_breaks(path):
    text = 'name,energy\n"One\nand more",0.5\n\nTwo,loud,?\nThree,1\n'
    bad = BadRow(5, "has 3 cells where the header names 2")
    assert read(path, text) == [(2, "One\nand more", "0.5"), bad, (6, "Three", "1")]


def test_a_quotation_mark_too_many_costs_one_row_only(path):
    good = "".join(f"Song {n},0.5\n" for n in range(4, 20_000))
    rows = read(path, f'name,energy\nOne,0.5\n"Two,0.5\n{good}')
    assert [row.line for row in rows if isinstance(row, BadRow)] == [3]
    assert rows[0] == (2, "One", "0.5")
    assert rows[2:] == [(n, f"Song {n}", "0.5") for n in range(4, 20_000)]


def test_two_quotation_marks_too_many_do_not_join_rows(path):
    rows = read(path, 'name,energy\n"One,0.5\nTwo,0.5\n"Three,0.5\nFour,0.5\n')
    assert [row.line for row in rows if isinstance(row, BadRow)] == [2, 4]
    assert [row[1] for row in rows if not isinstance(row, BadRow)] == ["Two", "Four"]


def test_a_row_of_another_length_is_a_bad_one_unless_only_empty_cells_are_too_many(path):
    rows = read(path, "name,energy\nOne\nTwo,1,,\nThree,1,x\n")
    assert rows == [
        BadRow(2, "has 1 cells where the header names 2"),
        (3, "Two", "1"),
        BadRow(4, "has 3 cells where the header names 2"),
    ]


def test_latin_1_is_read_where_a_row_has_no_utf_8(path):
    content = b"name,energy\n" + "Été,1\n".encode("latin-1") + "Nuit d’été,1\n".encode()
    assert read(path, content) == [(2, "Été", "1"), (3, "Nuit d’été", "1")]


@pytest.mark.parametrize("cell", ["é".encode() + b"\xe9", b"\x81"], ids=["mixed", "undefined"])
def test_bytes_that_are_no_text_make_a_bad_row(path, cell):
    rows = read(path, b"name,energy\n" + cell + b",1\nTwo,1\n")
    assert rows == [BadRow(2, "has bytes that are no text in UTF-8"), (3, "Two", "1")]


def test_of_columns_that_are_there_twice_the_first_counts(path):
    assert read(path, "energy,title,name,energy,name\n1,b,a,2,c\n") == [(2, "a", "1")]


def test_decimal_commas_are_read_where_semicolons_part_the_cells(path):
    assert read(path, "name;energy\n1,5;0,5\n") == [(2, "1,5", "0.5")]


def test_a_line_without_end_costs_bounded_memory_and_one_bad_row(path):
    bad, good = read(path, "name,energy\n" + "x" * 3_000_000 + "\nTwo,1\n")
    assert isinstance(bad, BadRow)
    assert good == (3, "Two", "1")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("\n1,2\n", "has no header"),
        ("a,b\n1,2\n", "line 1: has no column name"),
    ],
)
def test_an_unusable_table_says_what_it_lacks(path, content, reason):
    with pytest.raises(InputError, match=reason):
        read(path, content)


def test_columns_are_recognized_however_they_are_written():
    assert has_columns(
        b"\xef\xbb\xbfTrack Name;DURATION (ms)\r\n", ("trackname",), ("durationms", "x")
    )
    assert not has_columns(b"name,energy\n", ("trackname",))
    assert not has_columns(b"", ("name",))
