"""Documentation is part of the product: nothing a user can type or set is undocumented."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
import typer

from affetto.cli.main import app
from affetto.config import Settings
from affetto.inference.registry import list_models


def walk(command, name):
    yield name, command
    for child_name, child in getattr(command, "commands", {}).items():
        yield from walk(child, f"{name} {child_name}")


COMMANDS = dict(walk(typer.main.get_command(app), "affetto"))
# The published recipes have a command each, all with the same options.
ONE_RECIPE = "s1-cnn"
COMMANDS["affetto train RECIPE"] = COMMANDS["affetto train"].get_command(None, ONE_RECIPE)


@pytest.fixture(scope="module")
def reference(root):
    return (root / "docs" / "cli.md").read_text()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name, reference):
    parent, _, leaf = name.removeprefix("affetto").strip().rpartition(" ")
    spelled = f"{parent} {leaf}".strip() or "affetto"
    if parent == "train":
        assert re.search(rf"affetto train [a-z|]*\b{leaf}\b", reference)
    else:
        assert f"`{spelled}" in reference or f"`affetto {spelled}" in reference


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_documented(name, reference):
    options = [
        option
        for parameter in COMMANDS[name].params
        if parameter.param_type_name == "option"
        for option in parameter.opts
        if option != "--help"
    ]
    missing = [option for option in options if not re.search(rf"`[^`]*{option}\b", reference)]
    assert not missing


def test_every_command_explains_itself():
    assert all(command.help for command in COMMANDS.values())


def test_every_setting_is_documented(root):
    documented = (root / "docs" / "settings.md").read_text()
    for field in fields(Settings):
        assert f"`AFFETTO_{field.name.upper()}`" in documented


def test_no_variable_is_read_that_is_not_documented(root):
    documented = (root / "docs" / "settings.md").read_text()
    for source in (root / "src").rglob("*.py"):
        for variable in re.findall(r"AFFETTO_[A-Z_]+", source.read_text()):
            assert f"`{variable}`" in documented, f"{variable} in {source.name}"


def test_every_model_has_a_card_that_names_its_file(root):
    for spec in list_models():
        card = (root / spec.card).read_text()
        assert spec.path.name in card
        assert "art. 5(1)(f)" in " ".join(card.split())  # says which uses are banned
        assert all([spec.task, spec.licence, spec.sources, spec.command])


def test_no_figure_was_left_to_be_filled_in(root):
    for page in [*(root / "docs").rglob("*.md"), *root.glob("*.md")]:
        assert not re.search(r"@[A-Z_]+@", page.read_text()), page.name


@pytest.mark.parametrize("folder", ["docs", "examples", "."])
def test_links_between_documents_lead_somewhere(root, folder):
    pages = (root / folder).glob("*.md") if folder == "." else (root / folder).rglob("*.md")
    for page in pages:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
