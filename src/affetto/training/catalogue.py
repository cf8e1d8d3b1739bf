"""The published recipes by name. Neither Keras nor PyTorch is imported to list them."""

from __future__ import annotations

import difflib

from affetto.errors import InputError
from affetto.training.recipe import Recipe
from affetto.training.recipes import s0, s1, s2, s3, s4


def list_recipes() -> list[Recipe]:
    """All published recipes, system by system."""
    return [recipe for system in (s0, s1, s2, s3, s4) for recipe in system.RECIPES]


def find_recipe(name: str) -> Recipe:
    """The recipe called `name`.

    Raises:
        InputError: there is none; those with a like name are suggested.
    """
    recipes = {recipe.name: recipe for recipe in list_recipes()}
    if name in recipes:
        return recipes[name]
    close = difflib.get_close_matches(name, recipes, n=3)
    advice = f"did you mean {' or '.join(close)}" if close else "`affetto recipes` lists all"
    raise InputError(name, f"no such recipe; {advice}" + ("?" if close else ""))
