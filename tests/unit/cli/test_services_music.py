"""`affetto services import`, `find` and `add` against servers on this machine."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
import typer
from tests.servers import jamendo, opensubsonic
from tests.servers.local_server import LocalServer, Reply
from tests.servers.small_recordings import sound_reply, write_recordings
from typer.testing import CliRunner

from affetto.app import services as app_services
from affetto.app.services.accounts import NotConnectedError
from affetto.cli import services_music
from affetto.cli.services import app as services_app
from affetto.providers.jamendo import Jamendo
from affetto.providers.opensubsonic import OpenSubsonicProvider

app = typer.Typer()
app.add_typer(services_app, name="services")
app.command("import")(services_music.import_server)
app.command("find")(services_music.find_open_music)
app.command("add")(services_music.add_open_music)


class OneSong(opensubsonic.OpenSubsonicRules):
    """A server of one song that is real sound, and one that is none."""

    def __init__(self, sound: bytes) -> None:
        super().__init__(songs=opensubsonic.SONGS[:2])
        self.sounds = {"so-1": sound, "so-2": b"fLaC but no more"}

    def _stream(self, id_: str, byte_range: str) -> Reply:
        return sound_reply(self.sounds[id_], byte_range)


@pytest.fixture
def sound(tmp_path) -> bytes:
    return write_recordings(tmp_path / "sounds")[0].read_bytes()


@pytest.fixture
def affetto(tmp_path, monkeypatch, sound) -> Iterator[Callable[..., str]]:
    """Runs a command with both servers connected; its output."""
    monkeypatch.setenv("AFFETTO_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("AFFETTO_WORKERS", "1")
    monkeypatch.setenv("COLUMNS", "200")
    runner = CliRunner()

    def run(*arguments: str, exit_code: int = 0) -> str:
        result = runner.invoke(app, arguments)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == exit_code, result.output
        return result.output

    with (
        LocalServer(OneSong(sound).answer) as server,
        LocalServer(jamendo.JamendoRules().answer) as catalogue,
    ):
        providers = {"opensubsonic": OpenSubsonicProvider(), "jamendo": Jamendo(catalogue.address)}
        monkeypatch.setattr(app_services, "load_providers", lambda: providers)
        fields = {
            "address": server.address,
            "name": opensubsonic.USER,
            "password": opensubsonic.PASSWORD,
            "api_key": "",
        }
        typed = [f"{name}={value}" for name, value in fields.items()]
        run("services", "connect", "opensubsonic", *typed)
        run("services", "connect", "jamendo", f"client_id={jamendo.CLIENT_ID}")
        yield run


def test_a_server_is_imported_and_what_failed_is_told(affetto):
    output = affetto("import", "opensubsonic", exit_code=1)
    assert "2 tracks: 2 new, 1 heard, 1 failed" in output
    assert "affetto: Mira Solberg – Tide Table: " in output

    output = affetto("import", "opensubsonic", "--json")
    report = json.loads(output.splitlines()[-1])
    assert (report["tracks"], report["heard"], report["failed_before"]) == (2, 0, 1)
    assert "1 failed" in affetto("import", "opensubsonic", "--retry-failed", exit_code=1)


def test_who_is_not_connected_is_told_so(affetto):
    with pytest.raises(NotConnectedError):
        affetto("import", "opensubsonic", "--user", "Bo")


def test_open_music_is_found_by_words_and_by_use(affetto):
    lines = affetto("find", "jamendo", "Lanterns").splitlines()
    assert [line.split("  ")[:2] for line in lines] == [
        ["1002", "The Tin Lanterns – Harbour at Noon"],
        ["1005", "The Tin Lanterns – Brass Weather"],
    ]
    found = json.loads(affetto("find", "jamendo", "Lanterns", "--licence", "film", "--json"))
    assert [track["id"] for track in found] == ["1005"]
    assert "(to be heard only)" in affetto("find", "jamendo", "Tide")


@pytest.mark.parametrize(
    "typed", [(), ("word", "--valence", "0.5", "--arousal", "0.5"), ("--arousal", "0.5")]
)
def test_open_music_is_found_by_words_or_by_mood(affetto, typed):
    assert "give words, or --valence and --arousal" in affetto(
        "find", "jamendo", *typed, exit_code=2
    )


def test_what_cannot_be_kept_is_told_track_by_track(affetto):
    output = affetto("add", "jamendo", "1003", "4711", exit_code=1)
    assert "jamendo 1003: may be heard there, but not be kept" in output
    assert "jamendo 4711: has no such track, or has it no longer" in output
