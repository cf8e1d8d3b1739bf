"""Pictures in requests: taken from the stream into memory, never onto a disk.

Starlette's own reader of forms writes large parts into temporary files, and pictures are not
stored.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus

import python_multipart
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header

from affetto.api.problems import ProblemError
from affetto.text import printable

MAX_PICTURES = 8
# A whole request may hold so many times the largest picture.
_PICTURES_OF_FULL_SIZE = 4
_MAX_FIELD_BYTES = 256 * 1024
_MAX_PARTS = MAX_PICTURES + 4
_MAX_HEAD_BYTES = 8 * 1024
_MAX_NAME_LENGTH = 200

_BYTES_PER_MB = 1_000_000


@dataclass(frozen=True)
class Upload:
    """A picture as it was sent.

    Attributes:
        name: what the file is called, without folders; for messages and results.
        content: the file.
    """

    name: str
    content: bytes


@dataclass(frozen=True)
class Form:
    """A multipart request.

    Attributes:
        pictures: the files of its fields called "picture".
        fields: texts of its other fields, by name.
    """

    pictures: tuple[Upload, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class UploadLimits:
    """How much one request may bring.

    Attributes:
        picture_mb: largest picture, megabytes of 10⁶ bytes.
    """

    picture_mb: int

    @property
    def picture_bytes(self) -> int:
        """Bytes of the largest picture."""
        return self.picture_mb * _BYTES_PER_MB

    @property
    def request_bytes(self) -> int:
        """Bytes of the largest request, in any encoding."""
        return _PICTURES_OF_FULL_SIZE * self.picture_bytes

    def check_picture(self, size: int) -> None:
        """Refuses a picture of more bytes than may be.

        Raises:
            ProblemError: 413.
        """
        if size > self.picture_bytes:
            raise too_large(f"a picture may have {self.picture_mb} MB at most; make it smaller")


def too_large(detail: str) -> ProblemError:
    """The problem of whatever is larger than may be sent."""
    return ProblemError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail, "too-large")


class UploadMemory:
    """How many bytes of pictures the whole service holds, so that many at once cannot fill it.

    Args:
        limit_bytes: so many at most.
    """

    def __init__(self, limit_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self._held_bytes = 0

    @property
    def held_bytes(self) -> int:
        """Bytes held now."""
        return self._held_bytes

    @contextmanager
    def share(self) -> Iterator[MemoryShare]:
        """What one request takes of it, given back at the end of the block."""
        share = MemoryShare(self)
        try:
            yield share
        finally:
            self._held_bytes -= share.held_bytes

    def take(self, size: int) -> None:
        """Notes bytes that are held from now on.

        Raises:
            ProblemError: 429, too much is held already.
        """
        if self._held_bytes + size > self._limit_bytes:
            raise ProblemError(
                HTTPStatus.TOO_MANY_REQUESTS,
                "too many large pictures are being sent at once; try again in a few seconds",
                "busy",
                headers={"Retry-After": "5"},
            )
        self._held_bytes += size


class MemoryShare:
    """What one request holds of the service's memory for uploads."""

    def __init__(self, memory: UploadMemory) -> None:
        self._memory = memory
        self.held_bytes = 0

    def take(self, size: int) -> None:
        """Notes bytes that the request holds besides.

        Raises:
            ProblemError: 429, as of `UploadMemory.take`.
        """
        self._memory.take(size)
        self.held_bytes += size


async def read_form(
    content_type: str, stream: AsyncIterator[bytes], limits: UploadLimits, share: MemoryShare
) -> Form:
    """The pictures and fields of a multipart request, read as they come.

    Args:
        content_type: of the request, with the boundary.
        stream: of its body.
        limits: a picture that is larger is refused as soon as it is.
        share: what the pictures are counted in.

    Raises:
        ProblemError: it is no such form, ends too early, or holds too many or too large parts.
    """
    reader = _FormReader(content_type, limits, share)
    try:
        async for chunk in stream:
            reader.write(chunk)
        return reader.finish()
    except FormParserError as error:
        raise _malformed("the form cannot be read") from error


