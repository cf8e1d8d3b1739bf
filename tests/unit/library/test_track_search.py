"""Pages of tracks: filters and orders, and that no order sorts the whole library."""

from __future__ import annotations

import pytest
from filled_for_tests import keep_file, tell
from sqlalchemy import event

from affetto.affect import Point
from affetto.errors import InputError
from affetto.library.moods import MoodOrigin, MoodStatement
from affetto.library.records import MoodArea, TrackFilter, TrackOrder
from affetto.licences import LicenceUse


def placed(valence: float, arousal: float) -> MoodStatement:
    return MoodStatement(MoodOrigin.CATALOGUE, "test", Point(valence, arousal), 0.1)


@pytest.fixture
def tracks(library) -> dict[str, int]:
    """Numbers of tracks by their titles."""
    return {
        "Étude": tell(
            library, "https://a/1", title="Étude", artist="Zoe", mood=placed(0.5, -0.5), year=1984
        ),
        "apart": tell(library, "https://a/2", title="apart", artist="Yan", year=1990),
        "Beat": tell(library, "https://a/3", title="Beat", artist="Xu", mood=placed(-0.5, 0.5)),
        "Calm": keep_file(library, "/music/sub folder/calm.flac", title="Calm", artist="Wim"),
    }


@pytest.fixture
def page(library):
    """Titles on a page."""

    def read(order=TrackOrder.ARTIST, offset=0, limit=50, descending=False, **wanted) -> list[str]:
        with library.reading() as repository:
            found = repository.page(
                TrackFilter(**wanted), order, descending=descending, offset=offset, limit=limit
            )
        return [track.tags.title for track in found.tracks]

    return read


def test_titles_are_sorted_without_case_and_accents(tracks, page):
    assert page(TrackOrder.TITLE) == ["apart", "Beat", "Calm", "Étude"]
    assert page(TrackOrder.TITLE, descending=True) == ["Étude", "Calm", "Beat", "apart"]


def test_the_newest_come_first_where_that_is_asked(tracks, page):
    assert page(TrackOrder.ADDED, descending=True) == ["Calm", "Beat", "apart", "Étude"]


def test_what_lies_nowhere_follows_by_artist_either_way(tracks, page):
    assert page(TrackOrder.VALENCE) == ["Beat", "Étude", "Calm", "apart"]
    assert page(TrackOrder.VALENCE, descending=True) == ["Étude", "Beat", "Calm", "apart"]
    assert page(TrackOrder.AROUSAL) == ["Étude", "Beat", "Calm", "apart"]


def test_pages_make_up_the_whole_wherever_they_are_cut(tracks, page):
    for order in TrackOrder:
        whole = page(order)
        for size in (1, 2, 3):
            cut = [page(order, offset=offset, limit=size) for offset in range(0, 6, size)]
            assert [title for part in cut for title in part] == whole


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"text": "etude"}, {"Étude"}),
        ({"text": "sub calm"}, {"Calm"}),
        ({"text": "sub etude"}, set()),
        ({"text": "%"}, set()),
        ({"decades": (1980, 1990)}, {"Étude", "apart"}),
        ({"area": MoodArea(min_valence=0.5)}, {"Étude"}),
        ({"area": MoodArea()}, {"Étude", "Beat"}),
        ({"licence": LicenceUse.PERSONAL}, {"Calm"}),
        ({"licence": LicenceUse.FILM}, set()),
        ({"text": "a", "area": MoodArea(max_arousal=0.9), "decades": (1980,)}, set()),
        ({"liked_by": "nobody"}, set()),
    ],
)
def test_a_track_passes_when_all_that_is_asked_holds(library, tracks, page, wanted, found):
    assert set(page(**wanted)) == found
    assert library.count(TrackFilter(**wanted)) == len(found)


def test_how_many_pass_is_told_on_every_page(library, tracks):
    with library.reading() as repository:
        for offset, limit in [(0, 50), (0, 4), (1, 2), (3, 2), (4, 2), (9, 1)]:
            found = repository.page(TrackFilter(), offset=offset, limit=limit)
            assert (found.total, len(found.tracks)) == (4, min(limit, max(0, 4 - offset)))


@pytest.mark.parametrize("wanted", [{"decades": (1984,)}, {"genres": ("!",)}])
def test_filters_that_nothing_can_pass_are_refused(wanted):
    with pytest.raises(InputError):
        TrackFilter(**wanted)


def test_an_area_without_inside_is_refused():
    with pytest.raises(InputError, match="min_arousal"):
        MoodArea(min_arousal=0.5, max_arousal=0.2)


@pytest.mark.parametrize("order", [order for order in TrackOrder if order != TrackOrder.AROUSAL])
@pytest.mark.parametrize("descending", [False, True])
def test_the_first_page_walks_along_an_index(library, tracks, page, order, descending):
    """The order of arousal alone is made by going through an index of moods."""
    asked: list[tuple[str, object]] = []
    engine = library._engine
    event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2:4]))
    page(order, descending=descending, limit=1)
    sql, parameters = next(entry for entry in asked if "ORDER BY" in entry[0])
    with engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", parameters).all()
    # "FOR RIGHT PART OF ORDER BY" only sorts tracks of equal value.
    assert not [step for step in plan if step.detail == "USE TEMP B-TREE FOR ORDER BY"], plan


def test_all_moods_are_told_where_they_are_few(library, tracks):
    with library.reading() as repository:
        columns = repository.moods(10)
    assert columns.ids.tolist() == [tracks["Beat"], tracks["Étude"]]
    assert columns.valence.tolist() == [-0.5, 0.5]
    assert columns.arousal.tolist() == [0.5, -0.5]
    assert (columns.left_out, columns.without_mood) == (0, 2)


@pytest.mark.parametrize("most", [1, 3, 7, 19])
def test_of_many_moods_as_many_are_told_as_there_may_be(library, most):
    for number in range(20):
        tell(library, f"https://a/{number}", title=f"{number}", mood=placed(number / 20, 0.0))
    with library.reading() as repository:
        columns = repository.moods(most)
    assert len(columns.ids) == most
    assert columns.left_out == 20 - most
    gaps = [b - a for a, b in zip(columns.valence, columns.valence[1:], strict=False)]
    assert not gaps or max(gaps) - min(gaps) < 0.051
