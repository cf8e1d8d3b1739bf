from __future__ import annotations

import pytest
from tests.unit.study.studies_for_tests import design

from affetto.errors import InputError
from affetto.study.design import NO_WORD, Vocabulary


@pytest.mark.parametrize("name", ["", "a/b", "..", ".hidden", "-n", "a b", "ä", "x" * 65])
def test_names_that_are_no_file_names_are_refused(name):
    with pytest.raises(InputError):
        design(name=name)


@pytest.mark.parametrize("changes", [{"strategies": ("affect", "affect")}, {"tracks_per_list": 0}])
def test_designs_that_cannot_be_are_refused(changes):
    with pytest.raises(InputError):
        design(**changes)


def test_no_two_words_mean_the_same():
    assert "sad" in Vocabulary.BOTH.words
    assert "sadness" not in Vocabulary.BOTH.words
    assert design().answers[-1] == NO_WORD
