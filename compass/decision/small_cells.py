"""What may be told of an anonymous vote, so that no group under five can be read off it, directly or by subtraction.

Each person is marked by the cells that count them. A figure is told only where all persons who bear the same marks are
five or more: whatever is added up or subtracted of what is told is then a sum of such groups (complementary suppression
by a common partition). It holds over rounds, since a person is the same in each: who changes an answer between two
rounds, joins late or leaves is as protected as who answers. Whether somebody answered at all is no secret; what they
answered is, so that persons whom no figure counts need not be five.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from compass.model.release import By, Cell, Figure, Profile, Release, Why, Withheld

LEAST = 5

Parts = tuple[tuple[str, ...], ...]
Marks = Mapping[Profile, tuple[int | None, ...]]


def release(counts: Mapping[Profile, int], answers: Sequence[str], least: int = LEAST) -> Release:
    """Tell what can be told of how many persons have each profile; `answers` in the order in which they neighbour.

    Rounds come in their order, and what an early one told is never taken back: with more rounds of the same persons the
    early figures are the same.
    """
    persons = {profile: count for profile, count in counts.items() if count}
    marks: Marks = dict.fromkeys(persons, ())
    figures: list[Figure] = []
    withheld: list[Withheld] = []
    for group in _groups(persons):
        own = _Asked(group, tuple(answers), persons, marks, least)
        found = own.told() or replace(own, counted_before=True).told()
        if found is None:
            alone = replace(own, marks=dict.fromkeys(persons, ())).told() is None
            why: Why = "few" if alone else "difference"
            withheld.append(Withheld(round=group.round, by=group.by, of=group.of, why=why))
        else:
            figure, marks = found
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


def _groups(persons: Mapping[Profile, int]) -> Iterator[_Group]:
    seats = sorted({profile.seat for profile in persons if profile.seat is not None})
    tables = sorted({profile.table for profile in persons if profile.table is not None})
    for round in range(1, max((len(profile.answers) for profile in persons), default=0) + 1):
        yield _Group(round, "all", None)
        yield from (_Group(round, "seat", seat) for seat in seats)
        yield from (_Group(round, "table", table) for table in tables)


@dataclass(frozen=True)
class _Asked:
    """A figure that is considered beside those that are told, which left their marks on the persons that they count."""

    group: _Group
    answers: tuple[str, ...]
    persons: Mapping[Profile, int]
    marks: Marks
    least: int
    counted_before: bool = False

    def told(self) -> tuple[Figure, Marks] | None:
        """Give the finest figure that can be told, with the marks that it leaves; None where it can tell nothing."""
        parts = self._parts()
        if len(parts) < 2:
            return None
        marks = self._marked(parts)
        sizes = Counter[int | None]()
        for profile, count in self.persons.items():
            sizes[marks[profile][-1]] += count
        cells = tuple(Cell(answers=part, persons=sizes[place]) for place, part in enumerate(parts))
        if not any(cell.persons for cell in cells):
            return None
        told = Figure(round=self.group.round, by=self.group.by, of=self.group.of, cells=cells,
                      counted_before=self.counted_before)  # fmt: skip
        return told, marks

    def _parts(self) -> Parts:
        """Cut the answers wherever both sides can be told; neighbours in between are counted together."""
        parts: Parts = ()
        start = 0
        for end in range(1, len(self.answers) + 1):
            trial = (*parts, self.answers[start:end])
            rest = (self.answers[end:],) if end < len(self.answers) else ()
            if self._is_safe((*trial, *rest)):
                parts, start = trial, end
        return parts

    def _is_safe(self, parts: Parts) -> bool:
        """Say whether all persons with the same marks are enough, or counted nowhere."""
        sizes = Counter[tuple[int | None, ...]]()
        for profile, marks in self._marked(parts).items():
            sizes[marks] += self.persons[profile]
        return all(size >= self.least or not any(mark is not None for mark in marks) for marks, size in sizes.items())

    def _marked(self, parts: Parts) -> Marks:
        place = {answer: index for index, part in enumerate(parts) for answer in part}
        return {profile: (*marks, place.get(self._answer(profile) or "")) for profile, marks in self.marks.items()}

    def _answer(self, profile: Profile) -> str | None:
        is_counted = any(mark is not None for mark in self.marks[profile])
        return None if self.counted_before and not is_counted else self.group.answer(profile)
