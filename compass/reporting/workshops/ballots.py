"""What is put to the vote, in words: what is asked, the answers, their range, the swings, the rule of the rounds."""

from __future__ import annotations

from compass.model.agenda import Step
from compass.model.criterion import Criterion
from compass.model.workshop import Poll
from compass.reporting.sections.method import titles_of
from compass.reporting.workshops.told import StepWords, Told
from compass.texts.formulas import formula_words
from compass.texts.numbers import exact, few, share


def asks_words(told: StepWords, poll: Poll) -> str:
    """Say what a participant is asked to do."""
    return told.say(f"asks.{poll.kind}", levels=poll.levels)


def choice_words(told: Told, step: Step, poll: Poll) -> tuple[str, ...]:
    """Give the answers of a question that has a list of them."""
    if step.question is None or poll.kind not in ("fact", "preference"):
        return ()
    return tuple(told.words.choice_title(step.question, option) for option in poll.choices)


def range_words(told: Told, step: Step, poll: Poll) -> str:
    """Give the bounds of a number with its unit; empty where it has neither."""
    asked = told.question(step)
    unit = told.words.unit(asked.unit) if asked is not None else ""
    if poll.between is None:
        return unit
    if not unit and poll.between[1] == 1:
        return told.say("word.share", share=share(0.25, told.language))
    low, high = (exact(bound, told.language) for bound in poll.between)
    return told.say("word.range", low=low, high=high, unit=unit).strip()


def statement_words(told: Told, step: Step) -> tuple[str, ...]:
    return tuple(told.words.text(text) for text in step.statements or ())


def swing_words(told: Told, id: str) -> tuple[str, str]:
    """Give the worst and the best end of a criterion: a number, a level in words, or how it is computed."""
    criterion = told.pack.criteria[id]
    if criterion.described is not None:
        order = sorted(criterion.described, reverse=criterion.objective == "minimise")
        return told.words.text(criterion.described[order[0]]), told.words.text(criterion.described[order[-1]])
    if id in told.ends:
        worst, best = told.ends[id]
        return _number(told, criterion, worst), _number(told, criterion, best)
    if criterion.anchors is None:
        return "", ""
    return _end(told, criterion, criterion.anchors.worst), _end(told, criterion, criterion.anchors.best)


def _end(told: Told, criterion: Criterion, formula: str) -> str:
    try:
        return _number(told, criterion, float(formula))
    except ValueError:
        return formula_words(formula, titles_of(told.words), told.language)


def _number(told: Told, criterion: Criterion, value: float) -> str:
    if criterion.unit == "1" and 0 <= value <= 1:
        return share(value, told.language)
    return told.words.measured(few(value, told.language), criterion.unit, value)


def rule_words(told: Told, poll: Poll) -> str:
    """Say when the rounds stop, as it was fixed before the first."""
    rule = poll.rule
    if rule.rounds == 1:
        return told.say("rule.once")
    kind = "choice" if poll.kind in ("fact", "preference") else poll.kind
    key = "number" if kind in ("estimate", "wish") else kind
    shares = {name: share(value, told.language) for name, value in (("share", rule.share), ("items", rule.items))}
    near = {"near": share(rule.near, told.language), "points": exact(rule.near * 100, told.language)}
    return told.say(f"rule.{key}", rounds=rule.rounds, **shares, **near)
