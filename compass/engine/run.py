"""One pass over all options: every value that an active consequence needs, computed once, in order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from compass.engine.cells import Cells
from compass.engine.draws import Columns
from compass.engine.filling import CannotRun, Filler, Scope, placed
from compass.engine.plan import Part, Plan, make_plan
from compass.engine.program import Program
from compass.engine.totals import Summer
from compass.engine.values import CLOSED, Value, parts
from compass.model.assessment import Assessment, Option


@dataclass(frozen=True)
class Run:
    """Every value computed for every option.

    `scopes[option][name]` is the value of a rule; `totals[option][criterion]` a number or a column, absent where the
    criterion does not concern the option; `added[option][criterion][node]` what each node adds.
    """

    program: Program
    options: tuple[Option, ...]
    reference: str | None
    draws: int
    scopes: dict[str, Scope]
    totals: dict[str, dict[str, Value]]
    added: dict[str, dict[str, dict[str, Value]]]
    concerned: dict[str, dict[str, bool]]


def run(program: Program, assessment: Assessment, cells: Cells, columns: Columns, plan: Plan | None = None) -> Run:
    """Compute every criterion of every option; a plan made before serves several runs.

    Raises CannotRun: V001 for each cell that is needed, unanswered and without an assumption; V002 for a division
    by zero, a logarithm of nothing or an overflow that a result uses; A013 for differences without a reference.
    """
    plan = plan or make_plan(program, assessment, cells)
    filler = Filler(program, assessment, cells, columns)
    summer = Summer(program, filler.scopes)
    result = Run(program, assessment.options, filler.reference, columns.draws, filler.scopes, {}, {}, {})
    with np.errstate(all="ignore"):
        for part in plan.parts:
            _follow(part, filler)
            summer.add(part)
            _sum(result, summer, part)
    if summer.faults:
        raise CannotRun(placed(summer.faults, assessment))
    return result


def _follow(part: Part, filler: Filler) -> None:
    """Compute the steps of a part; an option that has the same value as an earlier one is given it."""
    scope = filler.scopes[part.option]
    scope.update(part.certain)
    for option, names in part.taken.items():
        known = filler.scopes[option]
        scope.update({name: known[name] for name in names})
    for rule in part.steps:
        formula = rule.formula
        scope[rule.name] = formula.value(scope) if formula is not None else filler.value(rule, part.option)


def _sum(result: Run, summer: Summer, part: Part) -> None:
    totals: dict[str, Value] = {}
    added: dict[str, dict[str, Value]] = {}
    concerned: dict[str, bool] = {}
    for id, criterion in result.program.pack.criteria.items():
        value, nodes = summer.total(part, id)
        if criterion.kind == "additive":
            added[id] = nodes
        concerned[id] = value is not CLOSED
        if value is CLOSED and criterion.otherwise is not None:
            value = criterion.otherwise
        number, closed = parts(value)
        if closed is not None:
            number = np.where(closed, np.nan if criterion.otherwise is None else criterion.otherwise, number)
        if value is not CLOSED:
            totals[id] = number
    option = part.option
    result.totals[option], result.added[option], result.concerned[option] = totals, added, concerned


def run_known(program: Program, assessment: Assessment, cells: Cells, columns: Columns) -> dict[str, Scope]:
    """Compute the questions, and the conditions of findings, knock-outs and fitness, on what is known; the rest stays
    undecided."""
    filler = Filler(program, assessment, cells, columns, known_only=True)
    told = [name for name, rule in program.rules.items() if rule.kind in ("truth", "question")]
    filler.fill({option.id: told for option in assessment.options})
    return filler.scopes
