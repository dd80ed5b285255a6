from __future__ import annotations

import hashlib
import html
import io
import os
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser

import pytest

from compass.errors import UnavailableError
from compass.model.base import Text
from compass.reporting.build import build_report
from compass.reporting.html import render_html
from compass.reporting.pdf import Enclosure, printable, render_pdf, shipped_file
from compass.texts.typography import set_type
from tests.reporting.pages import misplaced

RENDER = """
import hashlib, sys
from compass.reporting.pdf import Enclosure, render_pdf
enclosure = Enclosure("a.json", "A file", "Data", b"{}", "2026-11-22")
print(hashlib.sha256(render_pdf(sys.stdin.read(), (enclosure,))).hexdigest())
"""
NO_FONTS = "<?xml version='1.0'?><fontconfig><cachedir>{cache}</cachedir></fontconfig>"
ENCLOSURE = Enclosure("a.json", "A file", "Data", b"{}", "2026-11-22")


@pytest.fixture(scope="module")
def pdfs(reports):
    """The report in both languages: the page and the PDF."""
    pages = {language: render_html(report) for language, report in reports.items()}
    return {language: (page, render_pdf(page, (ENCLOSURE,))) for language, page in pages.items()}


def failures(data: bytes) -> list[str]:
    """Tell the profiles that a file does not conform to."""
    import page  # noqa: PLC0415 — only the PDF tests need the validator

    verdicts = {profile: str(page.validate_pdf_bytes(data, profile=profile)) for profile in ("ua1", "3a")}
    return [verdict for verdict in verdicts.values() if "Result: no failures" not in verdict]


@pytest.mark.pdf
@pytest.mark.parametrize("language", ["fr", "en"])
def test_report_conforms_to_pdf_a_and_pdf_ua(pdfs, language):
    assert failures(pdfs[language][1]) == []


@pytest.mark.pdf
@pytest.mark.poppler
@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_text_leaves_its_page_lies_over_another_or_is_too_small(pdfs, language):
    assert misplaced(pdfs[language][1]) == []


@pytest.mark.pdf
@pytest.mark.poppler
def test_what_is_misplaced_is_found():
    words = '<p style="position: absolute; left: {}; top: {}; font-size: {}">{}</p>'.format
    told = [("0", "50pt", "9pt", "one"), ("4pt", "52pt", "9pt", "two"), ("0", "90pt", "5pt", "small")]
    told += [("-30pt", "120pt", "9pt", "left"), ("0", "150pt", "9pt", "x" * 200)]
    page = "<html lang=en><title>f</title><style>@page { margin: 20mm 18mm 20mm 22mm }</style>"
    found = misplaced(render_pdf(page + "".join(words(*each) for each in told)))
    assert len(found) == 4
    assert [line.split()[2:] for line in found if "lies over" in line] == [["lies", "over", "two"]]


@pytest.mark.pdf
def test_hostile_texts_do_not_break_conformity(hostile):
    assert failures(render_pdf(render_html(hostile()))) == []


@pytest.mark.pdf
@pytest.mark.qpdf
def test_qpdf_finds_no_fault(pdfs, tmp_path):
    (tmp_path / "report.pdf").write_bytes(pdfs["fr"][1])
    done = subprocess.run(["qpdf", "--check", tmp_path / "report.pdf"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.pdf
def test_same_page_gives_the_same_bytes_in_another_process_without_the_fonts_of_the_machine(pdfs, tmp_path):
    page, here = pdfs["fr"]
    (tmp_path / "fonts.conf").write_text(NO_FONTS.format(cache=tmp_path), encoding="utf-8")
    elsewhere = {**os.environ, "LANG": "tr_TR.UTF-8", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "PYTHONUTF8": "1"}
    elsewhere |= {"HOME": str(tmp_path), "FONTCONFIG_FILE": str(tmp_path / "fonts.conf")}
    elsewhere["PYTHONPATH"] = os.pathsep.join(sys.path)
    command = [sys.executable, "-c", RENDER]
    done = subprocess.run(command, input=page, capture_output=True, encoding="utf-8", env=elsewhere, check=True)
    assert done.stdout.strip() == hashlib.sha256(here).hexdigest()


@pytest.mark.pdf
def test_enclosed_files_say_what_they_are_to_the_report(pdfs):
    import pikepdf  # noqa: PLC0415

    with pikepdf.open(io.BytesIO(pdfs["en"][1])) as document:
        (file,) = document.Root.AF
        assert (str(file.UF), str(file.Desc), str(file.AFRelationship)) == ("a.json", "A file", "/Data")
        assert document.attachments["a.json"].get_file().read_bytes() == b"{}"
        assert str(file.EF.F.Params.ModDate) == "D:20261122000000Z"


@pytest.mark.pdf
def test_report_has_bookmarks_for_its_sections(pdfs, reports):
    import pikepdf  # noqa: PLC0415

    with pikepdf.open(io.BytesIO(pdfs["en"][1])) as document, document.open_outline() as outline:
        (title,) = outline.root
        assert reports["en"].comparison.title in [entry.title for entry in title.children]


@pytest.mark.pdf
def test_pages_have_their_sizes(pdfs, reports):
    import pikepdf  # noqa: PLC0415

    with pikepdf.open(io.BytesIO(pdfs["en"][1])) as document:
        sizes = [tuple(round(float(n)) for n in page.mediabox[2:]) for page in document.pages]
        papers = [figure.paper for figure in reports["en"].tree.figures]
        assert (sizes.count((842, 595)), sizes.count((1191, 842))) == (papers.count("a4"), papers.count("a3"))
        assert set(sizes) == {(595, 842), (842, 595), (1191, 842)}
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


INJECTIONS = {
    "html": "</p><h2>Injected</h2><script>alert(1)</script>",
    "jinja": "{{ 7 * 7 }} {% raw %} {# gone #}",
    "css": "</style><style>p { display: none } @import 'https://example.org/a.css'; background: url(file:///etc/passwd)",
    "link": "<a href='javascript:alert(1)'>javascript:alert(1)</a>",
    "data": "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
    "file": "<link rel=attachment href='file:///etc/passwd'>",
    "long": "word " * 2000,
    "unbroken": "x" * 10_000,
    "right to left": "\u202eمستشفى باريس\u202c",
    "emoji": "🩻👩🏽\u200d⚕️",
}


@pytest.mark.parametrize("kind", INJECTIONS)
def test_user_text_stays_text(told, reports, kind):
    pack, assessment, evaluation = told
    text = INJECTIONS[kind]
    title, about = Text(fr=text, en=text), Text(fr=text, en=text)
    options = tuple(option.model_copy(update={"title": title, "product": text}) for option in assessment.options)
    changed = assessment.model_copy(update={"title": title, "about": about, "options": options})
    page = render_html(build_report(pack, changed, evaluation, "en"))
    assert _skeleton(page) == _skeleton(render_html(reports["en"]))
    shown = set_type(text.strip(), "en")
    assert shown in html.unescape(page)


def _skeleton(page: str) -> Counter[tuple[str, str | None]]:
    """Count the elements of a page with where they lead, but those that a longer or shorter text may call for."""
    found: Counter[tuple[str, str | None]] = Counter()

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
            leads = dict(attributes)
            if tag in {"a", "h1", "h2", "h3", "img", "link", "meta", "script", "style", "svg"}:
                found[tag, leads.get("href") or leads.get("src")] += 1

    Tags().feed(page)
    return found
