"""`affetto train RECIPE` and `affetto tune RECIPE` for the published recipes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from affetto.cli.arguments import parse_path
from affetto.errors import AffettoError, InputError

if TYPE_CHECKING:
    from affetto.training.runner import Prepared

DataOption = Annotated[
    list[Path],
    typer.Option(
        "--data",
        parser=parse_path,
        show_default=False,
        help="fer2013.csv, the .npz pack, a folder of class folders, KDEF, AffectNet, or a csv of "
        "tracks; may be repeated.",
    ),
]
RunOption = Annotated[
    Path | None,
    typer.Option(
        "--run",
        parser=parse_path,
        help="Folder of the run, runs/RECIPE if not said; a stopped run in it goes on.",
    ),
]
EpochsOption = Annotated[
    int | None, typer.Option(min=1, help="Passes over the data; as published if not said.")
]
BatchSizeOption = Annotated[
    int | None, typer.Option(min=1, help="Samples a step; as published if not said.")
]
LearningRateOption = Annotated[
    float | None, typer.Option(min=0, help="At the start; as published if not said.")
]
WeightsOption = Annotated[
    str, typer.Option(help="Of a pretrained backbone: imagenet (fetched by Keras), none, a file.")
]
SamplesOption = Annotated[
    int | None,
    typer.Option(min=30, help="Drawn at random from the data, for a trial; all if not said."),
]
SvmSamplesOption = Annotated[
    int | None,
    typer.Option(min=10, help="A support vector machine learns from no more; all if not said."),
]
ThreadsOption = Annotated[int, typer.Option(min=0, help="0: as many as there are cores.")]
SeedOption = Annotated[int, typer.Option(help="Of everything random.")]


def require_training_packages() -> None:
    """Check that networks can be trained.

    Raises:
        AffettoError: a package of the `train` extra is missing.
    """
    import importlib.util

    packages = ("torch", "onnx", "sklearn", "keras", "keras_tuner", "imblearn", "skl2onnx")
    missing = [name for name in packages if not importlib.util.find_spec(name)]
    if missing:
        raise AffettoError(
            f"training needs {', '.join(missing)}: install Affetto with its train extra, "
            "`pip install 'affetto[train]'`"
        )


class RecipeGroup(TyperGroup):
    """`affetto train`: its own commands, and one for each published recipe.

    Those are made when they are asked for: the other commands would wait for them. Contexts and
    commands are Click's, which Typer brings under a name that changes with its version.
    """

    def list_commands(self, ctx: Any) -> list[str]:
        """All names, the published recipes last."""
        from affetto.training.catalogue import list_recipes

        return [*super().list_commands(ctx), *(recipe.name for recipe in list_recipes())]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command called `cmd_name`.

        Raises:
            InputError: neither a network that ships nor a recipe is called so.
        """
        own = super().get_command(ctx, cmd_name)
        return own or _publish_command(cmd_name)


def _publish_command(name: str) -> Any:
    from affetto.training.catalogue import find_recipe

    recipe = find_recipe(name)
    app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(name, help=recipe.summary)(_train_command(name))
    return typer.main.get_command(app)


def _train_command(name: str) -> Callable[..., None]:
    def command(
        data: DataOption,
        run: RunOption = None,
        epochs: EpochsOption = None,
        batch_size: BatchSizeOption = None,
        learning_rate: LearningRateOption = None,
        weights: WeightsOption = "imagenet",
        samples: SamplesOption = None,
        svm_samples: SvmSamplesOption = None,
        settings: Annotated[
            list[str] | None,
            typer.Option(
                "--set",
                metavar="NAME=VALUE",
                help="A setting of the recipe other than published, such as `affetto tune` finds; "
                "may be repeated.",
            ),
        ] = None,
        threads: ThreadsOption = 0,
        seed: SeedOption = 20261,
    ) -> None:
        require_training_packages()
        from affetto.training.catalogue import find_recipe
        from affetto.training.methods.trained import Settings
        from affetto.training.runner import train

        _use_threads(threads)
        chosen = Settings(
            epochs=epochs,
            batch_size=batch_size,
            learning_rate=learning_rate,
            weights=parse_weights(weights),
            samples=samples,
            svm_samples=svm_samples,
            overrides=parse_settings(settings or []),
            seed=seed,
        )
        folder = run or Path("runs") / name
        prepared = train(find_recipe(name), data, folder, chosen, report=typer.echo)
        typer.echo(f"report: {_write_report(folder, prepared)}")

    return command


def _write_report(run: Path, prepared: Prepared) -> Path:
    """The page on a finished run, with pictures of its samples."""
    from affetto.evaluation.run_report import report_run
    from affetto.training.run_folder import read_run

    return report_run(read_run(run), prepared.picture_of()).write(run)


def tune(
    recipe: Annotated[str, typer.Argument(help="A recipe that has a search.")],
    data: DataOption,
    run: RunOption = None,
    epochs: EpochsOption = None,
    weights: WeightsOption = "imagenet",
    samples: SamplesOption = None,
    svm_samples: SvmSamplesOption = None,
    threads: ThreadsOption = 0,
    seed: SeedOption = 20261,
) -> None:
    """Search the best settings of a recipe by validation accuracy; a stopped search goes on."""
    require_training_packages()
    from affetto.cli.output import print_search
    from affetto.training.catalogue import find_recipe
    from affetto.training.methods.trained import Settings
    from affetto.training.tuning import search

    _use_threads(threads)
    chosen = Settings(
        epochs=epochs,
        weights=parse_weights(weights),
        samples=samples,
        svm_samples=svm_samples,
        seed=seed,
    )
    folder = run or Path("runs") / f"tune-{recipe}"
    results = search(find_recipe(recipe), data, folder, chosen, report=typer.echo)
    print_search(results, folder)


def parse_weights(said: str) -> str | None:
    """What a backbone starts from: `imagenet`, a file, or None for random weights.

    Raises:
        InputError: a file that is not there.
    """
    if said == "none":
        return None
    if said != "imagenet" and not Path(said).is_file():
        raise InputError("--weights", f"{said}: no such file; give imagenet, none or a file")
    return said


def parse_settings(said: list[str]) -> dict[str, Any]:
    """Settings by name, from words such as `dropout=0.3`; numbers become numbers.

    Raises:
        InputError: a word without `=`.
    """
    settings = {}
    for word in said:
        name, found, value = word.partition("=")
        if not found or not name:
            raise InputError("--set", f"{word!r} is not of the form NAME=VALUE")
        settings[name] = _as_number(value)
    return settings


def _as_number(text: str) -> float | str:
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def _use_threads(threads: int) -> None:
    import torch

    if threads:
        torch.set_num_threads(threads)
