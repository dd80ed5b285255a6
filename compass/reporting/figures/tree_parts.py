"""How a tree too large for one sheet is cut: an overview, then a sheet for each branch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

ONE_SHEET = 80
"""A tree of more nodes than this is cut (A3 with letters that stay readable)."""
_MOST, _TALLEST, _COLUMNS = 36, 960.0, 8
"""So many nodes, so high a column and so many columns stand on one sheet of a tree that is cut: letters of 6 points."""
_MARK = 12.0
"""What the number of a further sheet adds to the height of a box."""


@dataclass(frozen=True)
class Part:
    """The nodes of one sheet: its `roots`, none in the overview, then what follows from them; `further` gives the
    numbers of the sheets on which a node is followed."""

    number: int
    roots: tuple[str, ...]
    nodes: tuple[str, ...]
    further: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True)
class Room:
    """What boxes take of a sheet: how many there are, and the height that they fill in each column."""

    nodes: int
    heights: Mapping[int, float]

    def __add__(self, other: Room) -> Room:
        columns = self.heights.keys() | other.heights.keys()
        heights = {n: self.heights.get(n, 0.0) + other.heights.get(n, 0.0) for n in columns}
        return Room(self.nodes + other.nodes, heights)

    def fits(self, most: int = _MOST) -> bool:
        tallest = max(self.heights.values(), default=0.0)
        return self.nodes <= most and tallest <= _TALLEST and len(self.heights) <= _COLUMNS


Below = Mapping[str | None, list[str]]
Sheet = Mapping[str, tuple[str, ...]]
"""The roots of a sheet, each with the nodes that follow from it there."""
_NOTHING = Room(0, {})


def parts_of(told_under: Mapping[str, str | None], boxes: Mapping[str, Room]) -> tuple[Part, ...]:
    """Cut a tree, given as the node under which each is told, into sheets; the overview comes first.

    A node at which the tree is cut is an end of one sheet and a root of another, or of several.
    """
    if _sum(boxes[id] for id in told_under).fits(ONE_SHEET):
        return (Part(1, (), tuple(told_under), {}),)
    below: dict[str | None, list[str]] = {}
    for id, cause in told_under.items():
        below.setdefault(cause, []).append(id)
    sheets: list[Sheet] = []
    for root in below[None]:
        _cut(root, below, boxes, sheets)
    sheets.reverse()
    numbers: dict[str, tuple[int, ...]] = {}
    for number, sheet in enumerate(sheets, start=2):
        numbers |= {id: (*numbers.get(id, ()), number) for id in sheet}
    return tuple(_part(n, sheet, below, numbers) for n, sheet in enumerate([{}, *sheets], start=1))


def _sum(rooms: Iterable[Room]) -> Room:
    return sum(rooms, _NOTHING)


def _cut(id: str, below: Below, boxes: Mapping[str, Room], sheets: list[Sheet]) -> Room:
    """Cut off the largest branches below a node until it fits a sheet, and say what room is left to it.

    Where even its direct consequences alone do not fit, they are shared out over sheets of their own.
    """
    rooms = {child: _cut(child, below, boxes, sheets) for child in below.get(id, ())}
    cut: dict[str, Room] = {}
    for child in sorted(rooms, key=lambda child: -rooms[child].nodes):
        if _sum((boxes[id], *rooms.values())).fits() or rooms[child].nodes == 1:
            break
        cut[child] = rooms[child]
        rooms[child] = _marked(boxes[child])
    sheets += [{branch: tuple(below[branch]) for branch in group} for group in _together(cut)]
    if _sum((boxes[id], *rooms.values())).fits():
        return _sum((boxes[id], *rooms.values()))
    sheets += [{id: group} for group in reversed(_shared_out(rooms, boxes[id]))]
    return _marked(boxes[id])


def _marked(box: Room) -> Room:
    return Room(box.nodes, {column: height + _MARK for column, height in box.heights.items()})


def _together(branches: Mapping[str, Room]) -> list[tuple[str, ...]]:
    """Put branches onto as few sheets as hold them in this order."""
    groups: list[tuple[str, ...]] = []
    room = _NOTHING
    for id, own in branches.items():
        if groups and (room + own).fits():
            groups[-1], room = (*groups[-1], id), room + own
        else:
            groups.append((id,))
            room = own
    return groups


def _shared_out(children: Mapping[str, Room], beside: Room) -> list[tuple[str, ...]]:
    """Share the consequences of a node out evenly over the fewest sheets that hold them, with the node on each."""
    names, groups = tuple(children), [tuple(children)]
    for count in range(2, len(names) + 1):
        if all(_sum((beside, *(children[id] for id in group))).fits() for group in groups):
            break
        size = -(-len(names) // count)
        groups = [names[n : n + size] for n in range(0, len(names), size)]
    return groups


def _part(number: int, sheet: Sheet, below: Below, numbers: Mapping[str, tuple[int, ...]]) -> Part:
    nodes = list(sheet)
    ends: dict[str, tuple[int, ...]] = {}
    waiting = [child for children in sheet.values() for child in children] or list(below[None])
    while waiting:
        id = waiting.pop(0)
        nodes.append(id)
        if id in numbers:
            ends[id] = numbers[id]
        else:
            waiting += below.get(id, ())
    return Part(number, tuple(sheet), tuple(nodes), ends)
