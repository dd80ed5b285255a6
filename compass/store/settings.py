"""What the application keeps for itself: a value for each key."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from compass.store import tables


def setting(connection: Connection, key: str) -> str | None:
    return connection.execute(select(tables.settings.c.value).where(tables.settings.c.key == key)).scalar()


def put_setting(connection: Connection, key: str, value: str | None) -> None:
    """Set a value; None takes it away."""
    connection.execute(delete(tables.settings).where(tables.settings.c.key == key))
    if value is not None:
        connection.execute(insert(tables.settings).values(key=key, value=value))
