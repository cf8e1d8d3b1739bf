"""`affetto train`: make the networks that ship anew. Needs the `train` extra."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from affetto.errors import AffettoError

app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Train the networks that ship (extra: train)."
)

DataOption = Annotated[Path, typer.Option("--data", help="The data set.", show_default=False)]
RunOption = Annotated[
    Path | None,
    typer.Option("--run", help="Folder of the run; a stopped run in it goes on."),
]


def _require_training_packages() -> None:
    import importlib.util

    missing = [name for name in ("torch", "onnx", "sklearn") if not importlib.util.find_spec(name)]
    if missing:
        raise AffettoError(
            f"training needs {', '.join(missing)}: install Affetto with its train extra, "
            "`pip install 'affetto[train]'`"
        )


@app.command("face")
def train_face(
    data: DataOption,
    run: RunOption = None,
    epochs: Annotated[int, typer.Option(min=1, help="Passes over the data.")] = 10,
    seed: Annotated[int, typer.Option(help="Of everything random.")] = 20261,
) -> None:
    """Train the face-emotion network on FER2013 (fer2013.csv or the .npz pack)."""
    _require_training_packages()
    from affetto.training.recipes import face

    config = face.FaceConfig(epochs=epochs, seed=seed)
    face.train(data, run or Path("runs/face"), config, report=typer.echo)


@app.command("scene")
def train_scene(data: DataOption, run: RunOption = None) -> None:
    """Fit the scene network on OASIS (folder with norms.csv and images/)."""
    _require_training_packages()
    from affetto.training.recipes import scene

    scene.train(data, run or Path("runs/scene"), scene.SceneConfig(), report=typer.echo)
