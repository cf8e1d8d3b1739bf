"""The networks that ship: what they are, and the files that browsers run themselves."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Header, Path, Query, Request, Response
from fastapi.responses import FileResponse

from affetto.api.problems import ProblemError
from affetto.api.schemas.models import ModelOut
from affetto.api.schemas.problems import problems
from affetto.app.model_cards import find_figure, find_report, read_card
from affetto.errors import ModelError
from affetto.inference.registry import ModelSpec, find_model, list_models

router = APIRouter(prefix="/models", tags=["models"])

Name = Annotated[str, Path(description="As `/models` lists it.", examples=["face-emotion"])]

_NOT_FOUND = problems(HTTPStatus.NOT_FOUND)
_FOR_EVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"
# Links into the repository lead nowhere here; their words stay.
_REPOSITORY_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\((?!\w+:|/|#)[^)]*\)")
_FIGURE_LINK = re.compile(r"(!\[[^\]]*\]\()(?!\w+:|/)([^)\s]+)")


@router.get("", summary="List the networks", response_model_exclude_none=True)
def list_networks(request: Request) -> list[ModelOut]:
    """All networks that ship, with their digests, licences and what they were made from."""
    return [_describe(request, spec) for spec in list_models()]


@router.get(
    "/{name}/card",
    summary="Read a network's card",
    response_class=Response,
    responses={
        200: {
            "content": {"text/markdown": {"schema": {"type": "string"}}},
            "description": "Markdown, whose pictures have addresses of this service.",
        },
        **_NOT_FOUND,
    },
)
def show_card(request: Request, name: Name) -> Response:
    """What the network is for, how well it does, on what, and where it fails."""
    spec = _find(name)
    try:
        card = read_card(spec)
    except ModelError as error:
        raise ProblemError(HTTPStatus.NOT_FOUND, str(error), "model") from error
    figures = f"{_address(request, spec)}/figures/"
    card = _FIGURE_LINK.sub(rf"\g<1>{figures}\g<2>", _REPOSITORY_LINK.sub(r"\1", card))
    return Response(card, media_type="text/markdown; charset=utf-8")


@router.get(
    "/{name}/figures/{file}",
    summary="Show a picture of a card",
    response_class=Response,
    responses={
        200: {
            "content": {"image/*": {"schema": {"type": "string", "format": "binary"}}},
            "description": "The picture.",
        },
        **_NOT_FOUND,
    },
)
def show_figure(name: Name, file: str) -> Response:
    """A picture that the card shows."""
    path = find_figure(_find(name), file)
    if path is None:
        raise ProblemError(HTTPStatus.NOT_FOUND, "the card shows no such picture", "model")
    return FileResponse(path)


@router.get(
    "/{name}/report",
    summary="Read how a network was judged",
    response_class=Response,
    responses={
        200: {
            "content": {"application/json": {"schema": {"type": "object"}}},
            "description": "Figures, with the number of pictures and 95% intervals.",
        },
        **_NOT_FOUND,
    },
)
def show_report(name: Name) -> Response:
    """All figures behind the card, as `affetto evaluate` or the training wrote them."""
    path = find_report(_find(name))
    if path is None:
        raise ProblemError(HTTPStatus.NOT_FOUND, "there is no report of this network", "model")
    return FileResponse(path, media_type="application/json")


@router.get(
    "/{name}/weights",
    summary="Load a network's file",
    response_class=Response,
    responses={
        200: {
            "content": {
                "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
            },
            "description": "The ONNX file; its `ETag` is its SHA-256.",
        },
        304: {"description": "It is the one that `If-None-Match` names."},
        **_NOT_FOUND,
    },
)
def load_weights(
    name: Name,
    sha256: Annotated[
        str | None, Query(description="Of the file that is wanted; it may then be kept for ever.")
    ] = None,
    if_none_match: Annotated[str | None, Header()] = None,
) -> Response:
    """The network, so that a browser can run it and no picture leaves the device."""
    spec = _find(name)
    if sha256 is not None and sha256 != spec.sha256:
        raise ProblemError(
            HTTPStatus.NOT_FOUND, "that version of the network is not here any more", "model"
        )
    headers = {
        "ETag": f'"{spec.sha256}"',
        "Cache-Control": _ASK_AGAIN if sha256 is None else _FOR_EVER,
    }
    if if_none_match is not None and spec.sha256 in if_none_match:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return FileResponse(spec.path, media_type="application/octet-stream", headers=headers)


def _find(name: str) -> ModelSpec:
    # Only a name that is listed is looked up, so no name leads out of the folder.
    if name not in {spec.name for spec in list_models()}:
        raise ProblemError(HTTPStatus.NOT_FOUND, f"no network is called {name!r}", "model")
    return find_model(name)


def _describe(request: Request, spec: ModelSpec) -> ModelOut:
    address = _address(request, spec)
    return ModelOut(
        name=spec.name,
        task=spec.task,
        sha256=spec.sha256,
        labels=list(spec.labels),
        licence=spec.licence,
        sources=list(spec.sources),
        command=spec.command,
        bytes=spec.path.stat().st_size,
        card_url=f"{address}/card",
        weights_url=f"{address}/weights?sha256={spec.sha256}",
        report_url=f"{address}/report" if find_report(spec) else None,
    )


def _address(request: Request, spec: ModelSpec) -> str:
    return f"{request.url.path.partition('/models')[0]}/models/{spec.name}"