def read_file_name(name: str, unnamed: str = "picture") -> str:
    """What a file is called, without the folders that its sender put before it.

    Args:
        name: as it was sent.
        unnamed: what to call a file without a name.
    """
    bare = printable(re.split(r"[/\\]", name)[-1]).strip()
    return unnamed if bare in ("", ".", "..") else bare[-_MAX_NAME_LENGTH:]


def _malformed(detail: str) -> ProblemError:
    return ProblemError(HTTPStatus.BAD_REQUEST, detail, "form")


@dataclass
class _Part:
    """One part of a form while it is read; `file_name` is None in a field of text."""

    name: str = ""
    file_name: str | None = None
    headers: dict[bytes, bytes] = field(default_factory=dict)
    content: bytearray = field(default_factory=bytearray)


class _FormReader:
    """Puts a form together from what the parser calls out."""

    def __init__(self, content_type: str, limits: UploadLimits, share: MemoryShare) -> None:
        _, parameters = parse_options_header(content_type)
        boundary = parameters.get(b"boundary")
        if not boundary:
            raise _malformed("the form names no boundary between its parts")
        self._limits = limits
        self._share = share
        self._part = _Part()
        self._header_name = b""
        self._header_value = b""
        self._parts = 0
        self._is_complete = False
        self._pictures: list[Upload] = []
        self._fields: dict[str, str] = {}
        self._parser = python_multipart.MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin_part,
                "on_header_field": self._read_header_name,
                "on_header_value": self._read_header_value,
                "on_header_end": self._end_header,
                "on_headers_finished": self._end_headers,
                "on_part_data": self._read_data,
                "on_part_end": self._end_part,
                "on_end": self._end,
            },
        )

    def write(self, chunk: bytes) -> None:
        self._parser.write(chunk)

    def finish(self) -> Form:
        self._parser.finalize()
        if not self._is_complete:
            raise _malformed("the form ends before its last part is complete")
        return Form(tuple(self._pictures), self._fields)

    def _begin_part(self) -> None:
        self._parts += 1
        if self._parts > _MAX_PARTS:
            raise too_large(f"a form may have {_MAX_PARTS} parts at most")
        self._part = _Part()

    def _read_header_name(self, data: bytes, start: int, end: int) -> None:
        self._header_name += data[start:end]
        self._check_head()

    def _read_header_value(self, data: bytes, start: int, end: int) -> None:
        self._header_value += data[start:end]
        self._check_head()

    def _check_head(self) -> None:
        if len(self._header_name) + len(self._header_value) > _MAX_HEAD_BYTES:
            raise too_large("the head of a part of the form is too long")

    def _end_header(self) -> None:
        self._part.headers[self._header_name.lower()] = self._header_value
        self._header_name = self._header_value = b""

    def _end_headers(self) -> None:
        disposition = self._part.headers.get(b"content-disposition", b"")
        _, options = parse_options_header(disposition)
        if b"name" not in options:
            raise _malformed("a part of the form has no name")
        self._part.name = options[b"name"].decode(errors="replace")
        if b"filename" in options:
            self._part.file_name = options[b"filename"].decode(errors="replace")
            if self._part.name != "picture":
                raise _malformed('files are sent in fields called "picture"')
            if len(self._pictures) == MAX_PICTURES:
                raise too_large(f"{MAX_PICTURES} pictures at most are read at once")

    def _read_data(self, data: bytes, start: int, end: int) -> None:
        part, size = self._part, end - start
        if part.file_name is not None:
            self._limits.check_picture(len(part.content) + size)
        elif len(part.content) + size > _MAX_FIELD_BYTES:
            raise too_large("a field of the form is too long")
        self._share.take(size)
        part.content += data[start:end]

    def _end_part(self) -> None:
        part, self._part = self._part, _Part()
        if part.file_name is not None:
            self._pictures.append(Upload(read_file_name(part.file_name), bytes(part.content)))
        else:
            self._fields[part.name] = part.content.decode(errors="replace")

    def _end(self) -> None:
        self._is_complete = True
