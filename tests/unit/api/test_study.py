from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from affetto.api.access import Access
from affetto.api.application import create_app
from affetto.app.pictures import build_picture_reader
from affetto.app.study import StudyWish, create_study, invite, open_study
from affetto.config import Settings
from affetto.library.music_library import Library
from affetto.study.design import NO_WORD, Vocabulary
from affetto.study.study_file import Study
from affetto.vision.picture_reader import PictureReader

ADDRESS = "http://127.0.0.1:8000"
DAY = date(2026, 5, 4)


@pytest.fixture(scope="module")
def reader() -> PictureReader:
    return build_picture_reader()


@pytest.fixture(scope="module")
def study_home(tmp_path_factory, filled_home, reader, face_jpeg, scene_jpeg) -> Path:
    """A home with a study of two pictures: lists of one track, of the three files that are there.

    Copied by each test: reading pictures takes longer than answering.
    """
    folder = tmp_path_factory.mktemp("study")
    home = folder / "home"
    shutil.copytree(filled_home, home)
    pictures = folder / "astronaut.jpg", folder / "palace.jpg"
    for path, jpeg in zip(pictures, (face_jpeg, scene_jpeg), strict=True):
        path.write_bytes(jpeg)
    wish = StudyWish("evening", pictures, ("affect", "random"), tracks=1)
    with Library.open(home / "library.db") as library:
        create_study(Settings(home=home, workers=1), library, reader, wish, DAY)
    return home


@pytest.fixture
def settings(settings, study_home):
    shutil.copytree(study_home / "studies", settings.home / "studies")
    return settings


@pytest.fixture
def study(settings):
    return open_study(settings, "evening")


@pytest.fixture
def token(study) -> str:
    return invite(study, 1, DAY)[0]


@pytest.fixture
def path(token) -> str:
    return f"/api/v1/study/{token}"


def emotion(position=1, **changes):
    return {"step": "emotion", "position": position, "word": "happy", **changes}


def lists(position=1, **changes):
    return {
        "step": "lists",
        "position": position,
        "choice": "a",
        "fit_a": 6,
        "fit_b": 2,
        **changes,
    }


def assert_problem(response, status, kind):
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["type"] == f"urn:affetto:problem:{kind}"


def test_a_participant_goes_from_consent_to_the_end(client, path, study):
    state = client.get(path).json()
    assert state["step"] == "consent"
    assert "voluntary" in state["consent"]
    assert state["item"] is None
    state = client.post(f"{path}/consent", json={"agrees": True}).json()
    for position in (1, 2):
        assert state["step"] == "emotion"
        assert state["item"]["position"] == position
        assert state["item"]["lists"] is None
        state = client.post(f"{path}/answers", json=emotion(position)).json()
        assert state["step"] == "lists"
        assert [len(state["item"]["lists"][side]) for side in "ab"] == [1, 1]
        state = client.post(f"{path}/answers", json=lists(position, comment="ok")).json()
        assert state["progress"] == {"judged": position, "total": 2}
    assert state["step"] == "done"
    assert state["item"] is None
    assert [response.lists.comment for response in study.responses()] == ["ok", "ok"]


def test_answers_are_kept_at_once_and_another_device_goes_on(start_client, settings, path):
    first = start_client(settings)
    first.post(f"{path}/consent", json={"agrees": True})
    before = first.post(
        f"{path}/answers", json=emotion(point={"valence": 0.5, "arousal": -0.25})
    ).json()
    other = start_client(settings)
    assert other.get(path).json() == before
    assert before["item"]["emotion"]["point"] == {"valence": 0.5, "arousal": -0.25}


def test_pictures_and_music_can_be_had_by_the_addresses_of_the_state(client, path):
    state = client.post(f"{path}/consent", json={"agrees": True}).json()
    picture = client.get(state["item"]["picture"])
    assert picture.headers["content-type"] == "image/jpeg"
    assert picture.content.startswith(b"\xff\xd8\xff")
    assert picture.headers["cache-control"] == "no-store"
    state = client.post(f"{path}/answers", json=emotion()).json()
    for side in "ab":
        (track,) = state["item"]["lists"][side]
        whole = client.get(track["audio"])
        assert whole.status_code == 200
        assert whole.headers["content-type"] == "audio/wav"
        part = client.get(track["audio"], headers={"Range": "bytes=100-199"})
        assert part.status_code == 206
        assert part.content == whole.content[100:200]
        assert client.head(track["audio"]).headers["content-length"] == str(len(whole.content))


