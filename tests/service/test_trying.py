"""An answer tried out gives what saving it would give, and saves nothing."""

import pytest

from compass.errors import AnswerError
from compass.service import trying
from compass.service.responding import save_answer
from compass.service.results import evaluation_of
from tests.service.desks import say
from tests.service.test_glancing import answered


def test_an_answer_tried_out_gives_what_saving_it_gives(desk):
    actor, id = answered(desk)
    opened = desk.open(actor, id)
    answer, found = trying.try_answer(desk, opened, "evenings", say("300"), "en")
    assert answer.value == 300
    assert desk.open(actor, id).kept.revision == opened.kept.revision
    assert found.earlier.evaluation == evaluation_of(desk, opened)
    save_answer(desk, actor, id, "evenings", say("300"), 1, "en")
    assert found.evaluation == evaluation_of(desk, desk.open(actor, id))
    assert {change.criterion for change in found.earlier.changes.criteria} >= {"climate"}


@pytest.mark.parametrize(("form", "code"), [(say(), "P051"), (say("400"), "A003")])
def test_a_blank_and_a_wrong_answer_are_refused(desk, form, code):
    actor, id = answered(desk)
    with pytest.raises(AnswerError) as caught:
        trying.try_answer(desk, desk.open(actor, id), "evenings", form, "en")
    assert [problem.code for problem in caught.value.problems] == [code]


def test_the_main_drivers_are_open_answers_that_can_be_typed(desk):
    actor, id = answered(desk)
    save_answer(desk, actor, id, "sharing@led", say(low="1", likely="2", high="4"), 0, "en")
    opened = desk.open(actor, id)
    found = trying.main_drivers(desk, opened)
    assert "sharing@led" in [cell.cell for cell in found]
    assert set(found) <= set(opened.interview.cells)
    questions = opened.whole.usable().pack.questions
    assert "study" not in {questions[cell.question].type for cell in found}
    worked = desk.open(actor, "tiny~right")
    assert len(trying.main_drivers(desk, worked)) <= trying.DRIVERS
