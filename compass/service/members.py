"""Who takes part in an assessment: roles changed, members removed, the whole handed over; one owner always stays."""

from __future__ import annotations

from compass.errors import DeniedError
from compass.service.desk import Desk
from compass.service.permissions import GRANTED, Actor, require
from compass.service.trails import note
from compass.store import assessments, people
from compass.store.database import Connection
from compass.store.people import Grant, Member


def members(desk: Desk, actor: Actor, id: str) -> tuple[Member, ...]:
    """List the members by name. Raises DeniedError P001, P002."""
    with desk.database.reading() as connection:
        require(connection, actor, id, "read")
        return people.members(connection, id)


def change_role(desk: Desk, actor: Actor, id: str, member: str, role: str) -> None:
    """Give a member another role; a delegate becomes an editor of all.

    Raises DeniedError P001, P002, P010 (no such member or role), P033 (the last owner).
    """
    with desk.database.writing() as connection:
        before = _to_change(connection, actor, id, member)
        if role not in GRANTED:
            raise DeniedError("P010")
        if role != "owner":
            _keep_an_owner(connection, id, member)
        people.set_role(connection, id, member, role, before.seat)
        note(desk, connection, actor.account, "changed_role", id, member=member, role=role)


def remove(desk: Desk, actor: Actor, id: str, member: str) -> None:
    """Remove a member; everybody may leave. Raises DeniedError P001, P002, P010, P033."""
    with desk.database.writing() as connection:
        require(connection, actor, id, "read" if member == actor.account else "manage")
        _grant_of(connection, id, member)
        _keep_an_owner(connection, id, member)
        people.remove_role(connection, id, member)
        note(desk, connection, actor.account, "removed", id, member=member)


def hand_over(desk: Desk, actor: Actor, id: str, member: str) -> None:
    """Make a member the owner and stay as an editor. Raises DeniedError P001, P002, P010 (no such other member)."""
    with desk.database.writing() as connection:
        before = _to_change(connection, actor, id, member)
        if member == actor.account or actor.account is None:
            raise DeniedError("P010")
        own = _grant_of(connection, id, actor.account)
        people.set_role(connection, id, member, "owner", before.seat)
        people.set_role(connection, id, actor.account, "editor", own.seat)
        note(desk, connection, actor.account, "handed_over", id, member=member)


def _to_change(connection: Connection, actor: Actor, id: str, member: str) -> Grant:
    require(connection, actor, id, "manage")
    return _grant_of(connection, id, member)


def _grant_of(connection: Connection, id: str, member: str) -> Grant:
    assessments.hold(connection, id)
    found = people.grant_of(connection, id, member)
    if found is None:
        raise DeniedError("P010")
    return found


def _keep_an_owner(connection: Connection, id: str, leaving: str) -> None:
    owners = [each.account for each in people.members(connection, id) if each.grant.role == "owner"]
    if owners == [leaving]:
        raise DeniedError("P033")
