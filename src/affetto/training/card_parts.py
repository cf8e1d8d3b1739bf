"""What the cards of all models share: tables, and what no model here may be used for."""

from __future__ import annotations

from typing import Any

BANNED_USES = """\
- Inferring the emotions of people at work or in education: banned in the European Union by the
  AI Act, art. 5(1)(f), but for medical and safety reasons.
- Decisions about people of any kind: hiring, insurance, policing, border control, credit.
- Inferring identity, age, sex, race, health or honesty. The network was not made for it.
"""

FIGURES_HEAD = """\
| split | n | accuracy | 95% interval (Wilson) | macro F1 | ECE (15 bins) |
|---|---|---|---|---|---|"""


def percent(share: float) -> str:
    """A share in percent."""
    return f"{100 * share:.1f}%"


def interval(bounds: list[float]) -> str:
    """Bounds of an interval in words."""
    return f"{bounds[0]:.3f} to {bounds[1]:.3f}"


def figures_row(name: str, figures: dict[str, Any]) -> str:
    """A row of `FIGURES_HEAD` for a classification report as a dictionary."""
    low, high = figures["accuracy_interval"]
    return (
        f"| {name} | {figures['n']} | {percent(figures['accuracy'])} "
        f"| {percent(low)} to {percent(high)} | {figures['macro_f1']:.3f} "
        f"| {figures['ece']:.3f} |"
    )


def confusion_table(figures: dict[str, Any]) -> str:
    """The confusion matrix of a classification report, with each class's recall."""
    labels = figures["labels"]
    lines = [
        "| true \\ read as | " + " | ".join(labels) + " | recall |",
        "|---|" + "---|" * (len(labels) + 1),
    ]
    for index, (label, row) in enumerate(zip(labels, figures["confusion"], strict=True)):
        recall = percent(row[index] / sum(row)) if sum(row) else "–"
        lines.append(f"| **{label}** | " + " | ".join(map(str, row)) + f" | {recall} |")
    return "\n".join(lines)
