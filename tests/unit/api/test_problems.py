import json
from http import HTTPStatus

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel

from affetto.api.problems import ProblemError, install_problem_handlers
from affetto.app.tracks import NoSuchTrackError
from affetto.errors import InputError, LibraryError, ModelError
from affetto.recommend.filtering import FilterEffect, Loosening, NothingPassesError, Shortage


class Order(BaseModel):
    count: int


def answer_to(error: Exception):
    """What a path answers that raises `error`."""
    app = FastAPI()
    install_problem_handlers(app)

    @app.get("/")
    def fail() -> None:
        raise error

    return TestClient(app, raise_server_exceptions=False).get("/")


@pytest.mark.parametrize(
    ("error", "status", "kind"),
    [
        (InputError("a.jpg", "is empty"), 422, "input"),
        (LibraryError("the library is damaged"), 409, "library"),
        (ModelError("a network was changed"), 500, "model"),
        (NoSuchTrackError(17), 404, "no-such-track"),
    ],
)  # fmt: skip
def test_errors_of_the_domain_are_problems_with_their_sentence(error, status, kind) -> None:
    answer = answer_to(error)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == {
        "type": f"urn:affetto:problem:{kind}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": str(error),
    }


def test_filters_that_leave_nothing_are_told_to_programs_as_well() -> None:
    effects = (FilterEffect("decades", "decade 1980", 0, 2, ("1990",)),
               FilterEffect("excluded", "the wish for other tracks", 2, 0))  # fmt: skip
    ways = (Loosening({"decades": (), "excluded": ()}, 3),)
    error = NothingPassesError(Shortage(3, effects, ("decade 1980",), 3, ways))
    answer = answer_to(error)
    assert answer.status_code == 409
    problem = answer.json()
    assert problem["type"] == "urn:affetto:problem:nothing-passes"
    assert problem["detail"] == str(error)
    assert problem["filters"] == [
        {"field": "decades", "alone": 0, "without": 2, "offered": ["1990"]},
        {"field": "exclude", "alone": 2, "without": 0, "offered": []},
    ]
    assert problem["loosen"] == [{"change": {"decades": [], "exclude": []}, "tracks": 3}]


def test_what_should_not_happen_is_told_without_its_words() -> None:
    answer = answer_to(RuntimeError("the password is sesame"))
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "sesame" not in answer.text


def test_a_problem_may_bring_headers_and_members() -> None:
    problem = ProblemError(
        HTTPStatus.TOO_MANY_REQUESTS, "later", "busy", headers={"Retry-After": "3"}, waiting=7
    )
    answer = answer_to(problem)
    assert answer.headers["retry-after"] == "3"
    assert answer.json()["waiting"] == 7


def test_control_characters_do_not_reach_the_reader() -> None:
    assert "\x1b" not in answer_to(InputError("a\x1b[31m.jpg", "is empty")).json()["detail"]


def test_fields_are_named_and_their_values_are_not_repeated() -> None:
    app = FastAPI()
    install_problem_handlers(app)

    @app.post("/")
    def order(order: Order) -> None: ...

    answer = TestClient(app).post("/", json={"count": "a secret"})
    assert answer.status_code == 422
    (fault,) = answer.json()["errors"]
    assert fault["field"] == "count"
    assert "secret" not in answer.text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nothing", 404),
        ("GET", "/api/", 404),
        ("DELETE", "/api/v1/options", 405),
    ],
)
def test_addresses_that_are_not_there_are_problems_too(client, method, path, status) -> None:
    answer = client.request(method, path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert json.loads(answer.text)["status"] == status
