import base64
import json

import pytest
from sqlalchemy import text

from affetto.affect import Affect, Point
from affetto.api.schemas.matches import MatchOut
from affetto.app.matching import match_music
from affetto.library.import_repository import ImportRepository
from affetto.library.importers import ImportedTrack
from affetto.library.moods import MoodOrigin, MoodStatement
from affetto.library.music_library import Library
from affetto.music import CatalogueFeatures, TrackTags
from affetto.playlists.exporters.match_json import playlist_as_dict
from affetto.recommend.query import Personalization, Query
from affetto.recommend.strategies import list_strategies

MATCHES = "/api/v1/matches"


def ask(client, **wish):
    answer = client.post(MATCHES, json=wish)
    assert answer.status_code == 200, answer.text
    return answer.json()


def ids_of(match) -> list[int]:
    return [track["id"] for track in match["tracks"]]


def refused(client, status: int, kind: str, **wish) -> str:
    answer = client.post(MATCHES, json=wish)
    assert answer.status_code == status, answer.text
    assert answer.json()["type"] == f"urn:affetto:problem:{kind}"
    return answer.json()["detail"]


def test_answers_what_match_prints(client, library, settings) -> None:
    answer = ask(client, emotion="happy", n=5)
    query = Query(Affect.said("happy"), personalization=Personalization.MEDIUM)
    playlist = match_music(library, query, "affect", 5, settings=settings)
    assert answer == playlist_as_dict(playlist)
    document = MatchOut.model_validate(answer).model_dump(mode="json", exclude_unset=True)
    assert document == answer


def test_the_mood_may_be_said_as_a_place(client) -> None:
    answer = ask(client, valence=-0.5, arousal=0.8, n=1)
    assert answer["affect"]["emotion"] is None
    assert answer["tracks"][0]["artist"] == "Eve"


def test_an_affect_that_was_read_before_is_answered_like_its_picture(client, face_jpeg) -> None:
    reading = client.post("/api/v1/affect", files={"picture": ("f.jpg", face_jpeg)}).json()
    from_affect = ask(client, affect=reading["overall"], n=4)
    from_picture = ask(client, picture=base64.b64encode(face_jpeg).decode(), n=4)
    assert ids_of(from_affect) == ids_of(from_picture)
    assert from_affect["affect"] == from_picture["affect"]


@pytest.fixture
def guitars(library: Library) -> tuple[str, str]:
    """Two further tracks with the same mood, an electric and an acoustic one, by their titles."""
    titles = ("Electric Meadow", "Wooden Meadow")
    told = [
        ImportedTrack(
            TrackTags(title, f"Artist {number}"),
            f"https://music.example/meadow/{number}",
            number,
            catalogue=CatalogueFeatures(acousticness=acousticness),
            mood=MoodStatement(MoodOrigin.CATALOGUE, "meadows", Point(0.3, -0.4), 0.1),
        )
        for number, (title, acousticness) in enumerate(zip(titles, (0.02, 0.95), strict=True), 1)
    ]
    with library.changing() as session:
        ImportRepository(session, "meadows").add(told)
    return titles


def test_music_goes_with_the_nature_of_a_picture_however_it_is_sent(
    client, trees_jpeg, guitars
) -> None:
    files = {"picture": ("trees.jpg", trees_jpeg)}
    reading = client.post("/api/v1/affect", files=files).json()
    assert reading["overall"]["source"] == "scene"
    from_picture = client.post(MATCHES, files=files, data={"query": '{"n": 15}'}).json()
    context = reading["scene"]["context"]
    from_reading = ask(client, affect=reading["overall"], context=context, n=15)
    without = ask(client, affect=reading["overall"], n=15)

    def order(match) -> tuple[str, ...]:
        return tuple(t["title"] for t in match["tracks"] if t["title"] in guitars)

    assert order(without) == guitars
    assert order(from_picture) == order(from_reading) == guitars[::-1]
    assert from_reading["affect"] == without["affect"] == from_picture["affect"]
    reasons = {track["title"]: track["reasons"] for track in from_reading["tracks"]}
    assert reasons[guitars[1]][1:] == ["acoustic, to go with the nature in the picture"]
    assert all(len(track["reasons"]) == 1 for track in without["tracks"])


def test_what_is_seen_beside_a_face_that_leads_does_not_count(client, face_jpeg, guitars) -> None:
    reading = client.post("/api/v1/affect", files={"picture": ("f.jpg", face_jpeg)}).json()
    face = {**reading["overall"], "source": "faces"}
    assert ask(client, affect=face, context={"nature": 1.0}, n=15) == ask(client, affect=face, n=15)


def test_one_face_of_several_may_be_chosen(client, face_jpeg) -> None:
    reading = client.post("/api/v1/affect", files={"picture": ("f.jpg", face_jpeg)}).json()
    face = reading["faces"][0]
    answer = ask(client, affect={**face, "confidence": face["score"], "source": "faces"}, n=1)
    assert answer["affect"]["emotion"] == "happy"


