"""The page's client is made from the OpenAPI document; neither may change without the other."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from affetto.affect import EMOTION_POINTS
from affetto.api.application import create_app

WEB = Path(__file__).parents[3] / "web"


def test_the_document_in_web_is_the_one_of_the_service() -> None:
    committed = json.loads((WEB / "openapi.json").read_text(encoding="utf-8"))
    assert committed == create_app().openapi(), "it has drifted: cd web && npm run api"


@pytest.mark.skipif(
    shutil.which("node") is None or not (WEB / "node_modules").is_dir(),
    reason="needs Node, and web/node_modules (make web)",
)
def test_the_client_is_made_from_the_document() -> None:
    checked = subprocess.run(
        ["node", "scripts/api.mjs", "--check"],
        cwd=WEB,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr


def test_the_page_places_emotion_words_where_the_service_does() -> None:
    source = (WEB / "src" / "lib" / "emotions.ts").read_text(encoding="utf-8")
    number = r"(-?[\d.]+)"
    placed = {
        word: (float(valence), float(arousal))
        for word, valence, arousal in re.findall(
            rf"(\w+): {{ valence: {number}, arousal: {number} }}", source
        )
    }
    assert placed == {
        str(word): (point.valence, point.arousal) for word, point in EMOTION_POINTS.items()
    }
