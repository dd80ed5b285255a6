"""Steps that a facilitator puts into an agenda: a question of the pack, statements to rate, or a step without one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from compass.catalogue.agendas import ESTIMATED, VOTED, has_nothing
from compass.errors import DeniedError
from compass.model.agenda import Step, StepKind
from compass.model.base import Text
from compass.model.pack import Pack
from compass.model.question import Question

PLAIN: tuple[StepKind, ...] = ("weights", "tree", "comparison", "pause")
MOST_STATEMENTS = 20
LONGEST = 500


@dataclass(frozen=True)
class Composed:
    """A step as its form gives it: `what` is a question of the pack, a kind of step, or `statements`, one a line."""

    what: str
    minutes: int
    notes: str = ""
    statements: str = ""


def questions_to_put(pack: Pack) -> Mapping[str, tuple[str, ...]]:
    """Name the questions that can be put to a group, by their section."""
    found: dict[str, tuple[str, ...]] = {}
    for id, question in pack.questions.items():
        if _kind(question) is not None:
            found[question.section] = (*found.get(question.section, ()), id)
    return found


def plain_steps(pack: Pack) -> tuple[StepKind, ...]:
    """Name the kinds of step without a question for which the pack has something."""
    return tuple(kind for kind in PLAIN if not has_nothing(pack, kind))


def composed(pack: Pack, form: Composed) -> Step:
    """Give the step that a form describes. Raises DeniedError W024 where the pack has no such step."""
    notes = _both(form.notes.strip()[:LONGEST] or "–")
    given: dict[str, object] = {"minutes": form.minutes, "notes": notes}
    if form.what == "statements":
        lines = [line.strip()[:LONGEST] for line in form.statements.splitlines() if line.strip()]
        if not 0 < len(lines) <= MOST_STATEMENTS:
            raise DeniedError("W024")
        return Step.model_validate({**given, "step": "statements", "statements": tuple(map(_both, lines))})
    if form.what in plain_steps(pack):
        return Step.model_validate({**given, "step": form.what})
    question = pack.questions.get(form.what)
    kind = None if question is None else _kind(question)
    if kind is None:
        raise DeniedError("W024")
    return Step.model_validate({**given, "step": kind, "question": form.what})


def _kind(question: Question) -> StepKind | None:
    """Give the kind of step that puts a question to the group; None where none can."""
    if question.type in VOTED:
        return "vote"
    if question.type in ESTIMATED:
        return "vote" if question.nature == "decision" else "estimate"
    return None


def _both(text: str) -> Text:
    return Text(fr=text, en=text)
