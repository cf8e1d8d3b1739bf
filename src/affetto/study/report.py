"""The page that tells the results of a study."""

from __future__ import annotations

from collections.abc import Sequence

from affetto.affect import Point
from affetto.evaluation.markup import paragraph, table
from affetto.evaluation.number_formats import decimal_bounds, decimals, p_value, percent, percents
from affetto.evaluation.report import Report
from affetto.study import plots
from affetto.study.agreement import MIN_CLUSTERS, Agreement
from affetto.study.analysis import FitComparison, PictureFigures, Preference, StudyResults
from affetto.study.responses import BEST_FIT, LEAST_FIT
from affetto.study.sign_flip import MIN_PEOPLE
from affetto.text import printable

TOO_FEW = (
    f"Too few to say: fewer than {MIN_PEOPLE} participants, of whom no result could be told from "
    "chance."
)
AGREEMENT_NAMES = {
    "word": "emotion word",
    "valence": "valence",
    "arousal": "arousal",
    "fit": "fit of a list",
}

_HOW = f"""A participant's judgements of many pictures go together, so each participant's mean is
one value, and every participant weighs the same. p is that of a sign-flip permutation test over
participants, two-sided; the interval (95%) holds the means that this test would not refuse. The
preference is the question of the study; the fit is told beside it, so its p-value is not corrected
for being a second one. With fewer than {MIN_PEOPLE} participants nothing is tested."""
_SCOPE = """The results speak of people like these, before these pictures, with music of this
library; not of other pictures."""
_ALPHA = f"""Krippendorff's alpha is 1 where people always agree and 0 where they agree as often as
by chance; words are compared as equal or not, the others by squared differences. By Krippendorff's
own rule conclusions rest on .800 and above, tentative ones on .667. Seeing different emotions in a
picture is no error of anybody's: a low alpha tells that there is no one right answer. Intervals
(95%) are from drawing pictures again, and given from {MIN_CLUSTERS} pictures on."""


def report_study(results: StudyResults) -> Report:
    """The report on a study: figures and plots, none of its pictures, no comments."""
    design = results.design
    report = Report(
        title=f"User study: {design.name}",
        figures=results.as_dict(),
        command=f"affetto study results {design.name}",
    )
    report.add("Summary", *_summarize(results))
    report.add("Preference and fit", *_show_comparison(report, results))
    report.add("Agreement", *_show_agreement(report, results))
    report.add("Picture by picture", *_show_pictures(results))
    return report


def describe_preference(preference: Preference, strategies: tuple[str, str]) -> str:
    """One line: which strategy was preferred, how surely, and of how many answers."""
    first, second = strategies
    counts = (
        f"{first} chosen {preference.chosen[0]} times, {second} {preference.chosen[1]}, "
        f"no difference {preference.ties}"
    )
    if preference.share is None or preference.interval is None or preference.p_value is None:
        return f"{TOO_FEW} So far: {counts}."
    return (
        f"{first} preferred to {second} in {percent(preference.share)} of choices "
        f"({percents(preference.interval)}, {_p(preference.p_value)}), ties counting half: "
        f"{counts}; {preference.people} participants, {preference.judgements} judgements."
    )


def describe_fit(fit: FitComparison, strategies: tuple[str, str]) -> str:
    """One line: the difference of fit."""
    if fit.means is None or fit.difference is None or fit.interval is None or fit.p_value is None:
        return TOO_FEW
    first, second = strategies
    low, high = (_signed(bound) for bound in fit.interval)
    return (
        f"Fit from {LEAST_FIT} to {BEST_FIT}: {first} {fit.means[0]:.2f}, {second} "
        f"{fit.means[1]:.2f}; difference {_signed(fit.difference)} ({low} to {high}, "
        f"{_p(fit.p_value)}), {fit.people} participants, {fit.judgements} pairs."
    )


def describe_alpha(agreement: Agreement) -> str:
    """Alpha and its interval as far as they are known."""
    if agreement.alpha is None:
        return "cannot be told"
    if agreement.interval is None:
        return decimals(agreement.alpha)
    return f"{decimals(agreement.alpha)} ({decimal_bounds(agreement.interval)})"


