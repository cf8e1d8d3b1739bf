"""The answers of a study as a table that may be published: nobody can be told from it.

It has no links, and no time finer than a day; participants are random numbers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from affetto.study.design import StudyDesign, StudyPicture
from affetto.study.responses import Response
from affetto.text import inert_cell, printable


def write_csv(
    design: StudyDesign,
    pictures: Sequence[StudyPicture],
    responses: Sequence[Response],
    *,
    with_comments: bool,
) -> str:
    """CSV (RFC 4180): a row for each picture that a participant answered.

    Args:
        with_comments: whether what people wrote is in it, which may tell who they are.
    """
    names = {picture.number: printable(picture.name) for picture in pictures}
    rows = [_row(design, names, response) for response in responses]
    columns = _columns(design)
    if with_comments:
        columns = (*columns, "comment")
    table = io.StringIO(newline="")
    writer = csv.DictWriter(table, columns, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return table.getvalue()


def _columns(design: StudyDesign) -> tuple[str, ...]:
    first, second = design.strategies
    return (
        "participant", "day", "position", "picture", "picture_name", "word", "valence", "arousal",
        "side_a", "preferred", f"fit_{first}", f"fit_{second}",
    )  # fmt: skip


def _row(design: StudyDesign, names: Mapping[int, str], response: Response) -> dict[str, Any]:
    first, second = design.strategies
    point, judgement = response.emotion.point, response.judgement
    row = {
        "participant": response.participant,
        "day": response.day.isoformat(),
        "position": response.position,
        "picture": response.picture,
        "picture_name": inert_cell(names[response.picture]),
        "word": response.emotion.word,
        "valence": None if point is None else round(point.valence, 4),
        "arousal": None if point is None else round(point.arousal, 4),
        "side_a": first if response.first_on == "a" else second,
    }
    if judgement is None or response.lists is None:
        return row
    return row | {
        "preferred": {1: first, -1: second, 0: "no difference"}[judgement.preference],
        f"fit_{first}": judgement.fits[0],
        f"fit_{second}": judgement.fits[1],
        "comment": inert_cell(response.lists.comment),
    }
