"""The consequence tree: levels in their order, one reference, what alternatives set, flows that are counted."""

from __future__ import annotations

from collections.abc import Iterator

from compass.catalogue.checks.questions import options_of_choice, within_bounds
from compass.engine.faults import Fault, Path
from compass.engine.meanings import similar
from compass.engine.program import Program

_CAUSES = {
    "need": (),
    "alternative": ("need",),
    "choice": ("alternative", "choice", "function", "infrastructure"),
    "function": ("alternative", "choice", "function", "infrastructure"),
    "infrastructure": ("alternative", "choice", "function", "infrastructure"),
    "effect": ("alternative", "choice", "function", "infrastructure", "effect"),
}
_CAUSES_WITHOUT_ALTERNATIVES = {
    level: tuple({"alternative": "need"}.get(cause, cause) for cause in causes) for level, causes in _CAUSES.items()
}
"""A pack without alternatives (a calculator) goes from the need straight to what follows."""
_SETTABLE: dict[str, tuple[type, str]] = {
    "choice": (str, "option"),
    "choices": (tuple, "options"),
    "yes_no": (bool, "yes_no"),
    "number": (float, "number"),
}


def check_tree(program: Program) -> Iterator[Fault]:
    """G002 to G007: levels in their order, one reference, what alternatives set, flows that a criterion reads."""
    pack = program.pack
    levels = {id: node.level for id, node in pack.nodes.items()}
    causes = _CAUSES if pack.alternatives() else _CAUSES_WITHOUT_ALTERNATIVES
    references = [id for id, node in pack.nodes.items() if node.reference]
    if len(references) > 1:
        yield Fault("G004", ("nodes", references[1], "reference"), None, {"first": references[0]})
    for id, node in pack.nodes.items():
        path: Path = ("nodes", id)
        if node.level != "need" and not node.caused_by:
            yield Fault("G002", path, None, {"name": id, "level": node.level}, at_key=True)
        for index, cause in enumerate(node.caused_by):
            if cause in levels and levels[cause] not in causes[node.level]:
                details = {"name": id, "level": node.level, "cause": cause, "other": levels[cause]}
                yield Fault("G003", (*path, "caused_by", index), None, details)
        for key in ("reference", "ai", "sets", "suits"):
            if getattr(node, key) and node.level != "alternative":
                yield Fault("G005", (*path, key), None, {"key": key, "level": node.level}, at_key=True)
        yield from _sets_fit(program, id)


def _sets_fit(program: Program, id: str) -> Iterator[Fault]:
    pack = program.pack
    for name, value in pack.nodes[id].sets.items():
        question = pack.questions.get(name)
        if question is None:
            continue
        path: Path = ("nodes", id, "sets", name)
        if pack.is_asked_of_need(question):
            yield Fault("G006", path, None, {"name": name}, at_key=True)
        elif question.type not in _SETTABLE:
            yield Fault(
                "K004", path, None, {"found": f"type: {question.type}", "allowed": ", ".join(_SETTABLE)}, at_key=True
            )
        elif not isinstance(value, _SETTABLE[question.type][0]):
            found = "list" if isinstance(value, tuple) else str(value).lower()
            yield Fault("K003", path, None, {"found": found, "wanted": _SETTABLE[question.type][1]})
        elif question.type in ("choice", "choices"):
            options = options_of_choice(pack, question)
            for option in value if isinstance(value, tuple) else (str(value),):
                if option not in options:
                    yield Fault("N002", path, None, {"name": option, "near": similar(option, options)})
        elif question.type == "number":
            yield from within_bounds(question, float(value), path)  # type: ignore[arg-type]


def check_flows(program: Program) -> Iterator[Fault]:
    """C001: a flow of a node that no criterion characterises; C002: an impact on a criterion that does not add up."""
    pack = program.pack
    counted = {flow for criterion in pack.criteria.values() for flow in criterion.characterise or ()}
    for id, node in pack.nodes.items():
        for flow in node.flows:
            if flow in pack.flows and flow not in counted:
                yield Fault("C001", ("nodes", id, "flows", flow), None, {"name": flow}, at_key=True)
        for criterion in node.impacts:
            if criterion in pack.criteria and pack.criteria[criterion].kind != "additive":
                yield Fault("C002", ("nodes", id, "impacts", criterion), None, {"name": criterion}, at_key=True)
