"""Links that let anybody read one result until a day: made, listed, taken back, followed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from compass.errors import DeniedError
from compass.service.desk import Desk
from compass.service.permissions import Actor, require
from compass.service.tokens import hash_of, new_id, new_token
from compass.service.trails import note
from compass.store import links, people
from compass.store.links import Link

SHARED = timedelta(days=30)
"""How long a link lasts unless its maker says otherwise."""
LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class Share:
    """A link as its list shows it; `ended` says that it opens nothing any more."""

    link: Link
    by: str
    ended: bool


def share(desk: Desk, actor: Actor, id: str, label: str, last_day: str) -> str:
    """Make a link to the result, its explanations and its report, good to the end of a day; give its token.

    Raises DeniedError P001, P002, P034 (the day).
    """
    token, ends = new_token(), end_of(desk, last_day, LONGEST)
    with desk.database.writing() as connection:
        require(connection, actor, id, "manage")
        link = Link(new_id(), id, label.strip()[:120], actor.account, desk.at(), ends)
        links.add_link(connection, link, hash_of(token))
        note(desk, connection, actor.account, "shared", id, ends=ends)
    return token


def shares(desk: Desk, actor: Actor, id: str) -> tuple[Share, ...]:
    """List the links of an assessment, the newest first. Raises DeniedError P001, P002."""
    with desk.database.reading() as connection:
        require(connection, actor, id, "manage")
        names, found = people.names(connection), links.shares_of(connection, id)
    return tuple(Share(link, names.get(link.account or "", ""), link.ends <= desk.at()) for link in found)


def revoke(desk: Desk, actor: Actor, id: str, share: str) -> None:
    """Take a link back: it opens nothing from now on. Raises DeniedError P001, P002, P010 where there is none."""
    with desk.database.writing() as connection:
        require(connection, actor, id, "manage")
        if not links.remove_share(connection, id, share):
            raise DeniedError("P010")
        note(desk, connection, actor.account, "revoked", id)


def follow(desk: Desk, token: str) -> str:
    """Give the assessment that a link opens. Raises DeniedError P032: forged, taken back or ended alike."""
    with desk.database.reading() as connection:
        found = links.share_of(connection, hash_of(token), desk.at())
    if found is None:
        raise DeniedError("P032")
    return found.assessment


def with_shares(desk: Desk, actor: Actor, tokens: Iterable[str]) -> Actor:
    """Give an actor the assessments that the links followed still open."""
    with desk.database.reading() as connection:
        found = [links.share_of(connection, hash_of(token), desk.at()) for token in tokens]
    return replace(actor, shared=frozenset(link.assessment for link in found if link is not None))


def end_of(desk: Desk, last_day: str, longest: timedelta) -> str:
    """Give the end of a day that lies ahead, as it is kept. Raises DeniedError P034."""
    today = desk.now().date()
    try:
        day = date.fromisoformat(last_day.strip())
    except ValueError:
        day = date.min
    if not today <= day <= today + longest:
        raise DeniedError("P034", first=today.isoformat(), last=(today + longest).isoformat())
    return f"{day.isoformat()}T23:59:59+00:00"
