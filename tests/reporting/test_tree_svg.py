from __future__ import annotations

from xml.etree import ElementTree

import pytest

from compass.model.base import Text
from compass.reporting.tree_svg import active_options, tree_svg
from compass.texts.typography import set_type

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("with_evaluation", [True, False])
def test_the_drawing_is_a_titled_svg_with_every_node(told, language, with_evaluation):
    pack, _, evaluation = told
    root = ElementTree.fromstring(tree_svg(pack, evaluation if with_evaluation else None, language))
    assert [child.tag for child in root][1] == f"{SVG}title"
    words = "".join(each.text or "" for each in root.iter(f"{SVG}text"))
    first = pack.nodes[next(iter(pack.nodes))].title.in_language(language)
    assert set_type(first, language).split()[0] in words
    assert len(list(root.iter(f"{SVG}path"))) >= len(pack.nodes)


def test_titles_are_escaped(told):
    pack, _, evaluation = told
    id, node = next(iter(pack.nodes.items()))
    hostile = node.model_copy(update={"title": Text(fr="<b>&", en="<b>&")})
    drawing = tree_svg(pack.model_copy(update={"nodes": {**pack.nodes, id: hostile}}), evaluation, "fr")
    assert "<b>" not in drawing
    ElementTree.fromstring(drawing)


def test_active_options_keep_the_order_of_the_options(told):
    _, _, evaluation = told
    letters = {tuple(each.letter for each in active) for active in active_options(evaluation).values()}
    assert ("A", "B", "C", "D") in letters
    assert all(list(group) == sorted(group) for group in letters)
