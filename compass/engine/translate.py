"""Check the kinds and units of one admitted formula, and turn it into code that runs on values.

Units are settled here for good: a value of each name is held in the unit that its declaration writes, and where a
formula adds kWh to Wh, or its result is declared in another scale, the conversion becomes a constant in the code.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from types import CodeType

from compass.engine.expression import Expression, FormulaFault, argument_names, function_name
from compass.engine.meanings import ChoiceType, Meaning, NumberType, StudyType, TableType, TruthType, similar
from compass.engine.units import ONE, Unit
from compass.engine.values import Value
from compass.model.pack import Pack

_COMPARISONS = {
    ast.Lt: "_lt", ast.LtE: "_le", ast.Gt: "_gt", ast.GtE: "_ge", ast.Eq: "_eq", ast.NotEq: "_ne",
}  # fmt: skip
_SAME_UNIT = frozenset({"min", "max", "sum", "mean", "clip"})
_PURE = frozenset({"round", "floor", "ceil", "exp", "ln"})


@dataclass(frozen=True)
class Typed:
    """A translated part of a formula with its meaning."""

    tree: ast.expr
    meaning: Meaning


@dataclass(frozen=True)
class Code:
    """A compiled formula; `needs` are the names it reads, `referred` those it reads in the reference option."""

    code: CodeType
    meaning: Meaning
    needs: frozenset[str]
    referred: frozenset[str]

    def value(self, scope: dict[str, Value]) -> Value:
        """Compute the formula; it sees the functions and values in `scope` and nothing else."""
        return eval(self.code, scope)  # noqa: S307 - compiled from a whitelist of nodes, without builtins


class Translator:
    """Translates the formulas of one pack; `renamed` maps a name to the one that stands for it (`site`)."""

    def __init__(self, pack: Pack, meanings: Mapping[str, Meaning], renamed: Mapping[str, str] | None = None) -> None:
        self._pack, self._meanings, self._renamed = pack, meanings, dict(renamed or {})
        self._needs: set[str] = set()
        self._referred: set[str] = set()

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
        tree = ast.fix_missing_locations(ast.Expression(typed.tree))
        code = compile(tree, "<formula>", "eval")
        return Code(code, typed.meaning, frozenset(self._needs), frozenset(self._referred))

    def _translate(self, node: ast.expr) -> Typed:
        match node:
            case ast.Constant(value=int() | float() as number):
                return Typed(ast.Constant(float(number)), NumberType(ONE if number else None))
            case ast.Name():
                return Typed(self._variable(node.id), self._known(node))
            case ast.UnaryOp(op=ast.USub()):
                operand = self._number(node.operand)
                return Typed(ast.UnaryOp(ast.USub(), operand.tree), operand.meaning)
            case ast.UnaryOp():
                return Typed(_call("_not", self._truth(node.operand).tree), TruthType())
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

    def _known(self, node: ast.Name) -> Meaning:
        meaning = self._meanings.get(node.id)
        if meaning is None:
            raise FormulaFault("N001", node.col_offset, name=node.id, near=similar(node.id, self._meanings))
        return meaning

    def _variable(self, name: str) -> ast.expr:
        name = self._renamed.get(name, name)
        self._needs.add(name)
        return ast.Name(name, ast.Load())

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
            return Typed(ast.BinOp(left.tree, ast.Mult(), right.tree), NumberType(a.times(b)))
        if isinstance(node.right, ast.Constant):
            if node.right.value == 0:
                raise FormulaFault("X012", node.col_offset)
            return Typed(ast.BinOp(left.tree, ast.Div(), right.tree), NumberType(a.per(b)))
        return Typed(_call("_div", left.tree, right.tree), NumberType(a.per(b)))

    def _power(self, node: ast.BinOp, base: Typed) -> Typed:
        exponent = ast.literal_eval(node.right)
        unit = _unit(base) or ONE
        power = ast.Constant(float(exponent))
        if int(exponent) == exponent:
            return Typed(_call("_pow", base.tree, power), NumberType(unit.power(int(exponent))))
        if not unit.is_number:
            raise FormulaFault("U006", node.col_offset, unit=dimension_text(unit))
        return Typed(_call("_pow", _scaled(base.tree, float(unit.scale)), power), NumberType(ONE))

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
            tree = _call(name, _thunk(tree), _thunk(self._truth(value).tree))
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
        return Typed(_call(_COMPARISONS[type(operator)], *trees), TruthType())

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
        return Typed(_call("_out" if negative else "_in", left.tree, options), TruthType())

    def _option(self, meaning: ChoiceType, node: ast.Name) -> int:
        if node.id not in meaning.options:
            raise FormulaFault("N002", node.col_offset, name=node.id, near=similar(node.id, meaning.options))
        return meaning.options.index(node.id)

    def _choice_of(self, node: ast.IfExp) -> Typed:
        test = self._truth(node.test)
        sides = [self._number(node.body), self._number(node.orelse)]
        unit, (then, otherwise) = self._same_unit(node, sides)
        return Typed(_call("_if", test.tree, _thunk(then), _thunk(otherwise)), NumberType(unit))

    def _function(self, node: ast.Call) -> Typed:
        name = function_name(node)
        if name in _SAME_UNIT:
            unit, trees = self._same_unit(node, [self._number(argument) for argument in node.args])
            return Typed(_call(f"_{name}", *trees), NumberType(unit))
        if name in _PURE:
            argument = self._number(node.args[0])
            unit = _unit(argument) or ONE
            if not unit.is_number:
                raise FormulaFault("U007", node.col_offset, name=name, unit=dimension_text(unit))
            return Typed(_call(f"_{name}", _scaled(argument.tree, float(unit.scale))), NumberType(ONE))
        return {
            "lookup": self._lookup,
            "points": self._points,
            "max_points": self._max_points,
            "reference": self._reference,
            "reported": self._reported,
        }[name](node)

    def _lookup(self, node: ast.Call) -> Typed:
        name, *arguments = node.args
        assert isinstance(name, ast.Name)
        table = self._known(name)
        if not isinstance(table, TableType):
            raise FormulaFault("X011", name.col_offset, part=name.id, wanted="table")
        if len(arguments) != len(table.by):
            wanted = str(1 + len(table.by))
            raise FormulaFault("X006", node.col_offset, name="lookup", count=wanted, found=len(node.args))
        picked = [self._picked(a, options) for a, options in zip(arguments, table.by, strict=True)]  # type: ignore[arg-type]
        self._all_rows_exist(node, name.id, table, [keys for keys, _ in picked])
        keys = ast.Tuple([_names(keys) for keys, _ in picked], ast.Load())
        row = _call("_row", self._variable(name.id), keys, *(tree for _, tree in picked))
        return Typed(row, NumberType(table.unit))

    def _picked(self, argument: ast.Name, options: tuple[str, ...]) -> tuple[tuple[str, ...], ast.expr]:
        meaning = self._meanings.get(argument.id)
        if argument.id in options:
            if isinstance(meaning, ChoiceType):
                raise FormulaFault("N005", argument.col_offset, name=argument.id)
            return (argument.id,), ast.Constant(0)
        if meaning is None:
            raise FormulaFault("N003", argument.col_offset, name=argument.id, near=similar(argument.id, options))
        if not isinstance(meaning, ChoiceType) or meaning.many:
            raise FormulaFault("X011", argument.col_offset, part=argument.id, wanted="choice")
        return meaning.options, self._variable(argument.id)

    def _all_rows_exist(self, node: ast.Call, name: str, table: TableType, keys: list[tuple[str, ...]]) -> None:
        wanted = [""]
        for options in keys:
            wanted = [f"{before}/{option}" if before else option for before in wanted for option in options]
        lacking = [key for key in wanted if key not in table.rows]
        if lacking and not table.has_otherwise:
            raise FormulaFault("N004", node.col_offset, name=name, rows=", ".join(lacking[:5]))

    def _questions_of(self, node: ast.Call) -> list[str]:
        name = argument_names(node)[0]
        by_section = [id for id, q in self._pack.questions.items() if q.section == name]
        by_topic = [id for id, q in self._pack.questions.items() if q.tags.get("topic") == name]
        if by_section and by_topic and by_section != by_topic:
            raise FormulaFault("N005", node.col_offset, name=name)
        found = [id for id in by_section or by_topic if point_table(self._pack, id)]
        if not found:
            raise FormulaFault("N006", node.col_offset, name=name)
        return found

    def _points(self, node: ast.Call) -> Typed:
        earned = [
            _call("_points", _dict(point_table(self._pack, id)), self._variable(id)) for id in self._questions_of(node)
        ]
        return Typed(_call("_add_points", *earned), NumberType(ONE))

    def _max_points(self, node: ast.Call) -> Typed:
        questions = {id: max_of(self._pack, id) for id in self._questions_of(node)}
        second = argument_names(node)[1:]
        if second == ["all"]:
            return Typed(ast.Constant(float(sum(questions.values()))), NumberType(ONE))
        if second:
            raise FormulaFault("X014", node.col_offset, name=second[0])
        open_ones = [
            _call("_if", _call("_open", self._variable(id)), _thunk(ast.Constant(most)), _thunk(ast.Constant(0.0)))
            for id, most in questions.items()
        ]
        return Typed(_call("_add_points", *open_ones), NumberType(ONE))

    def _reference(self, node: ast.Call) -> Typed:
        (argument,) = node.args
        assert isinstance(argument, ast.Name)
        meaning = self._known(argument)
        if not isinstance(meaning, NumberType | TruthType):
            raise FormulaFault("X011", argument.col_offset, part=argument.id, wanted="number")
        self._referred.add(argument.id)
        return Typed(ast.Name(reference_name(argument.id), ast.Load()), meaning)

    def _reported(self, node: ast.Call) -> Typed:
        study, metric = node.args
        assert isinstance(study, ast.Name)
        assert isinstance(metric, ast.Name)
        meaning = self._known(study)
        if not isinstance(meaning, StudyType):
            raise FormulaFault("X011", study.col_offset, part=study.id, wanted="study")
        units = dict(meaning.metrics)
        if metric.id not in units:
            raise FormulaFault("N002", metric.col_offset, name=metric.id, near=similar(metric.id, units))
        return Typed(self._variable(reported_name(study.id, metric.id)), NumberType(units[metric.id]))


def reference_name(name: str) -> str:
    """Name the variable that holds a quantity's value in the reference option."""
    return f"_reference_{name}"


