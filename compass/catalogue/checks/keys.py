"""Keys that do not belong together: each is admitted alone, and says nothing, or something wrong, beside the other."""

from __future__ import annotations

from collections.abc import Iterator

from compass.engine.cells import UNANSWERED
from compass.engine.faults import Fault, Path
from compass.engine.program import Program
from compass.model.factor import Factor, Row
from compass.model.pack import Pack

_TYPES = {
    "unit": ("number",),
    "between": ("number",),
    "options": ("choice", "choices"),
    "options_from": ("choice", "choices"),
    "points": ("yes_no",),
    "metrics": ("study",),
    "shows": ("study",),
}
"""The types of question to which a key belongs."""
_WHOLE = ("need", "option")


def check_question_keys(program: Program) -> Iterator[Fault]:
    """Q008 an option named like a state of an answer, Q009 a key of another type, Q010 asked of the need and of
    options at once, Q011 a question of the report that a result reads."""
    pack = program.pack
    yield from _option_names(pack)
    for id, section in pack.sections.items():
        yield from _asked_of_both(("sections", id), section.asked_of)
    for id, question in pack.questions.items():
        path: Path = ("questions", id)
        yield from _asked_of_both(path, question.asked_of or ())
        for key, types in _TYPES.items():
            if getattr(question, key) and question.type not in types:
                yield Fault("Q009", (*path, key), None, {"key": key, "type": question.type}, at_key=True)
        if question.purpose == "report" and _is_computed_with(program, id):
            yield Fault("Q011", (*path, "purpose"), None, {"name": id}, at_key=True)


def _option_names(pack: Pack) -> Iterator[Fault]:
    owners = (("questions", pack.questions), ("scales", pack.scales))
    for kind, owned in owners:
        for id, owner in owned.items():
            for option in owner.options or ():
                if option in UNANSWERED:
                    yield Fault("Q008", (kind, id, "options", option), None, {"name": option}, at_key=True)


def _asked_of_both(path: Path, asked: tuple[str, ...]) -> Iterator[Fault]:
    whole = next((name for name in asked if name in _WHOLE), None)
    if whole is not None and len(asked) > 1:
        yield Fault("Q010", (*path, "asked_of"), None, {"name": whole}, at_key=True)


def _is_computed_with(program: Program, question: str) -> bool:
    return any(program.rules[name].kind in ("formula", "active") for name in program.graph.used_by([question]))


def check_factor_keys(program: Program) -> Iterator[Fault]:
    """K002 a proposal that does not say why; K017 a range by pedigree that is not marked as derived."""
    for id, factor in program.pack.factors.items():
        for path, row in _rows(id, factor):
            if row.quality == "proposal" and row.why is None and factor.note is None:
                yield Fault("K002", path, None, {"key": "why"}, at_key=True)
            if row.pedigree is not None and row.quality != "derived":
                yield Fault("K017", (*path, "quality"), None, {"quality": row.quality})


def _rows(id: str, factor: Factor) -> Iterator[tuple[Path, Row]]:
    for key, row in factor.rows.items():
        yield ("factors", id, "rows", key), row
    if factor.otherwise is not None:
        yield ("factors", id, "otherwise"), factor.otherwise


def expired(program: Program, today: str) -> Iterator[Fault]:
    """K015 (warning): a number whose last day has passed."""
    for id, factor in program.pack.factors.items():
        for path, row in _rows(id, factor):
            if row.expires is not None and row.expires < today:
                yield Fault("K015", (*path, "expires"), None, {"name": id, "date": row.expires})


def check_node_keys(program: Program) -> Iterator[Fault]:
    """G007 a place that is not a choice among the places of the pack; G008 a question on a node that is no choice."""
    pack = program.pack
    for id, node in pack.nodes.items():
        if node.question is not None and node.level != "choice":
            yield Fault("G008", ("nodes", id, "question"), None, {"level": node.level}, at_key=True)
        if _is_known(pack, node.site) and _places(pack, node.site) != _places(pack, pack.header.site):
            yield Fault("G007", ("nodes", id, "site"), None, {"name": node.site or ""})
    if _is_known(pack, pack.header.site) and not _places(pack, pack.header.site):
        yield Fault("G007", ("header", "site"), None, {"name": pack.header.site or ""})


def _is_known(pack: Pack, question: str | None) -> bool:
    """Say whether a question is there, with whatever list of options it names."""
    asked = pack.questions.get(question or "")
    return asked is not None and asked.options_from in (None, *pack.scales)


def _places(pack: Pack, question: str | None) -> tuple[str, ...]:
    """Give the options of a question that says where; none where it is not one choice."""
    asked = pack.questions.get(question or "")
    return pack.options_of(asked) if asked is not None and asked.type == "choice" else ()


def check_bands(program: Program) -> Iterator[Fault]:
    """K018: two bands that end at the same edge."""
    for id, quantity in program.pack.quantities.items():
        edges = list((quantity.bands or {}).values())
        if len(set(edges)) != len(edges):
            yield Fault("K018", ("quantities", id, "bands"), None, {}, at_key=True)
