"""Workshops kept whole with a version that every act of the facilitator raises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from compass.decision.running import bare
from compass.model.running import Workshop
from compass.store import tables


@dataclass(frozen=True)
class KeptWorkshop:
    """A workshop as it is kept, without its votes; `facilitator` is an account, None where it was erased."""

    id: str
    assessment: str
    code: str
    version: int
    facilitator: str | None
    made: str
    workshop: Workshop


@dataclass(frozen=True)
class Head:
    """What is needed of a workshop to know whether a page has changed."""

    id: str
    assessment: str
    version: int


def add(connection: Connection, kept: KeptWorkshop) -> None:
    row = {key: value for key, value in vars(kept).items() if key != "workshop"}
    connection.execute(insert(tables.workshops).values(**row, content=_content(kept.workshop)))


def by_code(connection: Connection, code: str) -> KeptWorkshop | None:
    """Give the workshop that a code names."""
    return _one(connection, tables.workshops.c.code == code)


def head_by_code(connection: Connection, code: str) -> Head | None:
    """Give the head of the workshop that a code names."""
    return _head(connection, tables.workshops.c.code == code)


def head_of(connection: Connection, assessment: str, id: str) -> Head | None:
    """Give the head of a workshop of an assessment."""
    return _head(connection, (tables.workshops.c.assessment == assessment) & (tables.workshops.c.id == id))


def load(connection: Connection, assessment: str, id: str, *, to_change: bool = False) -> KeptWorkshop | None:
    """Give a workshop of an assessment; with `to_change`, nobody else changes it, nor votes in it, until the end of the
    transaction."""
    rows = tables.workshops
    return _one(connection, (rows.c.assessment == assessment) & (rows.c.id == id), to_change=to_change)


def hold(connection: Connection, code: str, *, to_change: bool = False) -> KeptWorkshop | None:
    """Give a workshop that nobody changes until the end of the transaction; unless it is to be changed, others may hold
    it at the same time."""
    found = select(tables.workshops).where(tables.workshops.c.code == code).with_for_update(read=not to_change)
    row = connection.execute(found).first()
    return None if row is None else _kept(row)


def save(connection: Connection, kept: KeptWorkshop, after: Workshop) -> int:
    """Write a workshop that was loaded to be changed, without its votes; give its version."""
    changed = update(tables.workshops).where(tables.workshops.c.id == kept.id)
    connection.execute(changed.values(version=kept.version + 1, content=_content(after)))
    return kept.version + 1


def pass_on(connection: Connection, kept: KeptWorkshop, account: str) -> None:
    """Have another account run a workshop that was loaded to be changed."""
    changed = update(tables.workshops).where(tables.workshops.c.id == kept.id)
    connection.execute(changed.values(version=kept.version + 1, facilitator=account))


def remove(connection: Connection, assessment: str, id: str) -> bool:
    """Delete a workshop with its participants and their votes; say whether it was there."""
    rows = tables.workshops
    gone = delete(rows).where(rows.c.assessment == assessment, rows.c.id == id)
    return bool(connection.execute(gone).rowcount)


def of_assessment(connection: Connection, assessment: str) -> tuple[KeptWorkshop, ...]:
    """Give the workshops of an assessment, the newest first."""
    rows = tables.workshops
    found = select(rows).where(rows.c.assessment == assessment).order_by(rows.c.made.desc(), rows.c.id)
    return tuple(_kept(row) for row in connection.execute(found))


def run_by(connection: Connection, account: str) -> tuple[tuple[str, str], ...]:
    """Give the workshops that an account runs, with their assessments."""
    rows = tables.workshops
    found = select(rows.c.id, rows.c.assessment).where(rows.c.facilitator == account).order_by(rows.c.made, rows.c.id)
    return tuple((row.id, row.assessment) for row in connection.execute(found))


def _head(connection: Connection, which: ColumnElement[bool]) -> Head | None:
    rows = tables.workshops
    found = connection.execute(select(rows.c.id, rows.c.assessment, rows.c.version).where(which)).first()
    return None if found is None else Head(**found._mapping)


def _one(connection: Connection, which: ColumnElement[bool], *, to_change: bool = False) -> KeptWorkshop | None:
    found = select(tables.workshops).where(which)
    row = connection.execute(found.with_for_update() if to_change else found).first()
    return None if row is None else _kept(row)


def _kept(row: Any) -> KeptWorkshop:
    own = {key: row._mapping[key] for key in ("id", "assessment", "code", "version", "facilitator", "made")}
    return KeptWorkshop(**own, workshop=Workshop.model_validate(row.content))


def _content(workshop: Workshop) -> Any:
    return bare(workshop).model_dump(mode="json", exclude_none=True)
