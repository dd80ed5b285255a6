"""Options side by side as their file has them; of two assessments what differs, and nothing of what only one has."""

import pytest

from compass.errors import AssessmentError, UnavailableError
from compass.service.documents import Office
from compass.service.offers import Draft, add_option
from compass.service.permissions import VISITOR
from compass.service.responding import save_answer
from compass.service.sending import File, file_of, take_in
from compass.service.sides import attribution_of, compare_opened, others_of, tables_of
from compass.service.siding import compare_files
from tests.service.desks import begun, member, say
from tests.service.test_documents import Prompt
from tests.service.test_sending import RIGHT


@pytest.fixture
def case(desk):
    actor, _ = begun(desk)
    return desk, actor, take_in(desk, actor, File("right.yaml", RIGHT))


def test_the_tables_are_those_of_the_document_and_what_one_alone_meets(case):
    desk, actor, id = case
    tables = tables_of(desk, desk.open(actor, id), "en")
    assert [section.anchor for section in tables] == ["standing", "criteria", "conformity", "lone"]
    [lone] = tables[-1].tables
    assert [row.head.text for row in lone.rows] == ["What colour?"]
    for number in range(7):
        option = add_option(desk, actor, id, Draft(f"More {number}", "led", "", ""))
        save_answer(desk, actor, id, f"energy@{option}", say("1"), 0, "en")
    with pytest.raises(UnavailableError) as caught:
        tables_of(desk, desk.open(actor, id), "en")
    assert caught.value.problem.code == "S008"


def test_what_differs_is_told_of_the_need_and_of_options_that_both_have(case):
    desk, actor, id = case
    worked = desk.open(VISITOR, "tiny~right")
    same = compare_opened(desk, desk.open(actor, id), worked)
    assert (same.cells, same.alone, same.same_settings, same.changes.is_empty) == ((), ((), ()), True, True)
    save_answer(desk, actor, id, "evenings", say("50"), 1, "en")
    option = add_option(desk, actor, id, Draft("More", "led", "", ""))
    save_answer(desk, actor, id, f"energy@{option}", say("1"), 0, "en")
    found = compare_opened(desk, desk.open(actor, id), worked)
    assert [(cell, old.value, new.value) for cell, old, new in found.cells] == [("evenings", 50, 100)]
    assert found.alone == ((option,), ())
    assert {change.option for change in found.changes.criteria} == {"old", "new"}


def test_what_each_difference_does_alone_is_what_the_command_line_tells(case, tmp_path):
    desk, actor, id = case
    for cell, value, seen in (("evenings", "50", 1), ("energy@new", "0.03", 1), ("colour@new", "warm", 1)):
        save_answer(desk, actor, id, cell, say(value), seen, "en")
    opened, worked = desk.open(actor, id), desk.open(VISITOR, "tiny~right")
    office = Office(tmp_path / "documents", pool=Prompt())
    assert attribution_of(office, opened, worked) is None
    found = attribution_of(office, opened, worked)
    path = tmp_path / "case.yaml"
    path.write_bytes(file_of(opened))
    _, _, told = compare_files(desk.workspace, path, desk.workspace.shelf.roots[0] / "tiny/assessments/right.yaml")
    assert {cause.items[0][1] for cause in found.causes} == {"evenings", "energy@new", "colour@new"}
    assert (found.causes, found.remainder) == (told.causes, told.remainder)


def test_only_assessments_of_the_same_method_that_one_may_read_are_offered(case):
    desk, actor, id = case
    stranger = member(desk, id, None)
    opened = desk.open(actor, id)
    assert {line.id for line in others_of(desk, stranger, opened)} == {"tiny~right"}
    assert len(others_of(desk, actor, opened)) == 2
    with pytest.raises(AssessmentError) as caught:
        compare_opened(desk, opened, desk.open(VISITOR, "whole~all"))
    assert [problem.code for problem in caught.value.problems] == ["A019"]
