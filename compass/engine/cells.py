"""The cells of an assessment: which answer stands for which question and option, and in what state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from compass.engine.answers import Known, read_answer
from compass.engine.faults import AnswerFault, Fault, Path
from compass.engine.meanings import similar
from compass.engine.records import Record
from compass.engine.settings import settings_faults
from compass.engine.units import UnitTable
from compass.model.assessment import Answer, Assessment, Option
from compass.model.pack import Pack
from compass.model.question import Question

UNANSWERED = ("unknown", "not_applicable")
"""What stands for an answer that is none; no option can be called so."""

State = Literal["answered", "unknown", "blank", "not_applicable", "fixed", "not_asked"]


@dataclass(frozen=True)
class Cell:
    """One question of one option (None: of the need); `column` names the draws of an uncertain answer."""

    question: str
    option: str | None
    state: State
    known: Known | None = None
    answer: Answer | None = None
    column: str = ""

    @property
    def name(self) -> str:
        return self.question if self.option is None else f"{self.question}@{self.option}"


class Cells:
    """All cells of an assessment, by question and option."""

    def __init__(self, cells: dict[tuple[str, str | None], Cell]) -> None:
        self._cells = cells

    def of(self, question: str, option: str | None) -> Cell:
        """Give the cell of a question for an option; a question about the need has one cell for all."""
        return self._cells.get((question, option)) or self._cells[(question, None)]

    def with_cell(self, cell: Cell) -> Cells:
        """Give the cells with one of them replaced."""
        return Cells({**self._cells, (cell.question, cell.option): cell})

    def as_dict(self) -> dict[tuple[str, str | None], Cell]:
        return dict(self._cells)

    def __iter__(self) -> Iterator[Cell]:
        return iter(self._cells.values())


def read_cells(pack: Pack, units: UnitTable, assessment: Assessment) -> tuple[Cells, tuple[Fault, ...]]:
    """Check every answer of an assessment; give the cells and every fault found."""
    reader = _Reader(pack, units, assessment)
    reader.read()
    return Cells(reader.cells), tuple(reader.faults)


def reread_cells(
    pack: Pack, units: UnitTable, known: Cells, before: Assessment, after: Assessment
) -> tuple[Cells, tuple[Fault, ...]]:
    """Read the answers that differ from those of `before`, whose cells are `known` and had no fault.

    Everything is read again where more than answers differ.
    """
    if _without_answers(before) != _without_answers(after):
        return read_cells(pack, units, after)
    reader = _Reader(pack, units, after)
    reader.reread(known, before)
    return Cells(reader.cells), tuple(reader.faults)


def _without_answers(assessment: Assessment) -> tuple[object, ...]:
    options = tuple((option.id, option.alternative) for option in assessment.options)
    return assessment.version, assessment.settings, assessment.evidence, options


def _given(answers: dict[str, Answer | None]) -> dict[str, Answer]:
    return {name: answer for name, answer in answers.items() if answer is not None}


def _changed(before: dict[str, Answer], after: dict[str, Answer]) -> dict[str, Answer | None]:
    names = dict.fromkeys((*before, *after))
    return {name: after.get(name) for name in names if before.get(name) is not after.get(name)}


def is_asked_of(pack: Pack, question: Question, option: Option) -> bool:
    """Say whether a question is asked of an option's alternative."""
    asked = pack.asked_of(question)
    return asked == ("option",) or option.alternative in asked


def is_owed(pack: Pack, question: Question, option: Option) -> bool:
    """Say whether the vendor is the one who knows the answer; a question of both sides goes to him with a product."""
    by_vendor = question.answered_by == "vendor" or (question.answered_by == "both" and option.product is not None)
    return by_vendor and not pack.is_asked_of_need(question)


