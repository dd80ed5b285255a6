"""Who may do what: the one place where it is decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast, get_args

from compass.errors import DeniedError
from compass.store.database import Connection
from compass.store.people import Grant, grant_of

Role = Literal["owner", "editor", "delegate", "reviewer", "reader", "guest"]
"""A delegate answers one section; a guest came by a shared link."""
Act = Literal["see", "read", "contribute", "answer", "review", "manage", "delete"]
"""`see`: result, explanations and report; `contribute`: answer, a delegate in the own section alone."""
ACTS: tuple[Act, ...] = get_args(Act)
_READS: frozenset[Act] = frozenset({"see", "read"})
ALLOWED: dict[Role, frozenset[Act]] = {
    "owner": frozenset(ACTS),
    "editor": _READS | {"contribute", "answer"},
    "delegate": _READS | {"contribute"},
    "reviewer": _READS | {"review"},
    "reader": _READS,
    "guest": frozenset({"see"}),
}
GRANTED: tuple[Role, ...] = ("owner", "editor", "reviewer", "reader")
"""The roles that a member can have; an editor of one section is kept as a delegate."""
_GUEST = Grant("guest")


@dataclass(frozen=True)
class Actor:
    """Who asks: an account, or a visitor who has not signed in; `shared` are the assessments that a link opened."""

    account: str | None = None
    name: str = ""
    shared: frozenset[str] = frozenset()


VISITOR = Actor()


def granted(connection: Connection, actor: Actor, assessment: str, act: Act) -> Grant:
    """Give what an actor may do in an assessment. Raises DeniedError P001 without a role, P002 where it is too little.

    An assessment that does not exist and one of others are told in the same words.
    """
    found = None if actor.account is None else grant_of(connection, assessment, actor.account)
    if found is None and assessment in actor.shared:
        found = _GUEST
    if found is None:
        raise DeniedError("P001")
    allowed(cast(Role, found.role), act)
    return found


def require(connection: Connection, actor: Actor, assessment: str, act: Act) -> Role:
    """Give the role of an actor in an assessment. Raises DeniedError P001, P002 as `granted` does."""
    return cast(Role, granted(connection, actor, assessment, act).role)


def allowed(role: Role, act: Act) -> Role:
    """Give a role back where it allows an act. Raises DeniedError P002."""
    if act not in ALLOWED[role]:
        raise DeniedError("P002", role=role)
    return role


def within(grant: Grant, section: str) -> None:
    """Hold a delegate to the own section. Raises DeniedError P031."""
    if grant.role == "delegate" and grant.section != section:
        raise DeniedError("P031")
