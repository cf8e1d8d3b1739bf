"""Long lists in pieces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in order, `size` at a time, the last ones fewer; Python has it from 3.12 on."""
    ahead = iter(items)
    while batch := list(islice(ahead, size)):
        yield batch
