"""Answers written into a file, tried out without writing, and assessments begun and compared."""

import os
import shutil
from pathlib import Path

import pytest

from compass.errors import AnswerError, AssessmentError, UnavailableError
from compass.service.asking import answer_file, next_file, whatif_file
from compass.service.beginning import begin_assessment
from compass.service.evaluating import evaluate_file
from compass.service.siding import compare_files
from compass.service.workspace import open_workspace

CASE = Path("questionnaires/radiology-ai/assessments/fracture-detection.yaml").resolve()
CASES = sorted(Path("questionnaires").resolve().glob("*/assessments/*.yaml"))
if not os.environ.get("COMPASS_FULL"):
    CASES = list({path.parent: path for path in CASES}.values())  # one case of each pack
DRAWS = 128


@pytest.fixture
def case(tmp_path):
    return Path(shutil.copy(CASE, tmp_path / "case.yaml"))


@pytest.fixture
def workspace():
    return open_workspace(Path.cwd())


def test_answers_are_written_and_every_other_line_stays(case, workspace):
    before = case.read_text(encoding="utf-8").splitlines()
    answer_file(workspace, case, ["travel_km=12", "ce_mark@boneview_site=unknown"])
    after = case.read_text(encoding="utf-8").splitlines()
    gone, new = [line for line in before if line not in after], [line for line in after if line not in before]
    assert gone == ["  travel_km: unknown"]
    assert new == ["  travel_km: 12", *(line for line in new if "ce_mark" in line)]
    assert answer_file(workspace, case, ["travel_km="]).assessment.need["travel_km"].value is None


def test_nothing_is_written_where_one_answer_is_at_fault_and_all_faults_are_told(case, workspace):
    before = case.read_bytes()
    given = ["travel_km=12", "no_question=1", "travel_km=13", "prevalence=7", "freed_time", "ce_mark=x", "horizon@a={"]
    with pytest.raises(AnswerError) as refused:
        answer_file(workspace, case, given)
    codes = {problem.code for problem in refused.value.problems}
    assert {"A024", "A001", "A003", "A022"} <= codes
    assert case.read_bytes() == before


def test_a_file_written_in_a_way_that_can_not_be_edited_is_told_and_stays(case, workspace):
    text = case.read_text(encoding="utf-8").replace("  travel_km: unknown\n", "  ? travel_km\n  : unknown\n")
    case.write_text(text, encoding="utf-8")
    with pytest.raises(AssessmentError) as refused:
        answer_file(workspace, case, ["travel_km=12"])
    assert [problem.code for problem in refused.value.problems] == ["A025"]
    assert case.read_text(encoding="utf-8") == text


def test_trying_out_equals_editing_and_evaluating_again_byte_for_byte(case, workspace):
    given = ["travel_km={low: 5, likely: 12, high: 20}", "freed_time=care"]
    _, tried, changes = whatif_file(workspace, case, given, DRAWS)
    answer_file(workspace, case, given)
    edited = evaluate_file(open_workspace(Path.cwd()), case, DRAWS, told_only=True)
    assert tried.evaluated.evaluation.model_dump_json() == edited.evaluated.evaluation.model_dump_json()
    assert not changes.is_empty


def test_two_versions_are_compared_answer_by_answer(case, workspace, tmp_path):
    other = Path(shutil.copy(case, tmp_path / "other.yaml"))
    signed = "hospital_country={value: fra, by: Ada, at: 2026-11-24}"
    answer_file(workspace, other, ["travel_km=12", "freed_time=care", signed])
    before, after, outcome = compare_files(workspace, case, other, DRAWS)
    assert [cause.items for cause in outcome.causes] == [(("answers", "travel_km"),), (("answers", "freed_time"),)]
    whole = {(c.option, c.criterion): c.after.likely - c.before.likely for c in outcome.changes.criteria}
    parts = dict.fromkeys(whole, 0.0)
    for effect in (*(e for cause in outcome.causes for e in cause.effects), *outcome.remainder):
        parts[effect.option, effect.criterion] += effect.likely
    assert parts == pytest.approx(whole, abs=1e-6)
    assert before.read.digest != after.read.digest


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_begun_assessment_asks_the_screen_and_says_what_comes_next(tmp_path, workspace, language):
    path = tmp_path / "mine.yaml"
    begin_assessment(workspace, "radiology-ai", path, language, "2026-11-24")
    found = next_file(workspace, path, "screen", DRAWS)
    assert found.next.missing == ("studies_per_year", "hospital_country")
    answer_file(workspace, path, ["studies_per_year=25000", "hospital_country=fra"])
    found = next_file(workspace, path, "screen", DRAWS)
    assert {cell.question for cell in found.interview.cells if cell.depth == "screen"} <= {
        line.split(":")[0].strip() for line in path.read_text(encoding="utf-8").splitlines()
    }
    assert found.next.facts
    with pytest.raises(UnavailableError):
        begin_assessment(workspace, "radiology-ai", path, language, "2026-11-24")


def test_the_screen_is_not_deeper_than_the_whole_interview(case, workspace):
    screen, full = (next_file(workspace, case, depth, DRAWS) for depth in ("screen", "full"))
    assert {fact.question for fact in screen.next.facts} < {fact.question for fact in full.next.facts}
    assert screen.next.deeper > full.next.deeper


def test_a_file_written_in_a_way_that_can_t_be_edited_is_left_alone(tmp_path, workspace):
    path = tmp_path / "terse.yaml"
    head = "pack: radiology-ai\nversion: 1\ntitle: terse\ndate: 2026-11-24\n"
    path.write_text(f"{head}need: {{travel_km}}\noptions: [{{id: a, alternative: do_nothing, title: a}}]\n")
    before = path.read_bytes()
    with pytest.raises(AssessmentError) as refused:
        answer_file(workspace, path, ["travel_km=12"])
    assert [problem.code for problem in refused.value.problems] == ["A025"]
    assert path.read_bytes() == before


def another(program, question, answer):
    """Give another answer that its question admits, as one types it; None where it is no number and no choice."""
    if question.type == "number":
        given = answer.value["likely"] if isinstance(answer.value, dict) else answer.value
        value = round(given * 0.9, 6)
        return f"{{low: {value}, likely: {value}, high: {given}}}" if given > 0 else None
    if question.type == "choice":
        return next(each for each in program.pack.options_of(question) if each != answer.value)
    return str(not answer.value).lower() if question.type == "yes_no" else None


def changes_of(read):
    """Give a changed answer of each type of question, about the need and about the last option."""
    program = read.checked.usable()
    places = [("", read.assessment.need), (f"@{read.assessment.options[-1].id}", read.assessment.options[-1].answers)]
    found = {}
    for at, answers in places:
        for id, answer in answers.items():
            question = program.pack.questions[id]
            typed = None if answer.value in ("unknown", "not_applicable") else another(program, question, answer)
            if typed is not None:
                found.setdefault((at, question.type), f"{id}{at}={typed}")
    return list(found.values())


@pytest.mark.parametrize("source", CASES, ids=lambda path: path.stem)
def test_trying_out_equals_editing_in_worked_cases(source, workspace, tmp_path):
    case = Path(shutil.copy(source, tmp_path / "case.yaml"))
    given = changes_of(workspace.assessment(case))
    _, tried, _ = whatif_file(workspace, case, given, 64)
    answer_file(workspace, case, given)
    edited = evaluate_file(workspace, case, 64, told_only=True)
    assert len(given) >= 3
    assert tried.evaluated.evaluation.model_dump_json() == edited.evaluated.evaluation.model_dump_json()
