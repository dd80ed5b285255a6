"""The consequence tree as a file of its own."""

from __future__ import annotations

from compass.model.evaluation import Evaluation
from compass.model.pack import Pack
from compass.reporting.context import letters_of
from compass.reporting.figures.tree import Active, TreeWords, tree_figure
from compass.reporting.templates import environment
from compass.texts.words import Language


def tree_svg(pack: Pack, evaluation: Evaluation | None, language: Language) -> str:
    """Give a standalone SVG of the tree; with an evaluation, each box says in which options it is active."""
    words = TreeWords(pack, language, None if evaluation is None else active_options(evaluation))
    figure = tree_figure(pack, words, "tree")
    return environment().get_template("figures/tree.svg").render(figure=figure, language=language)


def active_options(evaluation: Evaluation) -> dict[str, tuple[Active, ...]]:
    """Give, for each node, the options in which it is active in some draw, in their order."""
    letters = letters_of(evaluation.options)
    told = {(each.node, each.option): each.share for each in evaluation.activity}
    nodes = {each.node for each in evaluation.activity}
    return {
        node: tuple(Active(letters[o], told[node, o]) for o in evaluation.options if told.get((node, o), 0.0) > 0)
        for node in nodes
    }
