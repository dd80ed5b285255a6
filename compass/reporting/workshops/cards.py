"""Question cards: what is put to the vote, on paper, for those who vote without a phone."""

from __future__ import annotations

import math

from compass.model.agenda import Step
from compass.model.workshop import Poll
from compass.reporting.workshops.ballots import asks_words, choice_words, range_words, statement_words, swing_words
from compass.reporting.workshops.document import CardRow, Cards, VoteCard
from compass.reporting.workshops.told import Told

NUMBERS = {"estimate": ("low", "likely", "high"), "wish": ("wish",)}
"""The fields of a number: three of what is to be found out, one of what is to be decided."""
SURE = ("certain", "sure", "fairly", "hardly", "guess")
_LINE = 95
"""The characters of a line of a card."""
_HALF = 13
"""The lines that half a sheet leaves to the question and its answers."""


def build_cards(told: Told) -> Cards:
    """Write a card for each step that asks something; a long one takes a whole sheet."""
    asking = [place for place, (step, poll) in enumerate(told.steps, start=1) if poll is not None or step.ask]
    return Cards(
        head=told.head("cards"),
        product=told.report_word("cover.product"),
        kind=told.say("kind.cards"),
        lead=tuple(told.say(f"cards.lead_{n}") for n in (1, 2, 3, 4)),
        cards=tuple(_card(told, place) for place in asking),
    )


def _card(told: Told, place: int) -> VoteCard:
    step, poll = told.steps[place - 1]
    asked = told.question(step)
    ask, help = told.ask(step), told.words.text(asked.help) if asked is not None else ""
    choices = choice_words(told, step, poll) if poll is not None else ()
    rows = _rows(told, step, poll)
    return VoteCard(
        size="half" if _lines(ask, help, choices, rows) <= _HALF else "whole",
        title=f"{place}. {told.title(step)}",
        code=told.say(f"cards.code_{told.mode}"),
        rounds_title=told.say("cards.round") if poll is not None else "",
        rounds=tuple(str(n) for n in range(1, poll.rule.rounds + 1)) if poll is not None else (),
        ask=ask,
        help=help,
        asks=_asks(told, step, poll),
        choices=choices,
        numbers=tuple(told.say(f"cards.{name}") for name in NUMBERS.get(poll.kind, ())) if poll is not None else (),
        rows=rows,
        unknown=told.say("cards.unknown") if poll is not None else "",
        sure_title=told.say("cards.sure") if poll is not None else "",
        sure=tuple(told.report_word(f"workbook.sure_{each}") for each in SURE) if poll is not None else (),
        why=told.say("cards.why" if poll is not None else "cards.answer"),
        note=f"{told.words.text(told.agenda.title)} · {told.head('cards').stamp}",
    )


def _asks(told: Told, step: Step, poll: Poll | None) -> tuple[str, ...]:
    """Say what to do, and between which bounds a number lies."""
    if poll is None:
        return ()
    bounds = range_words(told, step, poll) if poll.kind in NUMBERS else ""
    return (asks_words(told, poll), *([told.say("cards.range", range=bounds)] if bounds else []))


def _rows(told: Told, step: Step, poll: Poll | None) -> tuple[CardRow, ...]:
    if poll is not None and poll.kind == "ratings":
        boxes = tuple(str(level) for level in range(1, poll.levels + 1))
        return tuple(CardRow(text, "", boxes) for text in statement_words(told, step))
    if poll is not None and poll.kind == "weights":
        return tuple(_swing(told, id) for id in poll.choices)
    return ()


def _swing(told: Told, id: str) -> CardRow:
    worst, best = (end.rstrip(".") for end in swing_words(told, id))
    return CardRow(told.words.text(told.pack.criteria[id].title), told.say("cards.swing", worst=worst, best=best), ())


def _lines(ask: str, help: str, choices: tuple[str, ...], rows: tuple[CardRow, ...]) -> int:
    """Count the lines that the question and its answers take, two short choices on a line."""
    texts = [ask, help, *(each.text for each in rows), *(each.detail for each in rows)]
    of_choices = sum(1 if len(choice) > _LINE / 2 else 0.5 for choice in choices)
    return sum(-(-len(text) // _LINE) for text in texts) + math.ceil(of_choices)
