"""Does the model of taste learn? Simulated people with hidden tastes, against no personalization.

    python benchmarks/taste.py                       # a made-up library
    python benchmarks/taste.py --data tracks.csv.gz  # any table with Spotify's features
    python benchmarks/taste.py --markdown            # as in docs/guides/taste.md

Each person has a probability of liking each track for each of the eleven emotions. An interaction
is: an emotion is drawn, ten tracks are served for it, the person reacts to one of them, drawn by
lot, with like or dislike. With `--says likes` dislikes stay unsaid; with `--says plays` they play
what they like of tracks that they come across anywhere in the library, and say nothing. Before the
first and after every tenth interaction ten tracks are served for every emotion, and their mean
probability of being liked is the reward. Where picking tracks by lot is 0 and an oracle that knows
all probabilities is 1, the share of that distance that a ranking covers is "closed".

The kinds of people:
- many, few: like a track that fits the mood and suits a taste that is linear in all features, or in
  three of them. Both must be so: the probability is the product.
- niche: the taste is nearness to one track in four features, which no linear model can hold.
- mood only: like whatever fits; there is nothing to learn, and imagining a taste would cost.
- contrary: like what does not fit. Whatever is served fits, so nothing can be gained.
- indifferent: toss a coin.
"""

from __future__ import annotations

import argparse
import csv
import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from affetto.affect import EMOTION_POINTS, Affect, Point
from affetto.listening import Reaction, TrackReaction
from affetto.music import CatalogueFeatures, Mode, Recommendation, Track, TrackTags
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.fit import fits, shares_of
from affetto.recommend.personal_ranking import PersonalStrategy
from affetto.recommend.query import Personalization, Query
from affetto.recommend.strategies import Strategy, find_strategy
from affetto.recommend.taste_features import SLOPES, TasteFeatures
from affetto.recommend.taste_learning import learn_taste
from affetto.recommend.wishes import wishes_for

EMOTIONS = tuple(EMOTION_POINTS)
LIST_LENGTH = 10
INTERACTIONS = 50
STEP = 10
# Of those who tell by their plays, between one interaction and the next.
TRACKS_COME_ACROSS = 4
# How sharply a taste tells likes from dislikes: one standard deviation to the better raises even
# odds to 7 to 1.
SHARPNESS = 2.0

Taste = Callable[[NDArray[np.float64], np.random.Generator], NDArray[np.float64]]


@dataclass(frozen=True)
class Course:
    """How one person fares.

    Attributes:
        by_lot, without, oracle: rewards of drawing lots, of no personalization, of knowing all.
        personal: [t] rewards after 0, 10, 20 … interactions.
    """

    by_lot: float
    without: float
    oracle: float
    personal: NDArray[np.float64]


class Remembering:
    """A strategy that answers each question once: people ask the same ones again and again."""

    def __init__(self, strategy: Strategy) -> None:
        self._strategy = strategy
        self.name = strategy.name
        self._answer = lru_cache(maxsize=None)(self._rank)

    def rank(self, query: Query, catalogue: Catalogue, k: int) -> list[Recommendation]:
        """See `Strategy.rank`."""
        return self._answer(query.affect.emotion, k, catalogue)

    def _rank(self, emotion: str, k: int, catalogue: Catalogue) -> list[Recommendation]:
        return self._strategy.rank(Query(Affect.said(emotion)), catalogue, k)


