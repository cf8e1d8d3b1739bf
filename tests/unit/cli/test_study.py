"""`affetto study` from making a study to its report."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from PIL import Image
from sklearn.datasets import load_sample_images
from tests.unit.study.studies_for_tests import crowd, make_study, take_part
from typer.testing import CliRunner

from affetto.affect import Point
from affetto.cli.main import app
from affetto.errors import AffettoError
from affetto.library.import_repository import ImportRepository
from affetto.library.importers import ImportedTrack
from affetto.library.moods import MoodOrigin, MoodStatement
from affetto.library.music_library import Library
from affetto.music import TrackTags


@pytest.fixture
def home(tmp_path) -> Path:
    home = tmp_path / "home"
    (home / "studies").mkdir(parents=True)
    return home


@pytest.fixture
def affetto(home, monkeypatch):
    """Runs a command; its output. Errors are raised as the command line's entry point gets them."""
    monkeypatch.setenv("AFFETTO_HOME", str(home))
    monkeypatch.setenv("COLUMNS", "200")
    runner = CliRunner()

    def run(*arguments, exit_code=0, **options):
        result = runner.invoke(app, [str(argument) for argument in arguments], **options)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == exit_code, result.output
        return result.output

    return run


@pytest.fixture
def answered(home):
    study = make_study(home / "studies", 3)
    crowd(study, 7, 0.8)
    return study


def test_from_pictures_to_links(affetto, home, tmp_path):
    picture = tmp_path / "palace.jpg"
    Image.fromarray(load_sample_images().images[0]).save(picture)
    consent = tmp_path / "consent.txt"
    consent.write_text("You may leave.")
    told = [
        ImportedTrack(
            TrackTags(f"Track {number}"),
            f"file:///music/{number}.flac",
            number,
            mood=MoodStatement(MoodOrigin.CATALOGUE, "example", Point(0.1 * number, 0.0), 0.1),
        )
        for number in range(6)
    ]
    with Library.open(home / "library.db") as library, library.changing() as session:
        ImportRepository(session, "example").add(told)
    made = affetto(
        "study", "create", "evening", picture, "--strategies", "knn", "random", "--tracks", 2,
        "--consent", consent, "--words", "both", "--titles",
    )  # fmt: skip
    assert "1 picture, 2 × 2 tracks" in made
    links = affetto("study", "invite", "evening", "-n", 3, "--address", "https://s.example/")
    assert len(set(links.split())) == 3
    assert all(link.startswith("https://s.example/study/") for link in links.split())
    status = json.loads(affetto("study", "status", "evening", "--json"))
    assert status["strategies"] == ["knn", "random"]
    assert status["participants"]["invited"] == 3
    assert "links" not in status


def test_links_are_shown_again_when_asked_for(affetto, answered):
    status = json.loads(affetto("study", "status", "evening", "--links", "--json"))
    assert {each["step"] for each in status["links"]} == {"done"}
    assert status["links"][0]["link"] in affetto("study", "status", "evening", "--links")


def test_all_studies_are_listed(affetto, home):
    assert "no study yet" in affetto("study", "status")
    for name in ("b", "a"):
        make_study(home / "studies", name=name)
    assert [line.split(":")[0] for line in affetto("study", "status").splitlines()[::2]] == [
        "a",
        "b",
    ]


def test_results_in_words_and_figures_and_as_a_page(affetto, answered, tmp_path):
    said = affetto("study", "results", "evening", "--report", tmp_path / "report")
    figures = json.loads((tmp_path / "report" / "report.json").read_text())
    assert f"{100 * figures['preference']['share']:.1f}%" in said
    assert "Krippendorff's alpha" in said
    assert figures == json.loads(affetto("study", "results", "evening", "--json"))


def test_answers_are_exported(affetto, answered, tmp_path):
    table = tmp_path / "answers.csv"
    assert "21 answers" in affetto("study", "export", "evening", "-o", table)
    with table.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 21
    assert "comment" not in rows[0]
    affetto("study", "export", "evening", "-o", table, "--comments")
    assert "nice" in table.read_text()
    with pytest.raises(AffettoError, match="cannot be written"):
        affetto("study", "export", "evening", "-o", tmp_path / "none" / "x.csv")


def test_a_participant_who_asks_is_forgotten(affetto, answered):
    token = take_part(answered)
    affetto("study", "withdraw", "evening", f"http://127.0.0.1:8000/study/{token}")
    assert answered.participation().withdrew == 1
    assert len(answered.responses()) == 21
    with pytest.raises(AffettoError, match="no study knows this link"):
        affetto("study", "withdraw", "evening", "nobody")


def test_a_study_is_deleted_only_by_who_is_sure(affetto, answered):
    affetto("study", "remove", "evening", exit_code=1, input="n\n")
    assert answered.path.exists()
    affetto("study", "remove", "evening", "--yes")
    assert not answered.path.exists()
    with pytest.raises(AffettoError, match="no study is called so"):
        affetto("study", "results", "evening")
