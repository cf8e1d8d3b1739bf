"""The camera read by the service, for browsers that cannot do it themselves."""

from __future__ import annotations

import asyncio
import math
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter, WebSocket, WebSocketDisconnect, status
from pydantic import BaseModel, ValidationError

from affetto.api.dependencies import ReadingsDep, ShutdownDep, UploadLimitsDep, VisionDep
from affetto.api.inference_queue import InferenceQueue
from affetto.api.problems import ProblemError
from affetto.app.pictures import Vision, build_moving_picture_reader
from affetto.errors import PictureError
from affetto.reading_json import frame_as_dict
from affetto.vision.frames import decode_picture
from affetto.vision.moving_picture_reader import MovingPictureReader
from affetto.vision.tracking import MAX_GAP_S

router = APIRouter(tags=["pictures"])

# A camera that sends nothing for so long is hidden or gone. Our own choice.
_IDLE_S = 60.0
_STOPPED_WORDS = "the service is stopping"


class Consent(BaseModel):
    """The first message: that the person agreed to have the camera read by the service."""

    consent: bool


@dataclass
class _LatestFrame:
    """The frame to be read next; one that was not begun is dropped for a newer one."""

    received_s: float = 0.0
    jpeg: bytes | None = None
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    def put(self, jpeg: bytes) -> None:
        self.received_s, self.jpeg = time.monotonic(), jpeg
        self.arrived.set()

    async def take(self) -> tuple[float, bytes]:
        await self.arrived.wait()
        self.arrived.clear()
        jpeg, self.jpeg = self.jpeg, None
        return self.received_s, jpeg or b""


@router.websocket("/live")
async def read_camera(
    websocket: WebSocket,
    vision: VisionDep,
    readings: ReadingsDep,
    limits: UploadLimitsDep,
    shutdown: ShutdownDep,
) -> None:
    """Frames in, what they show out, as long as the camera is on."""
    await websocket.accept()
    if not await _consents(websocket):
        with suppress(RuntimeError, WebSocketDisconnect):  # it may have left already
            await websocket.close(status.WS_1008_POLICY_VIOLATION, "the camera needs your consent")
        return
    frame = _LatestFrame()
    tasks = [
        asyncio.create_task(_receive_frames(websocket, frame, limits.picture_bytes)),
        asyncio.create_task(_answer_frames(websocket, frame, vision, readings)),
        asyncio.create_task(shutdown.wait()),
    ]
    receiving, _, stopping = tasks
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    with suppress(RuntimeError, WebSocketDisconnect):  # the browser may have closed it
        if stopping.done() and not stopping.cancelled():
            await websocket.close(status.WS_1001_GOING_AWAY, _STOPPED_WORDS)
        elif receiving.done() and not receiving.cancelled() and receiving.exception() is None:
            await websocket.close(status.WS_1000_NORMAL_CLOSURE, receiving.result())
        else:
            await websocket.close(status.WS_1011_INTERNAL_ERROR)


async def _consents(websocket: WebSocket) -> bool:
    try:
        text = await asyncio.wait_for(websocket.receive_text(), _IDLE_S)
        return Consent.model_validate_json(text).consent
    except (ValidationError, TimeoutError, KeyError):
        return False
    except WebSocketDisconnect:
        return False


async def _receive_frames(websocket: WebSocket, frame: _LatestFrame, limit: int) -> str:
    """Takes frames until there are no more; why there are none."""
    while True:
        try:
            message = await asyncio.wait_for(websocket.receive(), _IDLE_S)
        except TimeoutError:
            return "no frame came for a minute"
        if message["type"] == "websocket.disconnect":
            return "the camera is off"
        jpeg = message.get("bytes")
        if jpeg is None or len(jpeg) > limit:
            return "frames are sent as small JPEG files"
        frame.put(jpeg)


async def _answer_frames(
    websocket: WebSocket, frame: _LatestFrame, vision: Vision, readings: InferenceQueue
) -> None:
    """Reads frames one by one, and says of each what it shows or why it cannot be read."""
    reader = build_moving_picture_reader(vision.sessions)
    began_s, last_s = math.inf, math.inf
    while True:
        received_s, jpeg = await frame.take()
        began_s = min(began_s, received_s)
        if received_s - last_s > MAX_GAP_S:
            # Too long ago for faces to be followed, and new ones would have to be seen twice.
            reader.start_shot()
        last_s = received_s
        await websocket.send_json(await _answer(reader, readings, received_s - began_s, jpeg))


async def _answer(
    reader: MovingPictureReader, readings: InferenceQueue, time_s: float, jpeg: bytes
) -> dict[str, Any]:
    def read() -> dict[str, Any]:
        return frame_as_dict(reader.read(time_s, decode_picture(jpeg, "frame").rgb))

    try:
        return await readings.run(read)
    except PictureError as error:
        return {"time_s": round(time_s, 3), "problem": str(error)}
    except ProblemError as error:  # too many pictures wait: the next frame may find room
        return {"time_s": round(time_s, 3), "problem": error.detail}