class World:
    """A library, and what everybody hears in it."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.features = TasteFeatures.of(catalogue)
        self.strategy = Remembering(find_strategy("affect"))
        rows = np.arange(len(catalogue))
        table = self.features.rows(rows, np.zeros(len(rows)))[:, SLOPES]
        self.taste_table = table[:, table.std(axis=0) > 0]
        self.fit = np.array([self._fit_of(emotion, rows) for emotion in EMOTIONS])

    def _fit_of(self, emotion: str, rows: NDArray[np.intp]) -> NDArray[np.float64]:
        wishes = wishes_for(Affect.said(emotion))
        return shares_of(wishes) @ fits(wishes, self.catalogue, rows)


def linear_taste(n_features: int | None) -> Taste:
    def draw(table: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
        chosen = rng.permutation(table.shape[1])[:n_features]
        return table[:, chosen] @ rng.normal(size=len(chosen))

    return draw


def niche_taste(table: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
    chosen = rng.permutation(table.shape[1])[:4]
    centre = table[rng.integers(len(table))]
    return -np.sqrt(((table[:, chosen] - centre[chosen]) ** 2).sum(axis=1))


def with_taste(taste: Taste) -> Callable[[World, np.random.Generator], NDArray[np.float64]]:
    def likes(world: World, rng: np.random.Generator) -> NDArray[np.float64]:
        score = taste(world.taste_table, rng)
        score = (score - score.mean()) / score.std()
        return world.fit / (1 + np.exp(-SHARPNESS * score))

    return likes


# By kind: the probability of liking each track for each emotion, [emotions, tracks].
KINDS: dict[str, Callable[[World, np.random.Generator], NDArray[np.float64]]] = {
    "many": with_taste(linear_taste(None)),
    "few": with_taste(linear_taste(3)),
    "niche": with_taste(niche_taste),
    "mood only": lambda world, _rng: world.fit,
    "contrary": lambda world, _rng: 1 - world.fit,
    "indifferent": lambda world, _rng: np.full_like(world.fit, 0.5),
}
WITH_TASTE = ("many", "few", "niche")


class Says(StrEnum):
    """What people tell of the tracks they come across."""

    JUDGEMENTS = "judgements"
    LIKES = "likes"
    PLAYS = "plays"


def live(
    world: World,
    kind: str,
    seed: int,
    level: Personalization,
    *,
    told_fit: bool,
    says: Says = Says.JUDGEMENTS,
) -> Course:
    """One person, from the first track to the last interaction."""
    rng = np.random.default_rng([seed, *map(ord, kind)])
    likes = KINDS[kind](world, rng)
    reactions: list[TrackReaction] = []
    personal = []

    def serve(strategy: Strategy, emotion: int, draw: int) -> NDArray[np.intp]:
        query = Query(Affect.said(EMOTIONS[emotion]), personalization=level, seed=draw)
        found = strategy.rank(query, world.catalogue, LIST_LENGTH)
        return np.searchsorted(world.catalogue.ids, [entry.track.id for entry in found])

    def reward(strategy: Strategy, draw: int) -> float:
        lists = [likes[e, serve(strategy, e, draw)].mean() for e in range(len(EMOTIONS))]
        return float(np.mean(lists))

    without = reward(world.strategy, 0)
    for interaction in range(INTERACTIONS + 1):
        taste = learn_taste(world.features, reactions)
        strategy = PersonalStrategy(world.strategy, world.features, taste)
        if interaction % STEP == 0:
            personal.append(reward(strategy, interaction))
        if says is Says.PLAYS:
            reactions += plays(world, likes, rng)
            continue
        emotion = int(rng.integers(len(EMOTIONS)))
        row = int(rng.choice(serve(strategy, emotion, interaction)))
        liked = rng.random() < likes[emotion, row]
        if liked or says is Says.JUDGEMENTS:
            reactions.append(
                TrackReaction(
                    int(world.catalogue.ids[row]),
                    Reaction.LIKE if liked else Reaction.DISLIKE,
                    fit=float(world.fit[emotion, row]) if told_fit else None,
                )
            )
    best = np.sort(likes, axis=1)[:, -LIST_LENGTH:]
    return Course(float(likes.mean()), without, float(best.mean()), np.array(personal))


def plays(
    world: World, likes: NDArray[np.float64], rng: np.random.Generator
) -> Iterator[TrackReaction]:
    """Those of a few tracks, come across somewhere, that are liked and played."""
    for _ in range(TRACKS_COME_ACROSS):
        emotion, row = rng.integers(len(EMOTIONS)), int(rng.integers(len(world.catalogue)))
        if rng.random() < likes[emotion, row]:
            yield TrackReaction(int(world.catalogue.ids[row]), Reaction.PLAY)


@dataclass(frozen=True)
class Summary:
    """How a kind of people fares; every interval is the 2.5th to the 97.5th percentile.

    Attributes:
        closed_without: share of the way from lots to the oracle that is closed without a taste.
        closed: [t] the same with what was learned after 0, 10, 20 … interactions.
        closed_interval: [2] of the last of `closed`.
        gain: [t] reward above that without a taste.
        gain_interval: [t, 2] of `gain`.
    """

    n: int
    closed_without: float
    closed: NDArray[np.float64]
    closed_interval: NDArray[np.float64]
    gain: NDArray[np.float64]
    gain_interval: NDArray[np.float64]


def summarize(courses: list[Course], resamples: int = 2000) -> Summary:
    """Ratios of means over people, with intervals by drawing people anew."""
    by_lot, without, oracle = (
        np.array([getattr(course, name) for course in courses])
        for name in ("by_lot", "without", "oracle")
    )
    personal = np.array([course.personal for course in courses])
    n = len(courses)
    draws = np.random.default_rng(0).integers(n, size=(resamples, n))
    way = (oracle - by_lot)[draws].mean(axis=1)
    last = (personal[:, -1] - by_lot)[draws].mean(axis=1)
    gains = (personal - without[:, np.newaxis])[draws].mean(axis=1)
    whole = max(float((oracle - by_lot).mean()), 1e-9)
    return Summary(
        n=n,
        closed_without=float((without - by_lot).mean()) / whole,
        closed=(personal.mean(axis=0) - by_lot.mean()) / whole,
        closed_interval=np.percentile(last / np.maximum(way, 1e-9), [2.5, 97.5]),
        gain=(personal - without[:, np.newaxis]).mean(axis=0),
        gain_interval=np.percentile(gains, [2.5, 97.5], axis=0).T,
    )


def made_up_library(n: int = 5000, seed: int = 0) -> Catalogue:
    """Tracks whose features hang together about as they do in music: loud is intense, and so on."""
    rng = np.random.default_rng(seed)
    energy, valence, dance, other = rng.normal(size=(4, n))
    dance = 0.5 * valence + 0.85 * dance

    def share(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return 1 / (1 + np.exp(-1.5 * values))

    def near(values: NDArray[np.float64], r: float) -> NDArray[np.float64]:
        return r * values + np.sqrt(1 - r**2) * rng.normal(size=n)

    columns = {
        "energy": share(energy),
        "valence": share(near(energy, 0.3) * 0.4 + valence * 0.9),
        "danceability": share(dance),
        "loudness_db": -9 + 4 * near(energy, 0.75),
        "acousticness": share(-near(energy, 0.7)),
        "instrumentalness": share(near(other, 0.9) - 1.5),
        "speechiness": share(near(dance, 0.2) - 1.5),
        "liveness": share(near(energy, 0.2) - 1),
        "tempo_bpm": np.clip(120 + 28 * near(energy, 0.25), 45, 210),
        "mode": rng.random(n) < 0.6,
        "popularity": np.clip(50 + 20 * rng.normal(size=n), 0, 100),
        "duration_s": np.clip(220 + 60 * rng.normal(size=n), 60, 900),
        "year": rng.integers(1960, 2024, n),
    }
    return Catalogue.of(
        _track(i, {name: float(values[i]) for name, values in columns.items()}) for i in range(n)
    )


def read_table(path: Path) -> Catalogue:
    """Any table with Spotify's features, a header, and one track a line."""
    return Catalogue.of(_track(i, values) for i, values in enumerate(_rows(path)))