def test_a_form_brings_pictures_and_wishes_together(client, face_jpeg, scene_jpeg) -> None:
    files = [("picture", ("a.jpg", face_jpeg)), ("picture", ("b.jpg", scene_jpeg))]
    wish = json.dumps({"n": 2, "intent": "calm"})
    answer = client.post(MATCHES, files=files, data={"query": wish})
    assert answer.status_code == 200, answer.text
    assert len(answer.json()["tracks"]) == 2
    assert answer.json()["intent"] == "calm"
    assert answer.json()["affect"]["source"] == "both"


@pytest.mark.parametrize(
    "wish",
    [
        {},
        {"emotion": "happy", "valence": 0.1, "arousal": 0.1},
        {"emotion": "happy", "picture": "AAAA"},
        {"emotion": "happy", "affect": {"valence": 0, "arousal": 0}},
    ],
)
def test_the_mood_is_said_in_exactly_one_way(client, wish) -> None:
    assert "exactly one way" in refused(client, 422, "validation", **wish)


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"emotion": "gleeful"}, "emotion"),
        ({"valence": 0.5}, ""),
        ({"valence": 2, "arousal": 0}, "valence"),
        ({"emotion": "sad", "n": 0}, "n"),
        ({"emotion": "sad", "n": 101}, "n"),
        ({"emotion": "sad", "strategy": "../affect"}, "strategy"),
        ({"emotion": "sad", "intent": "cheer"}, "intent"),
        ({"emotion": "sad", "to": {"emotion": "happy"}}, ""),
        ({"emotion": "sad", "intent": "journey", "to": {}}, "to"),
        ({"emotion": "sad", "intent": "journey", "to": {"valence": 1}}, "to"),
        ({"emotion": "sad", "decades": [1985]}, "decades.0"),
        ({"emotion": "sad", "exclude": [0]}, "exclude.0"),
        ({"emotion": "sad", "exclude": [2**63]}, "exclude.0"),
        ({"emotion": "sad", "colour": "blue"}, "colour"),
        ({"emotion": "sad", "context": {"nature": 0.9}}, ""),
        ({"affect": {"valence": 0, "arousal": 0}, "context": {"fog": 0.9}}, "context.fog.[key]"),
        ({"affect": {"valence": 0, "arousal": 0}, "context": {"nature": 2}}, "context.nature"),
        ({"affect": {"emotions": {"happy": 0.2}, "valence": 0, "arousal": 0}}, "affect.emotions"),
        (
            {"affect": {"emotions": {"happy": 0.5, "joy": 0.5}, "valence": 0, "arousal": 0}},
            "affect.emotions",
        ),
    ],
)
def test_nonsense_is_told_with_its_field(client, wish, field) -> None:
    answer = client.post(MATCHES, json=wish)
    assert answer.status_code == 422
    assert field in [fault["field"] for fault in answer.json()["errors"]]


def test_durations_that_cannot_be_are_told(client) -> None:
    wish = {"emotion": "sad", "min_duration_s": 200, "max_duration_s": 100}
    assert "shorter than the least" in refused(client, 422, "input", **wish)


def test_filters_let_through_what_they_say(client) -> None:
    assert {t["artist"] for t in ask(client, emotion="happy", genres=["folk"])["tracks"]} == {
        "Cleo"
    }
    assert {t["artist"] for t in ask(client, emotion="sad", decades=[2010])["tracks"]} == {
        "Eve",
        "Finn",
    }
    film_safe = ask(client, emotion="happy", licence="film")["tracks"]
    assert {track["licence"] for track in film_safe} <= {"CC BY 4.0", "CC0-1.0"}
    assert film_safe
    short = ask(client, emotion="happy", max_duration_s=10)["tracks"]
    assert {track["title"] for track in short} == {"bright", "calm", "dark"}


def test_filters_that_leave_nothing_say_what_to_loosen(client) -> None:
    detail = refused(client, 409, "nothing-passes", emotion="happy", genres=["polka"])
    assert "genre polka" in detail


@pytest.mark.parametrize(
    "filters",
    [
        {"genres": ["polka"]},
        {"genres": ["folk"], "decades": [2010]},
        {"max_duration_s": 1},
        {"min_duration_s": 3600, "popularity": "low"},
        {"licence": "film", "instrumental": True, "languages": ["pol"], "providers": ["spotify"]},
        {"clean": True, "exclude": list(range(1, 14))},
    ],
)
def test_every_way_out_of_too_narrow_filters_finds_what_it_says(client, filters) -> None:
    wish = {"emotion": "happy", "n": 100, **filters}
    problem = client.post(MATCHES, json=wish).json()
    assert {effect["field"] for effect in problem["filters"]} == set(filters)
    assert problem["loosen"]
    for way in problem["loosen"]:
        found = ask(client, **(wish | way["change"]))["tracks"]
        assert len(found) == way["tracks"]


