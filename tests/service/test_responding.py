"""Answers saved in an application: as strict as a file, blank posts lose nothing, two people lose nothing silently."""

import threading

import pytest

from compass.errors import AnswerError, ConflictError, DeniedError
from compass.service import casework, responding
from compass.service.asking import answer_file
from compass.service.responding import Saved, Sent, answer_in, restore, save_answer, save_answers, undo, version_in
from compass.service.results import report_of
from tests.service.desks import ROLES, begun, member, say
from tests.service.test_glancing import ANSWERS


def value_of(desk, actor, id, cell):
    answer = answer_in(desk.open(actor, id).read.assessment, cell)
    return None if answer is None else answer.value


@pytest.mark.parametrize(
    ("cell", "form", "language", "kept"),
    [
        ("evenings", say("120"), "en", 120),
        ("energy@led", say("0,08"), "fr", 0.08),
        ("evenings", say("1,20"), "en", None),
        ("energy@keep", say("1 234.5 Wh/case"), "en", "1234.5 Wh/case"),
        ("sharing@led", say(low="1", likely="2", high="4"), "en", {"low": 1, "likely": 2, "high": 4}),
        ("sharing@led", say(state="unknown"), "fr", "unknown"),
        ("colour@keep", say("warm"), "en", "warm"),
        ("rooms@keep", {"state": ["known"], "value": ["hall", "attic"]}, "en", ["hall", "attic"]),
        ("dimmed@led", say("no"), "en", False),
        ("warranty@led", say(state="not_applicable"), "en", "not_applicable"),
        ("opened", say("2026-02-03"), "en", "2026-02-03"),
        ("remark", say("  <b>words</b>\x00 "), "en", "<b>words</b>"),
    ],
)
def test_a_form_is_saved_as_its_value_means(desk, cell, form, language, kept):
    actor, id = begun(desk)
    if kept is None:
        with pytest.raises(AnswerError):
            save_answer(desk, actor, id, cell, form, 0, language)
        return
    assert save_answer(desk, actor, id, cell, form, 0, language).state == "saved"
    assert value_of(desk, actor, id, cell) == kept


@pytest.mark.parametrize(
    ("cell", "form", "code"),
    [
        ("evenings", say("366"), "A003"),
        ("evenings", say("many"), "A002"),
        ("evenings", say("3 kg"), "A004"),
        ("colour@keep", say("blue"), "A005"),
        ("evenings", say(low="3", high="4"), "P011"),
        ("evenings", say(low="5", likely="4", high="6"), "A014"),
        ("evenings", say("3", sure="rather"), "K004"),
        ("nothing", say("3"), "A001"),
        ("colour@nobody", say("warm"), "V004"),
        ("warranty@keep", say("yes"), "A006"),
        ("opened", say("2026-02-30"), "A002"),
        ("remark", say("x" * 10_001), "A015"),
    ],
)
def test_what_a_file_refuses_a_form_refuses_and_nothing_is_written(desk, cell, form, code):
    actor, id = begun(desk)
    with pytest.raises(AnswerError) as caught:
        save_answer(desk, actor, id, cell, form, 0, "en")
    assert [problem.code for problem in caught.value.problems] == [code]
    assert len(casework.history(desk, actor, id)) == 1


def test_a_blank_post_takes_nothing_back(desk):
    actor, id = begun(desk)
    save_answer(desk, actor, id, "evenings", say("100", comment="counted"), 0, "en")
    for form in (say(), {}, say(low="", likely="", high=""), say("100")):
        assert save_answer(desk, actor, id, "evenings", form, 1, "en").state == "same"
    answer = answer_in(desk.open(actor, id).read.assessment, "evenings")
    assert (answer.value, answer.comment.en) == (100, "counted")


def test_an_answer_and_the_report_tell_who_gave_it_and_when(desk):
    owner, id = begun(desk)
    editor = member(desk, id, "editor")
    for cell, form in ANSWERS:
        save_answer(desk, editor, id, cell, form, 0, "en")
    save_answer(desk, owner, id, "evenings", say("101"), 1, "en")
    save_answer(desk, owner, id, "energy@led", dict(ANSWERS)["energy@led"], 1, "en")
    opened = desk.open(owner, id)
    given = [(each.by, each.at) for each in (answer_in(opened.read.assessment, cell) for cell, _ in ANSWERS)]
    assert given == [(None, "2026-11-24"), *[("editor", "2026-11-24")] * (len(ANSWERS) - 1)]
    [table] = report_of(desk, opened, "en").changes.tables
    assert [cell.text for row in table.rows for cell in row.cells[:1]] == ["editor", "–"]


def test_a_cell_changed_meanwhile_is_a_conflict_and_another_cell_is_none(desk):
    actor, id = begun(desk)
    other = member(desk, id, "editor")
    save_answer(desk, actor, id, "evenings", say("100"), 0, "en")
    save_answer(desk, other, id, "remark", say("mine"), 0, "en")
    with pytest.raises(ConflictError) as caught:
        save_answer(desk, other, id, "evenings", say("200"), 0, "en")
    assert caught.value.problem.code == "P003"
    assert save_answer(desk, other, id, "evenings", say("100"), 0, "en").state == "same"
    seen = version_in(desk.open(other, id).kept, "evenings")
    save_answer(desk, other, id, "evenings", say("200"), seen, "en")
    assert value_of(desk, actor, id, "evenings") == 200


