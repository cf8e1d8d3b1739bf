"""How quickly tracks are found in large libraries, beside scikit-learn and pandas.

    python benchmarks/recommend.py --sizes 10000 100000 1000000 10000000
        --plot docs/images/recommend-growth.svg --load 1000000

Needs the `dev` extra (pandas, scikit-learn, matplotlib). All four answer the same query in turns,
within one run on one thread: the ten tracks nearest to a mood that pass three filters (genre,
decade, licence), spread over artists. Times are processor time of the process, which other work
on the same machine lengthens less than time on the clock; the ratios hold on other machines.

`--load` also writes as many tracks to SQLite and measures how long their columns take to load.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.neighbors import NearestNeighbors
from threadpoolctl import threadpool_limits

from affetto.affect import EMOTION_POINTS, Affect, AffectSource, FaceEmotion, expected_point
from affetto.library.music_library import Library
from affetto.licences import LicenceUse, allows
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.filters import Filters
from affetto.recommend.fit import HALF_FIT_DISTANCE, MINKOWSKI_EXPONENT, fits, shares_of
from affetto.recommend.query import Query
from affetto.recommend.reranking import Repetitions, spread_repetitions
from affetto.recommend.strategies import find_strategy
from affetto.recommend.wishes import wishes_for
from affetto.text import words_key
from synthetic_library import SyntheticTracks, write_library

K = 10
# Neighbours that the tree is first asked for; as filters let few of them through, then more.
NEIGHBOURS = 200
GENRES = ("rock", "pop", "jazz", "folk", "electronic", "classical", "metal", "blues")
TRACKS_QUERY = (
    "SELECT id, valence, arousal, mood_uncertainty, year, duration_s, popularity, is_explicit,"
    " artist, album FROM tracks"
)
DECADES = (1980, 1990, 2000, 2010)


# Answers a query with the ids of ten tracks.
Recommender = Callable[[Query], list[int]]


@dataclass(frozen=True)
class Timing:
    """Milliseconds of processor time of every call of one recommender."""

    name: str
    n: int
    ms: NDArray[np.float64]

    def quantile(self, share: float) -> float:
        """Milliseconds in which `share` of the calls were done."""
        return float(np.quantile(self.ms, share))


def draw_queries(count: int, seed: int) -> list[Query]:
    """Queries with three filters; a third ask for all that a face shows, seven emotions at once.

    Half of the filters let about a track in a hundred through, the others every fourth.
    """
    rng = np.random.default_rng(seed)
    words = sorted(EMOTION_POINTS)
    queries = []
    for number in range(count):
        word = words[rng.integers(len(words))]
        affect = Affect.said(word) if number % 3 else face_affect(rng)
        narrow = Filters(
            genres=(GENRES[rng.integers(len(GENRES))],),
            decades=(DECADES[rng.integers(len(DECADES))],),
            licence=LicenceUse.PERSONAL,
        )
        wide = Filters(
            genres=tuple(rng.choice(GENRES, 3, replace=False).tolist()),
            decades=DECADES[1:],
            licence=LicenceUse.PERSONAL,
        )
        queries.append(Query(affect, filters=narrow if number % 2 else wide))
    return queries


def face_affect(rng: np.random.Generator) -> Affect:
    probabilities = rng.dirichlet(np.full(len(FaceEmotion), 0.5))
    emotions = dict(zip(FaceEmotion, probabilities.tolist(), strict=True))
    centre = expected_point(emotions)
    return Affect(emotions, centre, max(emotions.values()), AffectSource.FACES)


class Affetto:
    """The strategy `affect`, as `affetto match` runs it."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._strategy = find_strategy("affect")

    def __call__(self, query: Query) -> list[int]:
        """Ids of the ten tracks for a query."""
        return [r.track.id for r in self._strategy.rank(query, self._catalogue, K)]


