"""Which answer stands for which question and option, in what state; and every fault of an assessment."""

import pytest

from tests.helpers import cells_of, program_of

PACK = """
sections:
  site:
    asked_of: option
    questions:
      price: {unit: EUR, if_unknown: 3}
      place: {type: choice, options: [here, cloud], if_unknown: {shares: {here: 1}}}
  ai:
    asked_of: [other]
    questions:
      marked: {type: yes_no, if_unknown: {shares: {"yes": 1}}}
questions:
  studies: {if_unknown: 10}
nodes:
  base: {level: alternative, caused_by: need, reference: true, sets: {place: here}}
  other: {level: alternative, caused_by: need}
flows: {money: EUR}
criteria:
  cost: {unit: EUR, characterise: {money: 1}}
  score: {formula: "studies * (1 if marked or place == here else 2)"}
"""
FEES = """
  fee: {level: effect, caused_by: [base, other], flows: {money: price}}
"""


@pytest.fixture(scope="module")
def program():
    return program_of(PACK.replace("flows: {money: EUR}", FEES.strip("\n") + "\nflows: {money: EUR}"))


ONE = "options: [{{id: one, alternative: base, answers: {{{}}}}}]"
OPTIONS = "options: [{id: one, alternative: base}, {id: two, alternative: other, answers: {place: cloud}}]"


@pytest.fixture
def cell(program):
    def of(text, question, option=None):
        cells, faults = cells_of(program, text)
        assert faults == ()
        return cells.of(question, option)

    return of


def test_states(cell):
    assert cell(OPTIONS, "studies").state == "blank"
    assert cell("need: {studies: null}\n" + OPTIONS, "studies").state == "blank"
    assert cell("need: {studies: unknown}\n" + OPTIONS, "studies").state == "unknown"
    assert cell("need: {studies: not_applicable}\n" + OPTIONS, "studies").state == "not_applicable"
    assert cell("need: {studies: 7}\n" + OPTIONS, "studies").state == "answered"
    assert cell(OPTIONS, "place", "one").state == "fixed"  # set by the alternative
    assert cell(OPTIONS, "place", "two").state == "answered"
    assert cell(OPTIONS, "marked", "one").state == "not_asked"
    assert cell(OPTIONS, "marked", "two").state == "blank"


def test_a_cell_is_a_question_or_a_question_at_an_option(cell):
    assert cell(OPTIONS, "studies", "two").name == "studies"
    assert cell(OPTIONS, "price", "two").name == "price@two"


def test_a_shared_answer_reaches_the_options_where_the_question_is_asked(cell):
    text = "all_options: {price: {low: 1, likely: 2, high: 3}, marked: true, place: cloud}\n" + OPTIONS
    assert cell(text, "price", "one").column == cell(text, "price", "two").column == "price@*"
    assert cell(text, "marked", "one").state == "not_asked"
    assert cell(text, "place", "one").state == "fixed"  # what an alternative sets wins


def test_an_option_may_override_a_shared_answer(cell):
    text = "all_options: {place: here}\n" + OPTIONS
    assert cell(text, "place", "two").known == 1


@pytest.mark.parametrize(
    ("text", "code", "path"),
    [
        ("need: {studios: 7}", "A001", ("need", "studios")),
        ("need: {studies: many}", "A002", ("need", "studies")),
        ("need: {price: 3}", "A006", ("need", "price")),
        ("all_options: {studies: 3}", "A006", ("all_options", "studies")),
        ("need: {studies: {value: 3, evidence: paper}}", "A010", ("need", "studies", "evidence")),
        (ONE.format("studies: 3"), "A006", ("options", 0, "answers", "studies")),
        (ONE.format("marked: true"), "A006", ("options", 0, "answers", "marked")),
        (ONE.format("place: here"), "A007", ("options", 0, "answers", "place")),
        ("options: [{id: one, alternative: bose}]", "A008", ("options", 0, "alternative")),
        ("options: [{id: one, alternative: base}, {id: one, alternative: other}]", "A009", ("options", 1, "id")),
        ("settings: {reference: two}", "A008", ("settings", "reference")),
        ("version: 2", "A012", ("version",)),
    ],
)
def test_faults_and_their_places(program, text, code, path):
    _, faults = cells_of(program, text)
    assert (code, path) in [(fault.code, fault.path) for fault in faults]


def test_every_fault_is_told_at_once_and_once(program):
    text = "version: 2\nneed: {studies: many, studios: 1}\nall_options: {price: much}\n" + OPTIONS
    _, faults = cells_of(program, text)
    assert sorted(fault.code for fault in faults) == ["A001", "A002", "A002", "A012"]


def test_records_cite_evidence_of_the_assessment():
    program = program_of("""
sections:
  ai: {asked_of: option, questions: {detection: {type: study, metrics: {sensitivity: {}}}}}
criteria: {found: {formula: "reported(detection, sensitivity)"}}
""")
    text = """
evidence: {known: {}}
options:
  - id: one
    alternative: base
    answers:
      detection: [{metric: sensitivity, value: 0.9, evidence: known}, {metric: sensitivity, value: 0.8, evidence: lost}]
"""
    _, faults = cells_of(program, text)
    assert [(f.code, f.path) for f in faults] == [("A010", ("options", 0, "answers", "detection", 1, "evidence"))]
