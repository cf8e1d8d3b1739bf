"""`affetto evaluate recommender` on a table of one's own."""

from __future__ import annotations

import json

import pytest

from affetto.recommend.strategies import list_strategies

HEADER = "name,artist,danceability,acousticness,energy,instrumentalness,valence,loudness,tempo,mood"
SOUNDS = {
    "Happy": "0.7,0.1,0.7,0,0.9,-8,120",
    "Sad": "0.4,0.6,0.3,0,0.2,-11,95",
    "Calm": "0.3,0.9,0.1,0.9,0.3,-20,70",
    "Energetic": "0.5,0.0,0.95,0,0.5,-4,140",
}


@pytest.fixture
def moods(tmp_path):
    rows = [
        f"title {mood} {number},artist {mood} {number},{sound},{mood}"
        for number in range(12)
        for mood, sound in SOUNDS.items()
    ]
    path = tmp_path / "moods.csv"
    path.write_text("\n".join([HEADER, *rows, "odd,odd,1,1,1,1,1,1,1,Dreamy"]) + "\n", "utf-8")
    return path


def test_judges_every_strategy(affetto, moods):
    result = affetto.run("evaluate", "recommender", "--data", moods, "--json")
    assert result.returncode == 0, result.stderr
    assert "no such mood: 1" in result.stderr
    figures = json.loads(result.stdout)
    assert figures["n"] == 48
    assert set(figures["strategies"]) == set(list_strategies())
    assert figures["strategies"]["affect"]["precision_at_10"] >= 0.9
    for each in figures["strategies"].values():
        assert {"precision_at_10", "ndcg_at_10", "coverage", "intra_list_diversity"} <= set(each)


def test_shows_those_that_are_asked_for(affetto, moods):
    arguments = ("--strategy", "knn", "--strategy", "random")
    result = affetto.run("evaluate", "recommender", "--data", moods, *arguments)
    assert result.returncode == 0, result.stderr
    assert "knn" in result.stdout
    assert "random" in result.stdout
    assert "affect" not in result.stdout


def test_says_what_is_wrong(affetto, moods, tmp_path, one_clear_line):
    one_clear_line(
        affetto.run("evaluate", "recommender", "--data", tmp_path / "none.csv"), "none.csv"
    )
    one_clear_line(
        affetto.run("evaluate", "recommender", "--data", moods, "--strategy", "best"),
        "best",
        "there are: affect",
    )
    moods.write_text(moods.read_text("utf-8").replace(",mood", ",genre"), "utf-8")
    one_clear_line(affetto.run("evaluate", "recommender", "--data", moods), "moods.csv", "Happy")
