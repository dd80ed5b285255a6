"""The formula language: Python's own grammar, admitted node by node from a whitelist.

Numbers, ids, `+ - * / **`, one comparison, `and or not`, `in [a, b]`, `a if c else b` and the functions below.
Nothing else is ever compiled: no attribute, subscript, lambda, comprehension, string.
"""

from __future__ import annotations

import ast
import keyword
import warnings
from dataclasses import dataclass
from functools import lru_cache

MAX_LENGTH = 1000
MAX_DEPTH = 40
LARGEST = 1e300
FUNCTIONS = {
    "min": (2, 12),
    "max": (2, 12),
    "sum": (1, 24),
    "mean": (1, 24),
    "clip": (3, 3),
    "lookup": (2, 4),
    "interpolate": (5, 25),
    "points": (1, 1),
    "max_points": (1, 2),
    "round": (1, 1),
    "floor": (1, 1),
    "ceil": (1, 1),
    "exp": (1, 1),
    "ln": (1, 1),
    "reference": (1, 1),
    "reported": (2, 2),
    "unknown": (1, 1),
}
"""Each function with the least and the most arguments it takes."""
NAMES_ONLY = frozenset({"lookup", "points", "max_points", "reference", "reported", "unknown"})
"""Functions whose arguments are names and never sub-formulas."""
RESERVED = frozenset(FUNCTIONS) | {"horizon", "site", "alternative", "all"} | frozenset(keyword.kwlist)

_ONE_LINE = str.maketrans("\r\n", "  ")
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


@lru_cache(maxsize=4096)
def parse(text: str) -> Expression:
    """Admit a formula or raise FormulaFault; what was admitted once is kept.

    Codes: X001 too long, X002 not a formula, X003 outside the language, X004 nested too deeply, X005 unknown
    function, X006 wrong number of arguments, X007 exponent not constant, X008 more than one comparison in a row.
    """
    if len(text) > MAX_LENGTH:
        raise FormulaFault("X001", MAX_LENGTH, length=len(text), most=MAX_LENGTH)
    line = text.translate(_ONE_LINE)
    lead = len(line) - len(line.lstrip())
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            tree = ast.parse(line.strip(), mode="eval").body
    except SyntaxError as error:
        raise FormulaFault("X002", lead + max((error.offset or 1) - 1, 0)) from None
    except (ValueError, MemoryError, RecursionError):
        raise FormulaFault("X002", 0) from None
    _count_characters(tree, line.strip().encode(), lead)
    _admit(tree, line, tree, MAX_DEPTH)
    return Expression(text, tree)


def function_name(node: ast.Call) -> str:
    """Give the name that an admitted call calls."""
    assert isinstance(node.func, ast.Name)
    return node.func.id


def argument_names(node: ast.Call) -> list[str]:
    """Give the arguments of a call that takes names only."""
    return [argument.id for argument in node.args if isinstance(argument, ast.Name)]


def _count_characters(tree: ast.expr, text: bytes, lead: int) -> None:
    """Turn ast's offsets, which count bytes of the stripped text, into characters of the whole text."""
    if lead == 0 and text.isascii():
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.expr):
            node.col_offset = lead + len(text[: node.col_offset].decode())
            node.end_col_offset = lead + len(text[: node.end_col_offset].decode())


def _admit(node: ast.AST, text: str, around: ast.expr, depth: int) -> None:
    """Admit a part of a formula; a sign such as `%`, which has no place, is told with what stands `around` it."""
    placed = node if isinstance(node, ast.expr) else around
    if depth == 0:
        raise FormulaFault("X004", placed.col_offset, most=MAX_DEPTH)
    children: list[ast.AST] = []
    if isinstance(node, ast.Call):
        _admit_call(node, text)
        children = [] if function_name(node) in NAMES_ONLY else list(node.args)
    elif isinstance(node, ast.Compare):
        children = _compared(node)
    elif isinstance(node, ast.Constant):
        _admit_number(node, text)
    elif isinstance(node, _SIMPLE_NODES):
        children = [c for c in ast.iter_child_nodes(node) if isinstance(c, ast.expr | ast.operator | ast.unaryop)]
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
            _constant_exponent(node)
            children = [node.left]
    elif not isinstance(node, ast.Name):
        raise FormulaFault("X003", placed.col_offset, part=_shown(placed, text))
    for child in children:
        _admit(child, text, placed, depth - 1)


def _admit_number(node: ast.Constant, text: str) -> None:
    number = isinstance(node.value, int | float) and not isinstance(node.value, bool)
    if not number or abs(node.value) > LARGEST:  # type: ignore[arg-type]
        raise FormulaFault("X003", node.col_offset, part=_shown(node, text))


def _admit_call(node: ast.Call, text: str) -> None:
    offset = node.col_offset
    if not isinstance(node.func, ast.Name) or node.keywords:
        raise FormulaFault("X003", offset, part=_shown(node, text))
    name = node.func.id
    if name not in FUNCTIONS:
        raise FormulaFault("X005", offset, name=name)
    least, most = FUNCTIONS[name]
    if not least <= len(node.args) <= most:
        count = str(least) if least == most else f"{least}–{most}"
        raise FormulaFault("X006", offset, name=name, count=count, found=len(node.args))
    if name in NAMES_ONLY and not all(isinstance(argument, ast.Name) for argument in node.args):
        raise FormulaFault("X009", offset, name=name)


def _compared(node: ast.Compare) -> list[ast.AST]:
    if len(node.ops) != 1:
        raise FormulaFault("X008", node.col_offset)
    if not isinstance(node.ops[0], ast.In | ast.NotIn):
        return [node.left, node.ops[0], node.comparators[0]]
    listed = node.comparators[0]
    if not isinstance(listed, ast.List) or not listed.elts or not all(isinstance(e, ast.Name) for e in listed.elts):
        raise FormulaFault("X010", node.col_offset)
    return [node.left]


def _constant_exponent(node: ast.BinOp) -> None:
    exponent = node.right
    if isinstance(exponent, ast.UnaryOp) and isinstance(exponent.op, ast.USub):
        exponent = exponent.operand
    constant = exponent.value if isinstance(exponent, ast.Constant) else None
    if isinstance(constant, bool) or not isinstance(constant, int | float) or abs(constant) > 8:
        raise FormulaFault("X007", node.col_offset)


def _shown(node: ast.expr, text: str) -> str:
    return text[node.col_offset : node.end_col_offset][:40]
