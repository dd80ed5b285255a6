"""Accounts and sessions: the first account by a one-time link, signing in and out."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from compass.errors import DeniedError
from compass.service.desk import Desk
from compass.service.permissions import VISITOR, Actor
from compass.service.tokens import hash_of, new_id, new_token
from compass.service.trails import note
from compass.store import people
from compass.store.people import Account
from compass.store.settings import put_setting, setting

LEAST_PASSWORD = 12
SESSION = timedelta(days=14)
_FIRST = "first_link"
_LOCAL = "local"
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,180}\.[^@\s.]{2,}")
_hasher = PasswordHasher()
_NOBODY = _hasher.hash(secrets.token_hex())
"""Checked where there is no such account, so that time does not tell which addresses have one."""


def local_actor(desk: Desk) -> Actor:
    """Give the one person of a program that serves this machine alone; no password opens that account."""
    with desk.database.writing() as connection:
        if people.account_by_email(connection, _LOCAL) is None:
            people.add_account(connection, Account(_LOCAL, _LOCAL, "", "", desk.at()))
    return Actor(_LOCAL)


def first_link(desk: Desk) -> str | None:
    """Make the one-time token that makes the first account; none where there are accounts. An older one ends."""
    token = new_token()
    with desk.database.writing() as connection:
        if people.has_accounts(connection):
            return None
        put_setting(connection, _FIRST, hash_of(token))
    return token


def make_first_account(desk: Desk, token: str, email: str, name: str, password: str) -> str:
    """Make the first account and sign in; give the session's token.

    Raises DeniedError P005 the link, P006 the address, P007 the password, P009 no name.
    """
    account = new_account(desk, email, name, password)
    with desk.database.writing() as connection:
        known = setting(connection, _FIRST)
        if known is None or not secrets.compare_digest(known, hash_of(token)):
            raise DeniedError("P005")
        put_setting(connection, _FIRST, None)
        people.add_account(connection, account)
    return begin_session(desk, account)


def sign_in(desk: Desk, email: str, password: str) -> str:
    """Begin a session; give its token. Raises DeniedError P004, whichever of the two is wrong."""
    with desk.database.reading() as connection:
        account = people.account_by_email(connection, email.strip().lower())
    if not is_password(account.password if account is not None and account.password else _NOBODY, password):
        raise DeniedError("P004")
    assert account is not None
    return begin_session(desk, account)


def actor_of(desk: Desk, token: str | None) -> Actor:
    """Give who a session's token stands for; a visitor where it has ended or is missing."""
    if not token:
        return VISITOR
    with desk.database.reading() as connection:
        account = people.account_of_session(connection, hash_of(token), desk.at())
    return VISITOR if account is None else Actor(account.id, account.name)


def sign_out(desk: Desk, token: str | None) -> None:
    """End a session for good."""
    with desk.database.writing() as connection:
        people.end_session(connection, hash_of(token or ""), desk.at())


def new_account(desk: Desk, email: str, name: str, password: str) -> Account:
    """Give an account to be added. Raises DeniedError P006 the address, P007 the password, P009 no name."""
    email, name = email.strip().lower(), name.strip()
    if not _EMAIL.fullmatch(email):
        raise DeniedError("P006", found=email[:80])
    hashed = hashed_password(password)
    if not name:
        raise DeniedError("P009")
    return Account(new_id(), email, name[:120], hashed, desk.at())


def hashed_password(password: str) -> str:
    """Give what is kept of a password. Raises DeniedError P007 where it is too short."""
    if len(password) < LEAST_PASSWORD:
        raise DeniedError("P007", length=len(password), least=LEAST_PASSWORD)
    return _hasher.hash(password[:1024])


def begin_session(desk: Desk, account: Account) -> str:
    """Begin a session; give its token."""
    token = new_token()
    ends = (desk.now() + SESSION).isoformat(timespec="seconds")
    with desk.database.writing() as connection:
        people.add_session(connection, hash_of(token), account.id, ends)
        note(desk, connection, account.id, "signed_in")
    return token


def is_password(hashed: str, password: str) -> bool:
    """Say whether a password is the one that a hash was made of."""
    try:
        return _hasher.verify(hashed, password[:1024])
    except (VerificationError, InvalidHashError):
        return False
