"""Fields of answers, and what is said of those that are not as promised."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from affetto.providers.errors import BadAnswerError
from affetto.providers.reading import Fields


def fields(**value: Any) -> Fields:
    return Fields("Wave", value)


@pytest.mark.parametrize("value", [None, [], "text", 7, True])
def test_what_is_no_object_has_no_fields(value: object) -> None:
    with pytest.raises(BadAnswerError, match=r"^Wave: "):
        Fields("Wave", value)


@pytest.mark.parametrize(
    "read",
    [
        lambda each: each.text("it"),
        lambda each: each.text_or_empty("it"),
        lambda each: each.number("it"),
        lambda each: each.number_or_none("it"),
        lambda each: each.whole_number("it"),
        lambda each: each.moment("it"),
        lambda each: each.object("it"),
        lambda each: each.object_or_empty("it"),
        lambda each: each.objects("it"),
        lambda each: each.texts("it"),
        lambda each: each.truth("it"),
    ],
)
def test_a_field_of_another_kind_is_told_by_its_name(read: Callable[[Fields], object]) -> None:
    with pytest.raises(BadAnswerError, match="“it”"):
        read(fields(it=(1, 2)))


@pytest.mark.parametrize(
    "read",
    [
        lambda each: each.text("it"),
        lambda each: each.number("it"),
        lambda each: each.object("it"),
        lambda each: each.objects("it"),
        lambda each: each.truth("it"),
    ],
)
@pytest.mark.parametrize("said", [{}, {"it": None}])
def test_what_is_needed_may_not_be_missing(
    read: Callable[[Fields], object], said: dict[str, Any]
) -> None:
    with pytest.raises(BadAnswerError):
        read(Fields("Wave", said))


def test_what_is_not_needed_may_be_missing() -> None:
    nothing = fields(empty="", none=None)
    assert nothing.text_or_empty("none") == nothing.text_or_empty("other") == ""
    assert nothing.number_or_none("empty") is nothing.number_or_none("none") is None
    assert nothing.texts("other") == []
    assert nothing.one_or_more("other") == []
    assert len(nothing.object_or_empty("other")) == 0


def test_numbers_may_be_written_as_text() -> None:
    assert fields(it="187").number("it") == fields(it=187).whole_number("it") == 187
    for wrong in ("NaN", "1e999", "-", 1.5, True, float("inf")):
        with pytest.raises(BadAnswerError):
            fields(it=wrong).whole_number("it")


def test_moments_are_in_utc_and_possible() -> None:
    assert fields(it="0").moment("it") == datetime(1970, 1, 1, tzinfo=UTC)
    with pytest.raises(BadAnswerError):
        fields(it=10**18).moment("it")


def test_texts_come_on_one_line_without_what_moves_a_cursor() -> None:
    assert fields(it="a\n b\x1b[2J\t c").text("it") == "a b�[2J c"


def test_a_list_of_one_may_be_that_one() -> None:
    [each] = fields(it={"name": "a"}).one_or_more("it")
    assert each.text("name") == "a"
    with pytest.raises(BadAnswerError):
        fields(it=[1]).one_or_more("it")
