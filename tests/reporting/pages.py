"""The text of each page of a report, from the boxes that the PDF is drawn from."""

from __future__ import annotations

import weasyprint

from compass.reporting.pdf import _fetcher, printable


def page_texts(html: str) -> list[str]:
    """Give the words of each page, without the spaces, which lines break."""
    document = weasyprint.HTML(string=printable(html), url_fetcher=_fetcher()).render()
    return [without_spaces("".join(_texts(page._page_box))) for page in document.pages]


def _texts(box) -> list[str]:
    return [each.text for each in box.descendants() if hasattr(each, "text")]


def without_spaces(text: str) -> str:
    return "".join(text.split()).replace("\u00ad", "")


def misplaced(html: str) -> list[str]:
    """Tell the texts that leave their page or lie over another one; a hair of two pixels is let pass."""
    document = weasyprint.HTML(string=printable(html), url_fetcher=_fetcher()).render()
    found = []
    for number, page in enumerate(document.pages, start=1):
        boxes = [each for each in page._page_box.descendants() if hasattr(each, "text") and each.text.strip()]
        found += [f"{number}: {box.text} is outside" for box in boxes if not _inside(box, page)]
        boxes.sort(key=lambda box: box.position_y)
        for place, box in enumerate(boxes):
            below = (other for other in boxes[place + 1 :] if other.position_y < box.position_y + box.height - _HAIR)
            found += [f"{number}: {box.text} lies over {other.text}" for other in below if _beside(box, other)]
    return found


_HAIR = 2.0


def _inside(box, page) -> bool:
    right, bottom = box.position_x + box.width, box.position_y + box.height
    starts_inside = box.position_x >= -_HAIR and box.position_y >= -_HAIR
    return starts_inside and right <= page.width + _HAIR and bottom <= page.height + _HAIR


def _beside(one, other) -> bool:
    """Say whether two texts of the same height share some of their width."""
    left, right = max(one.position_x, other.position_x), min(one.position_x + one.width, other.position_x + other.width)
    return right - left > _HAIR
