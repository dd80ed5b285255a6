"""What may be told of an anonymous vote, so that no group under five can be read off it, directly or by subtraction.

All persons who are counted by the same told cells form a block. A figure is told only where every block is of five or
more: whatever is added up or subtracted of what is told is then a sum of blocks (complementary suppression by a common
partition). It holds over rounds, since a person is the same in each: who changes an answer between two rounds, joins
late or leaves is as protected as who answers. Whether somebody answered at all is no secret; what they answered is, so
that the persons whom no figure counts need not be five.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from compass.model.release import By, Cell, Figure, Profile, Release, Why, Withheld

LEAST = 5
NOWHERE = 0
"""The block of those whom no figure counts."""

Whole = NDArray[np.int64]


def release(counts: Mapping[Profile, int], answers: Sequence[str], least: int = LEAST) -> Release:
    """Tell what can be told of how many persons have each profile; `answers` in the order in which they neighbour.

    Rounds come in their order, and what an early one told is never taken back: with more rounds of the same persons the
    early figures are the same.
    """
    room = _Room.of(counts, tuple(answers), least)
    figures: list[Figure] = []
    withheld: list[Withheld] = []
    for group in _groups(room.profiles):
        found = room.told(group) or room.told(group, counted_before=True)
        if found is None:
            why: Why = "few" if room.alone().told(group) is None else "difference"
            withheld.append(Withheld(round=group.round, by=group.by, of=group.of, why=why))
        else:
            figure, room = found
            figures.append(figure)
    return Release(least=least, figures=tuple(figures), withheld=tuple(withheld))


@dataclass(frozen=True)
class _Group:
    round: int
    by: By
    of: str | None

    def answer(self, profile: Profile) -> str | None:
        """Give what these persons answered in the round; None where they are of another group."""
        own = self.by == "all" or (profile.seat if self.by == "seat" else profile.table) == self.of
        return profile.answers[self.round - 1] if own and len(profile.answers) >= self.round else None


def _groups(profiles: Sequence[Profile]) -> Iterator[_Group]:
    seats = sorted({profile.seat for profile in profiles if profile.seat is not None})
    tables = sorted({profile.table for profile in profiles if profile.table is not None})
    for round in range(1, max((len(profile.answers) for profile in profiles), default=0) + 1):
        yield _Group(round, "all", None)
        yield from (_Group(round, "seat", seat) for seat in seats)
        yield from (_Group(round, "table", table) for table in tables)


@dataclass(frozen=True)
class _Room:
    """The persons by profile, and the block of each profile after the figures told so far."""

    profiles: tuple[Profile, ...]
    persons: Whole
    answers: tuple[str, ...]
    least: int
    blocks: Whole

    @classmethod
    def of(cls, counts: Mapping[Profile, int], answers: tuple[str, ...], least: int) -> _Room:
        there = {profile: count for profile, count in counts.items() if count}
        persons = np.array(list(there.values()), dtype=np.int64)
        return cls(tuple(there), persons, answers, least, np.full(len(there), NOWHERE))

    def alone(self) -> _Room:
        """Give the same persons before anything was told."""
        return replace(self, blocks=np.full_like(self.blocks, NOWHERE))

    def told(self, group: _Group, counted_before: bool = False) -> tuple[Figure, _Room] | None:
        """Give the finest figure of a group that can be told, with the blocks that it leaves; None where it tells
        nothing.

        `counted_before` leaves out whom no figure counts yet.
        """
        chosen = self._chosen(group)
        if counted_before:
            chosen = np.where(self.blocks == NOWHERE, len(self.answers), chosen)
        starts = self._starts(chosen)
        if len(starts) < 2:
            return None
        part = np.searchsorted(starts, chosen, side="right")
        part[chosen == len(self.answers)] = NOWHERE
        sizes = np.bincount(part, weights=self.persons, minlength=len(starts) + 1)[1:].astype(int)
        ends = (*starts[1:], len(self.answers))
        cells = tuple(
            Cell(answers=self.answers[start:end], persons=int(size))
            for start, end, size in zip(starts, ends, sizes, strict=True)
        )
        told = Figure(round=group.round, by=group.by, of=group.of, cells=cells, counted_before=counted_before)
        return told, replace(self, blocks=_refined(self.blocks, part))

    def _chosen(self, group: _Group) -> Whole:
        """Give the place of what each profile answered, one beyond the last where a group has no answer of it."""
        place = {answer: index for index, answer in enumerate(self.answers)}
        return np.array([place.get(group.answer(each) or "", len(self.answers)) for each in self.profiles], dtype=int)

    def _starts(self, chosen: Whole) -> list[int]:
        """Cut the answers wherever both sides can be told; neighbours in between are counted together.

        Gives the first answer of each part; nothing where not even all answers together leave large blocks.
        """
        table = np.zeros((self.blocks.max(initial=NOWHERE) + 1, len(self.answers) + 1))
        np.add.at(table, (self.blocks, chosen), self.persons)
        if not table[:, :-1].any() or not self._is_safe(table, [0]):
            return []
        starts = [0]
        for end in range(1, len(self.answers)):
            if self._is_safe(table, [*starts, end]):
                starts.append(end)
        return starts

    def _is_safe(self, table: NDArray[np.float64], starts: list[int]) -> bool:
        """Say whether every block that these parts would leave is large enough, or counted nowhere."""
        pieces = np.column_stack([np.add.reduceat(table[:, :-1], starts, axis=1), table[:, -1]])
        pieces[NOWHERE, -1] = 0
        return not ((pieces > 0) & (pieces < self.least)).any()


def _refined(blocks: Whole, part: Whole) -> Whole:
    """Cut each block by the parts of a figure; who is in none and was in none stays nowhere."""
    marks = np.append(blocks * (part.max() + 1) + part, NOWHERE)
    return np.unique(marks, return_inverse=True)[1][:-1]
