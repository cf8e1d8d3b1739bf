from __future__ import annotations

import inspect
import subprocess
import sys
from dataclasses import fields

import pytest

from affetto.affect import FaceEmotion, SceneEmotion
from affetto.errors import InputError
from affetto.training.catalogue import find_recipe, list_recipes
from affetto.training.recipe import (
    Balancing,
    Ensemble,
    FeatureInput,
    Network,
    NetworkWithSvm,
    PictureInput,
    Subject,
    SupportVectors,
)

RECIPES = {recipe.name: recipe for recipe in list_recipes()}


def test_every_published_model_has_a_recipe():
    assert list(RECIPES) == [
        "s0-face-cnn-baseline",
        "s0-face-cnn-tuned",
        "s0-face-svm-baseline",
        "s0-face-svm-tuned",
        "s0-landscape-cnn-baseline",
        "s0-landscape-cnn-tuned",
        "s0-landscape-svm-baseline",
        "s0-landscape-svm-tuned",
        "s1-cnn",
        "s1-resnet50",
        "s2-efficientnet-b3",
        "s3-vgg16",
        "s3-vgg19",
        "s3-cnn",
        "s3-resnet50v2",
        "s4-face-cnn",
        "s4-face-vgg16",
        "s4-ensemble",
        "s4-ferplus",
        "s4-ferplus-vgg16",
        "s4-music-rules",
        "s4-music-cnn",
        "s4-music-attention-rnn",
    ]


def test_a_recipe_is_found_by_its_name():
    assert find_recipe("s1-cnn") is RECIPES["s1-cnn"]


def test_an_unknown_name_gets_those_like_it():
    with pytest.raises(InputError, match=r"^s1-ccn: no such recipe; did you mean .*s1-cnn.*\?$"):
        find_recipe("s1-ccn")


def test_a_name_like_no_other_gets_the_way_to_the_list():
    with pytest.raises(InputError, match="`affetto recipes` lists all"):
        find_recipe("zzz")


@pytest.mark.parametrize("name", RECIPES)
def test_a_name_begins_with_its_system(name):
    assert RECIPES[name].system.value.startswith(f"{name[:2].upper()}, ")


@pytest.mark.parametrize("name", RECIPES)
def test_labels_are_in_the_order_of_their_taxonomy(name):
    recipe = RECIPES[name]
    taxonomy = SceneEmotion if recipe.subject is Subject.LANDSCAPE else FaceEmotion
    assert list(recipe.labels) == [label for label in taxonomy if label in recipe.labels]


@pytest.mark.parametrize("name", RECIPES)
def test_input_and_balancing_suit_what_is_read(name):
    recipe = RECIPES[name]
    is_music = recipe.subject is Subject.MUSIC
    assert isinstance(recipe.input, FeatureInput if is_music else PictureInput)
    assert recipe.balancing is not Balancing.SMOTE or is_music
    assert recipe.balancing is not Balancing.AUGMENTED or recipe.copies is not None
    assert 0 < recipe.shares.validation + recipe.shares.test < 1


@pytest.mark.parametrize("name", RECIPES)
def test_what_is_searched_can_be_set(name):
    recipe = RECIPES[name]
    if recipe.search is None:
        return
    if isinstance(recipe.method, NetworkWithSvm):
        settable = {field.name for field in fields(SupportVectors)}
    else:
        settable = {
            "optimizer",
            "learning_rate",
            *inspect.signature(recipe.method.build).parameters,
        }
    assert recipe.search.values.keys() <= settable


@pytest.mark.parametrize("name", RECIPES)
def test_exactly_pretrained_networks_are_built_from_weights(name):
    method = RECIPES[name].method
    network = method.network if isinstance(method, NetworkWithSvm) else method
    if isinstance(network, Network):
        takes_weights = "weights" in inspect.signature(network.build).parameters
        assert takes_weights == network.pretrained


def test_members_of_an_ensemble_are_recipes_for_networks():
    ensembles = [r.method for r in RECIPES.values() if isinstance(r.method, Ensemble)]
    members = [find_recipe(name) for method in ensembles for name in method.members]
    assert members
    assert all(isinstance(member.method, Network) for member in members)


def test_listing_imports_no_framework():
    code = (
        "import sys\nfrom affetto.training.catalogue import list_recipes\nlist_recipes()\n"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not set(result.stdout.split()) & {"keras", "torch", "sklearn", "numpy"}
