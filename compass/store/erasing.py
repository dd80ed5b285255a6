"""What the rows know of a person, and how they forget it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table, select, update

from compass.store import tables
from compass.store.people import Account, remove_account

_SIGNED = "by"
"""The key under which an answer, or its review, names who gave it."""


def changes_by(connection: Connection, account: str) -> tuple[dict[str, Any], ...]:
    """Give every change that an account made, in order."""
    rows = tables.history
    found = select(rows).where(rows.c.account == account).order_by(rows.c.id)
    return tuple(
        {key: value for key, value in row._mapping.items() if key not in ("id", "account")}
        for row in connection.execute(found)
    )


def forget(connection: Connection, account: Account) -> None:
    """Remove an account, and its name from what it signed; what it wrote stays."""
    wrote = select(tables.history.c.assessment).where(tables.history.c.account == account.id).distinct()
    for id in connection.execute(wrote).scalars().all():
        _unsign(connection, tables.parts, id, ("content",), account.name)
        _unsign(connection, tables.history, id, ("before", "after"), account.name)
        _unsign(connection, tables.workshops, id, ("content",), account.name)
    remove_account(connection, account.id)


def _unsign(connection: Connection, rows: Table, assessment: str, columns: tuple[str, ...], name: str) -> None:
    for row in connection.execute(select(rows).where(rows.c.assessment == assessment)).all():
        own = row._mapping
        changed = {column: unsigned(own[column], name) for column in columns}
        if any(changed[column] != own[column] for column in columns):
            keys = [key == own[key.name] for key in rows.primary_key]
            connection.execute(update(rows).where(*keys).values(changed))


def unsigned(content: Any, name: str) -> Any:
    """Give JSON data without the signatures of one name."""
    if isinstance(content, dict):
        kept = {key: value for key, value in content.items() if key != _SIGNED or value != name}
        return {key: unsigned(value, name) for key, value in kept.items()}
    return [unsigned(each, name) for each in content] if isinstance(content, list) else content
