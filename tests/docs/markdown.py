"""What a test reads in a page: its fenced blocks, and its sections."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FENCE = re.compile(r"^```(\w+)[ ]?([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, the name written beside it, and its text."""

    language: str
    name: str
    text: str


def blocks(page: str, *languages: str) -> list[Block]:
    """Give the fenced blocks of a page, in order; of some languages only, where any are named."""
    found = [Block(language, name.strip(), text) for language, name, text in _FENCE.findall(page)]
    return [block for block in found if not languages or block.language in languages]


def sections(page: str, level: str) -> dict[str, str]:
    """Give the text under each heading of a level, up to the next heading of this or a higher level."""
    parts = re.split(rf"^(#{{1,{len(level)}}}) (.*)$", page, flags=re.MULTILINE)
    found = zip(parts[1::3], parts[2::3], parts[3::3], strict=True)
    return {title: text.strip() for marks, title, text in found if marks == level}
