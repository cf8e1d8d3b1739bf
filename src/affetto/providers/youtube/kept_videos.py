"""What searches found, kept so that none is paid for twice."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from affetto.providers.capabilities import Answers, ProviderTrack
from affetto.text import fold

# Which videos a search found is kept for good. What is told of a video, and that there is none,
# is asked anew when it is so old: YouTube's terms let data be kept no longer without that
# (https://developers.google.com/youtube/terms/developer-policies, III.E.4), and it costs one unit.
_FRESH_FOR = timedelta(days=30)


class KeptVideos:
    """Videos by the words that found them.

    Args:
        answers: where they are kept.
    """

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    def found(self, words: str, now: datetime) -> list[str] | None:
        """Ids that a search for these words found; None where it is still to be made."""
        kept = self._answers.get(_search(words))
        if kept is None:
            return None
        content = json.loads(kept)
        ids = [str(each) for each in content["ids"]]
        return ids if ids or _is_fresh(content["at"], now) else None

    def keep_found(self, words: str, ids: Sequence[str], now: datetime) -> None:
        """Keeps what a search found."""
        content = {"ids": list(ids), "at": now.isoformat()}
        self._answers.keep(_search(words), json.dumps(content))

    def video(self, video_id: str, now: datetime) -> ProviderTrack | None:
        """What was told of a video; None where that is to be asked."""
        kept = self._answers.get(_video(video_id))
        if kept is None:
            return None
        content = json.loads(kept)
        if not _is_fresh(content.pop("at"), now):
            return None
        return ProviderTrack(**content)

    def keep_video(self, video: ProviderTrack, now: datetime) -> None:
        """Keeps what is told of a video."""
        told = {name: value for name, value in asdict(video).items() if value not in ("", None, ())}
        content = {**told, "at": now.isoformat()}
        self._answers.keep(_video(video.id), json.dumps(content, ensure_ascii=False))


def _search(words: str) -> str:
    return f"search {fold(words)}"


def _video(video_id: str) -> str:
    return f"video {video_id}"


def _is_fresh(written: str, now: datetime) -> bool:
    return now - datetime.fromisoformat(written) < _FRESH_FOR
