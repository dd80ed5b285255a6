"""A fault found in a pack or an assessment, by logical path; the catalogue knows file, line and column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from compass.errors import Detail

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Fault:
    """One fault: its code, the path of the value at fault, and the character of that value where it starts.

    `at_key` points at the key instead of its value.
    """

    code: str
    path: Path
    offset: int | None = None
    details: Mapping[str, Detail] = field(default_factory=dict)
    at_key: bool = False


class AnswerFault(Exception):
    """An answer that its question does not admit."""

    def __init__(self, code: str, *path: str | int, **details: str | float) -> None:
        self.code, self.path, self.details = code, path, details
        super().__init__(f"{code} {path} {details}")
