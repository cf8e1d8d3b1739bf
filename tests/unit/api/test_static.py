import gzip

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from affetto.api.problems import install_problem_handlers
from affetto.api.response_headers import CONTENT_SECURITY_POLICY
from affetto.api.web_page import is_built, mount_page


@pytest.fixture
def page(tmp_path):
    """A built page, and beside it what is nobody's business."""
    (tmp_path / "secret.txt").write_text("secret")
    folder = tmp_path / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>Affetto</title>")
    (folder / "assets" / "index-4f2a.js").write_text("export {};")
    (folder / "assets" / "ort-9c1b.wasm").write_bytes(b"\0asm")
    (folder / "manifest.webmanifest").write_text("{}")
    return folder


def browse(folder) -> TestClient:
    app = FastAPI()
    install_problem_handlers(app)
    mount_page(app, folder)
    return TestClient(app)


@pytest.mark.parametrize("path", ["/", "/library", "/history/17", "/study/a/b"])
def test_every_view_is_the_page(page, path) -> None:
    answer = browse(page).get(path)
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["cache-control"] == "no-cache"
    assert "Affetto" in answer.text


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/assets/index-4f2a.js", "text/javascript"),
        ("/assets/ort-9c1b.wasm", "application/wasm"),
        ("/manifest.webmanifest", "application/manifest+json"),
    ],
)
def test_files_have_the_types_that_browsers_ask_for(page, path, media_type) -> None:
    answer = browse(page).get(path)
    assert answer.headers["content-type"].split(";")[0] == media_type


def test_files_named_by_their_content_are_kept_for_ever(page) -> None:
    browser = browse(page)
    assert "immutable" in browser.get("/assets/index-4f2a.js").headers["cache-control"]
    assert browser.get("/manifest.webmanifest").headers["cache-control"] == "no-cache"


def test_what_the_browser_has_is_not_sent_again(page) -> None:
    browser = browse(page)
    tag = browser.get("/").headers["etag"]
    again = browser.get("/", headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert again.content == b""


@pytest.mark.parametrize(
    "path",
    [
        "/missing.js",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/%00.js",
        "/api/nothing",
        f"/{'a' * 5000}.js",
    ],
)
def test_nothing_else_is_there(page, path) -> None:
    answer = browse(page).get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert "secret" not in answer.text


def test_a_link_out_of_the_folder_is_not_followed(page) -> None:
    (page / "link.txt").symlink_to(page.parent / "secret.txt")
    assert browse(page).get("/link.txt").status_code == 404


def test_a_page_that_is_not_built_says_how_to_build_it(tmp_path) -> None:
    assert not is_built(tmp_path)
    answer = browse(tmp_path).get("/")
    assert answer.status_code == 404
    assert answer.json()["type"] == "urn:affetto:problem:page-not-built"
    assert "make web" in answer.json()["detail"]


def test_every_answer_tells_browsers_to_be_careful(client) -> None:
    for path in ("/", "/api/v1/options", "/api/v1/nothing", "/healthz"):
        headers = client.get(path).headers
        assert headers["content-security-policy"] == CONTENT_SECURITY_POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert headers["cross-origin-embedder-policy"] == "credentialless"
    assert client.get("/api/v1/options").headers["cache-control"] == "no-store"


def test_a_foreign_host_has_the_same_headers(client) -> None:
    refused = client.get("/api/v1/options", headers={"Host": "evil.example"})
    assert refused.status_code == 403
    assert refused.headers["content-security-policy"] == CONTENT_SECURITY_POLICY


@pytest.fixture
def packed_page(page):
    """The page with its script packed in both ways."""
    script = page / "assets" / "index-4f2a.js"
    (page / "assets" / "index-4f2a.js.gz").write_bytes(gzip.compress(script.read_bytes()))
    (page / "assets" / "index-4f2a.js.br").write_bytes(b"packed by brotli")
    return page


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("*", "br"),
        ("identity", None),
        ("gzip;q=0", None),
        ("br;q=nonsense", None),
        ("", None),
    ],
)
def test_files_are_sent_packed_as_the_browser_takes_them(packed_page, accepted, encoding) -> None:
    path, wish = "/assets/index-4f2a.js", {"Accept-Encoding": accepted}
    with browse(packed_page).stream("GET", path, headers=wish) as answer:
        assert answer.headers.get("content-encoding") == encoding
        assert answer.headers["content-type"].startswith("text/javascript")
        assert answer.headers["vary"] == "Accept-Encoding"
        packed = b"".join(answer.iter_raw())
    if encoding != "br":
        assert (gzip.decompress(packed) if encoding else packed) == b"export {};"


def test_what_was_not_packed_is_sent_as_it_is(packed_page) -> None:
    wish = {"Accept-Encoding": "gzip, br"}
    answer = browse(packed_page).get("/assets/ort-9c1b.wasm", headers=wish)
    assert "content-encoding" not in answer.headers
    assert answer.content == b"\0asm"
