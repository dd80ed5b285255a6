"""Figures keep their distinctions in grey, on the pixels of each finished figure set as on a printer without colour."""

from __future__ import annotations

import io
import subprocess
from itertools import combinations

import numpy as np
import pytest
from PIL import Image

from compass.reporting.context import Context
from compass.reporting.figures.bars import BarGroup, BarRow, BarTotals, BarValue, bar_figure
from compass.reporting.figures.dotplot import dot_figure
from compass.reporting.figures.drawing import PATTERNS
from compass.reporting.figures.futures import futures_figure
from compass.reporting.figures.heat import GROUNDS, HeatCell, HeatColumn, HeatRow, heat_figure
from compass.reporting.figures.interval import IntervalRow, Words, interval_figure
from compass.reporting.figures.ranks import RankRow, rank_figure
from compass.reporting.figures.rose import Arm, Rose, rose_figure
from compass.reporting.figures.tornado import TornadoRow, tornado_figure
from compass.reporting.figures.waterfall import Fall, waterfall_figure
from compass.reporting.pdf import render_pdf
from compass.reporting.sections.tree import build_tree
from compass.reporting.templates import environment

pytestmark = [pytest.mark.pdf, pytest.mark.poppler]
WORDS = Words("f", "title", "caption", "")
LEAST = 8.0
"""Levels of grey, of 256, that a reader tells apart side by side."""
FINE = 3
"""Pixels to a unit of a figure."""
STYLE = (
    "<style>@page {{ size: {0}pt {1}pt; margin: 0 }} * {{ margin: 0 }} figcaption {{ display: none }}"
    " svg {{ width: 100% }}</style>"
)


class Grey:
    """A finished figure as pixels without colour."""

    def __init__(self, figure, macro="drawing") -> None:
        source = f'{{% from "figures/{macro}.html" import {macro} %}}{{{{ {macro}(figure) }}}}'
        style = STYLE.format(*figure.viewbox.split()[2:])
        page = f"<html lang=en><title>f</title>{style}{environment().from_string(source).render(figure=figure)}"
        command = ["pdftoppm", "-gray", "-singlefile", "-r", str(72 * FINE)]
        done = subprocess.run(command, input=render_pdf(page), capture_output=True, check=True)
        self.pixels = np.asarray(Image.open(io.BytesIO(done.stdout)), dtype=float)

    def patch(self, x, y, width, height) -> np.ndarray:
        left, top, across, down = (round(FINE * float(each)) for each in (x, y, width, height))
        return self.pixels[top : top + down, left : left + across]

    def inside(self, box) -> np.ndarray:
        """Give the left end of a box without its border; what is written stands in the middle."""
        width = min(float(box.width), 24.0)
        return self.patch(float(box.x) + 1, float(box.y) + 1, width / 3 - 1, float(box.height) - 2)


def signature(patch: np.ndarray) -> np.ndarray:
    """Tell a patch by its tone, and by how it varies along its rows, along its columns and all over."""
    return np.array([patch.mean(), patch.mean(axis=0).std(), patch.mean(axis=1).std(), patch.std()])


def assert_fills_differ(patches: dict[str, np.ndarray]) -> None:
    assert len(patches) > 1
    for (one, first), (other, second) in combinations(patches.items(), 2):
        assert np.abs(signature(first) - signature(second)).max() > LEAST, (one, other)


def assert_shapes_differ(patches: dict[str, np.ndarray]) -> None:
    for (one, first), (other, second) in combinations(patches.items(), 2):
        assert distance(first, second) > LEAST, (one, other)


def distance(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.abs(one - other).mean())


def largest_boxes(boxes) -> dict[str, object]:
    """Give the largest box of each fill."""
    by_size = sorted(boxes, key=lambda box: float(box.width) * float(box.height))
    return {box.pattern: box for box in by_size}


def test_ranks_differ():
    figure = rank_figure([RankRow("A", (0.2,) * 5, "20%")], WORDS, ("1", "2", "3", "4", "5"))
    grey = Grey(figure)
    boxes = largest_boxes(figure.boxes)
    assert len(boxes) == len(PATTERNS)
    assert_fills_differ({fill: grey.inside(box) for fill, box in boxes.items()})


def test_stages_of_contributions_differ():
    patterns = (*PATTERNS, "mixed")
    rows = tuple(BarRow(pattern, pattern, (BarValue(9.0, "9"),)) for pattern in patterns)
    totals = BarTotals(("A",), "Sum", ("54",))
    figure = bar_figure([BarGroup("1st", rows)], WORDS, {each: each for each in patterns}, (0, 10), totals)
    grey = Grey(figure, "bars")
    assert_fills_differ({row.boxes[0].pattern: grey.inside(row.boxes[0]) for row in figure.rows})
    assert_fills_differ({box.pattern: grey.inside(box) for box, _ in figure.key})


def test_direct_indirect_rebound_and_sum_differ():
    fall = Fall("A", (5.0, 5.0, 5.0), 15.0, 14.0, 15.0, ("5", "5", "5", "15"))
    figure = waterfall_figure([fall], ("direct", "indirect", "rebound", "sum"), WORDS, str)
    grey = Grey(figure)
    assert_fills_differ({box.pattern: grey.inside(box) for box in figure.boxes})


