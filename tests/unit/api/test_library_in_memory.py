"""The service reads the library once, and anew when another program changed it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

MATCHES = "/api/v1/matches"


def run_beside(settings, *arguments: str) -> None:
    """The command line, in a process of its own."""
    subprocess.run(
        [Path(sys.executable).with_name("affetto"), *arguments],
        env={**os.environ, "AFFETTO_HOME": str(settings.home)},
        check=True,
        capture_output=True,
    )


def best_of(client, **wish) -> dict:
    answer = client.post(MATCHES, json={"n": 1, **wish})
    assert answer.status_code == 200, answer.text
    return answer.json()["tracks"][0]


def test_matches_do_not_read_the_library_anew(client) -> None:
    best_of(client, emotion="happy")
    held = client.app.state.catalogue.current()
    best_of(client, emotion="sad")  # which enters both into the history
    assert client.app.state.catalogue.current() is held


def test_a_match_sees_what_the_command_line_changed_just_before(client, settings) -> None:
    angry = {"valence": -0.55, "arousal": 0.75}
    best = best_of(client, **angry)
    assert best["artist"] == "Eve"
    run_beside(settings, "library", "edit", str(best["id"]), "--mood", "calm")
    second = best_of(client, **angry)
    assert (second["artist"], second["id"] != best["id"]) == ("Eve", True)
    run_beside(settings, "library", "edit", str(best["id"]), "--undo", "mood")
    assert best_of(client, **angry)["id"] == best["id"]


def test_figures_and_filters_follow_the_command_line(client, settings) -> None:
    def genres() -> tuple[dict, list]:
        told = client.get("/api/v1/options").json()["genres"]
        return client.get("/api/v1/library").json()["genres"], [genre["name"] for genre in told]

    before, _ = genres()
    track = best_of(client, emotion="angry", genres=["Metal"])["id"]
    run_beside(settings, "library", "edit", str(track), "--genre", "Zydeco")
    after, offered = genres()
    assert before["Metal"] - after["Metal"] == after["Zydeco"] == 1
    assert "Zydeco" in offered
    assert best_of(client, emotion="happy", genres=["Zydeco"])["id"] == track
