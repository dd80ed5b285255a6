"""The clinician's journey without a script: begin, answer, check, read the result and why, deepen, take the report."""

import re
from time import sleep

import pytest

from compass.service import results
from compass.service.evaluating import evaluate_file
from tests.web.site import Visit

TITLES = {
    "en": ("Result", "Why this number", "What to find out next"),
    "fr": ("Résultat", "Pourquoi ce nombre", "apprendre ensuite"),
}
CHECKED = {"en": ("0.06", "Warm"), "fr": ("0,06", "Chaude")}
ANSWERS = {
    "evenings": {"likely": "100"},
    "energy@keep": {"likely": "0.06"},
    "energy@led": {"likely": "0.008"},
    "colour@keep": {"value": "warm"},
    "colour@led": {"value": "cold"},
    "sharing@led": {"low": "1", "likely": "2", "high": "4"},
}


def begun(visit: Visit) -> str:
    found = visit.post("/new/tiny", title="Our lamps", option=["keep", "led"])
    assert found.status_code == 303
    return found.location


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_from_the_list_to_the_result_and_its_reasons(app, lang):
    visit = Visit(app.test_client(), lang)
    assert "/a/tiny~right/result" in visit.get("/").text
    assert "/new/tiny" in visit.get("/new").text
    home = begun(visit)
    page = visit.get(home).text
    assert f'<html lang="{lang}">' in page
    first = re.search(r'class="button" href="([^"]+/q/[^"]+)"', page)[1]
    assert visit.get(first).status_code == 200
    for unfinished in ("result", "check"):
        assert f'class="button" href="{home}/q/energy@keep"' in visit.get(f"{home}/{unfinished}").text
    for cell, fields in ANSWERS.items():
        typed = {key: value.replace(".", "," if lang == "fr" else ".") for key, value in fields.items()}
        path = f"{home}/q/{cell}"
        assert visit.post(path, path, state="known", version="0", **typed).status_code == 303, cell
    checked = visit.get(f"{home}/check?all=1").text
    assert all(text in checked for text in CHECKED[lang])
    result, why, deepen = (visit.get(f"{home}/{path}").text for path in ("result", "why/led/climate", "deepen"))
    for page, title in zip((result, why, deepen), TITLES[lang], strict=True):
        assert title in page
    assert f"{home}/why/led/climate" in result
    assert f"{home}/why/led/used" in why


def test_a_wrong_answer_keeps_what_was_typed_and_leads_to_its_field(app):
    visit = Visit(app.test_client())
    path = f"{begun(visit)}/q/evenings"
    page = visit.post(path, path, state="known", likely="400", comment="<b>mine</b>", version="0")
    assert page.status_code == 400
    assert "<title>Error:" in page.text
    assert 'href="#likely"' in page.text
    assert 'value="400"' in page.text
    assert "&lt;b&gt;mine&lt;/b&gt;" in page.text


def test_a_conflict_shows_both_answers(app):
    visit = Visit(app.test_client())
    path = f"{begun(visit)}/q/evenings"
    visit.post(path, path, state="known", likely="100", version="0")
    page = visit.post(path, path, state="known", likely="200", version="0")
    assert page.status_code == 409
    assert "100" in re.search(r'class="theirs">([^<]+)', page.text)[1]
    assert 'value="200"' in page.text
    assert 'name="version" value="1"' in page.text
    assert visit.post(path, path, state="known", likely="200", version="1").status_code == 303


def test_history_undoes_and_restores(app):
    visit = Visit(app.test_client())
    home = begun(visit)
    path, history = f"{home}/q/evenings", f"{home}/history"
    visit.post(path, path, state="known", likely="100", version="0")
    assert f"{home}/undo/2" in visit.get(history).text
    assert visit.post(f"{home}/undo/2", history).status_code == 303
    assert "Not answered" in visit.get(f"{home}/check").text
    assert visit.post(f"{home}/restore/2", history).status_code == 303
    assert "100" in visit.get(f"{home}/check").text
    assert visit.post(f"{home}/undo/2", history).status_code == 409


def test_pages_stay_small(app):
    visit = Visit(app.test_client())
    home = begun(visit)
    for cell in ANSWERS:
        page = visit.get(f"{home}/q/{cell}").text
        assert len(page.encode()) < 15 * 1024
        assert len(re.findall(r"<[a-z]", page)) <= 150
    assert len(visit.get("/a/tiny~right/result").data) < 100 * 1024


def test_the_report_is_made_by_another_process_and_is_that_of_the_file(app, desk):
    visit = Visit(app.test_client())
    form = "/a/tiny~right/report"
    path = visit.post(form, form, kind="full", ending="html").location
    assert path == f"{form}/full.en.html"
    page = visit.get(path)
    while page.mimetype == "text/html" and "Content-Disposition" not in page.headers:
        assert 'id="look"' in page.text
        sleep(0.2)
        page = visit.get(path)
    assert page.headers["Content-Disposition"] == "attachment; filename=compass-2026-11-22.en.html"
    opened = desk.open(app.extensions["compass"].local, "tiny~right")
    shown = results.result_of(desk, opened).evaluated.evaluation
    again = evaluate_file(desk.workspace, desk.workspace.shelf.roots[0] / "tiny/assessments/right.yaml").evaluated
    assert shown == again.evaluation
    assert opened.read.digest[:12] in page.text
    for name in ("full.en.exe", "full", "brief.en.xlsx", "full.de.pdf", "x.en.pdf", "full.en.pdf.x/../.."):
        assert visit.get(f"/a/tiny~right/report/{name}").status_code == 404, name


def test_an_assessment_is_deleted_after_a_question(app):
    visit = Visit(app.test_client())
    home = begun(visit)
    assert visit.get(f"{home}/delete").status_code == 200
    assert visit.post(f"{home}/delete", f"{home}/delete").status_code == 303
    assert visit.get(home).status_code == 404
