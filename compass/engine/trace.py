"""The path from a question to the results that it touches, and back from a result to what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from compass.engine.code import reported_name
from compass.engine.program import active_name
from compass.engine.routes import Routes, Vertex, path_to, result_name, told, walk
from compass.engine.sensitivity import Target
from compass.engine.spreads import columns_of
from compass.engine.values import Value
from compass.model.trace import Ground, Grounds, Path, Stop, StopKind, Trace

KINDS: tuple[StopKind, ...] = ("criterion", "node", "knock_out", "finding", "suits", "anchor", "quantity")
"""The kinds of results, in the order in which they are told."""


def trace(routes: Routes, static: Routes, name: str) -> Trace:
    """Trace a name of the pack both ways; `static` is the same without a run.

    A question or a factor leads on to results, a criterion or a node back to what it rests on, a quantity both ways.
    """
    pack = routes.program.pack
    if name in pack.criteria and name not in pack.quantities:
        return Trace(of=Stop(kind="criterion", id=name), rests_on=tuple(_grounds(routes, result_name(name), name)))
    if name in pack.nodes:
        ends = [end for end, (node, _) in routes.added.items() if node == name]
        grounds = [each for end in ends for each in _grounds(routes, end, routes.added[end][1])]
        return Trace(of=Stop(kind="node", id=name), rests_on=tuple(grounds))
    of = routes.stop(name)
    assert of is not None
    rests_on = tuple(_grounds(routes, name, None)) if of.kind == "quantity" else ()
    return Trace(of=of, touches=tuple(_touches(routes, static, name)), rests_on=rests_on)


def _touches(routes: Routes, static: Routes, name: str) -> Iterator[Path]:
    """Give one path to each result, the live one where there is one."""
    possible = walk([(None, name)], static.onward)
    starts = [(option, name) for option in routes.options if routes.is_live((option, name))]
    reached = walk(starts, routes.onward)
    results: dict[Stop, str] = {}
    for _, end in possible:
        stop = _result(static, end)
        if stop is not None and end != name:
            results.setdefault(stop, end)
    for stop in sorted(results, key=lambda stop: KINDS.index(stop.kind)):
        ends = [end for _, end in possible if _result(static, end) == stop]
        live = {option: end for end in reversed(ends) for option in routes.options if (option, end) in reached}
        if routes.run is None or not live:
            names = path_to((None, results[stop]), possible)
            yield told(static, names, stop, None if routes.run is None else ())
            continue
        first = next(option for option in routes.options if option in live)
        names = path_to((first, live[first]), reached)
        yield told(static, names, stop, tuple(str(option) for option in routes.options if option in live))


def _result(routes: Routes, name: str) -> Stop | None:
    """Give the result that a vertex belongs to; an amount or an activity belongs to its node."""
    stop = routes.stop(name)
    if stop is None:
        return None
    if stop.kind in ("flow", "impact", "active"):
        return Stop(kind="node", id=stop.id.partition(".")[0])
    return stop if stop.kind in KINDS else None


def _grounds(routes: Routes, end: str, criterion: str | None) -> Iterator[Grounds]:
    for option in routes.options:
        if not routes.is_live((option, end)):
            continue
        before = walk([(option, end)], routes.back)
        target = _target(routes, option, end)
        found: dict[Stop, Ground] = {}
        for vertex in before:
            stop = routes.stop(vertex[1])
            if stop is not None and stop.kind in ("question", "factor") and not _stands_in(routes, vertex):
                names = path_to(vertex, before)[::-1]
                share = target.of(routes, vertex) if target is not None else None
                found.setdefault(stop, Ground(path=told(routes, names, None, None), variance=share))
        ranks = {name: rank for rank, name in enumerate(routes.program.rules)}
        ordered = sorted(found, key=lambda stop: (-(found[stop].variance or 0), ranks[stop.id]))
        yield Grounds(option=option, criterion=criterion, grounds=tuple(found[stop] for stop in ordered))


class _Varied:
    def __init__(self, column: Value, draws: int) -> None:
        self._target = Target(np.broadcast_to(np.asarray(column, dtype=float), (draws,)))

    def of(self, routes: Routes, vertex: Vertex) -> float:
        """Give the share of variance that a question or a factor explains; its independent columns add up."""
        columns = [column for value in _values(routes, vertex) for column in columns_of(value)]
        return sum((self._target.explained_by(c) for c in columns if isinstance(c, np.ndarray)), 0.0)


def _values(routes: Routes, vertex: Vertex) -> list[Value]:
    option, name = vertex
    assert routes.run is not None
    assert option is not None
    scope, question = routes.run.scopes[option], routes.program.pack.questions.get(name)
    metrics = question.metrics if question is not None and question.metrics is not None else {}
    return [scope.get(reported_name(name, metric)) for metric in metrics] or [scope.get(name)]


def _target(routes: Routes, option: str | None, end: str) -> _Varied | None:
    """Give the column of a result; None without a run, and for a level that a node gives."""
    run = routes.run
    if run is None or option is None:
        return None
    values: Mapping[str, Value] = run.scopes[option]
    value = values.get(end)
    if end in routes.criteria:
        value = run.totals[option].get(routes.criteria[end])
    elif end in routes.added:
        node, criterion = routes.added[end]
        level = run.scopes[option].get(active_name(node))
        value = run.added[option].get(criterion, {}).get(node, level)
    columns = columns_of(value)
    return _Varied(columns[0], run.draws) if len(columns) == 1 else None


def _stands_in(routes: Routes, vertex: Vertex) -> bool:
    """Say whether a question has no draws of its own, since a quantity stands in for its answer."""
    option, name = vertex
    if routes.cells is None or name not in routes.program.stand_ins:
        return False
    cell = routes.cells.of(name, option)
    return cell.known is None and cell.state != "fixed"
