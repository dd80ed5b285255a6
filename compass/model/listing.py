"""One row of a factor, as a list of sourced numbers shows it."""

from __future__ import annotations

from compass.model.base import Id, Noun
from compass.model.factor import Row


class FactorLine(Noun):
    """A sourced number: its factor, its row (empty where there is one number), whether anything uses it, whether it
    has expired."""

    factor: Id
    row: str
    given: Row
    is_used: bool
    is_stale: bool