def test_nothing_tells_what_is_heard_or_who_chose_it(client, path, study):
    client.post(f"{path}/consent", json={"agrees": True})
    item = client.post(f"{path}/answers", json=emotion()).json()["item"]
    heard = item["lists"]["a"][0]
    assert heard["title"] is None
    assert heard["artist"] is None
    for secret in (*study.design.strategies, "bright", "calm.wav", "dark", "palace", "astronaut"):
        assert secret not in json.dumps(item)
    sound = client.get(heard["audio"])
    assert not any(name in str(sound.headers) for name in ("bright", "calm", "dark"))


def test_titles_are_shown_where_the_study_shows_them(
    client, settings, library, reader, tmp_path, face_jpeg
):
    picture = tmp_path / "face.jpg"
    picture.write_bytes(face_jpeg)
    wish = StudyWish(
        "open", (picture,), ("affect", "random"), 1, shows_titles=True, vocabulary=Vocabulary.BOTH
    )
    made = create_study(settings, library, reader, wish, DAY)
    path = f"/api/v1/study/{invite(made, 1, DAY)[0]}"
    assert client.get(path).json()["words"][-2:] == ["melancholy", NO_WORD]
    client.post(f"{path}/consent", json={"agrees": True})
    state = client.post(f"{path}/answers", json=emotion()).json()
    assert state["item"]["lists"]["a"][0]["title"] in {"bright", "calm", "dark"}


def test_nothing_is_shown_before_consent(client, path):
    for address in (f"{path}/pictures/1", f"{path}/audio/1/a/1"):
        assert_problem(client.get(address), 403, "consent-missing")
    assert_problem(client.post(f"{path}/answers", json=emotion()), 403, "consent-missing")
    refused = client.post(f"{path}/consent", json={"agrees": False})
    assert_problem(refused, 422, "validation")
    assert client.get(path).json()["step"] == "consent"


def test_music_is_not_heard_before_the_emotion_is_said(client, path):
    client.post(f"{path}/consent", json={"agrees": True})
    assert_problem(client.get(f"{path}/audio/1/a/1"), 409, "out-of-turn")
    assert_problem(client.get(f"{path}/pictures/2"), 409, "out-of-turn")
    assert_problem(client.post(f"{path}/answers", json=lists()), 409, "out-of-turn")


def test_an_answer_whose_receipt_was_lost_may_be_sent_again_but_not_changed(client, path):
    client.post(f"{path}/consent", json={"agrees": True})
    for answer, other in ((emotion(), emotion(word="sad")), (lists(), lists(choice="b"))):
        first = client.post(f"{path}/answers", json=answer)
        assert client.post(f"{path}/answers", json=answer).json() == first.json()
        assert_problem(client.post(f"{path}/answers", json=other), 409, "out-of-turn")


@pytest.mark.parametrize(
    "answer",
    [
        emotion(point={"valence": 1.5, "arousal": 0}),
        emotion(point={"valence": 0.5}),
        emotion(position=0),
        lists(fit_a=8),
        lists(fit_b=0),
        lists(choice="both"),
        lists(comment="x" * 2001),
        {"step": "consent"},
        {},
    ],
)
def test_nonsense_is_told_with_its_field(client, path, answer):
    client.post(f"{path}/consent", json={"agrees": True})
    assert_problem(client.post(f"{path}/answers", json=answer), 422, "validation")


def test_a_word_that_is_not_offered_is_refused(client, path):
    client.post(f"{path}/consent", json={"agrees": True})
    refused = client.post(f"{path}/answers", json=emotion(word="hungry"))
    assert refused.status_code == 422
    assert "none of angry" in refused.json()["detail"]


