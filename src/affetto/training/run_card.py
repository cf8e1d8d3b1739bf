"""The card of a published model that a user trained."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from affetto.files import write_whole
from affetto.training.card_parts import (
    BANNED_USES,
    FIGURES_HEAD,
    confusion_table,
    figures_row,
    percent,
)
from affetto.training.recipe import Recipe, Subject

CARD = "card.md"

_USES = {
    Subject.FACE: "Research on the expressions of faces, and repeating what was published.",
    Subject.LANDSCAPE: "Research on the moods of landscapes, and repeating what was published.",
    Subject.MUSIC: "Research on the moods of music, and repeating what was published.",
}
_SPOTIFY = """
It was trained on features that Spotify computed. Spotify's terms forbid feeding its content to
models that are passed on: keep the weights for your own research, and do not publish them.
"""

_NOT_FOR = f"\nNot for:\n{BANNED_USES}"


def write_card(run: Path, recipe: Recipe, metrics: dict[str, Any]) -> None:
    """Write the card of a finished run into its folder."""
    write_whole(run / CARD, compose_card(recipe, metrics).encode())


def compose_card(recipe: Recipe, metrics: dict[str, Any]) -> str:
    """The card in Markdown.

    Args:
        metrics: as the run's metrics.json holds them.
    """
    n, counts = metrics["n"], metrics["class_counts"]
    classes = "\n".join(
        f"| {label} | "
        + " | ".join(str(counts[part][label]) for part in ("before", "after", "validation", "test"))
        + " |"
        for label in recipe.labels
    )
    return f"""# {recipe.name}

{recipe.summary} Published by {recipe.system}; trained here with

    {metrics["command"]}

## Data
{n["train"]} training samples ({n["train_balanced"]} after balancing), {n["validation"]} for
validation, {n["test"]} for the test; {n["left_out"]} were left out because another part repeats
them. Balancing touches the training part alone.

| class | training | balanced | validation | test |
|---|---|---|---|---|
{classes}
{_SPOTIFY if recipe.subject is Subject.MUSIC else ""}
## Figures
{FIGURES_HEAD}
{figures_row("validation", metrics["validation"])}
{figures_row("test", metrics["test"])}

{confusion_table(metrics["test"])}

{_compare(metrics)}

## Training
{metrics["epochs"]} epochs, {metrics["seconds"]:.0f} seconds, seed {metrics["settings"]["seed"]};
{metrics["parameters"]["total"]:,} parameters, {metrics["parameters"]["trainable"]:,} of them
trainable. {", ".join(f"{name} {version}" for name, version in metrics["versions"].items())}.

## Uses
{_USES[recipe.subject]} Its confidence is not calibrated.
{_NOT_FOR if recipe.subject is Subject.FACE else ""}"""


def _compare(metrics: dict[str, Any]) -> str:
    theirs, test = metrics["published"], metrics["test"]
    if theirs["accuracy"] is None:
        return f"Its authors give no accuracy. {theirs['note']}".rstrip()
    low, high = test["accuracy_interval"]
    on = f" on {theirs['n']:,} samples" if theirs["n"] else ""
    return (
        f"Its authors report {percent(theirs['accuracy'])}{on}; this run reaches "
        f"{percent(test['accuracy'])} ({percent(low)} to {percent(high)}) on {test['n']:,}. "
        f"{theirs['note']}"
    ).rstrip()
