from __future__ import annotations

import io

import pytest
from rich.console import Console

from affetto.affect import Affect, AffectSource, Point
from affetto.cli import output
from affetto.music import Playlist

SAD = {"sad": 0.41, "neutral": 0.33, "happy": 0.26}
HAPPY = {"sad": 0.05, "neutral": 0.12, "happy": 0.83}


def affect_of(emotions: dict[str, float], source: AffectSource = AffectSource.FACES) -> Affect:
    return Affect(emotions, Point(0.1, -0.2), max(emotions.values()), source)


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    text = io.StringIO()
    monkeypatch.setattr(output, "console", Console(file=text, width=120, highlight=False))
    return text


def test_a_sure_reading_is_named_with_its_confidence() -> None:
    line = output.describe_affect(affect_of(HAPPY)).plain
    assert line.startswith("happy (83% sure)  valence +0.10, arousal -0.20")
    assert "not sure" not in line


def test_a_doubtful_reading_says_so_and_offers_the_runner_up() -> None:
    line = output.describe_affect(affect_of(SAD)).plain
    assert line.startswith("not sure: sad (41%), or neutral (33%)  valence")


def test_what_a_person_said_is_not_doubted() -> None:
    line = output.describe_affect(Affect.said("sad")).plain
    assert line.startswith("sad  valence")
    assert line.endswith("as you said")


def test_match_says_it_too(printed: io.StringIO) -> None:
    output.print_playlist(Playlist("p", affect_of(SAD), "match", "affect", ()))
    assert "not sure: sad (41%), or neutral (33%)" in printed.getvalue()
