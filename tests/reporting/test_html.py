from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from compass.reporting.html import EMBED_BELOW, render_html


class Elements(HTMLParser):
    """Every element with its attributes and its parent."""

    VOID = frozenset({"meta", "link", "br", "line", "path", "rect", "circle"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs), self.open[-1] if self.open else ""))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.found.append((tag, dict(attrs), self.open[-1]))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def all(self, tag):
        return [(attributes, parent) for name, attributes, parent in self.found if name == tag]


@pytest.fixture(scope="module", params=["fr", "en"])
def page(request, reports):
    return render_html(reports[request.param])


def test_page_is_well_formed_and_has_one_h1(page):
    elements = Elements(page)
    assert elements.open == []
    assert len(elements.all("h1")) == 1
    assert elements.all("html")[0][0]["lang"] in ("fr", "en")


def test_page_asks_nobody_for_anything(page):
    elements = Elements(page)
    assert [tag for tag, _, _ in elements.found if tag in ("script", "link", "img", "iframe", "object")] == []
    assert not [a for _, a, _ in elements.found if "src" in a or any(name.startswith("on") for name in a)]
    addresses = set(re.findall(r'url\("([a-z]+):', page))
    assert addresses <= {"compass", "data"}


def test_fonts_are_inside_while_the_page_is_small(page):
    assert len(page.encode()) < EMBED_BELOW
    assert page.count("data:font/woff2") == 3


def test_every_svg_begins_with_its_title(page):
    elements = Elements(page)
    svgs = len(elements.all("svg"))
    assert svgs > 10
    assert [parent for _, parent in elements.all("title")] == ["head"] + ["svg"] * svgs
    assert page.count("<title></title>") == 0


def test_tables_have_captions_and_scopes(page):
    elements = Elements(page)
    assert len(elements.all("caption")) == len(elements.all("table")) > 10
    assert all(attributes.get("scope") in ("col", "row") for attributes, _ in elements.all("th"))


def test_every_link_inside_the_page_leads_somewhere(page):
    elements = Elements(page)
    ids = {attributes["id"] for _, attributes, _ in elements.found if "id" in attributes}
    inside = {a["href"][1:] for a, _ in elements.all("a") if a["href"].startswith("#")}
    assert inside <= ids
    assert len(inside) > 20


def test_user_text_is_escaped(hostile):
    page = render_html(hostile())
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert Elements(page).open == []
