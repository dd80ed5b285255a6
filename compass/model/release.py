"""What may be told of an anonymous vote: counts in which nobody stands alone."""

from __future__ import annotations

from typing import Literal

from compass.model.base import Flag, Noun

By = Literal["all", "seat", "table"]
Why = Literal["few", "difference"]


class Profile(Noun):
    """All that persons who can't be told apart have in common; `answers` has one for each round, None for no answer."""

    seat: str | None = None
    table: str | None = None
    answers: tuple[str | None, ...]


class Cell(Noun):
    """How many persons gave one of these answers; several where neighbouring answers are counted together."""

    answers: tuple[str, ...]
    persons: int


class Figure(Noun):
    """How the answers of a group spread in a round, from 1; `of` names the seat or the table.

    `counted_before`: only of persons whom an earlier figure counts, since the others are too few to be added.
    """

    round: int
    by: By
    of: str | None
    cells: tuple[Cell, ...]
    counted_before: bool = False


class Withheld(Noun):
    """A figure that is not told: `few`, its own cells would be too small; `difference`, one could be had by subtracting
    it from what is told."""

    round: int
    by: By
    of: str | None
    why: Why


class Release(Noun):
    """What is told and what is not, in the order in which it was considered: by round, first of all persons, then by
    seat, then by table."""

    least: int
    figures: tuple[Figure, ...]
    withheld: tuple[Withheld, ...]


class Count(Noun):
    """How many persons of a group gave one answer in a round, or one of several that are counted together.

    `item` is the place of a statement, from 0; `is_partly`: of those persons alone whom an earlier figure counts.
    """

    round: int
    item: int
    by: By
    of: str | None
    answers: tuple[str, ...]
    persons: int
    is_partly: Flag = False
