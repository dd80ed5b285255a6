"""Who may do what: the one place where it is decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from compass.errors import DeniedError
from compass.store.database import Connection
from compass.store.people import role_of

Role = Literal["owner", "editor", "reviewer", "reader"]
Act = Literal["read", "answer", "review", "delete"]
ALLOWED: dict[Role, frozenset[Act]] = {
    "owner": frozenset({"read", "answer", "review", "delete"}),
    "editor": frozenset({"read", "answer"}),
    "reviewer": frozenset({"read", "review"}),
    "reader": frozenset({"read"}),
}


@dataclass(frozen=True)
class Actor:
    """Who asks: an account, or a visitor who has not signed in."""

    account: str | None = None
    name: str = ""


VISITOR = Actor()


def require(connection: Connection, actor: Actor, assessment: str, act: Act) -> Role:
    """Give the role of an actor in an assessment. Raises DeniedError P001 without a role, P002 where it is too little.

    An assessment that does not exist and one of others are told in the same words.
    """
    role = None if actor.account is None else cast(Role | None, role_of(connection, assessment, actor.account))
    if role is None:
        raise DeniedError("P001")
    return allowed(role, act)


def allowed(role: Role, act: Act) -> Role:
    """Give a role back where it allows an act. Raises DeniedError P002."""
    if act not in ALLOWED[role]:
        raise DeniedError("P002", role=role)
    return role
