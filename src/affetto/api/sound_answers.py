"""The sound of services, passed on as answers."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from affetto.providers.capabilities import AudioStream


def pass_on(request: Request, sound: AudioStream) -> Response:
    """The answer that a service gives, whole or in part, as it comes."""
    headers = {"Cache-Control": "private, no-store", "Accept-Ranges": "bytes"}
    if sound.length is not None:
        headers["Content-Length"] = str(sound.length)
    if sound.content_range:
        headers["Content-Range"] = sound.content_range
    status = HTTPStatus.PARTIAL_CONTENT if sound.content_range else HTTPStatus.OK
    if request.method == "HEAD":
        return Response(status_code=status, headers=headers, media_type=sound.media_type)
    return StreamingResponse(sound.chunks, status, headers, sound.media_type)
