from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compass.reporting.context import Context
from compass.reporting.figures.tree import _PAPERS, _SMALL, TreeWords, paper_for, tree_figure
from compass.reporting.figures.tree_columns import columns_of
from compass.reporting.figures.tree_parts import ONE_SHEET, Room, _sum, parts_of
from compass.reporting.sections.tree import build_tree
from compass.reporting.tree_svg import active_options


def trimmed(pack, count):
    """Cut a pack down to a tree that fits one sheet: the first nodes of each level."""
    kept = {}
    for id, node in pack.nodes.items():
        if sum(other.level == node.level for other in kept.values()) < count:
            kept[id] = node
    nodes = {
        id: node.model_copy(update={"caused_by": tuple(cause for cause in node.caused_by if cause in kept)})
        for id, node in kept.items()
    }
    return pack.model_copy(update={"nodes": nodes})


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("dot", [None, ""])
def test_letters_stay_readable_on_paper(told, language, dot):
    pack, _, evaluation = told
    pack = trimmed(pack, 6)
    figure = tree_figure(pack, TreeWords(pack, language, active_options(evaluation)), "tree", dot)
    room = _PAPERS[figure.paper]
    assert min(room[0] / float(figure.width), room[1] / float(figure.height)) * _SMALL >= 6.5


def test_small_trees_take_a4():
    assert paper_for(20, 700, 400) == "a4"
    assert paper_for(36, 700, 400) == "a3"
    assert paper_for(20, 1600, 400) == "a3"


def test_columns_follow_the_levels(told):
    pack, _, _ = told
    columns = columns_of(pack)
    assert all(columns[cause] < columns[id] for id, node in pack.nodes.items() for cause in node.caused_by)
    last_middle = max(columns[id] for id, node in pack.nodes.items() if node.level == "infrastructure")
    assert min(columns[id] for id, node in pack.nodes.items() if node.level == "effect") > last_middle


def test_a_node_tells_its_order_and_its_options_in_words(told):
    pack, _, evaluation = told
    words = TreeWords(pack, "en", active_options(evaluation))
    effect = next(id for id, node in pack.nodes.items() if node.rebound)
    marks = words.marks(effect)
    assert marks[0] in ("1st order", "2nd order", "higher order")
    assert marks[1].startswith("rebound: ")
    assert marks[2].startswith(("in ", "nowhere"))


def boxes_of(told_under, height=10.0):
    """Give each node of a tree, causes first, a box in the column after that of its cause."""
    columns = {}
    for id, cause in told_under.items():
        columns[id] = 0 if cause is None else columns[cause] + 1
    return {id: Room(1, {column: height}) for id, column in columns.items()}


def test_a_tree_that_fits_is_not_cut():
    told_under = {"need": None} | {f"n{n}": "need" for n in range(ONE_SHEET - 1)}
    (part,) = parts_of(told_under, boxes_of(told_under))
    assert (part.nodes, part.roots, part.further) == (tuple(told_under), (), {})


def test_each_node_of_a_large_tree_stands_on_one_sheet_and_where_it_is_cut_on_two(told):
    pack = told[0]
    figures = build_tree(Context(*told, "en")).figures
    assert len(pack.nodes) > ONE_SHEET
    cut = sum("→ sheet" in label.text for figure in figures for box in figure.boxes for label in box.marks)
    assert sum(len(figure.boxes) for figure in figures) == len(pack.nodes) + cut
    assert all(len(figure.boxes) <= 40 for figure in figures)


@st.composite
def trees(draw):
    """Draw a tree as the cause of each node, with boxes of up to 150 units."""
    count = draw(st.integers(1, 200))
    told_under = {0: None} | {n: draw(st.integers(max(0, n - 60), n - 1)) for n in range(1, count)}
    boxes = boxes_of(told_under)
    return told_under, {id: Room(1, dict.fromkeys(box.heights, draw(st.floats(30, 150)))) for id, box in boxes.items()}


@given(trees())
def test_every_sheet_of_a_tree_fits_and_what_ends_on_one_begins_on_others(tree):
    told_under, boxes = tree
    parts = parts_of(told_under, boxes)
    most = ONE_SHEET if len(parts) == 1 else 36
    assert all(_sum(boxes[id] for id in part.nodes).fits(most) for part in parts)
    begun = {id: tuple(p.number for p in parts if id in p.roots) for part in parts for id in part.roots}
    assert {id: numbers for part in parts for id, numbers in part.further.items()} == begun
    followed = [id for part in parts for id in part.nodes if id not in part.roots]
    assert sorted(followed) == list(told_under)


def test_consequences_too_many_for_a_sheet_are_shared_out_evenly():
    told_under = {"need": None} | {f"n{n}": "need" for n in range(100)}
    first, *others = parts_of(told_under, boxes_of(told_under))
    assert (first.nodes, first.further) == (("need",), {"need": (2, 3, 4)})
    assert [len(part.nodes) for part in others] == [35, 35, 33]
    assert [part.roots for part in others] == [("need",)] * 3


def test_letters_of_every_sheet_stay_readable(told):
    for figure in build_tree(Context(*told, "fr")).figures:
        room = _PAPERS[figure.paper]
        assert min(room[0] / float(figure.width), room[1] / float(figure.height)) * _SMALL >= 6
