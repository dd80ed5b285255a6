"""The ends of the scale of each criterion, computed from answers about the need at likely values."""

from __future__ import annotations

import math
from collections.abc import Iterable

from compass.engine.cells import Cells
from compass.engine.draws import Likely
from compass.engine.faults import Fault
from compass.engine.filling import CannotRun, Filler, placed
from compass.engine.program import Program, anchor_name
from compass.engine.values import Missing, Value
from compass.model.assessment import Assessment


def anchors(
    program: Program, assessment: Assessment, cells: Cells, criteria: Iterable[str]
) -> dict[str, tuple[float, float]]:
    """Give the worst and the best end of some criteria; the levels of a described one are its own scale.

    An anchor does not depend on the draws: a scale that moves from draw to draw would hide what it measures. Raises
    CannotRun: V001 for a missing answer, V002 for an end that can't be computed, V005 for ends that coincide.
    """
    own = assessment.settings.anchors
    wanted = [id for id in criteria if id not in own]
    filler = Filler(program, assessment, cells, Likely())
    first = filler.reference or assessment.options[0].id
    names = [anchor_name(id, end) for id in wanted if program.pack.criteria[id].anchors for end in ("worst", "best")]
    filler.fill({first: names})
    faults: list[Fault] = []
    for name in names:
        faults += _faults(program, first, name, filler.scopes[first][name])
    if faults:
        raise CannotRun(placed(faults, assessment))
    ends = {id: _ends(program, filler.scopes[first], id) for id in wanted}
    ends |= {id: (each.worst, each.best) for id, each in own.items()}
    if flat := [id for id, (worst, best) in ends.items() if worst == best]:
        raise CannotRun([Fault("V005", ("settings",), None, {"name": id}) for id in flat])
    return ends


def _faults(program: Program, option: str, name: str, value: Value) -> list[Fault]:
    if isinstance(value, Missing):
        return [Fault("V001", ("cell", cell, option), None, {"cell": cell}) for cell in sorted(value.cells)]
    if not isinstance(value, int | float) or not math.isfinite(value):
        rule = program.rules[name]
        return [Fault("V002", rule.path, None, {"name": rule.item, "option": option})]
    return []


def _ends(program: Program, scope: dict[str, Value], id: str) -> tuple[float, float]:
    criterion = program.pack.criteria[id]
    if criterion.described is None:
        return float(scope[anchor_name(id, "worst")]), float(scope[anchor_name(id, "best")])
    ends = float(max(criterion.described)), float(min(criterion.described))
    return ends if criterion.objective == "minimise" else ends[::-1]
