"""Training, validation and test: three parts of which no two hold the same sample.

Published sets repeat themselves (FER2013 about 1,500 times, 340 of them across its parts), and a
sample that was learned from judges nothing. So samples of equal content are always dealt as one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from affetto.errors import InputError
from affetto.training.datasets.samples import Part, Samples, Splits

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from affetto.training.recipe import Shares


def split_samples(samples: Samples, shares: Shares, seed: int) -> Splits:
    """Split by the publisher's parts where they are said, else at random by `shares`.

    - No parts: three stratified ones, each class dealt by `shares`.
    - Training and test: validation is taken from training, stratified, in the proportion that
      `shares` gives the two.
    - Training and validation, no test: the publisher's validation, which others report on, is the
      test, and validation is taken from training.
    - All three: as they are.

    Where parts are said, training and validation lose what the test repeats, and training what
    validation repeats; `Splits.left_out` counts them. Each class has the share it is due within
    half the size of its largest group of equal samples, and one such group in each part at least.

    Raises:
        InputError: a class has too few different samples for the parts it is dealt to.
    """
    groups = _group_by_content(samples)
    rng = np.random.default_rng(seed)
    parts = samples.parts
    if (parts == Part.UNSAID).any() or (parts == Part.TRAIN).all():
        due = {Part.TEST: shares.test, Part.VALIDATION: shares.validation}
        return _cut(samples, _deal(samples, groups, due, rng), left_out=0)
    if not (parts == Part.TEST).any():
        parts = np.where(parts == Part.VALIDATION, Part.TEST, parts)
    kept = _without_repeats(parts, groups)
    left_out = len(samples) - len(kept)
    samples, groups, parts = samples.take(kept), groups[kept], parts[kept]
    if not (parts == Part.VALIDATION).any():
        training = np.flatnonzero(parts == Part.TRAIN)
        due = {Part.VALIDATION: shares.validation / (1 - shares.test)}
        parts = parts.copy()
        parts[training] = _deal(samples.take(training), groups[training], due, rng)
    return _cut(samples, parts, left_out)


def _group_by_content(samples: Samples) -> NDArray[np.intp]:
    """A number per sample, equal for equal samples."""
    _, groups = np.unique(samples.digests(), return_inverse=True)
    return groups


def _without_repeats(parts: NDArray[np.int64], groups: NDArray[np.intp]) -> NDArray[np.intp]:
    """Rows but those that a part nearer to the judgement repeats."""
    nearest = np.full(groups.max() + 1, int(Part.TRAIN))
    np.maximum.at(nearest, groups, parts)  # Part runs from training to test
    return np.flatnonzero(parts == nearest[groups])


def _deal(
    samples: Samples, groups: NDArray[np.intp], due: dict[Part, float], rng: np.random.Generator
) -> NDArray[np.int64]:
    """The part of each sample: of every class `due` shares, the rest training."""
    members, groups = np.unique(groups, return_inverse=True)
    sizes = np.bincount(groups)
    classes = _label_groups(samples, groups, len(members))
    dealt = np.full(len(members), int(Part.TRAIN))
    for label, name in enumerate(samples.names):
        of_class = np.flatnonzero(classes == label)
        if len(of_class) <= len(due):
            raise InputError(
                "--data",
                f"the class {name!r} has {len(of_class)} different samples; at least "
                f"{len(due) + 1} are needed, one in each part (training, {_name(due)})",
            )
        dealt[of_class] = _deal_class(sizes[of_class], due, rng)
    return dealt[groups]


def _label_groups(samples: Samples, groups: NDArray[np.intp], n: int) -> NDArray[np.intp]:
    """The class of each group; where equal samples bear several labels, the most frequent."""
    counts = np.zeros((n, len(samples.names)), np.int64)
    np.add.at(counts, (groups, samples.labels), 1)
    return counts.argmax(axis=1)


def _deal_class(
    sizes: NDArray[np.int64], due: dict[Part, float], rng: np.random.Generator
) -> NDArray[np.int64]:
    """The part of each group of one class, from the sizes of the groups."""
    total = int(sizes.sum())
    wanted = {part: max(1, round(share * total)) for part, share in due.items()}
    held = dict.fromkeys(due, 0.0)
    dealt = np.full(len(sizes), int(Part.TRAIN))
    for group in rng.permutation(len(sizes)):
        size = float(sizes[group])
        for part in due:
            # Taken where that brings the part nearer to what it is due.
            if held[part] + size / 2 <= wanted[part]:
                dealt[group] = part
                held[part] += size
                break
    return _fill_empty(dealt, sizes, [Part.TRAIN, *due])


def _fill_empty(
    dealt: NDArray[np.int64], sizes: NDArray[np.int64], parts: list[Part]
) -> NDArray[np.int64]:
    """Give each part that got nothing the smallest group of the part with the most groups."""
    for part in parts:
        if (dealt == part).any():
            continue
        richest = max(parts, key=lambda each: int((dealt == each).sum()))
        candidates = np.flatnonzero(dealt == richest)
        dealt[candidates[sizes[candidates].argmin()]] = part
    return dealt


def _name(parts: Iterable[Part]) -> str:
    return ", ".join(part.name.lower() for part in sorted(parts))


def _cut(samples: Samples, parts: NDArray[np.int64], left_out: int) -> Splits:
    samples = replace(samples, parts=parts)
    train, validation, test = (
        samples.take(np.flatnonzero(parts == part))
        for part in (Part.TRAIN, Part.VALIDATION, Part.TEST)
    )
    for name, count in train.counts().items():
        if not count:
            raise InputError("--data", f"the class {name!r} has no training samples")
    return Splits(train, validation, test, left_out)
