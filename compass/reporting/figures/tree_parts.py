"""How a tree too large for one sheet is cut: an overview, then a sheet for each branch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

ONE_SHEET = 80
"""A tree of more nodes than this is cut (A3 with letters that stay readable)."""
_MOST = 36
"""So many nodes stand on a sheet of a tree that is cut, unless a node has more direct consequences."""


@dataclass(frozen=True)
class Part:
    """The nodes of one sheet: its `roots`, none in the overview, then what follows from them; `further` gives the
    number of the sheet on which a node is followed."""

    number: int
    roots: tuple[str, ...]
    nodes: tuple[str, ...]
    further: Mapping[str, int]


Below = Mapping[str | None, list[str]]


def parts_of(told_under: Mapping[str, str | None]) -> tuple[Part, ...]:
    """Cut a tree, given as the node under which each is told, into sheets; the overview comes first.

    A node at which the tree is cut stands on two sheets: as an end of the one and as a root of the other.
    """
    if len(told_under) <= ONE_SHEET:
        return (Part(1, (), tuple(told_under), {}),)
    below: dict[str | None, list[str]] = {}
    for id, cause in told_under.items():
        below.setdefault(cause, []).append(id)
    sheets: list[list[str]] = []
    for root in below[None]:
        _cut(root, below, sheets)
    sheets.reverse()
    numbers = {id: n for n, roots in enumerate(sheets, start=2) for id in roots}
    return tuple(_part(n, roots, below, numbers) for n, roots in enumerate([[], *sheets], start=1))


def _cut(id: str, below: Below, sheets: list[list[str]]) -> int:
    """Cut off the largest branches below a node until it fits a sheet, and say how many nodes are left on it."""
    sizes = {child: _cut(child, below, sheets) for child in below.get(id, ())}
    cut: dict[str, int] = {}
    for child in sorted(sizes, key=lambda child: -sizes[child]):
        if 1 + sum(sizes.values()) <= _MOST or sizes[child] == 1:
            break
        cut[child] = sizes[child]
        sizes[child] = 1
    sheets += _together(cut)
    return 1 + sum(sizes.values())


def _together(branches: Mapping[str, int]) -> list[list[str]]:
    """Put branches of one node onto as few sheets as hold them in this order."""
    sheets: list[list[str]] = []
    room = 0
    for id, size in branches.items():
        if size > room:
            sheets.append([])
            room = _MOST
        sheets[-1].append(id)
        room -= size
    return sheets


def _part(number: int, roots: list[str], below: Below, numbers: Mapping[str, int]) -> Part:
    nodes = list(roots)
    ends: dict[str, int] = {}
    starts: list[str | None] = [*roots] or [None]
    waiting = [child for root in starts for child in below.get(root, ())]
    while waiting:
        id = waiting.pop(0)
        nodes.append(id)
        if id in numbers:
            ends[id] = numbers[id]
        else:
            waiting += below.get(id, ())
    return Part(number, tuple(roots), tuple(nodes), ends)
