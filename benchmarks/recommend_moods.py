"""How well each strategy finds music of a fitting mood: precision at k on labelled tracks.

    python benchmarks/recommend_moods.py MOODS.csv [-k 10]

MOODS.csv has the columns `valence` and `energy`, both in [0, 1], and `mood` (Happy, Sad, Calm or
Energetic). The labels judge the result; no strategy sees them. `naive` is the plain distance
between the word's place in the plane and the track's, for comparison.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from affetto.affect import EMOTION_POINTS, Affect, FaceEmotion, Point, SceneEmotion
from affetto.music import Track, TrackTags
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.query import Query
from affetto.recommend.strategies import find_strategy, list_strategies

RELEVANT_MOODS: Mapping[str, frozenset[str]] = {
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
# Lots are drawn this many times for each emotion, so that the baseline is not itself a lot.
RANDOM_DRAWS = 200


def read_moods(path: Path) -> tuple[Catalogue, dict[int, str]]:
    """The tracks of a file, with their mood as a point, and the label of each track id."""
    tracks, labels = [], {}
    with path.open(encoding="utf-8", newline="") as file:
        for row_id, row in enumerate(csv.DictReader(file)):
            mood = Point(2 * float(row["valence"]) - 1, 2 * float(row["energy"]) - 1)
            tags = TrackTags(title=row.get("name", ""), artist=row.get("artist", ""))
            tracks.append(Track(row_id, tags, f"row:{row_id}", mood=mood))
            labels[row_id] = row["mood"]
    return Catalogue.of(tracks), labels


def rank_naively(emotion: str, catalogue: Catalogue, k: int) -> list[int]:
    """Ids of the tracks nearest to the emotion's word, every axis weighing the same."""
    point = EMOTION_POINTS[emotion]
    distances = np.hypot(catalogue.valence - point.valence, catalogue.arousal - point.arousal)
    return [catalogue.tracks[index].id for index in np.argsort(distances, kind="stable")[:k]]


def rank_by(strategy: str, emotion: str, catalogue: Catalogue, k: int, seed: int = 0) -> list[int]:
    """Ids of the tracks a strategy offers for an emotion."""
    query = Query(Affect.said(emotion), seed=seed)
    return [r.track.id for r in find_strategy(strategy).rank(query, catalogue, k)]


def precision(ids: Sequence[int], labels: Mapping[int, str], emotion: str) -> float:
    return float(np.mean([labels[track_id] in RELEVANT_MOODS[emotion] for track_id in ids]))


def measure(catalogue: Catalogue, labels: Mapping[int, str], k: int) -> dict[str, dict[str, float]]:
    """Precision at `k` by strategy and emotion."""
    figures: dict[str, dict[str, float]] = {}
    for strategy in list_strategies():
        draws = RANDOM_DRAWS if strategy == "random" else 1
        figures[strategy] = {
            emotion: float(
                np.mean(
                    [
                        precision(rank_by(strategy, emotion, catalogue, k, seed), labels, emotion)
                        for seed in range(draws)
                    ]
                )
            )
            for emotion in RELEVANT_MOODS
        }
    figures["naive"] = {
        emotion: precision(rank_naively(emotion, catalogue, k), labels, emotion)
        for emotion in RELEVANT_MOODS
    }
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("moods", type=Path, help="file of labelled tracks")
    parser.add_argument("-k", type=int, default=10, help="length of the lists that are judged")
    arguments = parser.parse_args()
    catalogue, labels = read_moods(arguments.moods)
    print(f"{len(catalogue)} tracks, precision at {arguments.k}")
    print(" " * 10 + "".join(f"{emotion:>11}" for emotion in RELEVANT_MOODS) + "       mean")
    for strategy, by_emotion in measure(catalogue, labels, arguments.k).items():
        cells = "".join(f"{figure:11.2f}" for figure in by_emotion.values())
        print(f"{strategy:<10}{cells}{np.mean(list(by_emotion.values())):11.3f}")


if __name__ == "__main__":
    main()
