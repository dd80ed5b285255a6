"""The tables of a vote: the same numbers as its figures, then who said what, by seat and table, and by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from compass.decision.grouping import group_outcome, groups
from compass.model.group import Beliefs, Pooled, Preferences, Ratings, Swings, Wishes
from compass.model.release import By, Count
from compass.model.running import Stage
from compass.model.workshop import Outcome, Poll
from compass.reporting.parts import Cell, Row, Table
from compass.reporting.workshops.agreeing import agreement_words
from compass.reporting.workshops.record import Record
from compass.texts.numbers import exact

GROUPS: tuple[By, ...] = ("seat", "table")
NONE = "–"


def tables_of(
    record: Record, stage: Stage, poll: Poll, told: Sequence[Outcome], found: Sequence[Count]
) -> Iterator[Table]:
    """Give the tables of a vote, none without rows."""
    match poll.kind:
        case "fact" | "preference":
            made = [_counts(record, stage, poll, found)]
        case "estimate" | "wish":
            made = [_numbers(record, stage, told)]
        case "weights":
            made = [_points(record, stage, poll, told)]
        case "ratings":
            made = [_ratings(record, stage, poll, told)]
        case "words":
            made = []
    made += [_by_group(record, stage, poll, by) for by in GROUPS]
    made += [_by_name(record, stage, told)] if record.is_named else []
    yield from (table for table in made if table.rows)


def _table(record: Record, name: str, columns: Sequence[str], rows: Iterator[Row]) -> Table:
    return Table(record.say(f"minutes.table_{name}"), tuple(columns), tuple(rows), f"votes-{name}")


def _rounds(record: Record, told: Sequence[Outcome]) -> list[str]:
    return [record.say("minutes.round", number=each.round) for each in told]


def _counts(record: Record, stage: Stage, poll: Poll, found: Sequence[Count]) -> Table:
    """Give a row for each answer, or for several that are counted together, in the rounds in which they are."""
    of_all = [count for count in found if count.by == "all"]
    numbers = sorted({count.round for count in of_all})
    cells = {(count.answers, count.round): count.persons for count in of_all}
    rows = (
        Row(
            Cell(record.answers(stage, poll, answers)),
            tuple(Cell(_number(record, cells.get((answers, number))), kind="number") for number in numbers),
        )
        for answers in dict.fromkeys(count.answers for count in of_all)
    )
    columns = [record.say("column.answer"), *(record.say("minutes.round", number=number) for number in numbers)]
    return _table(record, "counts", columns, rows)


def _number(record: Record, value: float | None) -> str:
    return NONE if value is None else exact(value, record.language)


def _numbers(record: Record, stage: Stage, told: Sequence[Outcome]) -> Table:
    columns = [record.say(f"column.{name}") for name in ("round", "low", "likely", "high", "quartiles", "persons")]
    table = _table(record, "numbers", columns, _of_rounds(record, stage, told))
    unit = record.unit(stage)
    return replace(table, note=record.say("minutes.unit", unit=unit) if unit else "")


def _of_rounds(record: Record, stage: Stage, told: Sequence[Outcome]) -> Iterator[Row]:
    for each in told:
        found = each.summary
        if isinstance(found, Pooled | Wishes):
            ends = (found.low, found.likely, found.high) if isinstance(found, Pooled) else (None, found.median, None)
            first, third = _written(record, stage, found.quartiles)
            within = record.say("minutes.between", first=first, third=third)
            cells = [*_written(record, stage, ends), within, _persons(record, found)]
            numbers = tuple(Cell(cell, kind="number") for cell in cells)
            yield Row(Cell(record.say("minutes.round", number=each.round)), numbers)


def _persons(record: Record, found: Pooled | Wishes) -> str:
    """Say how many gave a number; of an anonymous vote that is up to the counts."""
    return NONE if found.persons is None else record.say("minutes.persons", persons=found.persons, unsure=found.unsure)


def _written(record: Record, stage: Stage, values: Sequence[float | None]) -> list[str]:
    return [NONE if value is None else record.plain(stage, value) for value in values]


def _points(record: Record, stage: Stage, poll: Poll, told: Sequence[Outcome]) -> Table:
    given = [each for each in told if isinstance(each.summary, Swings)]
    points = [each.summary.points for each in given if isinstance(each.summary, Swings)]
    rows = (
        Row(
            Cell(record.choice_of(stage, id)),
            tuple(Cell(record.points(own.get(id, 0.0)), kind="number") for own in points),
        )
        for id in (poll.choices if given else ())
    )
    return _table(record, "points", [record.say("column.criterion"), *_rounds(record, given)], rows)


def _ratings(record: Record, stage: Stage, poll: Poll, told: Sequence[Outcome]) -> Table:
    """Tell of each statement, by the last round, its median and how far people agree, in numbers and in words."""
    summary = told[-1].summary
    found: tuple[Ratings, ...] = summary if isinstance(summary, tuple) else ()
    columns = [record.say(f"column.{name}") for name in ("statement", "median", "agreement", "consensus", "means")]
    indices = ([each.median, each.agreement, each.consensus] for each in found)
    rows = (
        Row(
            Cell(record.item(stage, poll, poll.choices.index(each.statement))),
            (*(Cell(_rounded(record, value), kind="number") for value in told_of), Cell(agreement_words(record, each))),
        )
        for each, told_of in zip(found, indices, strict=True)
    )
    return replace(_table(record, "ratings", columns, rows), note=record.say("agreeing.note"))


def _rounded(record: Record, value: float | None) -> str:
    return _number(record, None if value is None else round(value, 2))


def _by_group(record: Record, stage: Stage, poll: Poll, by: By) -> Table:
    """Tell what each seat, or each table, says in the last round, as far as it can be told."""
    parts = groups(record.people, by) if poll.kind in ("fact", "preference", "estimate", "wish") else ()
    told = {of: group_outcome(poll, record.people, by, of) for of in parts}
    rows = (
        Row(Cell(record.group(by, of)), (Cell(_said(record, stage, each)),))
        for of, each in told.items()
        if each is not None
    )
    table = _table(record, by, [record.say(f"column.{by}"), record.say("column.said")], rows)
    return replace(table, note=record.say("minutes.untold") if None in told.values() else "")


def _said(record: Record, stage: Stage, told: Outcome) -> str:
    match told.summary:
        case Beliefs(persons=persons) | Preferences(persons=persons):
            given = {record.choice_of(stage, option): count for option, count in persons.items() if count}
            return record.words.several(f"{title} {exact(n, record.language)}" for title, n in given.items()) or NONE
        case Pooled(low=low, likely=likely, high=high):
            return record.estimated(stage, low, likely, high)
        case Wishes(median=median):
            return record.number(stage, median)
    return NONE


def _by_name(record: Record, stage: Stage, told: Sequence[Outcome]) -> Table:
    """Tell who said what in each round, how surely and why; of a named vote alone."""
    said = [{vote.participant: vote for vote in each.votes} for each in told]
    rows = (
        Row(
            Cell(record.names[person.id], record.seat(person)),
            tuple(
                Cell(record.ballot(stage, own[person.id].ballot), record.why(own[person.id]))
                if person.id in own
                else Cell(NONE)
                for own in said
            ),
        )
        for person in record.people
        if any(person.id in own for own in said)
    )
    return _table(record, "names", [record.say("column.person"), *_rounds(record, told)], rows)
