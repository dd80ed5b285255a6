"""What it is worth to find out an open fact before choosing.

For this each open cell is drawn on its own. In a result the unknown cells of a question share a column, so that two
offers of which nothing is known do not differ by chance; but finding out is what tells them apart, and on a shared
column it would be worth nothing. Scores stand at the mean weights: weights do not depend on facts, so that the mean
score at an answer is the same, without the scatter of the weights.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from compass.decision.acceptability import acceptability
from compass.decision.information import joint_information
from compass.decision.standings import Scored
from compass.decision.worth import scores
from compass.engine.cells import Cells
from compass.engine.designs import Noted
from compass.engine.draws import Draws
from compass.engine.plan import make_plan
from compass.engine.program import Program
from compass.engine.run import Run, run_where_it_can
from compass.engine.values import Column, Mask, parts
from compass.model.assessment import Assessment
from compass.model.interview import OpenCell


@dataclass(frozen=True)
class Knowing:
    """A run in which every open cell is drawn on its own: its columns by name, the draws in which every score can be
    computed, the scores (options, those draws) at the mean weights, and how often the leader comes first in them."""

    run: Run
    columns: Mapping[str, Column]
    computed: Mask
    scores: Column
    first: float

    def worths(self, facts: Mapping[str, Sequence[OpenCell]]) -> dict[str, float]:
        """Give what knowing all cells of each fact together is worth, on the scale of scores."""
        groups = [[column[self.computed] for column in self._columns_of(cells)] for cells in facts.values()]
        return dict(zip(facts, joint_information(self.scores, groups), strict=True))

    def _columns_of(self, cells: Sequence[OpenCell]) -> Iterator[Column]:
        for cell in cells:
            own = [column for name, column in self.columns.items() if cell_of(name) == cell.cell]
            yield from own or self._stand_in(cell)

    def _stand_in(self, cell: OpenCell) -> Iterator[Column]:
        """Give the column of the quantity that stands in for an answer; where it is closed, its mean."""
        if cell.question not in self.run.program.stand_ins:
            return
        number, closed = parts(self.run.scopes[cell.option or self.run.options[0].id].get(cell.question))
        if isinstance(number, np.ndarray) and number.ndim == 1:
            is_told = np.isfinite(number) if closed is None else np.isfinite(number) & ~closed
            yield np.where(is_told, number, number[is_told].mean() if is_told.any() else 0.0)


def know(program: Program, assessment: Assessment, cells: Cells, seed: int, scored: Scored) -> Knowing | None:
    """Run an assessment, whose options were `scored`, on as many draws with every open cell drawn on its own; None
    where no draw can be computed so."""
    own, noted = apart(program), Noted(Draws(seed, scored.scores.shape[1]))
    found = run_where_it_can(own, assessment, cells, noted, make_plan(own, assessment, cells))
    drawn = {name: column for name, column in noted.columns.items() if isinstance(column, np.ndarray)}
    worths = scored.weighing.worths(found, scored.options)
    computed = np.asarray(np.isfinite(worths).all(axis=(0, 1)))
    if not computed.any():
        return None
    weights, worths = scored.weighing.weights, worths[:, :, computed]
    ranked = acceptability(scores(worths, weights if weights.ndim == 1 else weights[:, computed]))
    first = float(ranked.ranks[scored.order[0], 0])
    return Knowing(found, drawn, computed, scores(worths, scored.weighing.means), first)


def apart(program: Program) -> Program:
    """Give a program in which no two unknown cells share a column."""
    questions = {id: each.model_copy(update={"own": True}) for id, each in program.pack.questions.items()}
    return replace(program, pack=program.pack.model_copy(update={"questions": questions}))


def cell_of(name: str) -> str:
    """Give the cell that a column belongs to (`marks@offer.valid`, `trial@offer#study`)."""
    return name.partition("#")[0].partition(".")[0]
