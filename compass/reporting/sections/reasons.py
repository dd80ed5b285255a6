"""By which answers a condition holds, or does not: why an option does not suit the need, or misses a requirement."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from compass.engine.expression import parse
from compass.model.assessment import Answer
from compass.reporting.context import Context
from compass.reporting.sections.answers import answer_words
from compass.reporting.sections.topics import answer_of
from compass.texts.numbers import exact
from compass.texts.typography import HARD

_SIGNS: dict[type[ast.cmpop], str] = {ast.Lt: "<", ast.LtE: "≤", ast.Gt: ">", ast.GtE: "≥"}


def why_unfit(context: Context, option: str) -> str:
    """Tell the answers by which the alternative of an option does not suit the need, each with what it would take."""
    alternative = context.options[option].alternative
    formula = context.pack.nodes[alternative].suits if alternative is not None else None
    return "" if formula is None else _Reader(context, option).told(formula, truth=False)


def why_out(context: Context, option: str, knock_out: str) -> str:
    """Tell the answers by which an option misses a minimum requirement."""
    return _Reader(context, option).told(context.pack.knock_outs[knock_out].when, truth=True)


@dataclass(frozen=True)
class _Reader:
    """Reads a condition with the answers about one option; what the answers do not settle is neither true nor false."""

    context: Context
    option: str

    def told(self, formula: str, truth: bool) -> str:
        parts = dict.fromkeys(self._deciding(parse(formula).tree, truth))
        return self.context.several(part for part in parts if part)

    def _deciding(self, node: ast.expr, truth: bool) -> Iterator[str]:
        """Give the parts that make a condition true, or false."""
        match node:
            case ast.UnaryOp(op=ast.Not()):
                yield from self._deciding(node.operand, not truth)
            case ast.BoolOp():
                held = [(part, self._truth(part)) for part in node.values]
                settles = isinstance(node.op, ast.Or) == truth
                sure = [part for part, found in held if found == truth] if settles else []
                for part in sure[:1] or [part for part, found in held if found != (not truth)]:
                    yield from self._deciding(part, truth)
            case ast.Name() if node.id in self.context.pack.conditions:
                yield from self._deciding(parse(self.context.pack.conditions[node.id]).tree, truth)
            case _:
                wanted = "" if truth else self._wanted(node)
                yield from (self._said(each.id, wanted) for each in ast.walk(node) if isinstance(each, ast.Name))

    def _said(self, name: str, wanted: str) -> str:
        """Tell the answer to a question; a name that is no question tells nothing."""
        if name not in self.context.pack.questions:
            return ""
        answer, say = self._answer(name), self.context.say
        known = answer_words(self.context, name, answer.value) if answer is not None else say("assumptions.blank")
        told = say("synthesis.need_fact", title=self.context.question_title(name), answer=known)
        return say("reason.wanted", told=told, wanted=wanted) if wanted else told

    def _wanted(self, node: ast.expr) -> str:
        """Say what answer a comparison of one question asks for; nothing where it asks for more than that."""
        if not isinstance(node, ast.Compare) or not isinstance(node.left, ast.Name):
            return ""
        name, sign, right = node.left.id, node.ops[0], node.comparators[0]
        options = self._options(name, right)
        if options and isinstance(sign, ast.Eq | ast.In):
            titles = [self.context.say("reason.quoted", title=self.context.choice_title(name, o)) for o in options]
            return self.context.either(titles)
        number = right.value if isinstance(right, ast.Constant) else None
        if not isinstance(number, int | float) or type(sign) not in _SIGNS:
            return ""
        return _SIGNS[type(sign)] + HARD + exact(float(number), self.context.language)

    def _options(self, name: str, right: ast.expr) -> list[str]:
        question = self.context.pack.questions.get(name)
        known = self.context.pack.options_of(question) if question is not None and question.type == "choice" else {}
        listed = right.elts if isinstance(right, ast.List) else [right]
        return [each.id for each in listed if isinstance(each, ast.Name) and each.id in known]

    def _truth(self, node: ast.expr) -> bool | None:
        match node:
            case ast.UnaryOp(op=ast.Not()):
                found = self._truth(node.operand)
                return None if found is None else not found
            case ast.BoolOp():
                return _joined([self._truth(part) for part in node.values], isinstance(node.op, ast.Or))
            case ast.Name() if node.id in self.context.pack.conditions:
                return self._truth(parse(self.context.pack.conditions[node.id]).tree)
            case ast.Name():
                value = self._value(node.id)
                return value if isinstance(value, bool) else None
            case ast.Compare(left=ast.Name() as left):
                return _compared(self._value(left.id), node.ops[0], node.comparators[0])
        return None

    def _value(self, name: str) -> Any:
        if name == "alternative":
            return self.context.options[self.option].alternative
        answer = self._answer(name)
        return None if answer is None or answer.value in ("unknown", "not_applicable") else answer.value

    def _answer(self, name: str) -> Answer | None:
        if name not in self.context.pack.questions:
            return None
        fixed = self.context.pack.nodes.get(self.context.options[self.option].alternative or "")
        if fixed is not None and name in fixed.sets:
            return Answer(value=fixed.sets[name])
        return self.context.assessment.need.get(name) or answer_of(self.context, self.option, name)


def _joined(parts: list[bool | None], either: bool) -> bool | None:
    """Say whether one of the parts holds, or all do."""
    if either in parts:
        return either
    return None if None in parts else not either


def _compared(value: Any, sign: ast.cmpop, right: ast.expr) -> bool | None:
    """Compare an answer with options or with a number; None where the answer leaves it open."""
    if isinstance(right, ast.Constant):
        bounds = [value[key] for key in ("low", "high") if key in value] if isinstance(value, dict) else [value]
        if not all(isinstance(each, int | float) for each in bounds) or not isinstance(right.value, int | float):
            return None
        held = {_holds(each, sign, right.value) for each in bounds}
        return held.pop() if len(held) == 1 else None
    names = [each.id for each in (right.elts if isinstance(right, ast.List) else [right]) if isinstance(each, ast.Name)]
    if not isinstance(value, str) or not names:
        return None
    return (value in names) == isinstance(sign, ast.Eq | ast.In)


def _holds(value: float, sign: ast.cmpop, limit: float) -> bool | None:
    match sign:
        case ast.Lt():
            return value < limit
        case ast.LtE():
            return value <= limit
        case ast.Gt():
            return value > limit
        case ast.GtE():
            return value >= limit
    return None
