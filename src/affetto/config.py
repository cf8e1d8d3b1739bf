"""Settings: where things lie and how much of the machine may be used."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from affetto.errors import InputError

DEFAULT_ANALYSER = "affetto-cues"
DEFAULT_UPLOAD_MB = 25
# One picture keeps all cores busy already; a second thread lets a small one pass a large one.
DEFAULT_INFERENCE_THREADS = 2
DEFAULT_INFERENCE_QUEUE = 32
DEFAULT_OIDC_NAME = "single sign-on"


@dataclass(frozen=True)
class Settings:
    """What can be set, each by an environment variable documented in docs/settings.md.

    Attributes:
        home: folder of the library and everything else that is kept (`AFFETTO_HOME`).
        workers: processes that analyse music side by side (`AFFETTO_WORKERS`).
        analyser: what listens to music, a name of `affetto.audio.analysers`
            (`AFFETTO_ANALYSER`).
        upload_mb: largest picture that the web service takes, megabytes (`AFFETTO_UPLOAD_MB`).
        inference_threads: pictures that the web service reads at the same time
            (`AFFETTO_INFERENCE_THREADS`).
        inference_queue: pictures that may wait to be read (`AFFETTO_INFERENCE_QUEUE`).
        hosts: names under which browsers reach the web service, besides its own
            (`AFFETTO_HOSTS`, between commas).
        servers: addresses of music servers that people without further rights may connect to, where
            there are accounts (`AFFETTO_SERVERS`, between commas).
        oidc_issuer: the identity provider by way of which people may log in, an address; "" for
            none (`AFFETTO_OIDC_ISSUER`).
        oidc_client_id: what the provider calls this service (`AFFETTO_OIDC_CLIENT_ID`).
        oidc_client_secret: what this service shows the provider; "" for a public client
            (`AFFETTO_OIDC_CLIENT_SECRET`).
        oidc_name: what people call the provider (`AFFETTO_OIDC_NAME`).
        oidc_sign_up: whether whomever the provider vouches for gets an account
            (`AFFETTO_OIDC_SIGN_UP`).
    """

    home: Path
    workers: int
    analyser: str = DEFAULT_ANALYSER
    upload_mb: int = DEFAULT_UPLOAD_MB
    inference_threads: int = DEFAULT_INFERENCE_THREADS
    inference_queue: int = DEFAULT_INFERENCE_QUEUE
    hosts: tuple[str, ...] = ()
    servers: tuple[str, ...] = ()
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    oidc_name: str = DEFAULT_OIDC_NAME
    oidc_sign_up: bool = False

    @property
    def library_path(self) -> Path:
        """The SQLite file of the music library."""
        return self.home / "library.db"

    @property
    def secret_key_path(self) -> Path:
        """The key by which secrets in the library are sealed; nobody else may read it."""
        return self.home / "secrets.key"

    @property
    def playlists_path(self) -> Path:
        """The user's file of an address for each emotion; see `playlists.emotion_playlists`."""
        return self.home / "playlists.toml"


def load_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from the environment, with defaults for what is not set.

    Raises:
        InputError: a variable has a value that cannot be used.
    """
    home = environment.get("AFFETTO_HOME", "")
    return Settings(
        home=_expand_home(home) if home else _default_home(),
        workers=_positive_int(environment, "AFFETTO_WORKERS", default=_count_usable_processors()),
        analyser=environment.get("AFFETTO_ANALYSER") or DEFAULT_ANALYSER,
        upload_mb=_positive_int(environment, "AFFETTO_UPLOAD_MB", DEFAULT_UPLOAD_MB),
        inference_threads=_positive_int(
            environment, "AFFETTO_INFERENCE_THREADS", DEFAULT_INFERENCE_THREADS
        ),
        inference_queue=_positive_int(
            environment, "AFFETTO_INFERENCE_QUEUE", DEFAULT_INFERENCE_QUEUE
        ),
        hosts=_list_hosts(environment.get("AFFETTO_HOSTS", "")),
        servers=_list_servers(environment.get("AFFETTO_SERVERS", "")),
        oidc_issuer=environment.get("AFFETTO_OIDC_ISSUER", ""),
        oidc_client_id=environment.get("AFFETTO_OIDC_CLIENT_ID", ""),
        oidc_client_secret=environment.get("AFFETTO_OIDC_CLIENT_SECRET", ""),
        oidc_name=environment.get("AFFETTO_OIDC_NAME") or DEFAULT_OIDC_NAME,
        oidc_sign_up=_yes_or_no(environment, "AFFETTO_OIDC_SIGN_UP"),
    )


def _expand_home(home: str) -> Path:
    try:
        return Path(home).expanduser()
    except RuntimeError as error:  # "~name" of nobody
        raise InputError("AFFETTO_HOME", f"{home!r} names no user's folder") from error


def _default_home() -> Path:
    from platformdirs import user_data_path

    return user_data_path("affetto", appauthor=False)


def _count_usable_processors() -> int:
    if hasattr(os, "sched_getaffinity"):  # not on macOS and Windows
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _positive_int(environment: Mapping[str, str], name: str, default: int) -> int:
    value = environment.get(name, "")
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or int(value) < 1:
        raise InputError(name, f"{value!r} is not a whole number of at least 1")
    return int(value)


def _list_hosts(value: str) -> tuple[str, ...]:
    hosts = tuple(host.strip().lower() for host in value.split(",") if host.strip())
    for host in hosts:
        if any(sign in host for sign in "/:@* "):
            raise InputError("AFFETTO_HOSTS", f"{host!r} is not the name of a host alone")
    return hosts


def _list_servers(value: str) -> tuple[str, ...]:
    servers = tuple(server.strip().rstrip("/") for server in value.split(",") if server.strip())
    for server in servers:
        if not server.startswith(("http://", "https://")):
            raise InputError("AFFETTO_SERVERS", f"{server!r} is no http:// or https:// address")
    return servers


def _yes_or_no(environment: Mapping[str, str], name: str) -> bool:
    value = environment.get(name, "").lower()
    if value not in ("", "yes", "no"):
        raise InputError(name, f"{value!r} is neither yes nor no")
    return value == "yes"
