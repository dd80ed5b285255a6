"""docs/formulas.md names every function with the arguments it takes, and its examples come out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from compass.catalogue.reader import read_file
from compass.engine.expression import FUNCTIONS
from compass.service.checking import check_packs
from compass.service.workspace import open_workspace
from tests.docs.markdown import blocks, sections

PAGE = Path("docs/formulas.md").read_text(encoding="utf-8")
ARITY = re.compile(r"^(\d+)(?: (?:to|or) (\d+))?\b")
HEADING = re.compile(r"`(\w+)\(")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Write the blocks of the page as the files of one pack; a criterion on each quantity makes it used."""
    folder = tmp_path_factory.mktemp("page") / "formulas"
    for number, block in enumerate(blocks(PAGE, "yaml")):
        path = folder / (block.name or f"part_{number}.yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")
    criteria = [_criterion(id, quantity["unit"]) for id, quantity in _quantities(folder).items()]
    (folder / "criteria.yaml").write_text("criteria:\n" + "".join(criteria), encoding="utf-8")
    return folder


def _quantities(folder):
    read = (read_file(path, path.name).data for path in folder.glob("*.yaml"))
    return {id: quantity for data in read for id, quantity in data.get("quantities", {}).items()}


def _criterion(id, unit):
    words = "{fr: x, en: x}"
    return f"  on_{id}: {{title: {words}, family: all_of_it, unit: '{unit}', objective: minimise, formula: {id}}}\n"


def test_every_example_of_the_page_comes_out(folder):
    (checked,) = check_packs(open_workspace(folder.parent), (str(folder),))
    assert (checked.problems, checked.cases) == ((), 1)


def test_every_function_is_named_with_the_arguments_it_takes():
    found = {HEADING.search(title)[1]: text for title, text in sections(PAGE, "###").items()}
    assert set(found) == set(FUNCTIONS)
    for name, text in found.items():
        least, most = ARITY.match(text).groups()
        assert (int(least), int(most or least)) == FUNCTIONS[name], name


def test_every_function_is_shown_by_a_formula_that_is_run():
    for title, text in sections(PAGE, "###").items():
        name = HEADING.search(title)[1]
        shown = "".join(block.text for block in blocks(text, "yaml"))
        assert re.search(rf"(formula|when): .*\b{name}\(", shown), name


def test_the_list_of_functions_is_that_of_the_language():
    row = next(line for line in PAGE.splitlines() if line.startswith("| Functions"))
    assert set(re.findall(r"`(\w+)`", row)) == set(FUNCTIONS)
