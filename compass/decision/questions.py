"""Which open fact to find out next: by what knowing it is worth before choosing, and the minutes that it takes.

A fact whose answer is drawn from several columns (a study, several marks at once) is worth the largest of them: knowing
all is worth no less. Where the assessment weighs nothing, weights are taken as unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from compass.decision.evaluate import Evaluated
from compass.decision.information import partial_information
from compass.decision.standings import Scored, score
from compass.decision.told import questions_read
from compass.decision.weighing import weighed_criteria, weighing, weights_of
from compass.engine.cells import Cells
from compass.engine.designs import item_of
from compass.engine.draws import Draws
from compass.engine.interview import is_asked_at
from compass.engine.program import Program
from compass.engine.values import Column, parts
from compass.model.assessment import Assessment
from compass.model.criterion import Weighting
from compass.model.decision import ChoiceEffect
from compass.model.interview import Depth, Interview, NextFact, NextQuestions, OpenCell, OpenDecision

THRESHOLD = 0.001
"""Knowing a fact must be worth more than this, on the scale of scores from 0 to 1, to be worth asking."""
SURE = 0.9
"""A leader that is first in more than this share of draws is sure enough, once no knock-out is open."""
MINUTES = 2
"""The effort of a question whose author gives none."""


def next_questions(
    program: Program,
    assessment: Assessment,
    cells: Cells,
    found: Interview,
    evaluated: Evaluated | None,
    depth: Depth = "full",
) -> NextQuestions:
    """Rank the open facts of a depth: those that keep a knock-out from being settled, those that open others, then by
    worth per minute; an order pinned by the author (tag `order`) goes before.

    `evaluated` is None where answers are missing without which nothing can be computed: they are told alone.
    """
    waiting = [cell for cell in found.cells if cell.state != "answered"]
    asked = [cell for cell in waiting if is_asked_at(cell, depth)]
    deeper = len(waiting) - len(asked)
    if evaluated is None:
        return NextQuestions(depth=depth, missing=found.missing, threshold=THRESHOLD, deeper=deeper)
    scored = _scored(program, assessment, cells, evaluated)
    facts = _Facts(program, evaluated, scored, waiting).of([cell for cell in asked if not cell.is_decision])
    ranked = sorted(facts, key=_by_rank)
    order = scored.order if scored is not None else []
    first = float(scored.ranked.ranks[order[0], 0]) if scored is not None else None
    return NextQuestions(
        depth=depth,
        weights=scored.weighing.kind if scored is not None else None,
        assumed_weights=scored is not None and weights_of(program.pack, assessment) is None,
        leader=scored.options[order[0]] if scored is not None else None,
        first=first,
        threshold=THRESHOLD,
        facts=tuple(sorted(ranked, key=lambda fact: (fact.pinned is None, fact.pinned or 0))),
        decisions=tuple(_decisions(asked, evaluated)),
        hidden=tuple(_hidden(ranked)),
        deeper=deeper,
        stop=_stop(facts, first),
    )


def is_needed(fact: NextFact) -> bool:
    """Say whether an answer may change who leads: by a knock-out, or by its worth."""
    return bool(fact.knock_outs) or (fact.value or 0.0) > THRESHOLD


def _by_rank(fact: NextFact) -> tuple[Any, ...]:
    return not fact.knock_outs, not fact.opens, -(fact.value or 0.0) / fact.minutes, fact.minutes


def _stop(facts: list[NextFact], first: float | None) -> Any:
    if first is None or any(fact.knock_outs for fact in facts):
        return None
    if not any(is_needed(fact) for fact in facts):
        return "no_value"
    return "sure" if first > SURE else None


def _hidden(ranked: list[NextFact]) -> Iterator[str]:
    """Name the needed questions that a pinned one, not needed itself, is put before."""
    if any(fact.pinned is not None and not is_needed(fact) for fact in ranked):
        for fact in ranked:
            if fact.pinned is None and is_needed(fact):
                yield fact.question


def _decisions(asked: list[OpenCell], evaluated: Evaluated) -> Iterator[OpenDecision]:
    for cell in asked:
        if cell.is_decision:
            effects = (e for e in evaluated.evaluation.decision.choices if e.node is None and _is_of(e, cell))
            yield OpenDecision(question=cell.question, option=cell.option, effects=tuple(effects))


def _is_of(effect: ChoiceEffect, cell: OpenCell) -> bool:
    return effect.question == cell.question and cell.option in (None, effect.option)


def _scored(program: Program, assessment: Assessment, cells: Cells, evaluated: Evaluated) -> Scored | None:
    """Score the options that compete, by the weights of the assessment or by unknown ones; None where nothing can be
    weighed or fewer than two options are left."""
    drawn, out = evaluated.drawn, evaluated.evaluation.decision.out
    weights = weights_of(program.pack, assessment) or Weighting(unknown=True)
    left = tuple(option.id for option in drawn.options if option.id not in out)
    if len(left) < 2 or not weighed_criteria(program.pack, weights):
        return None
    columns = Draws(evaluated.evaluation.seed, drawn.draws)
    return score(evaluated.likely, drawn, weighing(program, assessment, cells, weights, columns), left)


@dataclass(frozen=True)
class _Facts:
    program: Program
    evaluated: Evaluated
    scored: Scored | None
    waiting: list[OpenCell]

    def of(self, asked: list[OpenCell]) -> list[NextFact]:
        """Give the facts behind some cells; cells that one unknown stands for are one fact."""
        groups: dict[str, list[OpenCell]] = {}
        for cell in asked:
            is_own = self.program.pack.questions[cell.question].own
            groups.setdefault(cell.cell if is_own else cell.question, []).append(cell)
        values = self._values(groups)
        gates, opened = self._knock_outs(), self._opened()
        return [self._fact(cells, values.get(name), gates, opened) for name, cells in groups.items()]

    def _fact(
        self,
        cells: list[OpenCell],
        value: float | None,
        gates: Mapping[tuple[str, str | None], list[str]],
        opened: Mapping[str, list[str]],
    ) -> NextFact:
        question = self.program.pack.questions[cells[0].question]
        pinned = question.tags.get("order")
        return NextFact(
            question=question.id,
            cells=tuple(cell.cell for cell in cells),
            value=value,
            minutes=max(question.effort or MINUTES, 1),
            knock_outs=tuple(dict.fromkeys(id for c in cells for id in gates.get((c.question, c.option), ()))),
            opens=tuple(opened.get(question.id, ())),
            pinned=pinned if type(pinned) is int else None,
        )

    def _values(self, groups: Mapping[str, list[OpenCell]]) -> dict[str, float]:
        """Give what knowing each fact is worth: the largest worth of its columns, 0 where it has none."""
        if self.scored is None:
            return {}
        named: dict[str, list[Column]] = {}
        for name, column in self.evaluated.noted.columns.items():
            own = name.partition("#")[0].partition(".")[0]
            group = own if own in groups else item_of(name)
            if group in groups and isinstance(column, np.ndarray):
                named.setdefault(group, []).append(column)
        for group, cells in groups.items():
            if group not in named:
                named[group] = list(self._stand_ins(cells))
        pairs = [(group, column) for group, columns in named.items() for column in columns]
        found = partial_information(self.scored.scores, [column for _, column in pairs])
        values = dict.fromkeys(groups, 0.0)
        for (group, _), value in zip(pairs, found, strict=True):
            values[group] = max(values[group], value)
        return values

    def _stand_ins(self, cells: list[OpenCell]) -> Iterator[Column]:
        """Give the columns of the quantity that stands in for an answer; where it is closed, its mean."""
        if cells[0].question not in self.program.stand_ins:
            return
        drawn = self.evaluated.drawn
        for cell in cells:
            value = drawn.scopes[cell.option or drawn.options[0].id].get(cell.question)
            number, closed = parts(value)
            if isinstance(number, np.ndarray) and number.ndim == 1:
                is_told = np.isfinite(number) if closed is None else np.isfinite(number) & ~closed
                yield np.where(is_told, number, number[is_told].mean() if is_told.any() else 0.0)

    def _knock_outs(self) -> dict[tuple[str, str | None], list[str]]:
        """Give the knock-outs that are not settled, by the cells that they read."""
        found: dict[tuple[str, str | None], list[str]] = {}
        for each in self.evaluated.evaluation.knock_outs:
            if each.verdict == "not_proven":
                for question in questions_read(self.program, f"_knock_out_{each.knock_out}"):
                    need = self.program.pack.is_asked_of_need(self.program.pack.questions[question])
                    found.setdefault((question, None if need else each.option), []).append(each.knock_out)
        return found

    def _opened(self) -> dict[str, list[str]]:
        """Give the open questions without an answer that hang on each question."""
        waiting = dict.fromkeys(cell.question for cell in self.waiting)
        found: dict[str, list[str]] = {}
        for id in waiting:
            needs = {need for when in self.program.rules[id].whens for need in when.needs}
            rules = self.program.rules
            for opener in sorted(set().union(*(questions_read(self.program, n) for n in needs if n in rules))):
                found.setdefault(opener, []).append(id)
        return found
