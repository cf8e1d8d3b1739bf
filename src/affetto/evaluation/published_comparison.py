"""Theirs beside ours: what a run gave, and what the authors of its recipe report."""

from __future__ import annotations

from dataclasses import asdict
from html import escape
from typing import TYPE_CHECKING, Any

from affetto.evaluation.markup import paragraph, table
from affetto.evaluation.number_formats import percent, percents, points, points_bounds
from affetto.training.metrics import difference_interval, wilson_interval

if TYPE_CHECKING:
    from affetto.evaluation.run_figures import PublishedFigures, RunFigures


def show_published(figures: RunFigures) -> list[str]:
    """Accuracy of a run beside that of its authors, and what a reader must know to compare."""
    test, published = figures.test, figures.published
    rows = [("this run", f"{test.n:,}", percent(test.accuracy), percents(test.accuracy_interval))]
    parts = []
    if published.accuracy is None:
        parts.append(paragraph("The authors report no accuracy."))
    else:
        n = "not said" if published.n is None else f"{published.n:,}"
        theirs = _published_interval(published)
        rows.append(
            (
                "published",
                n,
                percent(published.accuracy),
                "" if theirs is None else percents(theirs),
            )
        )
        difference = _difference_to_published(figures)
        said = f"Ours − theirs: {points(test.accuracy - published.accuracy)} points"
        if difference is not None:
            said += f" ({points_bounds(difference)}; 95% interval of unlike samples, Newcombe 1998)"
        parts.append(
            paragraph(
                f"{said}. The two were measured on different samples, so the difference is not "
                "that of the models alone."
            )
        )
    if published.note:
        parts.append(f"<p><b>To compare:</b> {escape(published.note)}</p>")
    return [table(("", "n", "accuracy", "95% interval"), rows), *parts]


def _published_interval(published: PublishedFigures) -> tuple[float, float] | None:
    if published.accuracy is None or published.n is None:
        return None
    return wilson_interval(round(published.accuracy * published.n), published.n)


def _difference_to_published(figures: RunFigures) -> tuple[float, float] | None:
    test, published = figures.test, figures.published
    if published.accuracy is None or published.n is None:
        return None
    hits = round(test.accuracy * test.n), round(published.accuracy * published.n)
    return difference_interval(hits, (test.n, published.n))


def published_as_dict(figures: RunFigures) -> dict[str, Any]:
    """The same for JSON."""
    return asdict(figures.published) | {
        "accuracy_interval": _published_interval(figures.published),
        "difference_interval": _difference_to_published(figures),
    }
