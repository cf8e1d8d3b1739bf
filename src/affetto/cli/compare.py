"""`affetto compare`: finished runs beside one another."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from affetto.cli.arguments import parse_path
from affetto.cli.reports import JsonOption, ReportOption, name_report, prepare_report, print_json

if TYPE_CHECKING:
    from affetto.evaluation.run_comparison import RunComparison, RunPair


def compare(
    runs: Annotated[
        list[Path],
        typer.Argument(
            metavar="RUN RUN...",
            parser=parse_path,
            help="Folders of finished runs.",
            show_default=False,
        ),
    ],
    as_json: JsonOption = False,
    report: ReportOption = None,
) -> None:
    """Compare finished runs: figures of each, and every pair tested on the samples both have."""
    from affetto.evaluation.run_comparison import compare_runs
    from affetto.training.run_folder import read_run

    if len(runs) < 2:
        raise typer.BadParameter("at least two runs")
    prepare_report(report)
    comparison = compare_runs([read_run(run) for run in runs])
    written = None
    if report is not None:
        from affetto.evaluation.comparison_report import report_comparison

        written = report_comparison(comparison).write(report)
    if as_json:
        print_json(comparison.as_dict())
    else:
        _print_comparison(comparison)
    name_report(written)


def _print_comparison(comparison: RunComparison) -> None:
    from affetto.cli.output import console
    from affetto.text import printable

    _print_runs(comparison)
    console.print()
    _print_pairs(comparison.pairs)
    for pair in comparison.pairs:
        if pair.remarks:
            names = printable(" and ".join(pair.names))
            told = printable(" ".join(pair.remarks))
            console.print(f"{names}: {told}", markup=False)


def _print_runs(comparison: RunComparison) -> None:
    from rich.markup import escape
    from rich.table import Table

    from affetto.cli.output import console
    from affetto.evaluation.number_formats import decimals, duration
    from affetto.text import printable

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("run", overflow="fold")
    for heading in ("n", "accuracy (95%)", "macro F1", "ECE", "parameters", "epochs", "time"):
        table.add_column(heading, justify="right", no_wrap=True)
    if not comparison.named_by_recipe:
        table.add_column("recipe", overflow="fold")
    for each in comparison.runs:
        figures, test = each.figures, each.figures.test
        low, high = test.accuracy_interval
        recipe = () if comparison.named_by_recipe else (escape(printable(figures.recipe)),)
        table.add_row(
            escape(printable(each.name)),
            f"{test.n:,}",
            f"{test.accuracy:.1%} ({100 * low:.1f}–{100 * high:.1f})",
            decimals(test.macro_f1),
            decimals(test.ece),
            f"{figures.parameters:,}",
            str(figures.epochs or ""),
            duration(figures.seconds),
            *recipe,
        )
    console.print(table)


def _print_pairs(pairs: Sequence[RunPair]) -> None:
    from rich.markup import escape
    from rich.table import Table

    from affetto.cli.output import console
    from affetto.evaluation.number_formats import p_value, points, points_bounds
    from affetto.text import printable

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("on the same samples", overflow="fold")
    for heading in ("n", "difference, points (95%)", "p (Holm)"):
        table.add_column(heading, justify="right", no_wrap=True)
    for pair in pairs:
        difference, p = "not tested", ""
        if pair.difference is not None and pair.p_adjusted is not None:
            bounds = points_bounds(pair.difference.change_interval)
            difference = f"{points(pair.difference.change)} ({bounds})"
            p = p_value(pair.p_adjusted)
        names = " − ".join(pair.names)
        table.add_row(escape(printable(names)), f"{pair.n_shared:,}", difference, p)
    console.print(table)
