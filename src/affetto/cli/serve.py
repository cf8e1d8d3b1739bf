"""`affetto serve`: the web application."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from affetto.errors import AffettoError

if TYPE_CHECKING:
    from affetto.providers.capabilities import Provider

_MAX_PORT = 65535
# What the extra `web` installs and nothing else does.
_WEB_PACKAGES = frozenset({"argon2", "fastapi", "prometheus_client", "python_multipart", "uvicorn"})


def serve(
    host: Annotated[
        str, typer.Option(help="Address to listen at; others than this machine's need accounts.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=_MAX_PORT, help="Port to listen at; 0 for any that is free.")
    ] = 8000,
    open_browser: Annotated[
        bool, typer.Option("--open/--no-open", help="Open the page in the browser.")
    ] = False,
    demo_spotify: Annotated[
        bool,
        typer.Option(
            "--demo-spotify",
            help="Put a demonstration in the place of Spotify: no account, invented music.",
        ),
    ] = False,
) -> None:
    """Start the web application, until Ctrl-C."""
    try:
        from affetto.api.access import choose_access
        from affetto.api.application import create_app
        from affetto.api.server import address_of, open_socket, run_server
        from affetto.api.web_page import is_built
    except ModuleNotFoundError as error:
        if error.name not in _WEB_PACKAGES:
            raise
        raise AffettoError(
            "the web application is not installed: pip install 'affetto[web]'"
        ) from error
    from affetto.app.music_library import open_library
    from affetto.config import load_settings

    settings = load_settings()
    with open_library(settings) as library:
        access = choose_access(host, settings, library)
    with _choose_providers(demo_spotify) as providers, open_socket(host, port) as listening:
        app = create_app(settings, access=access, warm_up=True, providers=providers)
        address = address_of(host, listening)

        def announce() -> None:
            typer.echo(f"Affetto is at {address} (Ctrl-C stops it)")
            if not is_built():
                typer.echo(
                    "affetto: the page is not built, so only the service under /api/v1 answers; "
                    "`make web` builds it",
                    err=True,
                )
            elif open_browser:
                typer.launch(address)

        run_server(app, listening, announce)


@contextmanager
def _choose_providers(demo_spotify: bool) -> Iterator[Mapping[str, Provider]]:
    """The services where people listen, the demonstration of Spotify among them if wished."""
    from affetto.providers import load_providers

    providers = load_providers()
    if not demo_spotify:
        yield providers
        return
    from affetto.providers.spotify.demo import start_demo

    with start_demo() as demo:
        typer.echo(f"The demonstration of Spotify is at {demo.address}; connect it under Settings")
        yield {**providers, demo.provider.name: demo.provider}
