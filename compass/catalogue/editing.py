"""Answers written into the text of an assessment: every other character of the file stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from compass.catalogue.reader import DocPath, Document, read_text

_WIDTH = 1_000_000
_OF_A_BLOCK = ("|", ">")


def with_answers(text: str, answers: Mapping[DocPath, Any]) -> str | None:
    """Give the text with other values at some paths, which lead through mappings and the list of options.

    A value that stands there is replaced whole, comments around it are kept. None where the text is written in a way
    in which this can't be done.
    """
    wanted = _data(text)
    for path, value in answers.items():
        text = _with_value(text, path, value)
        _put(wanted, path, value)
    return text if _data(text) == wanted else None


def _data(text: str) -> Any:
    document = Document("")
    read_text(text, document)
    return None if document.problems else document.data


def _put(data: Any, path: DocPath, value: Any) -> None:
    *parents, last = path
    for part in parents:
        if isinstance(part, str) and data.get(part) is None:
            data[part] = {}
        data = data[part]
    data[last] = value


def _with_value(text: str, path: DocPath, value: Any) -> str:
    node, key = _root(text), None
    for depth, part in enumerate(path):
        if isinstance(node, SequenceNode):
            node, key = node.value[part], None
            continue
        found = _entry(node, part)
        if found is None:
            written = _written(_nested(path[depth + 1 :], value))
            return _inserted(text, node, key, f"{part}: {written}")
        key, node = found
    return _replaced(text, node, key, _written(value))


def _root(text: str) -> Node:
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    assert root is not None
    return root


def _entry(node: Node, name: object) -> tuple[Node, Node] | None:
    entries = node.value if isinstance(node, MappingNode) else []
    return next(((key, value) for key, value in entries if key.value == name), None)


def _nested(path: DocPath, value: Any) -> Any:
    for part in reversed(path):
        value = {part: value}
    return value


def _written(value: Any) -> str:
    dumped: str = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=_WIDTH, sort_keys=False)
    return dumped.removesuffix("\n").removesuffix("\n...")


def _inserted(text: str, node: Node, key: Node | None, entry: str) -> str:
    """Put an entry into a mapping, after the others; an empty value becomes a mapping."""
    if not isinstance(node, MappingNode) or not node.value:
        return _replaced(text, node, key, f"{{{entry}}}")
    end = _end(text, node.value[-1][1])
    if node.flow_style:
        return f"{text[:end]}, {entry}{text[end:]}"
    line_end = text.find("\n", end)
    if line_end < 0:
        line_end, text = len(text), f"{text}\n"
    head = text[:line_end].removesuffix("\r")
    line = "\r\n" if len(head) < line_end else "\n"
    return f"{head}{line}{' ' * node.value[0][0].start_mark.column}{entry}{text[len(head) :]}"


def _replaced(text: str, node: Node, key: Node | None, value: str) -> str:
    start, end = node.start_mark.index, _end(text, node)
    after_key = key.end_mark.index if key is not None else start
    if text[after_key:start].strip() == ":":
        return f"{text[:after_key]}: {value}{text[end:]}"
    return f"{text[:start]}{value}{text[end:]}"


def _end(text: str, node: Node) -> int:
    """Give where a value ends, without the blank lines and comments that follow it."""
    end = int(node.end_mark.index)
    if not isinstance(node, CollectionNode):
        is_block = isinstance(node, ScalarNode) and node.style in _OF_A_BLOCK
        return len(text[:end].rstrip()) if is_block else end
    if node.flow_style or not node.value:
        return end
    last = node.value[-1]
    return _end(text, last[1] if isinstance(node, MappingNode) else last)
