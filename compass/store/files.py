"""The files of documents, each once in an assessment under its digest; those that its register names, and no others."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select

from compass.store import tables


@dataclass(frozen=True)
class Filed:
    """A file that is kept: its digest, its media type, its size in bytes, who sent it and when."""

    assessment: str
    sha256: str
    kind: str
    size: int
    account: str | None
    at: str


_KNOWN = tuple(tables.files.c[name] for name in Filed.__dataclass_fields__)


def add_file(connection: Connection, filed: Filed, content: bytes) -> None:
    """Keep a file, once: its bytes are those of its digest."""
    if content_of(connection, filed.assessment, filed.sha256) is None:
        connection.execute(insert(tables.files).values(content=content, **vars(filed)))


def files_in(connection: Connection, assessment: str) -> dict[str, Filed]:
    """Give the files of an assessment by their digest, without their bytes."""
    found = select(*_KNOWN).where(tables.files.c.assessment == assessment)
    return {row.sha256: Filed(**row._mapping) for row in connection.execute(found)}


def content_of(connection: Connection, assessment: str, sha256: str) -> bytes | None:
    """Give the bytes of a file, if they are kept."""
    rows = tables.files
    found = select(rows.c.content).where(rows.c.assessment == assessment, rows.c.sha256 == sha256)
    content: bytes | None = connection.execute(found).scalar()
    return content


def size_in(connection: Connection, assessment: str) -> int:
    """Give how many bytes the files of an assessment have together."""
    rows = tables.files
    return int(connection.execute(select(func.sum(rows.c.size)).where(rows.c.assessment == assessment)).scalar() or 0)


def files_by(connection: Connection, account: str) -> tuple[tuple[Filed, bytes], ...]:
    """Give what an account sent, in order."""
    rows = tables.files
    found = select(*_KNOWN, rows.c.content).where(rows.c.account == account).order_by(rows.c.at, rows.c.sha256)
    return tuple((Filed(*row[:-1]), row[-1]) for row in connection.execute(found))


def keep_only(connection: Connection, assessment: str, named: Collection[str]) -> None:
    """Delete the files of an assessment that its register does not name."""
    rows = tables.files
    connection.execute(delete(rows).where(rows.c.assessment == assessment, rows.c.sha256.not_in(named)))
