"""The columns of the consequence tree: they follow the levels, so that each means something."""

from __future__ import annotations

from compass.engine.graph import Graph
from compass.model.node import Level
from compass.model.pack import Pack


def columns_of(pack: Pack) -> dict[str, int]:
    """Give each node its column: need, alternatives, then as many as the middle and the effects need."""
    order = Graph({id: node.caused_by for id, node in pack.nodes.items()}).order()
    depth: dict[str, int] = {}
    for id in order:
        node = pack.nodes[id]
        same = [
            depth[c] + 1 for c in node.caused_by if c in depth and part_of(pack.nodes[c].level) == part_of(node.level)
        ]
        depth[id] = max(same, default=0)
    firsts = _first_columns(pack, depth)
    return without_gaps({id: firsts[part_of(node.level)] + depth[id] for id, node in pack.nodes.items()})


def without_gaps(columns: dict[str, int]) -> dict[str, int]:
    """Number the columns that are used from zero on."""
    used = sorted(set(columns.values()))
    return {id: used.index(column) for id, column in columns.items()}


def part_of(level: Level) -> int:
    """Give the part of the tree to which a level belongs: need, alternatives, middle, effects."""
    return {"need": 0, "alternative": 1, "effect": 3}.get(level, 2)


def _first_columns(pack: Pack, depth: dict[str, int]) -> list[int]:
    firsts = [0]
    for part in range(3):
        deepest = max((depth[id] for id, node in pack.nodes.items() if part_of(node.level) == part), default=-1)
        firsts.append(firsts[-1] + deepest + 1)
    return firsts
