"""Members change roles, leave and hand over; an assessment always has an owner, and what was done is written down."""

from compass.service import members, trails
from compass.service.permissions import VISITOR
from tests.service.desks import begun, member, refused


def roles(desk, actor, id) -> dict[str, str]:
    return {each.account: each.grant.role for each in members.members(desk, actor, id)}


def test_the_last_owner_cannot_go_before_handing_over(desk):
    actor, id = begun(desk)
    reader = member(desk, id, "reader")
    assert refused(members.remove, desk, actor, id, "local") == "P033"
    assert refused(members.change_role, desk, actor, id, "local", "editor") == "P033"
    assert refused(members.hand_over, desk, actor, id, "local") == "P010"
    members.change_role(desk, actor, id, "local", "owner")
    members.hand_over(desk, actor, id, "a-reader")
    assert roles(desk, reader, id) == {"a-reader": "owner", "local": "editor"}
    members.remove(desk, actor, id, "local")
    assert roles(desk, reader, id) == {"a-reader": "owner"}


def test_one_of_two_owners_may_go(desk):
    actor, id = begun(desk)
    owner = member(desk, id, "owner")
    members.change_role(desk, actor, id, "local", "reader")
    assert roles(desk, owner, id) == {"a-owner": "owner", "local": "reader"}


def test_everybody_may_leave_and_nobody_but_an_owner_removes_others(desk):
    actor, id = begun(desk)
    editor, reader = member(desk, id, "editor"), member(desk, id, "reader")
    for act in (members.remove, members.hand_over):
        assert refused(act, desk, editor, id, "a-reader") == "P002"
    assert refused(members.change_role, desk, editor, id, "a-reader", "owner") == "P002"
    assert refused(members.members, desk, VISITOR, id) == "P001"
    members.remove(desk, reader, id, "a-reader")
    assert refused(desk.open, reader, id) == "P001"
    members.remove(desk, actor, id, "a-editor")
    assert roles(desk, actor, id) == {"local": "owner"}


def test_who_is_no_member_of_this_assessment_is_not_found(desk):
    actor, id = begun(desk)
    _, other = begun(desk, actor)
    member(desk, other, "reader")
    for act, given in ((members.remove, ()), (members.hand_over, ()), (members.change_role, ("editor",))):
        assert refused(act, desk, actor, id, "a-reader", *given) == "P010"
    member(desk, id, "editor")
    assert refused(members.change_role, desk, actor, id, "a-editor", "guest") == "P010"


def test_what_was_done_is_told_to_owners_by_name(desk):
    actor, id = begun(desk)
    member(desk, id, "reader")
    members.change_role(desk, actor, id, "a-reader", "reviewer")
    changed, began = trails.trail_of(desk, actor, id)
    assert (began.event.act, changed.event.act, changed.member) == ("began", "changed_role", "reader")
    assert changed.event.told == {"member": "a-reader", "role": "reviewer"}
    assert refused(trails.trail_of, desk, member(desk, id, "editor"), id) == "P002"
