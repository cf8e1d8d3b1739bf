from collections.abc import Callable

import pytest

from affetto.affect import Point
from affetto.music import AudioFeatures, CatalogueFeatures, Track, TrackTags


@pytest.fixture(scope="session")
def make_track() -> Callable[..., Track]:
    """A track of which only what matters to a test is told."""

    def make(
        track_id: int,
        *,
        mood: Point | None = None,
        features: AudioFeatures | None = None,
        catalogue: CatalogueFeatures | None = None,
        mood_uncertainty: float | None = None,
        uri: str = "file:///music/track.flac",
        **tags: object,
    ) -> Track:
        named = TrackTags(**{"title": f"track {track_id}", **tags})
        return Track(
            track_id,
            named,
            uri,
            mood=mood,
            features=features,
            catalogue=catalogue,
            mood_uncertainty=mood_uncertainty,
        )

    return make
