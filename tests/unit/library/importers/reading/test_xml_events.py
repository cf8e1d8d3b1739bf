"""XML element by element, without harm."""

from __future__ import annotations

import gzip

import pytest

from affetto.errors import InputError
from affetto.library.importers.reading.xml_events import End, Start, read_xml, root_tag

BOMB = (
    '<?xml version="1.0"?>\n<!DOCTYPE p [\n<!ENTITY a "ha">\n<!ENTITY b "&a;&a;&a;&a;">\n]>\n'
    "<p>&b;</p>"
)


def read(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read_xml(path))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "file.xml"


def test_elements_start_and_end_with_their_lines_and_texts(path):
    events = read(path, '<a:list xmlns:a="x">\n<item n="1">one &amp; two</item>\n</a:list>')
    assert events == [
        Start("list", 1, {"xmlns:a": "x"}),
        Start("item", 2, {"n": "1"}),
        End("item", "one & two"),
        End("list", "\n"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "latin-1"])
def test_the_encoding_is_that_which_the_document_declares(path, encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?><a>été</a>'
    assert read(path, text.encode(encoding))[-1] == End("a", "été")


@pytest.mark.parametrize("encoding", ["martian", "shift_jis"])
def test_an_encoding_that_is_not_known_is_refused(path, encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?><a/>'
    with pytest.raises(InputError, match="is no XML"):
        read(path, text)


def test_entities_are_refused(path):
    with pytest.raises(InputError, match="line 3: declares entities"):
        read(path, BOMB)
    assert root_tag(BOMB) == ""


def test_files_of_the_computer_are_not_read(path, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    with pytest.raises(InputError, match="declares entities"):
        read(path, f'<!DOCTYPE p [<!ENTITY s SYSTEM "{secret.as_uri()}">]><p>&s;</p>')


def test_a_definition_that_lies_elsewhere_is_passed_over(path):
    text = (
        '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://example.org/x.dtd"><plist/>'
    )
    assert [event.tag for event in read(path, text)] == ["plist", "plist"]


@pytest.mark.parametrize("content", ["<a><b></a>", "<a>", "hello", "<a>&nope;</a>", b"<a>\xff</a>"])
def test_what_is_no_xml_is_refused_with_the_line(path, content):
    with pytest.raises(InputError, match="line 1: is no XML"):
        read(path, content)


def test_elements_before_damage_are_given(path):
    path.write_text("<a><b/><c></a>")
    events: list[str] = []
    with pytest.raises(InputError):
        events.extend(event.tag for event in read_xml(path))
    assert events == ["a", "b", "b", "c"]


@pytest.mark.parametrize(
    ("begin", "again"), [("<a>", "x"), ("<a b='", "x"), ("", "<a>")], ids=["text", "name", "depth"]
)
def test_a_document_without_end_is_given_up_before_memory_is(begin, again, path):
    path.write_bytes(gzip.compress((begin + again * 10_000_000).encode(), 1))
    with pytest.raises(InputError, match="has no end"):
        list(read_xml(path))


def test_the_root_is_told_from_the_beginning():
    assert root_tag('<?xml version="1.0"?><!-- x --><p:playlist xmlns:p="y"><tr') == "playlist"
    assert root_tag("hello") == root_tag("") == ""
