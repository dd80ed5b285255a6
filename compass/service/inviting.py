"""Invitations into one assessment: a link that is taken once, by a member of the site or by somebody new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import get_args

from compass.errors import DeniedError
from compass.model.base import Text
from compass.model.question import Seat
from compass.service.desk import Desk
from compass.service.people import begin_session, new_account
from compass.service.permissions import GRANTED, Actor, require
from compass.service.tokens import hash_of, new_id, new_token
from compass.service.trails import note
from compass.store import assessments, links, people
from compass.store.database import Connection
from compass.store.links import Link
from compass.store.people import Grant

INVITED = timedelta(days=14)
SEATS: tuple[Seat, ...] = get_args(Seat)


@dataclass(frozen=True)
class Asked:
    """What an invitation offers, as its form gives it; with a section, an editor becomes a delegate."""

    label: str
    role: str
    seat: str = ""
    section: str = ""


@dataclass(frozen=True)
class Invitation:
    """An invitation as who holds it sees it."""

    link: Link
    title: Text
    by: str


def invite(desk: Desk, actor: Actor, id: str, asked: Asked) -> str:
    """Make an invitation; give its token. Raises DeniedError P001, P002, P010 (no such role, seat or section)."""
    token = new_token()
    sections = desk.open(actor, id, "manage").whole.usable().pack.sections
    grant = _grant(asked, frozenset(sections))
    with desk.database.writing() as connection:
        require(connection, actor, id, "manage")
        ends = (desk.now() + INVITED).isoformat(timespec="seconds")
        link = Link(new_id(), id, asked.label.strip()[:120], actor.account, desk.at(), ends, grant)
        links.add_link(connection, link, hash_of(token))
        note(desk, connection, actor.account, "invited", id, role=grant.role)
    return token


def invitations(desk: Desk, actor: Actor, id: str) -> tuple[Link, ...]:
    """List the invitations that nobody has taken yet. Raises DeniedError P001, P002."""
    with desk.database.reading() as connection:
        require(connection, actor, id, "manage")
        return links.invitations_of(connection, id)


def withdraw(desk: Desk, actor: Actor, id: str, invitation: str) -> None:
    """Take an invitation back. Raises DeniedError P001, P002, P010 where there is none."""
    with desk.database.writing() as connection:
        require(connection, actor, id, "manage")
        if not links.remove_invitation(connection, id, invitation):
            raise DeniedError("P010")
        note(desk, connection, actor.account, "withdrew", id)


def invitation_of(desk: Desk, token: str) -> Invitation:
    """Give what a token invites to. Raises DeniedError P036: taken, taken back, ended or forged, in the same words."""
    with desk.database.reading() as connection:
        link = _usable(desk, connection, token)
        kept = assessments.load(connection, link.assessment)
        assert kept is not None
        by = people.names(connection).get(link.account or "", "")
    return Invitation(link, kept.assessment.title, by)


def join(desk: Desk, actor: Actor, token: str) -> str:
    """Take an invitation as somebody who has an account; give the assessment.

    Raises DeniedError P001 (a visitor), P036, P037 (a member already, whose role an invitation does not change).
    """
    if actor.account is None:
        raise DeniedError("P001")
    with desk.database.writing() as connection:
        return _joined(desk, connection, token, actor.account)


def sign_up(desk: Desk, token: str, email: str, name: str, password: str) -> tuple[str, str]:
    """Make an account by an invitation and take it; give the session's token and the assessment.

    Raises DeniedError P006, P007, P009 as the first account does, P035 (the address has an account), P036.
    """
    account = new_account(desk, email, name, password)
    with desk.database.writing() as connection:
        _usable(desk, connection, token)
        if people.account_by_email(connection, account.email) is not None:
            raise DeniedError("P035")
        people.add_account(connection, account)
        id = _joined(desk, connection, token, account.id)
    return begin_session(desk, account), id


def _joined(desk: Desk, connection: Connection, token: str, account: str) -> str:
    link = _usable(desk, connection, token)
    assert link.grant is not None
    assessments.hold(connection, link.assessment)
    if people.grant_of(connection, link.assessment, account) is not None:
        raise DeniedError("P037")
    if not links.remove_invitation(connection, link.assessment, link.id):
        raise DeniedError("P036")
    people.set_role(connection, link.assessment, account, link.grant.role, link.grant.seat, link.grant.section)
    note(desk, connection, account, "joined", link.assessment, role=link.grant.role)
    return link.assessment


def _usable(desk: Desk, connection: Connection, token: str) -> Link:
    found = links.invitation_of(connection, hash_of(token), desk.at())
    if found is None:
        raise DeniedError("P036")
    return found


def _grant(asked: Asked, sections: frozenset[str]) -> Grant:
    is_known = asked.role in GRANTED and asked.seat in ("", *SEATS) and asked.section in ("", *sections)
    if not is_known or (asked.section and asked.role != "editor"):
        raise DeniedError("P010")
    return Grant("delegate" if asked.section else asked.role, asked.seat or None, asked.section or None)
