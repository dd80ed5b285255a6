"""How heavy a page is, by the EcoIndex of GreenIT: elements, requests and kibibytes against those of half a million
pages (github.com/cnumr/ecoindex_reference, 2024; formula of the GreenIT-Analysis extension)."""

from __future__ import annotations

from bisect import bisect_right
from html.parser import HTMLParser

ELEMENTS = (0, 47, 75, 159, 233, 298, 358, 417, 476, 537, 603, 674, 753, 843, 949, 1076, 1237, 1459, 1801, 2479, 594601)
REQUESTS = (0, 2, 15, 25, 34, 42, 49, 56, 63, 70, 78, 86, 95, 105, 117, 130, 147, 170, 205, 281, 3920)
KIBIBYTES = (0, 1.37, 144.7, 319.53, 479.46, 631.97, 783.38, 937.91, 1098.62, 1265.47, 1448.32, 1648.27, 1876.08,
             2142.06, 2465.37, 2866.31, 3401.59, 4155.73, 5400.08, 8037.54, 223212.26)  # fmt: skip


def ecoindex(elements: float, requests: float, kibibytes: float) -> float:
    """Give the score from 0 (heavy) to 100 (light): elements weigh three sixths, requests two, bytes one."""
    places = (_place(ELEMENTS, elements), _place(REQUESTS, requests), _place(KIBIBYTES, kibibytes))
    return 100 - 5 * (3 * places[0] + 2 * places[1] + places[2]) / 6


def _place(quantiles: tuple[float, ...], value: float) -> float:
    """Give where a value lies among the twenty parts of the reference pages."""
    part = min(bisect_right(quantiles, value), len(quantiles) - 1)
    low, high = quantiles[part - 1], quantiles[part]
    return min(part - 1 + (value - low) / (high - low), len(quantiles) - 1)


class Page(HTMLParser):
    """Counts the elements of a page and lists what a browser fetches with it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements, self.fetched = 0, list[str]()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements += 1
        given = dict(attrs)
        address = given.get("src") or (given.get("href") if tag == "link" else None)
        if address and not address.startswith("data:"):
            self.fetched.append(address)
