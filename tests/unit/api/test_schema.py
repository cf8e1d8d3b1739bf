"""The service against its own document: every path, asked as the document allows and otherwise."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from pathlib import Path

import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.servers import openverse

from affetto.api.application import create_app
from affetto.api.server import address_of, open_socket
from affetto.config import Settings
from affetto.providers.capabilities import Provider
from affetto.providers.spotify.demo import start_demo

# A made-up path could name a folder of the machine that runs the tests, whose music would then be
# analysed.
LEFT_OUT = ("/api/v1/library/additions",)
# Networks are asked hundreds of times for each answer.
SLOW = {"/api/v1/explanations": 1}
PATIENCE_S = 300

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)


@pytest.fixture(scope="module")
def providers() -> Iterator[dict[str, Provider]]:
    """Services on this machine only: nobody else is asked what tests make up."""
    with start_demo() as demo, openverse.running() as (_, open_music, _account):
        yield {"spotify": demo.provider, "openverse": open_music}


@pytest.fixture(scope="module")
def document(tmp_path_factory, filled_home, providers) -> Iterator[schemathesis.BaseSchema]:
    """The document of a service that listens, with the small library."""
    home = tmp_path_factory.mktemp("schema") / "home"
    shutil.copytree(filled_home, home)
    listening = open_socket("127.0.0.1", 0)
    app = create_app(Settings(home=home, workers=1), providers=providers)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
        address = address_of("127.0.0.1", listening)
        yield schemathesis.openapi.from_url(f"{address}/api/v1/openapi.json")
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


def list_operations() -> list[tuple[str, str]]:
    """Every path with its method; the service need not run for that."""
    paths = create_app(Settings(home=Path("unused"), workers=1)).openapi()["paths"]
    return [
        (path, method)
        for path, methods in paths.items()
        if path not in LEFT_OUT
        for method in methods
    ]


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize(("path", "method"), list_operations())
def test_every_path_answers_as_it_is_documented(document, path, method, mode) -> None:
    @settings(
        max_examples=SLOW.get(path, 8),
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=document[path][method].as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate(checks=CHECKS, timeout=PATIENCE_S)

    # Where nothing can be told, nothing can be told wrongly.
    with suppress(Unsatisfiable) if mode is GenerationMode.NEGATIVE else nullcontext():
        ask()


def test_every_path_has_a_summary_and_tells_of_its_errors(client) -> None:
    document = client.get("/api/v1/openapi.json").json()
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            where = f"{method} {path}"
            assert operation.get("summary"), where
            assert operation.get("description"), where
            for status, response in operation["responses"].items():
                if status.startswith(("4", "5")) and "content" in response:
                    assert set(response["content"]) == {"application/problem+json"}, (where, status)


def test_what_is_asked_and_answered_is_described(client) -> None:
    document = client.get("/api/v1/openapi.json").json()
    schemas = document["components"]["schemas"]
    assert {"MatchIn", "PictureIn", "Problem", "ReadingOut", "MatchOut"} <= set(schemas)
    assert schemas["MatchIn"]["examples"]
    text = str(document)
    for name in schemas:
        used = f"#/components/schemas/{name}'" in text
        assert used, f"{name} is described and never used"
