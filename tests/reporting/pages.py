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
