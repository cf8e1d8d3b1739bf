from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affetto.text import fold, printable, title_of_file, words_key

ANY_TEXT = st.text(alphabet=st.characters(codec=None))


def test_shows_nothing_that_controls_a_terminal_or_breaks_a_line():
    every_character = "".join(map(chr, range(sys.maxunicode + 1)))
    shown = printable(every_character)
    assert not {unicodedata.category(character) for character in shown} & {"Cc", "Cs", "Zl", "Zp"}
    assert shown.splitlines() == [shown]
    assert len(shown) == len(every_character)


def test_takes_the_sting_out_of_terminal_orders():
    assert printable("\x1b]0;pwned\x07\x1b[31mred") == "�]0;pwned��[31mred"
    assert printable("a\nb\tc.jpg") == "a b c.jpg"


@pytest.mark.parametrize(
    "text", ["", "Motörhead 100%", "日本語 – песня", "👩\u200d🎤  two  spaces"]
)
def test_leaves_ordinary_text_alone(text):
    assert printable(text) == text


@given(ANY_TEXT)
def test_folded_text_can_be_encoded_and_stays_the_same_when_folded_again(text):
    folded = fold(text)
    folded.encode()
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Beyoncé", "beyonce"),
        ("BEYONCE\u0301", "beyonce"),
        ("Straße", "strasse"),
        ("Björk  –\tArmy\nof Me", "bjork – army of me"),
        ("\N{FULLWIDTH LATIN CAPITAL LETTER F}ull", "full"),
        ("Чайковский", "чаиковскии"),
        ("久石譲", "久石譲"),
    ],
)
def test_folds_accents_case_and_spaces(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Synth-Pop", " synth pop "),
        ("synth_pop", " synth pop "),
        ("  Música  Popular ", " musica popular "),
        ("Mu\u0301sica", " musica "),
        ("R&B", " r b "),
        ("100%", " 100 "),
        (" - ", ""),
        ("", ""),
    ],
)
def test_tells_the_words_of_a_name(text, key):
    assert words_key(text) == key


@pytest.mark.parametrize(
    ("stem", "title"),
    [
        ("calm_acoustic_1", "calm acoustic 1"),
        ("01_Morning_Song", "Morning Song"),
        ("01 Morning Song", "Morning Song"),
        ("01-morning", "morning"),
        ("03. Rain", "Rain"),
        ("7. Rain", "Rain"),
        ("(4) Rain", "Rain"),
        ("12 - Rain", "Rain"),
        ("1-03 Rain", "Rain"),
        ("__two__  spaces ", "two spaces"),
        # Numbers that belong to the title, or are all of it.
        ("99 Luftballons", "99 Luftballons"),
        ("24-Hour Party", "24-Hour Party"),
        ("7_rings", "7 rings"),
        ("1979", "1979"),
        ("01", "01"),
        ("03. 1979", "03. 1979"),
        ("1-800-273-8255", "1-800-273-8255"),
        ("3.14", "3.14"),
        ("___", "___"),
        ("", ""),
    ],
)
def test_the_name_of_a_file_becomes_a_title_that_people_can_read(stem, title):
    assert title_of_file(stem) == title


@given(ANY_TEXT)
def test_a_file_with_a_name_has_a_title_without_its_underscores(stem):
    title = title_of_file(stem)
    assert bool(title) == bool(stem)
    assert "_" not in title or title == stem
