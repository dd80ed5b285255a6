"""Accounts, their sessions, and what role each has in which assessment."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from compass.store import tables


@dataclass(frozen=True)
class Account:
    """A person who may sign in; an empty password hash admits nobody."""

    id: str
    email: str
    name: str
    password: str
    created: str


@dataclass(frozen=True)
class Grant:
    """What an account may do in an assessment; `section` is the one that a delegate answers."""

    role: str
    seat: str | None = None
    section: str | None = None


@dataclass(frozen=True)
class Member:
    """An account with its grant in an assessment."""

    account: str
    name: str
    email: str
    grant: Grant


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


def sessions_of(connection: Connection, account: str) -> tuple[str, ...]:
    """Give when each session of an account ends."""
    rows = tables.sessions
    found = select(rows.c.ends).where(rows.c.account == account).order_by(rows.c.ends)
    return tuple(connection.execute(found).scalars())


def end_sessions(connection: Connection, account: str) -> None:
    """End every session of an account."""
    connection.execute(delete(tables.sessions).where(tables.sessions.c.account == account))


def account_by_id(connection: Connection, id: str) -> Account | None:
    found = connection.execute(select(tables.accounts).where(tables.accounts.c.id == id)).first()
    return None if found is None else Account(**found._mapping)


def set_password(connection: Connection, account: str, password: str) -> None:
    """Keep the hash of a new password."""
    rows = tables.accounts
    connection.execute(update(rows).where(rows.c.id == account).values(password=password))


def remove_account(connection: Connection, account: str) -> None:
    """Remove an account with its sessions and roles; what it wrote stays, without it."""
    connection.execute(delete(tables.accounts).where(tables.accounts.c.id == account))


def set_role(
    connection: Connection,
    assessment: str,
    account: str,
    role: str,
    seat: str | None = None,
    section: str | None = None,
) -> None:
    remove_role(connection, assessment, account)
    row = {"assessment": assessment, "account": account, "role": role, "seat": seat, "section": section}
    connection.execute(insert(tables.roles).values(row))


def remove_role(connection: Connection, assessment: str, account: str) -> None:
    roles = tables.roles
    connection.execute(delete(roles).where(roles.c.assessment == assessment, roles.c.account == account))


def grant_of(connection: Connection, assessment: str, account: str) -> Grant | None:
    roles = tables.roles
    own = select(roles.c.role, roles.c.seat, roles.c.section)
    found = connection.execute(own.where(roles.c.assessment == assessment, roles.c.account == account)).first()
    return None if found is None else Grant(**found._mapping)


def members(connection: Connection, assessment: str) -> tuple[Member, ...]:
    """Give the members of an assessment by name."""
    roles, accounts = tables.roles, tables.accounts
    found = select(accounts, roles.c.role, roles.c.seat, roles.c.section).join(roles, roles.c.account == accounts.c.id)
    ordered = found.where(roles.c.assessment == assessment).order_by(accounts.c.name, accounts.c.id)
    return tuple(
        Member(row.id, row.name, row.email, Grant(row.role, row.seat, row.section))
        for row in connection.execute(ordered)
    )


def assessments_of(connection: Connection, account: str) -> tuple[str, ...]:
    """Give the assessments in which an account has a role, the one changed last first."""
    roles, kept = tables.roles, tables.assessments
    found = select(kept.c.id).join(roles, roles.c.assessment == kept.c.id).where(roles.c.account == account)
    return tuple(connection.execute(found.order_by(kept.c.changed.desc(), kept.c.id)).scalars())
