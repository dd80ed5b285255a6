"""A result at a glance: what the last change did, and results that do not wait for each other."""

from threading import Event, Thread

import pytest

from compass.service.desk import Memory
from compass.service.evaluating import evaluate_read
from compass.service.glancing import glance
from compass.service.responding import save_answer
from tests.service.desks import begun, say

ANSWERS = (
    ("evenings", say("100")),
    ("energy@keep", say("0.06")),
    ("energy@led", say("0.008")),
    ("colour@keep", say("warm")),
    ("colour@led", say("cold")),
)


def answered(desk):
    actor, id = begun(desk)
    for cell, form in ANSWERS:
        save_answer(desk, actor, id, cell, form, 0, "en")
    return actor, id


def test_a_glance_compares_with_the_state_before_the_last_change(desk):
    actor, id = answered(desk)
    first = desk.open(actor, id)
    save_answer(desk, actor, id, "evenings", say("200"), 1, "en")
    opened = desk.open(actor, id)
    found = glance(desk, opened)
    assert found.evaluation == evaluate_read(opened.read).evaluated.evaluation
    assert found.earlier.assessment == first.read.assessment
    assert found.earlier.evaluation == evaluate_read(first.read).evaluated.evaluation
    moved = {(c.option, c.criterion): c.after.likely / c.before.likely for c in found.earlier.changes.criteria}
    assert moved["keep", "climate"] == pytest.approx(2)


def test_the_first_result_has_nothing_to_be_compared_with(desk):
    actor, id = begun(desk)
    for cell, form in ANSWERS[:3]:
        save_answer(desk, actor, id, cell, form, 0, "en")
    opened = desk.open(actor, id)
    assert not opened.interview.missing
    assert glance(desk, opened).earlier is None


def test_an_assessment_that_was_just_begun_has_nothing_before(desk):
    actor, id = begun(desk)
    assert desk.before_last(desk.open(actor, id)) is None


def test_who_asks_for_one_result_does_not_wait_for_another():
    memory, started, go_on = Memory(2), Event(), Event()

    def slow():
        started.set()
        go_on.wait()
        return "slow"

    found = []
    thread = Thread(target=lambda: found.append(memory.get("one", slow)))
    thread.start()
    started.wait()
    assert memory.get("other", lambda: "quick") == "quick"
    go_on.set()
    thread.join()
    assert found == ["slow"] == [memory.get("one", lambda: "again")]


def test_the_oldest_result_is_forgotten_and_one_that_failed_is_tried_again():
    memory = Memory(1)
    with pytest.raises(ZeroDivisionError):
        memory.get("one", lambda: 1 / 0)
    assert memory.get("one", lambda: 1) == 1
    assert memory.get("two", lambda: 2) == 2
    assert memory.get("one", lambda: 3) == 3
