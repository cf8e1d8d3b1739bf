"""What is done about classes of unlike size, in the training part alone.

Whatever is made here is made of training samples, after the split: a copy or a synthetic
neighbour that a network has learned from must not judge it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from affetto.errors import InputError
from affetto.training.augmentation import augment
from affetto.training.datasets.samples import Part, Samples
from affetto.training.recipe import Balancing, Copies

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from affetto.training.recipe import Augmentation, Recipe

# Chawla et al. 2002 draw between a sample and one of its five nearest neighbours.
_SMOTE_NEIGHBOURS = 5
# So many pictures are changed at once: what bounds the memory.
_BATCH = 1024


def balance(train: Samples, recipe: Recipe, seed: int) -> Samples:
    """The training part as a recipe learns from it: its own samples, then what is added to them.

    `Recipe.copies` are made whatever the balancing is; class weights change no samples.

    Raises:
        InputError: a class is too small for SMOTE.
        ValueError: the samples are not those of a training part.
    """
    if (train.parts != Part.TRAIN).any():
        raise ValueError("only a training part may be balanced: split first")
    rng = np.random.default_rng(seed)
    copies = recipe.copies
    if copies is None and recipe.balancing is Balancing.AUGMENTED:
        copies = Copies(recipe.augmentation)
    if copies is not None:
        train = _add_changed_copies(train, copies, rng)
    match recipe.balancing:
        case Balancing.DUPLICATES:
            return train.take(np.concatenate([np.arange(len(train)), _draw_missing(train, rng)]))
        case Balancing.SMOTE:
            return _add_synthetic(train, rng)
        case _:
            return train


def class_weights(samples: Samples) -> dict[int, float]:
    """What a sample of each class weighs in the loss so that all classes weigh alike.

    n / (classes * n of the class), the weights that scikit-learn calls balanced (King and Zeng
    2001); their mean over the samples is 1. A class without samples has none.
    """
    counts = np.bincount(samples.labels)
    present = np.flatnonzero(counts)
    return {int(label): len(samples) / (len(present) * int(counts[label])) for label in present}


def _draw_missing(train: Samples, rng: np.random.Generator) -> NDArray[np.intp]:
    """Rows that, added, make each class as large as the largest, drawn with replacement."""
    counts = np.bincount(train.labels)
    return np.concatenate(
        [
            rng.choice(np.flatnonzero(train.labels == label), counts.max() - count)
            for label, count in enumerate(counts)
            if count
        ]
    )


def _add_changed_copies(train: Samples, copies: Copies, rng: np.random.Generator) -> Samples:
    rows = np.concatenate(
        [
            _draw_evenly(np.flatnonzero(train.labels == label), wanted, rng)
            for label, wanted in _count_copies(train, copies).items()
        ]
    )
    added = train.take(rows)
    changed = replace(
        added,
        inputs=_change(added.inputs, copies.augmentation, int(rng.integers(2**31))),
        origins=[f"{origin}, changed" for origin in added.origins],
    )
    return _append(train, changed)


def _count_copies(train: Samples, copies: Copies) -> dict[int, int]:
    """How many changed copies each class gets, by label."""
    counts = np.bincount(train.labels)
    present = np.flatnonzero(counts).tolist()
    if copies.share is None:
        return {label: int(counts.max() - counts[label]) for label in present}
    shares = {label: copies.share.get(train.names[label], 0.0) for label in present}
    return {label: round(share * int(counts[label])) for label, share in shares.items()}


def _draw_evenly(rows: NDArray[np.intp], wanted: int, rng: np.random.Generator) -> NDArray[np.intp]:
    """`wanted` of `rows`, none drawn again before all the others were."""
    rounds, rest = divmod(wanted, len(rows))
    return np.concatenate([np.tile(rows, rounds), rng.choice(rows, rest, replace=False)])


def _change(pictures: NDArray[Any], augmentation: Augmentation, seed: int) -> NDArray[np.uint8]:
    generator = torch.Generator().manual_seed(seed)
    changed = np.empty_like(pictures)
    for start in range(0, len(pictures), _BATCH):
        batch = torch.from_numpy(pictures[start : start + _BATCH])
        views = augment(batch, augmentation, generator).round().byte()
        changed[start : start + _BATCH] = views.numpy()
    return changed


def _add_synthetic(train: Samples, rng: np.random.Generator) -> Samples:
    """Make all classes as large as the largest with synthetic neighbours of feature vectors.

    Neighbours are looked for among standardized features; on their raw scale tempo alone would
    decide who is near.
    """
    # Costs a second, and only recipes of music need it.
    from imblearn.over_sampling import SMOTE

    for name, count in train.counts().items():
        if 0 < count <= _SMOTE_NEIGHBOURS:
            raise InputError(
                "--data",
                f"the class {name!r} has {count} training samples; SMOTE needs at least "
                f"{_SMOTE_NEIGHBOURS + 1} of each, one and its {_SMOTE_NEIGHBOURS} neighbours",
            )
    centre, spread = train.inputs.mean(axis=0), train.inputs.std(axis=0)
    spread[spread == 0] = 1
    smote = SMOTE(k_neighbors=_SMOTE_NEIGHBOURS, random_state=int(rng.integers(2**31)))
    inputs, labels = smote.fit_resample((train.inputs - centre) / spread, train.labels)
    made = slice(len(train), None)
    n_made = len(labels) - len(train)
    synthetic = Samples(
        inputs=(inputs[made] * spread + centre).astype(train.inputs.dtype),
        labels=labels[made],
        names=train.names,
        origins=[f"synthetic sample {number}" for number in range(1, n_made + 1)],
        parts=np.full(n_made, Part.TRAIN),
    )
    return _append(train, synthetic)


def _append(first: Samples, second: Samples) -> Samples:
    votes = None
    if first.votes is not None and second.votes is not None:
        votes = np.concatenate([first.votes, second.votes])
    return replace(
        first,
        inputs=np.concatenate([first.inputs, second.inputs]),
        labels=np.concatenate([first.labels, second.labels]),
        origins=[*first.origins, *second.origins],
        parts=np.concatenate([first.parts, second.parts]),
        votes=votes,
    )
