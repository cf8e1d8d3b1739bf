"""`affetto services import`, `find` and `add`: music of services for the library."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from affetto.affect import Point
from affetto.app.matching import DEFAULT_USER
from affetto.cli.add_reports import tell_add_report
from affetto.cli.arguments import JsonOption, UserOption
from affetto.cli.services import ServiceArgument, opened_services
from affetto.licences import LicenceUse
from affetto.providers.capabilities import MAX_SEARCH_RESULTS
from affetto.text import printable

if TYPE_CHECKING:
    from affetto.library.server_reports import ServerReport

_EXIT_INTERRUPTED = 130


def import_server(
    name: ServiceArgument,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Try tracks again that could not be heard.")
    ] = False,
    user: UserOption = DEFAULT_USER,
    as_json: JsonOption = False,
) -> None:
    """Bring in the music of your server, and hear it; run it again after a stop and it goes on."""
    from affetto.app.services.library import import_service
    from affetto.cli.progress import server_progress
    from affetto.config import load_settings

    with opened_services() as services, server_progress() as on_progress:
        report = import_service(
            services,
            user,
            name,
            workers=load_settings().workers,
            on_progress=on_progress,
            retry_failed=retry_failed,
        )
    for failure in report.failed:
        typer.echo(f"affetto: {failure}", err=True)
    typer.echo(json.dumps(asdict(report), ensure_ascii=False) if as_json else _summarize(report))
    if report.is_interrupted:
        typer.echo("stopped; the same command goes on where it stopped", err=True)
        raise typer.Exit(_EXIT_INTERRUPTED)
    if report.failed:
        raise typer.Exit(1)


def find_open_music(
    name: ServiceArgument,
    words: Annotated[list[str] | None, typer.Argument(metavar="[WORD]...")] = None,
    valence: Annotated[
        float | None, typer.Option(min=-1, max=1, help="Where the music is to lie, not words.")
    ] = None,
    arousal: Annotated[
        float | None, typer.Option(min=-1, max=1, help="Goes with --valence.")
    ] = None,
    licence: Annotated[LicenceUse, typer.Option(help="What the music is for.")] = LicenceUse.ANY,
    count: Annotated[
        int, typer.Option("-n", min=1, max=MAX_SEARCH_RESULTS, help="How many tracks.")
    ] = MAX_SEARCH_RESULTS,
    user: UserOption = DEFAULT_USER,
    as_json: JsonOption = False,
) -> None:
    """Find open music by words or by mood, and by what it may be used for."""
    from affetto.app.services.open_music import search_open_music
    from affetto.app.services.service_json import track_as_dict

    wanted = _read_wanted(words or [], valence, arousal)
    with opened_services() as services:
        tracks = search_open_music(services, user, name, wanted, licence, count)
    if as_json:
        typer.echo(json.dumps([track_as_dict(track) for track in tracks], indent=1))
        return
    for track in tracks:
        by = f"{track.artist} – {track.title}" if track.artist else track.title
        may_be_kept = "" if track.download_url else "  (to be heard only)"
        typer.echo(printable(f"{track.id}  {by}  {track.licence}{may_be_kept}").rstrip())


def add_open_music(
    name: ServiceArgument,
    track_ids: Annotated[
        list[str], typer.Argument(metavar="ID...", help="As `find` tells.", show_default=False)
    ],
    user: UserOption = DEFAULT_USER,
) -> None:
    """Keep tracks of an open catalogue as files, with their licences, and add them."""
    from affetto.app.services import open_music
    from affetto.cli.progress import add_progress
    from affetto.config import load_settings

    with opened_services() as services, add_progress() as on_progress:
        report = open_music.add_open_music(
            services,
            user,
            name,
            track_ids,
            workers=load_settings().workers,
            on_progress=on_progress,
        )
    tell_add_report(report)


def _read_wanted(words: list[str], valence: float | None, arousal: float | None) -> str | Point:
    if words and valence is None and arousal is None:
        return " ".join(words)
    if words or valence is None or arousal is None:
        raise typer.BadParameter("give words, or --valence and --arousal", param_hint="WORD")
    return Point(valence, arousal)


def _summarize(report: ServerReport) -> str:
    counts = {
        "new": report.new,
        "known from elsewhere": report.merged,
        "changed": report.changed,
        "heard": report.heard,
        "failed": len(report.failed),
        "failed before": report.failed_before,
    }
    told = ", ".join(f"{count:,} {what}" for what, count in counts.items() if count)
    return f"{report.tracks:,} tracks: {told or 'nothing new'}"
