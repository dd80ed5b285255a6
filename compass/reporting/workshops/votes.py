"""One vote in the minutes: what it amounts to in words, then its figures, its tables and the words of why."""

from __future__ import annotations

from collections.abc import Iterator

from compass.decision.counting import counts
from compass.decision.seeing import outcomes, releases
from compass.decision.stopping import together, verdict
from compass.model.group import Beliefs, Pooled, Preferences, Swings, Wishes
from compass.model.running import Stage
from compass.model.workshop import Outcome, Poll
from compass.reporting.workshops.ballots import asks_words
from compass.reporting.workshops.document import VotePart
from compass.reporting.workshops.record import Record
from compass.reporting.workshops.vote_figures import COUNTED, bars_of, intervals_of
from compass.reporting.workshops.vote_tables import tables_of
from compass.texts.numbers import exact, share


def build_vote(record: Record, number: int, stage: Stage, poll: Poll) -> VotePart:
    """Tell the revealed rounds of a vote; the others are as if they were not there."""
    told, found = outcomes(poll, record.people), counts(poll, record.people)
    last = told[-1]
    return VotePart(
        anchor=f"vote-{number}",
        title=record.poll_title(stage, poll),
        ask=record.ask(stage.step),
        asks=asks_words(record, poll),
        lead=tuple(_lead(record, stage, poll, last)),
        bars=tuple(bars_of(record, number, stage, poll, told, found)),
        intervals=tuple(intervals_of(record, number, stage, poll, told)),
        tables=tuple(tables_of(record, stage, poll, told, found)),
        whys_title=record.say("minutes.whys") if last.whys and not record.is_named else "",
        whys=tuple(map(record.words.words, last.whys)) if not record.is_named else (),
    )


def _lead(record: Record, stage: Stage, poll: Poll, last: Outcome) -> Iterator[str]:
    yield record.say("minutes.rounds", rounds=len(poll.told), voted=last.voted)
    yield from _result(record, stage, last)
    if record.is_named:
        yield from _nearness(record, poll)
        yield record.say(f"minutes.verdict_{verdict(poll)}")
    else:
        yield from _withheld(record, poll, last)


def _result(record: Record, stage: Stage, last: Outcome) -> Iterator[str]:
    """Say what the last round amounts to."""
    match last.summary:
        case Pooled(low=low, likely=likely, high=high, quartiles=(first, third)):
            ends = {"low": low, "likely": likely, "high": high, "first": first, "third": third}
            yield record.say("minutes.pooled", **{name: record.number(stage, value) for name, value in ends.items()})
        case Wishes(median=median, quartiles=(first, third)):
            ends = {"median": median, "first": first, "third": third}
            yield record.say("minutes.wishes", **{name: record.number(stage, value) for name, value in ends.items()})
        case Beliefs(persons=persons) | Preferences(persons=persons):
            yield _most(record, stage, persons, last)
        case Swings(points=points):
            first_of = max(points, key=lambda id: points[id])
            title = record.words.text(record.pack.criteria[first_of].title)
            yield record.say("minutes.swings", title=title, points=record.points(points[first_of]))


def _most(record: Record, stage: Stage, persons: dict[str, int], last: Outcome) -> str:
    most, answered = max(persons.values()), sum(persons.values())
    found = [option for option, count in persons.items() if count == most and count]
    kind = "hold" if isinstance(last.summary, Beliefs) else "prefer"
    if len(found) != 1:
        return record.say("minutes.tie" if found else "minutes.nobody")
    title = record.choice_of(stage, found[0])
    return record.say(f"minutes.{kind}", title=title, count=most, answered=answered)


def _nearness(record: Record, poll: Poll) -> Iterator[str]:
    """Say of a named vote how many are together by its rule; statements and criteria have a table for it."""
    if poll.kind not in ("ratings", "weights", "words"):
        (found,) = together(poll, poll.told[-1])
        if found is not None:
            key = "same" if poll.kind in ("fact", "preference") else "near"
            near = share(poll.rule.near, record.language)
            yield record.say(f"minutes.{key}", share=share(found, record.language), near=near)


def _withheld(record: Record, poll: Poll, last: Outcome) -> Iterator[str]:
    """Say what of an anonymous vote is missing or counted together, and why."""
    if poll.kind in COUNTED:
        yield from dict.fromkeys(_of_counts(record, poll))
    elif last.summary is None and poll.kind != "words":
        yield record.say("minutes.withheld_numbers")


def _of_counts(record: Record, poll: Poll) -> Iterator[str]:
    number = len(poll.told)
    for found in releases(poll, record.people):
        own = [figure for figure in found.figures if (figure.round, figure.by) == (number, "all")]
        if any(len(cell.answers) > 1 for figure in own for cell in figure.cells):
            yield record.say("minutes.merged", least=exact(found.least, record.language))
        if any(figure.counted_before for figure in own):
            yield record.say("minutes.partly")
        for each in found.withheld:
            if (each.round, each.by) == (number, "all"):
                yield record.say(f"minutes.withheld_{each.why}")
