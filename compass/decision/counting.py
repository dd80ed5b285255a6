"""What may be told of a vote as counts: of a named one every answer, of an anonymous one what a release tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product

from compass.decision.grouping import groups
from compass.decision.seeing import answers_of, counted, releases
from compass.model.release import By, Count
from compass.model.workshop import Participant, Poll

PARTS: tuple[By, ...] = ("all", "seat", "table")


def counts(poll: Poll, participants: Sequence[Participant]) -> tuple[Count, ...]:
    """Count the answers of the revealed rounds, by round and group: all persons, each seat, each table.

    Of an open question there is nothing to count.
    """
    if poll.kind == "words":
        return ()
    if poll.mode == "named":
        return tuple(_named(poll, participants))
    return tuple(
        Count(
            round=figure.round,
            item=item,
            by=figure.by,
            of=figure.of,
            answers=cell.answers,
            persons=cell.persons,
            is_partly=figure.counted_before,
        )
        for item, found in enumerate(releases(poll, participants))
        for figure in found.figures
        for cell in figure.cells
    )


def _named(poll: Poll, participants: Sequence[Participant]) -> Iterator[Count]:
    items = range(len(poll.choices) if poll.kind == "ratings" else 1)
    parts = [(by, of) for by in PARTS for of in groups(participants, by)]
    for item, (number, round), (by, of) in product(items, enumerate(poll.told, start=1), parts):
        sits = [each for each in participants if by == "all" or (each.seat if by == "seat" else each.table) == of]
        found = Counter(counted(round.of(each.id), item) for each in sits)
        for answer in answers_of(poll):
            yield Count(round=number, item=item, by=by, of=of, answers=(answer,), persons=found[answer])