def _rows(path: Path) -> Iterator[dict[str, float]]:
    names = {"loudness": "loudness_db", "tempo": "tempo_bpm", "duration": "duration_ms"}
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as file:
        for row in csv.DictReader(file):
            values = {}
            for name, text in row.items():
                try:
                    values[names.get(name, name)] = float(text)
                except ValueError:
                    continue
            if {"valence", "energy"} <= values.keys():
                values["duration_s"] = values.pop("duration_ms", 2e5) / 1000
                if date := row.get("release_date", ""):
                    values["year"] = float(date[:4])
                yield values


def _track(track_id: int, values: dict[str, float]) -> Track:
    stated = {
        name: values[name]
        for name in (
            "danceability", "energy", "loudness_db", "speechiness", "acousticness",
            "instrumentalness", "liveness", "valence", "tempo_bpm",
        )
        if name in values
    }  # fmt: skip
    mode = Mode(int(values["mode"])) if "mode" in values else None
    popularity, year = values.get("popularity"), values.get("year")
    return Track(
        id=track_id,
        tags=TrackTags(
            title=f"track {track_id}",
            artist=f"artist {track_id}",
            year=None if year is None else int(year),
            popularity=None if popularity is None else int(popularity),
        ),
        uri=f"https://example.org/{track_id}",
        duration_s=values["duration_s"],
        mood=Point(2 * values["valence"] - 1, 2 * values["energy"] - 1),
        catalogue=CatalogueFeatures(**stated, mode=mode),
    )


