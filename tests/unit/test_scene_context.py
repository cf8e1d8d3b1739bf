import pytest
from hypothesis import given
from hypothesis import strategies as st

from affetto.affect import AffectSource
from affetto.scene_context import (
    NAMED_FROM,
    RELIABLE_TAGS,
    ContextTag,
    combine_contexts,
    count_context,
)

NATURE, WATER, SEA = ContextTag.NATURE, ContextTag.WATER, ContextTag.SEA

contexts = st.dictionaries(st.sampled_from(ContextTag), st.floats(0, 1))


def test_what_is_surely_to_be_seen_counts_by_its_probability() -> None:
    assert count_context(AffectSource.SCENE, {NATURE: 0.9, WATER: NAMED_FROM}) == {
        NATURE: 0.9,
        WATER: NAMED_FROM,
    }


def test_what_would_not_be_named_does_not_count() -> None:
    assert count_context(AffectSource.SCENE, {NATURE: 0.69, SEA: 0.99}) == {}


def test_the_scene_counts_half_beside_faces_that_count_as_well() -> None:
    assert count_context(AffectSource.BOTH, {NATURE: 0.9}) == {NATURE: pytest.approx(0.45)}


@pytest.mark.parametrize("source", [AffectSource.FACES, AffectSource.USER])
def test_nothing_counts_where_the_affect_was_read_from_no_scene(source: AffectSource) -> None:
    assert count_context(source, {NATURE: 0.9}) == {}


@given(st.sampled_from(AffectSource), contexts)
def test_what_counts_is_reliable_and_never_more_than_it_is_probable(
    source: AffectSource, context: dict[ContextTag, float]
) -> None:
    counted = count_context(source, context)
    assert counted.keys() <= set(RELIABLE_TAGS)
    assert all(0 < share <= context[tag] for tag, share in counted.items())


def test_several_pictures_show_the_mean_of_what_each_shows() -> None:
    assert combine_contexts([{NATURE: 0.9, WATER: 0.2}, {NATURE: 0.5}]) == {
        NATURE: pytest.approx(0.7),
        WATER: pytest.approx(0.1),
    }
    assert combine_contexts([{NATURE: 0.9}]) == {NATURE: 0.9}
    assert combine_contexts([{}]) == {}
