"""What a step of an agenda puts to the vote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from compass.decision.adopting import TRUTHS
from compass.decision.weighing import can_be_weighed
from compass.model.agenda import Step
from compass.model.pack import Pack
from compass.model.question import Question
from compass.model.workshop import Mode, Poll, Rule

LEVELS = 5


def poll_of(
    pack: Pack, step: Step, id: str, mode: Mode, cell: str | None = None, choices: Sequence[str] = ()
) -> Poll | None:
    """Give the poll of a step, before its first round; None where nothing is voted on.

    A question of decision asks what is preferred, one of fact what is held to be true. Statements are named by their
    number, from 1, in the order of the step. A question typed on the spot is one of preference where it comes with
    `choices`, else an open one. `cell` is the one that the step's question asks about.
    """
    asked = _asked(pack, step, tuple(choices))
    return Poll(id=id, mode=mode, cell=cell, rule=step.rule or Rule(), **asked) if asked is not None else None


def _asked(pack: Pack, step: Step, choices: tuple[str, ...]) -> dict[str, Any] | None:
    if step.question is not None:
        return _of_question(pack, pack.questions[step.question])
    if step.statements is not None:
        numbers = tuple(str(number) for number in range(1, len(step.statements) + 1))
        return {"kind": "ratings", "choices": numbers, "levels": step.levels or LEVELS}
    if step.step == "weights":
        all_of_them = (id for id, criterion in pack.criteria.items() if can_be_weighed(criterion))
        return {"kind": "weights", "choices": step.criteria or tuple(all_of_them)}
    if step.ask is not None:
        return {"kind": "preference", "choices": choices} if choices else {"kind": "words"}
    return None


def _of_question(pack: Pack, question: Question) -> dict[str, Any]:
    is_decision = question.nature == "decision"
    if question.type == "number":
        return {"kind": "wish" if is_decision else "estimate", "between": question.between}
    options = tuple(TRUTHS) if question.type == "yes_no" else pack.options_of(question)
    return {"kind": "preference" if is_decision else "fact", "choices": options}
