import pytest
from sqlalchemy import text

from affetto.affect import EMOTION_POINTS
from affetto.recommend.strategies import list_strategies


def test_offers_every_word_with_its_kind_and_place(client) -> None:
    emotions = client.get("/api/v1/options").json()["emotions"]
    assert [emotion["word"] for emotion in emotions] == list(EMOTION_POINTS)
    kinds = {emotion["word"]: emotion["kind"] for emotion in emotions}
    assert kinds["happy"] == "face"
    assert kinds["melancholy"] == "scene"


def test_says_of_every_strategy_what_it_does(client) -> None:
    strategies = client.get("/api/v1/options").json()["strategies"]
    assert sorted(strategy["name"] for strategy in strategies) == list_strategies()
    assert strategies[0]["name"] == "affect"
    assert all(strategy["summary"] for strategy in strategies)


def test_counts_what_the_library_has(client) -> None:
    options = client.get("/api/v1/options").json()
    assert {"name": "Folk", "tracks": 2} in options["genres"]
    assert options["decades"] == [
        {"decade": 1980, "tracks": 2},
        {"decade": 1990, "tracks": 3},
        {"decade": 2000, "tracks": 2},
        {"decade": 2010, "tracks": 3},
    ]
    assert {"name": "file", "tracks": 3} in options["providers"]


def test_every_genre_decade_and_provider_finds_as_many_tracks_as_it_says(client) -> None:
    options = client.get("/api/v1/options").json()
    for genre in options["genres"]:
        wish = {"emotion": "happy", "genres": [genre["name"]], "n": 100}
        found = client.post("/api/v1/matches", json=wish).json()["tracks"]
        assert len(found) == genre["tracks"]
    for provider in options["providers"]:
        wish = {"emotion": "happy", "providers": [provider["name"]], "n": 100}
        found = client.post("/api/v1/matches", json=wish).json()["tracks"]
        assert len(found) == provider["tracks"]


def test_languages_are_counted_however_they_are_written(client, library) -> None:
    with library.changing() as session:
        for language, artist in (("en", "Ada"), ("eng", "Bo"), ("pl", "Dan"), ("zxx", "Eve")):
            session.execute(
                text("UPDATE tracks SET language = :language WHERE artist = :artist"),
                {"language": language, "artist": artist},
            )
    options = client.get("/api/v1/options").json()
    assert options["languages"] == [{"code": "eng", "tracks": 3}, {"code": "pol", "tracks": 2}]


def test_says_how_long_the_tracks_last(client) -> None:
    durations = client.get("/api/v1/options").json()["durations"]
    assert durations == {"least_s": pytest.approx(4, abs=0.1), "most_s": 180}


def test_an_empty_library_offers_words_but_no_filters(empty_client) -> None:
    options = empty_client.get("/api/v1/options").json()
    assert options["genres"] == options["decades"] == options["providers"] == []
    assert options["languages"] == []
    assert options["durations"] is None
    assert options["intents"] == ["match", "lift", "calm", "journey"]
    assert options["limits"] == {"upload_mb": 25, "pictures": 8, "tracks": 100}
    assert options["sure_from"] == 0.5
