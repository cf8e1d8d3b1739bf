import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from affetto.recommend.plane_index import Boxes, PlaneIndex

unhurried = settings(max_examples=60, deadline=None)

COUNTS = [0, 1, 2, 255, 257, 9_000, 30_000]


def places(n: int, seed: int, *, coarse: bool) -> tuple[np.ndarray, ...]:
    """Clustered places, some unknown; coarse ones coincide in great numbers."""
    rng = np.random.default_rng(seed)
    x, y = rng.normal(rng.choice([-0.4, 0.5], n), 0.2, (2, n)).astype(np.float32)
    if coarse:
        x, y = x.round(1), y.round(1)
    x[rng.random(n) < 0.05] = np.nan
    doubt = rng.choice([0.0, 0.2, 0.5, np.nan], n).astype(np.float32)
    return x, y, doubt


def closeness(x: np.ndarray, y: np.ndarray, doubt: np.ndarray, wanted: tuple[float, float]):
    def score(rows: np.ndarray) -> np.ndarray:
        apart = np.abs(x[rows] - wanted[0]) + 2 * np.abs(y[rows] - wanted[1])
        return np.exp2(-apart - np.nan_to_num(doubt[rows]))

    def bound(boxes: Boxes) -> np.ndarray:
        apart = boxes.distance_x(wanted[0]) + 2 * boxes.distance_y(wanted[1])
        return np.exp2(-apart - boxes.doubt_low)

    return score, bound


@unhurried
@given(
    n=st.sampled_from(COUNTS),
    seed=st.integers(0, 1000),
    coarse=st.booleans(),
    wanted=st.tuples(st.floats(-1.5, 1.5), st.floats(-1.5, 1.5)),
    k=st.sampled_from([0, 1, 10, 500, 40_000]),
    share=st.sampled_from([None, 0.0, 0.001, 0.5, 1.0]),
)
@example(n=30_000, seed=1, coarse=True, wanted=(0.5, 0.5), k=10, share=0.9)
def test_finds_what_scoring_and_sorting_everything_finds(n, seed, coarse, wanted, k, share) -> None:
    x, y, doubt = places(n, seed, coarse=coarse)
    score, bound = closeness(x, y, doubt, wanted)
    allowed = None if share is None else np.random.default_rng(seed + 1).random(n) < share
    rows, scores = PlaneIndex.of(x, y, doubt).best(score, bound, k, allowed)

    candidates = np.flatnonzero(~np.isnan(x) & (True if allowed is None else allowed))
    everything = score(candidates)
    naive = np.lexsort((candidates, -everything))[:k]
    assert rows.tolist() == candidates[naive].tolist()
    assert scores.tolist() == everything[naive].tolist()


def test_looks_at_a_small_part_of_a_large_plane() -> None:
    x, y, doubt = places(100_000, 3, coarse=False)
    score, bound = closeness(x, y, doubt, (0.4, 0.4))
    looked_at = []

    def counting(rows: np.ndarray) -> np.ndarray:
        looked_at.append(len(rows))
        return score(rows)

    PlaneIndex.of(x, y, doubt).best(counting, bound, 10)
    assert sum(looked_at) < 10_000


def test_every_track_lies_in_the_box_of_its_cell() -> None:
    x, y, doubt = places(5_000, 5, coarse=False)
    index = PlaneIndex.of(x, y, doubt)
    sizes = np.diff(index.starts)
    low_x, high_x, low_y, high_y = (
        np.repeat(edge, sizes)
        for edge in (index.boxes.x_low, index.boxes.x_high, index.boxes.y_low, index.boxes.y_high)
    )
    assert ((x[index.members] >= low_x) & (x[index.members] <= high_x)).all()
    assert ((y[index.members] >= low_y) & (y[index.members] <= high_y)).all()
    assert (np.nan_to_num(doubt[index.members]) >= np.repeat(index.boxes.doubt_low, sizes)).all()
    assert sorted(index.members.tolist()) == np.flatnonzero(~np.isnan(x)).tolist()


@pytest.mark.parametrize(("place", "distance"), [(-1.0, 0.75), (-0.25, 0), (0.1, 0), (0.75, 0.5)])
def test_a_box_tells_how_far_its_nearest_place_is(place: float, distance: float) -> None:
    edges = [np.array([edge], np.float32) for edge in (-0.25, 0.25, -0.25, 0.25, 0)]
    boxes = Boxes(*edges)
    assert boxes.distance_x(place) == boxes.distance_y(place) == pytest.approx(distance)
