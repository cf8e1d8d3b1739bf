"""Reports of `affetto evaluate` on the networks of faces and scenes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from html import escape
from typing import TYPE_CHECKING

import numpy as np

from affetto.affect import SURE_FROM
from affetto.evaluation import plots
from affetto.evaluation.markup import FACE_USES, table
from affetto.evaluation.number_formats import (
    decimal_bounds,
    p_value,
    percent,
    percents,
    points,
    points_bounds,
)
from affetto.evaluation.report import Report
from affetto.evaluation.scene import AXES, NOT_A_TEST
from affetto.training.metrics import CALIBRATION_BINS, coverage_curve, reliability_bins

if TYPE_CHECKING:
    from affetto.evaluation.face import FaceEvaluation
    from affetto.evaluation.fairness import ToneComparison
    from affetto.evaluation.networks import JudgedNetwork
    from affetto.evaluation.robustness import ConditionResult
    from affetto.evaluation.scene import SceneEvaluation
    from affetto.training.metrics import ClassificationReport, CoveragePoint, ReliabilityBin

_THRESHOLDS = sorted({*np.round(np.arange(0.2, 0.96, 0.05), 2).tolist(), SURE_FROM})


def report_faces(
    evaluation: FaceEvaluation,
    network: JudgedNetwork,
    robustness: Sequence[ConditionResult],
    tones: ToneComparison | None,
) -> Report:
    """The report on a face network.

    Args:
        robustness: figures under worse conditions; empty where they were not measured.
        tones: figures by apparent skin tone; None where the pictures have no colour.
    """
    judged, sample = evaluation.report, evaluation.sample
    bins = reliability_bins(evaluation.probs, sample.labels)
    coverage = coverage_curve(evaluation.probs, sample.labels, _THRESHOLDS)
    # On a part of the faces, where robustness was not measured on all.
    untouched = robustness[0].accuracy - robustness[0].change if robustness else judged.accuracy
    report = Report(
        title=f"Face emotion: {network.name} on {sample.source}",
        figures={
            **evaluation.as_dict(),
            "model": network.as_dict(),
            "calibration": [asdict(each) for each in bins],
            "sure_from": SURE_FROM,
            "coverage": [asdict(each) for each in coverage],
            "robustness": {
                "untouched": untouched,
                "conditions": [result.as_dict() for result in robustness],
            }
            if robustness
            else None,
            "skin_tone": None if tones is None else tones.as_dict(),
        },
    )
    report.add("Summary", _summarize_faces(evaluation, network))
    report.add("By expression", *_show_expressions(report, judged))
    report.add("Is the confidence true?", *_show_calibration(report, judged, bins, coverage))
    if robustness:
        report.add("Worse pictures", *_show_robustness(report, robustness, untouched))
    if tones is None:
        report.add("Skin tone", "<p>Not measured: these pictures are grey.</p>")
    else:
        report.add("Skin tone", *_show_tones(report, tones))
    report.add("What this is not", FACE_USES)
    return report


def _summarize_faces(evaluation: FaceEvaluation, network: JudgedNetwork) -> str:
    judged, sample = evaluation.report, evaluation.sample
    rows: list[tuple[object, ...]] = [
        ("network", f"{network.name} (SHA-256 {network.sha256[:12]}…)"),
        ("faces", f"{judged.n:,} of {sample.source}"),
        ("read right", f"{percent(judged.accuracy)} ({percents(judged.accuracy_interval)})"),
        ("macro F1", f"{judged.macro_f1:.3f}"),
        ("expected calibration error", f"{judged.ece:.3f}"),
    ]
    ferplus = evaluation.ferplus
    if ferplus is not None:
        rows.append(
            (
                "by FER+ majority, 8 classes",
                (
                    f"{percent(ferplus.report.accuracy)} "
                    f"({percents(ferplus.report.accuracy_interval)}) of {ferplus.report.n:,}; "
                    f"{ferplus.n_dropped} without a majority"
                    + (" for what it knows" if evaluation.n_unknown_label else "")
                    + " left out"
                    + ("" if ferplus.asked else "; contempt, which it does not know, is wrong")
                ),
            )
        )
    if sample.framings:
        framed = ", ".join(f"{count} {how}" for how, count in sample.framings.items() if count)
        rows.append(("framed", framed))
    if sample.skipped:
        rows.append(("could not be read", f"{len(sample.skipped)} files"))
    if evaluation.n_unknown_label:
        rows.append(("of expressions it does not know", f"{evaluation.n_unknown_label:,} left out"))
    return table(("", "figure (95% interval)"), rows, prose=True)


def _show_expressions(report: Report, judged: ClassificationReport) -> list[str]:
    return [
        table(
            ("expression", "n", "precision", "recall", "F1"),
            [
                (c.label, c.support, f"{c.precision:.3f}", f"{c.recall:.3f}", f"{c.f1:.3f}")
                for c in judged.per_class
            ],
        ),
        report.plot("confusion", plots.draw_confusion(judged), "confusion matrix"),
    ]


def _show_calibration(
    report: Report,
    judged: ClassificationReport,
    bins: Sequence[ReliabilityBin],
    coverage: Sequence[CoveragePoint],
) -> list[str]:
    explanation = (
        f"<p>A calibrated network is right as often as it says. Mean gap over {CALIBRATION_BINS} "
        f"bins of confidence (expected calibration error): <b>{judged.ece:.3f}</b>. Below a "
        f"confidence of {SURE_FROM:g} the app says “not sure” and names the runner-up.</p>"
    )
    return [
        explanation,
        report.plot("calibration", plots.draw_calibration(bins, judged.ece), "calibration plot"),
        report.plot("coverage", plots.draw_coverage(coverage, SURE_FROM), "coverage curve"),
        table(
            ("least confidence", "answered", "right", "95% interval"),
            [
                (
                    f"{p.threshold:g}",
                    percent(p.coverage),
                    percent(p.accuracy),
                    percents(p.accuracy_interval),
                )
                for p in coverage
            ],
        ),
    ]


def _show_robustness(
    report: Report, results: Sequence[ConditionResult], untouched: float
) -> list[str]:
    return [
        (
            f"<p>The same {results[0].n:,} faces under worse conditions, each at three "
            f"strengths, laid on the 48-pixel face. Untouched: {percent(untouched)}. The p-value "
            f"(McNemar's exact test on the same faces, Holm's correction for {len(results)} "
            "tests) is that of no change.</p>"
        ),
        report.plot(
            "robustness", plots.draw_robustness(results, untouched), "accuracy by condition"
        ),
        table(
            ("condition", "strength", "right", "change", "95% interval", "p", "confidence", "ECE"),
            [
                (
                    r.condition,
                    r.strength,
                    percent(r.accuracy),
                    points(r.change),
                    points_bounds(r.change_interval),
                    p_value(r.p_value),
                    percent(r.mean_confidence),
                    f"{r.ece:.3f}",
                )
                for r in results
            ],
        ),
    ]


def _show_tones(report: Report, tones: ToneComparison) -> list[str]:
    return [
        (
            "<p>Groups by the individual typology angle (ITA) of forehead and cheeks, from light "
            "to dark; small groups are joined with their neighbours. The angle depends on the "
            "light in the picture as well as on the skin.</p>"
        ),
        f"<p><b>{escape(tones.verdict)}</b> {tones.unmeasured} faces have no measurable tone.</p>",
        report.plot("skin_tone", plots.draw_tones(tones, "read right"), "accuracy by skin tone"),
        table(
            ("group", "n", "right", "95% interval", "expected from its expressions", "confidence"),
            [
                (
                    g.name,
                    g.n,
                    percent(g.share),
                    percents(g.share_interval),
                    "" if g.expected_share is None else percent(g.expected_share),
                    "" if g.mean_confidence is None else percent(g.mean_confidence),
                )
                for g in tones.groups
            ],
        ),
    ]


def report_scenes(evaluation: SceneEvaluation, network: JudgedNetwork) -> Report:
    """The report on a scene network."""
    figures = {**evaluation.as_dict(), "model": network.as_dict()}
    if network.ships:
        figures["note"] = NOT_A_TEST
    report = Report(title=f"Scene emotion: {network.name}", figures=figures)
    note = [f"<p><b>Beware:</b> {escape(NOT_A_TEST)}.</p>"] if network.ships else []
    groups = {"all": evaluation.overall, **evaluation.by_category}
    report.add(
        "Agreement with the norms",
        *note,
        table(
            (
                "pictures",
                "n",
                "valence r",
                "95% interval",
                "arousal r",
                "95% interval",
                "valence RMSE",
                "arousal RMSE",
            ),
            [
                (
                    name,
                    a.n,
                    f"{a.r[0]:.3f}",
                    decimal_bounds(a.r_interval[0]),
                    f"{a.r[1]:.3f}",
                    decimal_bounds(a.r_interval[1]),
                    f"{a.rmse[0]:.3f}",
                    f"{a.rmse[1]:.3f}",
                )
                for name, a in groups.items()
            ],
        ),
        report.plot(
            "agreement",
            plots.draw_agreement(evaluation.affect, evaluation.pictures.affect, AXES),
            "read over rated valence and arousal",
        ),
    )
    return report
