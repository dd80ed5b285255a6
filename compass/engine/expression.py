"""The formula language: Python's own grammar, admitted node by node from a whitelist.

Numbers, ids, `+ - * / **`, one comparison, `and or not`, `in [a, b]`, `a if c else b` and the functions below.
Nothing else is ever compiled: no attribute, subscript, lambda, comprehension, string.
"""

from __future__ import annotations

import ast
import keyword
import warnings
from dataclasses import dataclass

MAX_LENGTH = 1000
MAX_DEPTH = 40
FUNCTIONS = {
    "min": (2, 12),
    "max": (2, 12),
    "sum": (1, 24),
    "mean": (1, 24),
    "clip": (3, 3),
    "lookup": (2, 4),
    "points": (1, 1),
    "max_points": (1, 2),
    "round": (1, 1),
    "floor": (1, 1),
    "ceil": (1, 1),
    "exp": (1, 1),
    "ln": (1, 1),
    "reference": (1, 1),
    "reported": (2, 2),
}
"""Each function with the least and the most arguments it takes."""
NAMES_ONLY = frozenset({"lookup", "points", "max_points", "reference", "reported"})
"""Functions whose arguments are names and never sub-formulas."""
RESERVED = frozenset(FUNCTIONS) | {"horizon", "site", "alternative", "all", "interpolate"} | frozenset(keyword.kwlist)

_SIMPLE_NODES = (
    ast.Expression, ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.IfExp, ast.Load,
    ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow, ast.USub, ast.And, ast.Or, ast.Not,
    ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq, ast.In, ast.NotIn,
)  # fmt: skip


class FormulaFault(Exception):
    """A formula that is not admitted; `offset` counts characters from its beginning."""

    def __init__(self, code: str, offset: int, **details: str | float) -> None:
        self.code, self.offset, self.details = code, offset, details
        super().__init__(f"{code} at {offset}: {details}")


@dataclass(frozen=True)
class Expression:
    """An admitted formula."""

    text: str
    tree: ast.expr


def parse(text: str) -> Expression:
    """Admit a formula or raise FormulaFault.

    Codes: X001 too long, X002 not a formula, X003 outside the language, X004 nested too deeply, X005 unknown
    function, X006 wrong number of arguments, X007 exponent not constant, X008 more than one comparison in a row.
    """
    if len(text) > MAX_LENGTH:
        raise FormulaFault("X001", MAX_LENGTH, length=len(text), most=MAX_LENGTH)
    line = text.replace("\n", " ")
    lead = len(line) - len(line.lstrip())
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            tree = ast.parse(line.strip(), mode="eval")
    except SyntaxError as error:
        raise FormulaFault("X002", lead + max((error.offset or 1) - 1, 0)) from None
    except (ValueError, MemoryError, RecursionError):
        raise FormulaFault("X002", 0) from None
    _admit(tree.body, line.strip(), lead, MAX_DEPTH)
    return Expression(text, _shifted(tree.body, lead))


def function_name(node: ast.Call) -> str:
    """Give the name that an admitted call calls."""
    assert isinstance(node.func, ast.Name)
    return node.func.id


def argument_names(node: ast.Call) -> list[str]:
    """Give the arguments of a call that takes names only."""
    return [argument.id for argument in node.args if isinstance(argument, ast.Name)]


def _admit(node: ast.AST, text: str, lead: int, depth: int) -> None:
    offset = lead + _character(node, text)
    if depth == 0:
        raise FormulaFault("X004", offset, most=MAX_DEPTH)
    if isinstance(node, ast.Call):
        _admit_call(node, offset)
        children: list[ast.AST] = [] if function_name(node) in NAMES_ONLY else list(node.args)
    elif isinstance(node, ast.Compare):
        children = _compared(node, offset)
    elif isinstance(node, ast.Constant):
        children = []
        if isinstance(node.value, bool) or not isinstance(node.value, int | float):
            raise FormulaFault("X003", offset, part=ast.unparse(node)[:40])
        if abs(node.value) > 1e300:
            raise FormulaFault("X003", offset, part=ast.unparse(node)[:40])
    elif isinstance(node, ast.Name):
        children = []
    elif isinstance(node, _SIMPLE_NODES):
        children = [c for c in ast.iter_child_nodes(node) if isinstance(c, ast.expr | ast.operator | ast.unaryop)]
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
            _constant_exponent(node, offset)
            children = [node.left]
    else:
        raise FormulaFault("X003", offset, part=_shown(node))
    for child in children:
        _admit(child, text, lead, depth - 1)


def _admit_call(node: ast.Call, offset: int) -> None:
    if not isinstance(node.func, ast.Name) or node.keywords:
        raise FormulaFault("X003", offset, part=_shown(node))
    name = node.func.id
    if name not in FUNCTIONS:
        raise FormulaFault("X005", offset, name=name)
    least, most = FUNCTIONS[name]
    if not least <= len(node.args) <= most:
        raise FormulaFault("X006", offset, name=name, least=least, most=most, found=len(node.args))
    if name in NAMES_ONLY and not all(isinstance(argument, ast.Name) for argument in node.args):
        raise FormulaFault("X009", offset, name=name)


def _compared(node: ast.Compare, offset: int) -> list[ast.AST]:
    if len(node.ops) != 1:
        raise FormulaFault("X008", offset)
    if not isinstance(node.ops[0], ast.In | ast.NotIn):
        return [node.left, node.ops[0], node.comparators[0]]
    listed = node.comparators[0]
    if not isinstance(listed, ast.List) or not listed.elts or not all(isinstance(e, ast.Name) for e in listed.elts):
        raise FormulaFault("X010", offset)
    return [node.left]


def _constant_exponent(node: ast.BinOp, offset: int) -> None:
    exponent = node.right
    if isinstance(exponent, ast.UnaryOp) and isinstance(exponent.op, ast.USub):
        exponent = exponent.operand
    constant = exponent.value if isinstance(exponent, ast.Constant) else None
    if isinstance(constant, bool) or not isinstance(constant, int | float) or abs(constant) > 8:
        raise FormulaFault("X007", offset)


def _shown(node: ast.AST) -> str:
    try:
        return ast.unparse(node)[:40]
    except (ValueError, AttributeError):
        return type(node).__name__


def _character(node: ast.AST, text: str) -> int:
    """Turn ast's byte offset into a character offset."""
    column = getattr(node, "col_offset", 0)
    return len(text.encode()[:column].decode(errors="ignore"))


def _shifted(tree: ast.expr, lead: int) -> ast.expr:
    for node in ast.walk(tree):
        if lead and hasattr(node, "col_offset"):
            node.col_offset += lead
    return tree
