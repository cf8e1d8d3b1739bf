"""The OpenAPI document: what FastAPI finds out by itself, and what every path has in common."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from affetto.api.schemas.affect import PictureIn
from affetto.api.schemas.matches import MatchIn
from affetto.api.schemas.problems import Problem, problems

_SCHEMAS = "#/components/schemas/{model}"
# Bodies that are read from the stream, and the body of every error.
_FURTHER_MODELS: tuple[type[BaseModel], ...] = (PictureIn, MatchIn, Problem)
# What FastAPI documents for errors of validation, which leave as problems here.
_UNUSED_MODELS = ("HTTPValidationError", "ValidationError")
_METHODS = ("get", "put", "post", "delete", "patch")

_DESCRIPTION = """Reads the emotion in pictures and finds the music that fits.

Every error is a problem (RFC 9457) with a sentence for people in `detail`. Pictures are processed
in memory and never stored. What is inferred is an expression, not a feeling: say so to whoever is
shown it (EU AI Act, art. 50(3))."""


def install_openapi(app: FastAPI) -> None:
    """Lets `app` answer with the document of `build_openapi`, built when it is first asked for."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = build_openapi(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign] # FastAPI's documented way


def build_openapi(app: FastAPI) -> dict[str, Any]:
    """The document of all paths."""
    document = get_openapi(
        title=app.title, version=app.version, description=_DESCRIPTION, routes=app.routes
    )
    _, further = models_json_schema(
        [(model, "validation") for model in _FURTHER_MODELS], ref_template=_SCHEMAS
    )
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    schemas |= further["$defs"]
    for name in _UNUSED_MODELS:
        schemas.pop(name, None)
    for path in document["paths"].values():
        for method in _METHODS:
            if method in path:
                _document_problems(path[method])
    return document


def _document_problems(operation: dict[str, Any]) -> None:
    """Adds the errors that any path may answer with, where it does not describe its own."""
    responses = operation["responses"]
    for status, response in problems().items():
        described = responses.get(str(status))
        if described is None or "application/json" in described.get("content", {}):
            responses[str(status)] = response
