"""The consequence tree, as a drawing and as a list with the same content."""

from __future__ import annotations

from collections.abc import Mapping

from compass.model.pack import Pack
from compass.reporting.context import Context
from compass.reporting.figures.tree import TreeWords, rooms_of, tree_figure
from compass.reporting.figures.tree_parts import parts_of
from compass.reporting.report import Branch, TreeSection
from compass.reporting.tree_svg import active_options


def build_tree(context: Context) -> TreeSection:
    """Draw the tree, then write it as nested lists: each node once, under the cause through which it is told."""
    words = TreeWords(context.pack, context.language, active_options(context.evaluation))
    return outline(context.pack, words, {id: _told_under(context, id) for id in context.pack.nodes})


def outline(pack: Pack, words: TreeWords, told_under: Mapping[str, str | None] | None = None) -> TreeSection:
    """Draw and write a tree; a node of which nothing else is said is told under its first cause."""
    if told_under is None:
        told_under = {id: next(iter(node.caused_by), None) for id, node in pack.nodes.items()}
    parts = parts_of(told_under, rooms_of(pack, words))
    figures = tuple(tree_figure(pack, words, f"consequences-{part.number}", part=part) for part in parts)
    lead = [words.say("lead"), words.say("letters"), *dict.fromkeys(each.layout_note for each in figures)]
    lead += [words.say("sheets", count=len(figures))] if len(figures) > 1 else []
    roots = [id for id, cause in told_under.items() if cause is None]
    branches = tuple(_branch(pack, words, id, told_under) for id in roots)
    return TreeSection("tree", words.say("title"), tuple(lead), figures, words.say("list_title"), branches)


def _told_under(context: Context, id: str) -> str | None:
    told = (context.activity[id, o].cause for o in context.options if (id, o) in context.activity)
    causes = context.pack.nodes[id].caused_by
    first = next((cause for cause in told if cause is not None), None)
    return first if first in causes else next(iter(causes), None)


def _branch(pack: Pack, words: TreeWords, id: str, told_under: Mapping[str, str | None]) -> Branch:
    below = tuple(_branch(pack, words, child, told_under) for child, cause in told_under.items() if cause == id)
    node = pack.nodes[id]
    details = [words.say(f"level.{node.level}"), *words.marks(id)]
    if node.stage:
        details.append(words.stage(node.stage))
    others = [words.title(cause) for cause in node.caused_by if cause != told_under[id]]
    if others:
        details.append(words.say("also_caused_by", causes=words.several(others)))
    return Branch(words.title(id), " · ".join(details), below)
