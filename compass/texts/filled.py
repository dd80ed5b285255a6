"""A formula with every value filled in, and the reasons why it went that way."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from compass.engine.expression import argument_names, function_name, parse
from compass.model.explanation import Explanation, Truth
from compass.texts.formulas import FormulaWriter
from compass.texts.numbers import MINUS, exact, few, share, unit_words
from compass.texts.titles import Titles

_OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.Gt: ast.LtE, ast.GtE: ast.Lt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
}  # fmt: skip


class FilledWriter(FormulaWriter):
    """Writes the formula of one explanation; `reasons` collects why it took the sides and the rows that it took."""

    def __init__(self, titles: Titles, told: Explanation) -> None:
        super().__init__({}, titles.language)
        self._known, self._told = titles, told
        self._parts = {part.key: part for part in told.parts}
        self._terms = {term.text: term for term in told.terms}
        self._truths = {truth.text: truth for truth in told.truths}
        self.reasons: list[str] = []

    def write(self, node: ast.expr) -> tuple[str, int]:
        if isinstance(node, ast.Name):
            filled = self._filled(node)
            return filled, 3 if filled.startswith(MINUS) else 8
        if isinstance(node, ast.Compare | ast.BoolOp) or (
            isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
        ):
            return self.said(node), 1
        return super().write(node)

    def _part(self, node: ast.expr, prefix: str = "") -> Explanation | None:
        """Give the part that explains a name or a call."""
        term = self._terms.get(ast.unparse(node))
        keys = (key for key in (term.parts if term is not None else ()) if key.startswith(prefix))
        return self._parts.get(next(keys, ""))

    def _filled(self, node: ast.expr, prefix: str = "") -> str:
        part = self._part(node, prefix)
        if part is None:
            return self._known.quoted(self._known.of(ast.unparse(node)))
        title, origin = self._known.explained(part), origin_words(self._known, part)
        return self._known.say("filled", value=amount(self._known, part) or "–", title=title, origin=origin)

    def _call(self, node: ast.Call) -> str:
        match function_name(node):
            case "lookup":
                return self._looked_up(node)
            case "points" | "max_points":
                value = exact(self._terms[ast.unparse(node)].value or 0.0, self._known.language)
                section = self._section(argument_names(node)[0], len(self._terms[ast.unparse(node)].parts))
                return self._known.say(function_name(node), value=value, section=section)
            case "reference" | "reported":
                return self._filled(node)
        return super()._call(node)

    def _section(self, name: str, count: int) -> str:
        """Name the section or the topic whose questions are counted; a topic without a title by their number."""
        has_title = name in self._known.pack.sections or name in self._known.pack.topics
        return self._known.quoted(self._known.of(name)) if has_title else self._known.say("counted", count=count)

    def _looked_up(self, node: ast.Call) -> str:
        table, *choices = argument_names(node)
        row, chosen = self._part(node, f"{table}["), [name for name in choices if self._is_choice(name)]
        for name in chosen:
            part = self._chooser(name, node)
            if part is not None and part.shares is None:
                self._add_reason(self._stands_at(name, node))
        if row is None or not chosen:
            return self._filled(node, f"{table}[")
        value, origin = amount(self._known, row), origin_words(self._known, row)
        return self._known.say("filled", value=value, title=self._known.of(table), origin=origin)

    def _add_reason(self, reason: str) -> None:
        if reason not in self.reasons:
            self.reasons.append(reason)

    def _is_choice(self, name: str) -> bool:
        question = self._known.pack.questions.get(name)
        return name in ("alternative", "site") or question is not None

    def _choice(self, node: ast.IfExp) -> tuple[str, int]:
        """Write the side that was taken, or both where draws differ."""
        truth = self._truths.get(ast.unparse(node.test))
        held = truth.share if truth is not None else None
        if held in (0, 1):
            self._add_reason(self.because(node.test, held == 1))
            return self.write(node.body if held == 1 else node.orelse)
        sides = {"then": self._inside(node.body, 1), "otherwise": self._inside(node.orelse, 1)}
        shown = share(held, self._known.language) if held is not None else "?"
        return self._known.say("choice", condition=self.said(node.test), share=shown, **sides), 0

    def said(self, node: ast.expr) -> str:
        """Write a condition as it is asked."""
        match node:
            case ast.Name():
                return self._said_name(node)
            case ast.BoolOp():
                word = self._known.say("and" if isinstance(node.op, ast.And) else "or")
                return f" {word} ".join(
                    f"({self.said(each)})" if isinstance(each, ast.BoolOp) else self.said(each) for each in node.values
                )
            case ast.UnaryOp():
                return self._known.say("not", condition=self.said(node.operand))
            case ast.Compare() if (choice := self._choice_compared(node)) is not None:
                return choice
            case ast.Compare():
                return self._compared(node)[0]
        return self.write(node)[0]

    def _said_name(self, node: ast.Name) -> str:
        formula = self._known.pack.conditions.get(node.id)
        if formula is None:
            return self._known.say("answer_is_yes", question=self._known.quoted(self._known.of(node.id)))
        part = self._part(node)
        within = FilledWriter(self._known, part) if part is not None else self
        return within.said(parse(formula).tree)

    def _choice_compared(self, node: ast.Compare) -> str | None:
        left, right = node.left, node.comparators[0]
        if not isinstance(left, ast.Name) or not self._is_choice(left.id):
            return None
        listed = right.elts if isinstance(right, ast.List) else [right]
        options = [self._known.quoted(self._known.option(left.id, e.id)) for e in listed if isinstance(e, ast.Name)]
        if not options:
            return None
        key = "is_not" if isinstance(node.ops[0], ast.NotEq | ast.NotIn) else "is"
        title = self._known.quoted(self._known.of(left.id))
        return self._known.say(key, choice=title, option=self._known.any_of(options))

    def because(self, node: ast.expr, truth: bool) -> str:
        """Say by what was answered why a condition holds, or does not."""
        match node:
            case ast.UnaryOp(op=ast.Not()):
                return self.because(node.operand, not truth)
            case ast.BoolOp():
                return self._known.all_of(dict.fromkeys(self._deciding(node, truth)))
            case ast.Name() if node.id in self._known.pack.conditions:
                part = self._part(node)
                within = FilledWriter(self._known, part) if part is not None else self
                return within.because(parse(self._known.pack.conditions[node.id]).tree, truth)
            case ast.Name():
                return self._stands_at(node.id, node)
            case ast.Compare(left=ast.Name() as left) if self._choice_compared(node) is not None:
                return self._stands_at(left.id, left)
            case ast.Compare():
                sign = node.ops[0] if truth else _OPPOSITE[type(node.ops[0])]()
                return self._compared(ast.Compare(node.left, [sign], node.comparators))[0]
        return self.said(node)

    def _deciding(self, node: ast.BoolOp, truth: bool) -> Iterator[str]:
        """Give the reasons that decide: all members, or the first that settles it."""
        settles = isinstance(node.op, ast.Or) == truth
        held = {True: 1, False: 0}[truth]
        found = (each for each in node.values if self._share(each) == held)
        deciding = [next(found, node.values[0])] if settles else node.values
        return (self.because(each, truth) for each in deciding)

    def _share(self, node: ast.expr) -> float | None:
        return self._truths.get(ast.unparse(node), Truth(text="")).share

    def _stands_at(self, name: str, node: ast.expr) -> str:
        """Say at which option a choice stands, or what a yes-no question was answered."""
        part = self._chooser(name, node)
        title = self._known.quoted(self._known.explained(part) if part is not None else self._known.of(name))
        if part is None or part.origin == "closed":
            return self._known.say("not_asked_here", question=title)
        return self._known.say("is", choice=title, option=chosen(self._known, part))

    def _chooser(self, name: str, node: ast.expr) -> Explanation | None:
        """Give the part that explains a choice that a name or a call reads."""
        term = self._terms.get(ast.unparse(node))
        found = [self._parts[key] for key in (term.parts if term is not None else ()) if key in self._parts]
        return next((part for part in found if name == "site" or part.key.partition("@")[0] == name), None)


def amount(titles: Titles, told: Explanation) -> str:
    """Write what stands at likely values: a number with its unit, or the options of a choice."""
    if told.value is None:
        return chosen(titles, told)
    given = told.origin in ("answered", "fixed", "setting", "factor", "study") or not told.parts
    number = (exact if given else few)(told.value.likely, titles.language)
    return f"{number} {unit(titles, told, told.value.likely)}".strip()


def unit(titles: Titles, told: Explanation, value: float | None = None) -> str:
    return unit_words(told.unit, titles.pack.units, titles.language, value) if told.unit else ""


def chosen(titles: Titles, told: Explanation) -> str:
    """Write the options at which a choice stands, with their shares where it is not certain."""
    if told.holds is not None:
        certain = {0.0: titles.say("no"), 1.0: titles.say("yes")}.get(told.holds)
        return certain or titles.say("yes_in", share=share(told.holds, titles.language))
    if told.chosen is None:
        return ""
    name = told.key.partition("@")[0]
    options = {option: titles.quoted(titles.option(name, option)) for option in told.chosen.split(", ")}
    if told.shares is None:
        return titles.all_of(options.values())
    shown = {option: share(each, titles.language) for option, each in told.shares.items()}
    return titles.any_of(titles.say("option_in", option=options[o], share=shown[o]) for o in options)


def origin_words(titles: Titles, told: Explanation) -> str:
    """Say where a number comes from, in a word or two."""
    return titles.say("proposal" if told.quality == "proposal" else told.origin)
