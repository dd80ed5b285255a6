"""Options added, changed, removed and brought back; none that others need goes."""

import pytest

from compass.errors import AssessmentError, ConflictError, DeniedError
from compass.service import offers, responding
from compass.service.offers import Draft, add_option, change_option, free_id, option_version, remove_option
from compass.service.responding import answer_in, save_answer
from tests.service.desks import ROLES, begun, member, say

LED = Draft("Bright & Co", "led", "Lux 3", "")


def ids(desk, actor, id):
    return [option.id for option in desk.open(actor, id).read.assessment.options]


def test_an_offer_is_added_answered_removed_and_brought_back(desk):
    actor, id = begun(desk)
    assert add_option(desk, actor, id, LED) == "bright_co"
    assert add_option(desk, actor, id, LED) == "bright_co_2"
    save_answer(desk, actor, id, "energy@bright_co", say("0.01"), 0, "en")
    remove_option(desk, actor, id, "bright_co")
    assert ids(desk, actor, id) == ["keep", "led", "bright_co_2"]
    revision = desk.open(actor, id).kept.revision
    responding.undo(desk, actor, id, revision)
    opened = desk.open(actor, id)
    assert ids(desk, actor, id) == ["keep", "led", "bright_co", "bright_co_2"]
    assert answer_in(opened.read.assessment, "energy@bright_co").value == 0.01
    assert opened.read.assessment.options[2].product == "Lux 3"


def test_a_text_keeps_its_other_language_unless_it_is_changed(desk):
    actor, id = begun(desk)
    before = desk.open(actor, id).read.assessment.options[1].title
    change_option(desk, actor, id, "led", Draft(before.fr, "led", "Lux", ""), 1, "fr")
    assert desk.open(actor, id).read.assessment.options[1].title == before
    change_option(desk, actor, id, "led", Draft("Neuve", "led", "Lux", " note "), 2, "fr")
    option = desk.open(actor, id).read.assessment.options[1]
    assert (option.title.fr, option.title.en, option.note.en) == ("Neuve", "Neuve", "note")


def test_another_alternative_lets_go_of_what_it_does_not_ask(desk):
    actor, id = begun(desk)
    add_option(desk, actor, id, LED)
    for cell, value in (("warranty@bright_co", "yes"), ("colour@bright_co", "warm")):
        save_answer(desk, actor, id, cell, say(value), 0, "en")
    change_option(desk, actor, id, "bright_co", Draft("Old", "keep", "", ""), 1, "en")
    assert set(desk.open(actor, id).read.assessment.options[2].answers) == {"colour"}


def test_the_reference_stays_the_one_it_was(desk):
    actor, id = begun(desk)
    another = add_option(desk, actor, id, Draft("Another", "keep", "", ""))
    assert desk.open(actor, id).read.assessment.settings.reference.option == "keep"
    remove_option(desk, actor, id, another)


def test_two_who_change_one_option_lose_nothing_silently(desk):
    actor, id = begun(desk)
    seen = option_version(desk.open(actor, id).kept, "led")
    change_option(desk, actor, id, "led", Draft("Mine", "led", "", ""), seen, "en")
    change_option(desk, actor, id, "led", Draft("Mine", "led", "", ""), seen, "en")
    with pytest.raises(ConflictError):
        change_option(desk, actor, id, "led", Draft("Yours", "led", "", ""), seen, "en")


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda desk, actor, id: remove_option(desk, actor, id, "keep"), "P012"),
        (lambda desk, actor, id: remove_option(desk, actor, id, "none"), "P010"),
        (lambda desk, actor, id: add_option(desk, actor, id, Draft(" ", "led", "", "")), "P009"),
        (lambda desk, actor, id: add_option(desk, actor, id, Draft("x", "none", "", "")), "A008"),
        (lambda desk, actor, id: add_option(desk, actor, id, Draft("x", "", "", "")), "K002"),
        (lambda desk, actor, id: change_option(desk, actor, id, "led", Draft("x", "none", "", ""), 1, "en"), "P010"),
    ],
)
def test_what_cannot_be_is_told_and_changes_nothing(desk, act, code):
    actor, id = begun(desk)
    before = desk.open(actor, id).read.assessment
    with pytest.raises((AssessmentError, DeniedError)) as caught:
        act(desk, actor, id)
    assert (getattr(caught.value, "problems", None) or [caught.value.problem])[0].code == code
    assert desk.open(actor, id).read.assessment == before


def test_there_are_not_more_options_than_an_assessment_may_have(desk, monkeypatch):
    actor, id = begun(desk)
    monkeypatch.setattr(offers, "MOST_OPTIONS", 2)
    with pytest.raises(DeniedError) as caught:
        add_option(desk, actor, id, LED)
    assert caught.value.problem.code == "P014"


def test_undoing_an_offer_takes_its_answers_along(desk):
    actor, id = begun(desk)
    add_option(desk, actor, id, LED)
    save_answer(desk, actor, id, "colour@bright_co", say("warm"), 0, "en")
    responding.undo(desk, actor, id, 2)
    assert ids(desk, actor, id) == ["keep", "led"]


@pytest.mark.parametrize("role", ROLES)
def test_only_those_who_answer_change_options(desk, role):
    _, id = begun(desk)
    actor = member(desk, id, role)
    if role in ("owner", "editor"):
        assert add_option(desk, actor, id, LED)
        return
    with pytest.raises(DeniedError) as caught:
        add_option(desk, actor, id, LED)
    assert caught.value.problem.code == "P002"


@pytest.mark.parametrize(("title", "id"), [("Été 2", "ete_2"), ("3D", "option_3d"), ("—", "option"), ("led", "led_2")])
def test_ids_are_plain_and_free(title, id):
    assert free_id(title, {"led"}) == id
