"""Modules of the library: what they bring, and what they expect of the pack that uses them."""

from __future__ import annotations

from pathlib import Path

import pytest

from compass import shipped
from compass.catalogue.packs import Shelf
from compass.catalogue.reader import read_file
from compass.texts.messages import problem_line

LIBRARY = shipped.questionnaires() / "library"
MODULES = sorted(path.stem for path in (LIBRARY / "modules").glob("*.yaml"))
FACTORS = sorted(f"factors/{path.stem}" for path in (LIBRARY / "factors").glob("*.yaml"))
HEADER = """
pack: user
version: 1
title: {{fr: x, en: x}}
functional_unit: {{fr: x, en: x}}
horizon: 5
uses: [{uses}]
licence: CC0-1.0
authors: [x]
"""
COUNTED = """
families: {all: {title: {fr: x, en: x}}}
criteria:
  data: {title: {fr: x, en: x}, family: all, unit: GB/year, objective: minimise, characterise: {network_data: 1}}
"""
NEEDED = """
nodes:
  need: {level: need, title: {fr: x, en: x}}
  letters: {level: alternative, caused_by: need, title: {fr: x, en: x}}
  sending: {level: function, caused_by: letters, title: {fr: x, en: x}}
quantities:
  data_sent: {title: {fr: x, en: x}, unit: GB/year, formula: letters_a_year * one}
factors:
  one: {title: {fr: x, en: x}, unit: GB, value: 1, source: compass_2026, year: 2026, geography: WOR, quality: measured}
sections:
  all:
    title: {fr: x, en: x}
    questions: {letters_a_year: {ask: {fr: x, en: x}, type: number, unit: 1/year}}
"""


def check(folder: Path, text: str, library: Path = LIBRARY):
    (folder / "user.yaml").write_text(text, encoding="utf-8")
    return Shelf((), library, folder).check(folder / "user.yaml")


@pytest.mark.parametrize("module", MODULES)
def test_a_shipped_module_expects_all_that_it_does_not_hold(module, tmp_path):
    expects = read_file(LIBRARY / "modules" / f"{module}.yaml", module).data["expects"]
    checked = check(tmp_path, HEADER.format(uses=f"modules/{module}"))
    told = sorted((p.details["wanted"], p.details["name"]) for p in checked.faults if p.code == "N013")
    assert told == sorted((collection, id) for collection, ids in expects.items() for id in ids)
    assert {p.code for p in checked.faults} == {"N013"}


@pytest.mark.parametrize("module", MODULES)
def test_the_factors_that_a_shipped_module_expects_are_in_the_library(module, tmp_path):
    checked = check(tmp_path, HEADER.format(uses=", ".join([*FACTORS, f"modules/{module}"])))
    assert [p.details for p in checked.faults if p.details.get("wanted") == "factors"] == []


def test_a_missing_thing_is_told_once_where_the_pack_names_the_module(tmp_path):
    checked = check(tmp_path, HEADER.format(uses="modules/networks") + COUNTED)
    assert [(p.code, str(p.place)) for p in checked.problems] == [("N013", "user.yaml:7:8")] * 2
    assert problem_line(checked.problems[0], "en") == (
        "user.yaml:7:8: N013 the module “modules/networks” expects the quantity “data_sent”; declare it (the module "
        "says what for), name the library file that has it under “uses”, or do without the module."
    )
    assert "attend la quantité" in problem_line(checked.problems[0], "fr")


def test_a_pack_that_has_what_is_expected_takes_the_consequences_of_the_module(tmp_path):
    checked = check(tmp_path, HEADER.format(uses="modules/networks") + COUNTED + NEEDED)
    assert checked.problems == ()
    assert checked.pack.nodes["network_transfer"].caused_by == ("sending",)


def test_each_module_that_lacks_a_thing_is_named(tmp_path):
    checked = check(tmp_path, HEADER.format(uses="modules/hosting, modules/training"))
    told = [p.details["module"] for p in checked.faults if p.details["name"] == "computing"]
    assert told == ["modules/hosting", "modules/training"]


def test_a_module_may_ask_questions(tmp_path):
    library = tmp_path / "library"
    for name in ("units", "sources", "scales", "flows"):
        (library / "modules").mkdir(parents=True, exist_ok=True)
        (library / f"{name}.yaml").write_bytes((LIBRARY / f"{name}.yaml").read_bytes())
    (library / "modules" / "letters.yaml").write_text(NEEDED, encoding="utf-8")
    networks = (LIBRARY / "modules" / "networks.yaml").read_bytes()
    (library / "modules" / "networks.yaml").write_bytes(networks)
    checked = check(tmp_path, HEADER.format(uses="modules/letters, modules/networks") + COUNTED, library)
    assert checked.problems == ()
    assert checked.pack.questions["letters_a_year"].section == "all"


@pytest.mark.parametrize(
    ("expects", "code", "place"),
    [
        ("{node: [sending]}", "K001", "odd.yaml:1:11"),
        ("{nodes: 3}", "K003", "odd.yaml:1:18"),
        ("[sending]", "K003", "odd.yaml:1:10"),
    ],
)
def test_a_wrong_expectation_is_told_in_the_module(expects, code, place, tmp_path):
    library = tmp_path / "library"
    library.mkdir()
    (library / "odd.yaml").write_text(f"expects: {expects}\n", encoding="utf-8")
    checked = check(tmp_path, HEADER.format(uses="odd"), library)
    assert [(p.code, str(p.place)) for p in checked.faults] == [(code, f"library/{place}")]


@pytest.mark.parametrize("module", MODULES)
def test_the_format_page_lists_what_each_module_expects(module):
    page = (Path(__file__).parents[2] / "docs" / "format.md").read_text(encoding="utf-8")
    (row,) = [line for line in page.splitlines() if line.startswith(f"| `{module}` |")]
    expects = read_file(LIBRARY / "modules" / f"{module}.yaml", module).data["expects"]
    named = {id for collection, ids in expects.items() if collection != "factors" for id in ids}
    assert named <= set(row.replace("`", " ").replace(",", " ").split())
