"""`compass check`: the shipped packs pass, worked cases run as tests, and what is wrong is told where it is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from compass import shipped
from compass.catalogue.packs import Shelf
from compass.service.checking import check_packs
from compass.service.workspace import Workspace, open_workspace

PACKS = Path(__file__).parents[1] / "packs"


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(PACKS / "tiny", tmp_path / "tiny"))


def check(folder):
    shelf = Shelf((folder.parent,), shipped.questionnaires() / "library", folder)
    (checked,) = check_packs(Workspace(shelf))
    return checked


def change(folder, file, old, new):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_every_shipped_pack_passes_without_a_problem():
    checked = check_packs(open_workspace(Path.cwd()))
    assert {pack.name for pack in checked} >= {"radiology-ai"}
    for pack in checked:
        assert pack.problems == ()
        assert pack.passes
        assert pack.cases >= 1


def test_a_right_pack_passes_and_is_counted(folder):
    checked = check(folder)
    assert (checked.name, checked.problems, checked.passes) == ("tiny", (), True)
    assert (checked.questions, checked.nodes, checked.factors, checked.cases) == (11, 4, 1, 1)


def test_what_is_wrong_with_an_agenda_is_told_with_its_pack(folder):
    change(folder, "agendas/right.yaml", "question: evenings", "question: mornings")
    (problem,) = check(folder).problems
    assert (problem.code, str(problem.place)) == ("N012", "agendas/right.yaml:10:15")


def test_a_worked_case_that_does_not_come_out_is_told_at_its_expectation(folder):
    change(folder, "assessments/right.yaml", "quantity: used, likely: 6}", "quantity: used, likely: 7}")
    (problem,) = check(folder).problems
    assert (problem.code, str(problem.place)) == ("E005", "assessments/right.yaml:22:43")
    assert (problem.details["found"], problem.details["expected"]) == (pytest.approx(6), 7)


@pytest.mark.parametrize(
    ("expectation", "code", "column"),
    [
        ("{option: oldest, quantity: used, likely: 6}", "E009", 14),
        ("{option: old, quantity: unused, likely: 6}", "E009", 29),
        ("{option: old, criterion: climate, likely: 6}", "E005", 47),
        ("{option: old, finding: nothing}", "E009", 28),
        ("{option: old, criterion: climbing, likely: 6}", "E009", 30),
        ("{ranking: [old, newest]}", "E009", 21),
        ("{drivers: [sharing, shading]}", "E009", 25),
        ("{ranking: [new, old]}", "E010", 15),
        ("{option: new, criterion: share, drivers: [evenings]}", "E011", 46),
        ("{option: old, criterion: climate, largest: [sea]}", "E009", 49),
        ("{option: old, knock_out: nothing, verdict: passed}", "E009", 30),
        ("{option: old, criterion: climate, largest: [see]}", "E008", 48),
    ],
)
def test_each_kind_of_expectation_is_told_at_its_place(folder, expectation, code, column):
    change(folder, "assessments/right.yaml", "{option: old, quantity: used, likely: 6}", expectation)
    (problem,) = check(folder).problems
    assert (problem.code, str(problem.place)) == (code, f"assessments/right.yaml:22:{column}")


def test_a_knock_out_with_another_verdict_is_told(folder):
    (folder / "out.yaml").write_text(
        "knock_outs: {dim: {when: energy > 0.01, title: {fr: x, en: y}}}\n", encoding="utf-8"
    )
    change(
        folder, "assessments/right.yaml", "expect:\n", "expect:\n  - {option: old, knock_out: dim, verdict: passed}\n"
    )
    (problem,) = check(folder).problems
    assert (problem.code, problem.details["found"], problem.details["expected"]) == ("E007", "failed", "passed")


def test_a_wrong_worked_case_is_told_like_any_assessment(folder):
    change(folder, "assessments/right.yaml", "evenings: 100", "evenings: 400")
    checked = check(folder)
    assert [(p.code, str(p.place)) for p in checked.problems] == [("A003", "assessments/right.yaml:7:18")]
    assert not checked.passes


def test_the_cases_of_a_pack_with_faults_are_not_run(folder):
    change(folder, "tree.yaml", "used / sharing", "used / shared")
    change(folder, "assessments/right.yaml", "quantity: used, likely: 6}", "quantity: used, likely: 7}")
    assert [p.code for p in check(folder).problems] == ["N001"]


def test_a_warning_lets_a_pack_pass_and_its_cases_run(folder):
    change(folder, "pack.yaml", "likely: 0.05,", "likely: 0.06,")
    change(folder, "assessments/right.yaml", "likely: 0.04}", "likely: 0.048}")
    checked = check(folder)
    assert [p.code for p in checked.problems] == ["K011"]
    assert checked.passes


def test_evidence_that_nothing_rests_on_is_a_warning(folder):
    change(folder, "assessments/right.yaml", "evidence:\n", 'evidence:\n  leaflet: {title: "A leaflet"}\n')
    checked = check(folder)
    assert [(p.code, str(p.place)) for p in checked.problems] == [("A020", "assessments/right.yaml:6:3")]
    assert checked.passes


@pytest.mark.parametrize(("today", "codes"), [("2027-12-31", []), ("2028-01-01", ["K015"])])
def test_numbers_expire_against_the_day_of_the_caller(folder, today, codes):
    change(folder, "pack.yaml", "quality: measured}", "quality: measured, expires: 2027-12-31}")
    shelf = Shelf((folder.parent,), shipped.questionnaires() / "library", folder, today)
    (checked,) = check_packs(Workspace(shelf))
    assert [p.code for p in checked.problems] == codes
    assert checked.passes
