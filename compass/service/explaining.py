"""Explain a number of an assessment."""

from __future__ import annotations

from pathlib import Path

from compass.engine.explain import Explainer
from compass.engine.meanings import similar
from compass.errors import InputError, Problem
from compass.model.explanation import Explanation
from compass.service.evaluating import REPORT_DRAWS, Result, evaluate_file
from compass.service.workspace import Workspace


def explain_file(
    workspace: Workspace, path: Path, option: str, name: str, draws: int = REPORT_DRAWS, pack: str | None = None
) -> tuple[Result, Explanation]:
    """Explain a criterion, a quantity or an answer of one option. Raises InputError V003, V004 on an unknown name."""
    result = evaluate_file(workspace, path, draws, pack=pack)
    return result, explain(result, option, name)


def explain(result: Result, option: str, name: str) -> Explanation:
    """Explain one number of an evaluation that was computed."""
    evaluated, pack = result.evaluated, result.pack
    if option not in evaluated.evaluation.options:
        raise InputError(
            [Problem("V004", None, {"name": option[:80], "known": ", ".join(evaluated.evaluation.options)})]
        )
    computed = evaluated.drawn.scopes[option].keys() & (pack.quantities.keys() | pack.questions.keys())
    if name not in pack.criteria and name not in computed:
        raise InputError([unknown_name(name, (*pack.criteria, *computed))])
    return Explainer(evaluated.likely, evaluated.drawn, result.read.cells, option).explain(name)


def unknown_name(name: str, known: tuple[str, ...]) -> Problem:
    """Tell that nothing has a name, and what is called nearly so."""
    return Problem("V003", None, {"name": name[:80], "near": similar(name, known)})
