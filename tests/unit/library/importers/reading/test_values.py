"""What cells of tables say."""

from __future__ import annotations

import pytest

from affetto.library.importers.reading import values
from affetto.music import Mode


@pytest.mark.parametrize("text", ["", "nan", "NaN", "None", "null", "N/A", " ", " nan ", "-"])
def test_nothing_said_is_no_number_and_no_error(text):
    assert values.number(text, "x") is None


@pytest.mark.parametrize(("text", "number"), [("1", 1), (" 2.5 ", 2.5), ("4.42e-06", 4.42e-06)])
def test_numbers_are_read(text, number):
    assert values.number(text, "x") == number


@pytest.mark.parametrize("text", ["loud", "inf", "-Infinity", "1e999", "0,5", "1.2.3"])
def test_what_is_no_finite_number_is_an_error_that_names_the_column(text):
    with pytest.raises(ValueError, match="energy is"):
        values.number(text, "energy")


def test_messages_quote_no_more_than_they_must_and_nothing_that_harms_a_terminal():
    with pytest.raises(ValueError, match="not a number") as caught:
        values.number("\x1b[2J" + "x" * 10_000, "energy")
    assert len(str(caught.value)) < 100
    assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "whole", "share"), [("0.25", 1, 0.25), ("80", 100, 0.8), ("1.0000001", 1, 1.0)]
)
def test_shares_are_brought_to_one(text, whole, share):
    assert values.share(text, "x", whole) == share


@pytest.mark.parametrize("text", ["-0.1", "1.1", "80"])
def test_a_share_out_of_range_is_an_error(text):
    with pytest.raises(ValueError, match="not from 0 to 1"):
        values.share(text, "x")


@pytest.mark.parametrize(
    ("text", "per_second", "duration_s"),
    [
        ("200", 1, 200),
        ("200500", 1000, 200.5),
        ("3:45", 1, 225),
        ("02:48", 1000, 168),
        ("1:02:03.5", 1, 3723.5),
        ("0", 1, None),
        ("", 1, None),
    ],
)
def test_lengths_are_read_as_numbers_and_as_a_clock_shows_them(text, per_second, duration_s):
    assert values.seconds(text, per_second=per_second) == duration_s


@pytest.mark.parametrize("text", ["-5", "1e12", "long"])
def test_impossible_lengths_are_errors(text):
    with pytest.raises(ValueError, match="duration"):
        values.seconds(text)


def test_a_tempo_of_nothing_is_no_tempo():
    assert values.tempo("0.0") is None
    assert values.tempo("118.5") == 118.5
    for text in ("-1", "5000"):
        with pytest.raises(ValueError, match="tempo"):
            values.tempo(text)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("1982-10-27", 1982),
        ("2007", 2007),
        ("2007.0", 2007),
        ("11/26/2008", 2008),
        ("1960s", 1960),
        ("80s", 1980),
        ("10s", 2010),
        ("0", None),
        ("0000-00-00", None),
        ("", None),
    ],
)
def test_years_are_found_in_dates(text, year):
    assert values.year(text) == year


@pytest.mark.parametrize("text", ["yesterday", "19", "9999"])
def test_a_date_without_a_year_is_an_error(text):
    with pytest.raises(ValueError, match="has no year"):
        values.year(text)


@pytest.mark.parametrize(
    ("text", "tonic", "mode"),
    [
        ("0", 0, None),
        ("11.0", 11, None),
        ("-1", None, None),
        ("", None, None),
        ("C#", 1, None),
        ("D♭", 1, None),
        ("F#m", 6, Mode.MINOR),
        ("C M", 0, Mode.MAJOR),
        ("Bb minor", 10, Mode.MINOR),
        ("Ab maj", 8, Mode.MAJOR),
        ("C#/Db", 1, None),
        ("8A", 9, Mode.MINOR),
        ("8B", 0, Mode.MAJOR),
        ("1A", 8, Mode.MINOR),
        ("12b", 4, Mode.MAJOR),
        ("1m", 9, Mode.MINOR),
        ("1d", 0, Mode.MAJOR),
        ("2d", 7, Mode.MAJOR),
    ],
)
def test_keys_are_read_in_every_notation(text, tonic, mode):
    assert values.key(text) == (tonic, mode)


@pytest.mark.parametrize("text", ["12", "5.5", "X", "13A", "0B", "loud"])
def test_what_is_no_key_is_an_error(text):
    with pytest.raises(ValueError, match="key"):
        values.key(text)


def test_modes_are_words_or_numbers():
    assert values.mode("Major") is values.mode("1") is values.mode("1.0") is Mode.MAJOR
    assert values.mode("minor") is values.mode("0") is Mode.MINOR
    with pytest.raises(ValueError, match="neither major nor minor"):
        values.mode("dorian")


def test_yes_and_no():
    assert values.truth("True", "x") is values.truth("1", "x") is True
    assert values.truth("FALSE", "x") is values.truth("0.0", "x") is False
    assert values.truth("", "x") is None
    with pytest.raises(ValueError, match="neither yes nor no"):
        values.truth("perhaps", "explicit")


@pytest.mark.parametrize(
    ("text", "separators", "names"),
    [
        ("['Ada', \"B's\"]", "", ("Ada", "B's")),
        ('["Ada", "Bo"]', "", ("Ada", "Bo")),
        ("['O\\'Neil']", "", ("O'Neil",)),
        ("[21, 76]", "", ("21", "76")),
        ("[]", "", ()),
        ("Tyler, The Creator", ";", ("Tyler, The Creator",)),
        ("pop;  rock;pop", ";", ("pop", "rock")),
        ("nan", ",", ()),
    ],
)
def test_lists_are_read_as_they_are_written(text, separators, names):
    assert values.names(text, separators) == names


def test_identifiers_are_normalized_and_others_are_not_taken():
    assert values.isrc("gb-aye-68-00011") == "GBAYE6800011"
    assert values.isrc("unknown") == ""
    mbid = "0dad432b-16cc-4bf0-8961-fd31d124b01b"
    assert values.mbid(mbid.upper()) == mbid
    assert values.mbid(f"https://musicbrainz.org/recording/{mbid}") == mbid
    assert values.mbid("0dad432b") == ""
