"""Links that somebody was given: invitations and shares. Of their tokens the hash alone is known."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, Table, delete, insert, select

from compass.store import tables
from compass.store.people import Grant


@dataclass(frozen=True)
class Link:
    """A link into one assessment; an invitation carries what it grants."""

    id: str
    assessment: str
    label: str
    account: str | None
    made: str
    ends: str
    grant: Grant | None = None


def add_link(connection: Connection, link: Link, token: str) -> None:
    """Keep a link under the hash of its token."""
    row = {key: value for key, value in vars(link).items() if key != "grant"}
    grant = {} if link.grant is None else vars(link.grant)
    connection.execute(insert(_table(link.grant is not None)).values(token=token, **row, **grant))


def share_of(connection: Connection, token: str, now: str) -> Link | None:
    """Give the share that a token's hash names, unless it has ended."""
    return _found(connection, tables.shares, token, now)


def invitation_of(connection: Connection, token: str, now: str) -> Link | None:
    """Give the invitation that a token's hash names, unless it has ended."""
    return _found(connection, tables.invitations, token, now)


def shares_of(connection: Connection, assessment: str) -> tuple[Link, ...]:
    """Give the shares of an assessment, those that have ended included, the newest first."""
    return _listed(connection, tables.shares, assessment)


def invitations_of(connection: Connection, assessment: str) -> tuple[Link, ...]:
    """Give the invitations that nobody has taken yet, the newest first."""
    return _listed(connection, tables.invitations, assessment)


def remove_share(connection: Connection, assessment: str, id: str) -> bool:
    """Take a share back; say whether it was there."""
    return _removed(connection, tables.shares, assessment, id)


def remove_invitation(connection: Connection, assessment: str, id: str) -> bool:
    """Take an invitation back, or away because it was used; say whether it was there."""
    return _removed(connection, tables.invitations, assessment, id)


def _table(is_invitation: bool) -> Table:
    return tables.invitations if is_invitation else tables.shares


def _found(connection: Connection, rows: Table, token: str, now: str) -> Link | None:
    row = connection.execute(select(rows).where(rows.c.token == token, rows.c.ends > now)).first()
    return None if row is None else _link(row._mapping)


def _listed(connection: Connection, rows: Table, assessment: str) -> tuple[Link, ...]:
    found = select(rows).where(rows.c.assessment == assessment).order_by(rows.c.made.desc(), rows.c.id)
    return tuple(_link(row._mapping) for row in connection.execute(found))


def _removed(connection: Connection, rows: Table, assessment: str, id: str) -> bool:
    gone = delete(rows).where(rows.c.assessment == assessment, rows.c.id == id)
    return bool(connection.execute(gone).rowcount)


def _link(row: RowMapping) -> Link:
    own = {key: row[key] for key in ("id", "assessment", "label", "account", "made", "ends")}
    return Link(**own, grant=Grant(row["role"], row["seat"], row["section"]) if "role" in row else None)
