"""`affetto match`: the music that fits pictures, an emotion or a place in the plane."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from affetto.affect import EMOTION_POINTS, Affect
from affetto.cli.arguments import parse_path
from affetto.errors import InputError
from affetto.licences import LicenceUse
from affetto.recommend.query import Filters, Intent, Query

if TYPE_CHECKING:
    from affetto.playlists import PlaylistFormat


class OutputFormat(StrEnum):
    """How the list is given."""

    TABLE = "table"
    JSON = "json"
    M3U8 = "m3u8"
    XSPF = "xspf"
    JSPF = "jspf"
    CSV = "csv"


class StrategyOption(StrEnum):
    """How to rank; one name for each module of `affetto.recommend.strategies`."""

    AFFECT = "affect"
    RANDOM = "random"


def match(
    pictures: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PICTURE", parser=parse_path, show_default=False),
    ] = None,
    count: Annotated[int, typer.Option("-n", min=1, help="How many tracks.")] = 10,
    emotion: Annotated[
        str | None, typer.Option(help=f"Say the mood: {', '.join(EMOTION_POINTS)}.")
    ] = None,
    valence: Annotated[
        float | None, typer.Option(min=-1, max=1, help="Unpleasant -1 to pleasant 1.")
    ] = None,
    arousal: Annotated[
        float | None, typer.Option(min=-1, max=1, help="Calm -1 to excited 1.")
    ] = None,
    strategy: Annotated[StrategyOption, typer.Option(help="How to rank.")] = StrategyOption.AFFECT,
    intent: Annotated[Intent, typer.Option(help="What the music is to do.")] = Intent.MATCH,
    genre: Annotated[
        list[str] | None, typer.Option(help="Only this genre; may be repeated.")
    ] = None,
    decade: Annotated[
        list[int] | None, typer.Option(help="Only this decade, such as 1980; may be repeated.")
    ] = None,
    licence: Annotated[LicenceUse, typer.Option(help="What the music is for.")] = LicenceUse.ANY,
    output_format: Annotated[
        OutputFormat | None,
        typer.Option("--format", help="Default: a table, or what the name of FILE says."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", metavar="FILE", help="Write the list to a file.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of strategies that draw lots.")] = 0,
) -> None:
    """Find the music that fits."""
    affect = _read_mood(pictures or [], emotion, valence, arousal)

    from affetto.app import match_music, open_library, read_affect
    from affetto.playlists import export_playlist, format_of, save_playlist

    wanted = _playlist_format(output_format)
    if output is not None:
        if output_format is OutputFormat.TABLE:
            raise typer.BadParameter("a table is not written to a file", param_hint="--format")
        wanted = wanted or format_of(output)
    try:
        filters = Filters(genres=tuple(genre or ()), decades=tuple(decade or ()), licence=licence)
    except InputError as error:
        raise typer.BadParameter(error.reason, param_hint=f"--{error.source}") from error
    query = Query(
        affect=affect or read_affect(pictures or []),
        intent=intent,
        filters=filters,
        seed=seed,
    )
    with open_library() as library:
        playlist = match_music(library, query, strategy, count)
    if output is not None:
        save_playlist(playlist, output, wanted)
    elif wanted is not None:
        typer.echo(export_playlist(playlist, wanted), nl=False)
    else:
        from affetto.cli.output import print_playlist

        print_playlist(playlist)


def _read_mood(
    pictures: list[Path], emotion: str | None, valence: float | None, arousal: float | None
) -> Affect | None:
    """The mood said in words or numbers; None where pictures are to say it."""
    said = [bool(pictures), emotion is not None, (valence, arousal) != (None, None)]
    if sum(said) != 1:
        raise typer.BadParameter(
            "give pictures, or --emotion, or --valence and --arousal", param_hint="PICTURE"
        )
    if emotion is not None:
        if emotion not in EMOTION_POINTS:
            known = ", ".join(EMOTION_POINTS)
            raise typer.BadParameter(f"{emotion!r} is none of {known}", param_hint="--emotion")
        return Affect.said(emotion)
    if pictures:
        return None
    if valence is None or arousal is None:
        raise typer.BadParameter("go together", param_hint="--valence and --arousal")
    return Affect.at(valence, arousal)


def _playlist_format(output_format: OutputFormat | None) -> PlaylistFormat | None:
    from affetto.playlists import PlaylistFormat

    if output_format is None or output_format is OutputFormat.TABLE:
        return None
    return PlaylistFormat(output_format)