class PandasScan:
    """A scan of a table: mask, score what is left, sort, spread. It gives the same ten tracks.

    Genres stand in a table of their own with categories, the quickest way we found.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self.tracks = pd.DataFrame(
            {
                "decade": catalogue.year // 10 * 10,
                "licence": pd.Categorical.from_codes(
                    catalogue.licences.codes, list(catalogue.licences.words)
                ),
                "is_file": catalogue.services.having(
                    [s == "file" for s in catalogue.services.labels]
                ),
                "has_mood": ~np.isnan(catalogue.valence),
            }
        )
        self.genres = pd.DataFrame(
            {
                "track": np.repeat(np.arange(len(catalogue)), np.diff(catalogue.genres.starts)),
                "genre": pd.Categorical.from_codes(
                    catalogue.genres.codes, list(catalogue.genres.labels)
                ),
            }
        )

    def mask(self, filters: Filters) -> NDArray[np.bool_]:
        """[n], which tracks pass."""
        wanted = [words_key(genre) for genre in filters.genres]
        names = [
            name
            for name in self.genres["genre"].cat.categories
            if any(key in words_key(name) for key in wanted)
        ]
        has_genre = np.zeros(len(self.tracks), np.bool_)
        has_genre[self.genres.loc[self.genres["genre"].isin(names), "track"]] = True
        licences = self.tracks["licence"].cat.categories
        open_ones = [text for text in licences if allows(text, "", filters.licence)]
        passes = (
            self.tracks["has_mood"]
            & self.tracks["decade"].isin(filters.decades)
            & (self.tracks["is_file"] | self.tracks["licence"].isin(open_ones))
            & has_genre
        )
        return passes.to_numpy()

    def __call__(self, query: Query) -> list[int]:
        """Ids of the ten tracks for a query."""
        rows = np.flatnonzero(self.mask(query.filters))
        wishes = wishes_for(query.affect)
        scores = pd.Series(np.minimum(shares_of(wishes) @ fits(wishes, self._catalogue, rows), 1.0))
        return spread(self._catalogue, rows, scores.to_numpy())


class Brute:
    """scikit-learn's brute force over what the filters leave.

    It answers a simpler question: the nearest places, without doubt of the tracks' moods, voices,
    tempo or mode, and to one emotion only.
    """

    def __init__(self, catalogue: Catalogue, table: PandasScan) -> None:
        self._catalogue = catalogue
        self._table = table
        self._places = np.stack((catalogue.perceived_valence, catalogue.perceived_arousal), axis=1)

    def __call__(self, query: Query) -> list[int]:
        """Ids of the ten tracks for a query."""
        rows = np.flatnonzero(self._table.mask(query.filters))
        wanted, scale = wanted_place(query)
        neighbours = NearestNeighbors(algorithm="brute", p=MINKOWSKI_EXPONENT)
        neighbours.fit(self._places[rows] * scale)
        count = min(len(rows), 8 * K)
        distances, found = neighbours.kneighbors(wanted[None], count)
        order = np.argsort(found[0])
        fit = np.exp2(-distances[0] / HALF_FIT_DISTANCE)
        return spread(self._catalogue, rows[found[0][order]], fit[order])


class Tree:
    """scikit-learn's k-d tree over everything, asked for more until enough of it passes.

    A tree is built for one scale of the axes, so it cannot weigh them by the wish.
    """

    def __init__(self, catalogue: Catalogue, table: PandasScan) -> None:
        self._catalogue = catalogue
        self._table = table
        self._rows = np.flatnonzero(catalogue.has_mood)
        places = np.stack((catalogue.perceived_valence, catalogue.perceived_arousal), axis=1)
        self._neighbours = NearestNeighbors(algorithm="kd_tree", p=MINKOWSKI_EXPONENT)
        self._neighbours.fit(places[self._rows])

    def __call__(self, query: Query) -> list[int]:
        """Ids of the ten tracks for a query."""
        mask = self._table.mask(query.filters)
        wanted, scale = wanted_place(query)
        count = min(NEIGHBOURS, len(self._rows))
        while True:
            distances, found = self._neighbours.kneighbors((wanted / scale)[None], count)
            rows = self._rows[found[0]]
            passing = mask[rows]
            if passing.sum() >= 8 * K or count == len(self._rows):
                break
            count = min(4 * count, len(self._rows))
        rows, fit = rows[passing], np.exp2(-distances[0][passing] / HALF_FIT_DISTANCE)
        order = np.argsort(rows)
        return spread(self._catalogue, rows[order], fit[order])


def wanted_place(query: Query) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The place of the likeliest wish, on axes scaled as its distance weighs them; the scale."""
    wish = max(wishes_for(query.affect), key=lambda wish: wish.share)
    weights = np.array([wish.valence_weight, 1 - wish.valence_weight])
    scale = weights ** (1 / MINKOWSKI_EXPONENT)
    return scale * (wish.point.valence, wish.point.arousal), scale


