"""`affetto evaluate`: how good networks and strategies are on labelled data of one's own."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from affetto.cli.arguments import parse_path
from affetto.cli.evaluation_output import (
    print_faces,
    print_hearing,
    print_music,
    print_scenes,
    print_strategies,
)
from affetto.cli.reports import JsonOption, ReportOption, name_report, prepare_report, print_json
from affetto.text import printable

if TYPE_CHECKING:
    from affetto.errors import InputError
    from affetto.evaluation.face import FaceEvaluation, FaceSample
    from affetto.evaluation.networks import JudgedNetwork
    from affetto.evaluation.report import Report

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Judge networks by labelled pictures, and strategies by tracks with known moods.",
)


class Split(StrEnum):
    """Parts of FER2013."""

    TRAIN = "train"
    PUBLIC = "public"
    PRIVATE = "private"
    ALL = "all"


@app.command("face")
def evaluate_face(
    data: Annotated[
        Path,
        typer.Option(
            "--data",
            parser=parse_path,
            show_default=False,
            help="Folder of class folders (angry, happy, ...), fer2013.csv, or the .npz pack.",
        ),
    ],
    split: Annotated[
        Split | None,
        typer.Option("--split", help="Part of FER2013; public if not said. Folders have none."),
    ] = None,
    as_json: JsonOption = False,
    report: ReportOption = None,
    model: Annotated[
        str,
        typer.Option(
            "--model",
            help="A network that ships, the folder of a finished run, or an ONNX file's path.",
        ),
    ] = "face-emotion",
    robustness_faces: Annotated[
        int,
        typer.Option(
            min=0, help="With --report: how many faces to read under worse conditions; 0 for all."
        ),
    ] = 1000,
) -> None:
    """Judge the face network: accuracy, F1, calibration, confusion."""
    from affetto.cli.progress import step_progress
    from affetto.evaluation.face import evaluate_faces
    from affetto.evaluation.networks import open_face_network

    prepare_report(report)
    network = open_face_network(model)
    sample = _load_faces(data, split)
    with step_progress("reading faces") as on_progress:
        evaluation = evaluate_faces(sample, network.session, on_progress, network.known)
    written = None
    if report is not None:
        written = _report_faces(evaluation, network, robustness_faces).write(report)
    figures = evaluation.as_dict() | {"model": network.as_dict()}
    if as_json:
        print_json(figures)
    else:
        print_faces(evaluation, network)
    name_report(written)


@app.command("scene")
def evaluate_scene(
    data: Annotated[
        Path,
        typer.Option(
            "--data",
            parser=parse_path,
            show_default=False,
            help="Folder with norms.csv (as OASIS's) and images/.",
        ),
    ],
    as_json: JsonOption = False,
    report: ReportOption = None,
    model: Annotated[
        str, typer.Option("--model", help="A network that ships, or the path of an ONNX file.")
    ] = "scene-emotion",
) -> None:
    """Judge the scene network by rated pictures: correlation and error of valence and arousal.

    The network that ships was fitted on OASIS: on OASIS's own pictures the figures are no test
    result. They tell how well it does on other norms of the same form.
    """
    from affetto.cli.progress import step_progress
    from affetto.evaluation.networks import open_scene_network
    from affetto.evaluation.scene import NOT_A_TEST, evaluate_scenes

    prepare_report(report)
    network = open_scene_network(model)
    with step_progress("reading pictures") as on_progress:
        evaluation = evaluate_scenes(data, network.session, on_progress, _name_skipped)
    written = None
    if report is not None:
        from affetto.evaluation.network_report import report_scenes

        written = report_scenes(evaluation, network).write(report)
    figures = evaluation.as_dict() | {"model": network.as_dict()}
    if network.ships:
        figures["note"] = NOT_A_TEST
        typer.echo(f"affetto: {NOT_A_TEST}", err=True)
    if as_json:
        print_json(figures)
    else:
        print_scenes(figures)
    name_report(written)


@app.command("music")
def evaluate_music_model(
    model: Annotated[
        Path,
        typer.Option(
            "--model",
            metavar="RUN",
            parser=parse_path,
            show_default=False,
            help="Folder of a finished run of a music recipe.",
        ),
    ],
    data: Annotated[
        Path,
        typer.Option(
            "--data",
            parser=parse_path,
            show_default=False,
            help="Table of tracks with Spotify's features (.csv or .csv.gz).",
        ),
    ],
    as_json: JsonOption = False,
) -> None:
    """Judge a music model you trained: how far it agrees with the written rules of mood."""
    from affetto.app.music_library import open_track_classifier
    from affetto.cli.progress import step_progress
    from affetto.evaluation.music import evaluate_music

    classifier = open_track_classifier(model)
    with step_progress("reading tracks") as on_progress:
        evaluation = evaluate_music(data, classifier, on_progress)
    if as_json:
        name = printable(model.resolve().name)
        digest = classifier.spec.sha256
        print_json(evaluation.as_dict() | {"model": {"name": name, "sha256": digest}})
    else:
        print_music(evaluation, classifier.spec.recipe)


@app.command("audio")
def evaluate_hearing(
    data: Annotated[
        Path,
        typer.Option(
            "--data",
            parser=parse_path,
            show_default=False,
            help="Folder of folders of audio files, each named by a mood (calm, happy, sad, ...).",
        ),
    ],
    as_json: JsonOption = False,
) -> None:
    """Judge the mood that is heard in music: its order in the plane, and the nearest mood."""
    from affetto.app.music_library import open_analyser
    from affetto.cli.progress import step_progress
    from affetto.config import load_settings
    from affetto.evaluation.audio import evaluate_audio, load_mood_folders

    folders = load_mood_folders(data)
    for name in folders.unknown:
        typer.echo(f"affetto: {printable(name)}: names no mood; left out", err=True)
    with step_progress("listening") as on_progress:
        evaluation = evaluate_audio(
            folders, open_analyser(), load_settings().workers, on_progress, _name_skipped
        )
    if as_json:
        print_json(evaluation.as_dict())
    else:
        print_hearing(evaluation.as_dict())


@app.command("recommender")
def evaluate_strategies(
    data: Annotated[
        Path,
        typer.Option(
            "--data",
            parser=parse_path,
            show_default=False,
            help="Table of tracks with Spotify's features and a column mood "
            "(Happy, Sad, Calm or Energetic).",
        ),
    ],
    strategy: Annotated[
        list[str] | None,
        typer.Option("--strategy", help="Only this one; may be repeated. Default: all."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Judge the strategies: how many tracks of a list have a mood that fits the emotion.

    The moods judge the lists; no strategy sees them.
    """
    from affetto.cli.progress import step_progress
    from affetto.evaluation.recommender import evaluate_recommender, load_labelled_tracks
    from affetto.recommend.strategies import find_strategy, list_strategies

    names = list(dict.fromkeys(strategy)) if strategy else list_strategies()
    for name in names:
        find_strategy(name)  # a name that is none is said before a long table is read
    tracks = load_labelled_tracks(data)
    if tracks.skipped:
        typer.echo(
            f"affetto: {data}: rows left out that cannot be used, or have no such mood: "
            f"{tracks.skipped}",
            err=True,
        )
    with step_progress("asking strategies") as on_progress:
        evaluation = evaluate_recommender(tracks, names, on_progress)
    if as_json:
        print_json(evaluation.as_dict())
    else:
        print_strategies(evaluation)


