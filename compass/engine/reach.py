"""What an assessment reaches in its pack, whatever is answered: the rest can change nothing in its result."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from typing import Any

from compass.engine.expression import parse
from compass.engine.narrowing import narrowed, rows_read
from compass.engine.points import point_table
from compass.engine.program import Program, Rule
from compass.model.assessment import Answer, Assessment
from compass.model.base import Noun
from compass.model.factor import Factor
from compass.model.finding import Finding
from compass.model.node import Node
from compass.model.pack import Pack

_JUDGED = ("criteria", "weight_profiles", "knock_outs", "findings")
_ITEMS = ("question", "factor", "quantity", "condition")
_PLURAL = {"question": "questions", "factor": "factors", "quantity": "quantities", "condition": "conditions"}
_PRUNED = (
    "sections", "questions", "scales", "units", "sources", "topics", "factors", "quantities", "conditions", "flows",
    "nodes", "families", "axes", "stakeholders", "documents",
)  # fmt: skip
"""The collections of which only what is reached is kept; whatever else a pack holds is kept whole."""
_UNIT_NAME = re.compile(r"[A-Za-z_][A-Za-z_0-9]*|\b1\b")
_NAMED_BY_KEY = {"flows": "flows", "characterise": "flows", "sets": "questions", "families": "families"}
_NAMED_BY_VALUE = {
    "section": ("sections",),
    "options_from": ("scales",),
    "by": ("scales", "questions"),
    "shows": ("quantities",),
    "asked_of": ("nodes",),
    "question": ("questions",),
    "site": ("questions",),
    "source": ("sources",),
    "family": ("families",),
    "topic": ("topics",),
    "axis": ("axes",),
    "stakeholders": ("stakeholders",),
    "evidence": ("documents",),
    "quantity": ("quantities",),
    "about": ("questions", "quantities"),
}
"""Where the keys of a noun name things of other collections; formulas are followed by what they were compiled to."""


def reached(program: Program, assessment: Assessment) -> Pack:
    """Give the pack with no more than an assessment can come to read or print.

    Kept are the criteria, knock-outs, findings and weight profiles; the nodes that can be active for its options;
    the questions that are answered or that only the report shows; and whatever these need. Nothing depends on the
    value of an answer, so that answering goes on against what was kept.
    """
    alternatives = {option.alternative for option in assessment.options if option.alternative is not None}
    return _reached(program, alternatives, _answered(assessment), _texts_of_answers(assessment))


def reached_like(program: Program, resolved: Program) -> Pack:
    """Give the pack with no more than the assessment of a resolved pack could come to read or print of it.

    The alternatives compared are those that the resolved pack can't do without; others are in it by name only.
    """
    kept = resolved.pack
    compared = set(kept.alternatives())
    for alternative in kept.alternatives():
        fewer = compared - {alternative}
        if _reached(resolved, fewer, kept.questions, kept.units) == kept:
            compared = fewer
    return _reached(program, compared, kept.questions, kept.units)


def _reached(program: Program, alternatives: set[str], answered: Iterable[str], measures: Iterable[str]) -> Pack:
    reach = _Reach(program)
    for collection in _JUDGED:
        reach.take(collection, getattr(program.pack, collection))
    reach.take("nodes", _possible(program.pack, alternatives))
    reach.take("questions", answered)
    reach.take("questions", _shown_only(program.pack, alternatives))
    reach.take("questions", filter(None, [program.pack.header.site]))
    reach.measure("year", *measures)
    return reach.pack()


def _possible(pack: Pack, alternatives: set[str]) -> list[str]:
    """Give the nodes that some answers can make active when only these alternatives are compared."""
    found = {id for id, node in pack.nodes.items() if node.level == "need"} | alternatives
    waiting = {id: node for id, node in pack.nodes.items() if node.level not in ("need", "alternative")}
    while caused := [id for id, node in waiting.items() if found & {*node.caused_by}]:
        found.update(caused)
        waiting = {id: node for id, node in waiting.items() if id not in found}
    return [id for id in pack.nodes if id in found]


def _answered(assessment: Assessment) -> Iterator[str]:
    yield from (*assessment.need, *assessment.all_options)
    for option in assessment.options:
        yield from option.answers


def _shown_only(pack: Pack, alternatives: set[str]) -> Iterator[str]:
    """Give the questions that are in no computation and that the report shows of these alternatives."""
    for id, question in pack.questions.items():
        if question.purpose == "report" and {"need", "option", *alternatives} & {*pack.asked_of(question)}:
            yield id


def _texts_of_answers(assessment: Assessment) -> Iterator[str]:
    for answers in (assessment.need, assessment.all_options, *(option.answers for option in assessment.options)):
        for answer in answers.values():
            yield from _texts(answer)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)
    elif isinstance(value, Answer):
        yield from _texts(value.value)


class _Reach:
    """Follows names from item to item; each is taken once."""

    def __init__(self, program: Program) -> None:
        self._program, self._pack = program, program.pack
        self._taken: dict[str, set[str]] = {}
        self._alternatives = frozenset(program.pack.alternatives())
        self._rules: dict[tuple[str | int, ...], list[Rule]] = {}
        for rule in program.rules.values():
            self._rules.setdefault(rule.path[:2], []).append(rule)
        self._trees: dict[tuple[str | int, ...], list[ast.expr]] = {}
        for path, formula in program.formulas.items():
            self._trees.setdefault(path[:2], []).append(parse(formula).tree)

    def take(self, collection: str, ids: Iterable[str]) -> None:
        """Take items with all that they need; a name of nothing is passed over."""
        items, taken = getattr(self._pack, collection), self._taken.setdefault(collection, set())
        waiting = [id for id in ids if id in items and id not in taken]
        taken.update(waiting)
        for id in waiting:
            for rule in self._rules.get((collection, id), ()):
                self._follow(rule.needs)
            for tree in self._trees.get((collection, id), ()):
                named = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
                self.take("nodes", named & self._alternatives)
                self.take("questions", self._counted(named - {*self._pack.questions}))
            if isinstance(items[id], Noun):
                self._take_named(items[id])

    def _counted(self, names: set[str]) -> list[str]:
        """Give the questions whose points a formula counts by a section or a tag; `max_points(x, all)` reads none."""
        found = self._pack.questions.items()
        return [id for id, q in found if names & {q.section, *q.tags.values()} and point_table(self._pack, id)]

    def _follow(self, names: Iterable[str]) -> None:
        """Take what rules stand for; whether a node is active is known from its causes."""
        for name in names:
            rule = self._program.rules.get(name)
            if rule is None or rule.kind == "active":
                continue
            if rule.kind in _ITEMS:
                self.take(_PLURAL[rule.kind], [rule.item])
            else:
                self._follow(rule.needs)

    def _take_named(self, noun: Noun) -> None:
        """Take what the keys of a noun name; those of what is inside it too, the rows of a factor excepted."""
        for key, value in noun:
            if key in ("unit", "of"):
                self.measure(value or "")
            elif key in _NAMED_BY_VALUE:
                for collection in _NAMED_BY_VALUE[key]:
                    self.take(collection, [value] if isinstance(value, str) else value or ())
            elif key in _NAMED_BY_KEY:
                self.take(_NAMED_BY_KEY[key], value or ())
            elif key == "tags":
                for tag in _NAMED_BY_VALUE.keys() & value.keys():
                    self.take(_NAMED_BY_VALUE[tag][0], [str(value[tag])])
            elif key != "rows":
                self._take_inside(value)
        if isinstance(noun, Factor) and "alternative" in noun.by:
            self.take("nodes", self._alternatives)

    def _take_inside(self, value: Any) -> None:
        for each in value.values() if isinstance(value, dict) else (value,):
            if isinstance(each, Noun):
                self._take_named(each)

    def measure(self, *texts: str) -> None:
        """Take the units that stand in texts, with those that they are made of."""
        for text in texts:
            self.take("units", _UNIT_NAME.findall(text))

    def pack(self) -> Pack:
        """Give what was taken, in written order, without what says nothing of it."""
        trees = (
            tree for (kind, id), found in self._trees.items() if id in self._taken.get(str(kind), ()) for tree in found
        )
        read = rows_read(self._pack, trees)
        factors = {id: narrowed(factor, read.get(id, ())) for id, factor in self._kept("factors").items()}
        for factor in factors.values():
            self.take("sources", (row.source for row in factor.rows.values()))
        parts = {collection: self._kept(collection) for collection in _PRUNED} | {"factors": factors}
        parts["quantities"] = {id: q.model_copy(update={"examples": ()}) for id, q in parts["quantities"].items()}
        parts["nodes"] = {id: self._caused(node) for id, node in parts["nodes"].items()}
        parts["findings"] = {id: self._about(finding) for id, finding in self._pack.findings.items()}
        header = self._pack.header.model_copy(update={"uses": ()})
        return self._pack.model_copy(update={**parts, "header": header})

    def _kept(self, collection: str) -> dict[str, Any]:
        taken = self._taken.get(collection, set())
        return {id: item for id, item in getattr(self._pack, collection).items() if id in taken}

    def _caused(self, node: Node) -> Node:
        causes = tuple(cause for cause in node.caused_by if cause in self._taken["nodes"])
        return node.model_copy(update={"caused_by": causes})

    def _about(self, finding: Finding) -> Finding:
        about = tuple(id for id in finding.about if any(id in taken for taken in self._taken.values()))
        return finding.model_copy(update={"about": about})
