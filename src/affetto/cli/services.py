"""`affetto services`: the services where you listen."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from affetto.app.matching import DEFAULT_USER
from affetto.cli.arguments import JsonOption, UserOption
from affetto.errors import InputError
from affetto.providers.capabilities import MAX_SEARCH_RESULTS, SignIn
from affetto.text import printable

if TYPE_CHECKING:
    from affetto.app.services.accounts import Services, ServiceState
    from affetto.providers.capabilities import Controllable, Provider

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="The services where you listen: Spotify, your own server, MPD, ListenBrainz and others.",
)

ServiceArgument = Annotated[
    str, typer.Argument(metavar="SERVICE", help="As `affetto services list` has it.")
]


class PlayerAction(StrEnum):
    """What a service's player can be told."""

    STATUS = "status"
    DEVICES = "devices"
    PLAY = "play"
    PAUSE = "pause"
    NEXT = "next"
    PREVIOUS = "previous"
    SEEK = "seek"
    VOLUME = "volume"
    TRANSFER = "transfer"


@contextmanager
def opened_services() -> Iterator[Services]:
    """A block in which services can be asked."""
    from affetto.app.music_library import open_library
    from affetto.app.services import open_services
    from affetto.config import load_settings

    settings = load_settings()
    with open_library(settings) as library, open_services(library, settings) as services:
        yield services


@app.command("list")
def list_services(user: UserOption = DEFAULT_USER, as_json: JsonOption = False) -> None:
    """List all services, what each can do, and which are connected."""
    from affetto.app.services.service_json import state_as_dict

    with opened_services() as services:
        states = services.list_states(user)
    if as_json:
        typer.echo(json.dumps([state_as_dict(state) for state in states], default=str, indent=1))
        return
    for state in states:
        can = ", ".join(sorted(state.provider.capabilities))
        typer.echo(f"{state.provider.name:14}{_standing(state):28}{can}")


@app.command("connect")
def connect(
    name: ServiceArgument,
    fields: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FIELD=VALUE]...",
            help="What is not given is asked for; passwords are best not given here.",
            show_default=False,
        ),
    ] = None,
    port: Annotated[
        int, typer.Option(min=1, max=65535, help="Where a service's page sends you back to.")
    ] = 8000,
    user: UserOption = DEFAULT_USER,
) -> None:
    """Connect a service; asks for what it needs, and opens its page where it has one."""
    from affetto.providers import find_provider

    with opened_services() as services:
        provider = find_provider(services.providers, name)
        given = _ask_for_fields(provider, _read_fields(provider, fields or []))
        if provider.sign_in is SignIn.BROWSER:
            state = _connect_in_browser(services, user, name, given, port)
        else:
            state = services.connect(user, name, given)
    account = state.account.account_name if state.account else ""
    typer.echo(f"{provider.title}: connected" + (f" as {printable(account)}" if account else ""))


@app.command("disconnect")
def disconnect(name: ServiceArgument, user: UserOption = DEFAULT_USER) -> None:
    """Forget your account with a service, and all that came of it."""
    with opened_services() as services:
        was_there = services.disconnect(user, name)
        title = services.providers[name].title
    typer.echo(f"{title}: {'disconnected' if was_there else 'was not connected'}")


@app.command("search")
def search(
    name: ServiceArgument,
    words: Annotated[list[str], typer.Argument(metavar="WORD...", show_default=False)],
    count: Annotated[
        int, typer.Option("-n", min=1, max=MAX_SEARCH_RESULTS, help="How many tracks.")
    ] = MAX_SEARCH_RESULTS,
    user: UserOption = DEFAULT_USER,
    as_json: JsonOption = False,
) -> None:
    """Search a service for words."""
    from affetto.app.services.service_json import track_as_dict
    from affetto.app.services.tracks import search_service

    with opened_services() as services:
        tracks = search_service(services, user, name, " ".join(words), count)
    if as_json:
        typer.echo(json.dumps([track_as_dict(track) for track in tracks], indent=1))
        return
    for track in tracks:
        by = f"{track.artist} – {track.title}" if track.artist else track.title
        typer.echo(printable(f"{track.id}  {by}  {track.licence}").rstrip())


@app.command("budget")
def show_budget(name: ServiceArgument, user: UserOption = DEFAULT_USER) -> None:
    """Show how many searches a service that counts them has left today."""
    from affetto.app.services.tracks import searches_left

    with opened_services() as services:
        budget = searches_left(services, user, name)
        title = services.providers[name].title
    left, at = budget.limit - budget.used, budget.resets_at.astimezone()
    typer.echo(f"{title}: {left} of {budget.limit} searches left until {at:%H:%M}")


