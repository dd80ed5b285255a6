"""Every answer of a question that is asked for the result changes a result, a finding or a knock-out somewhere.

Walked at likely values: over the worked cases, then over them with other answers, until each answer has counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from compass.catalogue.assessments import read_assessment
from compass.engine.cells import Cells, is_asked_of, read_cells, reread_cells
from compass.engine.draws import Likely
from compass.engine.interview import answered
from compass.engine.live import Live
from compass.engine.program import Program, anchor_name
from compass.model.assessment import Answer, Assessment, Option
from compass.model.pack import Pack
from compass.model.question import Question
from compass.service.workspace import open_workspace

ROUNDS = 12
"""How many times all answers of a worked case but places are exchanged for others, while answers are left."""

FASTER_MRI: dict[str, Any] = {
    "modality": "mri", "tool_role": "rebuilds_images", "acquisition_compared": True, "freed_time": "refilled",
    "refilled_share": 0.5, "scan_minutes": 20, "scan_minutes_with": 10, "scan_kwh": 10, "scan_kwh_with": 5.7,
}  # fmt: skip
PREPARED: dict[str, tuple[dict[str, Any], ...]] = {"radiology-ai": (FASTER_MRI,), "compass": ()}
"""Answers that open, together, what other answers seldom do."""


def values_of(pack: Pack, question: Question) -> tuple[Any, ...]:
    """Give what a question can be answered with; of a number, some values inside its range."""
    match question.type:
        case "yes_no":
            return True, False
        case "choice":
            return tuple(pack.options_of(question))
        case "choices":
            return ((), *((option,) for option in pack.options_of(question)))
        case "number":
            return inside(question)
    return ()


def inside(question: Question) -> tuple[float, ...]:
    """Give the ends of what is assumed, and two values inside the bounds, one of them near the lower."""
    assumed = question.if_unknown
    ends = () if assumed is None or assumed.low is None or assumed.high is None else (assumed.low, assumed.high)
    low, high = question.between or (0, 100)
    return *ends, low + (high - low) / 200, low + (high - low) / 2


def is_anchor(name: str) -> bool:
    """Say whether a rule gives an end of the scale by which a criterion is judged."""
    return name.startswith(anchor_name("", "")[: -len(":")])


class Walk:
    """One pack, and the answers of which it has not been seen yet that they count."""

    def __init__(self, name: str) -> None:
        self.name, self.workspace = name, open_workspace(Path.cwd())
        self.folder = self.workspace.source(name)
        self.program: Program = self.workspace.pack(name).usable()
        self.pack = self.program.pack
        self.told = [name for name, rule in self.program.rules.items() if rule.kind == "truth" or is_anchor(name)]
        self.judged = [id for id, criterion in self.pack.criteria.items() if not criterion.intermediate]
        asked = {id: q for id, q in self.pack.questions.items() if q.purpose == "result" and self.is_asked(q)}
        self.left = {id: set(values_of(self.pack, question)) for id, question in asked.items()}

    def is_asked(self, question: Question) -> bool:
        """Say whether somebody can answer: published figures have tests of their own, and an alternative may fix it."""
        sets = [node.sets for node in self.pack.alternatives().values()]
        return question.type != "study" and not all(question.id in fixed for fixed in sets)

    def unheard(self) -> list[str]:
        """Walk until every answer has counted; name those that never did."""
        for assessment, cells in self.bases():
            live = Live(self.program, assessment, cells, Likely())
            for id in list(self.left):
                self.ask(live, id)
            if not self.left:
                break
        return [f"{id}: {sorted(map(str, values))}" for id, values in self.left.items()]

    def bases(self) -> Iterator[tuple[Assessment, Cells]]:
        cases = [self.case(path) for path in sorted((self.folder / "assessments").glob("*.yaml"))]
        for assessment in cases:
            yield self.admitted(assessment)
        for turn, prepared in enumerate((*PREPARED[self.name], *({} for _ in range(ROUNDS)))):
            yield self.admitted(self.exchanged(cases[turn % len(cases)], turn, prepared))

    def case(self, path: Path) -> Assessment:
        return read_assessment(path, self.workspace.shelf, self.workspace.checked).assessment

    def exchanged(self, case: Assessment, turn: int, prepared: dict[str, Any]) -> Assessment:
        """Give a case with every alternative and with other answers, the prepared ones among them."""

        def others(alternative: str | None) -> dict[str, Answer]:
            given = dict(self.others(turn, alternative))
            return {id: Answer(value=prepared.get(id, value)) for id, value in given.items()}

        options = tuple(Option(id=id, alternative=id, title="…", answers=others(id)) for id in self.pack.alternatives())
        return case.model_copy(update={"need": case.need | others(None), "options": options})

    def others(self, turn: int, alternative: str | None) -> Iterator[tuple[str, Any]]:
        """Give the answers about the need, or about an alternative, of one turn."""
        for id, question in self.pack.questions.items():
            asked = {*self.pack.asked_of(question)}
            is_here = asked & {alternative, "option"} if alternative else self.pack.is_asked_of_need(question)
            if is_here and question.options_from is None and (values := values_of(self.pack, question)):
                yield id, values[crc32(f"{id} {turn}".encode()) % len(values)]

    def admitted(self, assessment: Assessment) -> tuple[Assessment, Cells]:
        """Take out the answers that can't be given beside the others."""
        while True:
            cells, faults = read_cells(self.pack, self.program.units, assessment)
            if not faults:
                return assessment, cells
            for fault in faults:
                where, *rest = fault.path
                option = None if where == "need" else assessment.options[int(rest[0])].id
                assessment = answered(assessment, str(fault.path[-1]), None, option)

    def ask(self, live: Live, id: str) -> None:
        """Try the answers of a question, of the need or of one option after another, until all have counted."""
        base, known, question = live.assessment, live.cells, self.pack.questions[id]
        for option in self.places(live, question):
            found = {value: self.outcome(live, id, value, option) for value in values_of(self.pack, question)}
            self.left[id] -= {value for value, told in found.items() if any(told != other for other in found.values())}
            live.change(base, known)
            if not self.left[id]:
                del self.left[id]
                return

    def places(self, live: Live, question: Question) -> list[str | None]:
        """Name the options of which a question is asked and whose alternative does not fix it; None is the need."""
        if self.pack.is_asked_of_need(question):
            return [None]
        asked = [option.id for option in live.assessment.options if is_asked_of(self.pack, question, option)]
        return [option for option in asked if live.cells.of(question.id, option).state != "fixed"]

    def outcome(self, live: Live, id: str, value: Any, option: str | None) -> object:
        """Give every criterion, its scale, and which findings and knock-outs hold, with one other answer."""
        after = answered(live.assessment, id, Answer(value=list(value) if isinstance(value, tuple) else value), option)
        cells, faults = reread_cells(self.pack, self.program.units, live.cells, live.assessment, after)
        assert not faults
        live.change(after, cells)
        result = live.run()
        totals = {option: repr([told.get(id) for id in self.judged]) for option, told in result.totals.items()}
        return totals, {option: [repr(scope[name]) for name in self.told] for option, scope in result.scopes.items()}


@pytest.mark.parametrize("name", ["radiology-ai", "compass"])
def test_every_answer_changes_a_result_a_finding_or_a_knock_out(name: str) -> None:
    assert Walk(name).unheard() == []