def test_of_many_who_write_one_cell_at_once_one_is_saved_and_the_others_are_told(desk):
    actor, id = begun(desk)
    outcomes: list[str] = []

    def write(number: int) -> None:
        try:
            save_answer(desk, actor, id, "evenings", say(str(number)), 0, "en")
            outcomes.append(f"saved {number}")
        except ConflictError:
            outcomes.append("told")

    threads = [threading.Thread(target=write, args=(number,)) for number in range(1, 7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("told") == 5
    assert f"saved {value_of(desk, actor, id, 'evenings')}" in outcomes


def test_an_answer_is_undone_alone_and_not_over_a_later_one(desk):
    actor, id = begun(desk)
    first = save_answer(desk, actor, id, "evenings", say("100"), 0, "en").revision
    save_answer(desk, actor, id, "remark", say("stays"), 0, "en")
    undo(desk, actor, id, first)
    assert value_of(desk, actor, id, "evenings") is None
    assert value_of(desk, actor, id, "remark") == "stays"
    save_answer(desk, actor, id, "evenings", say("300"), 2, "en")
    with pytest.raises(DeniedError) as caught:
        undo(desk, actor, id, first)
    assert caught.value.problem.code == "P008"


def test_an_earlier_state_comes_back_as_a_new_revision(desk):
    actor, id = begun(desk)
    for number in (1, 2, 3):
        save_answer(desk, actor, id, "evenings", say(str(number)), number - 1, "en")
    assert restore(desk, actor, id, 2) == 5
    assert value_of(desk, actor, id, "evenings") == 1
    assert [revision.number for revision in casework.history(desk, actor, id)] == [5, 4, 3, 2, 1]
    for revision in (0, 6):
        with pytest.raises(DeniedError):
            restore(desk, actor, id, revision)


@pytest.mark.parametrize("role", [*ROLES, None])
def test_the_role_decides_who_answers_restores_and_deletes(desk, role):
    _, id = begun(desk)
    actor = member(desk, id, role)
    acts = {
        "read": lambda: desk.open(actor, id),
        "history": lambda: casework.history(desk, actor, id),
        "answer": lambda: save_answer(desk, actor, id, "evenings", say("5"), 0, "en"),
        "undo": lambda: undo(desk, actor, id, 2),
        "restore": lambda: restore(desk, actor, id, 1),
        "delete": lambda: casework.delete(desk, actor, id),
    }
    seen = {"read", "history"}
    may = {"owner": set(acts), "editor": set(acts) - {"delete"}, "reviewer": seen, "reader": seen, None: set()}
    outcomes = {name: refusal(act) for name, act in acts.items()}
    assert {name for name, code in outcomes.items() if code is None} == may[role]
    assert {code for code in outcomes.values() if code is not None} <= {"P001" if role is None else "P002"}


def refusal(act) -> str | None:
    try:
        act()
    except DeniedError as error:
        return error.problem.code
    return None


def test_a_worked_case_is_read_by_everybody_and_changed_by_nobody(desk):
    actor = member(desk, "", None)
    assert desk.open(actor, "tiny~right").role == "reader"
    for id in ("tiny~right", "tiny~../x", "~"):
        with pytest.raises(DeniedError):
            save_answer(desk, actor, id, "evenings", say("5"), 0, "en")


def test_the_same_answers_by_form_and_by_file_give_the_same_assessment(desk, tmp_path):
    actor, id = begun(desk)
    given = {"evenings": "100", "energy@keep": "0.06", "energy@led": "0.008", "colour@led": "cold"}
    for cell, value in given.items():
        responding.save_answer(desk, actor, id, cell, say(value), 0, "en")
    kept = desk.open(actor, id).read
    path = tmp_path / "case.yaml"
    options = [
        {"id": o.id, "alternative": o.alternative, "title": o.title.model_dump()} for o in kept.assessment.options
    ]
    path.write_text(f"pack: tiny\nversion: 2\ntitle: Lamps\ndate: 2026-11-24\nneed: {{}}\noptions: {options}\n")
    signed = [f"{cell}={{value: {value}, at: 2026-11-24}}" for cell, value in given.items()]
    read = answer_file(desk.workspace, path, signed)
    assert read.assessment == kept.assessment
    assert read.digest == kept.digest


def test_several_answers_are_saved_at_once_or_none(desk):
    actor, id = begun(desk)
    wrong = {"energy@keep": Sent(say("1"), 0), "energy@led": Sent(say("900"), 0), "evenings": Sent(say("x"), 0)}
    with pytest.raises(AnswerError) as caught:
        save_answers(desk, actor, id, wrong, "en")
    assert {(problem.place.file, problem.code) for problem in caught.value.problems} == {
        ("energy@led", "A003"),
        ("evenings", "A002"),
    }
    right = {"energy@keep": Sent(say("1"), 0), "energy@led": Sent(say("2"), 0), "evenings": Sent(say(""), 0)}
    revision = save_answers(desk, actor, id, right, "en").revision
    assert [value_of(desk, actor, id, cell) for cell in right] == [1, 2, None]
    assert save_answers(desk, actor, id, right, "en") == Saved("same", revision)
    with pytest.raises(ConflictError) as conflict:
        save_answers(desk, actor, id, {"energy@keep": Sent(say("3"), 1), "energy@led": Sent(say("3"), 0)}, "en")
    assert conflict.value.problem.details["cells"] == "energy@led"
    assert value_of(desk, actor, id, "energy@keep") == 1
