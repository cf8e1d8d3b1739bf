"""`affetto match`: the music that fits pictures, an emotion or a place in the plane."""

from __future__ import annotations

from enum import StrEnum
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from affetto.affect import EMOTION_POINTS, Affect
from affetto.app.matching import DEFAULT_USER
from affetto.cli.arguments import UserOption, parse_path
from affetto.errors import InputError
from affetto.licences import LicenceUse
from affetto.recommend.filters import Filters, Popularity
from affetto.recommend.query import Intent, Personalization, Query
from affetto.recommend.strategies import list_strategies

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


def parse_strategy(name: str) -> str:
    """A strategy's name, as `affetto.recommend.strategies` lists it."""
    names = list_strategies()
    if name not in names:
        raise typer.BadParameter(f"{name!r} is none of {', '.join(names)}")
    return name


def parse_duration(text: str) -> float:
    """Seconds of a duration as people write it: "3:30", "1:02:00", or seconds such as "90"."""
    try:
        parts = [float(part) for part in text.split(":")]
    except ValueError:
        parts = []
    if not 1 <= len(parts) <= 3 or not all(0 <= part < inf for part in parts):
        raise typer.BadParameter(f"{text!r} is no duration; write it as 3:30, or in seconds as 210")
    if any(part >= 60 for part in parts[1:]):
        raise typer.BadParameter(f"{text!r} has more than 59 minutes or seconds after a colon")
    duration_s = 0.0
    for part in parts:
        duration_s = 60 * duration_s + part
    return duration_s


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
    strategy: Annotated[
        str,
        typer.Option(
            parser=parse_strategy, metavar=f"[{'|'.join(list_strategies())}]", help="How to rank."
        ),
    ] = "affect",
    intent: Annotated[Intent, typer.Option(help="What the music is to do.")] = Intent.MATCH,
    to: Annotated[
        str | None, typer.Option(metavar="EMOTION", help="Where a journey is to lead.")
    ] = None,
    to_valence: Annotated[
        float | None, typer.Option(min=-1, max=1, help="The same as a place in the plane.")
    ] = None,
    to_arousal: Annotated[
        float | None, typer.Option(min=-1, max=1, help="Goes with --to-valence.")
    ] = None,
    personalization: Annotated[
        Personalization, typer.Option(help="How much what you like counts.")
    ] = Personalization.MEDIUM,
    user: UserOption = DEFAULT_USER,
    genre: Annotated[
        list[str] | None, typer.Option(help="Only this genre; may be repeated.")
    ] = None,
    decade: Annotated[
        list[int] | None, typer.Option(help="Only this decade, such as 1980; may be repeated.")
    ] = None,
    popularity: Annotated[
        Popularity | None, typer.Option(help="Only music as well known as this.")
    ] = None,
    licence: Annotated[LicenceUse, typer.Option(help="What the music is for.")] = LicenceUse.ANY,
    min_duration_s: Annotated[
        float | None,
        typer.Option("--min-duration", metavar="M:SS", parser=parse_duration, help="No shorter."),
    ] = None,
    max_duration_s: Annotated[
        float | None,
        typer.Option("--max-duration", metavar="M:SS", parser=parse_duration, help="No longer."),
    ] = None,
    instrumental: Annotated[
        bool, typer.Option("--instrumental", help="Only what nobody sings in.")
    ] = False,
    clean: Annotated[
        bool, typer.Option("--clean", help="Nothing that is marked as explicit.")
    ] = False,
    language: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="Only sung in this language, as en; may be repeated."),
    ] = None,
    provider: Annotated[
        list[str] | None,
        typer.Option(help="Only what this can play, as file or spotify; may be repeated."),
    ] = None,
    output_format: Annotated[
        OutputFormat | None,
        typer.Option("--format", help="Default: a table, or what the name of FILE says."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", metavar="FILE", help="Write the list to a file.")
    ] = None,
    find_on: Annotated[
        str | None, typer.Option(metavar="SERVICE", help="Say where the list is to be had there.")
    ] = None,
    save_to: Annotated[
        str | None,
        typer.Option(metavar="SERVICE", help="Keep the list in your account there as well."),
    ] = None,
    name: Annotated[
        str | None, typer.Option(help="What to call it there; default: what it is for.")
    ] = None,
    play_on: Annotated[
        str | None, typer.Option(metavar="SERVICE", help="Play the list there.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of strategies that draw lots.")] = 0,
) -> None:
    """Find the music that fits."""
    affect = _read_mood(pictures or [], emotion, valence, arousal)
    destination = _read_destination(intent, to, to_valence, to_arousal)

    from affetto.app.matching import match_music
    from affetto.app.music_library import open_library
    from affetto.app.pictures import AskedMood, read_pictures
    from affetto.playlists import export_playlist, format_of, save_playlist

    wanted = _playlist_format(output_format)
    if output is not None:
        if output_format is OutputFormat.TABLE:
            raise typer.BadParameter("a table is not written to a file", param_hint="--format")
        wanted = wanted or format_of(output)
    try:
        filters = Filters(
            genres=tuple(genre or ()),
            decades=tuple(decade or ()),
            popularity=popularity,
            licence=licence,
            min_duration_s=min_duration_s,
            max_duration_s=max_duration_s,
            instrumental=instrumental,
            clean=clean,
            languages=tuple(language or ()),
            providers=tuple(provider or ()),
        )
    except InputError as error:
        raise typer.BadParameter(error.reason, param_hint=f"--{error.source}") from error
    mood = AskedMood(affect) if affect else read_pictures(pictures or [])
    query = Query(
        affect=mood.affect,
        context=mood.context,
        intent=intent,
        filters=filters,
        seed=seed,
        personalization=personalization,
        destination=destination,
    )
    with open_library() as library:
        playlist = match_music(library, query, strategy, count, user)
    if output is not None:
        save_playlist(playlist, output, wanted)
    elif wanted is not None:
        typer.echo(export_playlist(playlist, wanted), nl=False)
    else:
        from affetto.cli.output import print_playlist

        print_playlist(playlist)
    if (find_on, save_to, play_on) != (None, None, None):
        from affetto.cli.services_lists import take_along

        take_along(playlist, user, find_on=find_on, save_to=save_to, name=name, play_on=play_on)


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
        return _say(emotion, "--emotion")
    if pictures:
        return None
    if valence is None or arousal is None:
        raise typer.BadParameter("go together", param_hint="--valence and --arousal")
    return Affect.at(valence, arousal)


def _read_destination(
    intent: Intent, to: str | None, to_valence: float | None, to_arousal: float | None
) -> Affect | None:
    """Where a journey is to lead; None where nothing is said of it."""
    points = (to_valence, to_arousal) != (None, None)
    if to is None and not points:
        return None
    if intent is not Intent.JOURNEY:
        raise typer.BadParameter("goes with --intent journey", param_hint="--to")
    if to is not None and points:
        raise typer.BadParameter("say it in a word or in numbers", param_hint="--to")
    if to is not None:
        return _say(to, "--to")
    if to_valence is None or to_arousal is None:
        raise typer.BadParameter("go together", param_hint="--to-valence and --to-arousal")
    return Affect.at(to_valence, to_arousal)


def _say(emotion: str, option: str) -> Affect:
    if emotion not in EMOTION_POINTS:
        known = ", ".join(EMOTION_POINTS)
        raise typer.BadParameter(f"{emotion!r} is none of {known}", param_hint=option)
    return Affect.said(emotion)


def _playlist_format(output_format: OutputFormat | None) -> PlaylistFormat | None:
    from affetto.playlists import PlaylistFormat

    if output_format is None or output_format is OutputFormat.TABLE:
        return None
    return PlaylistFormat(output_format)
