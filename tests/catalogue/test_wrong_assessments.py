"""Each file of `tests/wrong_assessments` holds one fault; it is told at its place, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from compass import shipped
from compass.catalogue.packs import Shelf
from compass.errors import AssessmentError, InputError
from compass.service.evaluating import evaluate_file
from compass.service.workspace import Workspace
from compass.texts.messages import problem_line
from compass.texts.words import LANGUAGES
from tests.catalogue.test_wrong_packs import MARK, expected_in, found_in, has_no_blank_left

TESTS = Path(__file__).parents[1]
FILES = sorted((TESTS / "wrong_assessments").glob("*.yaml"))
MARKED = [path for path in FILES if any(MARK.search(line) for line in path.read_text().splitlines())]


@pytest.fixture(scope="module")
def workspace():
    return Workspace(Shelf((TESTS / "packs",), shipped.questionnaires() / "library", TESTS))


def refused(workspace, path):
    with pytest.raises(InputError) as error:
        evaluate_file(workspace, path, draws=64)
    return error.value.problems


def test_the_pack_of_these_assessments_is_right(workspace):
    assert workspace.pack("tiny").problems == ()


@pytest.mark.parametrize("path", MARKED, ids=lambda path: path.stem)
def test_a_wrong_assessment_is_told_its_fault_at_its_place_and_nothing_else(workspace, path):
    problems = refused(workspace, path)
    assert found_in(problems) == expected_in(path), [problem_line(problem, "en") for problem in problems]
    assert path.stem[:4] in {problem.code for problem in problems}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_sentence_of_a_wrong_assessment_gives_the_place_in_both_languages(workspace, path):
    for problem in refused(workspace, path):
        for language in LANGUAGES:
            line = problem_line(problem, language)
            assert line.startswith(f"{problem.place}: {problem.code} ")
            assert has_no_blank_left(line, problem.code)
            assert len(line) < 1000


def test_a_division_by_zero_is_told_at_the_formula_with_the_option(workspace):
    (problem,) = refused(workspace, TESTS / "wrong_assessments" / "V002_division_by_zero.yaml")
    assert problem.code == "V002"
    assert problem.details == {"name": "each_one", "option": "new"}
    assert str(problem.place) == "packs/tiny/tree.yaml:3:98"


def test_an_answer_in_another_unit_of_the_same_kind_is_converted(workspace, tmp_path):
    text = (TESTS / "packs/tiny/assessments/right.yaml").read_text(encoding="utf-8")
    file = tmp_path / "converted.yaml"
    file.write_text(text.replace("8e-6 MWh/case", "0.3 MWh/case"), encoding="utf-8")
    cells = workspace.assessment(file).cells
    assert cells.of("energy", "new").known.likely == pytest.approx(300)
    assert cells.of("energy", "old").known.likely == 0.06


def test_unknown_words_name_what_was_meant(workspace):
    for file, near in (
        ("A001_unknown_question", "evenings"),
        ("A005_unknown_option", "cold"),
        ("A010_unknown_evidence", "box"),
    ):
        (problem,) = refused(workspace, TESTS / "wrong_assessments" / f"{file}.yaml")
        assert problem_line(problem, "en").endswith(f"Did you mean “{near}”?")


def test_every_fault_of_an_assessment_is_told_at_once(workspace, tmp_path):
    text = (TESTS / "packs/tiny/assessments/right.yaml").read_text(encoding="utf-8")
    file = tmp_path / "three.yaml"
    file.write_text(
        text.replace("evenings: 100", "evenings: 999")
        .replace("colour: warm", "colour: red")
        .replace("evidence: box, page", "evidence: bag, page"),
        encoding="utf-8",
    )
    with pytest.raises(AssessmentError) as error:
        workspace.assessment(file)
    assert [problem.code for problem in error.value.problems] == ["A003", "A005", "A010"]
