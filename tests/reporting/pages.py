"""The text of each page of a report: from the boxes that the PDF is drawn from, or from the PDF itself."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from itertools import takewhile
from xml.etree import ElementTree

import weasyprint
from weasyprint.formatting_structure.boxes import LineBox, TableCellBox

from compass.reporting.pdf import _fetcher, printable


def page_texts(html: str) -> list[str]:
    """Give the words of each page, without the spaces, which lines break."""
    document = weasyprint.HTML(string=printable(html), url_fetcher=_fetcher()).render()
    return [without_spaces("".join(_texts(page._page_box))) for page in document.pages]


def broken(html: str) -> list[str]:
    """Tell the parts of numbers that a table cell is too narrow for, so that they are broken over two lines."""
    document = weasyprint.HTML(string=printable(html), url_fetcher=_fetcher()).render()
    boxes = (box for page in document.pages for box in page._page_box.descendants())
    return [part for cell in boxes if isinstance(cell, TableCellBox) for part in _parts(cell)]


def _parts(cell) -> list[str]:
    whole = set(_words("".join(cell.element.itertext())))
    lines = (box for box in cell.descendants() if isinstance(box, LineBox))
    seen = [word for line in lines for word in _words("".join(_texts(line)))]
    return [word for word in seen if word not in whole and any(map(str.isdigit, word))]


def _words(text: str) -> list[str]:
    """Split where a line may be broken: not at the spaces that join a number."""
    return re.split("[ \n\t]+", text)


def _texts(box) -> list[str]:
    return [each.text for each in box.descendants() if hasattr(each, "text")]


def without_spaces(text: str) -> str:
    return "".join(text.split()).replace("\u00ad", "")


@dataclass(frozen=True)
class Word:
    """A word on a page, in points; top and bottom are those of its letters, not of its line."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    words: tuple[Word, ...]


def pages_of(pdf: bytes) -> list[Page]:
    """Give the words of every page, those of figures among them, at the places where poppler finds them."""
    done = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True)
    pages = ElementTree.fromstring(_UNFIT.sub("", done.stdout.decode())).iter(f"{_XHTML}page")
    return [Page(float(p.get("width", 0)), float(p.get("height", 0)), tuple(map(_word, p))) for p in pages]


_XHTML = "{http://www.w3.org/1999/xhtml}"
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""What XML can't hold."""
_LINE = 1.21
"""The height of a line of Inter, of its size: 0.97 above the base line, 0.24 below it."""


def _word(found: ElementTree.Element) -> Word:
    left, top, right, bottom = (float(found.get(name, 0)) for name in ("xMin", "yMin", "xMax", "yMax"))
    size = (bottom - top) / _LINE
    return Word(found.text or "", left, top + 0.25 * size, right, bottom - 0.25 * size, size)


def misplaced(pdf: bytes) -> list[str]:
    """Tell the words that leave the text area of their page, lie over another one, or are too small to be read."""
    found = []
    for number, page in enumerate(pages_of(pdf), start=1):
        found += [f"{number}: {word.text} is outside" for word in page.words if not _inside(word, page)]
        found += [f"{number}: {word.text} has {word.size:.1f} points" for word in page.words if word.size < SMALLEST]
        found += [f"{number}: {words}" for words in overlaps(page)]
    return found


def overlaps(page: Page) -> list[str]:
    """Tell the words of a page that lie over each other; a hair is let pass."""
    found = []
    words = sorted(page.words, key=lambda word: word.top)
    for place, word in enumerate(words):
        below = takewhile(lambda other, word=word: other.top < word.bottom - _HAIR, words[place + 1 :])
        found += [f"{word.text} lies over {other.text}" for other in below if _beside(word, other)]
    return found


SMALLEST = 6.0
_HAIR = 1.0
_MARGINS = {True: (62.3, 51.0), False: (28.3, 28.3)}
"""Left and right margins in points, of upright pages and of those that lie."""


def _inside(word: Word, page: Page) -> bool:
    left, right = _MARGINS[page.width < page.height]
    across = left - _HAIR <= word.left and word.right <= page.width - right + _HAIR
    return across and word.top >= 0 and word.bottom <= page.height


def _beside(one: Word, other: Word) -> bool:
    """Say whether two words of the same height share some of their width."""
    return min(one.right, other.right) - max(one.left, other.left) > _HAIR
