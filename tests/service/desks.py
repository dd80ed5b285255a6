"""A desk over the small packs of the tests, with a clock that stands still."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from compass.catalogue.packs import Shelf
from compass.errors import DeniedError
from compass.service import casework, people
from compass.service.casework import Begun
from compass.service.desk import Desk
from compass.service.permissions import Actor
from compass.service.workspace import Workspace
from compass.store.database import open_database
from compass.store.people import Account, add_account, set_role

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
WORKSPACE = Workspace(Shelf((Path("tests/packs"),), Path("questionnaires/library"), Path()))
ON_SQLITE = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
"""Marks tests that read nothing from the database, and need not run on both kinds."""
ROLES = ("owner", "editor", "reviewer", "reader")


@contextmanager
def desk_at(url: str):
    desk = Desk(WORKSPACE, open_database(url), lambda: NOW)
    yield desk
    desk.database.close()


def begun(desk: Desk, actor: Actor | None = None) -> tuple[Actor, str]:
    """Begin an assessment of the pack `tiny`; give its owner and its id."""
    actor = actor or people.local_actor(desk)
    return actor, casework.begin(desk, actor, Begun("tiny", "Lamps", ("keep", "led"), ""), "en")


def member(desk: Desk, id: str, role: str | None, *, granted: bool = True) -> Actor:
    """Make an account with a role in an assessment, or with none."""
    with desk.database.writing() as connection:
        add_account(connection, Account(f"a-{role}", f"{role}@example.org", str(role), "", NOW.isoformat()))
        if role is not None and granted:
            set_role(connection, id, f"a-{role}", role)
    return Actor(f"a-{role}", str(role))


def say(value: str = "", **fields: str) -> dict[str, list[str]]:
    """Give the fields of a form."""
    return {"state": ["known"], "value": [value], **{key: [each] for key, each in fields.items()}}


def refused(act, *given) -> str:
    """Do what must not be done; give the code of the refusal."""
    with pytest.raises(DeniedError) as caught:
        act(*given)
    return caught.value.problem.code
