"""Wires the concrete parts together; the command line and the service call what stands here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from affetto.affect import Affect, combine_affects
from affetto.config import Settings, load_settings
from affetto.errors import LibraryError

if TYPE_CHECKING:
    from affetto.audio.analyser import Analyser
    from affetto.audio.track_mood import TrackMoodClassifier
    from affetto.inference.session import InferenceSession
    from affetto.inference.trained_model import TrainedModelSpec
    from affetto.library.analysis import HeardFile
    from affetto.library.music_library import Library
    from affetto.library.scanner import AddProgress, AddReport
    from affetto.music import Playlist
    from affetto.recommend.catalogue import Catalogue
    from affetto.recommend.query import Query
    from affetto.vision.explanation import PictureExplainer, PictureExplanation
    from affetto.vision.frames import Picture
    from affetto.vision.moving_picture_reader import MovingPictureReader
    from affetto.vision.picture_reader import PictureReader

STARTER_PACKAGE = "immich_memories_music"


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


def open_track_classifier(model: Path) -> TrackMoodClassifier:
    """What tells the mood of tracks from their features, by a model the user trained.

    Args:
        model: folder of a finished run.

    Raises:
        InputError: there is no such run, it is not finished, or its model does not read music.
        ModelError: its network is missing or was changed.
    """
    from affetto.audio.track_mood import TrackMoodClassifier
    from affetto.inference.trained_model import open_trained_model

    spec, session = open_trained_model(model, reads=("music",))
    return TrackMoodClassifier(session, spec)


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


def open_library(settings: Settings | None = None) -> Library:
    """The user's music library, created where there is none.

    Raises:
        LibraryError: it cannot be opened.
    """
    from affetto.library.music_library import Library

    return Library.open((settings or load_settings()).library_path)


def find_starter_music() -> Path:
    """The folder of the free tracks that come with Affetto.

    Raises:
        LibraryError: the package that carries them is not installed.
    """
    import importlib.util

    spec = importlib.util.find_spec(STARTER_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise LibraryError(
            "the starter music is not installed: `pip install immich-memories-music`"
        )
    return Path(spec.submodule_search_locations[0]) / "tracks"


@dataclass(frozen=True)
class AudioFileReader:
    """What the library asks of an analyser, answered by the audio package.

    It is sent to worker processes, so it holds nothing but its analyser.
    """

    analyser: Analyser

    @property
    def name(self) -> str:
        """The analyser's name."""
        return self.analyser.name

    @property
    def version(self) -> str:
        """The analyser's version."""
        return self.analyser.version

    def read(self, path: Path) -> HeardFile:
        """Tags, features and mood of one file.

        Raises:
            AudioError: it is not music that can be read.
        """
        from affetto.audio.tags import read_tags
        from affetto.library.analysis import HeardFile

        analysis = self.analyser.analyse(path)
        return HeardFile(
            tags=read_tags(path),
            features=analysis.features,
            mood=analysis.mood,
            mood_uncertainty=analysis.mood_uncertainty,
            notes=analysis.notes,
        )


def add_to_library(
    library: Library,
    paths: Sequence[Path],
    *,
    workers: int,
    on_progress: Callable[[AddProgress], object] = lambda _progress: None,
    retry_failed: bool = False,
) -> AddReport:
    """Analyse what is new or changed under `paths` and put it into the library.

    Raises:
        InputError: there is no music under `paths`.
        LibraryError: the library cannot be written.
    """
    from affetto.audio.analyser import CueAnalyser
    from affetto.library.scanner import add_music

    return add_music(
        library,
        paths,
        AudioFileReader(CueAnalyser()),
        workers=workers,
        on_progress=on_progress,
        retry_failed=retry_failed,
    )


def match_music(library: Library, query: Query, strategy: str, k: int) -> Playlist:
    """The `k` tracks of the library that fit best.

    Raises:
        InputError: there is no such strategy.
        LibraryError: there is nothing to choose from.
    """
    from affetto.music import Playlist
    from affetto.recommend.catalogue import Catalogue
    from affetto.recommend.strategies import find_strategy

    chosen = find_strategy(strategy)
    catalogue = Catalogue.of(library.tracks())
    if not len(catalogue):
        raise LibraryError(
            "the library is empty: add music with `affetto library add FOLDER`, or "
            "`affetto library add --starter` for 28 free tracks"
        )
    recommendations = chosen.rank(query, catalogue, k)
    if not recommendations and k:
        raise LibraryError(_explain_nothing(catalogue, query))
    return Playlist(
        name=_name_playlist(query.affect),
        affect=query.affect,
        intent=str(query.intent),
        strategy=chosen.name,
        recommendations=tuple(recommendations),
    )


def _explain_nothing(catalogue: Catalogue, query: Query) -> str:
    if not catalogue.passing(query.filters).any():
        return (
            f"none of the {len(catalogue)} tracks in the library passes: loosen genre, decade or "
            "licence, or add music"
        )
    return "no track that passes has a mood that could be heard; add more music"


def _name_playlist(affect: Affect) -> str:
    return f"Affetto: {affect.emotion or affect.point}"
