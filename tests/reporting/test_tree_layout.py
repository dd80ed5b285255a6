from __future__ import annotations

import shutil
from itertools import combinations
from random import Random

import pytest

from compass.reporting.tree_layout import Sketch, built_in, lay_out

DOT = shutil.which("dot")
LAYOUTS = ["", pytest.param(DOT or "dot", marks=pytest.mark.dot)]


def sketch(seed: int) -> Sketch:
    """Make a layered graph in which every box but the first has a cause in an earlier column."""
    chance = Random(seed)
    count = chance.randint(2, 45)
    columns = [0, *(chance.randint(1, min(6, n)) for n in range(1, count))]
    used = sorted(set(columns))
    columns = [used.index(column) for column in columns]
    edges = set()
    for head in range(1, count):
        before = [n for n in range(count) if columns[n] < columns[head]]
        edges |= {(chance.choice(before), head) for _ in range(chance.randint(1, 3))}
    heights = tuple(chance.choice((30.0, 42.0, 66.0)) for _ in range(count))
    return Sketch((150.0,) * count, heights, tuple(columns), tuple(sorted(edges)))


@pytest.mark.parametrize("dot", LAYOUTS)
@pytest.mark.parametrize("seed", range(12))
def test_boxes_do_not_overlap_and_columns_hold(dot, seed):
    drawn = sketch(seed)
    layout = lay_out(drawn, dot)
    for a, b in combinations(range(len(drawn.columns)), 2):
        (ax, ay), (bx, by) = layout.centres[a], layout.centres[b]
        apart = abs(ax - bx) >= 149 or abs(ay - by) >= (drawn.heights[a] + drawn.heights[b]) / 2 - 0.5
        assert apart, (a, b)
        if drawn.columns[a] < drawn.columns[b]:
            assert ax < bx


@pytest.mark.parametrize("dot", LAYOUTS)
@pytest.mark.parametrize("seed", range(6))
def test_everything_lies_within_the_drawing_and_edges_meet_their_boxes(dot, seed):
    drawn = sketch(seed)
    layout = lay_out(drawn, dot)
    for (x, y), height in zip(layout.centres, drawn.heights, strict=True):
        assert 74 <= x <= layout.width - 74
        assert height / 2 - 1 <= y <= layout.height - height / 2 + 1
    for (tail, head), way in zip(drawn.edges, layout.ways, strict=True):
        assert len(way) % 3 == 1
        assert way[0][0] == pytest.approx(layout.centres[tail][0] + 75, abs=1.5)
        assert way[-1][0] == pytest.approx(layout.centres[head][0] - 75, abs=1.5)


@pytest.mark.parametrize("dot", LAYOUTS)
def test_same_sketch_gives_the_same_layout(dot):
    assert lay_out(sketch(3), dot) == lay_out(sketch(3), dot)


def test_a_program_that_fails_gives_way_to_the_built_in_layout(tmp_path):
    broken = tmp_path / "dot"
    broken.write_text("#!/bin/sh\necho nonsense\n")
    broken.chmod(0o755)
    for program in (str(broken), str(tmp_path / "absent")):
        assert lay_out(sketch(1), program) == built_in(sketch(1))
    assert built_in(sketch(1)).made_by == ""


@pytest.mark.parametrize("dot", ["", None])
def test_a_tree_without_a_box_takes_no_place(dot):
    layout = lay_out(Sketch((), (), (), ()), dot)
    assert (layout.centres, layout.ways, layout.width, layout.height) == ((), (), 0, 0)
