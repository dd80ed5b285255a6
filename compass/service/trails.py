"""The trail of who did what: written with each act, read by owners and, of one's own acts, by everybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from compass.service.desk import Desk
from compass.service.permissions import Actor, require
from compass.store import people, trail
from compass.store.database import Connection
from compass.store.trail import Event


@dataclass(frozen=True)
class Told:
    """An event with the names of those who still have an account; a former member has none."""

    event: Event
    by: str
    member: str


def note(desk: Desk, connection: Connection, account: str | None, act: str, id: str | None = None, **told: str) -> None:
    """Write an act down in the transaction that does it."""
    trail.add_event(connection, Event(desk.at(), account, id, act, told or None))


def trail_of(desk: Desk, actor: Actor, id: str) -> tuple[Told, ...]:
    """Tell what was done in an assessment besides answering, the last first. Raises DeniedError P001, P002."""
    with desk.database.reading() as connection:
        require(connection, actor, id, "manage")
        names = people.names(connection)
        return tuple(_told(event, names) for event in trail.events_of(connection, id))


def _told(event: Event, names: Mapping[str, str]) -> Told:
    return Told(event, names.get(event.account or "", ""), names.get((event.told or {}).get("member", ""), ""))
