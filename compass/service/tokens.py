"""Secrets that are given to a person and of which the hash alone is kept."""

from __future__ import annotations

import secrets
from hashlib import sha256

_SIGNS = "BCDFGHJKMNPQRSTVWXYZ23456789"


def new_token() -> str:
    """Make a secret that stands in a link or a cookie."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """Give what is kept of a token."""
    return sha256(token.encode()).hexdigest()


def new_id() -> str:
    """Make an id that nobody guesses."""
    return secrets.token_hex(8)


def new_code() -> str:
    """Make a code that people type from a screen: eight signs that are not taken for each other."""
    return "".join(secrets.choice(_SIGNS) for _ in range(8))


def code_in(text: str) -> str:
    """Give a code as it was made, however somebody typed it."""
    return "".join(sign for sign in text.upper() if sign in _SIGNS)[:8]
