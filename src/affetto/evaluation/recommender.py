"""Judging strategies by labelled moods: do they find music that fits an emotion?

A catalogue with a mood label for each track is asked for each emotion; a track is relevant where
its label belongs to the emotion. The labels judge the lists, and no strategy sees them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from affetto.affect import Affect, FaceEmotion, SceneEmotion
from affetto.errors import InputError
from affetto.library.importers import BadRow, ImportedTrack, find_importer
from affetto.library.mood_words import statement_from_catalogue
from affetto.music import Track
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.query import Query
from affetto.recommend.strategies import Strategy, find_strategy
from affetto.text import printable

MOODS = ("Happy", "Sad", "Calm", "Energetic")
RELEVANT_MOODS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        FaceEmotion.HAPPY: frozenset({"Happy", "Energetic"}),
        FaceEmotion.SAD: frozenset({"Sad"}),
        FaceEmotion.NEUTRAL: frozenset({"Calm"}),
        FaceEmotion.ANGRY: frozenset({"Energetic"}),
        FaceEmotion.SURPRISE: frozenset({"Energetic", "Happy"}),
        SceneEmotion.JOY: frozenset({"Happy", "Calm"}),
        SceneEmotion.SADNESS: frozenset({"Sad"}),
        SceneEmotion.LIVELINESS: frozenset({"Energetic", "Happy"}),
        SceneEmotion.MELANCHOLY: frozenset({"Sad", "Calm"}),
    }
)
CUTOFFS = (5, 10, 20)
_CUTOFF = 10
# A strategy that draws lots is asked so many times for each emotion, so that no figure is a lot.
_DRAWS = 40
_RESAMPLES = 500
_BOUNDS = (2.5, 97.5)  # percentiles of a 95% interval
_MOST_POPULAR = 100
_ENOUGH = 6


@dataclass(frozen=True, eq=False)
class LabelledTracks:
    """Tracks to be recommended, and what people call them.

    Attributes:
        source: the name of the file.
        catalogue: the tracks, with nothing of their labels; their ids are their places.
        labels: [n] of `MOODS`.
        skipped: rows that cannot be used, or whose mood is none of `MOODS`.
    """

    source: str
    catalogue: Catalogue
    labels: NDArray[np.str_]
    skipped: int

    def relevant(self, emotion: str) -> NDArray[np.bool_]:
        """[n], true for the tracks that fit an emotion."""
        return np.isin(self.labels, sorted(RELEVANT_MOODS[emotion]))


@dataclass(frozen=True)
class StrategyFigures:
    """How well one strategy does, each figure a mean over the emotions.

    Attributes:
        precision: by cutoff, the share of the list that is relevant.
        precision_interval: 95% interval of it, over other artists (`_resample`).
        ndcg: normalized discounted cumulative gain at ten (Järvelin & Kekäläinen 2002).
        mean_average_precision: over the whole catalogue.
        coverage: share of the catalogue in the lists of ten of all emotions together.
        intra_list_diversity: mean distance between the tracks of a list of ten, over the features
            that are stated of both (Gower 1971), in [0, 1].
        novelty: mean of 1 - popularity / 100 in lists of ten; None where no popularity is known.
        by_emotion: precision at ten.
    """

    precision: Mapping[int, float]
    precision_interval: Mapping[int, tuple[float, float]]
    ndcg: float
    ndcg_interval: tuple[float, float]
    mean_average_precision: float
    coverage: float
    intra_list_diversity: float
    novelty: float | None
    by_emotion: Mapping[str, float]

    def as_dict(self) -> dict[str, Any]:
        """As `affetto evaluate recommender --json` prints it."""
        figures: dict[str, Any] = {}
        for cutoff, precision in self.precision.items():
            figures[f"precision_at_{cutoff}"] = precision
            figures[f"precision_at_{cutoff}_interval"] = list(self.precision_interval[cutoff])
        return figures | {
            f"ndcg_at_{_CUTOFF}": self.ndcg,
            f"ndcg_at_{_CUTOFF}_interval": list(self.ndcg_interval),
            "map": self.mean_average_precision,
            "coverage": self.coverage,
            "intra_list_diversity": self.intra_list_diversity,
            "novelty": self.novelty,
            "by_emotion": dict(self.by_emotion),
        }


@dataclass(frozen=True)
class RecommenderEvaluation:
    """The figures of strategies on one file.

    Attributes:
        source: the name of the file.
        n: number of tracks.
        artists: number of artists.
        skipped: rows left out.
        labels: number of tracks by mood.
        strategies: figures by name.
    """

    source: str
    n: int
    artists: int
    skipped: int
    labels: Mapping[str, int]
    strategies: Mapping[str, StrategyFigures]

    def as_dict(self) -> dict[str, Any]:
        """What `affetto evaluate recommender --json` prints."""
        return {
            "n": self.n,
            "artists": self.artists,
            "skipped": self.skipped,
            "source": self.source,
            "labels": dict(self.labels),
            "relevant": {emotion: sorted(moods) for emotion, moods in RELEVANT_MOODS.items()},
            "strategies": {name: each.as_dict() for name, each in self.strategies.items()},
        }


def load_labelled_tracks(path: Path) -> LabelledTracks:
    """The tracks of a table of Spotify's features with a column `mood`.

    Valence and energy give each track its place, as in a library; the mood is kept apart.

    Raises:
        InputError: the file cannot be read, is no such table, or has no track with a mood.
    """
    tracks: list[Track] = []
    labels: list[str] = []
    skipped = 0
    for row in find_importer(path).read(path):
        label = None if isinstance(row, BadRow) else _label_of(row)
        if isinstance(row, BadRow) or label is None:
            skipped += 1
            continue
        tracks.append(_without_label(row, len(tracks)))
        labels.append(label)
    if not tracks:
        raise InputError(path, f"has no track whose mood is one of {', '.join(MOODS)}")
    return LabelledTracks(printable(path.name), Catalogue.of(tracks), np.array(labels), skipped)


def evaluate_recommender(
    tracks: LabelledTracks,
    strategies: Sequence[str],
    on_progress: Callable[[int, int], object] = lambda _done, _total: None,
) -> RecommenderEvaluation:
    """Ask each strategy for each emotion, and judge the lists by the labels.

    Args:
        strategies: their names.
        on_progress: told how many of how many strategies are judged.

    Raises:
        InputError: there is no such strategy.
    """
    judged = [find_strategy(name) for name in strategies]
    figures = {}
    for done, strategy in enumerate(judged, start=1):
        figures[strategy.name] = _judge(strategy, tracks)
        on_progress(done, len(judged))
    labels = {mood: int((tracks.labels == mood).sum()) for mood in MOODS}
    return RecommenderEvaluation(
        tracks.source,
        len(tracks.catalogue),
        len(np.unique(_clusters(tracks.catalogue))),
        tracks.skipped,
        labels,
        figures,
    )


def _label_of(row: ImportedTrack) -> str | None:
    words = () if row.mood is None else row.mood.words
    return next(
        (mood for mood in MOODS for word in words if word.casefold() == mood.casefold()), None
    )


def _without_label(row: ImportedTrack, track_id: int) -> Track:
    stated = None if row.catalogue is None else statement_from_catalogue(row.catalogue, "catalogue")
    return Track(
        id=track_id,
        tags=row.tags,
        uri=row.uri,
        duration_s=row.duration_s,
        mood=None if stated is None else stated.point,
        catalogue=row.catalogue,
        mood_uncertainty=None if stated is None else stated.uncertainty,
        links=row.links,
    )


@dataclass(frozen=True, eq=False)
class _Ranking:
    """What a strategy answers for one emotion; what it leaves out counts as not found.

    Attributes:
        rows: [m] places of tracks in the catalogue, best first.
        relevant: [n] which tracks of the catalogue fit.
    """

    rows: NDArray[np.intp]
    relevant: NDArray[np.bool_]

    @cached_property
    def hits(self) -> NDArray[np.bool_]:
        return self.relevant[self.rows]

    @property
    def average_precision(self) -> float:
        found = np.flatnonzero(self.hits)
        precisions = np.arange(1, len(found) + 1) / (found + 1)
        return float(precisions.sum() / self.relevant.sum())


def _judge(strategy: Strategy, tracks: LabelledTracks) -> StrategyFigures:
    emotions = [emotion for emotion in RELEVANT_MOODS if tracks.relevant(emotion).any()]
    by_emotion = {emotion: _rankings(strategy, tracks, emotion) for emotion in emotions}
    everything = np.ones((1, len(tracks.catalogue)), np.int64)
    times = _resample(tracks.catalogue)
    precision, intervals = {}, {}
    for cutoff in CUTOFFS:
        precision[cutoff] = float(_mean(by_emotion, _precision, everything, cutoff)[0])
        intervals[cutoff] = _interval(_mean(by_emotion, _precision, times, cutoff))
    lists = [[each.rows[:_CUTOFF] for each in rankings] for rankings in by_emotion.values()]
    every_list = [each for draws in lists for each in draws]
    return StrategyFigures(
        precision=precision,
        precision_interval=intervals,
        ndcg=float(_mean(by_emotion, _ndcg, everything, _CUTOFF)[0]),
        ndcg_interval=_interval(_mean(by_emotion, _ndcg, times, _CUTOFF)),
        mean_average_precision=float(
            np.mean([[each.average_precision for each in draws] for draws in by_emotion.values()])
        ),
        coverage=_coverage(lists, len(tracks.catalogue)),
        intra_list_diversity=_diversity(every_list, tracks.catalogue),
        novelty=_novelty(every_list, tracks.catalogue),
        by_emotion={
            emotion: float(np.mean([each.hits[:_CUTOFF].sum() / _CUTOFF for each in draws]))
            for emotion, draws in by_emotion.items()
        },
    )


def _rankings(strategy: Strategy, tracks: LabelledTracks, emotion: str) -> list[_Ranking]:
    """The answers to one emotion: one, or several where the strategy draws lots."""
    first, second = (_rank(strategy, tracks, emotion, seed) for seed in (0, 1))
    if np.array_equal(first.rows, second.rows):
        return [first]
    later = (_rank(strategy, tracks, emotion, seed) for seed in range(2, _DRAWS))
    return [first, second, *later]


def _rank(strategy: Strategy, tracks: LabelledTracks, emotion: str, seed: int) -> _Ranking:
    query = Query(Affect.said(emotion), seed=seed)
    found = strategy.rank(query, tracks.catalogue, len(tracks.catalogue))
    rows = np.array([each.track.id for each in found], np.intp)
    return _Ranking(rows, tracks.relevant(emotion))


Times = NDArray[np.int64]


def _clusters(catalogue: Catalogue) -> NDArray[np.intp]:
    """[n] numbers of artists, each track of an unknown one by itself."""
    alone = len(catalogue) + np.arange(len(catalogue))
    return np.where(catalogue.artist < 0, alone, catalogue.artist)


def _resample(catalogue: Catalogue) -> Times:
    """[b, n] how often each track is there when as many artists are drawn, with their tracks.

    Tracks of one artist are alike, so artists are what is drawn (the cluster bootstrap). Ranking
    again would change little: no other track of the catalogue bears on what is better than what.
    """
    names, artists = np.unique(_clusters(catalogue), return_inverse=True)
    rng = np.random.default_rng(0)
    drawn = rng.multinomial(len(names), np.full(len(names), 1 / len(names)), size=_RESAMPLES)
    return drawn[:, artists].astype(np.int64)


def _mean(
    by_emotion: Mapping[str, Sequence[_Ranking]],
    figure: Callable[[_Ranking, Times, int], NDArray[np.float64]],
    times: Times,
    cutoff: int,
) -> NDArray[np.float64]:
    """[b] the mean over emotions of the mean over draws."""
    means: NDArray[np.float64] = np.mean(
        [
            np.mean([figure(ranking, times, cutoff) for ranking in rankings], axis=0)
            for rankings in by_emotion.values()
        ],
        axis=0,
    )
    return means


def _precision(ranking: _Ranking, times: Times, cutoff: int) -> NDArray[np.float64]:
    """[b] share of relevant tracks in the list, each as often as it is there."""
    before, after = _listed(ranking, times, cutoff)
    found: NDArray[np.float64] = (after - before) @ ranking.hits[: before.shape[1]].astype(float)
    return found / cutoff


def _ndcg(ranking: _Ranking, times: Times, cutoff: int) -> NDArray[np.float64]:
    """[b] gain of the list, later places counting less, as a share of the greatest gain."""
    gains = np.concatenate(([0.0], np.cumsum(1 / np.log2(np.arange(2, cutoff + 2)))))
    before, after = _listed(ranking, times, cutoff)
    hits = ranking.hits[: before.shape[1]].astype(float)
    found: NDArray[np.float64] = (gains[after] - gains[before]) @ hits
    n_relevant = times @ ranking.relevant.astype(np.int64)
    greatest: NDArray[np.float64] = gains[np.clip(n_relevant, 1, cutoff)]
    return found / greatest


def _listed(ranking: _Ranking, times: Times, cutoff: int) -> tuple[Times, Times]:
    """[b, m] how many places of the list are taken before each of the first tracks, and with it."""
    # Half a dozen times as many as the list is long fill it in nearly every resample.
    for n in (_ENOUGH * cutoff, len(ranking.rows)):
        each = times[:, ranking.rows[:n]]
        after = np.cumsum(each, axis=1)
        if after[:, -1:].min(initial=cutoff) >= cutoff:
            break
    return np.minimum(after - each, cutoff), np.minimum(after, cutoff)


def _interval(values: NDArray[np.float64]) -> tuple[float, float]:
    low, high = np.percentile(values, _BOUNDS)
    return float(low), float(high)


def _coverage(lists: Sequence[Sequence[NDArray[np.intp]]], n: int) -> float:
    """Mean over draws of the share of the catalogue that the lists of all emotions hold."""
    draws = max(map(len, lists))
    shown = [np.concatenate([each[draw % len(each)] for each in lists]) for draw in range(draws)]
    return float(np.mean([len(np.unique(rows)) / n for rows in shown]))


def _diversity(lists: Sequence[NDArray[np.intp]], catalogue: Catalogue) -> float:
    """Mean over lists of the mean distance between two of their tracks."""
    features = catalogue.stated.astype(np.float64)
    stated = ~np.isnan(features).all(axis=0)
    features = features[:, stated]
    low, high = np.nanmin(features, axis=0), np.nanmax(features, axis=0)
    scaled = (features - low) / np.where(high > low, high - low, 1)
    diversities = []
    for rows in lists:
        first, second = np.triu_indices(len(rows), k=1)
        if not len(first):
            continue
        apart = np.abs(scaled[rows[first]] - scaled[rows[second]])
        known = ~np.isnan(apart)
        distances = np.where(known, apart, 0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
        diversities.append(distances.mean())
    return float(np.mean(diversities)) if diversities else 0.0


def _novelty(lists: Sequence[NDArray[np.intp]], catalogue: Catalogue) -> float | None:
    popularity = np.concatenate([catalogue.popularity[rows] for rows in lists])
    known = popularity[~np.isnan(popularity)]
    return float(1 - known.mean() / _MOST_POPULAR) if known.size else None
