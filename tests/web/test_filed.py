"""Files of documents by their forms: sent, handed out as something to save, refused in words."""

import hashlib
import io
import re

import pytest

from compass.service.filing import MOST_BYTES
from tests.web.site import Visit
from tests.web.test_journey import begun

SHEET = b"%PDF-1.7 <script>alert(1)</script>"
TOLD = {
    "en": ("The file is kept.", "neither a PDF nor", "Its file is not kept here."),
    "fr": ("Le fichier est conservé.", "ni un PDF ni", "n’est pas conservé ici."),
}


def sent(content: bytes, name: str = "sheet.pdf"):
    return io.BytesIO(content), name


def with_document(visit: Visit) -> tuple[str, str]:
    """Begin an assessment with a document; give the pages of its register and of the document."""
    register = f"{begun(visit)}/evidence"
    visit.post(f"{register}/add", f"{register}/add", title="Sheet")
    return register, f"{register}/sheet"


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_file_is_sent_handed_out_and_deleted(app, lang):
    visit = Visit(app.test_client(), lang)
    register, page = with_document(visit)
    assert visit.post(f"{page}/file", page, document=sent(SHEET, "../é.pdf"), filed="").location == page
    assert TOLD[lang][0] in visit.get(page).text
    listed = visit.get(register).text
    digest = hashlib.sha256(SHEET).hexdigest()
    assert digest[:16] in listed
    got = visit.get(re.search(rf'href="({page}/file)"', listed)[1])
    assert got.data == SHEET
    assert got.mimetype == "application/pdf"
    assert got.headers["Content-Disposition"].startswith("attachment; ")
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert got.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert got.headers["Cache-Control"] == "no-store"
    late = visit.post(f"{page}/file", page, document=sent(SHEET + b"!"), filed="")
    assert late.status_code == 409
    assert visit.post(f"{page}/file/remove", page, filed="").status_code == 409
    assert visit.post(f"{page}/file/remove", page, filed=digest).location == page
    assert visit.get(f"{page}/file").status_code == 404
    history = register.replace("/evidence", "/history")
    assert visit.post(register.replace("/evidence", "/restore/3"), history).status_code == 303
    assert TOLD[lang][2] in visit.get(register).text


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_file_that_is_not_taken_is_told_beside_its_field(app, lang):
    visit = Visit(app.test_client(), lang)
    _, page = with_document(visit)
    for given in ({"document": sent(b"<svg/>", "<b>.pdf")}, {}):
        refused = visit.post(f"{page}/file", page, filed="", **given)
        assert refused.status_code == 400
        assert TOLD[lang][1] in refused.text
        assert 'href="#document"' in refused.text
        assert "<b>" not in refused.text


def poured(visit: Visit, path: str, page: str, field: str, content: bytes) -> int:
    """Post a large file in one go, which the test client would put into a file that it leaves open; give the status."""
    token = re.search(r'name="csrf" value="([^"]+)"', visit.get(page).text)[1]
    parts = (('name="csrf"', token.encode()), (f'name="{field}"; filename="a.pdf"', content))
    body = b"".join(b"--B\r\nContent-Disposition: form-data; %b\r\n\r\n%b\r\n" % (n.encode(), c) for n, c in parts)
    posted = visit.client.post(path, data=body + b"--B--\r\n", content_type="multipart/form-data; boundary=B")
    return posted.status_code


def test_a_large_file_is_taken_of_a_document_and_nowhere_else(app):
    visit = Visit(app.test_client())
    register, page = with_document(visit)
    large = b"%PDF-" + b"0" * 1_000_000
    assert poured(visit, "/upload", "/upload", "file", large) == 413
    assert poured(visit, f"{page}/file", page, "document", large) == 303
    assert poured(visit, f"{page}/file", page, "document", b"%PDF-" + b"0" * MOST_BYTES) == 400
    assert poured(visit, f"{page}/file", page, "document", large * 12) == 413
    assert len(visit.get(f"{page}/file").data) == len(large)
    assert f"{page}/file" in visit.get(register).text
