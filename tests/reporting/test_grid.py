"""The questionnaire printed with what is expected and what was answered."""

from __future__ import annotations

import pytest

from compass.model.assessment import Answer
from compass.model.base import Text
from compass.reporting.context import Context
from compass.reporting.sections.grid import build_grid


@pytest.fixture
def rows(told):
    """Build the grid of the fracture case with other answers, as a mapping from the question's words to its row."""

    def build(need=None, answers=None, blanks=(), language="en"):
        pack, assessment, evaluation = told
        options = tuple(
            o.model_copy(update={"answers": {**o.answers, **(answers or {}).get(o.id, {})}}) for o in assessment.options
        )
        changed = assessment.model_copy(update={"options": options, "need": {**assessment.need, **(need or {})}})
        context = Context(pack, changed, evaluation.model_copy(update={"blanks": blanks}), language)
        return {row.head.text: row for table in build_grid(context).tables for row in table.rows}

    return build


BENEFIT = "What benefit to patients has been demonstrated?"


def test_a_question_stands_with_who_answers_its_documents_and_what_to_expect(rows):
    row = rows()[BENEFIT]
    assert row.head.detail == (
        "Asked of: patient representative and radiologist · Documents: peer-reviewed paper; clinical evaluation report"
    )
    assert row.cells[0].text == "Prospective or real-world data on an endpoint that matters to patients."
    assert row.cells[0].detail == "Alert: Only ‘accuracy’ is quoted; nothing beyond detection."


def test_options_of_the_same_answer_stand_together(rows):
    assert rows()[BENEFIT].cells[1].text == "C, D: unknown"
    told = rows(answers={"boneview_site": {"patient_benefit": Answer(value="claimed")}})
    assert told[BENEFIT].cells[1].text == "C: Claimed only; D: unknown"


def test_a_question_about_the_need_has_one_answer(rows):
    asked = "Has a non-AI solution, or leaving things as they are, been compared?"
    assert rows(need={"alternatives_compared": Answer(value="documented")})[asked].cells[1].text == "Yes, in writing"


def test_what_nobody_answered_is_blank_where_it_is_open_and_not_concerned_elsewhere(told, rows):
    pack, assessment, evaluation = told
    bare = assessment.model_copy(update={"all_options": {}})
    for blanks, words in (
        (("patient_benefit@boneview_site",), "C: blank; D: not concerned"),
        ((), "C, D: not concerned"),
    ):
        context = Context(pack, bare, evaluation.model_copy(update={"blanks": blanks}), "en")
        (found,) = (r for t in build_grid(context).tables for r in t.rows if r.head.text == BENEFIT)
        assert found.cells[1].text == words


def test_tables_stand_in_the_order_of_the_topics(told):
    pack, assessment, evaluation = told
    titles = [table.caption for table in build_grid(Context(pack, assessment, evaluation, "fr")).tables]
    topics = [topic.fr for topic in pack.topics.values()]
    assert titles == [title for title in topics if title in titles] != []


def test_a_pack_that_expects_nothing_still_has_the_answers(told):
    pack, assessment, evaluation = told
    bare = {i: q.model_copy(update={"good_answer": None, "red_flag": None}) for i, q in pack.questions.items()}
    grid = build_grid(Context(pack.model_copy(update={"questions": bare}), assessment, evaluation, "en"))
    assert {table.columns for table in grid.tables} == {("Question", "Answers")}
    asked = {row.head.text for table in grid.tables for row in table.rows}
    assert asked == {Context(*told, "en").text(pack.questions[id].ask) for id in answered(assessment)}


def answered(assessment):
    given = (assessment.need, assessment.all_options, *(option.answers for option in assessment.options))
    return {id for answers in given for id in answers}


def test_an_answer_stands_with_its_comment_and_the_document_that_shows_it(told, rows):
    document = next(iter(told[1].evidence))
    note = Text(fr="Vu sur place.", en="Seen on the spot.")
    answer = Answer(value="claimed", evidence=document, page=4, comment=note)
    label = Context(*told, "en").evidence_labels[document]
    row = rows(answers={"boneview_site": {"patient_benefit": answer}})[BENEFIT]
    assert row.cells[1].text == f"C: Claimed only [{label}], p. 4 – Seen on the spot; D: unknown"
