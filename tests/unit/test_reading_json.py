"""A picture's reading as JSON."""

from __future__ import annotations

import json

import numpy as np

from affetto.affect import Affect, AffectSource, Point, SceneEmotion
from affetto.reading_json import reading_as_dict
from affetto.scene_context import RELIABLE_TAGS
from affetto.vision.picture_reader import PictureReading
from affetto.vision.scene_emotion import SceneReading

MOODS = dict(zip(map(str, SceneEmotion), (0.7, 0.1, 0.1, 0.1), strict=True))


def test_the_scene_tells_what_is_to_be_seen_in_it() -> None:
    shares = np.linspace(0.123456, 0.9, len(RELIABLE_TAGS), dtype=np.float32)
    context = dict(zip(RELIABLE_TAGS, shares.tolist(), strict=True))
    scene = SceneReading(MOODS, Point(0.6, -0.1), context)
    overall = Affect(MOODS, scene.point, 0.7, AffectSource.SCENE)
    written = json.loads(json.dumps(reading_as_dict("a.jpg", PictureReading(overall, [], scene))))
    assert list(written["scene"]) == ["emotion", "emotions", "valence", "arousal", "context"]
    assert list(written["scene"]["context"]) == [str(tag) for tag in RELIABLE_TAGS]
    assert written["scene"]["context"]["outdoors"] == 0.1235
