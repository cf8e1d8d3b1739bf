"""`affetto doctor`: is everything in place?"""

from __future__ import annotations

from collections.abc import Callable

import typer

from affetto.errors import AffettoError


def doctor() -> None:
    """Check the installation: networks, decoders, library, starter music, disk."""
    checks: list[tuple[str, Callable[[], str]]] = [
        ("settings", _check_settings),
        ("networks", _check_networks),
        ("pictures", _check_pictures),
        ("sound", _check_sound),
        ("library", _check_library),
        ("starter music", _check_starter_music),
    ]
    failed = False
    for name, check in checks:
        try:
            typer.echo(f"ok    {name}: {check()}")
        except Exception as error:  # noqa: BLE001 - whatever is wrong is what is asked for
            typer.echo(f"FAIL  {name}: {error}")
            failed = True
    if failed:
        raise typer.Exit(1)


def _check_settings() -> str:
    import shutil

    from affetto.config import load_settings

    settings = load_settings()
    settings.home.mkdir(parents=True, exist_ok=True)
    free_gb = shutil.disk_usage(settings.home).free / 1e9
    return f"{settings.home} ({free_gb:.1f} GB free), {settings.workers} workers"


def _check_networks() -> str:
    from affetto.inference.registry import list_models, verify

    specs = list_models()
    for spec in specs:
        verify(spec)
    return ", ".join(spec.name for spec in specs)


def _check_pictures() -> str:
    """A drawn picture goes through every network."""
    import numpy as np

    from affetto.app.pictures import build_picture_reader

    gradient = np.linspace(0, 255, 320, dtype=np.uint8)
    wall = np.broadcast_to(gradient[None, :, None], (240, 320, 3)).copy()
    reading = build_picture_reader().read(wall)
    return f"a grey wall shows {len(reading.faces)} faces and feels of {reading.scene.emotion}"


def _check_sound() -> str:
    import av

    codecs = ("mp3", "flac", "vorbis", "opus", "aac", "pcm_s16le")
    missing = [codec for codec in codecs if codec not in av.codecs_available]
    if missing:
        raise AffettoError(f"PyAV cannot decode {', '.join(missing)}; install it again")
    return f"PyAV {av.__version__} decodes {', '.join(codecs)}"


def _check_library() -> str:
    from affetto.app.music_library import open_library

    with open_library() as library:
        damage = library.find_damage()
        if damage:
            raise AffettoError(f"{library.path} is damaged: {damage[0]}")
        return f"{library.path}, {library.count()} tracks (affetto library doctor looks closer)"


def _check_starter_music() -> str:
    from affetto.app.music_library import find_starter_music

    files = [path for path in find_starter_music().rglob("*") if path.is_file()]
    return f"{len(files)} files"
