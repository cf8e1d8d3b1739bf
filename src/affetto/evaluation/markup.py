"""Pieces of HTML that reports are made of."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FACE_USES = """<p>An expression is what a face shows, not what a person feels. These figures speak
of the pictures they were measured on. Inferring the emotions of people at work or in education is
banned in the European Union (AI Act, art. 5(1)(f)).</p>"""
_JPEG_QUALITY = 88


def table(headings: Sequence[str], rows: Sequence[Sequence[object]], *, prose: bool = False) -> str:
    """A table of plain text.

    Args:
        prose: whether cells may break into lines; figures should not.
    """
    head = "".join(f"<th>{escape(heading)}</th>" for heading in headings)
    body = "\n".join(
        "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows
    )
    kind = ' class="prose"' if prose else ""
    return f"<table{kind}><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table>"


def paragraph(text: str) -> str:
    """A paragraph of plain text."""
    return f"<p>{escape(text)}</p>"


def unfolding(summary: str, *parts: str) -> str:
    """A part of the page that opens when asked."""
    body = "\n".join(parts)
    return f"<details><summary>{escape(summary)}</summary>\n{body}</details>"


def gallery(pictures: Sequence[tuple[NDArray[np.uint8], str, str]]) -> str:
    """Small pictures side by side.

    Args:
        pictures: uint8 [height, width] grey or [height, width, 3] RGB, with the words below each
            and the name of its origin, shown when pointed at.
    """
    return f'<div class="gallery">{"".join(_show(*each) for each in pictures)}</div>'


def _show(picture: NDArray[np.uint8], caption: str, origin: str) -> str:
    return (
        f'<figure title="{escape(origin)}"><img alt="{escape(caption)}" '
        f'src="{_picture_url(picture)}"><figcaption>{escape(caption)}</figcaption></figure>'
    )


def _picture_url(picture: NDArray[np.uint8]) -> str:
    file = io.BytesIO()
    # Faces of 48 pixels are small without loss, photographs of landscapes are not.
    kind = "png" if picture.ndim == 2 else "jpeg"
    Image.fromarray(picture).save(file, kind, quality=_JPEG_QUALITY)
    return f"data:image/{kind};base64,{base64.b64encode(file.getvalue()).decode('ascii')}"
