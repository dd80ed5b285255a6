"""The register of evidence: what answers rest on, and what can go."""

import pytest

from compass.errors import AnswerError, AssessmentError, ConflictError, DeniedError
from compass.service.evidence import add_evidence, change_evidence, evidence_version, remove_evidence, uses_of
from compass.service.responding import answer_in, save_answer, undo
from compass.service.sending import File, take_in
from tests.service.desks import ROLES, begun, member, say
from tests.service.test_sending import OFFER

SHEET = {"title": "Data sheet", "url": "https://example.org/x", "date": "2026", "note": "p. 2", "seen": "secondary"}


def test_a_document_is_added_cited_and_removed_once_nothing_rests_on_it(desk):
    actor, id = begun(desk)
    assert add_evidence(desk, actor, id, SHEET) == "data_sheet"
    assert add_evidence(desk, actor, id, SHEET) == "data_sheet_2"
    save_answer(desk, actor, id, "colour@led", say("warm", evidence="data_sheet", page="12"), 0, "en")
    opened = desk.open(actor, id)
    document = opened.read.assessment.evidence["data_sheet"]
    assert (document.url, document.seen, document.note.fr, document.doi) == (SHEET["url"], "secondary", "p. 2", None)
    answer = answer_in(opened.read.assessment, "colour@led")
    assert (answer.evidence, answer.page) == ("data_sheet", 12)
    assert uses_of(opened.read.assessment) == {"data_sheet": ("colour@led",), "data_sheet_2": ()}
    with pytest.raises(DeniedError) as caught:
        remove_evidence(desk, actor, id, "data_sheet")
    assert caught.value.problem.code == "P016"
    save_answer(desk, actor, id, "colour@led", say("warm", evidence="", page=""), 1, "en")
    remove_evidence(desk, actor, id, "data_sheet")
    assert set(desk.open(actor, id).read.assessment.evidence) == {"data_sheet_2"}


def test_documents_of_answers_for_all_options_and_of_studies_are_counted(desk):
    actor, _ = begun(desk)
    opened = desk.open(actor, take_in(desk, actor, File("offer.yaml", OFFER)))
    uses = uses_of(opened.read.assessment)
    assert uses == {"box": ("trials@lux",), "sheet": ("warranty@*",), "unused": ()}


def test_the_document_that_an_answer_rests_on_is_not_undone(desk):
    actor, id = begun(desk)
    add_evidence(desk, actor, id, SHEET)
    save_answer(desk, actor, id, "colour@led", say("warm", evidence="data_sheet"), 0, "en")
    with pytest.raises(AssessmentError) as caught:
        undo(desk, actor, id, 2)
    assert [problem.code for problem in caught.value.problems] == ["A010"]
    assert answer_in(desk.open(actor, id).read.assessment, "colour@led").evidence == "data_sheet"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": " "}, "P009"),
        ({"title": "x", "url": "javascript:alert(1)"}, "P017"),
        ({"title": "x", "url": "a"}, "P017"),
    ],
)
def test_what_is_no_document_is_told(desk, fields, code):
    actor, id = begun(desk)
    with pytest.raises(DeniedError) as caught:
        add_evidence(desk, actor, id, fields)
    assert caught.value.problem.code == code


@pytest.mark.parametrize(
    ("fields", "code"),
    [({"evidence": "none"}, "A010"), ({"page": "x"}, "K003"), ({"page": "-1"}, "K003"), ({"page": "9999999"}, "K003")],
)
def test_an_answer_names_a_document_and_a_page_that_can_be(desk, fields, code):
    actor, id = begun(desk)
    with pytest.raises(AnswerError) as caught:
        save_answer(desk, actor, id, "colour@led", say("warm", **fields), 0, "en")
    assert [(problem.code, problem.place.file) for problem in caught.value.problems] == [(code, "colour@led")]


def test_two_who_change_one_document_lose_nothing_silently(desk):
    actor, id = begun(desk)
    name = add_evidence(desk, actor, id, SHEET)
    seen = evidence_version(desk.open(actor, id).kept, name)
    change_evidence(desk, actor, id, name, {**SHEET, "title": "Mine"}, seen, "en")
    with pytest.raises(ConflictError):
        change_evidence(desk, actor, id, name, {**SHEET, "title": "Yours"}, seen, "en")
    with pytest.raises(DeniedError):
        change_evidence(desk, actor, id, "none", SHEET, 0, "en")


@pytest.mark.parametrize("role", ROLES)
def test_only_those_who_answer_change_the_register(desk, role):
    _, id = begun(desk)
    actor = member(desk, id, role)
    if role in ("owner", "editor"):
        assert add_evidence(desk, actor, id, SHEET)
        return
    with pytest.raises(DeniedError) as caught:
        add_evidence(desk, actor, id, SHEET)
    assert caught.value.problem.code == "P002"
