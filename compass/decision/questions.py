"""Which open fact to find out next: by what knowing it is worth before choosing, and the minutes that it takes.

Where the assessment weighs nothing, weights are taken as unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from compass.decision.decide import thinned
from compass.decision.evaluate import Evaluated
from compass.decision.knowing import Knowing, know
from compass.decision.standings import Scored, score
from compass.decision.told import questions_read
from compass.decision.weighing import weighed_criteria, weighing, weights_of
from compass.engine.cells import Cells
from compass.engine.draws import Draws
from compass.engine.interview import is_asked_at
from compass.engine.program import Program
from compass.model.assessment import Assessment
from compass.model.criterion import Weighting
from compass.model.decision import ChoiceEffect
from compass.model.interview import Depth, Interview, NextFact, NextQuestions, OpenCell, OpenDecision

THRESHOLD = 0.001
"""Knowing a fact must be worth more than this, on the scale of scores from 0 to 1, to be worth asking."""
SURE = 0.9
"""A leader that is first in more than this share of draws is sure enough, once no knock-out is open."""
NOTABLE = 0.01
"""A choice is told by what it changes by more than this part of the largest total of a criterion among the options."""
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
    scored = scored_of(program, assessment, cells, evaluated)
    known = know(program, assessment, cells, evaluated.evaluation.seed, scored) if scored is not None else None
    facts = _Facts(program, evaluated, known, waiting).of([cell for cell in asked if not cell.is_decision])
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
        stop=_stop(facts, None if first is None else min(first, known.first if known is not None else first)),
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
    notable = list(_notable(evaluated))
    for cell in asked:
        if cell.is_decision:
            effects = tuple(effect for effect in notable if _is_of(effect, cell))
            yield OpenDecision(question=cell.question, option=cell.option, effects=effects)


def _notable(evaluated: Evaluated) -> Iterator[ChoiceEffect]:
    """Give what choices do to the criteria of an option, where it is no trifle beside what the options differ in."""
    sizes: dict[str, float] = {}
    for each in evaluated.evaluation.criteria:
        if each.total is not None:
            sizes[each.criterion] = max(sizes.get(each.criterion, 0.0), abs(each.total.likely))
    for effect in evaluated.evaluation.decision.choices:
        if effect.node is None and abs(effect.change) > NOTABLE * sizes.get(effect.criterion, 0.0):
            yield effect


def _is_of(effect: ChoiceEffect, cell: OpenCell) -> bool:
    return effect.question == cell.question and cell.option in (None, effect.option)


def scored_of(program: Program, assessment: Assessment, cells: Cells, evaluated: Evaluated) -> Scored | None:
    """Score the options that compete, by the weights of the assessment or by unknown ones; None where nothing can be
    weighed or fewer than two options are left."""
    drawn, out = thinned(evaluated.drawn), evaluated.evaluation.decision.out
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
    knowing: Knowing | None
    waiting: list[OpenCell]

    def of(self, asked: list[OpenCell]) -> list[NextFact]:
        """Give the facts behind some cells; cells that one unknown stands for are one fact."""
        groups: dict[str, list[OpenCell]] = {}
        for cell in asked:
            is_own = self.program.pack.questions[cell.question].own
            groups.setdefault(cell.cell if is_own else cell.question, []).append(cell)
        values = self.knowing.worths(groups) if self.knowing is not None else {}
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
            needs = {need for when in self.program.rules[id].whens for need in when.reads.needs}
            rules = self.program.rules
            for opener in sorted(set().union(*(questions_read(self.program, n) for n in needs if n in rules))):
                found.setdefault(opener, []).append(id)
        return found
