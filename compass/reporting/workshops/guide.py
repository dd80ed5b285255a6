"""The facilitator's guide: the agenda with its times, what to say first, then each step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import accumulate, pairwise

from compass.decision.weighing import can_be_weighed
from compass.model.agenda import Step
from compass.model.workshop import Poll
from compass.reporting.parts import Cell, Fact, Group, Item, Row, Table
from compass.reporting.report import Branch
from compass.reporting.workshops.ballots import (
    asks_words,
    choice_words,
    range_words,
    rule_words,
    statement_words,
    swing_words,
)
from compass.reporting.workshops.document import Guide, GuideStep, Walk
from compass.reporting.workshops.told import Told
from compass.texts.typography import HARD

_RULES = {"first": 7, "during": 6, "trouble": 4}
"""How many sentences each group of ground rules has."""
_PARKED = 8


def build_guide(told: Told, start: int | None = None) -> Guide:
    """Write the guide of an agenda; `start` is the minute of the day at which it begins, else times count from zero."""
    times = tuple(accumulate((step.minutes for step, _ in told.steps), initial=start or 0))
    spans = tuple(pairwise(times))
    return Guide(
        head=told.head("guide"),
        product=told.report_word("cover.product"),
        kind=told.say("kind.guide"),
        lead=tuple(filter(None, (told.about, told.words.text(told.agenda.about)))),
        facts=_facts(told),
        agenda=_agenda(told, spans, start is not None),
        rules_title=told.say("rules.title"),
        rules=tuple(_rules(told)),
        note_title=told.say("guide.note"),
        steps_title=told.say("guide.steps"),
        steps=tuple(_step(told, number, span) for number, span in enumerate(spans)),
        walks=tuple(_walk(told, number) for number, (step, _) in enumerate(told.steps) if step.step == "tree"),
        parking_title=told.say("guide.parking"),
        parking=_parking(told),
    )


def clock(minute: int, language: str) -> str:
    """Write a minute of the day, or of a workshop, as a clock does."""
    hours, minutes = divmod(minute, 60)
    return f"{hours % 24}{HARD}h{HARD}{minutes:02}" if language == "fr" else f"{hours % 24}:{minutes:02}"


def _facts(told: Told) -> tuple[Fact, ...]:
    votes = sum(poll is not None for _, poll in told.steps)
    values = {
        "method": told.words.text(told.pack.header.title),
        "minutes": told.say("word.minutes", count=told.agenda.minutes),
        "steps": told.say("guide.counts", steps=len(told.steps), votes=votes),
        "mode": told.say(f"mode.{told.mode}"),
    }
    return tuple(Fact(told.say(f"fact.{key}"), value) for key, value in values.items())


def _agenda(told: Told, spans: tuple[tuple[int, int], ...], on_the_clock: bool) -> Table:
    columns = ("step", "clock" if on_the_clock else "elapsed", "minutes", "went")
    rows = (
        Row(
            Cell(f"{number}. {told.title(step)}", told.say(f"step.{step.step}")),
            (Cell(clock(begin, told.language)), Cell(str(step.minutes), kind="number"), Cell("")),
        )
        for number, ((step, _), (begin, _)) in enumerate(zip(told.steps, spans, strict=True), start=1)
    )
    titles = tuple(told.say(f"column.{name}") for name in columns)
    return Table(told.say("guide.agenda"), titles, tuple(rows), "agenda", told.say("guide.agenda_note"))


def _rules(told: Told) -> Iterator[Group]:
    for name, count in _RULES.items():
        keys = [f"rules.{name}_{n}" for n in range(1, count + 1)]
        told_mode = [f"rules.{told.mode}"] if name == "first" else []
        yield Group(told.say(f"rules.{name}"), tuple(Item(told.say(key)) for key in (*told_mode, *keys)))


def _step(told: Told, number: int, span: tuple[int, int]) -> GuideStep:
    step, poll = told.steps[number]
    asked = told.question(step)
    is_walk = step.step == "tree"
    return GuideStep(
        title=f"{number + 1}. {told.title(step)}",
        when=told.say(
            "guide.when",
            begin=clock(span[0], told.language),
            end=clock(span[1], told.language),
            minutes=told.say("word.minutes", count=step.minutes),
            kind=told.say(f"step.{step.step}"),
        ),
        notes=told.words.text(step.notes),
        asks=asks_words(told, poll) if poll is not None else told.say(f"does.{step.step}"),
        ask=told.ask(step),
        help=told.words.text(asked.help) if asked is not None else "",
        choices=choice_words(told, step, poll) if poll is not None else (),
        statements=tuple(f"{n}. {text}" for n, text in enumerate(statement_words(told, step), start=1)),
        facts=tuple(_about_vote(told, step, poll) if poll is not None else _about_step(told, step)),
        tables=tuple(_tables(told, poll)),
        walk=f"walk-{number + 1}" if is_walk else "",
        walk_title=told.say("guide.to_walk") if is_walk else "",
    )


def _about_vote(told: Told, step: Step, poll: Poll) -> Iterator[Fact]:
    if poll.kind in ("estimate", "wish") and (bounds := range_words(told, step, poll)):
        yield Fact(told.say("fact.range"), bounds)
    yield Fact(told.say("fact.rounds"), rule_words(told, poll))


def _tables(told: Told, poll: Poll | None) -> Iterator[Table]:
    if poll is not None and poll.kind == "weights":
        columns = tuple(told.say(f"column.{name}") for name in ("criterion", "worst", "best"))
        yield Table(told.say("guide.swings"), columns, tuple(_swing(told, id) for id in poll.choices), "swings")


def _swing(told: Told, id: str) -> Row:
    return Row(Cell(told.words.text(told.pack.criteria[id].title)), tuple(map(Cell, swing_words(told, id))))


def _about_step(told: Told, step: Step) -> Iterator[Fact]:
    """Name the alternatives of the tree and the criteria by which options are judged."""
    found = {
        "alternatives": [each.title for each in told.pack.alternatives().values()],
        "criteria": [each.title for each in told.pack.criteria.values() if can_be_weighed(each)],
    }
    for name, titles in found.items() if step.step == "comparison" else ():
        yield Fact(told.say(f"guide.{name}"), told.words.several(map(told.words.text, titles)))


def _walk(told: Told, number: int) -> Walk:
    step, _ = told.steps[number]
    title = told.say("guide.walk", title=f"{number + 1}. {told.title(step)}")
    return Walk(f"walk-{number + 1}", title, _branches(told, step.node))


def _branches(told: Told, root: str | None) -> tuple[Branch, ...]:
    """Write what a node leads to, or the need where none is named, each node once, under the first cause told."""
    nodes = told.pack.nodes
    roots = [root] if root is not None else [id for id, node in nodes.items() if not node.caused_by]
    causes: dict[str, str | None] = dict.fromkeys(roots)
    while found := _next_below(told, causes):
        causes |= found

    def below(cause: str) -> tuple[Branch, ...]:
        return tuple(branch(id) for id in nodes if id in causes and causes[id] == cause)

    def branch(id: str) -> Branch:
        return Branch(told.words.node_title(id), told.report_word(f"tree.level.{nodes[id].level}"), below(id))

    return tuple(map(branch, roots))


def _next_below(told: Told, causes: Mapping[str, str | None]) -> dict[str, str]:
    """Give the nodes that follow from those in `causes`, each with the first of its causes among them."""
    firsts = {
        id: next((each for each in node.caused_by if each in causes), None)
        for id, node in told.pack.nodes.items()
        if id not in causes
    }
    return {id: cause for id, cause in firsts.items() if cause is not None}


def _parking(told: Told) -> Table:
    columns = tuple(told.say(f"column.{name}") for name in ("number", "topic", "by", "then"))
    rows = tuple(Row(Cell(str(n)), (Cell(""),) * 3) for n in range(1, _PARKED + 1))
    return Table(told.say("guide.parking_caption"), columns, rows, "parking")
