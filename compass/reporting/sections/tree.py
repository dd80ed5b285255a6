"""The consequence tree, as a drawing and as a list with the same content."""

from __future__ import annotations

from compass.reporting.context import Context
from compass.reporting.figures.tree import TreeWords, tree_figure
from compass.reporting.report import Branch, TreeSection
from compass.reporting.tree_svg import active_options


def build_tree(context: Context) -> TreeSection:
    """Draw the tree, then write it as nested lists: each node once, under the cause through which it is told."""
    words = TreeWords(context.pack, context.language, active_options(context.evaluation))
    figure = tree_figure(context.pack, words, "consequences")
    lead = (context.say("tree.lead"), context.say("tree.letters"), figure.layout_note)
    told_under = {id: _told_under(context, id) for id in context.pack.nodes}
    roots = [id for id, cause in told_under.items() if cause is None]
    branches = tuple(_branch(context, words, id, told_under) for id in roots)
    return TreeSection("tree", context.say("tree.title"), lead, figure, context.say("tree.list_title"), branches)


def _told_under(context: Context, id: str) -> str | None:
    told = (context.activity[id, o].cause for o in context.options if (id, o) in context.activity)
    causes = context.pack.nodes[id].caused_by
    first = next((cause for cause in told if cause is not None), None)
    return first if first in causes else next(iter(causes), None)


def _branch(context: Context, words: TreeWords, id: str, told_under: dict[str, str | None]) -> Branch:
    below = tuple(_branch(context, words, child, told_under) for child, cause in told_under.items() if cause == id)
    node = context.pack.nodes[id]
    details = [words.say(f"level.{node.level}"), *words.marks(id)]
    if node.stage:
        details.append(context.say(f"stage.{node.stage}"))
    others = [context.node_title(cause) for cause in node.caused_by if cause != told_under[id]]
    if others:
        details.append(context.say("tree.also_caused_by", causes=context.several(others)))
    return Branch(context.node_title(id), " · ".join(details), below)
