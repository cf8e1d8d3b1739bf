"""`affetto evaluate`: how good networks and strategies are on labelled data of one's own."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from affetto.cli.arguments import parse_path
from affetto.cli.reports import JsonOption, ReportOption, name_report, prepare_report, print_json
from affetto.text import printable

if TYPE_CHECKING:
    from affetto.errors import InputError
    from affetto.evaluation.face import FaceEvaluation, FaceSample
    from affetto.evaluation.music import MusicEvaluation
    from affetto.evaluation.networks import JudgedNetwork
    from affetto.evaluation.recommender import RecommenderEvaluation, StrategyFigures
    from affetto.evaluation.report import Report
    from affetto.training.metrics import ClassificationReport

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
        _print_faces(evaluation, network)
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
        _print_scenes(figures)
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
        _print_music(evaluation, classifier.spec.recipe)


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
        _print_hearing(evaluation.as_dict())


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
        _print_strategies(evaluation)


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


def _print_faces(evaluation: FaceEvaluation, network: JudgedNetwork) -> None:
    from affetto.cli.output import console

    judged, ferplus = evaluation.report, evaluation.ferplus
    console.print(
        f"{network.name} on {judged.n:,} faces of {evaluation.sample.source}", markup=False
    )
    console.print(f"accuracy  {judged.accuracy:.1%} ({_share_bounds(judged.accuracy_interval)})")
    console.print(f"macro F1  {judged.macro_f1:.3f}    calibration error  {judged.ece:.3f}")
    if ferplus is not None:
        console.print(
            f"by FER+ majority, 8 classes  {ferplus.report.accuracy:.1%} "
            f"({_share_bounds(ferplus.report.accuracy_interval)}), n = {ferplus.report.n:,}"
        )
    framed = [f"{count} {how}" for how, count in evaluation.sample.framings.items() if count]
    if framed:
        console.print(f"pictures: {', '.join(framed)}")
    if evaluation.sample.skipped:
        console.print(f"left out: {len(evaluation.sample.skipped)} files that cannot be read")
    if evaluation.n_unknown_label:
        console.print(
            f"left out: {evaluation.n_unknown_label:,} faces of expressions that it does not know"
        )
    _print_confusion(judged)


def _print_music(evaluation: MusicEvaluation, recipe: str) -> None:
    from affetto.cli.output import console
    from affetto.evaluation.music import NOT_LISTENERS

    judged = evaluation.report
    console.print(
        f"{printable(recipe)} on {judged.n:,} tracks of {evaluation.source}", markup=False
    )
    console.print(f"agreement  {judged.accuracy:.1%} ({_share_bounds(judged.accuracy_interval)})")
    console.print(f"macro F1   {judged.macro_f1:.3f}    calibration error  {judged.ece:.3f}")
    if evaluation.n_unknown_label:
        console.print(
            f"left out: {evaluation.n_unknown_label:,} tracks of moods that it does not know"
        )
    console.print(f"beware: {NOT_LISTENERS}")
    _print_confusion(judged)


def _print_strategies(evaluation: RecommenderEvaluation) -> None:
    from rich.table import Table

    from affetto.cli.output import console

    console.print(
        f"{evaluation.n:,} tracks by {evaluation.artists:,} artists of {evaluation.source}; "
        "means over the emotions",
        markup=False,
    )
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("precision", no_wrap=True)
    for heading in ("@5", "@10 (95%)", "@20", "nDCG", "MAP", "cover", "diverse", "novel"):
        table.add_column(heading, justify="right", no_wrap=True)
    for name, figures in evaluation.strategies.items():
        table.add_row(name, *_strategy_cells(figures))
    console.print(table)
    console.print("precision at 10 by emotion")
    by_emotion = Table(box=None, pad_edge=False, header_style="bold")
    by_emotion.add_column("emotion")
    for name in evaluation.strategies:
        by_emotion.add_column(name, justify="right", no_wrap=True)
    for emotion in next(iter(evaluation.strategies.values())).by_emotion:
        by_emotion.add_row(
            emotion, *(f"{each.by_emotion[emotion]:.2f}" for each in evaluation.strategies.values())
        )
    console.print(by_emotion)


def _strategy_cells(figures: StrategyFigures) -> list[str]:
    low, high = figures.precision_interval[10]
    novelty = figures.novelty
    return [
        f"{figures.precision[5]:.2f}",
        f"{figures.precision[10]:.2f} ({low:.2f}–{high:.2f})",
        f"{figures.precision[20]:.2f}",
        f"{figures.ndcg:.2f}",
        f"{figures.mean_average_precision:.2f}",
        f"{figures.coverage:.2f}",
        f"{figures.intra_list_diversity:.2f}",
        "–" if novelty is None else f"{novelty:.2f}",
    ]


def _print_confusion(judged: ClassificationReport) -> None:
    from rich.markup import escape
    from rich.table import Table

    from affetto.cli.output import console

    console.print("rows: as labelled, columns: as read; then precision and recall")
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("")
    for heading in (*judged.labels, "prec", "rec", "F1"):
        table.add_column(escape(printable(heading)), justify="right")
    for row, scores in zip(judged.confusion, judged.per_class, strict=True):
        table.add_row(
            escape(printable(scores.label)),
            *map(str, row),
            f"{scores.precision:.2f}",
            f"{scores.recall:.2f}",
            f"{scores.f1:.2f}",
        )
    console.print(table)


def _print_scenes(figures: Mapping[str, Any]) -> None:
    from rich.markup import escape
    from rich.table import Table

    from affetto.cli.output import console

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("pictures")
    for heading in ("n", "valence r (95%)", "RMSE", "arousal r (95%)", "RMSE"):
        table.add_column(heading, justify="right", no_wrap=True)
    for name, each in {"all": figures, **figures["by_category"]}.items():
        cells = [str(each["n"])]
        for axis in ("valence", "arousal"):
            low, high = each[f"{axis}_r_interval"]
            cells += [
                f"{each[f'{axis}_r']:.2f} ({low:.2f}–{high:.2f})",
                f"{each[f'{axis}_rmse']:.2f}",
            ]
        table.add_row(escape(printable(name)), *cells)
    console.print(table)


def _print_hearing(figures: Mapping[str, Any]) -> None:
    from rich.markup import escape
    from rich.table import Table

    from affetto.cli.output import console

    for axis in ("valence", "arousal"):
        if figures[f"{axis}_order"] is not None:
            typer.echo(
                f"{axis}: {figures[f'{axis}_order']:.1%} of {figures[f'{axis}_pairs']} pairs in "
                f"the order of their moods ({_share_bounds(figures[f'{axis}_order_interval'])})"
            )
    typer.echo(
        f"nearest mood right: {figures['accuracy']:.1%} of {figures['n']} "
        f"({_share_bounds(figures['accuracy_interval'])})"
    )
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("mood")
    for heading in ("n", "valence", "expected", "arousal", "expected"):
        table.add_column(heading, justify="right", no_wrap=True)
    for name, mood in figures["moods"].items():
        cells = [
            f"{mood[column]:+.2f}"
            for column in ("valence", "expected_valence", "arousal", "expected_arousal")
        ]
        table.add_row(escape(printable(name)), str(mood["n"]), *cells)
    console.print(table)


def _share_bounds(interval: tuple[float, float]) -> str:
    return f"95% interval {interval[0]:.1%} to {interval[1]:.1%}"
