"""Who did what to whom and when, without a name: accounts stand in it by their id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, select

from compass.store import tables


@dataclass(frozen=True)
class Event:
    """One act; `told` is what it was done with: a role, the id of a member."""

    at: str
    account: str | None
    assessment: str | None
    act: str
    told: dict[str, Any] | None = None


def add_event(connection: Connection, event: Event) -> None:
    connection.execute(insert(tables.trail).values(**vars(event)))


def events_of(connection: Connection, assessment: str) -> tuple[Event, ...]:
    """Give what was done in an assessment, the last first."""
    return _events(connection, tables.trail.c.assessment == assessment)


def events_by(connection: Connection, account: str) -> tuple[Event, ...]:
    """Give what an account did, the last first."""
    return _events(connection, tables.trail.c.account == account)


def _events(connection: Connection, which: ColumnElement[bool]) -> tuple[Event, ...]:
    rows = tables.trail
    found = select(rows.c.at, rows.c.account, rows.c.assessment, rows.c.act, rows.c.told).where(which)
    return tuple(Event(**row._mapping) for row in connection.execute(found.order_by(rows.c.id.desc())))
