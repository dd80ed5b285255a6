"""One pass over all options: every value that an active consequence needs, computed once, in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from compass.engine.cells import Cells
from compass.engine.code import computed
from compass.engine.draws import Columns
from compass.engine.faults import Fault
from compass.engine.filling import CannotRun, Filler, Scope, placed
from compass.engine.functions import UNGUARDED
from compass.engine.plan import Part, Plan, make_plan
from compass.engine.program import Program
from compass.engine.totals import Added, Summer
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
    result, faults = _tried(program, assessment, cells, columns, plan or make_plan(program, assessment, cells))
    if faults:
        raise CannotRun(placed(faults, assessment))
    return result


def run_where_it_can(program: Program, assessment: Assessment, cells: Cells, columns: Columns, plan: Plan) -> Run:
    """Compute what a run computes; draws in which a result can't be computed hold NaN and are no reason to stop.

    Raises CannotRun V001 for missing cells.
    """
    result, faults = _tried(program, assessment, cells, columns, plan)
    if missing := [fault for fault in faults if fault.code != "V002"]:
        raise CannotRun(placed(missing, assessment))
    return result


def _tried(
    program: Program, assessment: Assessment, cells: Cells, columns: Columns, plan: Plan
) -> tuple[Run, list[Fault]]:
    watch = _Watch()
    if plan.is_sound:
        with np.errstate(all="call", under="ignore", call=watch):
            result, faults = _computed(plan, Filler(program, assessment, cells, columns, functions=UNGUARDED), False)
    if watch.alarmed or not plan.is_sound:
        with np.errstate(all="ignore"):
            result, faults = _computed(plan, Filler(program, assessment, cells, columns), True)
    return result, faults


class _Watch:
    """Told by NumPy of the first division by zero, overflow or invalid operation of a run.

    Looking at a processor flag after each operation costs nothing; looking at every result costs a fifth of the run.
    """

    alarmed = False

    def __call__(self, *signal: object) -> None:
        self.alarmed = True


def _computed(plan: Plan, filler: Filler, guarded: bool) -> tuple[Run, list[Fault]]:
    summer = Summer(filler.program, filler.scopes, guarded)
    options, draws = tuple(filler.options.values()), filler.columns.draws
    result = Run(filler.program, options, filler.reference, draws, filler.scopes, {}, {}, {})
    for part in plan.parts:
        _follow(part, filler)
        judge(result, summer, part.option, summer.add(part))
    return result, summer.faults


def _follow(part: Part, filler: Filler) -> None:
    """Compute the steps of a part; an option that has the same value as an earlier one is given it."""
    scope = filler.scopes[part.option]
    scope.update(part.certain)
    for option, names in part.taken.items():
        scope.update(zip(names, map(filler.scopes[option].__getitem__, names), strict=True))
    for name, formula, rule in part.steps:
        scope[name] = filler.value(rule, part.option) if formula is None else computed(formula, scope)


def judge(result: Run, summer: Summer, option: str, additive: Mapping[str, Added]) -> None:
    """Write every criterion of an option into a result."""
    totals: dict[str, Value] = {}
    added: dict[str, dict[str, Value]] = {}
    concerned: dict[str, bool] = {}
    for id, criterion in result.program.pack.criteria.items():
        total, nodes = additive.get(id, (CLOSED, {}))
        value = summer.total(option, id, total)
        concerned[id] = value is not CLOSED
        if criterion.kind == "additive":
            added[id] = nodes if concerned[id] else {}
        if value is CLOSED and criterion.otherwise is not None:
            value = criterion.otherwise
        number, closed = parts(value)
        if closed is not None:
            number = np.where(closed, np.nan if criterion.otherwise is None else criterion.otherwise, number)
        if value is not CLOSED:
            totals[id] = number
    result.totals[option], result.added[option], result.concerned[option] = totals, added, concerned


def run_known(program: Program, assessment: Assessment, cells: Cells, columns: Columns) -> dict[str, Scope]:
    """Compute the questions, and the conditions of findings, knock-outs and fitness, on what is known; the rest stays
    undecided."""
    filler = Filler(program, assessment, cells, columns, known_only=True)
    told = [name for name, rule in program.rules.items() if rule.kind in ("truth", "question")]
    filler.fill({option.id: told for option in assessment.options})
    return filler.scopes
