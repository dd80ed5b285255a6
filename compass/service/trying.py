"""An answer tried out: what it would change, with nothing written; and which answers are worth trying."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compass.catalogue.assessments import check_assessment
from compass.catalogue.reader import Document
from compass.decision.changes import changes
from compass.engine.interview import record_answer
from compass.errors import AnswerError, Place, Problem
from compass.model.assessment import Answer
from compass.model.decision import Driver
from compass.model.interview import OpenCell
from compass.service.desk import Desk, Opened
from compass.service.evaluating import evaluate_read
from compass.service.forms import Form, answer_of
from compass.service.glancing import Earlier, Glance
from compass.service.responding import answer_in
from compass.service.results import evaluation_of, key_of
from compass.texts.words import Language

DRIVERS = 10
_CELL = re.compile(r"(?P<question>\w+)(?:@(?P<option>\w+|\*))?")


def try_answer(desk: Desk, opened: Opened, cell: str, form: Form, language: Language) -> tuple[Answer, Glance]:
    """Evaluate an assessment with another answer in a cell, beside what it gives now; nothing is written.

    Raises AnswerError P051 where the form is blank, and what saving it or evaluating it would raise.
    """
    program, assessment = opened.whole.usable(), opened.read.assessment
    question = program.pack.questions[cell.partition("@")[0]]
    answer = answer_of(question, cell, form, language, answer_in(assessment, cell))
    if answer is None:
        raise AnswerError([Problem("P051", Place(cell, 0))])
    after = record_answer(program, assessment, cell, answer)
    read = check_assessment(after, Document(after.pack), opened.whole)
    before = evaluation_of(desk, opened)
    found = desk.evaluations.get(key_of(read), lambda: evaluate_read(read).evaluated.evaluation)
    return answer, Glance(found, Earlier(assessment, before, changes(before, found)))


def main_drivers(desk: Desk, opened: Opened) -> tuple[OpenCell, ...]:
    """Give the open cells whose answers drive the result most, the lead before single criteria; ten at most."""
    drivers = evaluation_of(desk, opened).decision.drivers
    ranked = sorted(drivers, key=lambda driver: (driver.criterion is not None, -driver.index))
    found = dict.fromkeys(cell for driver in ranked for cell in _cells_of(opened, driver))
    return tuple(found)[:DRIVERS]


def _cells_of(opened: Opened, driver: Driver) -> Iterator[OpenCell]:
    """Give the cells that a column of draws belongs to; a number from a source or a weight has none."""
    named = _CELL.match(driver.input)
    if named is None:
        return
    for cell in opened.interview.cells:
        is_named = cell.option in (None, named["option"]) or named["option"] in (None, "*")
        if cell.question == named["question"] and is_named and _is_typed(opened, cell):
            yield cell


def _is_typed(opened: Opened, cell: OpenCell) -> bool:
    """Say whether a page can ask for an answer: studies are entered in the file."""
    return opened.whole.usable().pack.questions[cell.question].type != "study"
