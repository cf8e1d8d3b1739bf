"""Reports of an evaluation: one HTML page that needs nothing else, its figures, and JSON."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from html import escape
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

import numpy as np

from affetto import __version__
from affetto.affect import SURE_FROM
from affetto.errors import InputError
from affetto.evaluation import plots
from affetto.evaluation.scene import AXES, NOT_A_TEST
from affetto.files import write_whole
from affetto.training.metrics import CALIBRATION_BINS, coverage_curve, reliability_bins

if TYPE_CHECKING:
    from affetto.evaluation.face import FaceEvaluation
    from affetto.evaluation.fairness import ToneComparison
    from affetto.evaluation.networks import JudgedNetwork
    from affetto.evaluation.robustness import ConditionResult
    from affetto.evaluation.scene import SceneEvaluation
    from affetto.training.metrics import ClassificationReport, CoveragePoint, ReliabilityBin

PAGE, FIGURES = "report.html", "report.json"
_THRESHOLDS = sorted({*np.round(np.arange(0.2, 0.96, 0.05), 2).tolist(), SURE_FROM})


@dataclass
class Report:
    """What a report holds, before it is written.

    Attributes:
        title: its heading.
        figures: all numbers, for JSON.
        plots: PNG files by name, without suffix.
        sections: HTML in order.
    """

    title: str
    figures: dict[str, Any]
    plots: dict[str, bytes] = field(default_factory=dict)
    sections: list[str] = field(default_factory=list)

    def add(self, heading: str, *parts: str) -> None:
        """Add a section."""
        self.sections.append(f"<h2>{escape(heading)}</h2>\n" + "\n".join(parts))

    def plot(self, name: str, png: bytes, describe: str) -> str:
        """Keep a figure, and give the HTML that shows it."""
        self.plots[name] = png
        data = base64.b64encode(png).decode("ascii")
        return f'<img alt="{escape(describe)}" src="data:image/png;base64,{data}">'

    def write(self, folder: Path) -> Path:
        """Write page, JSON and figures into `folder`, made if need be; gives the page's path.

        Raises:
            InputError: the folder is a file, or cannot be made or written.
        """
        page = Template(_PAGE).substitute(
            title=escape(self.title),
            version=escape(__version__),
            body="\n".join(self.sections),
        )
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, png in self.plots.items():
                write_whole(folder / f"{name}.png", png)
            write_whole(folder / FIGURES, (json.dumps(self.figures, indent=1) + "\n").encode())
            write_whole(folder / PAGE, page.encode())
        except OSError as error:
            raise InputError(
                folder, f"the report cannot be written there ({error.strerror})"
            ) from error
        return folder / PAGE


def check_writable(folder: Path) -> None:
    """Check that a report can be put into `folder`, before the long work for it.

    Raises:
        InputError: it is a file, or cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            folder, f"the report cannot be written there ({error.strerror})"
        ) from error


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
    report.add("What this is not", _USES)
    return report


def _summarize_faces(evaluation: FaceEvaluation, network: JudgedNetwork) -> str:
    judged, sample = evaluation.report, evaluation.sample
    rows: list[tuple[object, ...]] = [
        ("network", f"{network.name} (SHA-256 {network.sha256[:12]}…)"),
        ("faces", f"{judged.n:,} of {sample.source}"),
        ("read right", f"{_percent(judged.accuracy)} ({_percents(judged.accuracy_interval)})"),
        ("macro F1", f"{judged.macro_f1:.3f}"),
        ("expected calibration error", f"{judged.ece:.3f}"),
    ]
    ferplus = evaluation.ferplus
    if ferplus is not None:
        rows.append(
            (
                "by FER+ majority, 8 classes",
                (
                    f"{_percent(ferplus.report.accuracy)} "
                    f"({_percents(ferplus.report.accuracy_interval)}) of {ferplus.report.n:,}; "
                    f"{ferplus.n_dropped} without a majority left out"
                    + ("" if ferplus.asked else "; contempt, which it does not know, is wrong")
                ),
            )
        )
    if sample.framings:
        framed = ", ".join(f"{count} {how}" for how, count in sample.framings.items() if count)
        rows.append(("framed", framed))
    if sample.skipped:
        rows.append(("could not be read", f"{len(sample.skipped)} files"))
    return _table(("", "figure (95% interval)"), rows)


def _show_expressions(report: Report, judged: ClassificationReport) -> list[str]:
    return [
        _table(
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
        _table(
            ("least confidence", "answered", "right", "95% interval"),
            [
                (
                    f"{p.threshold:g}",
                    _percent(p.coverage),
                    _percent(p.accuracy),
                    _percents(p.accuracy_interval),
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
            f"strengths, laid on the 48-pixel face. Untouched: {_percent(untouched)}. The p-value "
            f"(McNemar's exact test on the same faces, Holm's correction for {len(results)} "
            "tests) is that of no change.</p>"
        ),
        report.plot(
            "robustness", plots.draw_robustness(results, untouched), "accuracy by condition"
        ),
        _table(
            ("condition", "strength", "right", "change", "95% interval", "p", "confidence", "ECE"),
            [
                (
                    r.condition,
                    r.strength,
                    _percent(r.accuracy),
                    _points(r.change),
                    f"{_points(r.change_interval[0])} to {_points(r.change_interval[1])}",
                    _p_value(r.p_value),
                    _percent(r.mean_confidence),
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
        _table(
            ("group", "n", "right", "95% interval", "expected from its expressions", "confidence"),
            [
                (
                    g.name,
                    g.n,
                    _percent(g.share),
                    _percents(g.share_interval),
                    "" if g.expected_share is None else _percent(g.expected_share),
                    "" if g.mean_confidence is None else _percent(g.mean_confidence),
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
        _table(
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
                    _bounds(a.r_interval[0]),
                    f"{a.r[1]:.3f}",
                    _bounds(a.r_interval[1]),
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


def _table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    head = "".join(f"<th>{escape(heading)}</th>" for heading in headings)
    body = "\n".join(
        "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table>"


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%"


def _percents(bounds: Sequence[float]) -> str:
    return f"{_percent(bounds[0])} to {_percent(bounds[1])}"


def _points(share: float) -> str:
    return f"{100 * share:+.1f}"


def _bounds(bounds: Sequence[float]) -> str:
    return f"{bounds[0]:.3f} to {bounds[1]:.3f}"


def _p_value(p: float) -> str:
    return "< .001" if p < 0.001 else f"{p:.3f}".removeprefix("0")


_USES = """<p>An expression is what a face shows, not what a person feels. These figures speak of
the pictures they were measured on. Inferring the emotions of people at work or in education is
banned in the European Union (AI Act, art. 5(1)(f)).</p>"""

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title>
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2.2rem; }
table { border-collapse: collapse; margin: 1rem 0; font-size: .9rem; display: block;
        overflow-x: auto; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .25rem .8rem .25rem 0; border-bottom: 1px solid #8884; }
img { max-width: 100%; background: #fff; margin: .5rem 1rem .5rem 0; }
footer { margin-top: 3rem; font-size: .85rem; opacity: .7; }
</style>
</head>
<body>
<h1>$title</h1>
$body
<footer>Made by Affetto $version, <code>affetto evaluate</code>.</footer>
</body>
</html>
"""
