"""The report on a finished run: what an appendix of a paper would hold, as one page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from affetto.evaluation import plots, run_plots
from affetto.evaluation.markup import FACE_USES, paragraph, table, unfolding
from affetto.evaluation.number_formats import decimals, duration, percent, percents
from affetto.evaluation.published_comparison import published_as_dict, show_published
from affetto.evaluation.report import Report
from affetto.evaluation.run_examples import (
    draw_samples,
    find_confused_pairs,
    find_mistakes,
    show_confused_pairs,
    show_mistakes,
    show_samples,
)
from affetto.evaluation.run_figures import figures_of
from affetto.evaluation.threshold_curves import one_vs_rest_curves
from affetto.training.metrics import CALIBRATION_BINS, reliability_bins

if TYPE_CHECKING:
    from affetto.evaluation.run_examples import PictureSource
    from affetto.evaluation.run_figures import RunFigures
    from affetto.evaluation.threshold_curves import ThresholdCurves
    from affetto.training.metrics import ClassificationReport
    from affetto.training.run_folder import FinishedRun, Predictions


def report_run(run: FinishedRun, pictures: PictureSource | None) -> Report:
    """The report on a run.

    Args:
        pictures: gives the picture of a sample by its digest; None for runs on music, whose
            samples are then named by their origins.

    Raises:
        InputError: figures or predictions of the run are missing.
    """
    figures = figures_of(run)
    predictions = run.predictions["test"]
    curves = one_vs_rest_curves(predictions.probs, predictions.labels, predictions.names)
    bins = reliability_bins(predictions.probs, predictions.labels)
    pairs = find_confused_pairs(figures.test, predictions)
    mistakes = find_mistakes(predictions)
    report = Report(
        title=figures.recipe,
        command=figures.command,
        figures={
            "run": run.name,
            "recipe": figures.recipe,
            "system": figures.system,
            "test": figures.test.as_dict(),
            "validation": figures.validation.as_dict(),
            "averages": average_scores(figures.test),
            "curves": _curves_as_dict(curves),
            "calibration": [asdict(each) for each in bins],
            "published": published_as_dict(figures),
            "class_counts": figures.class_counts,
            "n": figures.sizes,
            "history": [asdict(epoch) for epoch in run.history],
            "confused_pairs": [pair.as_dict() for pair in pairs],
            "mistakes": [asdict(each) for each in mistakes],
            "config": run.config,
            "versions": figures.versions,
            "command": figures.command,
        },
    )
    report.add("Summary", paragraph(figures.summary), _summarize(figures, curves))
    report.add("Theirs beside ours", *show_published(figures))
    report.add("Data", *_show_data(report, figures))
    report.add(
        "Samples",
        paragraph("Drawn from the test part by lot, with what the model reads and how sure it is."),
        *show_samples(draw_samples(predictions), pictures),
    )
    if run.history:
        report.add("Training", *_show_training(report, run, figures))
    report.add("Class by class", *_show_classes(report, figures))
    report.add("Ranking", *_show_curves(report, curves, predictions))
    report.add("Is the confidence true?", *_show_calibration(report, figures.test, predictions))
    report.add("Most confused", *show_confused_pairs(pairs, pictures))
    report.add("Surest mistakes", *show_mistakes(mistakes, pictures))
    report.add("How it was made", *_show_making(run, figures))
    if figures.subject == "face":
        report.add("What this is not", FACE_USES)
    return report


def average_scores(judged: ClassificationReport) -> dict[str, dict[str, float]]:
    """Mean precision, recall and F1 over classes, plain (macro) and by support (weighted).

    Macro means leave out classes that neither occur nor were predicted, as `macro_f1` does.
    """
    counts = np.array(judged.confusion)
    met = counts.sum(axis=0) + counts.sum(axis=1) > 0
    scores = np.array([[c.precision, c.recall, c.f1] for c in judged.per_class])
    means = {"macro": met / met.sum(), "weighted": counts.sum(axis=1) / counts.sum()}
    return {
        name: dict(zip(("precision", "recall", "f1"), (weights @ scores).tolist(), strict=True))
        for name, weights in means.items()
    }


def _summarize(figures: RunFigures, curves: Sequence[ThresholdCurves]) -> str:
    test, validation = figures.test, figures.validation
    trainable = "all" if figures.trainable == figures.parameters else f"{figures.trainable:,}"
    parameters = f"{figures.parameters:,} ({trainable} trainable)"
    rows: list[tuple[object, ...]] = [
        ("system", figures.system),
        ("test", _accuracy(test)),
        ("validation", _accuracy(validation)),
        ("macro F1", f"{decimals(test.macro_f1)} (validation {decimals(validation.macro_f1)})"),
        ("weighted F1", decimals(average_scores(test)["weighted"]["f1"])),
    ]
    if curves:
        rows.append(
            ("area under the ROC curve, mean", decimals(_mean([each.auc for each in curves])))
        )
    rows += [
        ("expected calibration error", decimals(test.ece)),
        ("parameters", parameters if figures.parameters else "none: nothing is learned"),
    ]
    if figures.epochs:
        kept = f", weights of epoch {figures.best_epoch} kept" if figures.best_epoch else ""
        rows.append(("epochs", f"{figures.epochs}{kept}"))
    rows.append(("time", duration(figures.seconds)))
    return table(("", "figure (95% interval)"), rows, prose=True)


def _show_data(report: Report, figures: RunFigures) -> list[str]:
    counts, sizes = figures.class_counts, figures.sizes
    headings = {
        "before": "training",
        "after": "training, balanced",
        "validation": "validation",
        "test": "test",
    }
    rows = [
        (label, *(f"{counts[part].get(label, 0):,}" for part in headings))
        for label in figures.test.labels
    ]
    rows.append(("all", *(f"{sum(counts[part].values()):,}" for part in headings)))
    parts = [table(("class", *headings.values()), rows)]
    if sizes.get("left_out"):
        parts.append(
            paragraph(
                f"{sizes['left_out']:,} samples of the training part were left out because "
                "validation or test hold the same."
            )
        )
    if counts["before"] == counts["after"]:
        parts.append(paragraph("Balancing left the numbers of samples as they were."))
    before, after = counts["before"], counts["after"]
    return [
        *parts,
        report.plot("class_counts", run_plots.draw_class_counts(before, after), "class counts"),
        *_show_shares(report, before, after),
    ]


def _show_shares(report: Report, before: dict[str, int], after: dict[str, int]) -> list[str]:
    pies = {"class_shares": ("Before balancing", before)}
    if before == after:
        pies = {"class_shares": ("Training", before)}
    else:
        pies["class_shares_balanced"] = ("After balancing", after)
    return [
        report.plot(
            name, run_plots.draw_class_shares(counts, title), f"shares of the classes: {title}"
        )
        for name, (title, counts) in pies.items()
    ]


def _show_training(report: Report, run: FinishedRun, figures: RunFigures) -> list[str]:
    last = run.history[-1]
    rows = [
        (
            epoch.epoch,
            f"{epoch.loss:.4f}",
            percent(epoch.accuracy),
            f"{epoch.val_loss:.4f}",
            percent(epoch.val_accuracy),
            f"{epoch.learning_rate:.2g}",
            duration(epoch.seconds),
        )
        for epoch in run.history
    ]
    return [
        paragraph(
            f"After {last.epoch} epochs the loss is {last.loss:.3f} in training and "
            f"{last.val_loss:.3f} on validation. Losses include what regularizes; augmentation and "
            "dropout can make training look worse than it is."
        ),
        *(
            report.plot(
                what,
                run_plots.draw_history(run.history, what, figures.best_epoch),
                f"{what.replace('_', ' ')} by epoch",
            )
            for what in ("accuracy", "loss", "learning_rate")
        ),
        unfolding(
            "Every epoch in figures",
            table(
                (
                    "epoch",
                    "loss",
                    "accuracy",
                    "validation loss",
                    "validation accuracy",
                    "learning rate",
                    "time",
                ),
                rows,
            ),
        ),
    ]


def _show_classes(report: Report, figures: RunFigures) -> list[str]:
    return [
        _score_table(figures.test),
        report.plot("confusion", plots.draw_confusion(figures.test), "confusion matrix"),
        report.plot(
            "class_scores",
            run_plots.draw_class_scores(figures.test),
            "precision, recall and F1 of each class",
        ),
        unfolding("The same on the validation part", _score_table(figures.validation)),
    ]


def _score_table(judged: ClassificationReport) -> str:
    rows: list[tuple[object, ...]] = [
        (c.label, decimals(c.precision), decimals(c.recall), decimals(c.f1), f"{c.support:,}")
        for c in judged.per_class
    ]
    for name, mean in average_scores(judged).items():
        rows.append((f"{name} mean", *map(decimals, mean.values()), f"{judged.n:,}"))
    return table(("class", "precision", "recall", "F1", "support"), rows)


def _show_curves(
    report: Report, curves: Sequence[ThresholdCurves], predictions: Predictions
) -> list[str]:
    if not curves:
        return [paragraph("The test part holds one class only: there is nothing to rank.")]
    rows = [
        (each.label, decimals(each.auc), decimals(each.average_precision), decimals(each.share))
        for each in curves
    ]
    rows.append(
        (
            "macro mean",
            decimals(_mean([each.auc for each in curves])),
            decimals(_mean([each.average_precision for each in curves])),
            decimals(_mean([each.share for each in curves])),
        )
    )
    absent = [name for name in predictions.names if name not in {each.label for each in curves}]
    parts = [
        paragraph(
            "Each class against all others. The area under the ROC curve is 0.5 for guessing; the "
            "average precision of guessing is the share of the class."
        ),
        report.plot("roc", run_plots.draw_roc(curves), "ROC curves"),
        report.plot(
            "precision_recall", run_plots.draw_precision_recall(curves), "precision–recall curves"
        ),
        table(("class", "area under ROC", "average precision", "share of the class"), rows),
    ]
    if absent:
        parts.append(paragraph(f"Not in the test part: {', '.join(absent)}."))
    return parts


def _curves_as_dict(curves: Sequence[ThresholdCurves]) -> dict[str, Any]:
    per_class = {
        each.label: {"auc": each.auc, "average_precision": each.average_precision}
        for each in curves
    }
    return {
        "per_class": per_class,
        "macro_auc": _mean([each.auc for each in curves]) if curves else None,
        "macro_average_precision": (
            _mean([each.average_precision for each in curves]) if curves else None
        ),
    }


def _show_calibration(
    report: Report, judged: ClassificationReport, predictions: Predictions
) -> list[str]:
    bins = reliability_bins(predictions.probs, predictions.labels)
    return [
        (
            "<p>A calibrated model is right as often as it says. Mean gap over "
            f"{CALIBRATION_BINS} bins of confidence (expected calibration error): "
            f"<b>{decimals(judged.ece)}</b>.</p>"
        ),
        report.plot("calibration", plots.draw_calibration(bins, judged.ece), "calibration plot"),
    ]


def _show_making(run: FinishedRun, figures: RunFigures) -> list[str]:
    return [
        f"<p><code>{escape(figures.command)}</code></p>",
        table(("setting", "value"), list(_flatten(run.config).items()), prose=True),
        table(("software", "version"), list(figures.versions.items())),
    ]


def _flatten(settings: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    """Nested settings as `outer.inner`, with their values as text."""
    flat: dict[str, str] = {}
    for name, value in settings.items():
        if isinstance(value, dict):
            flat |= _flatten(value, f"{prefix}{name}.")
        elif isinstance(value, list):
            flat[prefix + name] = ", ".join(map(str, value))
        else:
            flat[prefix + name] = "–" if value is None else str(value)
    return flat


def _accuracy(judged: ClassificationReport) -> str:
    return (
        f"{percent(judged.accuracy)} ({percents(judged.accuracy_interval)}) of {judged.n:,} right"
    )


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values))
