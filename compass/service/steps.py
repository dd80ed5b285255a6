"""The questions of an assessment one after the other: which come at a depth, how long they take, which is next."""

from __future__ import annotations

from collections.abc import Iterable

from compass.decision.questions import MINUTES
from compass.engine.interview import is_asked_at
from compass.errors import DeniedError
from compass.model.interview import Depth, OpenCell
from compass.service.desk import Opened


def steps(opened: Opened, depth: Depth) -> tuple[OpenCell, ...]:
    """Give the open cells at a depth, and those without which nothing can be computed; all where none has it."""
    cells = opened.interview.cells
    wanted = {cell.cell for cell in cells if is_asked_at(cell, depth)}
    return tuple(c for c in cells if not wanted or c.cell in wanted or c.cell in opened.interview.missing)


def step(opened: Opened, cell: str) -> OpenCell:
    """Give an open cell by its name. Raises DeniedError P010 where it is not asked."""
    found = next((each for each in opened.interview.cells if each.cell == cell), None)
    if found is None:
        raise DeniedError("P010")
    return found


def following(cells: tuple[OpenCell, ...], cell: str) -> str | None:
    """Give the cell after one in a list, None after the last; the first blank one where it is not in the list."""
    names = [each.cell for each in cells]
    if cell not in names:
        return first_blank(cells)
    return next(iter(names[names.index(cell) + 1 :]), None)


def first_blank(cells: tuple[OpenCell, ...]) -> str | None:
    """Give the first cell without an answer."""
    return next((each.cell for each in cells if each.state == "blank"), None)


def minutes(opened: Opened, cells: Iterable[OpenCell]) -> int:
    """Give how long the blank ones among some cells take."""
    questions = opened.whole.usable().pack.questions
    return sum(questions[cell.question].effort or MINUTES for cell in cells if cell.state == "blank")