def test_leaving_deletes_the_answers_and_closes_the_link(client, path, study):
    client.post(f"{path}/consent", json={"agrees": True})
    client.post(f"{path}/answers", json=emotion())
    assert client.delete(path).status_code == 204
    assert study.responses() == []
    assert_problem(client.get(path), 410, "withdrawn")
    assert_problem(client.post(f"{path}/consent", json={"agrees": True}), 410, "withdrawn")
    assert client.delete(path).status_code == 204


@pytest.mark.parametrize("token", ["nobody", "..", "%2e%2e%2flibrary", "x" * 90])
def test_a_link_that_nobody_was_given_leads_nowhere(client, token):
    assert client.get(f"/api/v1/study/{token}/pictures/1").status_code == 404


def test_music_that_left_the_library_is_told_without_its_name(client, path, library, study):
    client.post(f"{path}/consent", json={"agrees": True})
    audio = client.post(f"{path}/answers", json=emotion()).json()["item"]["lists"]["a"][0]["audio"]
    with library.writing() as repository:
        repository.remove([track.id for track in library.tracks()])
    problem = client.get(audio)
    assert_problem(problem, 404, "lost-file")
    assert not any(name in problem.text for name in ("bright", "calm", "dark"))


def test_a_study_from_elsewhere_opens_no_file_that_is_not_in_the_library(
    client, settings, study, library, tmp_path
):
    secret = tmp_path / "secret.wav"
    shutil.copy(next(settings.home.parent.rglob("*.db")), secret)
    foreign = [
        (
            replace(
                picture,
                lists={
                    strategy: tuple(
                        replace(track, uri=secret.as_uri(), track_id=99, title="secret")
                        for track in tracks
                    )
                    for strategy, tracks in picture.lists.items()
                },
            ),
            b"\xff\xd8\xff",
        )
        for picture in study.pictures()
    ]
    made = Study.create(
        settings.home / "studies" / "foreign.db", replace(study.design, name="foreign"), foreign
    )
    path = f"/api/v1/study/{invite(made, 1, DAY)[0]}"
    client.post(f"{path}/consent", json={"agrees": True})
    client.post(f"{path}/answers", json=emotion())
    assert_problem(client.get(f"{path}/audio/1/a/1"), 404, "lost-file")


def test_the_researcher_sees_progress_and_links_and_invites(client, settings, path):
    client.post(f"{path}/consent", json={"agrees": True})
    (shown,) = client.get("/api/v1/studies").json()["studies"]
    assert shown["participants"]["agreed"] == 1
    assert shown["links"][0]["path"] == path.removeprefix("/api/v1")
    invited = client.post("/api/v1/studies/evening/participants", json={"people": 2})
    assert invited.status_code == 201
    for link in invited.json()["paths"]:
        assert client.get(f"/api/v1{link}").json()["step"] == "consent"
    missing = client.post("/api/v1/studies/morning/participants", json={"people": 1})
    assert missing.status_code == 422


def test_two_answers_at_once_are_both_kept(client, study):
    def begin(token):
        path = f"/api/v1/study/{token}"
        client.post(f"{path}/consent", json={"agrees": True})
        return client.post(f"{path}/answers", json=emotion()).status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(begin, invite(study, 8, DAY))) == {200}
    assert len(study.responses()) == 8
    # Sides were dealt out to all of them: either strategy four times on side A of either picture.
    sides = [(each.picture, each.first_on) for p in study.participants() for each in p.assignments]
    assert {sides.count(side) for side in set(sides)} == {4}


def test_a_link_needs_no_login_where_others_do_and_researchers_paths_do(settings, path):
    app = create_app(settings, access=Access(has_accounts=True))
    with TestClient(app, base_url=ADDRESS, client=("192.0.2.7", 50000)) as client:
        assert client.post(f"{path}/consent", json={"agrees": True}).status_code == 200
        assert client.get(f"{path}/pictures/1").status_code == 200
        assert_problem(client.get("/api/v1/studies"), 401, "session")
        refused = client.post("/api/v1/studies/evening/participants", json={"people": 1})
        assert_problem(refused, 401, "session")
