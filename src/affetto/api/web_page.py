"""The page: a single-page application that is built into the package."""

from __future__ import annotations

import mimetypes
from http import HTTPStatus
from importlib import resources
from pathlib import Path, PurePosixPath

from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse
from starlette.staticfiles import NotModifiedResponse

from affetto.api.problems import ProblemError

INDEX = "index.html"

# Vite puts a digest of the content into the names of what lies there.
_HASHED_FOLDER = "assets"
_FOR_EVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"
# Encodings that files are built in besides, the smallest first.
_SUFFIXES = {"br": ".br", "gzip": ".gz"}
# Not in every system's list of types, and modules of another type are refused by browsers.
_TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
}


def page_folder() -> Path:
    """Where the built page lies, whether or not it was built."""
    return Path(str(resources.files("affetto.api"))) / "web" / "dist"


def is_built(folder: Path | None = None) -> bool:
    """Whether the page was built."""
    return ((folder or page_folder()) / INDEX).is_file()


def mount_page(app: FastAPI, folder: Path | None = None) -> None:
    """Answers every path that nothing else answers with the page, or with a file of it.

    Args:
        app: all of whose other paths are declared already.
        folder: None for what is built into the package.
    """
    root = (folder or page_folder()).resolve()

    @app.api_route("/{path:path}", methods=["GET", "HEAD"], include_in_schema=False)
    def show_page(request: Request, path: str) -> Response:
        if path.startswith("api/"):
            raise _not_found()
        return send_file(request, root, path)


def send_file(request: Request, root: Path, path: str) -> Response:
    """The answer to a request for a path of the page.

    Raises:
        ProblemError: there is no such file, or the page was not built.
    """
    file = _find_file(root, path)
    if file is None:
        raise _not_found() if is_built(root) else _not_built()
    return _answer(request, root, file)


def _find_file(root: Path, path: str) -> Path | None:
    """The file of a path: names without a suffix are views of the page."""
    if not PurePosixPath(path).suffix:
        path = INDEX
    try:
        file = (root / path).resolve()
        is_there = file.is_relative_to(root) and file.is_file()
    except (OSError, ValueError):  # names too long, or with a null in them
        return None
    return file if is_there else None


def _answer(request: Request, root: Path, file: Path) -> Response:
    is_hashed = file.parent == root / _HASHED_FOLDER
    headers = {
        "Cache-Control": _FOR_EVER if is_hashed else _ASK_AGAIN,
        "Vary": "Accept-Encoding",
    }
    encoding = _choose_encoding(request, file)
    if encoding is not None:
        headers["Content-Encoding"] = encoding
    sent = file if encoding is None else _encoded(file, encoding)
    response = FileResponse(
        sent,
        stat_result=sent.stat(),
        media_type=_TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0],
        headers=headers,
    )
    if request.headers.get("if-none-match") == response.headers["etag"]:
        return NotModifiedResponse(response.headers)
    return response


def _choose_encoding(request: Request, file: Path) -> str | None:
    """The first of the encodings that the browser takes and the file was built in."""
    weights = _read_weights(request.headers.get("accept-encoding", ""))
    for encoding in _SUFFIXES:
        weight = weights.get(encoding, weights.get("*", 0.0))
        if weight > 0 and _encoded(file, encoding).is_file():
            return encoding
    return None


def _read_weights(accepted: str) -> dict[str, float]:
    """`Accept-Encoding` (RFC 9110, 12.5.3): how much each encoding is wished for."""
    weights = {}
    for wish in accepted.lower().split(","):
        name, _, weight = (part.strip() for part in wish.partition(";"))
        try:
            weights[name] = float(weight.removeprefix("q=")) if weight else 1.0
        except ValueError:
            weights[name] = 0.0
    return weights


def _encoded(file: Path, encoding: str) -> Path:
    return file.with_name(file.name + _SUFFIXES[encoding])


def _not_found() -> ProblemError:
    return ProblemError(HTTPStatus.NOT_FOUND, "there is nothing at this address")


def _not_built() -> ProblemError:
    return ProblemError(
        HTTPStatus.NOT_FOUND,
        "the page is not built; `make web` builds it, and the service under /api/v1 does without",
        "page-not-built",
    )