@app.command("player")
def control(
    name: ServiceArgument,
    action: Annotated[PlayerAction, typer.Argument(show_default=False)],
    value: Annotated[
        str | None,
        typer.Argument(help="Seconds to seek to, volume in percent, or device to transfer to."),
    ] = None,
    user: UserOption = DEFAULT_USER,
    as_json: JsonOption = False,
) -> None:
    """Control what a service plays."""
    from affetto.app.services.players import player
    from affetto.app.services.service_json import playback_as_dict

    with opened_services() as services, player(services, user, name) as controls:
        match action:
            case PlayerAction.STATUS:
                playback = playback_as_dict(controls.playback())
                typer.echo(json.dumps(playback, indent=1) if as_json else _tell(playback))
            case PlayerAction.DEVICES:
                devices = [vars(device) for device in controls.devices()]
                typer.echo(json.dumps(devices, indent=1) if as_json else _tell_devices(devices))
            case _:
                _order(controls, action, value)


@app.command("learn")
def learn(name: ServiceArgument, user: UserOption = DEFAULT_USER) -> None:
    """Learn your taste from what a service knows you listened to."""
    from affetto.app.services.histories import learn_history

    with opened_services() as services:
        recorded = learn_history(services, user, name)
        title = services.providers[name].title
    typer.echo(f"{title}: {recorded.new} new, {recorded.known} known already")


@app.command("submit")
def submit(
    name: ServiceArgument,
    wanted: Annotated[
        bool | None,
        typer.Option("--on/--off", help="Whether it may know what you hear from now on."),
    ] = None,
    user: UserOption = DEFAULT_USER,
) -> None:
    """Let a service know what you hear, or no longer; tells it what waits."""
    from affetto.app.services.histories import send_waiting_plays

    with opened_services() as services:
        if wanted is not None:
            services.set_submitting(user, name, wanted=wanted)
        told = 0 if wanted is False else send_waiting_plays(services, user, name)
        account = services.state(user, name).account
        title = services.providers[name].title
    is_told = account is not None and account.submits_plays
    typer.echo(f"{title}: is {'' if is_told else 'not '}told what you hear; {told} told now")


def _standing(state: ServiceState) -> str:
    if state.account is None:
        return "ready" if state.is_usable else "–"
    if state.account.needs_sign_in:
        return "to be connected anew"
    return f"connected {printable(state.account.account_name)}"[:27]


def _read_fields(provider: Provider, fields: list[str]) -> dict[str, str]:
    given = {}
    for field in fields:
        name, equals, value = field.partition("=")
        if not equals:
            known = ", ".join(known.name for known in provider.fields)
            raise InputError(field, f"write it as FIELD=VALUE; {provider.title} has: {known}")
        given[name] = value
    return given


def _ask_for_fields(provider: Provider, given: dict[str, str]) -> dict[str, str]:
    """The fields, with needed ones that were not given, where there is somebody to ask."""
    for field in provider.fields:
        if field.name in given or not (field.is_required and sys.stdin.isatty()):
            continue
        if field.help:
            typer.echo(field.help, err=True)
        given[field.name] = typer.prompt(field.label, hide_input=field.is_secret, err=True)
    return given


def _connect_in_browser(
    services: Services, user: str, name: str, fields: dict[str, str], port: int
) -> ServiceState:
    from affetto.cli.browser_visit import BrowserVisitor

    with BrowserVisitor(name, port) as visitor:
        url = services.start_sign_in(user, name, fields, visitor.return_url)
        typer.echo(f"Give leave on this page (it should open by itself):\n{url}", err=True)
        typer.launch(url)
        answer = visitor.wait()
    return services.finish_sign_in(user, name, answer)


def _order(controls: Controllable, action: PlayerAction, value: str | None) -> None:
    match action:
        case PlayerAction.PLAY:
            controls.resume()
        case PlayerAction.PAUSE:
            controls.pause()
        case PlayerAction.NEXT:
            controls.next()
        case PlayerAction.PREVIOUS:
            controls.previous()
        case PlayerAction.SEEK:
            controls.seek(_number(value, "seconds"))
        case PlayerAction.VOLUME:
            controls.set_volume(round(_number(value, "percent", most=100)))
        case PlayerAction.TRANSFER:
            if not value:
                raise typer.BadParameter("name a device, as `devices` lists them")
            controls.transfer(value)


def _number(value: str | None, unit: str, most: float = 1e6) -> float:
    try:
        number = float(value or "")
    except ValueError:
        number = -1.0
    if not 0 <= number <= most:
        raise typer.BadParameter(f"give a number of {unit}, 0 to {most:g}")
    return number


def _tell(playback: dict[str, Any]) -> str:
    track = playback["track"]
    if track is None:
        return "nothing plays"
    state = "playing" if playback["is_playing"] else "paused"
    where = f" on {playback['device']['name']}" if playback["device"] else ""
    at = round(playback["position_s"])
    return printable(
        f"{state}{where}: {track['artist']} – {track['title']}, {at // 60}:{at % 60:02}"
    )


def _tell_devices(devices: list[dict[str, Any]]) -> str:
    return (
        "\n".join(
            printable(
                f"{device['id']}  {device['name']}{' (active)' if device['is_active'] else ''}"
            )
            for device in devices
        )
        or "nothing is switched on"
    )
