"""What another option of a decision would do to each criterion and to each infrastructure node, at likely values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import isclose

import numpy as np

from compass.engine.binding import answers_of
from compass.engine.cells import Cell, Cells
from compass.engine.draws import Likely
from compass.engine.filling import CannotRun
from compass.engine.live import Live
from compass.engine.program import Program
from compass.engine.run import Run
from compass.engine.values import CLOSED, Value
from compass.model.assessment import Assessment
from compass.model.decision import ChoiceEffect
from compass.model.pack import Pack


def choice_effects(program: Program, assessment: Assessment, cells: Cells, likely: Run) -> Iterator[ChoiceEffect]:
    """Take each other option of each open decision in turn and tell what changes; what can't be computed is left out.

    A decision about the need is taken for all options at once, one about an option for that option alone.
    """
    live = Live(program, assessment, cells, Likely())
    for cell in _open_decisions(program.pack, cells, likely):
        for index, choice in enumerate(answers_of(program.pack, program.pack.questions[cell.question])):
            if _taken(likely, cell) == index:
                continue
            known = bool(index) if program.pack.questions[cell.question].type == "yes_no" else index
            live.change(assessment, cells.with_cell(replace(cell, state="answered", known=known)))
            try:
                moved = live.run()
            except CannotRun:
                continue
            yield from _changes(likely, moved, cell, choice)


def _open_decisions(pack: Pack, cells: Cells, likely: Run) -> Iterator[Cell]:
    for cell in cells:
        question = pack.questions[cell.question]
        is_choice = question.nature == "decision" and question.type in ("choice", "yes_no")
        if is_choice and isinstance(_taken(likely, cell), int):
            yield cell


def _taken(likely: Run, cell: Cell) -> Value:
    """Give what stands for a cell at likely values: the place of an option, or a state."""
    return likely.scopes[cell.option or likely.options[0].id].get(cell.question, CLOSED)


def _changes(before: Run, after: Run, cell: Cell, choice: str) -> Iterator[ChoiceEffect]:
    options = [cell.option] if cell.option is not None else [option.id for option in before.options]
    nodes = before.program.pack.nodes
    for option in options:
        for criterion in before.program.pack.criteria:
            told = {"question": cell.question, "choice": choice, "option": option, "criterion": criterion}
            change = _change(before.totals[option].get(criterion), after.totals[option].get(criterion))
            if change:
                yield ChoiceEffect(**told, node=None, change=change)
            now, then = (run.added[option].get(criterion, {}) for run in (before, after))
            for node in dict.fromkeys((*now, *then)):
                change = _change(now.get(node), then.get(node))
                if change and nodes[node].level == "infrastructure":
                    yield ChoiceEffect(**told, node=node, change=change)


def _change(before: Value, after: Value) -> float:
    """Give what changed; 0 where only the rounding of sums does."""
    now, then = _number(before), _number(after)
    return 0.0 if isclose(now, then, rel_tol=1e-9) else then - now


def _number(value: Value) -> float:
    return 0.0 if value is None else float(np.mean(value))
