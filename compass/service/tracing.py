"""Trace a name of a pack, alone or at the answers of an assessment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from compass.engine.program import Program
from compass.engine.routes import Routes
from compass.engine.trace import trace
from compass.errors import InputError
from compass.model.assessment import Assessment
from compass.model.pack import Pack
from compass.model.trace import Trace
from compass.service.evaluating import REPORT_DRAWS, Result, evaluate_file
from compass.service.explaining import unknown_name
from compass.service.workspace import Workspace


@dataclass(frozen=True)
class Traced:
    """A trace with what its ids mean; without an assessment it is that of the pack alone."""

    pack: Pack
    assessment: Assessment | None
    trace: Trace


def trace_file(workspace: Workspace, source: str, name: str, draws: int = REPORT_DRAWS) -> Traced:
    """Trace a name in a pack (by id or path) or in an assessment (a file). Raises InputError V003 on an unknown name,
    and what the check or the evaluation raises."""
    path = Path(source)
    if path.is_file() and path.parent.name == "assessments":
        result = evaluate_file(workspace, path, draws)
        return Traced(result.pack, result.read.assessment, trace_result(result, name))
    program = workspace.pack(source).usable()
    return Traced(program.pack, None, _traced(program, Routes(program), name))


def trace_result(result: Result, name: str) -> Trace:
    """Trace a name at the answers of an assessment that was evaluated. Raises InputError V003."""
    drawn = result.evaluated.drawn
    return _traced(drawn.program, Routes(drawn.program, drawn, result.read.cells), name)


def _traced(program: Program, routes: Routes, name: str) -> Trace:
    pack = program.pack
    known = (*pack.questions, *pack.factors, *pack.quantities, *pack.nodes, *pack.criteria)
    if name not in known:
        raise InputError([unknown_name(name, known)])
    return trace(routes, Routes(program), name)
