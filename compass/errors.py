"""Every error this program raises on purpose, and the register of its codes.

CompassError
├── InputError            the input is at fault: one or more problems, each with its place
│   ├── PackError         a pack or a library file
│   ├── AssessmentError   an assessment file
│   │   └── AnswerError   an answer that its question does not admit; the place is its cell
│   └── EvaluationError   complete input that can't be computed (a missing answer, a division by zero)
├── DeniedError           this person may not do this, or not in this way
│   └── ConflictError     somebody else changed the same thing meanwhile
└── UnavailableError      this machine lacks something (Pango, a writable folder)

The words of each code, in both languages, are in `texts/errors.*.toml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Detail = str | float | int

WARNINGS = frozenset({"U005", "K011", "K015", "N009", "A020"})
"""Codes that are told and do not stop anything."""


@dataclass(frozen=True, order=True)
class Place:
    """A position in a file; lines and columns count from 1. A cell is a place without lines (line 0)."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True)
class Problem:
    """One fault: its code, where it is, and what fills the sentence that tells it."""

    code: str
    place: Place | None = None
    details: Mapping[str, Detail] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def is_warning(self) -> bool:
        return self.code in WARNINGS


class CompassError(Exception):
    """The base of every error raised on purpose."""


class InputError(CompassError):
    """The input is at fault; `problems` tells each fault."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.place or ''} {p.code} {dict(p.details)}".strip() for p in self.problems))


class PackError(InputError):
    """A pack, or a library file that it uses, is at fault."""


class AssessmentError(InputError):
    """An assessment, or one of its answers, is at fault."""


class AnswerError(AssessmentError):
    """An answer that its question does not admit; each problem is placed at its cell."""


class EvaluationError(InputError):
    """The input is well-formed but can't be computed."""


class DeniedError(CompassError):
    """This person may not do this; `problem` tells what and the remedy."""

    def __init__(self, code: str, **details: Detail) -> None:
        self.problem = Problem(code, None, details)
        super().__init__(f"{code} {details}")


class ConflictError(DeniedError):
    """Somebody else changed the same thing meanwhile; nothing was written."""


class UnavailableError(CompassError):
    """This machine lacks something; `code` and `details` tell what and the remedy."""

    def __init__(self, code: str, **details: Detail) -> None:
        self.problem = Problem(code, None, details)
        super().__init__(f"{code} {details}")
