"""The workshops of one assessment side by side and taken together: what each group said, and the result of all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from compass.decision.across import Held, together
from compass.decision.grouping import group_answers
from compass.model.assessment import Answer
from compass.model.base import Text
from compass.service.desk import Desk
from compass.service.permissions import Actor
from compass.service.preparing import listed
from compass.service.rooms import Room, room
from compass.texts.words import say


@dataclass(frozen=True)
class Column:
    """What one group said: how many took part, and the answer that it comes to in each cell that it was asked of."""

    title: Text
    made: str
    persons: int
    answers: Mapping[str, Answer]


@dataclass(frozen=True)
class Together:
    """The workshops, the oldest first, and all of them; `room` is that of all, as if they had been one."""

    columns: tuple[Column, ...]
    room: Room

    @property
    def cells(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(cell for column in self.columns for cell in column.answers))


def all_workshops(desk: Desk, actor: Actor, id: str) -> Together | None:
    """Set the workshops of an assessment side by side; None where fewer than two told something, rehearsals apart.

    Raises DeniedError P001, P002.
    """
    kept = [each.kept for each in reversed(listed(desk, actor, id)) if not each.kept.workshop.is_rehearsal]
    rooms = [room(desk, actor, id, each.id, "read") for each in kept if any(poll.told for poll in each.workshop.polls)]
    if len(rooms) < 2:
        return None
    title = Text(fr=say("workshop", "fr", "together.all"), en=say("workshop", "en", "together.all"))
    workshop = together([Held(each.workshop, each.people) for each in rooms], title)
    whole = replace(
        rooms[-1],
        kept=replace(rooms[-1].kept, id=_key(rooms), workshop=workshop),
        seated=tuple(seated for each in rooms for seated in each.seated),
    )
    return Together(tuple(_column(each) for each in (*rooms, whole)), whole)


def _key(rooms: Iterable[Room]) -> str:
    """Name the state of all workshops, for what is computed of them."""
    return " ".join(f"{each.kept.id}.{each.kept.version}" for each in rooms)


def _column(found: Room) -> Column:
    """Give what a group said, whether or not it was taken into the assessment."""
    workshop = found.workshop.model_copy(update={"adoptions": ()})
    answers = group_answers(found.opened.whole.usable(), workshop, found.people)
    return Column(workshop.title, found.kept.made, len(found.people), answers)
