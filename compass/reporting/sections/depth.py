"""How deep the interview went: what was only screened must not be quoted in public."""

from __future__ import annotations

from compass.engine.interview import depth_of
from compass.model.assessment import Answer
from compass.reporting.context import Context


def is_screen(context: Context) -> bool:
    """Say whether questions beyond the quick screen were left blank, all of them: then only the screen was answered."""
    asked = [id for id, question in context.pack.questions.items() if question.ask is not None]
    deeper = {id for id in asked if depth_of(context.pack.questions[id]) != "screen"}
    given = {id for answers in _answers(context) for id in answers}
    return len(deeper) < len(asked) and not deeper & given


def depth_warnings(context: Context) -> tuple[str, ...]:
    """Give the sentence that a screen carries on its first page; a deeper evaluation has none."""
    return (context.say("depth.screen"),) if is_screen(context) else ()


def _answers(context: Context) -> tuple[dict[str, Answer], ...]:
    assessment = context.assessment
    return (assessment.need, assessment.all_options, *(option.answers for option in assessment.options))
