import hashlib
import re

import pytest

from affetto.inference.registry import list_models


@pytest.fixture
def networks(client):
    return client.get("/api/v1/models").json()


def test_lists_what_ships(networks) -> None:
    assert [network["name"] for network in networks] == [spec.name for spec in list_models()]
    for network, spec in zip(networks, list_models(), strict=True):
        assert network["sha256"] == spec.sha256
        assert network["bytes"] == spec.path.stat().st_size
        assert network["licence"]
        assert network["labels"] == list(spec.labels)


def test_weights_are_those_that_are_served(client, networks) -> None:
    for network in networks:
        answer = client.get(network["weights_url"])
        assert hashlib.sha256(answer.content).hexdigest() == network["sha256"]
        assert answer.headers["etag"] == f'"{network["sha256"]}"'
        assert "immutable" in answer.headers["cache-control"]


def test_weights_that_the_browser_has_are_not_sent_again(client, networks) -> None:
    address = f"/api/v1/models/{networks[0]['name']}/weights"
    first = client.get(address)
    assert first.headers["cache-control"] == "no-cache"
    again = client.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_an_older_version_is_not_passed_off_as_the_newest(client, networks) -> None:
    answer = client.get(f"/api/v1/models/{networks[0]['name']}/weights?sha256=0123")
    assert answer.status_code == 404


def test_cards_come_with_their_pictures(client, networks) -> None:
    for network in networks:
        card = client.get(network["card_url"])
        assert card.headers["content-type"].startswith("text/markdown")
        assert card.text.startswith("# ")
        for address in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", card.text):
            assert client.get(address).headers["content-type"] == "image/png"
        links = re.findall(r"(?<!!)\[[^\]]*\]\(([^)]+)\)", card.text)
        assert all(link.startswith(("https://", "#")) for link in links)


@pytest.mark.parametrize(
    "path",
    [
        "/models/none/card",
        "/models/none/weights",
        "/models/..%2f..%2fregistry/weights",
        "/models/face-emotion/figures/face-emotion.md",
        "/models/face-emotion/figures/..%2f..%2fcli.md",
        "/models/face-emotion/figures/none.png",
    ],
)
def test_nothing_else_can_be_read(client, path) -> None:
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_reports_hold_the_figures_of_those_that_were_judged(client, networks) -> None:
    reports = {n["name"]: n["report_url"] for n in networks if "report_url" in n}
    assert {"face-emotion", "scene-emotion"} <= set(reports)
    assert client.get(reports["face-emotion"]).json()["n"] > 0
    for name in {network["name"] for network in networks} - set(reports):
        assert client.get(f"/api/v1/models/{name}/report").status_code == 404
