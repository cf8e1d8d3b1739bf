"""YouTube as one person's key may use it."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

from affetto.providers.capabilities import (
    MAX_SEARCH_RESULTS,
    Answers,
    Budget,
    ProviderTrack,
    TrackQuery,
)
from affetto.providers.errors import ServiceDownError, UnreachableError
from affetto.providers.http import Patience, ServiceClient
from affetto.providers.youtube import parsers
from affetto.providers.youtube.budget import SERVICE, Allowance, Ledger
from affetto.providers.youtube.kept_videos import KeptVideos

_PATH = "/youtube/v3"
# "Music" of its categories of videos.
_MUSIC = "10"
# The most that one request tells of.
_MOST_VIDEOS = 50


class YouTubeConnection:
    """See `Connection`; also searches, as far as the day's allowance goes.

    Args:
        address: of the interface.
        key: somebody's API key, sent in a header so that no address holds it.
        answers: where what was found is kept.
        ledger: of the key's allowances.
        patience: how long to wait and how often to try.
    """

    def __init__(
        self, address: str, key: str, answers: Answers, ledger: Ledger, patience: Patience
    ) -> None:
        self._http = ServiceClient(
            SERVICE,
            address,
            headers={"X-Goog-Api-Key": key},
            patience=patience,
            explain=parsers.explain,
        )
        self._patience = patience
        self._kept = KeptVideos(answers)
        self._ledger = ledger

    def close(self) -> None:
        """See `Connection`."""
        self._http.close()

    def describe_account(self) -> str:
        """See `Connection`; keys have no name."""
        anything = {"part": "id", "chart": "mostPopular", "maxResults": 1}
        parsers.parse_ids(self._ask("videos", anything, Allowance.UNITS))
        return ""

    def budget(self, allowance: Allowance = Allowance.SEARCHES) -> Budget:
        """What is left of the key's allowance today, as far as it was used from here."""
        return self._ledger.budget(allowance)

    def search(self, query: TrackQuery, limit: int = MAX_SEARCH_RESULTS) -> list[ProviderTrack]:
        """See `Searchable`; what was searched for before costs no search again.

        Raises:
            BusyError: the day's searches are used up; it says when there are new ones.
        """
        words = query.words or f"{query.artist} {query.title}".strip()
        if not words:
            return []
        found = self._kept.found(words, self._ledger.now())
        videos = [] if found is None else self._videos(found)
        if found is None or (found and not videos):  # those found before are all gone
            videos = self._videos(self._search(words))
        return videos[:limit]

    def locate(self, address: str) -> ProviderTrack | None:
        """See `Locating`."""
        video_id = parsers.video_id_in(address)
        return parsers.video_of(video_id) if video_id else None

    def _search(self, words: str) -> list[str]:
        params = {
            "part": "snippet",
            "type": "video",
            "videoCategoryId": _MUSIC,
            "maxResults": MAX_SEARCH_RESULTS,
            "q": words,
        }
        ids = parsers.parse_found(self._ask("search", params, Allowance.SEARCHES))
        self._kept.keep_found(words, ids, self._ledger.now())
        return ids

    def _videos(self, ids: Sequence[str]) -> list[ProviderTrack]:
        """What is known of videos, in their order, without those that are gone."""
        now = self._ledger.now()
        kept = {video_id: self._kept.video(video_id, now) for video_id in ids}
        missing = [video_id for video_id, video in kept.items() if video is None]
        for start in range(0, len(missing), _MOST_VIDEOS):
            params = {
                "part": "snippet,contentDetails",
                "id": ",".join(missing[start:][:_MOST_VIDEOS]),
            }
            for video in parsers.parse_videos(self._ask("videos", params, Allowance.UNITS)):
                self._kept.keep_video(video, now)
                kept[video.id] = video
        return [known for video_id in ids if (known := kept[video_id]) is not None]

    def _ask(self, resource: str, params: Mapping[str, Any], allowance: Allowance) -> Any:
        """What the service answers; a fault that may pass is paid for and asked about once more."""
        try:
            return self._try(resource, params, allowance)
        except (UnreachableError, ServiceDownError):
            if self._patience.tries < 2:
                raise
        time.sleep(self._patience.first_pause_s)
        return self._try(resource, params, allowance)

    def _try(self, resource: str, params: Mapping[str, Any], allowance: Allowance) -> Any:
        self._ledger.spend(allowance)
        path = f"{_PATH}/{resource}"
        try:
            # The service counts each request that reaches it, so that only those are repeated
            # unseen that did not.
            answer = self._http.request("GET", path, params=params, is_repeatable=False)
        except parsers.QuotaUsedUpError as error:
            self._ledger.exhaust(allowance)
            raise self._ledger.used_up(allowance) from error
        return self._http.read_json(answer)
