"""Puts together the music library and what listens to its music."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from affetto.config import Settings, load_settings
from affetto.errors import LibraryError

if TYPE_CHECKING:
    from affetto.audio.analyser import Analyser
    from affetto.audio.catalogue_mood import CatalogueMoodReader
    from affetto.audio.track_mood import TrackMoodClassifier
    from affetto.library.analysis import HeardFile
    from affetto.library.import_service import ImportProgress, ImportReport
    from affetto.library.music_library import Library
    from affetto.library.records import AnalyserId
    from affetto.library.scanner import AddProgress, AddReport
    from affetto.music import TrackTags

STARTER_PACKAGE = "immich_memories_music"


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


def open_analyser(settings: Settings | None = None) -> Analyser:
    """What listens to music, as the settings name it.

    Raises:
        InputError: there is no such analyser, or its package is not installed.
    """
    from affetto.audio.analysers import create_analyser

    return create_analyser((settings or load_settings()).analyser)


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
        from affetto.audio.covers import read_cover
        from affetto.library.analysis import HeardFile

        analysis = self.analyser.analyse(path)
        return HeardFile(
            tags=_read_tags(path),
            features=analysis.features,
            mood=analysis.mood,
            mood_uncertainty=analysis.mood_uncertainty,
            notes=analysis.notes,
            timeline=analysis.timeline,
            cover=read_cover(path),
        )


def _read_tags(path: Path) -> TrackTags:
    from affetto.audio.tags import read_tags

    tags = read_tags(path)
    return tags if tags.licence else replace(tags, licence=_licence_by_package(path))


def _licence_by_package(path: Path) -> str:
    """The licence of the package of starter music where a file is its; else ""."""
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        if find_starter_music() not in path.parents:
            return ""
        return metadata(STARTER_PACKAGE)["License-Expression"] or ""
    except (LibraryError, PackageNotFoundError):
        return ""


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
    from affetto.library.scanner import add_music

    return add_music(
        library,
        paths,
        AudioFileReader(open_analyser()),
        workers=workers,
        on_progress=on_progress,
        retry_failed=retry_failed,
    )


def current_analyser() -> AnalyserId:
    """The analyser by which music is heard now."""
    from affetto.library.records import AnalyserId

    analyser = open_analyser()
    return AnalyserId(analyser.name, analyser.version)


def open_mood_reader(model: Path | None = None) -> CatalogueMoodReader:
    """What names the moods of tracks by what a catalogue states of their sound.

    Args:
        model: folder of a finished run of a music recipe; None for S4's written rules.

    Raises:
        InputError: there is no such run, it is not finished, or its model does not read music, or
            reads features that no catalogue states.
        ModelError: its network is missing or was changed.
    """
    from affetto.audio.catalogue_mood import CatalogueMoodReader

    if model is None:
        return CatalogueMoodReader.by_rules()
    return CatalogueMoodReader.by_model(open_track_classifier(model))


def save_mood_map(library: Library, target: Path) -> None:
    """Draw where the tracks of the library lie in the plane, and write the picture to a file.

    Raises:
        InputError: the suffix of `target` names no format of pictures, or it cannot be written.
        LibraryError: the library cannot be read.
    """
    from affetto.library.composition import mood_points
    from affetto.library.mood_map import draw_mood_map
    from affetto.vision.picture_files import format_of, save_picture

    format_of(target)  # before anything is read and drawn
    with library.looking() as session:
        points = mood_points(session)
    save_picture(draw_mood_map(points, library.count() - len(points)), target)


def analyse_library(
    library: Library,
    *,
    workers: int,
    on_progress: Callable[[AddProgress], object] = lambda _progress: None,
    retry_failed: bool = False,
) -> AddReport:
    """Analyse the library's own files that have not been heard yet, or by an older analyser.

    Raises:
        LibraryError: the library cannot be written.
    """
    from affetto.library.scanner import analyse_music

    return analyse_music(
        library,
        AudioFileReader(open_analyser()),
        workers=workers,
        on_progress=on_progress,
        retry_failed=retry_failed,
    )


def import_to_library(
    library: Library,
    path: Path,
    file_format: str | None = None,
    *,
    dry_run: bool = False,
    on_progress: Callable[[ImportProgress], object] = lambda _progress: None,
) -> ImportReport:
    """Bring the tracks that a file tells of into the library.

    Args:
        library: the library.
        path: the file, or a folder of files that belong together.
        file_format: a name from `affetto.library.importers.list_importers`; None to tell it from
            what the file holds.
        dry_run: whether only to tell what would come of it.
        on_progress: called now and then.

    Raises:
        InputError: the file cannot be used.
        LibraryError: the library cannot be written.
    """
    from affetto.library.import_service import import_tracks
    from affetto.library.importers import find_importer

    importer = find_importer(path, file_format)
    return import_tracks(library, path, importer, dry_run=dry_run, on_progress=on_progress)