def _print(summaries: dict[str, Summary], *, markdown: bool) -> None:
    steps = [str(t) for t in range(0, INTERACTIONS + 1, STEP)]
    print("closed, from lots (0) to the oracle (1), without a taste and after n reactions\n")
    _print_row(["kind", "people", "without", *steps, "95% interval", "times"], head=markdown)
    for kind, each in summaries.items():
        shows = kind != "indifferent"
        low, high = each.closed_interval
        _print_row(
            [
                kind,
                str(each.n),
                *(f"{v:.2f}" if shows else "–" for v in (each.closed_without, *each.closed)),
                f"{low:.2f} to {high:.2f}" if shows else "–",
                f"{each.closed[-1] / each.closed_without:.2f}" if kind in WITH_TASTE else "–",
            ]
        )
    print("\nreward above that without a taste, 95% interval\n")
    _print_row(["kind", *steps], head=markdown)
    for kind, each in summaries.items():
        cells = [
            f"{gain:+.4f} ({low:+.4f} to {high:+.4f})"
            for gain, (low, high) in zip(each.gain, each.gain_interval, strict=True)
        ]
        _print_row([kind, *cells])


def _print_row(cells: list[str], *, head: bool = False) -> None:
    print("| " + " | ".join(cells) + " |")
    if head:
        print("|" + "---|" * len(cells))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, help="a table of tracks; default: made up")
    parser.add_argument("--people", type=int, default=200, help="of each kind")
    parser.add_argument("--first-seed", type=int, default=3000)
    parser.add_argument("--personalization", choices=list(Personalization), default="high")
    parser.add_argument("--kinds", nargs="*", choices=list(KINDS), default=list(KINDS))
    parser.add_argument("--untold-fit", action="store_true", help="reactions outside of a match")
    parser.add_argument("--says", type=Says, choices=list(Says), default=Says.JUDGEMENTS)
    parser.add_argument("--markdown", action="store_true")
    options = parser.parse_args()
    world = World(made_up_library() if options.data is None else read_table(options.data))
    level = Personalization(options.personalization)
    print(f"{len(world.catalogue)} tracks, personalization {level}")
    summaries = {
        kind: summarize(
            [
                live(
                    world,
                    kind,
                    options.first_seed + i,
                    level,
                    told_fit=not options.untold_fit,
                    says=options.says,
                )
                for i in range(options.people)
            ]
        )
        for kind in options.kinds
    }
    _print(summaries, markdown=options.markdown)


if __name__ == "__main__":
    main()
