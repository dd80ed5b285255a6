"""In 100 futures: a square for each, with the letter of the option that comes first in it."""

from __future__ import annotations

from collections.abc import Sequence

from compass.reporting.figures.drawing import drawing
from compass.reporting.figures.interval import Words
from compass.reporting.figures.shapes import Box, Drawing, Writing, at

_SIDE, _ACROSS, _ALL = 24.0, 20, 100
_FILLS = ("#1b4965", "#ffffff", "#c9ced3")
_INKS = ("#ffffff", "#111111", "#111111")


def futures(shares: Sequence[float]) -> tuple[int, ...]:
    """Share out 100 futures by the largest remainders, so that they add up to 100."""
    total = sum(shares)
    exact = [share * _ALL / total for share in shares]
    counts = [int(each) for each in exact]
    by_remainder = sorted(range(len(exact)), key=lambda n: (counts[n] - exact[n], n))
    for n in by_remainder[: _ALL - sum(counts)]:
        counts[n] += 1
    return tuple(counts)


def futures_figure(letters: Sequence[str], counts: Sequence[int], words: Words) -> Drawing:
    """Draw the hundred squares, the futures of an option side by side; letters tell them apart, not shades alone."""
    told = [(letter, n) for n, (letter, count) in enumerate(zip(letters, counts, strict=True)) for _ in range(count)]
    boxes, writings = [], []
    for index, (letter, n) in enumerate(told):
        x, y = 40 + (index % _ACROSS) * (_SIDE + 4), (index // _ACROSS) * (_SIDE - 2) + 1
        shade = min(n, len(_FILLS) - 1)
        boxes.append(Box(at(x), at(y), at(_SIDE), at(_SIDE - 6), _FILLS[shade]))
        writings.append(Writing(at(x + _SIDE / 2), at(y + 13), letter, anchor="middle", weight="600", ink=_INKS[shade]))
    return drawing(words, (_SIDE - 2) * (_ALL // _ACROSS) + 2, boxes, (), writings)