def _load_faces(data: Path, split: Split | None) -> FaceSample:
    from affetto.app.pictures import open_vision_sessions
    from affetto.cli.progress import step_progress
    from affetto.evaluation.face import DEFAULT_SPLIT, load_fer2013_sample, load_folder_sample
    from affetto.vision.face_detection import FaceDetector

    if not data.is_dir():
        return load_fer2013_sample(data, split or DEFAULT_SPLIT)
    if split not in (None, Split.ALL):
        typer.echo(
            "affetto: --split is for FER2013's own files; all of the folder is read", err=True
        )
    detector = FaceDetector(open_vision_sessions().face_detector)
    with step_progress("finding faces") as on_progress:
        return load_folder_sample(data, detector, on_progress, _name_skipped)


def _name_skipped(error: InputError) -> None:
    typer.echo(f"affetto: {error}; left out", err=True)


def _report_faces(evaluation: FaceEvaluation, network: JudgedNetwork, n_faces: int) -> Report:
    from affetto.cli.progress import step_progress
    from affetto.evaluation.face import measure_face_robustness, measure_face_tones
    from affetto.evaluation.network_report import report_faces

    with step_progress("worse conditions") as on_progress:
        results = measure_face_robustness(evaluation, network.session, n_faces, on_progress)
    return report_faces(evaluation, network, results, measure_face_tones(evaluation))
