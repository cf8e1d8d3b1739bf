import json

from affetto.affect import Affect, AffectSource, FaceEmotion, Point
from affetto.affect_json import affect_as_dict


def test_has_the_documented_keys_in_their_order() -> None:
    affect = Affect(
        {FaceEmotion.HAPPY: 0.9, FaceEmotion.SAD: 0.1},
        Point(0.71, 0.42),
        0.83,
        AffectSource.FACES,
    )
    assert affect_as_dict(affect) == {
        "emotion": "happy",
        "emotions": {"happy": 0.9, "sad": 0.1},
        "valence": 0.71,
        "arousal": 0.42,
        "confidence": 0.83,
        "source": "faces",
    }
    assert list(affect_as_dict(affect)) == [
        "emotion", "emotions", "valence", "arousal", "confidence", "source",
    ]  # fmt: skip


def test_says_null_where_only_a_point_is_known() -> None:
    written = json.loads(json.dumps(affect_as_dict(Affect.at(0.6, -0.2))))
    assert written["emotion"] is None
    assert written["emotions"] == {}
    assert written["source"] == "user"


def test_holds_only_what_json_can_write() -> None:
    import numpy as np

    affect = Affect(
        {FaceEmotion.HAPPY: np.float32(1.0)},
        Point(np.float32(0.5), np.float32(0.25)),
        np.float32(1.0),
        AffectSource.FACES,
    )
    assert json.loads(json.dumps(affect_as_dict(affect)))["valence"] == 0.5