def test_excluded_tracks_are_never_offered_again(client) -> None:
    offered: list[int] = []
    for _ in range(4):
        lot = ids_of(ask(client, emotion="happy", n=3, exclude=offered))
        assert not set(lot) & set(offered)
        offered += lot
    last = ids_of(ask(client, emotion="happy", n=3, exclude=offered))
    assert len(last) == 1  # thirteen tracks in all
    detail = refused(client, 409, "nothing-passes", emotion="happy", exclude=offered + last)
    assert "other tracks" in detail


@pytest.mark.parametrize("strategy", sorted({*list_strategies()} - {"playlist"}))
def test_every_way_to_rank_keeps_to_exclusion(client, strategy) -> None:
    wish = {"emotion": "happy", "strategy": strategy}
    first = ids_of(ask(client, **wish, n=2))
    assert first
    answer = client.post(MATCHES, json={**wish, "n": 13, "exclude": first})
    if answer.status_code == 200:
        assert not set(ids_of(answer.json())) & set(first)
    else:  # a strategy may have nothing else to offer
        assert answer.status_code == 409


def test_the_playlist_strategy_answers_with_what_the_user_wrote_down(client, settings) -> None:
    settings.playlists_path.write_text('happy = "https://radio.example/happy"\n')
    answer = ask(client, emotion="happy", strategy="playlist", n=1)
    assert [track["uri"] for track in answer["tracks"]] == ["https://radio.example/happy"]


def test_exclusion_and_filters_are_told_apart(client) -> None:
    folk = ids_of(ask(client, emotion="happy", genres=["folk"]))
    detail = refused(client, 409, "nothing-passes", emotion="happy", genres=["folk"], exclude=folk)
    assert "genre folk 2" in detail
    assert "other tracks 11" in detail


def test_an_empty_library_says_how_to_fill_it(empty_client) -> None:
    detail = refused(empty_client, 409, "empty-library", emotion="happy")
    assert "--starter" in detail


def test_a_journey_has_a_path_with_a_point_for_each_track(client) -> None:
    answer = ask(
        client,
        valence=-0.5,
        arousal=-0.4,
        intent="journey",
        to={"valence": 0.7, "arousal": 0.6},
        n=4,
    )
    assert len(answer["path"]) == len(answer["tracks"]) == 4
    valences = [point["valence"] for point in answer["path"]]
    assert valences == sorted(valences)


def test_other_intents_have_no_path(client) -> None:
    assert "path" not in ask(client, emotion="sad", intent="lift")


def test_a_match_stands_in_the_history(client) -> None:
    answer = client.post(MATCHES, json={"emotion": "happy", "n": 2})
    kept = client.get(answer.headers["content-location"])
    assert kept.status_code == 200
    assert kept.json()["tracks"] == answer.json()["tracks"]


def test_the_name_of_a_picture_is_kept_only_where_that_is_asked(client, scene_jpeg) -> None:
    files = {"picture": ("secret.jpg", scene_jpeg)}
    unnamed = client.post(MATCHES, files=files)
    named = client.post(MATCHES, files=files, data={"query": '{"picture_name": "the palace"}'})
    history = client.get("/api/v1/history").json()["matches"]
    assert [match["picture_name"] for match in history] == ["the palace", None]
    assert "secret.jpg" not in unnamed.text + named.text + json.dumps(history)


def test_asked_again_the_same_music_is_offered(client) -> None:
    first = ask(client, emotion="happy", n=3)
    assert ask(client, emotion="happy", n=3) == first


def test_what_was_just_offered_for_another_feeling_stands_back(client) -> None:
    (best,) = ids_of(ask(client, valence=0.3, arousal=-0.3, n=1))
    ask(client, valence=0.7, arousal=-0.4, n=13)
    assert ids_of(ask(client, valence=0.3, arousal=-0.3, n=13)) != [best]


def test_lots_fall_as_the_seed_says(client) -> None:
    wish = {"emotion": "happy", "strategy": "random", "n": 13}
    assert ids_of(ask(client, **wish, seed=1)) == ids_of(ask(client, **wish, seed=1))
    assert ids_of(ask(client, **wish, seed=1)) != ids_of(ask(client, **wish, seed=2))


def test_music_is_given_even_where_the_history_cannot_be_written(client, library) -> None:
    full = "CREATE TRIGGER full BEFORE INSERT ON matches BEGIN SELECT RAISE(ABORT, 'full'); END"
    with library.changing() as session:
        session.execute(text(full))
    answer = client.post(MATCHES, json={"emotion": "happy", "n": 2})
    assert answer.status_code == 200
    assert len(answer.json()["tracks"]) == 2
    assert "content-location" not in answer.headers
