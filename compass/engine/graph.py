"""The dependency graph of rules and the consequence tree. The only module that knows networkx."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import networkx as nx


class Graph:
    """Which name needs which; edges run from what is needed to what needs it."""

    def __init__(self, needs: Mapping[str, Iterable[str]]) -> None:
        self._graph: nx.DiGraph[str] = nx.DiGraph()
        self._graph.add_nodes_from(needs)
        self._graph.add_edges_from((need, name) for name, wanted in needs.items() for need in wanted if need in needs)
        self._rank = {name: index for index, name in enumerate(needs)}
        self._reached: dict[frozenset[str], frozenset[str]] = {}

    def cycles(self) -> list[list[str]]:
        """Give one cycle for each knot of the graph, as a path that comes back to its start."""
        found = []
        for knot in nx.strongly_connected_components(self._graph):
            start = min(knot, key=self._rank.__getitem__)
            last = sorted(knot & set(self._graph.predecessors(start)), key=self._rank.__getitem__)
            if last:
                paths = nx.single_source_shortest_path(self._graph, start)
                found.append([*min((paths[name] for name in last), key=len), start])
        return sorted(found, key=lambda cycle: self._rank[cycle[0]])

    def order(self) -> list[str]:
        """Give the names so that each comes after what it needs, otherwise as written."""
        return list(nx.lexicographical_topological_sort(self._graph, key=self._rank.__getitem__))

    def reach(self, names: Iterable[str]) -> frozenset[str]:
        """Give the names and all that they need, directly or not; what was asked once is kept."""
        asked = frozenset(names)
        if asked not in self._reached:
            self._reached[asked] = frozenset(self._walk(asked, self._graph.predecessors))
        return self._reached[asked]

    def reach_without(self, names: Iterable[str], dropped: Mapping[str, str]) -> frozenset[str]:
        """Give what `reach` gives where some names do without one of the names that they need."""
        return frozenset(
            self._walk(names, lambda name: [n for n in self._graph.predecessors(name) if n != dropped.get(name)])
        )

    def used_by(self, names: Iterable[str]) -> set[str]:
        """Give the names and all that need them, directly or not."""
        return self._walk(names, self._graph.successors)

    def _walk(self, names: Iterable[str], step: Callable[[str], Iterable[str]]) -> set[str]:
        seen: set[str] = set()
        waiting = [name for name in names if name in self._graph]
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting.extend(step(name))
        return seen
