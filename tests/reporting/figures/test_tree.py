from __future__ import annotations

import pytest

from compass.reporting.figures.tree import _PAPERS, _SMALL, TreeWords, columns_of, paper_for, tree_figure
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
