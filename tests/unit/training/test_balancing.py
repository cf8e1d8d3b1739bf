"""Balancing, which must stay within the training part."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sklearn.neighbors import NearestNeighbors
from sklearn.utils.class_weight import compute_class_weight
from tests.unit.training.samples_for_tests import make_recipe, make_samples, real_faces

from affetto.errors import InputError
from affetto.training.balancing import balance, class_weights
from affetto.training.datasets.samples import Part, Samples
from affetto.training.recipe import Augmentation, Balancing, Copies, Shares, Subject
from affetto.training.splits import split_samples

FLIPPED = Augmentation(rotation_deg=20, shift=0.05, flip=True, brightness=(0.7, 1.3))


def training_faces(counts: dict[str, int]) -> Samples:
    names = tuple(counts)
    labels = np.repeat(np.arange(len(names)), list(counts.values()))
    return Samples(
        inputs=real_faces(len(labels)),
        labels=labels,
        names=names,
        origins=[f"face {n}" for n in range(len(labels))],
        parts=np.full(len(labels), Part.TRAIN),
    )


def training_features(counts: dict[str, int]) -> Samples:
    """Clusters of features, one of them on a far larger scale and one constant."""
    rng = np.random.default_rng(8)
    labels = np.repeat(np.arange(len(counts)), list(counts.values()))
    features = rng.normal(labels[:, None], 0.4, (len(labels), 4)) * [1, 1, 200, 0] + [0, 0, 90, 4]
    return Samples(
        inputs=features.astype(np.float32),
        labels=labels,
        names=tuple(counts),
        origins=[f"track {n}" for n in range(len(labels))],
        parts=np.full(len(labels), Part.TRAIN),
    )


def recipe_for(samples: Samples, balancing: Balancing, copies: Copies | None = None):
    subject = Subject.MUSIC if balancing is Balancing.SMOTE else Subject.FACE
    return make_recipe(subject, labels=samples.names, balancing=balancing, copies=copies)


def test_duplicates_level_the_classes_and_keep_every_sample():
    train = training_faces({"angry": 4, "happy": 11, "sad": 7})
    balanced = balance(train, recipe_for(train, Balancing.DUPLICATES), 1)
    assert set(balanced.counts().values()) == {11}
    assert balanced.origins[: len(train)] == train.origins
    assert set(balanced.digests()) == set(train.digests())


def test_duplicates_carry_their_label_and_votes():
    train = training_faces({"angry": 2, "happy": 6})
    train = replace(train, votes=np.eye(2, dtype=np.float32)[train.labels])
    balanced = balance(train, recipe_for(train, Balancing.DUPLICATES), 1)
    labels = dict(zip(train.digests(), train.labels.tolist(), strict=True))
    assert [labels[digest] for digest in balanced.digests()] == balanced.labels.tolist()
    assert balanced.votes is not None
    assert np.array_equal(balanced.votes.argmax(axis=1), balanced.labels)


def test_changed_copies_are_as_many_as_the_recipe_says_of_each_class():
    train = training_faces({"disgust": 5, "happy": 20, "sad": 8})
    copies = Copies(FLIPPED, {"disgust": 2, "happy": 0.45, "sad": 1})
    balanced = balance(train, recipe_for(train, Balancing.AUGMENTED, copies), 1)
    assert balanced.counts() == {"disgust": 15, "happy": 29, "sad": 16}
    changed = balanced.take(np.arange(len(train), len(balanced)))
    assert not set(changed.digests()) & set(train.digests())
    assert changed.inputs.dtype == np.uint8
    # Two of each face of disgust, none twice of those of whom not all are copied.
    origins = [origin.removesuffix(", changed") for origin in changed.origins]
    assert sorted(map(origins.count, train.origins[:5])) == [2] * 5
    assert max(map(origins.count, train.origins[5:25])) == 1


def test_a_changed_copy_still_resembles_its_original():
    train = training_faces({"angry": 3, "happy": 12})
    copies = Copies(Augmentation(shift=0.02))
    balanced = balance(train, recipe_for(train, Balancing.AUGMENTED, copies), 1)
    assert set(balanced.counts().values()) == {12}
    for row in range(len(train), len(balanced)):
        original = train.origins.index(balanced.origins[row].removesuffix(", changed"))
        pair = np.stack([balanced.inputs[row], train.inputs[original]]).reshape(2, -1)
        assert np.corrcoef(pair)[0, 1] > 0.9


def test_copies_are_made_beside_class_weights_too():
    train = training_faces({"angry": 3, "happy": 12})
    recipe = recipe_for(train, Balancing.WEIGHTS, Copies(FLIPPED, {"angry": 1}))
    assert balance(train, recipe, 1).counts() == {"angry": 6, "happy": 12}


def test_smote_levels_the_classes_with_samples_between_neighbours():
    train = training_features({"happy": 60, "sad": 9, "fear": 25})
    balanced = balance(train, recipe_for(train, Balancing.SMOTE), 3)
    assert set(balanced.counts().values()) == {60}
    assert np.array_equal(balanced.inputs[: len(train)], train.inputs)
    spread = np.where(train.inputs.std(axis=0) == 0, 1, train.inputs.std(axis=0))
    for label in (1, 2):
        real = train.inputs[train.labels == label] / spread
        made = balanced.inputs[len(train) :][balanced.labels[len(train) :] == label] / spread
        distances, _ = NearestNeighbors(n_neighbors=1).fit(real).kneighbors(made)
        # Within the class's own cloud: no further from a real sample than those from each other.
        reach = NearestNeighbors(n_neighbors=6).fit(real).kneighbors(real)[0].max()
        assert (distances <= reach).all()
        assert distances.max() > 0


def test_smote_names_a_class_with_too_few_neighbours():
    train = training_features({"happy": 30, "fear": 5})
    with pytest.raises(InputError, match="'fear' has 5 training samples; SMOTE needs at least 6"):
        balance(train, recipe_for(train, Balancing.SMOTE), 1)


@pytest.mark.parametrize("balancing", [Balancing.NONE, Balancing.WEIGHTS])
def test_nothing_is_added_where_the_recipe_adds_nothing(balancing):
    train = training_faces({"angry": 2, "happy": 5})
    assert balance(train, recipe_for(train, balancing), 1) is train


@pytest.mark.parametrize(
    ("balancing", "copies"),
    [
        (Balancing.DUPLICATES, None),
        (Balancing.AUGMENTED, Copies(FLIPPED)),
        (Balancing.SMOTE, None),
    ],
)
def test_what_is_made_of_training_reaches_neither_validation_nor_test(balancing, copies):
    if balancing is Balancing.SMOTE:
        made = training_features({"happy": 60, "sad": 20})
    else:
        made = training_faces({"angry": 20, "happy": 60})
    unsplit = replace(made, parts=np.full(len(made), Part.UNSAID))
    splits = split_samples(unsplit, Shares(validation=0.15, test=0.1), 4)
    balanced = balance(splits.train, recipe_for(made, balancing, copies), 4)
    assert len(balanced) > len(splits.train)
    learned = {origin.removesuffix(", changed") for origin in balanced.origins}
    for part in (splits.validation, splits.test):
        assert not set(balanced.digests()) & set(part.digests())
        assert not learned & set(part.origins)
        assert set(part.origins) <= set(made.origins)


@pytest.mark.parametrize("part", [Part.UNSAID, Part.VALIDATION, Part.TEST])
@pytest.mark.parametrize("balancing", list(Balancing))
def test_balancing_before_the_split_is_refused(balancing, part):
    samples = make_samples([0] * 8 + [1] * 20, parts=[Part.TRAIN] * 27 + [part])
    with pytest.raises(ValueError, match="split first"):
        balance(samples, recipe_for(samples, balancing), 1)


def test_the_seed_decides_what_is_drawn():
    train = training_faces({"angry": 6, "happy": 20})
    recipe = recipe_for(train, Balancing.AUGMENTED, Copies(FLIPPED))
    first, again, other = (balance(train, recipe, seed).digests() for seed in (1, 1, 2))
    assert first == again != other


def test_class_weights_are_those_of_scikit_learn():
    samples = make_samples([0] * 5 + [1] * 17 + [2] * 8, names=("angry", "happy", "sad"))
    expected = compute_class_weight("balanced", classes=np.arange(3), y=samples.labels)
    assert class_weights(samples) == pytest.approx(dict(enumerate(expected)))
