"""Which questions are open, at which depth, what is missing; answers taken into an assessment."""

import pytest

from compass.engine.cells import read_cells
from compass.engine.interview import interview, is_asked_at, record_answer, record_answers
from compass.errors import AnswerError
from compass.model.assessment import Answer
from tests.helpers import assessment_of, program_of

PACK = """
sections:
  site:
    questions:
      has_trial: {type: yes_no, tags: {screen: true}, seat: clinical, if_unknown: {shares: {yes: 0.5, no: 0.5}}}
      trial_size: {when: has_trial, between: [1, 500], if_unknown: [10, 20, 30]}
      remark: {type: text, purpose: report, tags: {expert: true}}
  offer:
    asked_of: option
    seat: procurement
    questions:
      price: {own: true}
      care: {asked_of: other, if_unknown: [0, 5, 10]}
nodes:
  need: {level: need}
  base: {level: alternative, caused_by: need, reference: true}
  other: {level: alternative, caused_by: need}
criteria:
  cost: {formula: "price + (trial_size if has_trial else 0)"}
  quality: {formula: care, objective: maximise}
"""
OPTIONS = "options: [{id: one, alternative: base}, {id: two, alternative: other}]"


def told(answers=""):
    program, assessment = program_of(PACK), assessment_of(f"{answers}\n{OPTIONS}")
    cells, faults = read_cells(program.pack, program.units, assessment)
    assert not faults
    return interview(program, assessment, cells)


def test_open_are_the_cells_that_something_uses_or_a_report_prints():
    assert [cell.cell for cell in told().cells] == [
        "has_trial",
        "trial_size",
        "remark",
        "price@one",
        "price@two",
        "care@two",
    ]


def test_what_an_answer_closes_is_not_asked():
    assert "trial_size" not in {cell.cell for cell in told("need: {has_trial: false}").cells}


def test_a_deeper_interview_asks_more():
    cells = told().cells
    asked = {depth: [cell.question for cell in cells if is_asked_at(cell, depth)] for depth in ("screen", "full")}
    assert asked == {"screen": ["has_trial"], "full": ["has_trial", "trial_size", "price", "price", "care"]}
    assert all(is_asked_at(cell, "expert") for cell in cells)


def test_progress_counts_answers_by_section_and_seat():
    found = told("need: {has_trial: true, trial_size: unknown}")
    assert [(each.name, each.answered, each.total) for each in found.sections] == [("site", 1, 3), ("offer", 0, 3)]
    assert [(each.name, each.answered, each.total) for each in found.seats] == [
        ("clinical", 1, 1),
        ("procurement", 0, 3),
    ]


def test_missing_are_the_cells_that_nothing_may_stand_in_for():
    assert told().missing == ("price@one", "price@two")


def test_what_is_missing_stands_in_the_order_of_the_questions():
    program = program_of("""
        sections: {need: {questions: {zeal: {}, evenings: {}}}, offer: {asked_of: option, questions: {energy: {}}}}
        criteria: {cost: {formula: energy * evenings + zeal}}
    """)
    assessment = assessment_of("options: [{id: one, alternative: base}]")
    cells, _ = read_cells(program.pack, program.units, assessment)
    assert interview(program, assessment, cells).missing == ("zeal", "evenings", "energy@one")


def test_an_answer_gives_a_new_assessment():
    program, before = program_of(PACK), assessment_of(OPTIONS)
    after = record_answer(program, before, "price@two", Answer(value=7))
    assert after.options[1].answers["price"].value == 7
    assert before.options[1].answers == {}
    assert record_answer(program, after, "price@two", None) == before


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        ("prise@one", 1, "A001"),
        ("price@three", 1, "V004"),
        ("has_trial@one", True, "A021"),
        ("price", 1, "A022"),
        ("care@one", 1, "A006"),
        ("trial_size", 501, "A003"),
        ("has_trial", "perhaps", "A002"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_at_its_cell(cell, value, code):
    with pytest.raises(AnswerError) as refused:
        record_answer(program_of(PACK), assessment_of(OPTIONS), cell, Answer(value=value))
    assert [(problem.code, str(problem.place)) for problem in refused.value.problems] == [(code, cell)]


def test_a_closed_question_takes_no_answer_unless_another_opens_it():
    program, closed = program_of(PACK), assessment_of(f"need: {{has_trial: false}}\n{OPTIONS}")
    with pytest.raises(AnswerError) as refused:
        record_answer(program, closed, "trial_size", Answer(value=5))
    assert [problem.code for problem in refused.value.problems] == ["A023"]
    given = {"trial_size": Answer(value=5), "has_trial": Answer(value=True)}
    assert record_answers(program, closed, given).need["trial_size"].value == 5


def test_all_faults_are_told_at_once():
    given = {"nothing": Answer(value=1), "trial_size": Answer(value=-1), "price@one": Answer(value=1)}
    with pytest.raises(AnswerError) as refused:
        record_answers(program_of(PACK), assessment_of(OPTIONS), given)
    assert {problem.code for problem in refused.value.problems} == {"A001", "A003"}


def test_what_the_alternative_sets_takes_no_answer():
    pack = PACK.replace(
        "{level: alternative, caused_by: need}", "{level: alternative, caused_by: need, sets: {care: 3}}"
    )
    with pytest.raises(AnswerError) as refused:
        record_answer(program_of(pack), assessment_of(OPTIONS), "care@two", Answer(value=1))
    assert [problem.code for problem in refused.value.problems] == ["A007"]