class _Reader:
    def __init__(self, pack: Pack, units: UnitTable, assessment: Assessment) -> None:
        self.pack, self.units, self.assessment = pack, units, assessment
        self.cells: dict[tuple[str, str | None], Cell] = {}
        self.faults: list[Fault] = []

    def read(self) -> None:
        self._check_header()
        self.faults += settings_faults(self.pack, self.assessment)
        self._check_places(self.assessment.need, ("need",))
        self._check_places(self.assessment.all_options, ("all_options",))
        for index, option in enumerate(self.assessment.options):
            self._check_places(option.answers, ("options", index, "answers"))
        for question in self.pack.questions.values():
            if self.pack.is_asked_of_need(question):
                self._need_cell(question)
            else:
                for index, option in enumerate(self.assessment.options):
                    self._option_cell(question, option, index)

    def reread(self, known: Cells, before: Assessment) -> None:
        self.cells = known.as_dict()
        need = _changed(before.need, self.assessment.need)
        shared = _changed(before.all_options, self.assessment.all_options)
        self._check_places(_given(need), ("need",))
        self._check_places(_given(shared), ("all_options",))
        questions = self.pack.questions
        for id in need.keys() & questions.keys():
            if self.pack.is_asked_of_need(questions[id]):
                self._need_cell(questions[id])
        for index, (option, earlier) in enumerate(zip(self.assessment.options, before.options, strict=True)):
            own = _changed(earlier.answers, option.answers)
            self._check_places(_given(own), ("options", index, "answers"))
            for id in (own.keys() | shared.keys()) & questions.keys():
                if not self.pack.is_asked_of_need(questions[id]):
                    self._option_cell(questions[id], option, index)

    def _check_header(self) -> None:
        if self.assessment.version != self.pack.header.version:
            self._fault("A012", ("version",), found=self.assessment.version, expected=self.pack.header.version)
        seen: set[str] = set()
        alternatives = self.pack.alternatives()
        for index, option in enumerate(self.assessment.options):
            if option.id in seen:
                self._fault("A009", ("options", index, "id"), name=option.id)
            seen.add(option.id)
            if option.alternative is None:
                if alternatives:
                    self._fault("K002", ("options", index, "alternative"), key="alternative")
            elif option.alternative not in alternatives:
                near = similar(option.alternative, alternatives)
                self._fault("A008", ("options", index, "alternative"), name=option.alternative, near=near)

    def _check_places(self, answers: dict[str, Answer], path: Path) -> None:
        for id, answer in answers.items():
            question = self.pack.questions.get(id)
            if question is None:
                self._fault("A001", (*path, id), at_key=True, name=id, near=similar(id, self.pack.questions))
                continue
            if (path == ("need",)) != self.pack.is_asked_of_need(question):
                self._fault("A006", (*path, id), at_key=True, name=id, place=str(path[0]))
            if answer.evidence is not None and answer.evidence not in self.assessment.evidence:
                near = similar(answer.evidence, self.assessment.evidence)
                self._fault("A010", (*path, id, "evidence"), name=answer.evidence, near=near)

    def _need_cell(self, question: Question) -> None:
        answer = self.assessment.need.get(question.id)
        self.cells[(question.id, None)] = self._cell(question, None, answer, ("need", question.id), question.id)

    def _option_cell(self, question: Question, option: Option, index: int) -> None:
        key, path = (question.id, option.id), ("options", index, "answers", question.id)
        node = self.pack.nodes.get(option.alternative or "")
        own, shared = option.answers.get(question.id), self.assessment.all_options.get(question.id)
        if node is not None and question.id in node.sets:
            if own is not None:
                self._fault("A007", path, at_key=True, name=question.id, alternative=option.alternative or "")
            self.cells[key] = self._fixed(question, option, node.sets[question.id])
        elif not is_asked_of(self.pack, question, option):
            if own is not None:
                self._fault("A006", path, at_key=True, name=question.id, place=option.alternative or option.id)
            self.cells[key] = Cell(question.id, option.id, "not_asked")
        elif own is None and shared is not None:
            self.cells[key] = self._cell(question, option.id, shared, ("all_options", question.id), f"{question.id}@*")
        else:
            self.cells[key] = self._cell(question, option.id, own, path, f"{question.id}@{option.id}")

    def _fixed(self, question: Question, option: Option, value: object) -> Cell:
        raw: object = list(value) if isinstance(value, tuple) else value
        answer = Answer(value=raw)
        try:
            return Cell(question.id, option.id, "fixed", read_answer(self.pack, self.units, question, answer), answer)
        except AnswerFault:
            return Cell(question.id, option.id, "not_asked")

    def _cell(self, question: Question, option: str | None, answer: Answer | None, path: Path, column: str) -> Cell:
        if answer is None or answer.value is None:
            return Cell(question.id, option, "blank", None, answer, column)
        if answer.value in UNANSWERED:
            return Cell(question.id, option, answer.value, None, answer, column)
        try:
            known = read_answer(self.pack, self.units, question, answer)
        except AnswerFault as fault:
            self._fault(fault.code, (*path, *fault.path), fault.code == "A016", **fault.details)
            return Cell(question.id, option, "blank", None, answer, column)
        if answer.is_rejected:
            return Cell(question.id, option, "unknown", None, answer, column)
        if isinstance(known, tuple):
            self._check_studies([r for r in known if isinstance(r, Record)], path)
        return Cell(question.id, option, "answered", known, answer, column)

    def _check_studies(self, records: list[Record], path: Path) -> None:
        for index, record in enumerate(records):
            if record.evidence not in self.assessment.evidence:
                near = similar(record.evidence, self.assessment.evidence)
                self._fault("A010", (*path, index, "evidence"), name=record.evidence, near=near)

    def _fault(self, code: str, path: Path, at_key: bool = False, **details: str | float) -> None:
        fault = Fault(code, path, None, details, at_key)
        if fault not in self.faults:
            self.faults.append(fault)