def _summarize(results: StudyResults) -> list[str]:
    design, people = results.design, results.participation
    rows = [
        ("compared", " and ".join(design.strategies)),
        ("pictures", len(results.pictures)),
        ("tracks in a list", design.tracks_per_list),
        ("titles", "shown" if design.shows_titles else "hidden"),
        ("made on", design.created_on.isoformat()),
        ("invited", people.invited),
        ("agreed to take part", people.agreed),
        ("judged at least one picture", people.answered),
        ("judged all", people.finished),
        ("withdrew; their answers are deleted", people.withdrew),
    ]
    preference = describe_preference(results.preference, design.strategies)
    return [paragraph(preference), table(("", ""), rows, prose=True)]


def _show_comparison(report: Report, results: StudyResults) -> list[str]:
    strategies, preference = results.design.strategies, results.preference
    parts = []
    if preference.judgements:
        parts += [
            report.plot(
                "choices",
                plots.draw_choices(preference, results.pictures, strategies),
                "how often either list was chosen, of all pictures and of each",
            ),
            paragraph(describe_fit(results.fit, strategies)),
            report.plot(
                "fit",
                plots.draw_fit_differences(results.fit, strategies),
                "each participant's mean difference of fit",
            ),
        ]
    parts += [paragraph(_HOW), paragraph(_SCOPE)]
    if results.sides.share is not None and results.sides.interval is not None:
        parts.append(
            paragraph(
                f"Sides are balanced, so that a habit of choosing one favours no strategy. Side A "
                f"was chosen in {percent(results.sides.share)} "
                f"({percents(results.sides.interval)}), whatever stood there."
            )
        )
    if shared := sum(picture.shared_tracks for picture in results.pictures):
        n = results.design.tracks_per_list * len(results.pictures)
        parts.append(paragraph(f"{shared} of {n} tracks of a list stand in the other one as well."))
    return parts


def _show_agreement(report: Report, results: StudyResults) -> list[str]:
    rows = [
        (AGREEMENT_NAMES[what], describe_alpha(each), each.raters, each.units, each.values)
        for what, each in results.agreement.items()
    ]
    parts = [
        table(("on", "alpha (95% interval)", "people", "units", "values"), rows),
        paragraph(_ALPHA),
    ]
    if any(picture.words for picture in results.pictures):
        parts.append(
            report.plot(
                "words",
                plots.draw_words(results.design, results.pictures),
                "which words were said of each picture",
            )
        )
    if any(picture.points for picture in results.pictures):
        parts.append(
            report.plot(
                "plane",
                plots.draw_plane(results.pictures),
                "where people point, and where Affetto read each picture",
            )
        )
    return parts


def _show_pictures(results: StudyResults) -> list[str]:
    first, second = results.design.strategies
    headings = (
        "", "picture", "n", "said most", "read by Affetto", "pointed at (n)",
        first, second, "no difference", f"fit {first}", f"fit {second}", "tracks in both",
    )  # fmt: skip
    return [
        table(headings, [_picture_row(picture) for picture in results.pictures]),
        paragraph("Single pictures are told for orientation; nothing is tested on them."),
    ]


def _picture_row(picture: PictureFigures) -> Sequence[object]:
    n = sum(picture.words.values())
    word, count = next(iter(picture.words.items()), ("", 0))
    fits = ("", "") if picture.fits is None else tuple(f"{fit:.2f}" for fit in picture.fits)
    return (
        picture.number,
        printable(picture.name),
        n,
        f"{word} ({count})" if n else "",
        f"{picture.read_as or ''} {_place(picture.read_at)}",
        "" if picture.pointed_at is None else f"{_place(picture.pointed_at)} ({picture.points})",
        *picture.chosen,
        picture.ties,
        *fits,
        picture.shared_tracks,
    )


def _place(point: Point) -> str:
    return f"{_signed(point.valence)}, {_signed(point.arousal)}"


def _p(p: float) -> str:
    shown = p_value(p)
    return f"p {shown}" if shown.startswith("<") else f"p = {shown}"


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")
