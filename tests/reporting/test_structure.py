"""What a screen reader meets in each kind of document, by the tags of its PDF: headings, tables, drawings, order."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

import pytest

from compass.reporting.html import render_html
from compass.reporting.kinds.build import build_document
from compass.reporting.pdf import printable, render_pdf

KINDS = [("full", "en"), ("brief", "fr"), ("comparison", "en"), ("letter", "fr"), ("questionnaire", "en")]
pytestmark = pytest.mark.pdf


@dataclass(frozen=True)
class Tagged:
    """A document as a page and as a PDF, with the elements of its structure in their order."""

    language: str
    html: str
    lang: str
    elements: tuple[dict[str, object], ...]
    order: tuple[tuple[int, int], ...]

    def tagged(self, *names: str) -> list[dict[str, object]]:
        return [each for each in self.elements if each["tag"] in names]


@pytest.fixture(scope="module", params=KINDS, ids=lambda each: each[0])
def document(request, told, reports) -> Tagged:
    import pikepdf  # noqa: PLC0415 — only the PDF tests need it

    kind, language = request.param
    html = render_html(reports[language] if kind == "full" else build_document(kind, *told, language))
    with pikepdf.open(io.BytesIO(render_pdf(html))) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        elements, order = [], []
        _walk(pdf.Root.StructTreeRoot.K, None, pages, elements, order)
        return Tagged(language, html, str(pdf.Root.Lang), tuple(elements), tuple(order))


def _walk(kids, page, pages, elements, order) -> None:
    """Gather the elements below one, and the page and number of each marked content, in reading order.

    Numbers count what is painted, in which drawings come after all text of a page; theirs are left out.
    """
    import pikepdf  # noqa: PLC0415

    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if not isinstance(kid, pikepdf.Dictionary):
            order.append((page, int(kid)))
            continue
        here = pages[kid.Pg.objgen] if "/Pg" in kid else page
        if kid.get("/Type") == "/MCR":
            order.append((here, int(kid.MCID)))
        elif "/S" in kid:
            headers = [str(each) for each in kid.get("/A", {}).get("/Headers", ())]
            alternative = str(kid.Alt) if "/Alt" in kid else ""
            elements.append(
                {"tag": str(kid.S)[1:], "id": str(kid.get("/ID", "")), "headers": headers, "alt": alternative}
            )
            inside = order if kid.S != "/Figure" else []
            _walk(kid.get("/K", pikepdf.Array()), here, pages, elements, inside)


def test_the_language_is_told(document):
    assert document.lang == document.language


def test_headings_are_those_of_the_page_and_skip_no_level(document):
    told = [int(found) for found in re.findall(r"<h([1-6])[ >]", document.html)]
    assert [int(str(each["tag"])[1]) for each in document.tagged("H1", "H2", "H3")] == told
    assert told[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(told))


def test_each_cell_of_a_table_names_its_headers(document):
    heads, cells = {each["id"] for each in document.tagged("TH")}, document.tagged("TD")
    assert len(cells) >= len(re.findall(r"<td[ >]", document.html))
    for cell in cells:
        assert len(cell["headers"]) == 2, cell
        assert set(cell["headers"]) <= heads


def test_each_drawing_has_its_title_as_alternative(document):
    told = [unescape(printable(title)) for title in re.findall(r"<svg [^>]*>\s*<title>(.*?)</title>", document.html)]
    assert [each["alt"] for each in document.tagged("Figure")] == told


def test_headings_drawings_and_tables_are_read_in_the_order_of_the_page(document):
    told = re.findall(r"<(h[1-3]|svg|(?:fig)?caption)[ >]", document.html)
    read = [str(each["tag"]).lower() for each in document.tagged("H1", "H2", "H3", "Figure", "Caption")]
    assert read == [{"svg": "figure", "figcaption": "caption"}.get(name, name) for name in told]


def test_texts_are_read_as_they_are_seen(document):
    assert list(document.order) == sorted(document.order)
    assert len(document.order) == len(set(document.order)) > 50
