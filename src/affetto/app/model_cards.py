"""What is written of the networks that ship, for people."""

from __future__ import annotations

from pathlib import Path

import affetto
from affetto.errors import ModelError
from affetto.inference.registry import ModelSpec

# What `affetto evaluate` found out, or else what training measured.
_REPORT_SUFFIXES = (".evaluation.json", ".metrics.json")
_FIGURE_SUFFIXES = (".png", ".svg")


def read_card(spec: ModelSpec) -> str:
    """A network's card, Markdown.

    Raises:
        ModelError: this installation does not have it.
    """
    try:
        return (_cards_folder(spec) / Path(spec.card).name).read_text(encoding="utf-8")
    except OSError as error:
        raise ModelError(f"the card of {spec.name} is not installed") from error


def find_report(spec: ModelSpec) -> Path | None:
    """The file of figures by which a network was judged, JSON; None where there is none."""
    candidates = (_cards_folder(spec) / f"{spec.name}{suffix}" for suffix in _REPORT_SUFFIXES)
    return next((path for path in candidates if path.is_file()), None)


def find_figure(spec: ModelSpec, name: str) -> Path | None:
    """The file of a picture that a card shows; None where it shows none of that name."""
    folder = _cards_folder(spec)
    belongs = name.startswith(f"{spec.name}-") and name.endswith(_FIGURE_SUFFIXES)
    # Only a name that is listed is opened, so no name leads out of the folder.
    if not belongs or not folder.is_dir():
        return None
    return next((path for path in folder.iterdir() if path.name == name), None)


def _cards_folder(spec: ModelSpec) -> Path:
    """Beside the network in an installed package, in the documentation of a checkout."""
    installed = spec.path.parent / "cards"
    if installed.is_dir():
        return installed
    return Path(affetto.__file__).parents[2] / Path(spec.card).parent
