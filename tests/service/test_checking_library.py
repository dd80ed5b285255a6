"""The library is checked as a whole, whether a pack uses a file or not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from compass import shipped
from compass.catalogue.packs import Shelf
from compass.service.checking import check_library, check_packs
from compass.service.workspace import Workspace, open_workspace

PACKS = Path(__file__).parents[1] / "packs"
ROW = "value: 1, source: compass_2026, year: 2026, geography: WOR, quality: measured"
TITLE = "title: {fr: Masse, en: Mass}"


@pytest.fixture
def workspace(tmp_path):
    """Give the small pack with a copy of the library that a test may spoil."""
    shutil.copytree(PACKS / "tiny", tmp_path / "tiny")
    shutil.copytree(shipped.questionnaires() / "library", tmp_path / "library")
    return Workspace(Shelf((tmp_path,), tmp_path / "library", tmp_path))


def written(workspace, name, text):
    (workspace.shelf.library / name).write_text(text, encoding="utf-8")


def told(workspace):
    return [(p.code, str(p.place)) for p in check_library(workspace).problems]


def test_the_shipped_library_has_no_problem():
    checked = check_library(open_workspace(Path.cwd()))
    assert checked.problems == ()
    assert checked.factors > 80


def test_a_fault_in_a_file_that_no_pack_uses_is_told_at_its_place(workspace):
    written(workspace, "factors/new.yaml", f"factors:\n  mass: {{{TITLE}, unit: stone, {ROW}}}\n")
    assert told(workspace) == [("U002", "library/factors/new.yaml:2:46")]
    assert not check_library(workspace).passes


def test_what_nothing_uses_is_no_fault_of_a_library(workspace):
    written(workspace, "modules.yaml", f"quantities:\n  idle: {{{TITLE}, unit: year, formula: horizon}}\n")
    assert told(workspace) == []


def test_what_a_pack_was_told_is_not_told_again(workspace):
    path = workspace.shelf.library / "flows.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("unit: staff_h/year", "unit: stone/year"), encoding="utf-8"
    )
    (pack,) = check_packs(workspace)
    assert "U002" in {problem.code for problem in pack.problems}
    assert told(workspace) == []


def test_two_library_files_may_not_take_one_name(workspace):
    written(workspace, "factors/another.yaml", f"factors:\n  pue: {{{TITLE}, unit: '1', {ROW}}}\n")
    assert [code for code, _ in told(workspace)] == ["N010"]