def test_grounds_of_the_heat_table_differ():
    cells = tuple(HeatCell("7", ground) for ground in range(len(GROUNDS)))
    columns = [HeatColumn(str(n)) for n in range(len(cells))]
    figure = heat_figure(columns, [HeatRow("Climate", cells)], WORDS, [(cell, "key") for cell in cells])
    grey = Grey(figure)
    for boxes in (figure.boxes[: len(cells)], figure.boxes[len(cells) :]):
        assert_fills_differ({box.pattern: grey.inside(box) for box in boxes})


@pytest.mark.parametrize("ground", range(len(GROUNDS)))
def test_a_saving_on_the_map_of_infrastructure_differs_from_what_is_added(ground):
    cells = (HeatCell("", ground), HeatCell("", ground, framed=True))
    assert distance(*cells_of(cells)) > LEAST


def test_what_is_excluded_differs_from_what_is_worth_nothing():
    assert distance(*cells_of((HeatCell(), HeatCell(crossed=True)))) > LEAST


def cells_of(cells) -> list[np.ndarray]:
    figure = heat_figure([HeatColumn(str(n)) for n in range(len(cells))], [HeatRow("x", cells)], WORDS, ())
    grey = Grey(figure)
    return [grey.patch(box.x, box.y, box.width, box.height) for box in figure.boxes]


def test_the_futures_of_the_first_three_options_differ():
    figure = futures_figure(("A", "B", "C"), (50, 30, 20), WORDS)
    grey = Grey(figure)
    assert_fills_differ({fill: grey.inside(box) for fill, box in largest_boxes(figure.boxes).items()})


def test_futures_with_and_without_the_lead_differ():
    figure = dot_figure([-4.0, -3.0, 2.0, 5.0], WORDS, str, ("B", "A"))
    grey = Grey(figure)
    discs = [stroke.path[1:].split("a")[0].split() for stroke in figure.strokes if "a" in stroke.path]
    patches = [grey.patch(float(x) + 2, float(y) - 4, 8, 8) for x, y in discs]
    tones = sorted(patch.mean() for patch in patches)
    assert tones[2] - tones[1] > LEAST
    assert tones[1] - tones[0] < LEAST > tones[3] - tones[2]


def test_what_a_rose_reaches_may_reach_and_does_not_prove_differ():
    figure = rose_figure([Rose("A", (Arm("North", 0.5, 0.4, 0.7, 0.6, "50%"),))], WORDS, ())
    grey = Grey(figure)
    x, hub, unit = 160.0, 104.0 - 9.0, 56.0
    spans = {"reached": (0.0, 0.4), "range": (0.52, 0.7), "beyond": (0.7, 1.0)}
    arm = {
        name: grey.patch(x - 7, hub - high * unit + 1, 9, (high - low) * unit - 2)
        for name, (low, high) in spans.items()
    }
    assert_fills_differ(arm | {"unproven": grey.patch(x + 4.5, hub - 0.6 * unit + 1, 4, 0.6 * unit - 2)})


def test_an_input_that_turns_the_lead_differs_from_one_that_does_not():
    rows = [TornadoRow("x", -2.0, 4.0, "0", "9", flip) for flip in ("", "5")]
    figure = tornado_figure(rows, WORDS, str)
    grey = Grey(figure)
    zero = float(figure.strokes[-2].path[1:].split()[0])
    bars = [grey.patch(zero - 4, float(box.y), 8, box.height) for box in figure.boxes]
    assert distance(*bars) > LEAST
    beside = [grey.patch(x, figure.boxes[0].y, 8, 12) for x in (float(figure.boxes[0].x) + 2, 570.0)]
    assert distance(*beside) > LEAST


def test_the_marks_of_four_options_differ_and_a_mark_is_like_itself():
    rows = [IntervalRow("A", "x", 5.0, None, None, None, "") for _ in range(5)]
    figure = interval_figure(rows, WORDS, str, bounds=(0.0, 10.0))
    grey = Grey(figure, "interval")
    marks = [grey.patch(328, float(each.letter.y) - 10.5, 14, 14) for each in figure.intervals]
    assert_shapes_differ(dict(zip("ABCD", marks, strict=False)))
    assert distance(marks[0], marks[4]) < LEAST


def test_a_cross_differs_from_no_cross():
    rows = [IntervalRow("A", "x", 5.0, None, None, cross, "") for cross in (None, 8.0)]
    figure = interval_figure(rows, WORDS, str, bounds=(0.0, 10.0))
    grey = Grey(figure, "interval")
    assert distance(*(grey.patch(415, float(each.letter.y) - 9.5, 12, 12) for each in figure.intervals)) > LEAST


def test_the_levels_of_the_tree_and_what_takes_no_place_differ(told):
    figure = next(each for each in build_tree(Context(*told, "en")).figures if any(box.dash for box in each.boxes))
    grey = Grey(figure, "tree")
    ends = [(float(box.level.x), float(box.level.y)) for box in figure.key]
    frames = {str(n): grey.patch(x - 33, y - 13, 16, 20) for n, (x, y) in enumerate(ends)}
    assert len(frames) == 6
    assert_shapes_differ(frames)
    shown = {box.dash: box for box in figure.boxes}
    assert set(shown) == {"", "4 3"}
    edges = {
        dash: grey.patch(float(box.titles[0].x) - 10.5, float(box.titles[0].y), 3, 14) for dash, box in shown.items()
    }
    assert edges[""].mean(axis=1).std() < LEAST < edges["4 3"].mean(axis=1).std()