def spread(catalogue: Catalogue, rows: NDArray[np.intp], scores: NDArray[np.float64]) -> list[int]:
    ranked = spread_repetitions(rows, scores, Repetitions.after((), catalogue), K)
    return catalogue.ids[[place.index for place in ranked]].tolist()


def time_in_turns(
    recommenders: dict[str, Recommender], queries: Sequence[Query], n: int
) -> list[Timing]:
    """Every query to each in turn, so that what else the machine does meets them all alike."""
    ms: dict[str, list[float]] = {name: [] for name in recommenders}
    for recommend in recommenders.values():
        recommend(queries[0])  # what is made once is made now
    for query in queries:
        for name, recommend in recommenders.items():
            started = time.process_time()
            recommend(query)
            ms[name].append(1000 * (time.process_time() - started))
    return [Timing(name, n, np.array(times)) for name, times in ms.items()]


def check_equal(affetto: Affetto, scan: PandasScan, queries: Sequence[Query]) -> None:
    """Affetto skips what cannot be among the ten; it must find what the scan of all finds."""
    for query in queries:
        if affetto(query) != scan(query):
            raise AssertionError(f"other tracks than those of a scan for {query}")


def bytes_per_track(catalogue: Catalogue) -> float:
    """What the catalogue holds after queries, of all columns and what is made of them."""
    for column in ("stated", "heard", "licences", "languages", "genres", "services"):
        getattr(catalogue, column)
    arrays: dict[int, int] = {}
    waiting: list[Any] = [value for name, value in vars(catalogue).items() if name != "source"]
    while waiting:
        value = waiting.pop()
        if isinstance(value, np.ndarray):
            arrays[id(value)] = value.nbytes
        elif isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, tuple | list):
            waiting.extend(value)
        elif hasattr(value, "__dict__"):
            waiting.extend(vars(value).values())
    return sum(arrays.values()) / len(catalogue)


def measure(n: int, calls: int, peer_calls: int) -> tuple[list[Timing], float]:
    """Timings of all at one size, and the bytes a track of ours."""
    catalogue = Catalogue.over(SyntheticTracks(n))
    scan = PandasScan(catalogue)
    affetto = Affetto(catalogue)
    check_equal(affetto, scan, draw_queries(12, seed=1))
    everybody: dict[str, Recommender] = {
        "Affetto": affetto,
        "pandas scan": scan,
        "scikit-learn, brute": Brute(catalogue, scan),
        "scikit-learn, k-d tree": Tree(catalogue, scan),
    }
    timings = time_in_turns(everybody, draw_queries(peer_calls, seed=2), n)
    alone = time_in_turns({"Affetto": affetto}, draw_queries(calls, seed=3), n)
    return [*alone, *timings], bytes_per_track(catalogue)


def print_table(timings: Sequence[Timing]) -> None:
    """Percentiles, and the median of the ratios of the same query in turns."""
    alone, *in_turns = timings
    ours = in_turns[0]
    print(f"\n| {alone.n:,} tracks | queries | p50 ms | p99 ms | times Affetto's |")
    print("|---|---|---|---|---|")
    print(
        f"| Affetto | {len(alone.ms)} | {alone.quantile(0.5):.1f} | {alone.quantile(0.99):.1f} | |"
    )
    for timing in in_turns:
        ratio = np.median(timing.ms / ours.ms)
        print(
            f"| {timing.name}, in turns | {len(timing.ms)} | {timing.quantile(0.5):.1f} "
            f"| {timing.quantile(0.99):.1f} | {ratio:.1f} |"
        )


