"""One's own account: the password, the sessions, a copy of what is kept of a person, and its erasure."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import dataclass

from compass.errors import DeniedError
from compass.model.base import Text
from compass.service.desk import Desk
from compass.service.people import begin_session, hashed_password, is_password
from compass.service.permissions import Actor
from compass.service.trails import note
from compass.store import assessments, people, trail, workshops
from compass.store.database import Connection
from compass.store.erasing import changes_by, forget
from compass.store.files import files_by
from compass.store.people import Account


@dataclass(frozen=True)
class Erasure:
    """What erasing an account would do to the assessments that it owns alone: those with other members keep it from
    being done, those without go with it."""

    held_by: tuple[tuple[str, Text], ...]
    gone_with: tuple[tuple[str, Text], ...]


def own_account(desk: Desk, actor: Actor) -> Account:
    """Give the account of who asks. Raises DeniedError P001 for a visitor."""
    with desk.database.reading() as connection:
        return _own(connection, actor)


def change_password(desk: Desk, actor: Actor, old: str, new: str) -> str:
    """Change the password and end every session but a new one; give its token. Raises DeniedError P001, P007, P042."""
    account = _proven(desk, actor, old)
    hashed = hashed_password(new)
    with desk.database.writing() as connection:
        people.set_password(connection, account.id, hashed)
        people.end_sessions(connection, account.id)
        note(desk, connection, account.id, "changed_password")
    return begin_session(desk, account)


def sign_out_everywhere(desk: Desk, actor: Actor) -> None:
    """End every session of an account. Raises DeniedError P001."""
    with desk.database.writing() as connection:
        account = _own(connection, actor)
        people.end_sessions(connection, account.id)
        note(desk, connection, account.id, "signed_out_all")


def export(desk: Desk, actor: Actor) -> str:
    """Give everything that is kept of a person as JSON, but the password's hash. Raises DeniedError P001."""
    with desk.database.writing() as connection:
        account = _own(connection, actor)
        note(desk, connection, account.id, "exported")
        told = {
            "account": {key: value for key, value in vars(account).items() if key != "password"},
            "sessions_end": people.sessions_of(connection, account.id),
            "roles": [
                {"assessment": id, **vars(grant)}
                for id in people.assessments_of(connection, account.id)
                if (grant := people.grant_of(connection, id, account.id)) is not None
            ],
            "changes": changes_by(connection, account.id),
            "workshops": [{"workshop": id, "assessment": of} for id, of in workshops.run_by(connection, account.id)],
            "files": [
                {**vars(filed), "content": b64encode(content).decode()}
                for filed, content in files_by(connection, account.id)
            ],
            "acts": [vars(event) for event in trail.events_by(connection, account.id)],
        }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def erasure(desk: Desk, actor: Actor) -> Erasure:
    """Tell what would become of the assessments that nobody else owns. Raises DeniedError P001."""
    with desk.database.reading() as connection:
        return _erasure(connection, _own(connection, actor))


def erase(desk: Desk, actor: Actor, password: str) -> None:
    """Erase an account: its address, name, password, sessions and roles, and the assessments that only it could open.

    Answers and their history stay without a name. Raises DeniedError P001, P042, P041 where others would be left
    without an owner.
    """
    account = _proven(desk, actor, password)
    with desk.database.writing() as connection:
        found = _erasure(connection, account)
        if found.held_by:
            raise DeniedError("P041", count=len(found.held_by))
        for id, _ in found.gone_with:
            assessments.remove(connection, id)
        forget(connection, account)
        note(desk, connection, None, "erased")
    desk.kept.clear()
    desk.opened.clear()
    desk.rooms.clear()


def _erasure(connection: Connection, account: Account) -> Erasure:
    held: list[tuple[str, Text]] = []
    gone: list[tuple[str, Text]] = []
    for id in people.assessments_of(connection, account.id):
        assessments.hold(connection, id)
        found = people.members(connection, id)
        if [each.account for each in found if each.grant.role == "owner"] != [account.id]:
            continue
        kept = assessments.load(connection, id)
        assert kept is not None
        (held if len(found) > 1 else gone).append((id, kept.assessment.title))
    return Erasure(tuple(held), tuple(gone))


def _own(connection: Connection, actor: Actor) -> Account:
    found = None if actor.account is None else people.account_by_id(connection, actor.account)
    if found is None:
        raise DeniedError("P001")
    return found


def _proven(desk: Desk, actor: Actor, password: str) -> Account:
    account = own_account(desk, actor)
    if not is_password(account.password, password):
        raise DeniedError("P042")
    return account
