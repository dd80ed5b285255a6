"""What can be changed in a module, one thing at a time: a comparison, an operator, a constant, a branch, a result."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

_COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_COMPUTED = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult, ast.BitAnd: ast.BitOr,
}  # fmt: skip
_STATEMENTS = (ast.Expr, ast.Assign, ast.AugAssign, ast.Raise, ast.Continue, ast.Break)
Change = tuple[ast.AST, Callable[[], object]]


def changes(tree: ast.AST) -> Iterator[Change]:
    """Give every change of a module in one order: the node changed, and what changes it in place."""
    for node in _code(tree):
        match node:
            case ast.Compare(ops=[op]):
                yield node, lambda n=node, op=op: setattr(n, "ops", [_COMPARED[type(op)]()])
            case ast.BinOp(op=op) if type(op) in _COMPUTED:
                yield node, lambda n=node, op=op: setattr(n, "op", _COMPUTED[type(op)]())
            case ast.BoolOp(op=op):
                to = ast.Or if isinstance(op, ast.And) else ast.And
                yield node, lambda n=node, to=to: setattr(n, "op", to())
            case ast.UnaryOp(op=ast.Not()):
                yield node, lambda n=node: setattr(n, "operand", ast.UnaryOp(ast.Not(), n.operand))
            case ast.UnaryOp(op=ast.USub()):
                yield node, lambda n=node: setattr(n, "op", ast.UAdd())
            case ast.Constant(value=bool() as was):
                yield node, lambda n=node, was=was: setattr(n, "value", not was)
            case ast.Constant(value=int() | float() as was):
                yield node, lambda n=node, was=was: setattr(n, "value", was + 1)
            case ast.IfExp():
                yield node, lambda n=node: n.__dict__.update(body=n.orelse, orelse=n.body)
            case ast.If():
                yield node, lambda n=node: setattr(n, "test", ast.UnaryOp(ast.Not(), n.test))
            case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
                yield node, lambda n=node: setattr(n, "value", ast.Constant(None))
            case ast.FunctionDef(body=body):
                yield from _removals(body)


def _removals(body: list[ast.stmt]) -> Iterator[Change]:
    for index, statement in enumerate(body):
        if isinstance(statement, _STATEMENTS) and not _is_text(statement):
            yield statement, lambda i=index: body.__setitem__(i, ast.Pass())
        for inner in (getattr(statement, "body", []), getattr(statement, "orelse", [])):
            if isinstance(inner, list) and not isinstance(statement, ast.FunctionDef):
                yield from _removals(inner)


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _code(node: ast.AST) -> Iterator[ast.AST]:
    """Walk what is computed: no annotation, decorator, text or assertion."""
    for name, field in ast.iter_fields(node):
        for child in field if isinstance(field, list) else [field]:
            written = isinstance(child, ast.AST) and not isinstance(child, ast.Assert)
            if written and name not in ("annotation", "returns", "decorator_list"):
                yield child
                yield from _code(child)


def mutant(source: str, number: int) -> tuple[ast.Module, str]:
    """Give a module with one change, and the change in words."""
    tree = ast.parse(source)
    node, change = list(changes(tree))[number]
    before = ast.unparse(node).split("\n")[0]
    change()
    tree = ast.fix_missing_locations(tree)
    after = "" if isinstance(node, _STATEMENTS) else ast.unparse(node).split("\n")[0]
    return tree, f"line {node.lineno}: `{before[:90]}` → `{after[:90] or 'pass'}`"
