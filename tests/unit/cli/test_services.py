"""`affetto services`, and what `affetto match` takes along, against servers on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from tests.servers import listenbrainz, youtube
from tests.servers.local_server import Fault, LocalServer, closed_port
from typer.testing import CliRunner

from affetto.app import services as app_services
from affetto.cli.main import app
from affetto.errors import InputError
from affetto.providers.errors import ProviderError, SignInNeededError
from affetto.providers.spotify.demo import Demo, start_demo
from affetto.providers.spotify.demo.authority import CLIENT_ID
from affetto.providers.spotify.demo.catalogue import RECORDINGS

Run = Callable[..., str]


@pytest.fixture
def demo() -> Iterator[Demo]:
    with start_demo() as running:
        yield running


@pytest.fixture
def history() -> Iterator[LocalServer]:
    """The server of ListenBrainz's rules, to which commands are pointed."""
    with listenbrainz.running() as (server, _, _account):
        yield server


@pytest.fixture
def affetto(tmp_path, monkeypatch, demo: Demo, history: LocalServer) -> Iterator[Run]:
    """Runs a command; its output. Errors are raised as the entry point gets them."""
    monkeypatch.setenv("AFFETTO_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "200")
    with youtube.running() as (_, videos, _account):
        providers = {
            "spotify": demo.provider,
            "listenbrainz": listenbrainz.ListenBrainz(history.address),
            "youtube": videos,
        }
        monkeypatch.setattr(app_services, "load_providers", lambda: providers)
        monkeypatch.setattr("affetto.providers.load_providers", lambda: providers)
        runner = CliRunner()

        def run(*arguments: object, exit_code: int = 0) -> str:
            result = runner.invoke(app, [str(argument) for argument in arguments])
            if result.exception is not None and not isinstance(result.exception, SystemExit):
                raise result.exception
            assert result.exit_code == exit_code, result.output
            return result.output

        yield run


@pytest.fixture
def songs(tmp_path, affetto: Run) -> None:
    """A library of three recordings that the demonstration has, and one that it has not."""
    rows = [(each.title, each.artist, each.isrc) for each in RECORDINGS[:3]]
    table = tmp_path / "songs.jspf"
    table.write_text(
        json.dumps(
            {
                "playlist": {
                    "track": [
                        {
                            "title": title,
                            "creator": artist,
                            "location": [f"https://m.example/{isrc}"],
                        }
                        for title, artist, isrc in [*rows, ("Nowhere Else", "Nobody", "0")]
                    ]
                }
            }
        )
    )
    affetto("library", "import", table)
    for number in range(1, 5):
        affetto("library", "edit", number, "--valence", "0.5", "--arousal", "0.5")


def give_leave(demo: Demo, url: str) -> None:
    """Presses "agree" on the page that the command opened, and follows where it leads."""
    back = httpx.post(
        f"{demo.address}/authorize",
        data={
            **dict(parse_qsl(urlsplit(url).query)),
            "decision": "agree",
            "listener": demo.service.listeners[0].id,
        },
    )
    assert httpx.get(back.headers["location"]).status_code == 200


def connect_spotify(affetto: Run, demo: Demo, monkeypatch) -> str:
    visits: list[threading.Thread] = []

    def launch(url: str) -> None:
        visits.append(threading.Thread(target=give_leave, args=(demo, url)))
        visits[-1].start()

    monkeypatch.setattr("typer.launch", launch)
    answer = affetto(
        "services", "connect", "spotify", f"client_id={CLIENT_ID}", "--port", closed_port()
    )
    visits[0].join()
    return answer


def test_a_service_is_connected_by_fields_and_forgotten(affetto: Run) -> None:
    done = affetto("services", "connect", "listenbrainz", f"token={listenbrainz.TOKEN}")
    assert done == f"ListenBrainz: connected as {listenbrainz.USER}\n"
    listed = {each["name"]: each for each in json.loads(affetto("services", "list", "--json"))}
    assert listed["listenbrainz"]["account"]["name"] == listenbrainz.USER
    assert listed["spotify"]["account"] is None
    assert listenbrainz.TOKEN not in json.dumps(listed)
    assert f"connected {listenbrainz.USER}" in affetto("services", "list")
    assert "disconnected" in affetto("services", "disconnect", "listenbrainz")
    assert "was not connected" in affetto("services", "disconnect", "listenbrainz")


@pytest.mark.parametrize(
    ("arguments", "source"),
    [
        (("gramophone",), "gramophone"),
        (("listenbrainz",), "token"),
        (("listenbrainz", "token"), "token"),
        (("listenbrainz", "colour=red"), "colour"),
    ],
)
def test_what_is_wrong_is_named(affetto: Run, arguments: tuple[str, ...], source: str) -> None:
    with pytest.raises(InputError) as caught:
        affetto("services", "connect", *arguments)
    assert caught.value.source == source


def test_a_wrong_token_is_told_in_one_line(affetto: Run) -> None:
    with pytest.raises(SignInNeededError, match=r"^ListenBrainz: ") as caught:
        affetto("services", "connect", "listenbrainz", "token=wrong")
    assert "\n" not in str(caught.value)


def test_a_history_teaches_and_plays_are_told_on_consent(affetto: Run) -> None:
    affetto("services", "connect", "listenbrainz", f"token={listenbrainz.TOKEN}")
    assert " new, 0 known already" in affetto("services", "learn", "listenbrainz")
    assert "0 new" in affetto("services", "learn", "listenbrainz")
    assert "is not told what you hear" in affetto("services", "submit", "listenbrainz")
    assert "is told what you hear" in affetto("services", "submit", "listenbrainz", "--on")
    assert "is not told what you hear" in affetto("services", "submit", "listenbrainz", "--off")


def test_what_is_left_of_a_day_is_shown(affetto: Run) -> None:
    affetto("services", "connect", "youtube", f"api_key={youtube.KEY}")
    affetto("services", "search", "youtube", "Reverie")
    shown = affetto("services", "budget", "youtube")
    assert shown.startswith("YouTube: 99 of 100 searches left until ")


def test_a_list_is_found_kept_played_and_steered(
    affetto: Run, songs: None, demo: Demo, monkeypatch
) -> None:
    assert "Spotify: connected as Robin" in connect_spotify(affetto, demo, monkeypatch)
    wish = ("match", "--valence", "0.5", "--arousal", "0.5", "-n", "4")
    kept = affetto(*wish, "--save-to", "spotify", "--name", "From the shell")
    assert "saved to Spotify as 'From the shell': 3 of 4 tracks" in kept
    assert "not on Spotify: Nobody – Nowhere Else" in kept
    names = [playlist.name for playlist in demo.service.listeners[0].playlists]
    assert "From the shell" in names

    assert "found on Spotify: 3 of 4" in affetto(*wish, "--find-on", "spotify")
    assert "playing on Spotify: 3 of 4" in affetto(*wish, "--play-on", "spotify")
    assert affetto("services", "player", "spotify", "status").startswith("playing on ")
    affetto("services", "player", "spotify", "pause")
    affetto("services", "player", "spotify", "volume", "35")
    status = json.loads(affetto("services", "player", "spotify", "status", "--json"))
    assert (status["is_playing"], status["volume"]) == (False, 35)
    assert "(active)" in affetto("services", "player", "spotify", "devices")
    affetto("services", "player", "spotify", "volume", "loud", exit_code=2)


def test_a_list_is_printed_though_the_service_fails(
    affetto: Run, songs: None, demo: Demo, monkeypatch, capsys
) -> None:
    connect_spotify(affetto, demo, monkeypatch)
    httpx.post(f"{demo.address}/revoke", data={"listener": demo.service.listeners[0].id})
    with pytest.raises(ProviderError, match="Spotify"):
        affetto("match", "--valence", "0.5", "--arousal", "0.5", "--save-to", "spotify")


def test_a_service_that_fails_is_told_and_asked_again_later(
    affetto: Run, history: LocalServer
) -> None:
    affetto("services", "connect", "listenbrainz", f"token={listenbrainz.TOKEN}")
    history.fail(Fault.GONE)
    with pytest.raises(ProviderError, match="ListenBrainz"):
        affetto("services", "learn", "listenbrainz")
    history.heal()
    assert " new, " in affetto("services", "learn", "listenbrainz")


def test_a_taken_port_is_named(affetto: Run) -> None:
    with LocalServer(lambda _: pytest.fail("nobody asks")) as other:
        port = urlsplit(other.address).port
        with pytest.raises(InputError, match=f"port {port}"):
            affetto("services", "connect", "spotify", f"client_id={CLIENT_ID}", "--port", port)
