"""Whose result changes with another pack, and why."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from compass import shipped
from compass.catalogue.packs import Shelf
from compass.errors import AssessmentError, EvaluationError
from compass.service.comparing import compare_packs, compare_results
from compass.service.keeping import snapshot_file
from compass.service.workspace import Workspace

PACKS = Path(__file__).parents[1] / "packs"
CASE = PACKS / "tiny" / "assessments" / "right.yaml"


@pytest.fixture
def new(tmp_path):
    """A copy of the tiny pack, to be changed."""
    return Path(shutil.copytree(PACKS / "tiny", tmp_path / "later" / "tiny"))


@pytest.fixture
def workspace():
    return Workspace(Shelf((PACKS,), shipped.questionnaires() / "library", PACKS))


def change(folder, file, old, new):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def results(workspace, new, old=None):
    return compare_results(workspace, CASE, str(new), old, draws=64)


def causes(found):
    return {cause.items: cause for cause in found.outcome.causes}


def test_the_same_pack_changes_nothing(workspace, new):
    found = results(workspace, new)
    assert found.outcome.changes.is_empty
    assert found.outcome.revision.items == ()
    assert found.outcome.causes == ()


def test_each_change_is_told_with_what_it_does_alone(workspace, new):
    """12 kWh a year less 6 × 0.05 kg: a factor of 0.06 instead of 0.05 adds 0.06 kg; twice the use adds 0.30 kg."""
    change(new, "pack.yaml", "likely: 0.05", "likely: 0.06")
    change(new, "tree.yaml", "formula: evenings * energy", "formula: 2 * evenings * energy")
    change(new, "pack.yaml", '"Choosing a lamp"', '"Choosing one lamp"')
    found = results(workspace, new)
    factor, formula = ("factors", "ghg"), ("quantities", "used")
    assert set(causes(found)) == {(factor,), (formula,)}
    alone = {
        items[0]: {(e.option, e.criterion): e.likely for e in cause.effects}[("old", "climate")]
        for items, cause in causes(found).items()
    }
    assert alone == {factor: pytest.approx(0.06), formula: pytest.approx(0.30)}
    rest = {(r.option, r.criterion): r.likely for r in found.outcome.remainder}
    assert rest[("old", "climate")] == pytest.approx(0.72 - 0.30 - 0.06 - 0.30)
    changed = {(c.option, c.criterion): (c.before.likely, c.after.likely) for c in found.outcome.changes.criteria}
    assert changed[("old", "climate")] == (pytest.approx(0.30), pytest.approx(0.72))
    assert ("old", "look") not in changed


def test_a_formula_and_the_factor_it_now_reads_are_one_cause(workspace, new):
    change(
        new, "pack.yaml", "factors:\n",
        'factors:\n  doubled: {title: {fr: x, en: x}, unit: "1", value: 2, source: compass_2026, year: 2026, '
        "geography: FRA, quality: measured}\n",
    )  # fmt: skip
    change(new, "tree.yaml", "formula: evenings * energy", "formula: evenings * energy * doubled")
    found = results(workspace, new)
    (cause,) = found.outcome.causes
    assert set(cause.items) == {("factors", "doubled"), ("quantities", "used")}
    assert cause.tried
    assert found.outcome.remainder == ()


def test_changes_that_only_fit_together_are_tried_together(workspace, new):
    """The unit of the factor alone would fit no formula: that of the criterion changes with it."""
    change(new, "pack.yaml", "unit: kgCO2e/kWh, low: 0.04, likely: 0.05", "unit: kg/kWh, low: 0.04, likely: 0.055")
    change(new, "criteria.yaml", "unit: kgCO2e/year, objective", "unit: kg/year, objective")
    (cause,) = results(workspace, new).outcome.causes
    assert {("factors", "ghg"), ("criteria", "climate")} <= set(cause.items)
    assert cause.tried
    assert {(e.option, e.criterion) for e in cause.effects} == {("old", "climate"), ("new", "climate")}


def test_an_answer_that_no_longer_fits_is_told_at_its_place_and_left_out(workspace, new):
    change(new, "pack.yaml", "version: 2", "version: 3")
    change(new, "questions/lamp.yaml", "colour:\n", "shade:\n")
    found = results(workspace, new)
    assert [(p.code, p.place.line) for p in found.misfits] == [("A001", 12), ("A001", 19)]
    assert "colour" not in found.after.read.assessment.options[0].answers
    assert {(c.option, c.criterion) for c in found.outcome.changes.criteria} >= {("old", "look")}


def test_a_needed_answer_that_no_longer_fits_is_the_input_s_fault(workspace, new):
    change(new, "questions/room.yaml", "between: [0, 365]", "between: [0, 50]")
    with pytest.raises(EvaluationError) as error:
        results(workspace, new)
    assert [p.code for p in error.value.problems] == ["A003", "V001"]


def test_another_method_is_refused(workspace):
    with pytest.raises(AssessmentError) as error:
        results(workspace, PACKS / "single.yaml")
    assert [p.code for p in error.value.problems] == ["A019"]


def test_one_starts_from_a_snapshot_when_the_pack_has_moved_on(workspace, new, tmp_path):
    kept = tmp_path / "kept.json"
    snapshot_file(workspace, CASE, kept)
    change(new, "pack.yaml", "likely: 0.05", "likely: 0.06")
    later = Workspace(Shelf((new.parent,), shipped.questionnaires() / "library", tmp_path))
    found = compare_results(later, new / "assessments" / "right.yaml", str(new), str(kept), draws=64)
    assert set(causes(found)) == {(("factors", "ghg"),)}


def test_a_pack_beside_a_snapshot_is_compared_in_what_the_assessment_reaches(workspace, new, tmp_path):
    kept = tmp_path / "kept.json"
    snapshot_file(workspace, CASE, kept)
    assert compare_packs(workspace, str(kept), str(PACKS / "tiny")).revision.items == ()
    assert compare_packs(workspace, str(PACKS / "tiny"), str(kept)).revision.items == ()
    change(new, "pack.yaml", "horizon: 5", "horizon: 6")
    (item,) = compare_packs(workspace, str(kept), str(new)).revision.items
    assert (item.collection, [key.key for key in item.keys]) == ("header", ["horizon"])
