"""The figures of a vote: how many gave each answer, by round; where numbers lie; how much each criterion weighs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from compass.decision.seeing import UNSURE
from compass.model.group import Estimated, Pooled, Swings, Wanted, Wishes
from compass.model.release import Count
from compass.model.running import Stage
from compass.model.workshop import Outcome, Poll
from compass.reporting.figures.bars import BarGroup, BarRow, BarTotals, BarValue, bar_figure
from compass.reporting.figures.interval import IntervalRow, Words, interval_figure
from compass.reporting.figures.shapes import BarFigure, IntervalFigure
from compass.reporting.workshops.record import Record
from compass.texts.numbers import exact
from compass.texts.typography import shorten

_LONGEST = 95
"""The characters of a statement that fit above its bars."""
COUNTED = ("fact", "preference", "ratings")


def bars_of(
    record: Record, number: int, stage: Stage, poll: Poll, told: Sequence[Outcome], found: Sequence[Count]
) -> Iterator[BarFigure]:
    """Draw the counts of each thing that is counted, and the points of criteria."""
    if poll.kind == "weights":
        yield from _points(record, number, stage, poll, told)
    elif poll.kind in COUNTED:
        of_all = [count for count in found if count.by == "all"]
        for item, own in groupby(of_all, key=lambda count: count.item):
            for place, rounds in enumerate(_alike(list(own)), start=1):
                yield _counts(record, f"vote-{number}-{item + 1}-{place}", stage, poll, rounds)


def _alike(found: list[Count]) -> list[list[list[Count]]]:
    """Put rounds whose answers are counted together in the same way into one figure."""
    rounds = [list(own) for _, own in groupby(found, key=lambda count: count.round)]
    figures: list[list[list[Count]]] = []
    for own in rounds:
        if figures and [c.answers for c in figures[-1][0]] == [c.answers for c in own]:
            figures[-1].append(own)
        else:
            figures.append([own])
    return figures


def _counts(record: Record, id: str, stage: Stage, poll: Poll, rounds: list[list[Count]]) -> BarFigure:
    rows = tuple(
        BarRow(
            record.answers(stage, poll, counts[0].answers),
            "hatch" if counts[0].answers == (UNSURE,) else "solid",
            tuple(BarValue(count.persons, exact(count.persons, record.language)) for count in counts),
        )
        for counts in zip(*rounds, strict=True)
    )
    totals = [sum(count.persons for count in own) for own in rounds]
    about = shorten(record.item(stage, poll, rounds[0][0].item), _LONGEST)
    return bar_figure(
        [BarGroup(about, rows)],
        Words(id, record.say("minutes.counts_title", title=record.title(stage.step)), record.say("minutes.counts"), ""),
        {"solid": record.say("minutes.key_answer"), "hatch": record.say("minutes.unsure")},
        (0.0, float(max(totals, default=1))),
        BarTotals(
            tuple(record.say("minutes.round", number=own[0].round) for own in rounds),
            record.say("minutes.total"),
            tuple(exact(total, record.language) for total in totals),
        ),
    )


def _points(record: Record, number: int, stage: Stage, poll: Poll, told: Sequence[Outcome]) -> Iterator[BarFigure]:
    given = [(each.round, each.summary.points) for each in told if isinstance(each.summary, Swings)]
    if not given:
        return
    rows = tuple(
        BarRow(
            record.choice_of(stage, id),
            "solid",
            tuple(BarValue(points.get(id, 0.0), record.points(points.get(id, 0.0))) for _, points in given),
        )
        for id in poll.choices
    )
    words = Words(f"vote-{number}", record.say("minutes.points_title"), record.say("minutes.points"), "")
    panels = tuple(record.say("minutes.round", number=number) for number, _ in given)
    totals = BarTotals(panels, "", ("",) * len(given))
    yield bar_figure([BarGroup("", rows)], words, {}, (0.0, 100.0), totals)


def intervals_of(
    record: Record, number: int, stage: Stage, poll: Poll, told: Sequence[Outcome]
) -> Iterator[IntervalFigure]:
    """Draw the numbers of each round: what the group says, and of a named vote what each person says in the last."""
    rows = [row for each in told if (row := _of_round(record, stage, each)) is not None]
    if not rows:
        return
    rows += _of_persons(record, stage, told[-1])
    key = "estimates" if poll.kind == "estimate" else "choices"
    title = record.say(f"minutes.{key}_title", title=record.title(stage.step))
    words = Words(f"vote-{number}", title, record.say(f"minutes.{key}"), record.unit(stage))
    yield interval_figure(rows, words, lambda value: record.plain(stage, value))


def _of_round(record: Record, stage: Stage, told: Outcome) -> IntervalRow | None:
    title, letter = record.say("minutes.round", number=told.round), str(told.round)
    match told.summary:
        case Pooled(low=low, likely=likely, high=high):
            return IntervalRow(letter, title, likely, low, high, None, record.plain(stage, likely))
        case Wishes(median=median, quartiles=(low, high)):
            return IntervalRow(letter, title, median, low, high, None, record.plain(stage, median))
    return None


def _of_persons(record: Record, stage: Stage, last: Outcome) -> Iterator[IntervalRow]:
    for vote in last.votes:
        match vote.ballot:
            case Estimated(low=low, likely=likely, high=high):
                words = record.plain(stage, likely)
                yield IntervalRow("", record.names[vote.participant], likely, low, high, None, words)
            case Wanted(value=value):
                words = record.plain(stage, value)
                yield IntervalRow("", record.names[vote.participant], value, None, None, None, words)
