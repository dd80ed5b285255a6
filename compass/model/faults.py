"""How a noun says what is wrong with a value, by code, without knowing files or languages."""

from __future__ import annotations

from pydantic_core import PydanticCustomError


def fault(code: str, **details: str | float) -> PydanticCustomError:
    """Make the error that a validator raises; `details` fill the words of `code`."""
    return PydanticCustomError(code, code, dict(details) or None)
