"""One database, SQLite in a file or PostgreSQL, brought up to date when it is opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, func, inspect, make_url, select, table, text
from sqlalchemy.exc import OperationalError

from compass.errors import UnavailableError

__all__ = ["Connection", "Database", "open_database"]
MIGRATIONS = Path(__file__).parent / "migrations"
_WRITES = {"compass_writes": True}
_UPGRADE_LOCK = 6_178_021
"""Any number: two programs that start at once on one PostgreSQL upgrade one after the other."""


@dataclass(frozen=True)
class Database:
    """Connections to one database; what is read or written in one block is one transaction."""

    engine: Engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection on which everything is written, or nothing."""
        with self.engine.connect().execution_options(**_WRITES) as connection, connection.begin():
            yield connection

    def close(self) -> None:
        self.engine.dispose()


def open_database(url: str, migrations: Path = MIGRATIONS) -> Database:
    """Open a database and bring its tables up to date.

    Raises UnavailableError: S005 it can't be opened, S006 a newer program made it, S007 an upgrade would lose rows.
    """
    address = make_url(url)
    if address.drivername == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    if address.get_backend_name() == "sqlite" and address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, pool_pre_ping=True, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    database = Database(engine)
    try:
        with database.writing() as connection:
            _upgrade(connection, migrations)
    except BaseException as error:
        database.close()
        if not isinstance(error, OperationalError):
            raise
        said = str(error.orig).strip().splitlines()[0]
        raise UnavailableError("S005", database=address.render_as_string(), said=said) from None
    return database


def _prepare(connection: Any, _record: object) -> None:
    """Have SQLite wait for another writer, keep what was acknowledged, and leave transactions to us."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=20000", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = "compass_writes" in connection.get_execution_options()
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _upgrade(connection: Connection, migrations: Path) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _UPGRADE_LOCK})
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(migrations))
    config.set_main_option("path_separator", "os")
    known = ScriptDirectory.from_config(config)
    found = MigrationContext.configure(connection).get_current_revision()
    if found == known.get_current_head():
        return
    if found is not None and found not in {script.revision for script in known.walk_revisions()}:
        raise UnavailableError("S006", found=found, known=known.get_current_head() or "")
    before = _rows(connection)
    command.upgrade(config, "head")
    after = _rows(connection)
    lost = [name for name, rows in before.items() if after.get(name, 0) < rows and name != "alembic_version"]
    if lost:
        raise UnavailableError("S007", names=", ".join(sorted(lost)))


def _rows(connection: Connection) -> dict[str, int]:
    """Count the rows of every table."""
    names = inspect(connection).get_table_names()
    return {name: connection.execute(select(func.count()).select_from(table(name))).scalar_one() for name in names}
