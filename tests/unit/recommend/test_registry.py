import pytest

from affetto.errors import InputError
from affetto.recommend import strategies


def test_every_module_of_the_package_is_a_strategy() -> None:
    assert strategies.list_strategies() == [
        "affect", "knn", "mood", "playlist", "popularity", "random", "targets",
    ]  # fmt: skip
    for name in strategies.list_strategies():
        assert strategies.find_strategy(name).name == name


@pytest.mark.parametrize("name", ["", "nearest", "affect.py", "../affect", "__init__"])
def test_an_unknown_name_is_answered_with_the_known_ones(name: str) -> None:
    with pytest.raises(InputError, match="there are: affect"):
        strategies.find_strategy(name)
