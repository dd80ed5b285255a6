"""What a pack must satisfy beyond its shape and its formulas: references, units, the tree, the questions.

Each check is a function from a pack to faults; `check_pack` runs them all, so that an author sees every mistake at
once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from compass.engine.examples import check_examples
from compass.engine.faults import Fault, Path
from compass.engine.graph import Graph
from compass.engine.meanings import scale_options, similar
from compass.engine.program import Program
from compass.engine.translate import dimension_text
from compass.engine.units import MAX_UNIT_LENGTH, UnitFault
from compass.model.estimate import Given
from compass.model.pack import Pack
from compass.model.question import IfUnknown, Question

_CAUSES = {
    "need": (),
    "alternative": ("need",),
    "choice": ("alternative", "choice", "function", "infrastructure"),
    "function": ("alternative", "choice", "function", "infrastructure"),
    "infrastructure": ("alternative", "choice", "function", "infrastructure"),
    "effect": ("alternative", "choice", "function", "infrastructure", "effect"),
}
_SETTABLE: dict[str, tuple[type, str]] = {
    "choice": (str, "option"),
    "yes_no": (bool, "yes_no"),
    "number": (float, "number"),
}
_SINKS = frozenset({"formula", "truth", "active"})


def check_pack(program: Program) -> list[Fault]:
    """Give every fault of a pack that compiles or not, warnings included."""
    return [fault for check in CHECKS for fault in check(program)]


def check_units(program: Program) -> Iterator[Fault]:
    """U002 unknown unit, U003 not a unit, U004 a unit defined by itself, U005 (warning) it reduces to a number."""
    for path, text in _written_units(program.pack):
        try:
            unit = program.units.parse(text)
        except UnitFault as fault:
            details = dict(fault.details)
            if path[0] != "units" and not _names(text, details["unit"]):
                continue
            yield Fault(fault.code, path, None, {**details, "near": similar(details["unit"], program.units.names())})
            continue
        if path[0] != "units" and unit.is_number and any(character.isalpha() for character in text):
            yield Fault("U005", path, None, {"unit": text, "number": float(unit.scale)})


def _names(text: str, unit: str) -> bool:
    """Say whether a unit is at fault as it is written here, and not where one of its parts is defined."""
    return unit in (text, text[:MAX_UNIT_LENGTH] + "…") or unit in re.findall(r"\w+", text)


def _written_units(pack: Pack) -> Iterator[tuple[Path, str]]:
    for id, unit in pack.units.items():
        if unit.of is not None:
            yield ("units", id, "of"), unit.of
    for kind in ("factors", "quantities", "flows", "criteria"):
        for id, item in getattr(pack, kind).items():
            yield (kind, id, "unit"), item.unit
    for id, question in pack.questions.items():
        if question.unit is not None:
            yield ("questions", id, "unit"), question.unit
        for metric, record in (question.metrics or {}).items():
            yield ("questions", id, "metrics", metric, "unit"), record.unit


def check_references(program: Program) -> Iterator[Fault]:
    """N012: a name of something that is not there, wherever a key names a thing of another kind."""
    for path, name, known in _references(program.pack):
        if name not in known:
            kind = str(path[-2] if isinstance(path[-1], int) else path[-1])
            details = {"name": name, "near": similar(name, tuple(known)), "kind": kind}
            yield Fault("N012", path, None, details, at_key=path[-1] == name)


def _references(pack: Pack) -> Iterator[tuple[Path, str, Iterable[str]]]:
    alternatives = pack.alternatives()
    askable = {"need", "option", *alternatives}
    if pack.header.site is not None:
        yield ("header", "site"), pack.header.site, pack.questions
    for id, section in pack.sections.items():
        yield from ((("sections", id, "asked_of", i), name, askable) for i, name in enumerate(section.asked_of))
    for id, question in pack.questions.items():
        yield from _question_references(pack, id, question, askable)
    for id, factor in pack.factors.items():
        for index, name in enumerate(factor.by):
            if scale_options(pack, name) is None:
                yield ("factors", id, "by", index), name, _scale_names(pack)
        for key, row in factor.rows.items():
            yield ("factors", id, "rows", key, "source"), row.source, pack.sources
        if factor.otherwise is not None:
            yield ("factors", id, "otherwise", "source"), factor.otherwise.source, pack.sources
    for id, node in pack.nodes.items():
        yield from ((("nodes", id, "caused_by", i), name, pack.nodes) for i, name in enumerate(node.caused_by))
        yield from ((("nodes", id, "flows", name), name, pack.flows) for name in node.flows)
        yield from ((("nodes", id, "impacts", name), name, pack.criteria) for name in node.impacts)
        yield from ((("nodes", id, "sets", name), name, pack.questions) for name in node.sets)
        if node.described is not None:
            yield ("nodes", id, "described", "criterion"), node.described.criterion, pack.criteria
            yield ("nodes", id, "described", "by"), node.described.by, pack.questions
        for key, known in (("question", pack.questions), ("site", pack.questions), ("source", pack.sources)):
            if (name := getattr(node, key)) is not None:
                yield ("nodes", id, key), name, known
    for id, criterion in pack.criteria.items():
        yield ("criteria", id, "family"), criterion.family, pack.families
        yield from ((("criteria", id, "characterise", name), name, pack.flows) for name in criterion.characterise or ())
    for id, profile in pack.weight_profiles.items():
        yield from ((("weight_profiles", id, "swing", name), name, pack.criteria) for name in profile.swing)
    for id, finding in pack.findings.items():
        yield from (
            (("findings", id, "about", i), name, {**pack.questions, **pack.nodes, **pack.quantities, **pack.criteria})
            for i, name in enumerate(finding.about)
        )
        if finding.topic is not None:
            yield ("findings", id, "topic"), finding.topic, pack.topics
    for kind in ("findings", "knock_outs"):
        for id, item in getattr(pack, kind).items():
            if item.source is not None:
                yield (kind, id, "source"), item.source, pack.sources


def _question_references(
    pack: Pack, id: str, question: Question, askable: Iterable[str]
) -> Iterator[tuple[Path, str, Iterable[str]]]:
    yield from ((("questions", id, "asked_of", i), name, askable) for i, name in enumerate(question.asked_of or ()))
    yield from ((("questions", id, "shows", i), name, pack.quantities) for i, name in enumerate(question.shows))
    if question.options_from is not None:
        yield ("questions", id, "options_from"), question.options_from, pack.scales
    topic = question.tags.get("topic")
    if isinstance(topic, str):
        yield ("questions", id, "tags", "topic"), topic, pack.topics
    assumed = question.if_unknown
    if assumed is not None and assumed.source is not None:
        yield ("questions", id, "if_unknown", "source"), assumed.source, pack.sources
    if assumed is not None and assumed.quantity is not None:
        yield ("questions", id, "if_unknown", "quantity"), assumed.quantity, pack.quantities


def _scale_names(pack: Pack) -> tuple[str, ...]:
    return (*pack.scales, *(id for id, question in pack.questions.items() if question.type in ("choice", "choices")))


def check_factors(program: Program) -> Iterator[Fault]:
    """N003 a row that its scale does not have; K011 (warning) a one-sided range."""
    pack = program.pack
    for id, factor in pack.factors.items():
        scales = [scale_options(pack, name) for name in factor.by]
        for key, row in factor.rows.items():
            for part, options in zip(key.split("/"), scales, strict=False):
                if options is not None and part not in options:
                    near = similar(part, options)
                    yield Fault("N003", ("factors", id, "rows", key), None, {"name": part, "near": near}, at_key=True)
            yield from _one_sided(row, ("factors", id, "rows", key))
        if factor.otherwise is not None:
            yield from _one_sided(factor.otherwise, ("factors", id, "otherwise"))
    for id, question in pack.questions.items():
        if question.if_unknown is not None and question.if_unknown.likely is not None:
            yield from _one_sided(question.if_unknown, ("questions", id, "if_unknown"))


def _one_sided(given: Given, path: Path) -> Iterator[Fault]:
    if (
        given.low is not None
        and given.shape != "uniform"
        and given.low != given.high
        and given.likely in (given.low, given.high)
    ):
        yield Fault("K011", (*path, "likely"), None, {"likely": float(given.likely or 0)})


def check_questions(program: Program) -> Iterator[Fault]:
    """Q001 to Q008: what a question of its type must have, and what may stand in when it is unknown."""
    pack = program.pack
    fixed_everywhere = [set(node.sets) for node in pack.alternatives().values()]
    always_set = set.intersection(*fixed_everywhere) if fixed_everywhere else set()
    for id, question in pack.questions.items():
        path: Path = ("questions", id)
        if question.ask is None and id not in always_set:
            yield Fault("Q001", path, None, {"name": id}, at_key=True)
        if question.ask is None and question.title is None:
            yield Fault("K002", path, None, {"key": "title"}, at_key=True)
        needed = {"number": "unit", "study": "metrics"}.get(question.type)
        if needed is not None and getattr(question, needed) is None:
            yield Fault("Q002", path, None, {"name": id, "type": question.type, "key": needed}, at_key=True)
        if question.type in ("choice", "choices") and bool(question.options) == (question.options_from is not None):
            yield Fault("Q003", path, None, {"name": id}, at_key=True)
        if question.if_unknown is not None:
            yield from _assumption_fits(program, question, question.if_unknown)


def _assumption_fits(program: Program, question: Question, assumed: IfUnknown) -> Iterator[Fault]:
    pack = program.pack
    path: Path = ("questions", question.id, "if_unknown")
    options = {"yes": None, "no": None} if question.type == "yes_no" else dict.fromkeys(_options(pack, question))
    is_choice = question.type in ("choice", "choices", "yes_no")
    wrong = (
        question.type in ("text", "date")
        or (assumed.shares is not None or assumed.option is not None) != is_choice
        or (assumed.reported is not None) != (question.type == "study")
        or (assumed.shares is not None and question.nature == "decision")
        or (assumed.option is not None and question.nature == "fact")
    )
    if wrong:
        yield Fault(
            "Q004", path, None, {"name": question.id, "type": question.type, "nature": question.nature}, at_key=True
        )
        return
    named: list[Path] = [("shares", option) for option in assumed.shares or ()]
    for place in [*named, *([("option",)] if assumed.option is not None else [])]:
        option = str(place[1] if len(place) > 1 else assumed.option)
        if option not in options:
            details = {"name": option, "near": similar(option, tuple(options))}
            yield Fault("N002", (*path, *place), None, details, at_key=len(place) > 1)
    if assumed.quantity in pack.quantities and question.unit is not None:
        yield from _quantity_fits(program, assumed.quantity, question.unit, (*path, "quantity"))
    if assumed.shares is not None and question.type != "choices" and abs(sum(assumed.shares.values()) - 1) > 1e-9:
        yield Fault("Q005", (*path, "shares"), None, {"sum": round(sum(assumed.shares.values()), 6)})
    for metric in assumed.reported or ():
        if metric not in (question.metrics or {}):
            yield Fault(
                "N002",
                (*path, "reported", metric),
                None,
                {"name": metric, "near": similar(metric, question.metrics or {})},
                at_key=True,
            )
    for key in ("low", "likely", "high", "value"):
        yield from _within_bounds(question, getattr(assumed, key), (*path, key))


def _quantity_fits(program: Program, quantity: str, unit: str, path: Path) -> Iterator[Fault]:
    try:
        found, expected = program.units.parse(program.pack.quantities[quantity].unit), program.units.parse(unit)
    except UnitFault:
        return
    if not found.fits(expected):
        yield Fault("U001", path, None, {"found": dimension_text(found), "expected": dimension_text(expected)})


def _within_bounds(question: Question, value: float | None, path: Path) -> Iterator[Fault]:
    low, high = question.between or (float("-inf"), float("inf"))
    if value is not None and not low <= value <= high:
        yield Fault("Q006", path, None, {"value": value, "low": low, "high": high})


def _options(pack: Pack, question: Question) -> tuple[str, ...]:
    return pack.options_of(question) if question.type in ("choice", "choices") else ()


def check_reach(program: Program) -> Iterator[Fault]:
    """Q007: a question meant for the result that nothing uses; N009 (warning): a quantity that nothing uses."""
    pack, graph, rules = program.pack, program.graph, program.rules
    shown = {id for question in pack.questions.values() for id in question.shows}
    for id, question in pack.questions.items():
        users = graph.used_by([id])
        used = any(rules[name].kind in _SINKS and name != id for name in users) or bool(users & shown)
        if question.purpose == "result" and not used and id != pack.header.site:
            yield Fault("Q007", ("questions", id), None, {"name": id}, at_key=True)
    for id in pack.quantities:
        if len(graph.used_by([id])) == 1 and id not in shown:
            yield Fault("N009", ("quantities", id), None, {"name": id}, at_key=True)


def check_tree(program: Program) -> Iterator[Fault]:
    """G002 to G007: levels in their order, one reference, what alternatives set, flows that a criterion reads."""
    pack = program.pack
    levels = {id: node.level for id, node in pack.nodes.items()}
    references = [id for id, node in pack.nodes.items() if node.reference]
    if len(references) > 1:
        yield Fault("G004", ("nodes", references[1], "reference"), None, {"first": references[0]})
    for id, node in pack.nodes.items():
        path: Path = ("nodes", id)
        if node.level != "need" and not node.caused_by:
            yield Fault("G002", path, None, {"name": id, "level": node.level}, at_key=True)
        for index, cause in enumerate(node.caused_by):
            if cause in levels and levels[cause] not in _CAUSES[node.level]:
                details = {"name": id, "level": node.level, "cause": cause, "other": levels[cause]}
                yield Fault("G003", (*path, "caused_by", index), None, details)
        for key in ("reference", "sets", "suits"):
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
            yield Fault("K003", path, None, {"found": str(value).lower(), "wanted": _SETTABLE[question.type][1]})
        elif question.type == "choice" and value not in _options(pack, question):
            yield Fault("N002", path, None, {"name": str(value), "near": similar(str(value), _options(pack, question))})
        elif question.type == "number":
            yield from _within_bounds(question, float(value), path)


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


def check_described(program: Program) -> Iterator[Fault]:
    """C003 a criterion that has no described levels, C004 an option without a level, C005 a level without an anchor."""
    pack = program.pack
    for id, node in pack.nodes.items():
        described = node.described
        if described is None or described.criterion not in pack.criteria or described.by not in pack.questions:
            continue
        path: Path = ("nodes", id, "described")
        anchors = pack.criteria[described.criterion].described
        if anchors is None:
            yield Fault("C003", (*path, "criterion"), None, {"name": described.criterion})
            continue
        question = pack.questions[described.by]
        options = ("no", "yes") if question.type == "yes_no" else _options(pack, question)
        lacking = [option for option in options if option not in described.levels]
        if lacking:
            yield Fault("C004", (*path, "levels"), None, {"options": ", ".join(lacking)})
        for option, level in described.levels.items():
            if option not in options:
                yield Fault(
                    "N002",
                    (*path, "levels", option),
                    None,
                    {"name": option, "near": similar(option, options)},
                    at_key=True,
                )
            if not 0 <= level <= 4:
                yield Fault("C005", (*path, "levels", option), None, {"level": level})


def check_criteria(program: Program) -> Iterator[Fault]:
    """C006 a condition that depends on answers, C007 a weighted criterion that may not concern and says nothing."""
    pack = program.pack
    fixed = {name for node in pack.alternatives().values() for name in node.sets} | {"alternative"}
    weighted = {name for profile in pack.weight_profiles.values() for name in profile.swing}
    for id, criterion in pack.criteria.items():
        rule = program.rules.get(f"_when_{id}")
        if rule is not None and not rule.needs <= fixed:
            other = ", ".join(sorted(rule.needs - fixed))
            yield Fault("C006", ("criteria", id, "when"), None, {"name": id, "other": other})
        if id in weighted and criterion.when is not None and criterion.otherwise is None:
            yield Fault("C007", ("criteria", id), None, {"name": id}, at_key=True)
        if id in weighted and criterion.intermediate:
            yield Fault("C008", ("criteria", id, "intermediate"), None, {"name": id})
        if id in weighted and criterion.kind != "described" and criterion.anchors is None:
            yield Fault("C009", ("criteria", id), None, {"name": id}, at_key=True)


def tree_order(pack: Pack) -> list[str]:
    """Give the nodes so that each comes after its causes."""
    return Graph({id: node.caused_by for id, node in pack.nodes.items()}).order()


CHECKS: tuple[Callable[[Program], Iterable[Fault]], ...] = (
    check_units, check_references, check_factors, check_questions, check_reach, check_tree, check_flows,
    check_described, check_criteria, check_examples,
)  # fmt: skip

__all__ = ["CHECKS", "Mapping", "check_pack", "tree_order"]
