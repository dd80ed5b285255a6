"""How wide a text is in a figure, and where to break it; no font is read, so the answer is the same everywhere."""

from __future__ import annotations

from unicodedata import east_asian_width

_NARROW = frozenset("iljtfrI.,:;'’|!()[] \u00a0\u202f")
_WIDE = frozenset("mwMWŒœ@%—…")


def text_width(text: str, size: float) -> float:
    """Give the width of a text set in the report's font, a little on the safe side."""
    return sum(map(_share_of_size, text)) * size


def wrap(text: str, size: float, width: float, most: int) -> tuple[str, ...]:
    """Break a text into at most so many lines; a word too long is cut, what does not fit ends in an ellipsis."""
    lines: list[str] = []
    for word in _pieces(text, size, width):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return tuple(lines) if len(lines) <= most else (*lines[: most - 1], _cut(lines[most - 1], size, width))


def _pieces(text: str, size: float, width: float) -> list[str]:
    pieces: list[str] = []
    for word in text.split():
        while text_width(word, size) > width and len(word) > 1:
            fitting = _fitting(word, size, width - size / 2)
            pieces.append(word[:fitting] + "-")
            word = word[fitting:]
        pieces.append(word)
    return pieces


def _fitting(word: str, size: float, width: float) -> int:
    used = 0.0
    for index, character in enumerate(word):
        used += _share_of_size(character) * size
        if used > width:
            return max(1, index)
    return len(word)


def _cut(line: str, size: float, width: float) -> str:
    return line[: _fitting(line, size, width - size)].rstrip() + "…"


def _share_of_size(character: str) -> float:
    if character in _NARROW:
        return 0.32
    if character in _WIDE:
        return 0.92
    if east_asian_width(character) in "WF":
        return 1.05
    return 0.72 if character.isupper() else 0.59
