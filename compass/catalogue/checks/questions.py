"""Factors and questions: rows, ranges, what a question of its type must have, and whether anything uses it."""

from __future__ import annotations

from collections.abc import Iterator

from compass.engine.faults import Fault, Path
from compass.engine.meanings import scale_options, similar
from compass.engine.program import Program
from compass.engine.translate import dimension_text
from compass.engine.units import UnitFault
from compass.model.estimate import Given
from compass.model.pack import Pack
from compass.model.question import IfUnknown, Question

_SINKS = frozenset({"formula", "truth", "active"})


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
    options = ("yes", "no") if question.type == "yes_no" else options_of_choice(pack, question)
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
            details = {"name": option, "near": similar(option, options)}
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
        yield from within_bounds(question, getattr(assumed, key), (*path, key))


def _quantity_fits(program: Program, quantity: str, unit: str, path: Path) -> Iterator[Fault]:
    try:
        found, expected = program.units.parse(program.pack.quantities[quantity].unit), program.units.parse(unit)
    except UnitFault:
        return
    if not found.fits(expected):
        yield Fault("U001", path, None, {"found": dimension_text(found), "expected": dimension_text(expected)})


def within_bounds(question: Question, value: float | None, path: Path) -> Iterator[Fault]:
    low, high = question.between or (float("-inf"), float("inf"))
    if value is not None and not low <= value <= high:
        yield Fault("Q006", path, None, {"value": value, "low": low, "high": high})


def options_of_choice(pack: Pack, question: Question) -> tuple[str, ...]:
    return pack.options_of(question) if question.type in ("choice", "choices") else ()


def check_reach(program: Program) -> Iterator[Fault]:
    """Q007: a question meant for the result that nothing uses; N009 (warning): a quantity that nothing uses."""
    pack = program.pack
    shown = {id for question in pack.questions.values() for id in question.shows}
    used = program.graph.reach(shown.union(name for name, rule in program.rules.items() if rule.kind in _SINKS))
    for id, question in pack.questions.items():
        if question.purpose == "result" and id not in used and id != pack.header.site:
            yield Fault("Q007", ("questions", id), None, {"name": id}, at_key=True)
    for id in pack.quantities:
        if not program.users[id] and id not in shown:
            yield Fault("N009", ("quantities", id), None, {"name": id}, at_key=True)
