"""Every published model trained as its authors did, its figure beside theirs.

    python benchmarks/published_models.py FER2013 LANDSCAPES TRACKS --runs runs/published
    python benchmarks/published_models.py --runs runs/published --table-only

FER2013 is `fer2013.csv` or the pack, LANDSCAPES a folder of `joy`, `sadness`, `liveliness` and
`melancholy`, TRACKS the table of the decades. Each recipe is trained in a folder of its own below
`--runs`; what is finished is passed over and what was stopped goes on, so the whole may take as
many evenings as it needs. The table of all finished runs is then written into
`docs/published-models.md`, and its figures beside it as JSON.

Where a recipe cannot be trained here as published, the table says what was done instead: backbones
start from random weights where the machine has no network to fetch ImageNet's (`--weights none`),
support vector machines learn from at most `--svm-samples`, networks that read faces of 224 pixels
see `--large-samples` in all, and `--epochs` ends what would take days. An ensemble starts from
those of its members whose own runs are finished.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from affetto.training.catalogue import find_recipe, list_recipes
from affetto.training.recipe import (
    Ensemble,
    Network,
    NetworkWithSvm,
    PictureInput,
    Recipe,
    Subject,
)
from affetto.training.run_folder import CHECKPOINT, METRICS, read_json, write_json

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGE, FIGURES = DOCS / "published-models.md", DOCS / "published-models.json"
BEGIN, END = "<!-- table -->", "<!-- end of table -->"

# The large backbones take hours an epoch on two cores: they are shown end to end.
FEW_EPOCHS = {
    "s1-resnet50": 1,
    "s2-efficientnet-b3": 1,
    "s3-vgg16": 1,
    "s3-vgg19": 1,
    "s3-resnet50v2": 1,
}
LARGE_SIDE = 224


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("data", nargs="*", type=Path, help="FER2013 LANDSCAPES TRACKS")
    parser.add_argument("--runs", type=Path, required=True)
    parser.add_argument("--only", nargs="*", default=[], metavar="RECIPE")
    parser.add_argument("--weights", default="none", help="imagenet or none")
    parser.add_argument("--svm-samples", type=int, default=4000)
    parser.add_argument("--large-samples", type=int, default=2000)
    parser.add_argument("--epochs", type=int, help="at most")
    parser.add_argument("--table-only", action="store_true")
    given = parser.parse_args()
    if not given.table_only:
        if len(given.data) != 3:
            parser.error("give FER2013, LANDSCAPES and TRACKS, or --table-only")
        data = dict(zip((Subject.FACE, Subject.LANDSCAPE, Subject.MUSIC), given.data, strict=True))
        for recipe in list_recipes():
            if not given.only or recipe.name in given.only:
                train_one(recipe, data[recipe.subject], given)
    figures = {
        recipe.name: figures_of(recipe, given.runs / recipe.name)
        for recipe in list_recipes()
        if (given.runs / recipe.name / METRICS).is_file()
    }
    write_json(figures, FIGURES)
    write_table(figures)


def train_one(recipe: Recipe, data: Path, given: argparse.Namespace) -> None:
    from affetto.training.methods.trained import Settings
    from affetto.training.runner import train

    run = given.runs / recipe.name
    if (run / METRICS).is_file():
        print(f"{recipe.name}: finished", flush=True)
        return
    print(f"{recipe.name}:", flush=True)
    most = FEW_EPOCHS.get(recipe.name, given.epochs)
    settings = Settings(
        epochs=min(most, recipe.schedule.epochs) if most else None,
        weights=None if given.weights == "none" else given.weights,
        samples=given.large_samples if is_large(recipe) else None,
        svm_samples=given.svm_samples,
    )
    if isinstance(recipe.method, Ensemble):
        take_over(recipe.method.members, given.runs, run)
    train(recipe, [data], run, settings, report=lambda line: print(f"  {line}", flush=True))


def take_over(members: Sequence[str], runs: Path, ensemble: Path) -> None:
    """Start an ensemble from finished runs of its members.

    A member learns from the same samples in the same order, alone or not; to train it once more
    would only repeat its run.
    """
    for member in members:
        begun = ensemble / member / CHECKPOINT
        if (runs / member / METRICS).is_file() and not begun.exists():
            shutil.copytree(runs / member / CHECKPOINT, begun)


def figures_of(recipe: Recipe, run: Path) -> dict[str, Any]:
    """What the table says of a run; no sample of the data is in it."""
    metrics = read_json(run / METRICS)
    names = ("n", "epochs", "seconds", "published", "settings", "versions", "parameters")
    return {
        **{name: metrics[name] for name in names},
        "validation_accuracy": metrics["validation"]["accuracy"],
        "test": {
            name: metrics["test"][name]
            for name in ("n", "accuracy", "accuracy_interval", "macro_f1", "ece")
        },
        "remark": remark(recipe, metrics),
    }


def remark(recipe: Recipe, metrics: dict[str, Any]) -> str:
    """What was done otherwise than published."""
    remarks = []
    if pretrained_names(recipe) and metrics["settings"]["weights"] is None:
        remarks.append("random instead of ImageNet weights")
    most = metrics["settings"]["epochs"]
    if isinstance(recipe.method, Ensemble):
        for member, epochs in metrics["member_epochs"].items():
            planned = find_recipe(member).schedule.epochs
            if most is not None and most <= epochs < planned:
                remarks.append(f"`{member}` {epochs} of {planned} epochs")
    elif most is not None and most < recipe.schedule.epochs:
        remarks.append(f"{most} of {recipe.schedule.epochs} epochs")
    if metrics["settings"].get("samples"):
        remarks.append(f"{metrics['settings']['samples']:,} faces in all")
    if "svm_samples" in metrics and metrics["svm_samples"] < metrics["n"]["train_balanced"]:
        remarks.append(f"machine fitted to {metrics['svm_samples']:,} samples")
    return "; ".join(remarks)


def is_large(recipe: Recipe) -> bool:
    """Whether a recipe reads pictures so large that all of FER2013 would take days."""
    return isinstance(recipe.input, PictureInput) and (
        recipe.subject is Subject.FACE and recipe.input.side >= LARGE_SIDE
    )


def pretrained_names(recipe: Recipe) -> list[str]:
    """The networks of a recipe that start from published weights."""
    match recipe.method:
        case Network(pretrained=True):
            return [recipe.name]
        case NetworkWithSvm(network=Network(pretrained=True)):
            return [recipe.name]
        case Ensemble(members=members):
            return [name for member in members for name in pretrained_names(find_recipe(member))]
    return []


def write_table(figures: dict[str, dict[str, Any]]) -> None:
    lines = [
        "| recipe | theirs | ours (95%) | n | epochs | minutes | unlike theirs |",
        "|---|---|---|---|---|---|---|",
        *(describe_row(name, figures[name]) for name in figures),
    ]
    waiting = [f"`{r.name}`" for r in list_recipes() if r.name not in figures]
    if waiting:
        lines += ["", f"Not trained to the end yet: {', '.join(waiting)}."]
    page = PAGE.read_text()
    before, after = page[: page.index(BEGIN) + len(BEGIN)], page[page.index(END) :]
    PAGE.write_text("\n".join([before, *lines, after]))


def describe_row(name: str, each: dict[str, Any]) -> str:
    theirs, test = each["published"], each["test"]
    said = "–" if theirs["accuracy"] is None else f"{100 * theirs['accuracy']:.1f}%"
    if theirs["n"]:
        said += f" of {theirs['n']:,}"
    low, high = (100 * bound for bound in test["accuracy_interval"])
    cells: Sequence[str] = (
        f"`{name}`",
        said,
        f"{100 * test['accuracy']:.1f}% ({low:.1f}–{high:.1f})",
        f"{test['n']:,}",
        str(each["epochs"] or "–"),
        f"{each['seconds'] / 60:.0f}",
        each["remark"],
    )
    return "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    main()
