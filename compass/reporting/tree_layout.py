"""Where the boxes of the consequence tree stand: by Graphviz where it is installed, else by our own layered layout.

Columns are given, so that they mean something; a layout only finds the height of each box and the way of each edge.
User text never reaches Graphviz: nodes are numbers.
"""

from __future__ import annotations

import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

TIMEOUT_SECONDS = 10
GAP = 5.0
COLUMN_GAP = 30.0
_POINTS = 72.0
_SWEEPS = 24

Point = tuple[float, float]


@dataclass(frozen=True)
class Sketch:
    """Boxes to be placed: sizes and columns by number, and edges from a column to a later one."""

    widths: tuple[float, ...]
    heights: tuple[float, ...]
    columns: tuple[int, ...]
    edges: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Layout:
    """The centre of each box, the control points of each edge (a start, then three for each Bézier curve), the size."""

    centres: tuple[Point, ...]
    ways: tuple[tuple[Point, ...], ...]
    width: float
    height: float
    made_by: str


def lay_out(sketch: Sketch, dot: str | None = None) -> Layout:
    """Place the boxes; `dot` names the program to use, and `""` the layout built in."""
    if not sketch.columns:
        return Layout((), (), 0.0, 0.0, "")
    program = shutil.which("dot") if dot is None else dot
    return (_by_dot(sketch, program) if program else None) or built_in(sketch)


def _by_dot(sketch: Sketch, program: str) -> Layout | None:
    """Ask Graphviz; None where it can't be run or answers something unexpected."""
    try:
        answer = _run([program, "-Tplain"], _question(sketch))
        version = _run([program, "-V"], "").split("version ")[-1].split()[0]
        return _read_plain(sketch, answer, f"Graphviz {version}")
    except (OSError, subprocess.SubprocessError, ValueError, IndexError, KeyError):
        return None


def _run(command: list[str], text: str) -> str:
    done = subprocess.run(
        command, input=text, capture_output=True, text=True, timeout=TIMEOUT_SECONDS, check=True, env={"LC_ALL": "C"}
    )
    return done.stdout or done.stderr


def _question(sketch: Sketch) -> str:
    lines = [
        "digraph {",
        f"graph [rankdir=LR, nodesep={GAP / _POINTS:.4f}, ranksep={COLUMN_GAP / _POINTS:.4f}, outputorder=nodesfirst]",
        'node [shape=box, fixedsize=true, label=""]',
        "edge [arrowhead=none, headport=w, tailport=e]",
    ]
    columns = range(max(sketch.columns) + 1)
    lines += [f"c{n} [width=0.01, height=0.01, style=invis]" for n in columns]
    lines += [f"c{n} -> c{n + 1} [style=invis, weight=0]" for n in columns[:-1]]
    for n, (width, height) in enumerate(zip(sketch.widths, sketch.heights, strict=True)):
        lines.append(f"n{n} [width={width / _POINTS:.4f}, height={height / _POINTS:.4f}]")
    for column in columns:
        same = " ".join(f"n{n}" for n, own in enumerate(sketch.columns) if own == column)
        lines.append(f"{{rank=same; c{column}; {same}}}")
    lines += [f"n{tail} -> n{head}" for tail, head in sketch.edges]
    return "\n".join([*lines, "}"])


def _read_plain(sketch: Sketch, answer: str, made_by: str) -> Layout:
    centres: dict[int, Point] = {}
    ways: dict[tuple[int, int], tuple[Point, ...]] = {}
    width = height = 0.0
    for line in answer.splitlines():
        kind, *parts = line.split()
        if kind == "graph":
            width, height = (float(part) * _POINTS for part in parts[1:3])
        elif kind == "node" and parts[0].startswith("n"):
            centres[int(parts[0][1:])] = _point(parts[1:3], height)
        elif kind == "edge" and parts[0].startswith("n"):
            numbers = parts[3 : 3 + 2 * int(parts[2])]
            way = tuple(_point(numbers[n : n + 2], height) for n in range(0, len(numbers), 2))
            ways[int(parts[0][1:]), int(parts[1][1:])] = way
    placed = tuple(centres[n] for n in range(len(sketch.columns)))
    return Layout(placed, tuple(ways[edge] for edge in sketch.edges), width, height, made_by)


def _point(numbers: Sequence[str], height: float) -> Point:
    return float(numbers[0]) * _POINTS, height - float(numbers[1]) * _POINTS


def built_in(sketch: Sketch) -> Layout:
    """Place the boxes in pure Python: order each column by barycentres, then pack it around its neighbours."""
    chains, columns, heights = _with_bends(sketch)
    near = _neighbours(chains)
    order = _ordered(columns, near)
    tops = _packed(order, near, heights)
    xs = _column_centres(sketch, len(order))
    lowest = min(tops.values())
    points = {n: (xs[columns[n]], top - lowest + heights[n] / 2) for n, top in tops.items()}
    ways = tuple(_way(chain, points, sketch) for chain in chains)
    widest = [
        max((w for w, c in zip(sketch.widths, sketch.columns, strict=True) if c == n), default=0)
        for n in range(len(order))
    ]
    height = max(tops[n] - lowest + heights[n] for n in tops)
    centres = tuple(points[n] for n in range(len(sketch.columns)))
    return Layout(centres, ways, xs[-1] + widest[-1] / 2, height, "")


