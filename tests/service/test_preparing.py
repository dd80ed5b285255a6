"""A workshop is prepared from an agenda that fits, by who may answer, and passed on or taken over."""

from __future__ import annotations

from dataclasses import replace

from compass.service import preparing
from compass.service.preparing import Prepared
from compass.service.trails import trail_of
from compass.texts.typography import set_type
from tests.service.desks import begun, member, refused
from tests.service.meetings import meeting


def test_a_workshop_begins_with_a_ready_agenda_of_the_pack(desk):
    found = meeting(desk, "anonymous")
    [listed] = preparing.listed(desk, found.actor, found.id)
    workshop = listed.kept.workshop
    assert (workshop.title.en, workshop.mode, len(workshop.stages)) == ("An evening", "anonymous", 8)
    assert (listed.kept.id, len(listed.kept.code)) == (found.workshop, 8)
    assert trail_of(desk, found.actor, found.id)[0].event.act == "workshop_began"


def test_the_title_of_the_assessment_stays_one_in_both_languages(desk):
    actor, id = begun(desk)
    own = desk.open(actor, id).read.assessment.title
    for typed in (set_type(own.fr, "fr"), set_type(own.en, "en")):
        preparing.prepare(desk, actor, id, Prepared("", typed, "named"))
    assert [each.kept.workshop.title for each in preparing.listed(desk, actor, id)] == [own, own]


def test_what_is_not_ready_is_refused(desk):
    actor, id = begun(desk)
    for agenda, title, mode, code in (
        ("none", "t", "named", "W019"),
        ("evening", "t", "secret", "W019"),
        ("evening", "  ", "named", "P009"),
    ):
        assert refused(preparing.prepare, desk, actor, id, Prepared(agenda, title, mode)) == code
    assert refused(preparing.prepare, desk, actor, "tiny~right", Prepared("evening", "t", "named")) == "P002"


def test_an_assessment_of_a_pack_that_has_gone_has_no_ready_agenda(desk):
    actor, id = begun(desk)
    opened = desk.open(actor, id)
    gone = opened.read.assessment.model_copy(update={"pack": "gone"})
    assert [each.agenda for each in preparing.agendas(desk, opened)] == ["evening"]
    assert preparing.agendas(desk, replace(opened, read=replace(opened.read, assessment=gone))) == ()


def test_readers_see_the_list_and_only_editors_and_owners_run_workshops(desk):
    found = meeting(desk)
    for role in ("reader", "reviewer", "delegate"):
        other = member(desk, found.id, role)
        assert len(preparing.listed(desk, other, found.id)) == 1
        assert refused(preparing.prepare, desk, other, found.id, Prepared("evening", "t", "named")) == "P002"
        assert refused(preparing.hand_over, desk, other, found.id, found.workshop, other.account) == "P002"
        assert refused(preparing.hand_over, desk, found.actor, found.id, found.workshop, other.account) == "W008"
    editor = member(desk, found.id, "editor")
    assert refused(preparing.hand_over, desk, editor, found.id, found.workshop, found.actor.account) == "W015"
    preparing.hand_over(desk, found.actor, found.id, found.workshop, editor.account)
    assert refused(found.helm.go, "s1") == "W015"
    preparing.hand_over(desk, found.actor, found.id, found.workshop, found.actor.account)
    found.helm.go("s1")


def test_an_owner_deletes_a_workshop_and_another_assessment_has_none_of_it(desk):
    found = meeting(desk)
    _, other = begun(desk, found.actor)
    editor = member(desk, found.id, "editor")
    assert refused(preparing.delete, desk, editor, found.id, found.workshop) == "P002"
    assert refused(preparing.delete, desk, found.actor, other, found.workshop) == "W008"
    preparing.delete(desk, found.actor, found.id, found.workshop)
    assert preparing.listed(desk, found.actor, found.id) == ()
    assert refused(preparing.hand_over, desk, found.actor, found.id, found.workshop, found.actor.account) == "W008"
