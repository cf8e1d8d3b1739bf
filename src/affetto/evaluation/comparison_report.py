"""The report on a comparison of runs."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from affetto.evaluation import run_plots
from affetto.evaluation.markup import paragraph, table
from affetto.evaluation.number_formats import (
    decimals,
    duration,
    p_value,
    percent,
    percents,
    points,
    points_bounds,
)
from affetto.evaluation.report import Report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from affetto.evaluation.run_comparison import ComparedRun, RunComparison, RunPair

# What a test of two trained models does not say.
ONLY_THESE_RUNS = (
    "The test speaks of these trained models. How far runs of one recipe with other seeds lie "
    "apart is not in it."
)


def report_comparison(comparison: RunComparison) -> Report:
    """The report on several runs: table, accuracies, paired tests, curves."""
    names = [each.name for each in comparison.runs]
    report = Report(
        title=f"Comparison of {len(names)} runs",
        figures=comparison.as_dict(),
        command=" ".join(["affetto compare", *names]),
    )
    report.add(
        "Each on its own test part",
        _runs_table(comparison),
        report.plot(
            "accuracy",
            run_plots.draw_accuracies(
                names,
                [each.figures.test for each in comparison.runs],
                [each.figures.published.accuracy for each in comparison.runs],
            ),
            "accuracy of each run with its 95% interval",
        ),
    )
    if comparison.pairs:
        report.add("On the same samples", *_show_pairs(comparison.pairs))
    histories = {each.name: each.run.history for each in comparison.runs if each.run.history}
    if histories:
        without = [name for name in names if name not in histories]
        report.add(
            "Training",
            *(
                report.plot(
                    f"{what}_by_epoch",
                    run_plots.draw_histories(histories, what),
                    f"{what} of each run by epoch",
                )
                for what in ("accuracy", "loss")
            ),
            *([paragraph(f"Without epochs: {', '.join(without)}.")] if without else []),
        )
    return report


def _runs_table(comparison: RunComparison) -> str:
    headings: tuple[str, ...] = (
        "run",
        "n",
        "accuracy",
        "95% interval",
        "macro F1",
        "ECE",
        "published",
        "parameters",
        "epochs",
        "time",
    )
    rows = [_row(each) for each in comparison.runs]
    if not comparison.named_by_recipe:
        headings = (*headings, "recipe")
        rows = [
            (*row, each.figures.recipe) for row, each in zip(rows, comparison.runs, strict=True)
        ]
    return table(headings, rows)


def _row(run: ComparedRun) -> tuple[object, ...]:
    figures, test = run.figures, run.figures.test
    published = figures.published.accuracy
    return (
        run.name,
        f"{test.n:,}",
        percent(test.accuracy),
        percents(test.accuracy_interval),
        decimals(test.macro_f1),
        decimals(test.ece),
        "" if published is None else percent(published),
        f"{figures.parameters:,}",
        figures.epochs or "",
        duration(figures.seconds),
    )


def _show_pairs(pairs: Sequence[RunPair]) -> list[str]:
    tests = sum(pair.difference is not None for pair in pairs)
    parts = [
        paragraph(
            "Every pair on the test samples both have, by content and label. The p-value is that "
            "of no difference (McNemar's exact test on the same samples, Holm's correction for "
            f"{tests} {'test' if tests == 1 else 'tests'}). {ONLY_THESE_RUNS}"
        ),
        table(
            (
                "first",
                "second",
                "shared n",
                "first right",
                "second right",
                "first − second",
                "95% interval",
                "p",
            ),
            [_pair_row(pair) for pair in pairs],
        ),
    ]
    for pair in pairs:
        if pair.remarks:
            told = escape(" ".join(pair.remarks))
            parts.append(f"<p><b>{escape(' and '.join(pair.names))}.</b> {told}</p>")
    return parts


def _pair_row(pair: RunPair) -> tuple[object, ...]:
    shares = ["" if r.accuracy is None else percent(r.accuracy) for r in pair.results]
    if pair.difference is None or pair.p_adjusted is None:
        return (*pair.names, pair.n_shared, *shares, "", "", "not tested")
    return (
        *pair.names,
        f"{pair.n_shared:,}",
        *shares,
        points(pair.difference.change),
        points_bounds(pair.difference.change_interval),
        p_value(pair.p_adjusted),
    )
