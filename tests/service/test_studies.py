"""Published studies typed on a page are the records that a file would have."""

import pytest

from compass.errors import AnswerError, ConflictError, DeniedError
from compass.service.evidence import add_evidence
from compass.service.responding import answer_in
from compass.service.studies import Study, kept_as_it_was, remove_study, save_study, studies_in
from tests.service.desks import ROLES, begun, desk_at, member

CELL = "trials@led"
STUDY = {
    "evidence": ["trial"], "setting": ["adults"], "comfort:value": ["92 %"], "comfort:low": ["0,9"],
    "comfort:high": ["95%"], "n": ["1 200"], "independent": ["yes"], "main": ["1"], "page": ["4"],
}  # fmt: skip


@pytest.fixture
def case(url):
    with desk_at(url) as desk:
        actor, id = begun(desk)
        add_evidence(desk, actor, id, {"title": "Trial"})
        yield desk, actor, id


def standing(desk, actor, id):
    return studies_in(answer_in(desk.open(actor, id).read.assessment, CELL))


def test_a_study_is_added_changed_and_removed(case):
    desk, actor, id = case
    save_study(desk, actor, id, CELL, None, STUDY, 0, "fr")
    [study] = standing(desk, actor, id)
    assert study.records == (
        {
            "metric": "comfort", "value": 0.92, "ci": [0.9, 0.95], "evidence": "trial", "setting": "adults",
            "n": 1200, "page": 4, "independent": True, "main": True,
        },
    )  # fmt: skip
    save_study(desk, actor, id, CELL, None, {**STUDY, "setting": [""]}, 1, "fr")
    assert [bool(each.shared.get("main")) for each in standing(desk, actor, id)] == [False, True]
    save_study(desk, actor, id, CELL, 0, {"evidence": ["trial"], "setting": ["all"], "comfort:value": ["1"]}, 2, "en")
    assert [(each.setting, each.shared["value"]) for each in standing(desk, actor, id)] == [("all", 1), ("", 0.92)]
    remove_study(desk, actor, id, CELL, 1, 3)
    remove_study(desk, actor, id, CELL, 0, 4)
    assert answer_in(desk.open(actor, id).read.assessment, CELL) is None


def test_what_was_not_changed_of_a_study_stays_as_each_figure_has_it():
    before = Study("t", "", ({"metric": "a", "value": 1, "page": 4}, {"metric": "b", "value": 2, "page": 5}))
    typed = ({"metric": "a", "value": 3, "page": 4, "n": 9}, {"metric": "b", "value": 2, "page": 4, "n": 9})
    assert kept_as_it_was(before, typed) == (typed[0], {**typed[1], "page": 5})
    moved = tuple({**record, "page": 6} for record in typed)
    assert kept_as_it_was(before, moved) == moved


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"comfort:value": ["92"]}, "A003"),
        ({"comfort:value": ["much"]}, "A011"),
        ({"comfort:low": ["0,93"]}, "A014"),
        ({"comfort:high": [""]}, "A011"),
        ({"evidence": ["none"]}, "A010"),
        ({"evidence": [""]}, "A011"),
        ({"n": ["many"]}, "A011"),
        ({"comfort:value": [""], "comfort:low": [""], "comfort:high": [""]}, "P019"),
        ({}, "P018"),
    ],
)
def test_what_is_no_study_is_told_and_nothing_is_kept(case, changed, code):
    desk, actor, id = case
    save_study(desk, actor, id, CELL, None, STUDY, 0, "fr")
    before = standing(desk, actor, id)
    with pytest.raises((AnswerError, DeniedError)) as caught:
        save_study(
            desk, actor, id, CELL, None, {**STUDY, "setting": ["other" if changed else "adults"], **changed}, 1, "fr"
        )
    assert (getattr(caught.value, "problems", None) or [caught.value.problem])[0].code == code
    assert standing(desk, actor, id) == before


def test_only_studies_that_are_there_are_changed_and_two_who_write_are_told(case):
    desk, actor, id = case
    save_study(desk, actor, id, CELL, None, STUDY, 0, "fr")
    for cell, place in ((CELL, 1), ("colour@led", 0), ("none", 0)):
        with pytest.raises(DeniedError) as caught:
            save_study(desk, actor, id, cell, place, STUDY, 1, "fr")
        assert caught.value.problem.code == "P010"
    with pytest.raises(DeniedError):
        remove_study(desk, actor, id, CELL, 1, 1)
    with pytest.raises(ConflictError):
        save_study(desk, actor, id, CELL, 0, {**STUDY, "page": ["5"]}, 0, "fr")


@pytest.mark.parametrize("role", ROLES)
def test_only_those_who_answer_enter_studies(case, role):
    desk, _, id = case
    actor = member(desk, id, role)
    if role in ("owner", "editor"):
        save_study(desk, actor, id, CELL, None, STUDY, 0, "fr")
        return
    with pytest.raises(DeniedError) as caught:
        save_study(desk, actor, id, CELL, None, STUDY, 0, "fr")
    assert caught.value.problem.code == "P002"
