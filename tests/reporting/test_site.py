"""The reference pages of a pack: every link leads somewhere, every part has its page, in both languages."""

from __future__ import annotations

import posixpath
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from compass.engine.uses import PARTS, used_by, uses
from compass.reporting.site.render import render_site
from compass.service.workspace import open_workspace
from compass.texts.words import LANGUAGES

PACKS = Path(__file__).parents[1] / "packs"
LIGHT = 64 * 1024


class Page(HTMLParser):
    """What a test asks of a page: its links, anchors, headings, language and the elements left open."""

    VOID = frozenset({"meta", "link", "br", "img", "hr"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links, self.anchors, self.headings, self.open, self.tags = [], set(), [], [], set()
        self.language = self.title = ""
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.tags.add(tag)
        self.language = found.get("lang", self.language) if tag == "html" else self.language
        self.anchors |= {found["id"]} if "id" in found else set()
        self.links += [found["href"]] if "href" in found else []
        self.headings += [int(tag[1])] if re.fullmatch("h[1-6]", tag) else []
        self.open += [] if tag in self.VOID else [tag]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.title += data if self.open[-1:] == ["title"] else ""


def of_a_part(path):
    return path.count("/") == 2 and "/sources/" not in path


@pytest.fixture(scope="module", params=["radiology-ai", str(PACKS / "tiny"), str(PACKS / "single.yaml")])
def program(request):
    return open_workspace(Path.cwd()).pack(request.param).usable()


@pytest.fixture(scope="module")
def files(program):
    return render_site(program, "compass")


@pytest.fixture(scope="module")
def pages(files):
    return {path: Page(text.decode()) for path, text in files.items() if path.endswith(".html")}


def test_every_link_leads_to_a_page_and_a_place_in_it(files, pages):
    for path, page in pages.items():
        for link in page.links:
            if "://" not in link:
                target, _, anchor = link.partition("#")
                target = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
                assert target in files, (path, link)
                assert not anchor or anchor in pages[target].anchors, (path, link)


def test_every_part_has_a_page_in_both_languages_that_is_reached_from_the_index(program, pages):
    for language in LANGUAGES:
        for collection in PARTS:
            for id in getattr(program.pack, collection):
                assert f"{collection}.html" in pages[f"{language}/index.html"].links
                assert f"{collection}/{id}.html" in pages[f"{language}/{collection}.html"].links
                assert f"{language}/{collection}/{id}.html" in pages


def test_each_page_links_to_what_it_uses_and_to_what_uses_it(program, pages):
    links = uses(program)
    turned = used_by(links)
    for part, parts in links.items():
        page = pages[f"en/{part[0]}/{part[1]}.html"]
        for collection, id in (*parts, *turned[part]):
            near = f"{id}.html" if collection == part[0] else f"../{collection}/{id}.html"
            assert near in page.links


def test_pages_are_accessible(pages):
    for path, page in pages.items():
        assert page.language == (path[:2] if "/" in path else "fr"), path
        assert len(page.title) > 3, path
        assert page.headings[0] == 1, path
        assert page.headings.count(1) == 1, path
        assert all(b - a <= 1 for a, b in zip(page.headings, page.headings[1:], strict=False)), path
        assert page.open == [], path
        assert "main" in page.tags, path


def test_no_two_pages_of_a_language_have_one_title_and_kind(files):
    for language in LANGUAGES:
        heads = [
            re.search(r'(<p class="kind">.*?</h1>|<h1>.*?</h1>).*?<dd>(.*?)</dd>', text.decode(), re.DOTALL)
            for path, text in files.items()
            if path.startswith(f"{language}/") and of_a_part(path)
        ]
        named = [(head[1], head[2]) for head in heads]
        assert len(set(named)) == len(named)


def test_pages_are_light_and_have_no_script(files, pages):
    assert all("script" not in page.tags for page in pages.values())
    assert all(len(text) < LIGHT for text in files.values())
    assert not any(b'url("http' in text or b"@import" in text for text in files.values())


def test_the_same_pack_gives_the_same_bytes(program, files):
    assert render_site(program, "compass") == files


def test_pages_speak_their_language(program, files):
    for path, text in files.items():
        if path.startswith("fr/") and of_a_part(path):
            assert "Se sert de" in text.decode()
            assert not re.search(r"\w'\w", re.sub(r"<code.*?</code>|<[^>]*>", "", text.decode())), path
    assert "Used by" in files["en/criteria/" + next(iter(program.pack.criteria)) + ".html"].decode()


def test_the_page_of_a_factor_gives_its_range_year_place_quality_and_source():
    pages = render_site(open_workspace(Path.cwd()).pack("radiology-ai").usable(), "compass")
    page = pages["en/factors/grid_ghg.html"].decode()
    assert "0.0461 [0.04144 – 0.098]" in page
    assert "2025, France" in page
    assert "ADEME 2025" in page
    assert "../sources.html#ademe_electricity_2025" in page
