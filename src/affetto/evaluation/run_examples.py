"""Samples that show what a run reads and where it errs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from affetto.evaluation.markup import gallery, paragraph, table
from affetto.evaluation.number_formats import percent

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from affetto.training.metrics import ClassificationReport
    from affetto.training.run_folder import Predictions

# The picture of a sample by its digest, uint8 [height, width] or [height, width, 3]; None where it
# is not at hand.
PictureSource = Callable[[str], "NDArray[np.uint8] | None"]

N_SAMPLES, N_PAIRS, N_PAIR_EXAMPLES, N_MISTAKES = 8, 5, 8, 24


@dataclass(frozen=True)
class Answer:
    """What a model says of one sample.

    Attributes:
        sample: digest of its content.
        origin: where it comes from.
        label: its class.
        said: the most probable class.
        probability: of what was said.
        label_probability: of its class.
    """

    sample: str
    origin: str
    label: str
    said: str
    probability: float
    label_probability: float

    @property
    def in_words(self) -> str:
        """The answer and how sure it is, as it stands below a picture."""
        mark = "✓" if self.label == self.said else "✗"
        return f"{mark} {self.said} {self.probability:.0%}"


@dataclass(frozen=True)
class ConfusedPair:
    """A class that is often taken for another.

    Attributes:
        label: the class.
        said: what it is taken for.
        n: how often.
        share: of the samples of the class.
        examples: the surest of these answers.
    """

    label: str
    said: str
    n: int
    share: float
    examples: list[Answer]

    def as_dict(self) -> dict[str, Any]:
        """The pair for JSON."""
        return asdict(self)


def find_mistakes(predictions: Predictions, most: int = N_MISTAKES) -> list[Answer]:
    """The wrong answers that the model was surest of, the surest first."""
    wrong = np.flatnonzero(predictions.probs.argmax(axis=1) != predictions.labels)
    return _surest(predictions, wrong, most)


def find_confused_pairs(
    judged: ClassificationReport, predictions: Predictions, most: int = N_PAIRS
) -> list[ConfusedPair]:
    """The pairs of label and wrong answer that are most frequent, with examples of each."""
    counts = np.array(judged.confusion)
    support = counts.sum(axis=1)
    np.fill_diagonal(counts, 0)
    said = predictions.probs.argmax(axis=1)
    pairs = []
    for place in np.argsort(-counts, axis=None, kind="stable")[:most]:
        row, column = divmod(int(place), len(counts))
        if counts[row, column] == 0:
            break
        chosen = np.flatnonzero((predictions.labels == row) & (said == column))
        pairs.append(
            ConfusedPair(
                label=judged.labels[row],
                said=judged.labels[column],
                n=int(counts[row, column]),
                share=float(counts[row, column] / support[row]),
                examples=_surest(predictions, chosen, N_PAIR_EXAMPLES),
            )
        )
    return pairs


def draw_samples(predictions: Predictions, each: int = N_SAMPLES) -> dict[str, list[Answer]]:
    """Some samples of each class, whatever the model says of them.

    Those with the smallest digests: as good as drawn by lot, and the same for every run.
    """
    order = _distinct(predictions, np.argsort(predictions.samples, kind="stable"))
    return {
        name: _answers(predictions, order[predictions.labels[order] == index][:each])
        for index, name in enumerate(predictions.names)
    }


def show_samples(samples: dict[str, list[Answer]], pictures: PictureSource | None) -> list[str]:
    """Samples class by class, with what the model says of them."""
    parts = []
    for name, answers in samples.items():
        heading = f"<h3>{escape(name)}</h3>"
        shown = _show_answers(answers, pictures) if answers else paragraph("None in the test part.")
        parts += [heading, shown]
    return parts


def show_confused_pairs(pairs: Sequence[ConfusedPair], pictures: PictureSource | None) -> list[str]:
    """The pairs as a table, then the examples of each."""
    if not pairs:
        return [paragraph("No class was taken for another.")]
    parts = [
        table(
            ("labelled", "read as", "n", "share of its class"),
            [(pair.label, pair.said, f"{pair.n:,}", percent(pair.share)) for pair in pairs],
        )
    ]
    for pair in pairs:
        parts += [
            f"<h3>{escape(pair.label)}, read as {escape(pair.said)}</h3>",
            _show_answers(pair.examples, pictures),
        ]
    return parts


def show_mistakes(mistakes: Sequence[Answer], pictures: PictureSource | None) -> list[str]:
    """The surest mistakes."""
    if not mistakes:
        return [paragraph("There is none.")]
    return [
        paragraph("Label, then what was read instead; the surest comes first."),
        _show_answers(mistakes, pictures, lambda each: f"{each.label} {each.in_words}"),
    ]


def _show_answers(
    answers: Sequence[Answer],
    pictures: PictureSource | None,
    describe: Callable[[Answer], str] = lambda each: each.in_words,
) -> str:
    """Pictures side by side, or a table of what has none."""
    found = [] if pictures is None else [(pictures(each.sample), each) for each in answers]
    shown = [
        (picture, describe(each), each.origin) for picture, each in found if picture is not None
    ]
    if shown:
        return gallery(shown)
    return table(
        ("sample", "labelled", "read as", "probability", "of its label"),
        [
            (
                each.origin,
                each.label,
                each.said,
                percent(each.probability),
                percent(each.label_probability),
            )
            for each in answers
        ],
    )


def _surest(predictions: Predictions, rows: NDArray[np.intp], most: int) -> list[Answer]:
    confidence = predictions.probs[rows].max(axis=1)
    order = rows[np.argsort(-confidence, kind="stable")]
    return _answers(predictions, _distinct(predictions, order)[:most])


def _distinct(predictions: Predictions, rows: NDArray[np.intp]) -> NDArray[np.intp]:
    """The rows without those whose sample and label stand in an earlier one, too."""
    first: dict[tuple[str, int], np.intp] = {}
    for row in rows:
        first.setdefault((predictions.samples[row], int(predictions.labels[row])), row)
    return np.array(list(first.values()), dtype=np.intp)


def _answers(predictions: Predictions, rows: NDArray[np.intp]) -> list[Answer]:
    said = predictions.probs.argmax(axis=1)
    return [
        Answer(
            sample=predictions.samples[row],
            origin=predictions.origins[row],
            label=predictions.names[predictions.labels[row]],
            said=predictions.names[said[row]],
            probability=float(predictions.probs[row, said[row]]),
            label_probability=float(predictions.probs[row, predictions.labels[row]]),
        )
        for row in rows
    ]
