"""A formula written in words, for people who do not program."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from compass.engine.expression import argument_names, function_name, parse
from compass.texts.numbers import exact
from compass.texts.typography import set_type
from compass.texts.words import Language, say

_SIGNS: dict[type[ast.AST], tuple[str, int]] = {
    ast.Add: ("+", 4), ast.Sub: ("−", 4), ast.Mult: ("×", 5), ast.Div: ("÷", 5), ast.Pow: ("^", 7),
    ast.Lt: ("<", 3), ast.LtE: ("≤", 3), ast.Gt: (">", 3), ast.GtE: ("≥", 3), ast.Eq: ("=", 3), ast.NotEq: ("≠", 3),
}  # fmt: skip
_ATOM = 8


def formula_words(formula_text: str, titles: Mapping[str, str], language: Language) -> str:
    """Write a formula with the titles of what it uses; an id without a title stays as it is."""
    words, _ = FormulaWriter(titles, language).write(parse(formula_text).tree)
    return set_type(words, language)


class FormulaWriter:
    """Turns each part of a formula into words and says how tightly they bind."""

    def __init__(self, titles: Mapping[str, str], language: Language) -> None:
        self._titles, self._language = titles, language

    def write(self, node: ast.expr) -> tuple[str, int]:
        match node:
            case ast.Constant():
                return exact(float(node.value), self._language), _ATOM  # type: ignore[arg-type]
            case ast.Name():
                return self._title(node.id), _ATOM
            case ast.BinOp():
                return self._joined(node.left, node.op, node.right)
            case ast.Compare():
                return self._compared(node)
            case ast.BoolOp():
                return self._all_or_any(node)
            case ast.IfExp():
                return self._choice(node)
            case ast.UnaryOp():
                return self._single(node)
            case ast.Call():
                return self._call(node), _ATOM
        return ast.unparse(node), _ATOM

    def _say(self, key: str, **details: object) -> str:
        return say("report", self._language, f"formula.{key}", **details)

    def _title(self, name: str) -> str:
        return self._titles.get(name, name)

    def _inside(self, node: ast.expr, least: int) -> str:
        words, binding = self.write(node)
        return words if binding >= least else f"({words})"

    def _joined(self, left: ast.expr, sign: ast.operator, right: ast.expr) -> tuple[str, int]:
        word, binding = _SIGNS[type(sign)]
        repeats = isinstance(sign, ast.Add | ast.Mult)
        return (
            f"{self._inside(left, binding)} {word} {self._inside(right, binding if repeats else binding + 1)}",
            binding,
        )

    def _compared(self, node: ast.Compare) -> tuple[str, int]:
        operator, right = node.ops[0], node.comparators[0]
        left = self._inside(node.left, 4)
        if isinstance(operator, ast.In | ast.NotIn) and isinstance(right, ast.List):
            key = "is_in" if isinstance(operator, ast.In) else "is_not_in"
            return self._say(key, what=left, among=", ".join(self.write(each)[0] for each in right.elts)), 3
        return f"{left} {_SIGNS[type(operator)][0]} {self._inside(right, 4)}", 3

    def _all_or_any(self, node: ast.BoolOp) -> tuple[str, int]:
        key, binding = ("and", 2) if isinstance(node.op, ast.And) else ("or", 1)
        return f" {self._say(key)} ".join(self._inside(each, binding + 1) for each in node.values), binding

    def _choice(self, node: ast.IfExp) -> tuple[str, int]:
        parts = {"condition": node.test, "then": node.body, "otherwise": node.orelse}
        return self._say("choice", **{key: self._inside(part, 1) for key, part in parts.items()}), 0

    def _single(self, node: ast.UnaryOp) -> tuple[str, int]:
        if isinstance(node.op, ast.Not):
            return self._say("not", what=self._inside(node.operand, 3)), 3
        return f"−{self._inside(node.operand, 6)}", 6

    def _call(self, node: ast.Call) -> str:
        name, names = function_name(node), [self._title(each) for each in argument_names(node)]
        match name:
            case "lookup":
                return f"{names[0]} ({', '.join(names[1:])})"
            case "reported":
                return f"{names[1]} ({names[0]})"
            case "points" | "max_points" | "reference" | "unknown":
                return self._say(name, what=names[0])
            case "clip":
                value, low, high = (self.write(each)[0] for each in node.args)
                return self._say("clip", what=value, low=low, high=high)
            case "interpolate":
                value, *points = (self.write(each)[0] for each in node.args)
                listed = " ; ".join(f"{x} → {y}" for x, y in zip(points[::2], points[1::2], strict=True))
                return self._say("interpolate", what=value, points=listed)
            case _:
                return self._say(name, what=" ; ".join(self.write(each)[0] for each in node.args))
