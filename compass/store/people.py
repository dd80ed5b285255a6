"""Accounts, their sessions, and what role each has in which assessment."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from compass.store import tables


@dataclass(frozen=True)
class Account:
    """A person who may sign in; an empty password hash admits nobody."""

    id: str
    email: str
    name: str
    password: str
    created: str


def add_account(connection: Connection, account: Account) -> None:
    connection.execute(insert(tables.accounts).values(**vars(account)))


def account_by_email(connection: Connection, email: str) -> Account | None:
    found = connection.execute(select(tables.accounts).where(tables.accounts.c.email == email)).first()
    return None if found is None else Account(**found._mapping)


def has_accounts(connection: Connection) -> bool:
    return connection.execute(select(tables.accounts.c.id).limit(1)).first() is not None


def names(connection: Connection) -> dict[str, str]:
    """Name every account."""
    return {row.id: row.name for row in connection.execute(select(tables.accounts.c.id, tables.accounts.c.name))}


def add_session(connection: Connection, token: str, account: str, ends: str) -> None:
    connection.execute(insert(tables.sessions).values(token=token, account=account, ends=ends))


def account_of_session(connection: Connection, token: str, now: str) -> Account | None:
    """Give whose session a token names, unless it has ended."""
    sessions, accounts = tables.sessions, tables.accounts
    joined = select(accounts).join(sessions, sessions.c.account == accounts.c.id)
    found = connection.execute(joined.where(sessions.c.token == token, sessions.c.ends > now)).first()
    return None if found is None else Account(**found._mapping)


def end_session(connection: Connection, token: str, now: str) -> None:
    """End a session, and clear away those that have ended."""
    rows = tables.sessions
    connection.execute(delete(rows).where((rows.c.token == token) | (rows.c.ends <= now)))


def set_role(connection: Connection, assessment: str, account: str, role: str) -> None:
    roles = tables.roles
    connection.execute(delete(roles).where(roles.c.assessment == assessment, roles.c.account == account))
    connection.execute(insert(roles).values(assessment=assessment, account=account, role=role))


def role_of(connection: Connection, assessment: str, account: str) -> str | None:
    roles = tables.roles
    own = select(roles.c.role).where(roles.c.assessment == assessment, roles.c.account == account)
    return connection.execute(own).scalar()


def assessments_of(connection: Connection, account: str) -> tuple[str, ...]:
    """Give the assessments in which an account has a role, the one changed last first."""
    roles, kept = tables.roles, tables.assessments
    found = select(kept.c.id).join(roles, roles.c.assessment == kept.c.id).where(roles.c.account == account)
    return tuple(connection.execute(found.order_by(kept.c.changed.desc(), kept.c.id)).scalars())
