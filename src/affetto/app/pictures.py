"""Puts together what reads pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from affetto.affect import Affect, combine_affects
from affetto.scene_context import ContextTag, combine_contexts, count_context

if TYPE_CHECKING:
    from affetto.inference.session import InferenceSession
    from affetto.inference.trained_model import TrainedModelSpec
    from affetto.vision.explanation import PictureExplainer, PictureExplanation
    from affetto.vision.explanation_layers import HeatLayer
    from affetto.vision.frames import Picture
    from affetto.vision.moving_picture_reader import MovingPictureReader
    from affetto.vision.picture_reader import PictureReader, PictureReading

_BLANK_PX = 64
# Longest side of a preview: sharp on a phone, and on half of a large screen.
PREVIEW_PX = 1600


@dataclass(frozen=True)
class AskedMood:
    """What music is asked for, by pictures or by whoever says it instead.

    Attributes:
        affect: what pictures feel like together, or somebody does.
        context: how far each thing counts that is to be seen in them, as in
            `affetto.recommend.query.Query`; empty without pictures.
    """

    affect: Affect
    context: Mapping[ContextTag, float] = field(default_factory=dict)


@dataclass(frozen=True)
class VisionSessions:
    """The networks that see; whoever reads and whoever explains share them.

    Attributes:
        trained: what the user's own model says of itself, where one of them is that.
    """

    face_detector: InferenceSession
    face_emotion: InferenceSession
    scene_emotion: InferenceSession
    trained: TrainedModelSpec | None = None


@dataclass(frozen=True, eq=False)
class Vision:
    """The networks that see, with what reads pictures and explains the readings.

    Several threads may use it.
    """

    sessions: VisionSessions
    reader: PictureReader
    explainer: PictureExplainer

    def warm_up(self) -> None:
        """Loads all networks, so that the first picture need not wait for it."""
        import numpy as np

        from affetto.vision.face_crops import SIDE_PX

        grey = np.full((_BLANK_PX, _BLANK_PX, 3), 128, np.uint8)
        self.reader.read(grey)
        # Nobody is in that picture, so the network of faces was not asked.
        self.sessions.face_emotion.run({"faces": np.zeros((1, SIDE_PX, SIDE_PX), np.uint8)})


def open_vision() -> Vision:
    """The networks that ship; each is loaded when it is first asked.

    Raises:
        ModelError: a network is missing or was changed.
    """
    sessions = open_vision_sessions()
    return Vision(sessions, build_picture_reader(sessions), build_picture_explainer(sessions))


def open_vision_sessions(model: Path | None = None) -> VisionSessions:
    """The networks that ship; each is loaded when it is first asked.

    Args:
        model: folder of a finished run, whose model takes the place of the network that reads
            the same.

    Raises:
        InputError: there is no such run, it is not finished, or its model does not read pictures.
        ModelError: a network is missing or was changed.
    """
    from affetto.inference.registry import open_session

    sessions = VisionSessions(
        face_detector=open_session("centerface"),
        face_emotion=open_session("face-emotion"),
        scene_emotion=open_session("scene-emotion"),
    )
    return sessions if model is None else _replace_network(sessions, model)


def _replace_network(sessions: VisionSessions, model: Path) -> VisionSessions:
    from affetto.inference.trained_model import open_trained_model
    from affetto.vision.trained_networks import TrainedFaceNetwork, TrainedLandscapeNetwork

    spec, session = open_trained_model(model, reads=("face", "landscape"))
    if spec.subject == "face":
        faces = TrainedFaceNetwork(session, spec.labels)
        return replace(sessions, face_emotion=faces, trained=spec)
    scenes = TrainedLandscapeNetwork(session, spec.labels)
    return replace(sessions, scene_emotion=scenes, trained=spec)


def build_picture_reader(sessions: VisionSessions | None = None) -> PictureReader:
    """A reader of pictures with the networks that ship.

    Raises:
        ModelError: a network is missing or was changed.
    """
    from affetto.vision.face_detection import FaceDetector
    from affetto.vision.face_emotion import FaceEmotionClassifier
    from affetto.vision.picture_reader import PictureReader
    from affetto.vision.scene_emotion import SceneClassifier

    sessions = sessions or open_vision_sessions()
    return PictureReader(
        FaceDetector(sessions.face_detector),
        FaceEmotionClassifier(sessions.face_emotion),
        SceneClassifier(sessions.scene_emotion),
    )


def build_moving_picture_reader(sessions: VisionSessions | None = None) -> MovingPictureReader:
    """A reader of one camera or film with the networks that ship.

    Raises:
        ModelError: a network is missing or was changed.
    """
    from affetto.vision.face_detection import FaceDetector
    from affetto.vision.face_emotion import FaceEmotionClassifier
    from affetto.vision.moving_picture_reader import LIVE_LONG_SIDES_PX, MovingPictureReader
    from affetto.vision.scene_emotion import SceneClassifier
    from affetto.vision.tracking import MIN_SCORE_TO_CONTINUE

    sessions = sessions or open_vision_sessions()
    return MovingPictureReader(
        FaceDetector(
            sessions.face_detector,
            LIVE_LONG_SIDES_PX,
            MIN_SCORE_TO_CONTINUE,
            closer_look_px=None,
            doubtful_score=None,
        ),
        FaceEmotionClassifier(sessions.face_emotion),
        SceneClassifier(sessions.scene_emotion),
    )


def build_picture_explainer(sessions: VisionSessions) -> PictureExplainer:
    """What shows which parts of a picture the networks looked at."""
    from affetto.vision.explanation import PictureExplainer

    return PictureExplainer(sessions.face_emotion, sessions.scene_emotion)


def explain_as_layers(
    picture: Picture, reader: PictureReader, explainer: PictureExplainer
) -> list[HeatLayer]:
    """What the reading of a picture rests on, as heat to lay over it."""
    from affetto.vision.explanation_layers import layer_explanation

    explanation = explainer.explain(picture.rgb, reader.read(picture.rgb))
    height, width = picture.rgb.shape[:2]
    return layer_explanation(explanation, width, height)


def draw_preview(picture: Picture) -> bytes:
    """The picture as a JPEG file that every browser can show, upright, `PREVIEW_PX` at most."""
    import io

    from PIL import Image

    shown = Image.fromarray(picture.rgb)
    shown.thumbnail((PREVIEW_PX, PREVIEW_PX), reducing_gap=3.0)
    buffer = io.BytesIO()
    shown.save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


def save_explanation(picture: Picture, explanation: PictureExplanation, target: Path) -> None:
    """Draw what a reading of `picture` rests on, and write the page to a file.

    Raises:
        InputError: the suffix of `target` names no format of pictures, or it cannot be written.
    """
    from affetto.vision.explanation_drawing import draw_explanation
    from affetto.vision.picture_files import save_picture

    save_picture(draw_explanation(picture.name, picture.rgb, explanation), target)


def combine_readings(readings: Sequence[PictureReading]) -> AskedMood:
    """What is asked for by pictures that were read, at least one, taken together."""
    affect = combine_affects([reading.overall for reading in readings])
    context = combine_contexts([reading.scene.context for reading in readings])
    return AskedMood(affect, count_context(affect.source, context))


def read_pictures(pictures: Sequence[Path]) -> AskedMood:
    """What is asked for by pictures, at least one, taken together.

    Raises:
        PictureError: one of them cannot be read.
    """
    from affetto.vision.frames import load_picture

    reader = build_picture_reader()
    return combine_readings([reader.read(load_picture(path).rgb) for path in pictures])
