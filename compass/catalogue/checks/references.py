"""Names of things that must be there, wherever a key names a thing of another kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from compass.engine.faults import Fault, Path
from compass.engine.meanings import scale_options, similar
from compass.engine.program import Program
from compass.model.factor import Factor
from compass.model.node import Node
from compass.model.pack import Pack
from compass.model.question import Question


def check_references(program: Program) -> Iterator[Fault]:
    """N012: a name of something that is not there, wherever a key names a thing of another kind."""
    for path, name, known in _references(program.pack):
        if name not in known:
            kind = str(path[-2] if isinstance(path[-1], int) else path[-1])
            details = {"name": name, "near": similar(name, tuple(known)), "kind": kind}
            yield Fault("N012", path, None, details, at_key=path[-1] == name)


Reference = tuple[Path, str, Iterable[str]]
"""Where a name stands, the name, and the names that it may be."""


def _references(pack: Pack) -> Iterator[Reference]:
    askable = {"need", "option", *pack.alternatives()}
    if pack.header.site is not None:
        yield ("header", "site"), pack.header.site, pack.questions
    for id, section in pack.sections.items():
        yield from ((("sections", id, "asked_of", i), name, askable) for i, name in enumerate(section.asked_of))
    for id, question in pack.questions.items():
        yield from _question_references(pack, id, question, askable)
    for id, factor in pack.factors.items():
        yield from _factor_references(pack, id, factor)
    for id, node in pack.nodes.items():
        yield from _node_references(pack, id, node)
    for id, criterion in pack.criteria.items():
        yield ("criteria", id, "family"), criterion.family, pack.families
        yield from ((("criteria", id, "characterise", name), name, pack.flows) for name in criterion.characterise or ())
    for id, profile in pack.weight_profiles.items():
        for key, names, known in (
            ("swing", profile.swing, pack.criteria),
            ("families", profile.families, pack.families),
        ):
            yield from ((("weight_profiles", id, key, name), name, known) for name in names or ())
        for place, tied in enumerate(profile.ranks or ()):
            yield from ((("weight_profiles", id, "ranks", place), name, pack.criteria) for name in tied)
    yield from _told_references(pack)


def _factor_references(pack: Pack, id: str, factor: Factor) -> Iterator[Reference]:
    for index, name in enumerate(factor.by):
        if scale_options(pack, name) is None:
            yield ("factors", id, "by", index), name, _scale_names(pack)
    for key, row in factor.rows.items():
        yield ("factors", id, "rows", key, "source"), row.source, pack.sources
    if factor.otherwise is not None:
        yield ("factors", id, "otherwise", "source"), factor.otherwise.source, pack.sources


def _node_references(pack: Pack, id: str, node: Node) -> Iterator[Reference]:
    yield from ((("nodes", id, "caused_by", i), name, pack.nodes) for i, name in enumerate(node.caused_by))
    for key, named in (("flows", pack.flows), ("impacts", pack.criteria), ("sets", pack.questions)):
        yield from ((("nodes", id, key, name), name, named) for name in getattr(node, key))
    if node.described is not None:
        yield ("nodes", id, "described", "criterion"), node.described.criterion, pack.criteria
        yield ("nodes", id, "described", "by"), node.described.by, pack.questions
    for key, known in (("question", pack.questions), ("site", pack.questions), ("source", pack.sources)):
        if (name := getattr(node, key)) is not None:
            yield ("nodes", id, key), name, known


def _told_references(pack: Pack) -> Iterator[Reference]:
    tellable = {**pack.questions, **pack.nodes, **pack.quantities, **pack.criteria}
    for id, finding in pack.findings.items():
        yield from ((("findings", id, "about", i), name, tellable) for i, name in enumerate(finding.about))
        if finding.topic is not None:
            yield ("findings", id, "topic"), finding.topic, pack.topics
    for kind in ("findings", "knock_outs"):
        for id, item in getattr(pack, kind).items():
            if item.source is not None:
                yield (kind, id, "source"), item.source, pack.sources


def _listed(path: Path, names: Iterable[str], known: Iterable[str]) -> Iterator[Reference]:
    yield from (((*path, index), name, known) for index, name in enumerate(names))


def _question_references(pack: Pack, id: str, question: Question, askable: Iterable[str]) -> Iterator[Reference]:
    yield from _listed(("questions", id, "asked_of"), question.asked_of or (), askable)
    yield from _listed(("questions", id, "shows"), question.shows, pack.quantities)
    if question.options_from is not None:
        yield ("questions", id, "options_from"), question.options_from, pack.scales
    yield from _listed(("questions", id, "evidence"), question.evidence, pack.documents)
    yield from _listed(("questions", id, "stakeholders"), question.stakeholders, pack.stakeholders)
    for tag, declared in (("topic", pack.topics), ("axis", pack.axes)):
        if isinstance(named := question.tags.get(tag), str):
            yield ("questions", id, "tags", tag), named, declared
    assumed = question.if_unknown
    if assumed is not None and assumed.source is not None:
        yield ("questions", id, "if_unknown", "source"), assumed.source, pack.sources
    if assumed is not None and assumed.quantity is not None:
        yield ("questions", id, "if_unknown", "quantity"), assumed.quantity, pack.quantities


def _scale_names(pack: Pack) -> tuple[str, ...]:
    return (*pack.scales, *(id for id, question in pack.questions.items() if question.type in ("choice", "choices")))
