"""The parts of a formula that name things: variables, tables, points, the reference option, published figures."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from compass.engine.code import Typed, call, dict_of, reference_name, reported_name, thunk, tuple_of, unknown_name
from compass.engine.expression import FormulaFault, argument_names
from compass.engine.meanings import ChoiceType, Meaning, NumberType, StudyType, TableType, TruthType, similar
from compass.engine.points import max_of, point_table
from compass.engine.units import ONE
from compass.model.pack import Pack


class Names:
    """Resolves the names of one formula and remembers which were read."""

    def __init__(
        self,
        pack: Pack,
        meanings: Mapping[str, Meaning],
        renamed: Mapping[str, str] | None = None,
        is_finding: bool = False,
    ) -> None:
        self._pack, self._meanings, self._renamed = pack, meanings, dict(renamed or {})
        self._is_finding = is_finding
        self.needs: set[str] = set()
        self.referred: set[str] = set()

    def known(self, node: ast.Name) -> Meaning:
        meaning = self._meanings.get(node.id)
        if meaning is None:
            raise FormulaFault("N001", node.col_offset, name=node.id, near=similar(node.id, self._meanings))
        return meaning

    def variable(self, name: str) -> ast.expr:
        name = self._renamed.get(name, name)
        self.needs.add(name)
        return ast.Name(name, ast.Load())

    def lookup(self, node: ast.Call) -> Typed:
        name, *arguments = node.args
        assert isinstance(name, ast.Name)
        table = self.known(name)
        if not isinstance(table, TableType):
            raise FormulaFault("X011", name.col_offset, part=name.id, wanted="table")
        if len(arguments) != len(table.by):
            wanted = str(1 + len(table.by))
            raise FormulaFault("X006", node.col_offset, name="lookup", count=wanted, found=len(node.args))
        picked = [self._picked(a, options) for a, options in zip(arguments, table.by, strict=True)]  # type: ignore[arg-type]
        self._all_rows_exist(node, name.id, table, [keys for keys, _ in picked])
        keys = ast.Tuple([tuple_of(keys) for keys, _ in picked], ast.Load())
        row = call("_row", self.variable(name.id), keys, *(tree for _, tree in picked))
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
        return meaning.options, self.variable(argument.id)

    def _all_rows_exist(self, node: ast.Call, name: str, table: TableType, keys: list[tuple[str, ...]]) -> None:
        wanted = [""]
        for options in keys:
            wanted = [f"{before}/{option}" if before else option for before in wanted for option in options]
        lacking = [key for key in wanted if key not in table.rows]
        if lacking and not table.has_otherwise:
            raise FormulaFault("N004", node.col_offset, name=name, rows=", ".join(lacking[:5]))

    def _questions_of(self, node: ast.Call) -> list[str]:
        name = argument_names(node)[0]
        groups = [group for group in self._groups(name) if group]
        if any(group != groups[0] for group in groups):
            raise FormulaFault("N005", node.col_offset, name=name)
        found = [id for id in (groups or [[]])[0] if point_table(self._pack, id)]
        if not found:
            raise FormulaFault("N006", node.col_offset, name=name)
        return found

    def _groups(self, name: str) -> tuple[list[str], ...]:
        """Give the questions of the section, of the topic and of the axis of that name."""
        questions = self._pack.questions.items()
        tagged = ([id for id, q in questions if q.tags.get(tag) == name] for tag in ("topic", "axis"))
        return ([id for id, q in questions if q.section == name], *tagged)

    def points(self, node: ast.Call) -> Typed:
        earned = [
            call("_points", dict_of(point_table(self._pack, id)), self.variable(id)) for id in self._questions_of(node)
        ]
        return Typed(call("_add_points", *earned), NumberType(ONE))

    def max_points(self, node: ast.Call) -> Typed:
        questions = {id: max_of(self._pack, id) for id in self._questions_of(node)}
        second = argument_names(node)[1:]
        if second == ["all"]:
            return Typed(ast.Constant(float(sum(questions.values()))), NumberType(ONE))
        if second:
            raise FormulaFault("X014", node.col_offset, name=second[0])
        open_ones = [
            call("_if", call("_open", self.variable(id)), thunk(ast.Constant(most)), thunk(ast.Constant(0.0)))
            for id, most in questions.items()
        ]
        return Typed(call("_add_points", *open_ones), NumberType(ONE))

    def reference(self, node: ast.Call) -> Typed:
        (argument,) = node.args
        assert isinstance(argument, ast.Name)
        meaning = self.known(argument)
        if not isinstance(meaning, NumberType | TruthType):
            raise FormulaFault("X011", argument.col_offset, part=argument.id, wanted="number")
        self.referred.add(argument.id)
        return Typed(ast.Name(reference_name(argument.id), ast.Load()), meaning)

    def unknown(self, node: ast.Call) -> Typed:
        (argument,) = node.args
        assert isinstance(argument, ast.Name)
        if not self._is_finding:
            raise FormulaFault("X015", node.col_offset)
        self.known(argument)
        if argument.id not in self._pack.questions:
            raise FormulaFault("X011", argument.col_offset, part=argument.id, wanted="question")
        return Typed(self.variable(unknown_name(argument.id)), TruthType())

    def reported(self, node: ast.Call) -> Typed:
        study, metric = node.args
        assert isinstance(study, ast.Name)
        assert isinstance(metric, ast.Name)
        meaning = self.known(study)
        if not isinstance(meaning, StudyType):
            raise FormulaFault("X011", study.col_offset, part=study.id, wanted="study")
        units = dict(meaning.metrics)
        if metric.id not in units:
            raise FormulaFault("N002", metric.col_offset, name=metric.id, near=similar(metric.id, units))
        return Typed(self.variable(reported_name(study.id, metric.id)), NumberType(units[metric.id]))
