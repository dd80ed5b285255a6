"""A document as one self-contained HTML page: no script, no request to anywhere."""

from __future__ import annotations

from base64 import b64encode

from markupsafe import Markup

from compass.reporting.papers import BlankQuestionnaire, Brief, Letters, SideBySide
from compass.reporting.quantiges.document import EightSteps
from compass.reporting.report import Report
from compass.reporting.templates import environment
from compass.reporting.workshops.document import Cards, Guide, Minutes
from compass.shipped import static

EMBED_BELOW = 768 * 1024
"""A page keeps its fonts inside as long as it stays smaller than this many bytes."""
FACES = {"Regular": 400, "SemiBold": 600, "Bold": 700}

Document = Report | Brief | SideBySide | Letters | BlankQuestionnaire | EightSteps | Guide | Cards | Minutes


def render_html(report: Document) -> str:
    """Print a document as an HTML page; `render_pdf` turns the same page into a PDF."""
    page = _page(report, _font_faces(embedded=True))
    return page if len(page.encode()) < EMBED_BELOW else _page(report, _font_faces(embedded=False))


def _page(report: Document, fonts: str) -> str:
    style = (static() / "report.css").read_text(encoding="utf-8")
    return environment().get_template(report.template).render(report=report, fonts=Markup(fonts), style=Markup(style))


def _font_faces(embedded: bool) -> str:
    """Declare the faces in use: for the PDF a shipped file, for a browser the font itself or one of its own."""
    return "\n".join(_font_face(name, weight, embedded) for name, weight in FACES.items())


def _font_face(name: str, weight: int, embedded: bool) -> str:
    sources = [f'url("compass:fonts/Inter-{name}.ttf") format("truetype")']
    if embedded:
        data = b64encode((static() / "fonts" / f"Inter-{name}.woff2").read_bytes()).decode()
        sources.append(f'url("data:font/woff2;base64,{data}") format("woff2")')
    return f"@font-face {{ font-family: Inter; font-weight: {weight}; src: {', '.join(sources)} }}"
