"""The side panel, an answer tried out, and the weight of the pages on which people work."""

import gzip
import re
from pathlib import Path

import pytest

from benchmarks.ecoindex import Page, ecoindex
from compass.service.desk import Desk
from compass.store.database import open_database
from tests.service.desks import NOW, member
from tests.service.test_glancing import ANSWERS
from tests.web.site import Visit, app_of, visit_of

STATIC = Path("static")
KIB = 1024


def panel_of(page: str) -> str:
    return page[page.index('id="panel"') : page.index("</aside>")]


def begun(visit: Visit) -> str:
    return visit.post("/new/tiny", title="Our lamps", option=["keep", "led"], weights="").location


def answered(visit: Visit) -> str:
    home = begun(visit)
    for cell, form in ANSWERS:
        path = f"{home}/q/{cell}"
        assert visit.post(path, path, version="0", **form).status_code == 303
    return home


@pytest.mark.parametrize(("lang", "missing", "changed"), [
    ("en", "2 answers are still needed", "Climate (kg CO₂e per year): Keep"),
    ("fr", "Il manque encore 2 réponses", "Climat (kg CO₂e par an)\u00a0: Garder"),
])  # fmt: skip
def test_the_panel_tells_what_the_last_answer_did(app, lang, missing, changed):
    visit = Visit(app.test_client(), lang)
    path = f"{begun(visit)}/q/evenings"
    assert missing in panel_of(visit.get(path).text)
    home = answered(visit)
    path = f"{home}/q/evenings"
    assert 'data-wait="1"' in visit.get(path).text
    visit.post(path, path, state="known", likely="200", version="1")
    button = re.search(r'<form data-live="panel">.*?name="(\w+)" value="(\w+)"', visit.get(path).text, re.DOTALL)
    told = panel_of(visit.get(f"{path}?{button[1]}={button[2]}").text)
    assert changed in told
    assert "data-wait" not in told
    assert f"{home}/result" in told


def test_who_only_reads_has_neither_panel_nor_script(app):
    page = Visit(app.test_client()).get("/a/tiny~right/q/evenings").text
    assert "<aside" not in page
    assert "<script" not in page


def test_an_answer_is_tried_out_and_kept_when_one_says_so(app):
    visit = Visit(app.test_client())
    home = answered(visit)
    assert visit.get(f"{home}/what-if").status_code == 200
    path = f"{home}/what-if/evenings"
    page = visit.post(path, path, state="known", likely="300", comment="not asked here").text
    assert "If the answer were: 300" in page
    assert "Nothing is saved so far" in page
    assert "100" in visit.get(f"{home}/check").text
    keep = page[page.index(f'action="{home}/q/evenings"') :]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', keep[: keep.index("</form>")]))
    assert "comment" not in fields
    fields.pop("csrf")
    assert visit.post(f"{home}/q/evenings", path, **fields).location == f"{home}/what-if"
    assert "300" in visit.get(f"{home}/check").text


def test_an_answer_that_is_not_admitted_cannot_be_tried(app):
    visit = Visit(app.test_client())
    path = f"{answered(visit)}/what-if/evenings"
    page = visit.post(path, path, state="known", likely="400")
    assert page.status_code == 400
    assert 'href="#likely"' in page.text
    assert 'value="400"' in page.text


def test_passers_by_compute_nothing(desk, tmp_path):
    app = app_of(desk, tmp_path / "documents", accounts=True)
    assert Visit(app.test_client()).get("/a/tiny~right/what-if").location == "/sign-in"
    member(desk, "none", None)
    assert visit_of(desk, app, "a-None").get("/a/tiny~right/what-if").status_code == 200
    app.extensions["compass"].office.close()


def test_a_question_page_with_all_that_comes_with_it_is_light(app):
    visit = Visit(app.test_client())
    home = answered(visit)
    for cell, _ in ANSWERS:
        text = visit.get(f"{home}/q/{cell}").text
        page = Page(text)
        fetched = [visit.get(address).data for address in page.fetched]
        bytes_ = len(text.encode()) + sum(map(len, fetched))
        requests = 1 + len(fetched)
        assert bytes_ <= 15 * KIB
        assert requests <= 3
        assert page.elements <= 150
        assert ecoindex(page.elements, requests, bytes_ / KIB) >= 85


def test_the_scripts_and_the_style_sheets_are_small():
    names = ("panel.js", "live.js", "web.css", "workshop.css")
    sizes = {name: len(gzip.compress((STATIC / name).read_bytes())) for name in names}
    assert sizes["panel.js"] + sizes["live.js"] <= 2 * KIB
    assert sizes["web.css"] + sizes["workshop.css"] <= 5 * KIB


@pytest.mark.parametrize(("elements", "requests", "kibibytes", "score"), [(100, 100, 100, 72.0), (60, 2, 15, 93.8)])
def test_the_ecoindex_is_that_of_its_published_example(elements, requests, kibibytes, score):
    assert ecoindex(elements, requests, kibibytes) == pytest.approx(score, abs=0.05)


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """A site over the packs that are shipped."""
    from compass.service.workspace import open_workspace  # noqa: PLC0415 — reads all packs

    folder = tmp_path_factory.mktemp("real")
    desk = Desk(open_workspace(Path()), open_database(f"sqlite:///{folder / 'compass.db'}"), lambda: NOW)
    app = app_of(desk, folder / "documents")
    yield app
    app.extensions["compass"].office.close()
    desk.database.close()


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_result_of_a_real_case_is_one_light_page_that_leads_to_all_others(real, lang):
    visit, home = Visit(real.test_client(), lang), "/a/radiology-ai~fracture-detection"
    page = visit.get(f"{home}/result")
    assert len(page.data) <= 100 * KIB
    for figure in ("ranks", "futures", "tornado", "rose"):
        assert f'id="choosing-{figure}"' in page.text
    parts = re.findall(rf'href="({home}/result/\w+)"', page.text)
    assert len(parts) == len(set(parts)) == 14
    sources = visit.get(f"{home}/result/sources").text
    for path in parts:
        text = visit.get(path).text
        for anchor in re.findall(rf'href="{home}/result/sources#([^"]+)"', text):
            assert f'id="{anchor}"' in sources, (path, anchor)
        for anchor in re.findall(r'href="#([^"]+)"', text):
            assert f'id="{anchor}"' in text, (path, anchor)
