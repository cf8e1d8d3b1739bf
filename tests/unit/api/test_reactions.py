"""Likes, dislikes, plays and skips, over HTTP."""

from __future__ import annotations

import pytest

from affetto.library.listening_repository import ListeningRepository


def react(client, track, reaction, match=None):
    body = {"track": track, "reaction": reaction, "match": match}
    answer = client.post("/api/v1/reactions", json=body)
    assert answer.status_code == 204, answer.text


def ratings(client):
    return client.get("/api/v1/reactions").json()


def listens(library, user="default"):
    with library.looking() as session:
        return list(ListeningRepository(session).listens(user))


def test_likes_and_dislikes_are_listed(client):
    react(client, 4, "like")
    react(client, 5, "dislike")
    react(client, 6, "play")
    react(client, 7, "skip")
    assert ratings(client) == {"likes": [4], "dislikes": [5]}


def test_the_later_word_on_a_track_stands(client):
    react(client, 4, "like")
    react(client, 4, "dislike")
    assert ratings(client) == {"likes": [], "dislikes": [4]}


def test_a_reaction_to_a_match_tells_how_well_the_track_fitted(client, library):
    answer = client.post("/api/v1/matches", json={"emotion": "happy", "n": 3})
    match = int(answer.headers["Content-Location"].rpartition("/")[2])
    offered = answer.json()["tracks"]
    react(client, offered[1]["id"], "like", match)
    (listen,) = listens(library)
    assert listen.fit == pytest.approx(offered[1]["score"], abs=1e-4)


def test_a_track_that_the_match_did_not_offer_has_no_fit(client, library):
    answer = client.post("/api/v1/matches", json={"emotion": "happy", "n": 3})
    match = int(answer.headers["Content-Location"].rpartition("/")[2])
    offered = {track["id"] for track in answer.json()["tracks"]}
    react(client, next(i for i in range(1, 14) if i not in offered), "play", match)
    assert listens(library)[0].fit is None


def test_what_is_liked_scores_higher_than_it_fits_and_the_fit_is_what_is_learned_from(
    client, library
):
    before = client.post("/api/v1/matches", json={"emotion": "happy", "n": 13}).json()["tracks"]
    liked = before[-1]
    react(client, liked["id"], "like")

    answer = client.post("/api/v1/matches", json={"emotion": "happy", "n": 13})
    match = int(answer.headers["Content-Location"].rpartition("/")[2])
    after = next(track for track in answer.json()["tracks"] if track["id"] == liked["id"])
    assert after["score"] > liked["score"]
    react(client, liked["id"], "play", match)

    assert listens(library)[-1].fit == pytest.approx(liked["score"], abs=1e-3)


def test_forgotten_reactions_are_gone(client, library):
    react(client, 4, "like")
    react(client, 4, "play")
    react(client, 5, "like")
    for _ in range(2):
        assert client.delete("/api/v1/reactions/4").status_code == 204
    assert ratings(client) == {"likes": [5], "dislikes": []}
    assert len(listens(library)) == 1


def test_a_track_that_is_not_there_is_told_to_be_missing(client):
    answer = client.post("/api/v1/reactions", json={"track": 999, "reaction": "like"})
    assert answer.status_code == 404
    assert answer.json()["type"] == "urn:affetto:problem:no-such-track"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"reaction": "like"}, "track"),
        ({"track": 4, "reaction": "favourite"}, "reaction"),
        ({"track": "4;", "reaction": "like"}, "track"),
        ({"track": 4, "reaction": "like", "match": 0}, "match"),
    ],
)
def test_nonsense_is_refused_with_its_field(client, body, field):
    answer = client.post("/api/v1/reactions", json=body)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_people_react_each_for_themselves(open_browser):
    ada, bo = open_browser("Ada"), open_browser("Bo")
    answer = ada.post("/api/v1/matches", json={"emotion": "happy", "n": 1})
    match = int(answer.headers["Content-Location"].rpartition("/")[2])
    track = answer.json()["tracks"][0]["id"]
    react(ada, track, "like", match)
    react(bo, track, "dislike", match)
    assert ratings(ada) == {"likes": [track], "dislikes": []}
    assert ratings(bo) == {"likes": [], "dislikes": [track]}
    # Of Ada's match Bo learns nothing, not even by its fit.
    (listen,) = listens(ada.app.state.library, "Bo")
    assert listen.fit is None
    bo.delete(f"/api/v1/reactions/{track}")
    assert ratings(ada)["likes"] == [track]
