"""The papers of an agenda as files: of a pack, of an assessment, the same bytes each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from compass.errors import InputError, UnavailableError
from compass.service.agendas import FORMS, agenda_papers
from compass.service.beginning import begin_assessment
from compass.service.workspace import open_workspace

CASE = "questionnaires/radiology-ai/assessments/fracture-detection.yaml"
TINY = "tests/packs/tiny"


@pytest.fixture
def workspace():
    return open_workspace(Path.cwd())


@pytest.mark.pdf
@pytest.mark.parametrize("form", FORMS)
def test_each_paper_is_written_with_the_same_bytes_each_time(workspace, tmp_path, form):
    once, again = (tuple(tmp_path / f"{name}{ending}" for ending in (".pdf", ".html")) for name in ("once", "again"))
    for targets in (once, again):
        agenda_papers(workspace.afresh(), TINY, "right", targets, form, "fr", 600)
    for one, other in zip(once, again, strict=True):
        assert one.read_bytes() == other.read_bytes() != b""


def test_an_agenda_may_be_a_file_and_the_pack_that_of_an_assessment_which_tells_numbers(workspace, tmp_path):
    target = tmp_path / "guide.html"
    agenda_papers(workspace, CASE, "questionnaires/radiology-ai/agendas/90-minutes.yaml", (target,), "guide", "en")
    page = target.read_text(encoding="utf-8")
    assert "Finding fractures in the emergency department: two software products" in page
    assert "€156,000 per year" in page
    assert "Cost ceiling per study" not in page


def test_what_the_answers_do_not_say_yet_is_told_as_it_is_computed(workspace, tmp_path):
    blank, target = tmp_path / "assessments" / "new.yaml", tmp_path / "cards.html"
    blank.parent.mkdir()
    begin_assessment(workspace, "radiology-ai", blank, "en", "2026-11-24")
    agenda_papers(workspace, str(blank), "90-minutes", (target,), "cards", "en")
    page = target.read_text(encoding="utf-8")
    assert "worst: Studies a year × Cost ceiling per study" in page
    assert "worst: 0% — best: 100%" in page


def test_an_agenda_that_the_pack_has_not_is_refused_with_those_it_has(workspace, tmp_path):
    with pytest.raises(InputError) as refused:
        agenda_papers(workspace, "compass", "60-minutes", (tmp_path / "a.html",), "guide", "en")
    (problem,) = refused.value.problems
    assert (problem.code, problem.details["known"]) == ("F063", "150-minutes, 45-minutes, 90-minutes")


def test_a_paper_has_no_workbook(workspace, tmp_path):
    with pytest.raises(UnavailableError) as refused:
        agenda_papers(workspace, "compass", "45-minutes", (tmp_path / "a.xlsx",), "cards", "en")
    assert refused.value.problem.code == "S003"
    assert list(tmp_path.iterdir()) == []
