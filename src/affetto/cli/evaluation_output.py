"""What `affetto evaluate` says to people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import typer

from affetto.text import printable

if TYPE_CHECKING:
    from affetto.evaluation.face import FaceEvaluation
    from affetto.evaluation.music import MusicEvaluation
    from affetto.evaluation.networks import JudgedNetwork
    from affetto.evaluation.recommender import RecommenderEvaluation, StrategyFigures
    from affetto.training.metrics import ClassificationReport


def print_faces(evaluation: FaceEvaluation, network: JudgedNetwork) -> None:
    """How a face network did."""
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


def print_music(evaluation: MusicEvaluation, recipe: str) -> None:
    """How a music model did."""
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


def print_strategies(evaluation: RecommenderEvaluation) -> None:
    """How strategies did, a line each."""
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


def print_scenes(figures: Mapping[str, Any]) -> None:
    """How a scene network did."""
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


def print_hearing(figures: Mapping[str, Any]) -> None:
    """How the hearing did."""
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
