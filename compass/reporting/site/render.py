"""The pages of a pack as files: light HTML without a script, one style sheet, the same bytes each time."""

from __future__ import annotations

from compass.engine.program import Program
from compass.reporting.site.build import Page, build_site
from compass.reporting.site.page import IndexPage, PartPage, WelcomePage
from compass.reporting.templates import environment
from compass.shipped import static
from compass.texts.words import LANGUAGES


def render_site(program: Program, generator: str) -> dict[str, bytes]:
    """Give every file of the site by its path; `index.html` leads to both languages."""
    pages = build_site(program, generator)
    style = "".join((static() / name).read_text(encoding="utf-8") for name in ("report.css", "site.css"))
    heads = tuple(pages[f"{language}/index.html"].head for language in LANGUAGES)
    page = WelcomePage(heads[0].language, " · ".join(head.site_title for head in heads), generator, heads)
    welcome = environment().get_template("site/welcome.html").render(page=page)
    files = {path: _render(page).encode() for path, page in pages.items()}
    return {"index.html": welcome.encode(), "site.css": style.encode(), **files}


def _render(page: Page) -> str:
    kind = "part" if isinstance(page, PartPage) else "index" if isinstance(page, IndexPage) else "sources"
    return environment().get_template(f"site/{kind}.html").render(page=page)
