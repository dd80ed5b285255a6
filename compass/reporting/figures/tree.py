"""The consequence tree as a drawing: columns are levels, the outline tells the level, words tell the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from compass.model.node import Level, Node, Stage
from compass.model.pack import Pack
from compass.reporting.figures.lettering import text_width, wrap
from compass.reporting.figures.shapes import Edge, Label, TreeBox, TreeFigure, at
from compass.reporting.figures.tree_columns import columns_of, part_of, without_gaps
from compass.reporting.figures.tree_parts import Part, Room
from compass.reporting.tree_layout import GAP, Layout, Point, Sketch, lay_out
from compass.texts.typography import set_type
from compass.texts.words import Language, say

BOX = 176.0
_PAD = 9.0
_TITLE = 10.4
_SMALL = 9.8
_LINE = 12.0
_HEAD = 22.0
_KEY = 34.0
_EDGE = 4.0
A4_NODES = 35
_LEAST_POINTS = 6.5
_PAPERS = {"a4": (785.0, 460.0), "a3": (1130.0, 700.0)}
"""The room in points that a landscape page leaves to the drawing."""
_MIDDLE = ("choice", "function", "infrastructure")


@dataclass(frozen=True)
class Active:
    """An option, by its letter, and in what share of draws a node is active in it."""

    letter: str
    share: float


class TreeWords:
    """The texts of the drawing in one language."""

    def __init__(self, pack: Pack, language: Language, active: dict[str, tuple[Active, ...]] | None) -> None:
        self._pack, self._language, self._active = pack, language, active

    def say(self, key: str, **details: object) -> str:
        return set_type(say("report", self._language, f"tree.{key}", **details), self._language)

    def title(self, id: str) -> str:
        return set_type(self._pack.nodes[id].title.in_language(self._language), self._language)

    def stage(self, stage: Stage) -> str:
        """Name a stage of the life cycle."""
        return set_type(say("report", self._language, f"stage.{stage}"), self._language)

    def several(self, parts: Iterable[str]) -> str:
        """Join parts by semicolons."""
        return set_type(" ; ".join(parts), self._language)

    def caption(self, part: Part | None) -> str:
        if part is None or not (part.roots or part.further):
            return self.say("caption")
        titles = " ; ".join(map(self.title, part.roots))
        return self.say("caption_part" if part.roots else "caption_overview", number=part.number, titles=titles)

    def marks(self, id: str, part: Part | None = None) -> list[str]:
        """Give the words under a title: order, rebound, the options in which it is active, the sheets that go on."""
        node = self._pack.nodes[id]
        words = [self.say(f"order.{node.order}")] if node.order else []
        if node.rebound:
            words.append(self.say("rebound_mark", kind=self.say(f"rebound.{node.rebound}")))
        if self._active is not None:
            words.append(self._options(self._active.get(id, ())))
        if part is not None and id in part.further:
            numbers = part.further[id]
            words.append(self.say("further", count=len(numbers), numbers=", ".join(map(str, numbers))))
        return words

    def is_active(self, id: str) -> bool:
        return self._active is None or any(each.share > 0 for each in self._active.get(id, ()))

    def _options(self, active: tuple[Active, ...]) -> str:
        shown = [each.letter if each.share == 1 else f"({each.letter})" for each in active if each.share > 0]
        return self.say("active_in", letters=" ".join(shown)) if shown else self.say("active_nowhere")


def tree_figure(pack: Pack, words: TreeWords, id: str, dot: str | None = None, part: Part | None = None) -> TreeFigure:
    """Draw the tree of a pack, or one part of it."""
    nodes = [node for node in pack.nodes if part is None or node in part.nodes]
    columns = without_gaps({node: column for node, column in columns_of(pack).items() if node in nodes})
    texts = {node: _texts(words.title(node), words.marks(node, part)) for node in nodes}
    edges = [(cause, node) for node in nodes for cause in pack.nodes[node].caused_by if cause in nodes]
    sketch = Sketch(
        widths=(BOX,) * len(nodes),
        heights=tuple(_height(*texts[node]) for node in nodes),
        columns=tuple(columns[node] for node in nodes),
        edges=tuple((nodes.index(cause), nodes.index(node)) for cause, node in edges),
    )
    layout = lay_out(sketch, dot)
    places = dict(zip(nodes, layout.centres, strict=True))
    key = _key(words, layout)
    width = max(layout.width, float(_key_width(words))) + 2 * _EDGE
    height = layout.height + _HEAD + _KEY + 2 * _EDGE
    paper = paper_for(len(nodes), width, height)
    return TreeFigure(
        id=id,
        title=words.say("figure_title", count=len(nodes)),
        caption=words.caption(part),
        viewbox=f"0 0 {at(width)} {at(height)}",
        paper=paper,
        width=at(width),
        height=at(height),
        columns=_headings(pack, places, columns, words),
        edges=tuple(
            Edge(_curve(way), "" if words.is_active(cause) and words.is_active(node) else "3 3")
            for (cause, node), way in zip(edges, layout.ways, strict=True)
        ),
        boxes=tuple(_box(node, pack.nodes[node], places[node], texts[node], words) for node in nodes),
        key=key,
        layout_note=words.say("layout", name=layout.made_by or words.say("built_in")),
    )


def rooms_of(pack: Pack, words: TreeWords) -> dict[str, Room]:
    """Give the room that the box of each node takes on a sheet."""
    heights = {id: _height(*_texts(words.title(id), words.marks(id))) for id in pack.nodes}
    return {id: Room(1, {column: heights[id] + GAP}) for id, column in columns_of(pack).items()}


def paper_for(count: int, width: float, height: float) -> str:
    """Choose A4 for a small tree whose letters stay readable on it, else A3."""
    room = _PAPERS["a4"]
    scale = min(room[0] / width, room[1] / height)
    return "a4" if count <= A4_NODES and scale * _SMALL >= _LEAST_POINTS else "a3"


def _texts(title: str, told: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    titles = wrap(title, _TITLE, BOX - 2 * _PAD - 4, 4)
    marks: list[str] = []
    for mark in told:
        joined = f"{marks[-1]} · {mark}" if marks else mark
        if marks and text_width(joined, _SMALL) <= BOX - 2 * _PAD:
            marks[-1] = joined
        else:
            marks.extend(wrap(mark, _SMALL, BOX - 2 * _PAD, 2))
    return titles, tuple(marks)


def _height(titles: tuple[str, ...], marks: tuple[str, ...]) -> float:
    return _LINE * len(titles) + (_LINE - 0.5) * len(marks) + 12


def _box(
    id: str, node: Node, centre: Point, texts: tuple[tuple[str, ...], tuple[str, ...]], words: TreeWords
) -> TreeBox:
    titles, marks = texts
    height = _height(titles, marks)
    left, top = centre[0] - BOX / 2 + _EDGE, centre[1] - height / 2 + _HEAD + _EDGE
    active = words.is_active(id)
    x = left + _PAD
    lines = [top + 5 + _LINE * (n + 1) - 3 for n in range(len(titles))]
    below = top + 5 + _LINE * len(titles)
    return _shape(
        node.level, left, top, height, active,
        tuple(Label(at(x), at(y), text) for y, text in zip(lines, titles, strict=True)),
        tuple(Label(at(x), at(below + (_LINE - 0.5) * (n + 1) - 3), text) for n, text in enumerate(marks)),
    )  # fmt: skip


def _shape(
    level: Level,
    left: float,
    top: float,
    height: float,
    active: bool,
    titles: tuple[Label, ...],
    marks: tuple[Label, ...],
    width: float = BOX,
    name: str = "",
) -> TreeBox:
    corner = {"need": 12.0, "effect": 7.0, "choice": -8.0}.get(level, 0.0)
    return TreeBox(
        outline=_outline(left, top, width, height, corner),
        inner=_outline(left + 2.2, top + 2.2, width - 4.4, height - 4.4, 0) if level == "infrastructure" else "",
        stroke_width="2.2" if level in ("need", "alternative") else "1",
        dash="" if active else "4 3",
        fill="#ffffff",
        ink="#111111" if active else "#555555",
        level=Label(at(left + width + 5), at(top + height / 2 + 3), name),
        titles=titles,
        marks=marks,
    )


def _outline(x: float, y: float, width: float, height: float, corner: float) -> str:
    """Draw a rectangle with round corners, or with cut ones where `corner` is below zero."""
    c = min(abs(corner), height / 2)
    right, bottom = x + width, y + height
    if c == 0:
        return f"M{at(x)} {at(y)}H{at(right)}V{at(bottom)}H{at(x)}z"
    turns = [(right, y + c, right, y), (right - c, bottom, right, bottom), (x, bottom - c, x, bottom), (x + c, y, x, y)]
    straight = [(right - c, y), (right, bottom - c), (x + c, bottom), (x, y + c)]
    path = f"M{at(x + c)} {at(y)}"
    for (to_x, to_y), (end_x, end_y, by_x, by_y) in zip(straight, turns, strict=True):
        path += f"L{at(to_x)} {at(to_y)}"
        path += f"L{at(end_x)} {at(end_y)}" if corner < 0 else f"Q{at(by_x)} {at(by_y)} {at(end_x)} {at(end_y)}"
    return path + "z"


def _curve(way: tuple[Point, ...]) -> str:
    moved = [(x + _EDGE, y + _EDGE + _HEAD) for x, y in way]
    path = f"M{at(moved[0][0])} {at(moved[0][1])}"
    for n in range(1, len(moved) - 2, 3):
        path += "C" + " ".join(f"{at(x)} {at(y)}" for x, y in moved[n : n + 3])
    return path


def _headings(pack: Pack, places: dict[str, Point], columns: dict[str, int], words: TreeWords) -> tuple[Label, ...]:
    """Name each part of the tree above its first column."""
    found: dict[int, Label] = {}
    for id in sorted(places, key=lambda id: columns[id]):
        part = part_of(pack.nodes[id].level)
        if part not in found:
            found[part] = Label(at(places[id][0] - BOX / 2 + _EDGE), "14", words.say(f"part_{part}"))
    return tuple(found.values())


def _key(words: TreeWords, layout: Layout) -> tuple[TreeBox, ...]:
    y = layout.height + _HEAD + 2 * _EDGE + 8
    boxes, x = [], _EDGE
    for level, name in _key_names(words):
        boxes.append(_shape(level, x, y, 16, True, (), (), 26, name))
        x += 26 + 5 + text_width(name, _SMALL) + 18
    return tuple(boxes)


def _key_names(words: TreeWords) -> list[tuple[Level, str]]:
    levels: tuple[Level, ...] = ("need", "alternative", "choice", "function", "infrastructure", "effect")
    return [(level, words.say(f"level.{level}")) for level in levels]


def _key_width(words: TreeWords) -> float:
    return sum(49 + text_width(name, _SMALL) for _, name in _key_names(words))
