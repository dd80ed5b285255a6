"""One changed answer after another gives what a whole evaluation of the last state gives."""

from pathlib import Path

import numpy as np
import pytest

from compass.engine.cells import read_cells
from compass.engine.draws import Draws
from compass.engine.interview import answered
from compass.engine.run import run
from compass.errors import AssessmentError
from compass.model.assessment import Answer, Option
from compass.service.answering import Answering
from compass.service.workspace import open_workspace

CASE = Path("questionnaires/radiology-ai/assessments/fracture-detection.yaml")
DRAWS = 32


@pytest.fixture(scope="module")
def read():
    return open_workspace(Path.cwd()).assessment(CASE)


def assert_as_whole(answering: Answering, read) -> None:
    program, assessment = read.checked.usable(), answering.assessment
    cells, _ = read_cells(program.pack, program.units, assessment)
    expected = run(program, assessment, cells, Draws(assessment.settings.seed, DRAWS))
    found = answering.run()
    assert found.totals.keys() == expected.totals.keys()
    for option, totals in expected.totals.items():
        assert found.totals[option].keys() == totals.keys()
        for criterion, value in totals.items():
            assert np.array_equal(found.totals[option][criterion], value, equal_nan=True), (option, criterion)


def test_an_answer_of_the_worked_case_changes_what_it_reaches(read):
    answering = Answering(read, DRAWS)
    before = read.assessment.need["studies_per_year"]
    touched = answering.take(answered(answering.assessment, "studies_per_year", Answer(value=12_000)))
    assert all("studies_per_year" in names for names in touched.values())
    assert_as_whole(answering, read)
    answering.take(answered(answering.assessment, "studies_per_year", before))
    assert_as_whole(answering, read)


def test_an_answer_about_one_option_leaves_the_others_alone(read):
    answering = Answering(read, DRAWS)
    last = answering.assessment.options[-1]
    questions = read.checked.usable().pack.questions
    question = next(id for id, a in last.answers.items() if questions[id].type == "number" and a.value != "unknown")
    touched = answering.take(answered(answering.assessment, question, Answer(value="unknown"), last.id))
    assert question in touched.pop(last.id)
    assert not any(touched.values())
    assert_as_whole(answering, read)


def test_a_refused_answer_changes_nothing(read):
    answering = Answering(read, DRAWS)
    before = answering.assessment
    with pytest.raises(AssessmentError) as refused:
        answering.take(answered(before, "studies_per_year", Answer(value="many")))
    assert [problem.code for problem in refused.value.problems] == ["A002"]
    assert answering.assessment is before
    assert_as_whole(answering, read)


@pytest.mark.parametrize("count", [5, 12])
def test_options_come_and_go(read, count):
    answering = Answering(read, DRAWS)
    others = answering.assessment.options[1:] * count  # of the reference there is one
    more = [Option(**{**option.model_dump(), "id": f"copy_{place}"}) for place, option in enumerate(others)]
    options = (*answering.assessment.options, *more)[:count]
    many = answering.assessment.model_copy(update={"options": options})
    answering.take(many)
    assert len(answering.run().options) == count
    assert_as_whole(answering, read)
    answering.take(many.model_copy(update={"options": options[: count - 2]}))
    assert len(answering.run().options) == count - 2
    assert_as_whole(answering, read)
