"""`affetto recipes`: what `affetto train` can make."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from affetto.training.recipe import Recipe

_WIDE_COLUMNS = 100
_LONGEST_WORDS = len("128×128 RGB")


@dataclass(frozen=True)
class _OwnRecipe:
    """A recipe of Affetto's own.

    Attributes:
        model: the network that ships and was made by it.
        side: pixels of height and width inside the network; None for any.
        parameters: None where its card names none.
    """

    name: str
    model: str
    subject: str
    side: int | None
    channels: int
    parameters: int | None = None


_OWN = (
    _OwnRecipe("face", "face-emotion", "face", 96, 1, parameters=3_222_351),
    _OwnRecipe("scene", "scene-emotion", "landscape", 260, 3),
    _OwnRecipe("detector", "centerface", "picture", None, 3),
)


def recipes(
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """List what `affetto train` can make: our own networks, and those published."""
    import json

    from affetto.training.catalogue import list_recipes

    rows = [_describe_own(recipe) for recipe in _OWN]
    rows += [_describe(recipe) for recipe in list_recipes()]
    if as_json:
        typer.echo(json.dumps(rows, indent=1, ensure_ascii=False))
    else:
        _print_table(rows)


def _describe(recipe: Recipe) -> dict[str, Any]:
    return {
        "name": recipe.name,
        "source": recipe.system.value,
        "summary": recipe.summary,
        "subject": recipe.subject.value,
        "input": asdict(recipe.input),
        "labels": list(recipe.labels),
        "parameters": recipe.parameters,
        "trainable": recipe.trainable,
        "published": asdict(recipe.published),
        "search": recipe.search is not None,
    }


def _describe_own(recipe: _OwnRecipe) -> dict[str, Any]:
    from affetto.inference.registry import find_model

    spec = find_model(recipe.model)
    return {
        "name": recipe.name,
        "source": "Affetto",
        "summary": spec.task,
        "subject": recipe.subject,
        "input": {"side": recipe.side, "channels": recipe.channels},
        "labels": list(spec.labels),
        "parameters": recipe.parameters,
        "trainable": recipe.parameters,
        "published": {"accuracy": None, "n": None, "note": f"measured in {spec.card}"},
        "search": False,
    }


def _print_table(rows: list[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    # In a narrow terminal the names must do, which begin with the system's.
    shows_source = console.width >= _WIDE_COLUMNS
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("recipe", no_wrap=True)
    if shows_source:
        table.add_column("source", no_wrap=True)
    table.add_column("reads", min_width=_LONGEST_WORDS)
    for heading in ("classes", "parameters", "theirs"):
        table.add_column(heading, justify="right", no_wrap=True)
    for row in rows:
        parameters = row["parameters"]
        table.add_row(
            row["name"],
            *([row["source"].partition(",")[0]] if shows_source else []),
            _name_input(row["subject"], row["input"]),
            str(len(row["labels"]) or ""),
            "" if parameters is None else f"{parameters:,}",
            _name_accuracy(row["published"]),
        )
    console.print(table)
    console.print("\ntheirs: the accuracy its authors report, and on how many samples if they say")


def _name_input(subject: str, form: dict[str, Any]) -> str:
    if "columns" in form:
        return f"{subject}, {len(form['columns'])} features"
    colours = "grey" if form["channels"] == 1 else "RGB"
    size = "any size" if form["side"] is None else f"{form['side']}×{form['side']}"
    return f"{subject}, {size} {colours}"


def _name_accuracy(published: dict[str, Any]) -> str:
    accuracy, n = published["accuracy"], published["n"]
    if accuracy is None:
        return "–"
    return f"{100 * accuracy:.4g}%" + (f" of {n:,}" if n else "")
