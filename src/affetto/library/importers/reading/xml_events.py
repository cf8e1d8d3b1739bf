"""XML as a stream of elements, in bounded memory and without entities.

A document that declares entities is refused: with them a few lines can stand for gigabytes, or
for other files of the computer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from affetto.errors import InputError
from affetto.library.importers.reading.opening import open_unpacked

_PIECE_BYTES = 1 << 16
# No honest document is deeper.
_DEEPEST = 256
# No honest tag or text is larger, and memory must not depend on a missing bracket.
_LONGEST_TOKEN = 1 << 22


@dataclass(frozen=True, slots=True)
class Start:
    """The start of an element.

    Attributes:
        tag: its name, without namespace.
        line: of the file, from 1.
    """

    tag: str
    line: int
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class End:
    """The end of an element.

    Attributes:
        tag: its name, without namespace.
        text: what stands in it before the first element that it holds.
    """

    tag: str
    text: str


def read_xml(path: Path) -> Iterator[Start | End]:
    """The elements of a file as they start and end.

    Raises:
        InputError: it cannot be read, is no XML from some place on, or declares entities.
    """
    collector = _Collector()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, attributes: collector.start(
        tag, attributes, parser.CurrentLineNumber
    )
    parser.EndElementHandler = collector.end
    parser.CharacterDataHandler = collector.characters
    parser.EntityDeclHandler = _refuse_entity
    fed = 0
    with open_unpacked(path) as file:
        while True:
            piece = file.read(_PIECE_BYTES)
            try:
                parser.Parse(piece, not piece)
            except expat.ExpatError as error:
                yield from collector.take()
                reason = expat.ErrorString(error.code)
                raise InputError(path, f"line {error.lineno}: is no XML ({reason})") from error
            except _EntityDeclaredError as error:
                line = parser.CurrentLineNumber
                raise InputError(
                    path, f"line {line}: declares entities, which may do harm"
                ) from error
            except (ValueError, LookupError) as error:  # an encoding that expat does not know
                raise InputError(path, f"is no XML that can be read ({error})") from error
            yield from collector.take()
            fed += len(piece)
            if fed - parser.CurrentByteIndex > _LONGEST_TOKEN or collector.is_too_large:
                raise InputError(
                    path, f"line {parser.CurrentLineNumber}: a text or an element has no end"
                )
            if not piece:
                return


class _EntityDeclaredError(Exception):
    """The document declares an entity."""


def _refuse_entity(*_declaration: object) -> None:
    raise _EntityDeclaredError


class _Collector:
    """Keeps what the parser calls back with until somebody takes it."""

    def __init__(self) -> None:
        self._events: list[Start | End] = []
        self._text: list[str] = []
        self._n_characters = 0
        self._depth = 0

    @property
    def is_too_large(self) -> bool:
        return self._n_characters > _LONGEST_TOKEN or self._depth > _DEEPEST

    def start(self, tag: str, attributes: dict[str, str], line: int) -> None:
        self._text.clear()
        self._n_characters = 0
        self._depth += 1
        self._events.append(Start(_local(tag), line, attributes))

    def characters(self, text: str) -> None:
        self._text.append(text)
        self._n_characters += len(text)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._events.append(End(_local(tag), "".join(self._text)))
        self._text.clear()
        self._n_characters = 0

    def take(self) -> list[Start | End]:
        events, self._events = self._events, []
        return events


def _local(tag: str) -> str:
    return tag.rsplit(":", 1)[-1]


def root_tag(text: str) -> str:
    """The name of the first element of a document that begins with `text`; "" if it has none."""
    tags: list[str] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, _attributes: tags.append(_local(tag))
    parser.EntityDeclHandler = _refuse_entity
    with suppress(expat.ExpatError, _EntityDeclaredError, ValueError, LookupError):
        parser.Parse(text, False)  # noqa: FBT003  expat takes it by position only
    return tags[0] if tags else ""
