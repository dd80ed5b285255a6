"""A pack without one of its nodes, and what an assessment then tells: evaluated at likely values, without draws."""

from __future__ import annotations

from dataclasses import dataclass

from compass.engine.cells import read_cells
from compass.engine.compiler import compile_pack
from compass.engine.draws import Likely
from compass.engine.program import Program, active_name
from compass.engine.run import run
from compass.model.assessment import Assessment


@dataclass(frozen=True)
class Told:
    """Every criterion, finding, knock-out and fitness of every option; which active nodes have which active causes."""

    results: dict[str, str]
    causes: dict[tuple[str, str], frozenset[str]]


def tell(program: Program, assessment: Assessment) -> Told:
    """Evaluate an assessment with a compiled pack."""
    cells, faults = read_cells(program.pack, program.units, assessment)
    assert not faults
    found = run(program, assessment, cells, Likely())
    conditions = [name for name, rule in program.rules.items() if rule.kind == "truth"]
    results = {
        option: repr((found.totals[option], [repr(scope.get(name)) for name in conditions]))
        for option, scope in found.scopes.items()
    }
    causes = {}
    for option, scope in found.scopes.items():
        active = {id: node for id, node in program.pack.nodes.items() if scope[active_name(id)]}
        causes |= {(option, id): frozenset(active.keys() & set(node.caused_by)) for id, node in active.items()}
    return Told(results, causes)


def program_without(program: Program, removed: str) -> Program:
    """Compile the pack again without a node, its edges, and what nothing else causes."""
    nodes = {id: node for id, node in program.pack.nodes.items() if id != removed}
    while True:
        kept = {
            id: node.model_copy(update={"caused_by": tuple(cause for cause in node.caused_by if cause in nodes)})
            for id, node in nodes.items()
            if node.level == "need" or set(node.caused_by) & set(nodes)
        }
        if len(kept) == len(nodes):
            break
        nodes = kept
    found, faults = compile_pack(program.pack.model_copy(update={"nodes": kept}), program.units)
    assert found is not None
    assert not faults
    return found


def what_changes(removed: str, before: Told, after: Told) -> set[str]:
    """Say what is otherwise without a node: a `result`; the `tree`, that other nodes are not reached any more; or only
    the `walk`, that a node still reached is told to have fewer causes."""
    others = {place: causes for place, causes in before.causes.items() if place[1] != removed}
    differs = {
        "result": before.results != after.results,
        "tree": others.keys() != after.causes.keys(),
        "walk": any(after.causes.get(place) != causes for place, causes in others.items()),
    }
    return {kind for kind, found in differs.items() if found}
