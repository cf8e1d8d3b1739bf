"""Reads what services answer field by field, and says so where it is not as they promise."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Any

from affetto.providers.errors import BadAnswerError
from affetto.text import printable


class Fields:
    """The fields of one JSON object of an answer.

    A field that is missing, null or of another kind than asked for raises BadAnswerError, unless
    it is asked for by a method that names what stands in its place; then only another kind does.

    Args:
        service: what people call the service, for errors.
        value: what should be the object.
    """

    def __init__(self, service: str, value: Any) -> None:
        if not isinstance(value, dict):
            raise BadAnswerError(service, "answered in a shape that is not its own")
        self._service = service
        self._value = value

    def __contains__(self, name: str) -> bool:
        return self._value.get(name) is not None

    def __len__(self) -> int:
        return len(self._value)

    def text(self, name: str) -> str:
        """A text on one line, without control characters and needless space."""
        return one_line(self._get(name, str))

    def text_or_empty(self, name: str) -> str:
        """The same, "" where there is none."""
        return self.text(name) if name in self else ""

    def number(self, name: str) -> float:
        """A finite number, also where it is written as text."""
        value = self._get(name, (int, float, str))
        try:
            number = float(value)
        except (ValueError, OverflowError):
            number = math.nan
        if isinstance(value, bool) or not math.isfinite(number):
            raise self._wrong(name)
        return number

    def number_or_none(self, name: str) -> float | None:
        """The same, None where there is none or an empty text."""
        return self.number(name) if name in self and self._value[name] != "" else None

    def whole_number(self, name: str) -> int:
        """A whole number, also where it is written as text."""
        number = self.number(name)
        if number != int(number):
            raise self._wrong(name)
        return int(number)

    def moment(self, name: str) -> datetime:
        """The moment that is so many seconds after the beginning of 1970 in UTC."""
        try:
            return datetime.fromtimestamp(self.whole_number(name), UTC)
        except (ValueError, OverflowError, OSError) as error:
            raise self._wrong(name) from error

    def truth(self, name: str) -> bool:
        """True or false."""
        value: bool = self._get(name, bool)
        return value

    def object(self, name: str) -> Fields:
        """The fields of an object."""
        return Fields(self._service, self._get(name, dict))

    def object_or_empty(self, name: str) -> Fields:
        """The same, one without fields where there is none."""
        return self.object(name) if name in self else Fields(self._service, {})

    def objects(self, name: str) -> list[Fields]:
        """The fields of each object of a list."""
        return [Fields(self._service, each) for each in self._get(name, list)]

    def objects_or_empty(self, name: str) -> list[Fields]:
        """The same, none where there is no list."""
        return self.objects(name) if name in self else []

    def one_or_more(self, name: str) -> list[Fields]:
        """The same where a list of one is written as that one, and an empty one is left out."""
        if name not in self:
            return []
        values = self._get(name, (list, dict))
        return [Fields(self._service, each) for each in _listed(values)]

    def texts(self, name: str) -> list[str]:
        """The texts of a list; empty where there is none."""
        values = self._get(name, list) if name in self else []
        if not all(isinstance(each, str) for each in values):
            raise self._wrong(name)
        return [one_line(each) for each in values]

    def _get(self, name: str, kinds: type | tuple[type, ...]) -> Any:
        value = self._value.get(name)
        if not isinstance(value, kinds):
            raise self._wrong(name)
        return value

    def _wrong(self, name: str) -> BadAnswerError:
        return BadAnswerError(self._service, f"answered without “{name}” as it should be")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def one_line(text: str) -> str:
    """Words on one line, without control characters and needless space."""
    return " ".join(printable(text).split())
