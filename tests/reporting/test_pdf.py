from __future__ import annotations

import hashlib
import os
import subprocess
import sys

import pytest

from compass.errors import UnavailableError
from compass.reporting.html import render_html
from compass.reporting.pdf import printable, render_pdf, shipped_file

RENDER = """
import hashlib, sys
from compass.reporting.pdf import render_pdf
print(hashlib.sha256(render_pdf(sys.stdin.read())).hexdigest())
"""


@pytest.fixture(scope="module")
def pdfs(reports):
    """The report in both languages: the page and the PDF."""
    pages = {language: render_html(report) for language, report in reports.items()}
    return {language: (page, render_pdf(page)) for language, page in pages.items()}


def verdict(data: bytes):
    import page  # noqa: PLC0415 — only the PDF tests need the validator

    return page.validate_pdf_bytes(data, profile="ua1")


@pytest.mark.pdf
@pytest.mark.parametrize("language", ["fr", "en"])
def test_report_conforms_to_pdf_ua(pdfs, language):
    assert "Result: no failures" in str(verdict(pdfs[language][1]))


@pytest.mark.pdf
def test_hostile_texts_do_not_break_conformity(hostile):
    assert "Result: no failures" in str(verdict(render_pdf(render_html(hostile()))))


@pytest.mark.pdf
def test_same_page_gives_the_same_bytes_in_another_process(pdfs):
    page, here = pdfs["fr"]
    elsewhere = {**os.environ, "LANG": "tr_TR.UTF-8", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "PYTHONUTF8": "1"}
    elsewhere["PYTHONPATH"] = os.pathsep.join(sys.path)
    command = [sys.executable, "-c", RENDER]
    done = subprocess.run(command, input=page, capture_output=True, encoding="utf-8", env=elsewhere, check=True)
    assert done.stdout.strip() == hashlib.sha256(here).hexdigest()


@pytest.mark.pdf
def test_pages_have_their_sizes(pdfs):
    import io  # noqa: PLC0415

    import pikepdf  # noqa: PLC0415

    with pikepdf.open(io.BytesIO(pdfs["en"][1])) as document:
        sizes = [tuple(round(float(n)) for n in page.mediabox[2:]) for page in document.pages]
        assert sizes.count((1191, 842)) == 1
        assert set(sizes) == {(595, 842), (1191, 842)}
        assert str(document.Root.Lang) == "en"


def test_without_pango_the_error_tells_the_remedy(monkeypatch):
    class Missing:
        """A finder on whose machine Pango can't be loaded."""

        def find_spec(self, name, path=None, target=None):
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    with pytest.raises(UnavailableError) as caught:
        render_pdf("<p>")
    assert caught.value.problem.code == "S001"


@pytest.mark.parametrize(
    "url",
    ["https://example.org/a.css", "file:///etc/passwd", "compass:../pyproject.toml", "compass:nothing", "data:,x"],
)
def test_nothing_but_shipped_files_is_fetched(url):
    with pytest.raises(ValueError, match="refused"):
        shipped_file(url)


def test_shipped_fonts_are_found():
    assert shipped_file("compass:fonts/Inter-Regular.ttf").is_file()


def test_printable_replaces_what_has_no_glyph():
    assert printable("a 🩻 é ✓ ❤️") == "a □ é ✓ □"
