"""Answers of which a client may ask for a part: range requests (RFC 9110, section 14)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from http import HTTPStatus
from itertools import chain
from typing import Any

from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from affetto.api.problems import ProblemError

# OpenAPI's words for what `answer_with` answers of a recording.
SOUND: dict[int | str, dict[str, Any]] = {
    HTTPStatus.OK: {
        "description": "The whole recording.",
        "content": {"audio/*": {"schema": {"type": "string", "format": "binary"}}},
    },
    HTTPStatus.PARTIAL_CONTENT: {"description": "The part that `Range` asks for."},
    HTTPStatus.NOT_MODIFIED: {"description": "It is as `If-None-Match` has it."},
}

_RANGE = re.compile(r"\s*bytes\s*=\s*(\d{0,19})\s*-\s*(\d{0,19})\s*", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True)
class Content:
    """Bytes that can be read from any place on.

    Attributes:
        read: the bytes from a place to before another one, in pieces.
        version: changes whenever the bytes do; letters, digits and hyphens.
        changed_at: when they last did, with a time zone.
    """

    media_type: str
    size_bytes: int
    read: Callable[[int, int], Iterator[bytes]]
    version: str
    changed_at: datetime


def answer_with(request: Request, content: Content) -> Response:
    """The content, the part of it that is asked for, or word that the client has it already.

    Several parts at once, which no player asks for, are answered with the whole, as the standard
    allows. So is a range that cannot be understood.

    Raises:
        ProblemError: 416, the content has no such part.
        OSError: it can no longer be read.
    """
    headers = {
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, no-cache",
        "ETag": f'"{content.version}"',
        "Last-Modified": format_datetime(content.changed_at, usegmt=True),
    }
    if is_known(request, headers["ETag"]):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    part = _wanted_part(request, content, headers)
    start, stop = part or (0, content.size_bytes)
    headers["Content-Length"] = str(stop - start)
    if part is not None:
        headers["Content-Range"] = f"bytes {start}-{stop - 1}/{content.size_bytes}"
    pieces: Iterator[bytes] = iter(())
    if request.method != "HEAD":
        # The first piece is read before anything is sent: a file that cannot be read is a problem
        # then, and not an answer that breaks off.
        pieces = content.read(start, stop)
        pieces = chain([next(pieces, b"")], pieces)
    return StreamingResponse(
        pieces,
        status_code=HTTPStatus.OK if part is None else HTTPStatus.PARTIAL_CONTENT,
        headers=headers,
        media_type=content.media_type,
    )


def is_known(request: Request, etag: str) -> bool:
    """Whether the client says that it has what bears this entity tag."""
    known = request.headers.get("If-None-Match", "")
    tags = {tag.strip().removeprefix("W/") for tag in known.split(",")}
    return etag in tags or "*" in tags


def _wanted_part(
    request: Request, content: Content, headers: dict[str, str]
) -> tuple[int, int] | None:
    """Where the part begins, and where it ends; None for the whole."""
    found = _RANGE.fullmatch(request.headers.get("Range", ""))
    if found is None:
        return None
    # What a client has of another version does not go together with a part of this one.
    condition = request.headers.get("If-Range")
    if condition not in (None, headers["ETag"], headers["Last-Modified"]):
        return None
    first, last = found.groups()
    size = content.size_bytes
    if first:
        start, stop = int(first), min(int(last) + 1, size) if last else size
        if last and int(last) < start:
            return None
    elif last:
        start, stop = max(0, size - int(last)), size
    else:
        return None
    if start >= stop:
        raise ProblemError(
            HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
            f"there are {size} bytes, none from number {start} on",
            "range",
            headers={"Content-Range": f"bytes */{size}"},
        )
    return start, stop
