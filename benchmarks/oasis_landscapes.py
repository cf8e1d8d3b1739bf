"""OASIS's scenery as class folders, sorted by the written rule for the moods of landscapes.

    python benchmarks/oasis_landscapes.py OASIS OUT

Nobody has labelled OASIS's landscapes with S0's four moods. The rule that stands behind the scene
network (`training.landscape`) says which mood people's own ratings of valence and arousal, the
look of a picture and what is to be seen in it (our labels) speak for; here no network has a say.
A network that learns from these folders learns that rule, not what people would have said.
"""

from __future__ import annotations

import argparse
import shutil
from collections import Counter
from pathlib import Path

import numpy as np
import torch

from affetto.training.datasets.oasis import load_oasis
from affetto.training.datasets.oasis_context import load_context
from affetto.training.landscape import RULE, measure_appearance
from affetto.training.recipes.scene import LABELS, TAGS, element_weights
from affetto.vision.frames import load_picture
from affetto.vision.scene_emotion import resize_scene


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("oasis", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    pictures = load_oasis(given.oasis)
    context = load_context(given.oasis, pictures.themes, TAGS, at_least=1)
    resized = [resize_scene(load_picture(path).rgb) for path in pictures.paths]
    appearance = measure_appearance(torch.from_numpy(np.stack(resized))).numpy()
    measures = np.hstack([pictures.affect, appearance])
    standardized = (measures - measures.mean(axis=0)) / measures.std(axis=0)
    scores = standardized @ np.array([RULE[mood] for mood in RULE]).T + context @ element_weights()
    sorted_as: Counter[str] = Counter()
    for path, category, mood in zip(
        pictures.paths, pictures.categories, scores.argmax(axis=1), strict=True
    ):
        if category == "Scenery":
            folder = given.out / LABELS[mood]
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, folder / path.name)
            sorted_as[LABELS[mood]] += 1
    print(", ".join(f"{mood} {sorted_as[mood]}" for mood in LABELS))


if __name__ == "__main__":
    main()
