"""A server by the rules of Openverse, its state in memory.

Nobody signs in, at most 20 rows at once, a limited number of requests a minute with Retry-After,
`|` between words for one or the other, and files that lie with the collections.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.servers.local_server import LocalServer, Reply, Request, json_reply
from tests.servers.small_recordings import sound_of, sound_reply

from affetto.providers.capabilities import Account, TrackQuery
from affetto.providers.openverse import Openverse

KNOWN = TrackQuery(title="Reverie", artist="Ada Linde")
UNKNOWN = TrackQuery(title="Nobody Has Recorded This", artist="Nobody")

_CC = "https://creativecommons.org"


@dataclass(frozen=True)
class Recording:
    """A recording as the service has it."""

    id: str
    title: str
    creator: str | None
    licence: str
    version: str
    licence_url: str | None
    tags: tuple[str, ...]
    category: str | None = "music"


RECORDINGS = (
    Recording(
        *("0a6d3f1e-0000-4000-8000-000000000001", "Reverie", "Ada Linde", "by", "4.0"),
        f"{_CC}/licenses/by/4.0/",
        ("calm", "piano"),
    ),
    Recording(
        *("0a6d3f1e-0000-4000-8000-000000000002", "Rain Loop", "fieldnotes", "cc0", "1.0"),
        f"{_CC}/publicdomain/zero/1.0/",
        ("calm", "rain"),
        "sound_effect",
    ),
    Recording(
        *("0a6d3f1e-0000-4000-8000-000000000003", "Old March", None, "pdm", "1.0"),
        None,
        ("happy", "march"),
    ),
    Recording(
        *("0a6d3f1e-0000-4000-8000-000000000004", "Brass Weather", "Tin Lanterns", "by-sa", "3.0"),
        f"{_CC}/licenses/by-sa/3.0/",
        ("happy",),
    ),
    Recording(
        *("0a6d3f1e-0000-4000-8000-000000000005", "Cut Me", "Sampler", "sampling+", "1.0"),
        f"{_CC}/licenses/sampling+/1.0/",
        ("happy",),
    ),
)


@dataclass
class OpenverseRules:
    """How the server answers.

    Attributes:
        requests_a_minute: from then on it answers 429, until the minute is over.
    """

    recordings: tuple[Recording, ...] = RECORDINGS
    requests_a_minute: int = 100_000
    _begun: float = 0.0
    _n_asked: int = 0

    def answer(self, request: Request) -> Reply:
        if request.path.startswith("/files/"):
            return self._file(request)
        now = time.monotonic()
        if now - self._begun >= 60:
            self._begun, self._n_asked = now, 0
        self._n_asked += 1
        if self._n_asked > self.requests_a_minute:
            wait_s = str(max(1, round(60 - (now - self._begun))))
            return json_reply({"detail": "Request was throttled."}, 429, Retry_After=wait_s)
        address = f"http://{request.headers['host']}"
        steps = request.path.removeprefix("/v1/audio/").strip("/")
        if not steps:
            return self._search(request.query, address)
        if steps == "stats":
            source = {"source_name": "jamendo", "display_name": "Jamendo", "media_count": 5}
            return json_reply([source])
        for recording in self.recordings:
            if recording.id == steps:
                return json_reply(_shown(recording, address))
        return json_reply({"detail": "No Audio matches the given query."}, 404)

    def _search(self, query: Mapping[str, str], address: str) -> Reply:
        size = int(query.get("page_size", 20))
        if size > 20:
            return json_reply({"detail": "Ensure this value is at most 20."}, 401)
        licences = set(query["license"].split(",")) if "license" in query else None
        found = [
            recording
            for recording in self.recordings
            if _fits(recording, query.get("q", ""))
            and (licences is None or recording.licence in licences)
            and query.get("category") in (None, recording.category)
        ]
        return json_reply(
            {
                "result_count": len(found),
                "page_count": 1,
                "page_size": size,
                "page": 1,
                "results": [_shown(each, address) for each in found[:size]],
            }
        )

    def _file(self, request: Request) -> Reply:
        identifier = request.path.removeprefix("/files/").removesuffix(".flac")
        if request.path.endswith("/old"):  # the collection has moved it
            return Reply(301, headers={"location": request.path.removesuffix("/old") + ".flac"})
        if any(each.id == identifier for each in self.recordings):
            return sound_reply(sound_of(identifier), request.headers.get("range", ""))
        return Reply(404)


@contextmanager
def running() -> Iterator[tuple[LocalServer, Openverse, Account]]:
    """A server with some recordings."""
    with LocalServer(OpenverseRules().answer) as server:
        yield server, Openverse(server.address), Account()


def _fits(recording: Recording, query: str) -> bool:
    """Any of the parts between bars, of which all words must be there."""
    named = f"{recording.title} {recording.creator} {' '.join(recording.tags)}"
    words = set(re.findall(r"\w+", named.casefold()))
    parts = [set(part.casefold().split()) for part in query.split("|")]
    return any(part <= words for part in parts)


def _shown(recording: Recording, address: str) -> dict[str, Any]:
    return {
        "id": recording.id,
        "title": recording.title,
        "indexed_on": "2023-01-10T09:00:00.000000Z",
        "foreign_landing_url": f"https://example.org/sounds/{recording.id}",
        "url": f"{address}/files/{recording.id}/old",
        "creator": recording.creator,
        "creator_url": None,
        "license": recording.licence,
        "license_version": recording.version,
        "license_url": recording.licence_url,
        "provider": "jamendo",
        "source": "jamendo",
        "category": recording.category,
        "genres": ["folk"] if recording.category == "music" else None,
        "filesize": 40_000,
        "filetype": "flac",
        "tags": [{"name": tag, "accuracy": None} for tag in recording.tags],
        "alt_files": None,
        "attribution": (
            f'"{recording.title}" by {recording.creator} is licensed under its licence.'
            if recording.creator
            else None
        ),
        "mature": False,
        "audio_set": None,
        "duration": 187_500,
        "bit_rate": 192_000,
        "sample_rate": 44_100,
        "thumbnail": None,
        "detail_url": f"{address}/v1/audio/{recording.id}/",
        "waveform": f"{address}/v1/audio/{recording.id}/waveform/",
        "unstable__sensitivity": [],
    }
