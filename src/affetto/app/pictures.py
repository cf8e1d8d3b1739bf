"""Puts together what reads pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from affetto.affect import Affect, combine_affects

if TYPE_CHECKING:
    from affetto.inference.session import InferenceSession
    from affetto.inference.trained_model import TrainedModelSpec
    from affetto.vision.explanation import PictureExplainer, PictureExplanation
    from affetto.vision.frames import Picture
    from affetto.vision.moving_picture_reader import MovingPictureReader
    from affetto.vision.picture_reader import PictureReader


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
        ),
        FaceEmotionClassifier(sessions.face_emotion),
        SceneClassifier(sessions.scene_emotion),
    )


def build_picture_explainer(sessions: VisionSessions) -> PictureExplainer:
    """What shows which parts of a picture the networks looked at."""
    from affetto.vision.explanation import PictureExplainer

    return PictureExplainer(sessions.face_emotion, sessions.scene_emotion)


def save_explanation(picture: Picture, explanation: PictureExplanation, target: Path) -> None:
    """Draw what a reading of `picture` rests on, and write the page to a file.

    Raises:
        InputError: the suffix of `target` names no format of pictures, or it cannot be written.
    """
    from affetto.vision.explanation_drawing import draw_explanation
    from affetto.vision.picture_files import save_picture

    save_picture(draw_explanation(picture.name, picture.rgb, explanation), target)


def read_affect(pictures: Sequence[Path]) -> Affect:
    """The affect of pictures taken together.

    Raises:
        PictureError: one of them cannot be read.
    """
    from affetto.vision.frames import load_picture

    reader = build_picture_reader()
    return combine_affects([reader.read(load_picture(path).rgb).overall for path in pictures])
