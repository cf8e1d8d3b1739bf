"""`affetto account`: who may use the library over the network."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from affetto.cli.arguments import JsonOption
from affetto.errors import InputError

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Who may log in where `affetto serve` lets others in.",
)

NameArgument = Annotated[str, typer.Argument(metavar="NAME", show_default=False)]


@app.command("add")
def add(
    name: NameArgument,
    email: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="By which an identity provider's user is known at their first login.",
            show_default=False,
        ),
    ] = None,
    no_password: Annotated[
        bool, typer.Option("--no-password", help="They log in by the identity provider only.")
    ] = False,
    administrator: Annotated[
        bool, typer.Option("--administrator", help="They may change the library for all.")
    ] = False,
) -> None:
    """Make an account; the first is an administrator's. Asks for the password, or reads it."""
    from affetto.app.accounts import add_account, check_name
    from affetto.app.music_library import open_library

    if no_password and email is None:
        raise typer.BadParameter(
            "needs --email, or nobody could log in", param_hint="--no-password"
        )
    name = check_name(name)
    password = None if no_password else _read_new_password()
    with open_library() as library:
        account = add_account(library, name, password, email=email, is_administrator=administrator)
    role = ", administrator" if account.is_administrator else ""
    typer.echo(f"{account.name}: added{role}")


@app.command("list")
def list_all(as_json: JsonOption = False) -> None:
    """List all accounts."""
    from affetto.app.accounts import list_accounts
    from affetto.app.music_library import open_library

    with open_library() as library:
        accounts = list_accounts(library)
    if as_json:
        shown = [
            {
                "name": account.name,
                "email": account.email,
                "administrator": account.is_administrator,
                "password": account.has_password,
                "identity_provider": account.issuer,
                "created_at": account.created_at.isoformat(),
            }
            for account in accounts
        ]
        typer.echo(json.dumps(shown, ensure_ascii=False, indent=1))
        return
    if not accounts:
        typer.echo("there is no account yet; try `affetto account add NAME`")
    for account in accounts:
        ways = [
            "password" if account.has_password else "",
            account.issuer or (f"waits for {account.email}" if account.email else ""),
            "administrator" if account.is_administrator else "",
        ]
        typer.echo(f"{account.name:20} {', '.join(filter(None, ways))}")


@app.command("password")
def set_password(name: NameArgument) -> None:
    """Give an account another password; it is logged out everywhere."""
    from affetto.app.accounts import get_account, reset_password
    from affetto.app.music_library import open_library

    with open_library() as library:
        account = get_account(library, name)
        reset_password(library, account.name, _read_new_password())
    typer.echo(f"{account.name}: has a new password")


@app.command("remove")
def remove(
    name: NameArgument,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Remove an account with all that is kept of the person: history, playlists and taste."""
    from affetto.app.accounts import forget_person, get_account
    from affetto.app.music_library import open_library

    with open_library() as library:
        account = get_account(library, name)
        if not yes:
            typer.confirm(
                f"forget {account.name}, with history, playlists and taste?", abort=True, err=True
            )
        forget_person(library, account.name)
    typer.echo(f"{account.name}: removed")


def _read_new_password() -> str:
    """A password typed twice, or the first line of what is piped in; never an argument.

    Arguments stand in the list of processes and in the shell's history.
    """
    if sys.stdin.isatty():
        password: str = typer.prompt(
            "Password", hide_input=True, confirmation_prompt=True, err=True
        )
        return password
    line = sys.stdin.readline()
    if not line:
        raise InputError("password", "is to be typed, or to come as a line on standard input")
    return line.rstrip("\r\n")