def reported_name(study: str, metric: str) -> str:
    """Name the variable that holds a reported metric."""
    return f"_reported_{study}_{metric}"


def point_table(pack: Pack, id: str) -> dict[int, float]:
    """Give the points of each option of a question, by index; empty where it has none (no counts 0, yes counts 1)."""
    question = pack.questions[id]
    if question.type == "yes_no" and question.points:
        return {0: question.points.get("no", 0.0), 1: question.points.get("yes", 0.0)}
    if question.type not in ("choice", "choices"):
        return {}
    options = pack.choice_options(question)
    if all(option.points is None for option in options.values()):
        return {}
    return {index: option.points or 0.0 for index, option in enumerate(options.values())}


def max_of(pack: Pack, id: str) -> float:
    """Give the most points that a question can earn."""
    table = point_table(pack, id)
    if pack.questions[id].type == "choices":
        return sum(value for value in table.values() if value > 0)
    return max(table.values())


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
    return tree if factor == 1 else ast.BinOp(tree, ast.Mult(), ast.Constant(factor))


def _thunk(tree: ast.expr) -> ast.expr:
    nothing = ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])
    return ast.Lambda(nothing, tree)


def _call(name: str, *arguments: ast.expr) -> ast.expr:
    return ast.Call(ast.Name(name, ast.Load()), list(arguments), [])


def _names(keys: tuple[str, ...]) -> ast.expr:
    return ast.Tuple([ast.Constant(key) for key in keys], ast.Load())


def _dict(table: Mapping[int, float]) -> ast.expr:
    return ast.Dict([ast.Constant(key) for key in table], [ast.Constant(value) for value in table.values()])