def _with_bends(sketch: Sketch) -> tuple[list[list[int]], dict[int, int], dict[int, float]]:
    """Give each edge as a chain with a bend in every column that it crosses; bends are numbered after the boxes."""
    columns = dict(enumerate(sketch.columns))
    heights = dict(enumerate(sketch.heights))
    chains = []
    for tail, head in sketch.edges:
        chain = [tail]
        for column in range(sketch.columns[tail] + 1, sketch.columns[head]):
            bend = len(columns)
            columns[bend], heights[bend] = column, 2.0
            chain.append(bend)
        chains.append([*chain, head])
    return chains, columns, heights


def _neighbours(chains: Iterable[list[int]]) -> dict[int, tuple[list[int], list[int]]]:
    near: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for chain in chains:
        for left, right in pairwise(chain):
            near[right][0].append(left)
            near[left][1].append(right)
    return near


def _ordered(columns: dict[int, int], near: dict[int, tuple[list[int], list[int]]]) -> list[list[int]]:
    order: list[list[int]] = [[] for _ in range(max(columns.values()) + 1)]
    for number, index in columns.items():
        order[index].append(number)
    place = {n: float(i) for members in order for i, n in enumerate(members)}
    for sweep in range(_SWEEPS):
        side = sweep % 2
        for column in order if side == 0 else reversed(order):
            wish = {n: (_mean([place[m] for m in near[n][side]], place[n]), place[n]) for n in column}
            column.sort(key=wish.__getitem__)
            place.update({n: float(i) for i, n in enumerate(column)})
    return order


def _packed(
    order: list[list[int]], near: dict[int, tuple[list[int], list[int]]], heights: dict[int, float]
) -> dict[int, float]:
    tops: dict[int, float] = {}
    for column in order:
        _stack(column, [0.0] * len(column), heights, tops)
    for sweep in range(_SWEEPS):
        side = sweep % 2
        for column in order if side == 0 else reversed(order):
            centres = [
                _mean([tops[m] + heights[m] / 2 for m in near[n][side]], tops[n] + heights[n] / 2) for n in column
            ]
            _stack(column, [c - heights[n] / 2 for n, c in zip(column, centres, strict=True)], heights, tops)
    return tops


def _stack(column: list[int], wishes: list[float], heights: dict[int, float], tops: dict[int, float]) -> None:
    """Put a column as near to its wishes as its order and the gaps allow: blocks that meet share their displacement."""
    blocks: list[tuple[float, int, float, list[int]]] = []
    for number, wish in zip(column, wishes, strict=True):
        block = (wish, 1, heights[number] + GAP, [number])
        while blocks and blocks[-1][0] + blocks[-1][2] > block[0]:
            block = _merged(blocks.pop(), block)
        blocks.append(block)
    for top, _, _, members in blocks:
        for number in members:
            tops[number] = top
            top += heights[number] + GAP


def _merged(
    above: tuple[float, int, float, list[int]], below: tuple[float, int, float, list[int]]
) -> tuple[float, int, float, list[int]]:
    count = above[1] + below[1]
    top = (above[0] * above[1] + (below[0] - above[2]) * below[1]) / count
    return top, count, above[2] + below[2], above[3] + below[3]


def _mean(values: list[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _column_centres(sketch: Sketch, count: int) -> list[float]:
    centres, left = [], 0.0
    for column in range(count):
        widest = max((w for w, c in zip(sketch.widths, sketch.columns, strict=True) if c == column), default=0.0)
        centres.append(left + widest / 2)
        left += widest + COLUMN_GAP
    return centres


def _way(chain: list[int], points: dict[int, Point], sketch: Sketch) -> tuple[Point, ...]:
    first, last = chain[0], chain[-1]
    stops = [(points[first][0] + sketch.widths[first] / 2, points[first][1])]
    for bend in chain[1:-1]:
        half = (
            max(w for w, c in zip(sketch.widths, sketch.columns, strict=True) if c == _column_of(bend, chain, sketch))
            / 2
        )
        stops += [(points[bend][0] - half, points[bend][1]), (points[bend][0] + half, points[bend][1])]
    stops.append((points[last][0] - sketch.widths[last] / 2, points[last][1]))
    way = [stops[0]]
    for (x1, y1), (x2, y2) in pairwise(stops):
        half = (x2 - x1) / 2
        way += [(x1 + half, y1), (x2 - half, y2), (x2, y2)]
    return tuple(way)


def _column_of(bend: int, chain: list[int], sketch: Sketch) -> int:
    return sketch.columns[chain[0]] + chain.index(bend)
