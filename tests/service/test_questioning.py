"""An answer or a comment that may tell of a patient is not kept before its author says that it does not."""

import pytest

from compass.errors import AnswerError
from compass.service.evidence import add_evidence, change_evidence
from compass.service.responding import answer_in, save_answer
from compass.service.reviewing import review_answer
from tests.service.desks import begun, refused, say

BORN = "Jean Dupont, né le 12/03/1954"
NUMBER = "n° 2 69 05 49 588 157 80"


@pytest.mark.parametrize(
    ("cell", "form", "codes"),
    [("remark", say(BORN), ["P040"]), ("remark", say("lamp", comment=NUMBER), ["P039"]),
     ("evenings", say("100", comment=f"{NUMBER}, {BORN}"), ["P039", "P040"])],
)  # fmt: skip
def test_what_may_tell_of_a_patient_waits_for_a_word_of_its_author(desk, cell, form, codes):
    actor, id = begun(desk)
    with pytest.raises(AnswerError) as caught:
        save_answer(desk, actor, id, cell, form, 0, "fr")
    assert [problem.code for problem in caught.value.problems] == codes
    assert answer_in(desk.open(actor, id).read.assessment, cell) is None
    save_answer(desk, actor, id, cell, {**form, "confirmed": ["yes"]}, 0, "fr")
    assert answer_in(desk.open(actor, id).read.assessment, cell) is not None


def test_what_was_confirmed_is_not_questioned_again(desk):
    actor, id = begun(desk)
    save_answer(desk, actor, id, "evenings", {**say("100", comment=BORN), "confirmed": ["yes"]}, 0, "fr")
    save_answer(desk, actor, id, "evenings", say("90", comment=BORN), 1, "fr")
    assert answer_in(desk.open(actor, id).read.assessment, "evenings").value == 90


def test_a_document_and_a_review_are_questioned_too(desk):
    actor, id = begun(desk)
    for fields in ({"title": BORN}, {"title": "Sheet", "note": NUMBER}):
        assert refused(add_evidence, desk, actor, id, fields) in ("P039", "P040")
        add_evidence(desk, actor, id, {**fields, "confirmed": "yes"})
    change_evidence(desk, actor, id, "sheet", {"title": "Leaflet", "note": NUMBER}, 1, "fr")
    save_answer(desk, actor, id, "evenings", say("90"), 0, "fr")
    assert refused(review_answer, desk, actor, id, "evenings", "rejected", BORN, 1) == "P040"
    review_answer(desk, actor, id, "evenings", "rejected", BORN, 1, confirmed="yes")
    review_answer(desk, actor, id, "evenings", "accepted", BORN, 2)
