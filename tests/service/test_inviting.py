"""An invitation is taken once, by a member of the site or somebody new, and grants what it says."""

from datetime import timedelta

import pytest

from compass.service import inviting, members
from compass.service.inviting import INVITED, Asked
from compass.service.people import actor_of
from compass.service.permissions import VISITOR
from compass.service.responding import restore, save_answer, undo
from tests.service.desks import NOW, begun, member, refused, say

PASSWORD = "horse battery staple"


def test_somebody_new_takes_an_invitation_once(desk):
    actor, id = begun(desk)
    token = inviting.invite(desk, actor, id, Asked("Grace", "editor", "technical"))
    assert inviting.invitation_of(desk, token).title.en == "Lamps"
    session, joined = inviting.sign_up(desk, token, "grace@example.org", "Grace", PASSWORD)
    assert joined == id
    grace = actor_of(desk, session)
    opened = desk.open(grace, id, "answer")
    assert (opened.role, opened.grant.seat) == ("editor", "technical")
    assert refused(inviting.invitation_of, desk, token) == "P036"
    assert refused(inviting.sign_up, desk, token, "eve@example.org", "Eve", PASSWORD) == "P036"
    assert inviting.invitations(desk, actor, id) == ()


def test_a_member_of_the_site_joins_and_who_takes_part_already_keeps_the_role(desk):
    actor, id = begun(desk)
    stranger = member(desk, id, None)
    token = inviting.invite(desk, actor, id, Asked("", "reader"))
    assert refused(inviting.join, desk, actor, token) == "P037"
    assert refused(inviting.join, desk, VISITOR, token) == "P001"
    member(desk, id, "reader")
    assert refused(inviting.sign_up, desk, token, "Reader@example.org", "Rita", PASSWORD) == "P035"
    assert inviting.join(desk, stranger, token) == id
    assert desk.open(stranger, id).role == "reader"
    assert desk.open(actor, id).role == "owner"


def test_an_invitation_ends_by_itself_or_when_it_is_taken_back(desk):
    actor, id = begun(desk)
    late, gone = (inviting.invite(desk, actor, id, Asked(name, "reader")) for name in ("late", "gone"))
    [link] = [each for each in inviting.invitations(desk, actor, id) if each.label == "gone"]
    _, other = begun(desk, actor)
    assert refused(inviting.withdraw, desk, actor, other, link.id) == "P010"
    inviting.withdraw(desk, actor, id, link.id)
    assert refused(inviting.invitation_of, desk, gone) == "P036"
    desk.now = lambda: NOW + INVITED + timedelta(seconds=1)
    assert refused(inviting.invitation_of, desk, late) == "P036"


def test_a_delegate_answers_one_section_and_reads_the_rest(desk):
    actor, id = begun(desk)
    token = inviting.invite(desk, actor, id, Asked("", "editor", "", "lamp"))
    delegate = member(desk, id, None)
    inviting.join(desk, delegate, token)
    opened = desk.open(delegate, id)
    sections = {cell.cell: cell.section for cell in opened.interview.cells}
    assert [opened.may_answer_in(name) for name in ("lamp", sections["evenings"])] == [True, False]
    save_answer(desk, delegate, id, "energy@keep", say("0.06"), 0, "en")
    assert refused(save_answer, desk, delegate, id, "evenings", say("100"), 0, "en") == "P031"
    assert refused(undo, desk, delegate, id, 2) == refused(restore, desk, delegate, id, 1) == "P002"
    members.change_role(desk, actor, id, "a-None", "editor")
    save_answer(desk, delegate, id, "evenings", say("100"), 0, "en")


@pytest.mark.parametrize(
    "asked",
    [Asked("", "guest"), Asked("", "delegate"), Asked("", "editor", "best"), Asked("", "editor", "", "none"),
     Asked("", "owner", "", "lamp")],
)  # fmt: skip
def test_what_cannot_be_granted_is_refused(desk, asked):
    actor, id = begun(desk)
    assert refused(inviting.invite, desk, actor, id, asked) == "P010"


def test_only_an_owner_invites(desk):
    _, id = begun(desk)
    for role in ("editor", "reviewer", "reader"):
        one = member(desk, id, role)
        assert refused(inviting.invite, desk, one, id, Asked("", "reader")) == "P002"
        assert refused(inviting.invitations, desk, one, id) == "P002"
    assert refused(inviting.withdraw, desk, VISITOR, id, "any") == "P001"
