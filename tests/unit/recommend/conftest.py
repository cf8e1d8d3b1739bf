from collections.abc import Callable

import pytest

from affetto.affect import Point
from affetto.music import AudioFeatures, Track, TrackTags


@pytest.fixture
def make_track() -> Callable[..., Track]:
    """A track of which only what matters to a test is told."""

    def make(
        track_id: int,
        *,
        mood: Point | None = None,
        features: AudioFeatures | None = None,
        uri: str = "file:///music/track.flac",
        **tags: object,
    ) -> Track:
        named = TrackTags(**{"title": f"track {track_id}", **tags})
        return Track(track_id, named, uri, mood=mood, features=features)

    return make
