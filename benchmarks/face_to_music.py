"""The whole chain: faces of FER2013 in, five tracks out; how many fit the label of the face?

    python benchmarks/face_to_music.py FER2013 MOODS.csv [--strategy affect] [-o figures.json]

FER2013 is the official csv or the .npz pack, of which the PublicTest part is read; MOODS.csv is
a table of Spotify's features with a column `mood`, as `affetto evaluate recommender` takes it.
Every face is read by the network that ships, its whole distribution is the query, and the first
five tracks are judged by the label that the data set gives the face. Faces labelled as disgust or
fear are left out, for the table of fitting moods has none for them; but any face may be *read* as
either.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from affetto.affect import Affect, AffectSource, FaceEmotion, expected_point
from affetto.evaluation.face import load_fer2013_sample, predict
from affetto.evaluation.networks import open_face_network
from affetto.evaluation.recommender import RELEVANT_MOODS, LabelledTracks, load_labelled_tracks
from affetto.recommend.query import Query
from affetto.recommend.strategies import find_strategy
from affetto.vision.distributions import name_probabilities

K = 5
RESAMPLES = 2000
EMOTIONS = tuple(FaceEmotion)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("faces", type=Path)
    parser.add_argument("moods", type=Path)
    parser.add_argument("--strategy", default="affect")
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args()
    figures = measure(options.faces, load_labelled_tracks(options.moods), options.strategy)
    if options.output is not None:
        options.output.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    print_figures(figures)


def measure(faces: Path, tracks: LabelledTracks, strategy: str) -> dict[str, Any]:
    """Precision at five over faces, by their labels."""
    sample = load_fer2013_sample(faces, "public")
    judged = [place for place, emotion in enumerate(EMOTIONS) if emotion in RELEVANT_MOODS]
    chosen = sample.select(np.isin(sample.labels, judged))
    probs = predict(open_face_network().session, chosen.crops)["probs"]
    labels = [EMOTIONS[label] for label in chosen.labels]
    chain = np.array(
        [
            precision(affect_of(row), label, tracks, strategy, seed)
            for seed, (row, label) in enumerate(zip(probs, labels, strict=True))
        ]
    )
    by_label = {emotion: chosen.labels == EMOTIONS.index(emotion) for emotion in set(labels)}
    return {
        "n": len(labels),
        "left_out": len(sample) - len(labels),
        "tracks": len(tracks.catalogue),
        "strategy": strategy,
        "read_right": float((probs.argmax(axis=1) == chosen.labels).mean()),
        f"precision_at_{K}": float(chain.mean()),
        "interval": resampled_interval(chain),
        "by_label": {
            str(emotion): {
                "n": int(rows.sum()),
                f"precision_at_{K}": float(chain[rows].mean()),
                "if_read_right": precision(Affect.said(emotion), emotion, tracks, strategy, 0),
            }
            for emotion, rows in sorted(by_label.items())
        },
    }


def affect_of(probs: NDArray[np.floating[Any]]) -> Affect:
    """What the app makes of one face."""
    emotions = name_probabilities(FaceEmotion, probs)
    return Affect(emotions, expected_point(emotions), max(emotions.values()), AffectSource.FACES)


def precision(
    affect: Affect, label: FaceEmotion, tracks: LabelledTracks, strategy: str, seed: int
) -> float:
    """Share of the first five tracks whose mood fits the label."""
    found = find_strategy(strategy).rank(Query(affect, seed=seed), tracks.catalogue, K)
    relevant = tracks.relevant(label)
    return sum(bool(relevant[each.track.id]) for each in found) / K


def resampled_interval(values: NDArray[np.float64]) -> list[float]:
    """95% interval of the mean over faces."""
    rng = np.random.default_rng(0)
    means = [rng.choice(values, len(values)).mean() for _ in range(RESAMPLES)]
    return [float(bound) for bound in np.percentile(means, (2.5, 97.5))]


def print_figures(figures: dict[str, Any]) -> None:
    low, high = figures["interval"]
    print(
        f"{figures['strategy']}: precision at {K} {figures[f'precision_at_{K}']:.3f} "
        f"(95% interval {low:.3f} to {high:.3f}), {figures['n']:,} faces, "
        f"{figures['tracks']} tracks; {figures['read_right']:.1%} of the faces read right"
    )
    for label, each in figures["by_label"].items():
        print(
            f"  {label:<9} n = {each['n']:>4}  {each[f'precision_at_{K}']:.3f}"
            f"  (if read right {each['if_read_right']:.2f})"
        )


if __name__ == "__main__":
    main()
