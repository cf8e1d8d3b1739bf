"""Context labels: ours of OASIS, and those a folder brings."""

from __future__ import annotations

import numpy as np
import pytest

from affetto.errors import InputError
from affetto.scene_context import ContextTag
from affetto.training.datasets.oasis import load_oasis
from affetto.training.datasets.oasis_context import load_context

TAGS = ["sea", "snow"]


def write(folder, text: str) -> None:
    (folder / "context.csv").write_text("theme,tags\n" + text)


def test_reads_the_labels_a_folder_brings(tmp_path):
    write(tmp_path, "Beach 1,sea\nSkier 1,snow\nHut 1,\nFjord 1,sea snow\n")
    labels = load_context(tmp_path, ["Fjord 1", "Hut 1", "Beach 1", "Cat 1"], TAGS, at_least=1)
    assert labels[:3].tolist() == [[1, 1], [0, 0], [1, 0]]
    assert np.isnan(labels[3]).all()  # nobody labelled the cat


def test_says_which_line_names_an_unknown_tag(tmp_path):
    write(tmp_path, "Beach 1,sea\nSkier 1,snwo\n")
    with pytest.raises(InputError, match=r"context\.csv: line 3: no tag is called 'snwo'"):
        load_context(tmp_path, ["Beach 1"], TAGS, at_least=1)


def test_says_which_line_is_not_of_the_form(tmp_path):
    write(tmp_path, "Beach 1\n")
    with pytest.raises(InputError, match="line 2: not a row of theme and tags"):
        load_context(tmp_path, ["Beach 1"], TAGS, at_least=1)


@pytest.mark.parametrize(
    ("rows", "meaning"),
    [
        ("A,snow\nB,\n", "'sea' is shown in 0"),
        ("A,sea snow\nB,sea\n", "known not to be shown in 0"),
    ],
)
def test_a_tag_that_cannot_be_learned_is_refused(tmp_path, rows, meaning):
    write(tmp_path, rows)
    with pytest.raises(InputError, match=meaning):
        load_context(tmp_path, ["A", "B"], TAGS, at_least=1)


def test_our_labels_cover_every_picture_of_oasis_and_every_tag(shared_data):
    pictures = load_oasis(shared_data / "oasis")
    labels = load_context(shared_data / "oasis", pictures.themes, list(ContextTag), at_least=5)
    assert np.isfinite(labels).all()
    shown = dict(zip(pictures.themes, labels, strict=True))
    tags = list(ContextTag)
    assert shown["Beach 2"][tags.index(ContextTag.SEA)] == 1
    assert shown["Beach 2"][tags.index(ContextTag.INDOORS)] == 0
