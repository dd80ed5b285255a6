"""Check the kinds and units of one admitted formula, and turn it into code that runs on values.

Units are settled here for good: a value of each name is held in the unit that its declaration writes, and where a
formula adds kWh to Wh, or its result is declared in another scale, the conversion becomes a constant in the code.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

from compass.engine.code import Code, Reads, Typed, call, product_of, thunk
from compass.engine.expression import Expression, FormulaFault, function_name
from compass.engine.meanings import ChoiceType, Meaning, NumberType, TruthType, similar
from compass.engine.names import Names
from compass.engine.units import ONE, Unit
from compass.model.pack import Pack

_COMPARISONS = {
    ast.Lt: "_lt", ast.LtE: "_le", ast.Gt: "_gt", ast.GtE: "_ge", ast.Eq: "_eq", ast.NotEq: "_ne",
}  # fmt: skip
_SAME_UNIT = frozenset({"min", "max", "sum", "mean", "clip"})
_PURE = frozenset({"round", "floor", "ceil", "exp", "ln"})


class Translator:
    """Translates the formulas of one pack.

    `renamed` maps a name to the one that stands for it (`site`); only a finding may ask what is unknown.
    """

    def __init__(
        self,
        pack: Pack,
        meanings: Mapping[str, Meaning],
        renamed: Mapping[str, str] | None = None,
        is_finding: bool = False,
    ) -> None:
        self._names = Names(pack, meanings, renamed, is_finding)

    def number(self, expression: Expression, unit: Unit | None) -> Code:
        """Compile a formula whose result is a number in `unit` (None: in whatever unit it has)."""
        typed = self._number(expression.tree)
        found = typed.meaning.unit if isinstance(typed.meaning, NumberType) else None
        if unit is not None and found is not None:
            if not found.fits(unit):
                raise FormulaFault("U001", 0, found=dimension_text(found), expected=dimension_text(unit))
            typed = Typed(_scaled(typed.tree, found.factor_to(unit)), NumberType(unit))
        return self._compiled(typed)

    def condition(self, expression: Expression) -> Code:
        """Compile a formula whose result is a condition."""
        return self._compiled(self._truth(expression.tree))

    def _compiled(self, typed: Typed) -> Code:
        return Code(lambda: typed, Reads(frozenset(self._names.needs), frozenset(self._names.referred)))

    def _translate(self, node: ast.expr) -> Typed:
        match node:
            case ast.Constant(value=int() | float() as number):
                return Typed(ast.Constant(float(number)), NumberType(ONE if number else None))
            case ast.Name():
                return Typed(self._names.variable(node.id), self._names.known(node))
            case ast.UnaryOp(op=ast.USub()):
                operand = self._number(node.operand)
                return Typed(ast.UnaryOp(ast.USub(), operand.tree), operand.meaning)
            case ast.UnaryOp():
                return Typed(call("_not", self._truth(node.operand).tree), TruthType())
            case ast.BinOp():
                return self._arithmetic(node)
            case ast.BoolOp():
                return self._junction(node)
            case ast.Compare():
                return self._comparison(node)
            case ast.IfExp():
                return self._choice_of(node)
            case ast.Call():
                return self._function(node)
        raise FormulaFault("X003", node.col_offset, part=ast.unparse(node)[:40])

    def _number(self, node: ast.expr) -> Typed:
        typed = self._translate(node)
        if not isinstance(typed.meaning, NumberType):
            raise FormulaFault("X011", node.col_offset, part=ast.unparse(node)[:40], wanted="number")
        return typed

    def _truth(self, node: ast.expr) -> Typed:
        typed = self._translate(node)
        if not isinstance(typed.meaning, TruthType):
            raise FormulaFault("X011", node.col_offset, part=ast.unparse(node)[:40], wanted="condition")
        return typed

    def _arithmetic(self, node: ast.BinOp) -> Typed:
        left = self._number(node.left)
        if isinstance(node.op, ast.Pow):
            return self._power(node, left)
        right = self._number(node.right)
        if isinstance(node.op, ast.Add | ast.Sub):
            unit, trees = self._same_unit(node, [left, right])
            return Typed(ast.BinOp(trees[0], node.op, trees[1]), NumberType(unit))
        a, b = _unit(left) or ONE, _unit(right) or ONE
        if isinstance(node.op, ast.Mult):
            return Typed(product_of([left.tree, right.tree]), NumberType(a.times(b)))
        if isinstance(node.right, ast.Constant):
            if node.right.value == 0:
                raise FormulaFault("X012", node.col_offset)
            return Typed(ast.BinOp(left.tree, ast.Div(), right.tree), NumberType(a.per(b)))
        return Typed(call("_div", left.tree, right.tree), NumberType(a.per(b)))

    def _power(self, node: ast.BinOp, base: Typed) -> Typed:
        exponent = ast.literal_eval(node.right)
        unit = _unit(base) or ONE
        power = ast.Constant(float(exponent))
        if int(exponent) == exponent:
            return Typed(call("_pow", base.tree, power), NumberType(unit.power(int(exponent))))
        if not unit.is_number:
            raise FormulaFault("U006", node.col_offset, unit=dimension_text(unit))
        return Typed(call("_pow", _scaled(base.tree, float(unit.scale)), power), NumberType(ONE))

    def _same_unit(self, node: ast.expr, members: list[Typed]) -> tuple[Unit | None, list[ast.expr]]:
        units = [_unit(member) for member in members]
        first = next((unit for unit in units if unit is not None), None)
        trees = []
        for member, unit in zip(members, units, strict=True):
            if unit is None or first is None:
                trees.append(member.tree)
                continue
            if not unit.fits(first):
                raise FormulaFault("U001", node.col_offset, found=dimension_text(unit), expected=dimension_text(first))
            trees.append(_scaled(member.tree, unit.factor_to(first)))
        return first, trees

    def _junction(self, node: ast.BoolOp) -> Typed:
        name = "_and" if isinstance(node.op, ast.And) else "_or"
        tree = self._truth(node.values[0]).tree
        for value in node.values[1:]:
            tree = call(name, thunk(tree), thunk(self._truth(value).tree))
        return Typed(tree, TruthType())

    def _comparison(self, node: ast.Compare) -> Typed:
        left, operator, right = self._translate(node.left), node.ops[0], node.comparators[0]
        if isinstance(left.meaning, ChoiceType):
            return self._choice_comparison(node, left)
        if not isinstance(left.meaning, NumberType) or isinstance(operator, ast.In | ast.NotIn):
            raise FormulaFault("X011", node.left.col_offset, part=ast.unparse(node.left)[:40], wanted="comparable")
        other = self._number(right)
        members = [_unitless_literal(node.left, left), _unitless_literal(right, other)]
        _, trees = self._same_unit(node, members)
        return Typed(call(_COMPARISONS[type(operator)], *trees), TruthType())

    def _choice_comparison(self, node: ast.Compare, left: Typed) -> Typed:
        meaning, operator, right = left.meaning, node.ops[0], node.comparators[0]
        assert isinstance(meaning, ChoiceType)
        if isinstance(operator, ast.In | ast.NotIn):
            listed = [self._option(meaning, e) for e in right.elts if isinstance(e, ast.Name)]  # type: ignore[attr-defined]
            negative = isinstance(operator, ast.NotIn)
        elif isinstance(operator, ast.Eq | ast.NotEq) and isinstance(right, ast.Name) and not meaning.many:
            listed, negative = [self._option(meaning, right)], isinstance(operator, ast.NotEq)
        else:
            raise FormulaFault("X013", node.col_offset, part=ast.unparse(node)[:40])
        options = ast.Tuple([ast.Constant(option) for option in listed], ast.Load())
        return Typed(call("_out" if negative else "_in", left.tree, options), TruthType())

    def _option(self, meaning: ChoiceType, node: ast.Name) -> int:
        if node.id not in meaning.options:
            raise FormulaFault("N002", node.col_offset, name=node.id, near=similar(node.id, meaning.options))
        return meaning.options.index(node.id)

    def _choice_of(self, node: ast.IfExp) -> Typed:
        test = self._truth(node.test)
        sides = [self._number(node.body), self._number(node.orelse)]
        unit, (then, otherwise) = self._same_unit(node, sides)
        if all(isinstance(side, ast.Name | ast.Constant) for side in (then, otherwise)):
            return Typed(call("_pick", test.tree, then, otherwise), NumberType(unit))
        return Typed(call("_if", test.tree, thunk(then), thunk(otherwise)), NumberType(unit))

    def _function(self, node: ast.Call) -> Typed:
        name = function_name(node)
        if name in _SAME_UNIT:
            unit, trees = self._same_unit(node, [self._number(argument) for argument in node.args])
            return Typed(call(f"_{name}", *trees), NumberType(unit))
        if name in _PURE:
            argument = self._number(node.args[0])
            unit = _unit(argument) or ONE
            if not unit.is_number:
                raise FormulaFault("U007", node.col_offset, name=name, unit=dimension_text(unit))
            return Typed(call(f"_{name}", _scaled(argument.tree, float(unit.scale))), NumberType(ONE))
        return {
            "interpolate": self._interpolated,
            "unknown": self._names.unknown,
            "lookup": self._names.lookup,
            "points": self._names.points,
            "max_points": self._names.max_points,
            "reference": self._names.reference,
            "reported": self._names.reported,
        }[name](node)

    def _interpolated(self, node: ast.Call) -> Typed:
        """Admit `interpolate(x, x1, y1, x2, y2 …)`; the bare x1, x2 … take the unit of x, as in a comparison."""
        read, *points = node.args
        if len(points) % 2:
            raise FormulaFault("X006", node.col_offset, name="interpolate", count="5, 7, 9 …", found=len(node.args))
        value, edges = self._number(read), [_literal(edge) for edge in points[0::2]]
        if any(edge is None for edge in edges) or sorted(set(edges)) != edges:  # type: ignore[type-var]
            raise FormulaFault("X016", node.col_offset)
        unit, trees = self._same_unit(node, [self._number(height) for height in points[1::2]])
        flat = [tree for edge, tree in zip(edges, trees, strict=True) for tree in (ast.Constant(edge), tree)]
        return Typed(call("_interpolate", value.tree, *flat), NumberType(unit or ONE))


def _literal(node: ast.expr) -> float | None:
    sign, bare = (-1.0, node.operand) if isinstance(node, ast.UnaryOp) else (1.0, node)
    return sign * float(bare.value) if isinstance(bare, ast.Constant) else None  # type: ignore[arg-type]


def dimension_text(unit: Unit) -> str:
    """Write the dimension of a unit for a message: `J·study^-1`."""
    return "·".join(base if power == 1 else f"{base}^{power}" for base, power in unit.dimension) or "1"


def _unit(typed: Typed) -> Unit | None:
    assert isinstance(typed.meaning, NumberType)
    return typed.meaning.unit


def _unitless_literal(node: ast.expr, typed: Typed) -> Typed:
    bare = node.operand if isinstance(node, ast.UnaryOp) else node
    return Typed(typed.tree, NumberType(None)) if isinstance(bare, ast.Constant) else typed


def _scaled(tree: ast.expr, factor: float) -> ast.expr:
    return tree if factor == 1 else product_of([tree, ast.Constant(factor)])
