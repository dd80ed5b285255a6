"""From the cells of an assessment to the values that formulas read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from compass.engine.cells import Cell
from compass.engine.code import reported_name
from compass.engine.draws import Columns, range_of
from compass.engine.functions import Table
from compass.engine.points import point_table
from compass.engine.program import Program
from compass.engine.records import Record
from compass.engine.values import CLOSED, UNDECIDED, Missing, Special, Value
from compass.model.estimate import Estimate
from compass.model.pack import Pack
from compass.model.question import IfUnknown, Question


@dataclass(frozen=True)
class Study:
    """Records with the same evidence and setting: they are read together."""

    evidence: str
    setting: str | None
    records: tuple[Record, ...]

    @property
    def metrics(self) -> dict[str, Record]:
        return {record.metric: record for record in self.records}

    def column(self, cell: Cell, metric: str) -> str:
        """Name the draws of one of its figures in the answer of a cell."""
        return f"{cell.column}#{self.evidence}#{self.setting or ''}#{metric}"

    @property
    def is_main(self) -> bool:
        return any(record.main for record in self.records)

    @property
    def verdict(self) -> str | None:
        verdicts = {record.review.verdict for record in self.records if record.review is not None}
        return "rejected" if "rejected" in verdicts else next(iter(sorted(verdicts)), None)


@dataclass(frozen=True)
class Reported:
    """What a study answer stands for in formulas: the values of each metric, one column each."""

    metrics: Mapping[str, Value]
    from_studies: bool = True


class Rows(Table):
    """The rows of a factor, each turned into a value when it is first read."""

    def __init__(self, program: Program, id: str, columns: Columns) -> None:
        self._program, self._id, self._columns = program, id, columns

    def __missing__(self, key: str) -> Value:
        row = key if key in self._program.pack.factors[self._id].rows else "otherwise"
        self[key] = self._columns.estimate(f"{self._id}[{row}]", self._program.ranges[self._id, row])
        return self[key]

    def copy(self) -> Rows:
        """Give the rows that were read, without what was read at choices."""
        return self.over(self._columns, self)

    def over(self, columns: Columns, keys: Iterable[str]) -> Rows:
        """Give rows of the same factor, read from other columns."""
        rows = Rows(self._program, self._id, columns)
        rows.update({key: rows[key] for key in keys})
        return rows


def bind_factor(program: Program, id: str, columns: Columns) -> Value:
    """Give the value of a factor, or its table of rows."""
    if program.pack.factors[id].by:
        return Rows(program, id, columns)
    return columns.estimate(id, program.ranges[id, ""])


def studies_of(records: tuple[Record, ...]) -> tuple[Study, ...]:
    """Group records into studies by evidence and setting, in written order."""
    groups: dict[tuple[str, str | None], list[Record]] = {}
    for record in records:
        groups.setdefault((record.evidence, record.setting), []).append(record)
    return tuple(Study(evidence, setting, tuple(found)) for (evidence, setting), found in groups.items())


def metrics_read(program: Program, question: str) -> tuple[str, ...]:
    """Give the metrics of a study question that some formula reads."""
    metrics = program.pack.questions[question].metrics or {}
    return tuple(m for m in metrics if len(program.graph.used_by([reported_name(question, m)])) > 1)


def drawn_studies(program: Program, question: str, records: tuple[Record, ...]) -> tuple[Study, ...]:
    """Give the studies that a result may rest on: not rejected, and complete in the metrics that formulas read."""
    wanted = set(metrics_read(program, question))
    return tuple(s for s in studies_of(records) if s.verdict != "rejected" and wanted <= set(s.metrics))


def answers_of(pack: Pack, question: Question) -> tuple[str, ...]:
    """Give the answers that a choice or a yes-no question admits, by index."""
    return ("no", "yes") if question.type == "yes_no" else pack.options_of(question)


def equal_shares(pack: Pack, question: Question) -> dict[str, float]:
    """Give the shares that stand in for an unknown answer whose points are counted; none where no points are.

    The option whose points are in the middle stands first, and so is the likely one: the first listed is often the
    best, and what nobody knows would be told as full marks.
    """
    points = point_table(pack, question.id)
    if not points:
        return {}
    options, by_points = answers_of(pack, question), sorted(points, key=lambda index: points[index])
    middle = options[by_points[(len(options) - 1) // 2]]
    share = 0.5 if question.type == "choices" else 1 / len(options)
    return dict.fromkeys((middle, *options), share)


class Binder:
    """Binds cells to values; with `known_only`, a blank or an unknown is undecided whatever may be assumed."""

    def __init__(self, program: Program, columns: Columns, known_only: bool = False) -> None:
        self._program, self._columns, self._known_only = program, columns, known_only

    def value(self, cell: Cell, scope: Mapping[str, Value]) -> Value:
        """Give the value of a cell whose question is open."""
        question = self._program.pack.questions[cell.question]
        if cell.state in ("not_asked", "not_applicable"):
            return CLOSED
        if cell.known is not None:
            return self._answered(question, cell)
        return UNDECIDED if self._known_only else self.assumed(question, cell, scope)

    def assumed(self, question: Question, cell: Cell, scope: Mapping[str, Value]) -> Value:
        """Give what stands in for a blank or an unknown; Missing where nothing may."""
        assumed = question.if_unknown
        column = cell.name if question.own else question.id
        if assumed is None:
            shares = equal_shares(self._program.pack, question)
            return self._shared(question, shares, column) if shares else Missing(frozenset({cell.name}))
        if assumed.quantity is not None:
            return self._in_unit_of(question, assumed.quantity, scope[assumed.quantity])
        if assumed.reported is not None:
            return self._assumed_study(question, assumed, column)
        if question.type in ("choice", "choices", "yes_no"):
            return self._assumed_choice(question, assumed, column)
        estimate = range_of(assumed)
        return estimate.likely if question.nature == "decision" else self._columns.estimate(column, estimate)

    def _in_unit_of(self, question: Question, quantity: str, value: Value) -> Value:
        units = self._program.units
        factor = units.parse(self._program.pack.quantities[quantity].unit).factor_to(units.parse(question.unit or "1"))
        return value if factor == 1 else value * factor

    def _answered(self, question: Question, cell: Cell) -> Value:
        known = cell.known
        if isinstance(known, Estimate):
            return known.likely if question.nature == "decision" else self._columns.estimate(cell.column, known)
        if isinstance(known, tuple) and question.type == "study":
            return self._study(question, cell)
        if isinstance(known, tuple):
            return {index: index in known for index in range(len(self._program.pack.options_of(question)))}
        return known

    def _assumed_choice(self, question: Question, assumed: IfUnknown, column: str) -> Value:
        if assumed.option is not None:
            shares: Mapping[str, float] = {assumed.option: 1.0}
        else:
            shares = assumed.shares or {}
        return self._shared(question, shares, column)

    def _shared(self, question: Question, shares: Mapping[str, float], column: str) -> Value:
        options = answers_of(self._program.pack, question)
        if question.type == "choices":
            return {i: self._columns.happens(f"{column}.{o}", shares.get(o, 0.0)) for i, o in enumerate(options)}
        drawn = self._columns.choice(column, {options.index(option): share for option, share in shares.items()})
        is_truth = question.type == "yes_no" and not isinstance(drawn, Special)
        return drawn == 1 if is_truth else drawn

    def _study(self, question: Question, cell: Cell) -> Value:
        assert isinstance(cell.known, tuple)
        records = tuple(record for record in cell.known if isinstance(record, Record))
        studies = drawn_studies(self._program, question.id, records)
        if not studies:
            return UNDECIDED if self._known_only else self.assumed(question, cell, {})
        main = next((index for index, study in enumerate(studies) if study.is_main), 0)
        pick = self._columns.pick(f"{cell.column}#study", len(studies), main)
        return Reported(
            {m: self._metric(question, cell, m, studies, pick) for m in metrics_read(self._program, question.id)}
        )

    def _metric(self, question: Question, cell: Cell, metric: str, studies: tuple[Study, ...], pick: Value) -> Value:
        is_share = (question.metrics or {})[metric].unit == "1"
        values = []
        for study in studies:
            record = study.metrics[metric]
            values.append(self._columns.reported(study.column(cell, metric), record.value, record.ci, is_share))
        result = values[0]
        for index, value in enumerate(values[1:], start=1):
            result = _picked(pick, index, value, result)
        return result

    def _assumed_study(self, question: Question, assumed: IfUnknown, column: str) -> Value:
        reported = assumed.reported or {}
        values = {m: self._columns.estimate(f"{column}.{m}", range_of(e)) for m, e in reported.items()}
        return Reported(values, from_studies=False)


def _picked(pick: Value, index: int, value: Value, otherwise: Value) -> Value:
    if isinstance(pick, np.ndarray):
        return np.where(pick == index, value, otherwise)
    return value if pick == index else otherwise
