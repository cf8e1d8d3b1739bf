import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from affetto.affect import Affect
from affetto.music import CatalogueFeatures, Track
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.query import Query
from affetto.recommend.strategies import Strategy, list_strategies


@pytest.fixture
def example(root: Path) -> Strategy:
    """The strategy that the guide tells people to write."""
    guide = (root / "docs" / "guides" / "strategies.md").read_text("utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)
    module = ModuleType("loud")
    exec(compile(code, "strategies.md", "exec"), module.__dict__)
    strategy = module.STRATEGY
    assert isinstance(strategy, Strategy)
    return strategy


def test_the_example_of_the_guide_ranks(
    example: Strategy, make_track: Callable[..., Track]
) -> None:
    tracks = [
        make_track(i, catalogue=CatalogueFeatures(loudness_db=loudness))
        for i, loudness in enumerate((-20.0, None, -5.0))
    ]
    found = example.rank(Query(Affect.said("sad")), Catalogue.of(tracks), 5)
    assert [each.track.id for each in found] == [2, 0, 1]
    assert found[0].reasons == ("the loudest of all",)


def test_the_guide_to_matching_names_every_strategy(root: Path) -> None:
    guide = (root / "docs" / "guides" / "matching.md").read_text("utf-8")
    table = guide.split("\n## Strategies\n")[1]
    assert set(re.findall(r"^\| `([a-z]+)` \| [^|]+ \| [^|]+ \|$", table, re.MULTILINE)) == set(
        list_strategies()
    )
