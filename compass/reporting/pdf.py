"""An HTML report as a tagged PDF that follows PDF/A-3a and PDF/UA-1, with the files that it was made from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

from compass.errors import UnavailableError
from compass.reporting.conformity import VARIANT, conform, has_two_ends
from compass.shipped import static

SCHEME = "compass:"
INSTALL = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
_UNPRINTABLE = re.compile(
    "[\U0001f000-\U0010ffff\u2600-\u2604\u2607-\u26ff\u2700-\u2712\u2714-\u2716\u2718-\u27bf\ue000-\uf8ff]"
)
_FOR_BROWSERS = re.compile(r', url\("data:font/woff2;base64,[A-Za-z0-9+/=]*"\) format\("woff2"\)')
"""The fonts inside the page; the PDF takes the shipped files, and reading these would cost time."""
_JOINERS = re.compile("[\u200d\ufe00-\ufe0f\u20e3]")


@dataclass(frozen=True)
class Enclosure:
    """A file inside a PDF: what the report was made from (`Source`), or its result as data (`Data`)."""

    name: str
    description: str
    relationship: Literal["Source", "Data"]
    content: bytes
    date: str


def render_pdf(html: str, enclosures: tuple[Enclosure, ...] = ()) -> bytes:
    """Turn a page of `render_html` into a PDF; the same page and files give the same bytes.

    Raises UnavailableError S001 where Pango is missing. Nothing is fetched but the program's own shipped files.
    """
    try:
        import weasyprint  # noqa: PLC0415 — slow to import, and needs Pango, which only this needs
    except OSError as error:
        raise UnavailableError("S001", library="Pango", command=INSTALL) from error
    document = weasyprint.HTML(string=printable(_FOR_BROWSERS.sub("", html)), url_fetcher=_fetcher())
    data, padding = b"", 0
    while not data or has_two_ends(data):  # one file in 256 is written a second time
        attachments, finisher = [_attachment(each) for each in enclosures], partial(conform, padding=padding)
        data = document.write_pdf(pdf_variant=VARIANT, attachments=attachments, finisher=finisher)
        padding += 1
    return data


def _attachment(enclosure: Enclosure) -> Any:
    from weasyprint import Attachment  # noqa: PLC0415 — as above

    day = datetime.fromisoformat(f"{enclosure.date}T00:00:00+00:00")
    return Attachment(
        string=enclosure.content,
        name=enclosure.name,
        description=enclosure.description,
        relationship=enclosure.relationship,
        created=day,
        modified=day,
    )


def printable(html: str) -> str:
    """Put an empty square where a character, an emoji say, has no glyph in our fonts: PDF/UA refuses missing glyphs."""
    return _UNPRINTABLE.sub("□", _JOINERS.sub("", html))


def shipped_file(url: str) -> Path:
    """Give the shipped file that a `compass:` address names; anything else is refused with ValueError."""
    root = static().resolve()
    if not url.startswith(SCHEME):
        raise ValueError(f"refused: {url[:80]}")
    path = (root / url.removeprefix(SCHEME)).resolve()
    if not path.is_relative_to(root) or not path.is_file():
        raise ValueError(f"refused: {url[:80]}")
    return path


def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 — as above

    class ShippedOnly(URLFetcher):  # type: ignore[misc]
        """Opens the program's own files and nothing else."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            return URLFetcherResponse(url, body=BytesIO(shipped_file(url).read_bytes()))

    return ShippedOnly()