# What each part of a library is read for.
PARTS = {
    "columns": "what every query reads: mood, year, artist, album, …",
    "read_stated": "features that catalogues state",
    "read_heard": "features that were heard",
    "read_licences": "licences",
    "read_languages": "languages",
    "read_genres": "genres",
    "read_services": "services",
}


def measure_loading(path: Path, rounds: int) -> None:
    """How long the columns of a library take to load, and pandas takes for those of all queries.

    Once out of the rows, after a change of the tracks, and once as they were kept beside them.
    """
    seconds: dict[tuple[str, str], list[float]] = {}

    def time_once(name: str, way: str, load: Callable[[], object]) -> None:
        started = time.process_time()
        load()
        seconds.setdefault((name, way), []).append(time.process_time() - started)

    for _ in range(rounds):
        shutil.rmtree(path.with_name(f"{path.name}-columns"), ignore_errors=True)
        with Library.open(path) as library:
            for way in ("rows", "kept"):
                source = library.columns()
                time_once("columns", way, lambda source=source: source.columns)
                for part in list(PARTS)[1:]:
                    time_once(part, way, getattr(source, part))
        with closing(sqlite3.connect(path)) as connection:
            time_once("pandas", "rows", lambda c=connection: pd.read_sql_query(TRACKS_QUERY, c))
    print(f"\n| {len(source.columns):,} tracks | from SQLite, s | kept, s |\n|---|---|---|")
    medians = {key: float(np.median(times)) for key, times in seconds.items()}
    for part, purpose in PARTS.items():
        print(f"| {purpose} | {medians[part, 'rows']:.1f} | {medians[part, 'kept']:.2f} |")
    rows, kept = (sum(medians[part, way] for part in PARTS) for way in ("rows", "kept"))
    print(f"| all of it | {rows:.1f} | {kept:.2f} |")
    peer = medians["pandas", "rows"]
    print(f"| `pandas.read_sql_query` of what every query reads | {peer:.1f} | |")


def plot_growth(timings: Sequence[Timing], path: Path) -> None:
    """Medians of all by the number of tracks, both on logarithmic axes."""
    import matplotlib as mpl

    mpl.use("Agg")
    mpl.rcParams["svg.hashsalt"] = "recommend"
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(7, 4.2), layout="constrained")
    names = list(dict.fromkeys(timing.name for timing in timings))
    for name, marker in zip(names, "osD^", strict=True):
        own = [timing for timing in timings if timing.name == name]
        axes.plot([t.n for t in own], [t.quantile(0.5) for t in own], marker=marker, label=name)
    axes.set(
        xscale="log",
        yscale="log",
        xlabel="tracks",
        ylabel="milliseconds a query, median",
        title="Ten tracks through three filters, on one core",
    )
    axes.grid(visible=True, which="major", alpha=0.3)
    axes.legend(frameon=False)
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--calls", type=int, default=500, help="queries to Affetto alone")
    parser.add_argument("--peer-calls", type=int, default=30, help="queries to all in turns")
    parser.add_argument("--plot", type=Path, help="draw how it grows")
    parser.add_argument("--load", type=int, metavar="N", help="also load N tracks from SQLite")
    parser.add_argument("--library", type=Path, help="where to keep the file of --load")
    arguments = parser.parse_args()
    versions = {
        name: importlib.metadata.version(name) for name in ("numpy", "pandas", "scikit-learn")
    }
    print(f"Python {platform.python_version()}, {versions}, load {os.getloadavg()[0]:.1f}")
    timings = []
    for n in arguments.sizes:
        some, size = measure(n, arguments.calls, arguments.peer_calls)
        print_table(some)
        print(f"\n{size:.0f} bytes a track", flush=True)
        timings += some[1:]
    if arguments.plot:
        plot_growth(timings, arguments.plot)
    if arguments.load:
        with tempfile.TemporaryDirectory() as folder:
            path = arguments.library or Path(folder) / "library.db"
            if not path.exists():
                write_library(SyntheticTracks(arguments.load), path)
            measure_loading(path, rounds=3)


if __name__ == "__main__":
    with threadpool_limits(1):
        main()
