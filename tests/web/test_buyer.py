"""The buyer's journey without a script: offers added, brought in from files, answered side by side and by section."""

import html
import io
import re
from pathlib import Path
from time import sleep

import pytest

from compass.model.paper import KINDS
from compass.service.responding import answer_in
from tests.service.test_documents import Idle, Prompt
from tests.service.test_sending import OFFER, RIGHT
from tests.web.site import Visit
from tests.web.test_journey import begun

SAID = {
    "en": {
        "closed": "No longer asked",
        "saved": "Saved.",
        "taken": "2 solutions were added",
        "line": "Line 4,",
        "kept": "Kept, but no longer asked",
        "alone": [("How many evenings a year?", 5), ("What energy an evening? (A new one)", 3)],
        "saving": "Saving (kWh per year): median −47.0 → 2.6",
        "left": "What is left: differences that interact",
    },
    "fr": {
        "closed": "est plus demandé",
        "saved": "Enregistré.",
        "taken": "2 solutions",
        "line": "Ligne 4,",
        "kept": "Gardé, mais plus",
        "alone": [("Combien de soirs par an\u202f?", 5), ("Quelle énergie par soir\u202f? (A new one)", 3)],
        "saving": "Économie (kWh par an)\u00a0: médiane −47,0 → 2,6",
        "left": "Le reste\u00a0: des différences qui agissent l’une sur l’autre",
    },
}

MANY = b"".join(
    b"  - {id: more%d, alternative: led, title: More, answers: {energy: 1, colour: warm}}\n" % number
    for number in range(7)
)
WHOLE = Path("tests/packs/whole/assessments/all.yaml").read_bytes()


def answers(desk, app, home):
    return desk.open(app.extensions["compass"].local, home.removeprefix("/a/")).read.assessment


def sent(content: bytes, name: str = "offer.yaml"):
    return io.BytesIO(content), name


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_offers_are_added_changed_and_removed(app, desk, lang):
    visit = Visit(app.test_client(), lang)
    home = begun(visit)
    page = f"{home}/options"
    assert f"{page}/add" in visit.get(page).text
    assert visit.post(f"{page}/add", f"{page}/add", title=" ", alternative="led").status_code == 400
    added = visit.post(f"{page}/add", f"{page}/add", title="Lux <3", alternative="led", product="L3").location
    assert added == page
    assert "Lux &lt;3" in visit.get(page).text
    form = visit.get(f"{page}/lux_3").text
    assert 'value="L3"' in form
    version = re.search(r'name="version" value="(\d+)"', form)[1]
    fields = {"title": "Lux", "alternative": "led", "version": version}
    assert visit.post(f"{page}/lux_3", f"{page}/lux_3", **fields).status_code == 303
    late = visit.post(f"{page}/lux_3", f"{page}/lux_3", **{**fields, "title": "Mine"})
    assert late.status_code == 409
    assert 'value="Mine"' in late.text
    assert "Lux" in re.search(r'class="theirs">([^<]+)', late.text)[1]
    assert visit.get(f"{page}/lux_3/remove").status_code == 200
    assert visit.post(f"{page}/lux_3/remove", f"{page}/lux_3/remove").status_code == 303
    assert [option.id for option in answers(desk, app, home).options] == ["keep", "led"]
    assert f"{page}/lux_3" not in visit.get(page).text


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_files_come_in_and_go_out(app, desk, lang):
    visit = Visit(app.test_client(), lang)
    home = visit.post("/upload", "/upload", file=sent(RIGHT, "right.yaml")).location
    file = visit.get(f"{home}/file")
    assert file.headers["Content-Disposition"] == "attachment; filename=tiny-2026-11-22.yaml"
    assert visit.post("/upload", "/upload", file=sent(file.data, "again.yaml")).status_code == 303
    page = f"{home}/options/file"
    offered = visit.post(page, page, file=sent(OFFER)).text
    text = re.search(r"<textarea[^>]*>\n(.*)</textarea>", offered, re.DOTALL)[1].replace("&#34;", '"')
    assert text.encode() == OFFER
    assert 'value="lux"' in offered
    assert visit.post(page, page, name="offer.yaml", text=text, take="1", option=["lux", "old"]).status_code == 303
    assert SAID[lang]["taken"] in visit.get(f"{home}/options").text
    assert [option.id for option in answers(desk, app, home).options] == ["old", "new", "old_2", "lux"]
    assert visit.post(page, page, name="offer.yaml", text=text, take="1").status_code == 400


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_fault_of_a_file_is_shown_at_its_line(app, lang):
    visit = Visit(app.test_client(), lang)
    wrong = RIGHT.replace(b"keep", b"<b>x</b>").replace(b"date: 2026", b"date: 20")
    for page in ("/upload", f"{begun(visit)}/options/file"):
        told = visit.post(page, page, file=sent(wrong, "<i>.yaml"))
        assert told.status_code == 400
        assert told.text.count("<li>") == 2
        assert SAID[lang]["line"] in told.text
        assert "<b>x" not in told.text
        assert "<i>" not in told.text


def test_what_is_no_file_of_ours_is_refused(app):
    visit = Visit(app.test_client())
    for name in ("x.exe", "", "../../x.yaml/", "x.yaml.zip"):
        assert visit.post("/upload", "/upload", file=sent(RIGHT, name)).status_code == 400
    assert visit.post("/upload", "/upload").status_code == 400
    assert visit.post("/upload", "/upload", file=sent(b"#" * 300_000)).status_code == 413
    assert visit.post("/upload", "/upload", file=sent(b"\x00\xff")).status_code == 400


def test_a_question_is_answered_for_all_options_at_once(app, desk):
    visit = Visit(app.test_client(), "fr")
    home = begun(visit)
    page = f"{home}/across/energy"
    shown = visit.get(page).text
    assert 'name="energy@keep:likely"' in shown
    assert 'name="energy@led:likely"' in shown
    wrong = visit.post(
        page, page, **{"energy@keep:likely": "0,06", "energy@led:likely": "900", "energy@led:version": "0"}
    )
    assert wrong.status_code == 400
    assert 'href="#energy@led"' in wrong.text
    assert 'value="0,06"' in wrong.text
    assert "energy" not in answers(desk, app, home).options[0].answers
    both = {"energy@keep:likely": "0,06", "energy@led:likely": "0,01"}
    assert visit.post(page, page, **both).status_code == 303
    assert [option.answers["energy"].value for option in answers(desk, app, home).options] == [0.06, 0.01]
    late = visit.post(page, page, **{"energy@keep:likely": "0,07", "energy@led:likely": "0,01"})
    assert late.status_code == 409
    assert "0,06" in re.search(r'class="theirs">([^<]+)', late.text)[1]
    assert 'value="0,07"' in late.text
    assert visit.get(f"{home}/across/evenings").status_code == 404


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_section_is_answered_on_one_page_and_a_blank_post_takes_nothing_back(app, desk, lang):
    visit = Visit(app.test_client(), lang)
    home = begun(visit)
    page = f"{home}/section/lamp?option=led"
    fields = {
        "energy@led:likely": "1", "sharing@led:state": "unknown", "colour@led:value": "cold",
        "rooms@led:value": ["hall", "attic"], "dimmed@led:value": "no", "warranty@led:value": "not_applicable",
    }  # fmt: skip
    assert visit.post(page, page, **fields).location == page
    assert SAID[lang]["saved"] in visit.get(page).text
    saved = {name: answer.value for name, answer in answers(desk, app, home).options[1].answers.items()}
    assert saved == {
        "energy": 1, "sharing": "unknown", "colour": "cold", "rooms": ["hall", "attic"], "dimmed": False,
        "warranty": "not_applicable",
    }  # fmt: skip
    blank = dict.fromkeys(fields, "") | {"sharing@led:state": "known"}
    assert visit.post(page, page, **blank).status_code == 303
    assert {name: answer.value for name, answer in answers(desk, app, home).options[1].answers.items()} == saved
    assert visit.get(f"{home}/section/lamp?option=none").status_code == 404
    assert visit.get(f"{home}/section/none").status_code == 404
    assert visit.get(f"{home}/section/room").status_code == 200


def test_an_error_keeps_the_version_that_its_author_saw(app, desk):
    """Whoever mends a mistake does not overwrite unseen what another saved meanwhile."""
    visit = Visit(app.test_client())
    home = begun(visit)
    pages = {f"{home}/q/evenings": "{}", f"{home}/section/room": "evenings:{}"}
    for number, (page, name) in enumerate(pages.items()):
        version = str(number)
        field = lambda key, name=name: name.format(key)  # noqa: E731
        visit.post(page, page, **{field("likely"): str(100 + number), field("version"): version})
        wrong = visit.post(page, page, **{field("likely"): "999", field("version"): version})
        assert wrong.status_code == 400
        kept = re.search(rf'name="{field("version")}" value="(\d+)"', wrong.text)[1]
        assert kept == version
        assert visit.post(page, page, **{field("likely"): "200", field("version"): kept}).status_code == 409
    assert answers(desk, app, home).need["evenings"].value == 101


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_kept_answer_of_a_closed_question_is_announced(app, lang):
    visit = Visit(app.test_client(), lang)
    home = visit.post("/upload", "/upload", file=sent(WHOLE, "all.yaml")).location
    assert SAID[lang]["closed"] not in visit.get(f"{home}/check?all=1").text
    page = f"{home}/q/letters"
    version = re.search(r'name="version" value="(\d+)"', visit.get(page).text)[1]
    onward = visit.post(page, page, state="known", likely="0", version=version).location
    told = re.search(r'class="told" role="status">([^<]+)', visit.get(onward).text)[1]
    assert SAID[lang]["closed"] in told
    check = visit.get(f"{home}/check").text
    assert 'class="told"' not in check
    assert SAID[lang]["kept"] in check


def test_an_answer_for_all_options_is_shown_and_departed_from(app, desk):
    visit = Visit(app.test_client())
    home = visit.post("/upload", "/upload", file=sent(OFFER)).location
    page = f"{home}/q/colour@lux"
    assert re.search(r'value="warm" id="v-1" checked', visit.get(page).text)
    assert visit.post(page, page, value="cold", version="0").status_code == 303
    after = answers(desk, app, home)
    assert answer_in(after, "colour@lux").value == "cold"
    assert answer_in(after, "colour@old").value == "warm"


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_documents_are_registered_and_answers_name_them(app, desk, lang):
    visit = Visit(app.test_client(), lang)
    home = begun(visit)
    page = f"{home}/evidence"
    unsafe = visit.post(f"{page}/add", f"{page}/add", title="A sheet", url="javascript:alert(1)")
    assert unsafe.status_code == 400
    assert 'href="#url"' in unsafe.text
    assert 'value="A sheet"' in unsafe.text
    said = {"title": "A <b>sheet</b>", "url": "https://example.org/sheet", "version": "3", "seen": "secondary"}
    assert visit.post(f"{page}/add", f"{page}/add", **said).location == page
    assert 'href="https://example.org/sheet"' in visit.get(page).text
    assert "A &lt;b&gt;sheet" in visit.get(page).text
    question = f"{home}/q/colour@led"
    assert "https://example.org" not in visit.get(question).text
    answer = {"value": "warm", "version": "0", "evidence": "a_b_sheet_b", "page": "7"}
    assert visit.post(question, question, **answer).status_code == 303
    assert 'value="a_b_sheet_b" selected' in visit.get(question).text
    assert f"{home}/q/colour@led" in visit.get(page).text
    one = f"{page}/a_b_sheet_b"
    assert visit.post(f"{one}/remove", one).status_code == 409
    assert visit.post(one, one, **said, revision="1").location == page
    assert visit.post(one, one, **{**said, "title": "Changed"}, revision="1").location == page
    late = visit.post(one, one, **{**said, "title": "Mine"}, revision="1")
    assert late.status_code == 409
    assert "Changed" in re.search(r'class="theirs">([^<]+)', late.text)[1]
    assert visit.post(question, question, value="warm", version="1", evidence="", page="").status_code == 303
    assert visit.post(f"{one}/remove", one).location == page
    assert answers(desk, app, home).evidence == {}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_published_study_is_typed_on_a_page(app, desk, lang):
    visit = Visit(app.test_client(), lang)
    home = visit.post("/upload", "/upload", file=sent(RIGHT)).location
    page = f"{home}/studies/trials@new"
    assert f"{page}/add" in visit.get(page).text
    form = visit.get(f"{page}/0").text
    assert 'name="comfort:value" value="0{}9"'.format("," if lang == "fr" else ".") in form
    revision = re.search(r'name="revision" value="(\d+)"', form)[1]
    told = {"evidence": "box", "setting": "adults", "comfort:value": "150%", "revision": revision}
    wrong = visit.post(f"{page}/add", f"{page}/add", **told)
    assert wrong.status_code == 400
    assert 'value="150%"' in wrong.text
    assert visit.post(f"{page}/add", f"{page}/add", **{**told, "comfort:value": "80%"}).location == page
    assert "80%" in visit.get(page).text.replace("\u202f", "").replace("\xa0", "")
    assert visit.post(f"{page}/0", f"{page}/0", **told).status_code == 400
    assert visit.post(f"{page}/0/remove", page, revision=str(int(revision) + 1)).location == page
    records = answers(desk, app, home).options[1].answers["trials"].value
    assert [record["value"] for record in records] == [0.8]
    for path in ("studies/colour@new", "studies/none", "studies/trials@new/7"):
        assert visit.get(f"{home}/{path}").status_code == 404
    assert page in visit.get(f"{home}/q/trials@new").text


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_answers_are_reviewed_one_after_the_other(app, desk, lang):
    visit = Visit(app.test_client(), lang)
    home = visit.post("/upload", "/upload", file=sent(RIGHT)).location
    page = f"{home}/review"
    assert "/review/energy@old" in visit.get(page).text
    listed = visit.get(f"{page}?option=new").text
    assert re.findall(r"/review/(\w+@new)", listed) == ["energy@new", "sharing@new", "colour@new", "trials@new"]
    one = f"{page}/energy@new"
    refused = visit.post(one, one, verdict="rejected", comment=" ", version="1")
    assert refused.status_code == 400
    assert 'href="#comment"' in refused.text
    onward = visit.post(one, one, verdict="rejected", comment="<i>why</i>", version="1").location
    assert onward == f"{page}/sharing@new"
    assert visit.post(one, one, verdict="accepted", version="1").status_code == 409
    for path in (one, f"{home}/q/energy@new"):
        assert "&lt;i&gt;why" in visit.get(path).text
    last = f"{page}/trials@new"
    assert visit.post(last, last, verdict="accepted", version="1").location == f"{page}?option=new"
    assert visit.get(f"{page}/warranty@new").status_code == 404
    assert answers(desk, app, home).options[1].answers["energy"].review.verdict == "rejected"


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_page_tells_what_each_difference_of_two_assessments_does_alone(app, lang, monkeypatch):
    visit = Visit(app.test_client(), lang)
    monkeypatch.setattr(app.extensions["compass"].office, "pool", Prompt())
    home = visit.post("/upload", "/upload", file=sent(RIGHT)).location
    for cell, fields in {"evenings": {"likely": "50"}, "energy@new": {"likely": "1"}}.items():
        path = f"{home}/q/{cell}"
        assert visit.post(path, path, state="known", version="1", **fields).status_code == 303
    two = f"{home}/compare/tiny~right"
    link = re.search(r'class="button" href="([^"]+)"', visit.get(two).text)[1]
    assert 'id="look"' in visit.get(two + link).text
    page = visit.get(two + link).text
    alone = re.findall(r"<h3>(.*?)</h3>\n<ul class=\"items\">(.*?)</ul>", page, re.DOTALL)
    assert [(name, lines.count("<li>")) for name, lines in alone] == [*SAID[lang]["alone"], (SAID[lang]["left"], 3)]
    assert SAID[lang]["saving"] in alone[1][1]


@pytest.mark.parametrize(("lang", "verdict"), [("en", "75"), ("fr", "75")])
def test_options_and_assessments_are_set_side_by_side(app, desk, lang, verdict):
    visit = Visit(app.test_client(), lang)
    home = visit.post("/upload", "/upload", file=sent(RIGHT)).location
    page = visit.get(f"{home}/compare").text
    assert page.count("<table") >= 2
    assert 'value="tiny~right"' in page
    assert visit.get(f"{home}/compare?with=tiny~right").location == f"{home}/compare/tiny~right"
    same = visit.get(f"{home}/compare/tiny~right").text
    assert "<table" not in same
    question = f"{home}/q/evenings"
    visit.post(question, question, state="known", likely=verdict, version="1")
    two = visit.get(f"{home}/compare/tiny~right").text
    cells = re.findall(r"<td>(.*?)</td>", two)
    assert [re.split(r"[  ]", cell)[0] for cell in cells] == [verdict, "100"]
    assert two.count("<li>") > 2
    assert visit.get(f"{home}/compare/tiny~none").status_code == 404
    other = visit.post("/upload", "/upload", file=sent(WHOLE)).location.removeprefix("/a/")
    assert visit.get(f"{home}/compare/{other}").status_code == 400


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "No solution is in both"), ("fr", "Aucune solution ne figure dans les deux")]
)
def test_assessments_without_a_common_solution_are_not_said_to_agree(app, lang, told):
    visit = Visit(app.test_client(), lang)
    home = visit.post("/new/tiny", title="Alone", option=["keep"]).location
    for cell in ("evenings", "energy@keep"):
        path = f"{home}/q/{cell}"
        visit.post(path, path, state="known", likely="9", version="0")
    assert told in visit.get(f"{home}/compare/tiny~right").text


def test_more_options_than_a_page_holds_are_told(app, desk):
    visit = Visit(app.test_client())
    home = visit.post("/upload", "/upload", file=sent(RIGHT.replace(b"options:\n", b"options:\n" + MANY))).location
    page = visit.get(f"{home}/compare").text
    assert "found 9" in page
    assert "<table" not in page


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_document_can_be_ordered_in_either_language(app, lang, monkeypatch):
    visit = Visit(app.test_client(), lang)
    office = app.extensions["compass"].office
    monkeypatch.setattr(office, "pool", Idle())
    form = "/a/tiny~right/report"
    for kind, ending in (*((kind, "pdf") for kind in KINDS), ("full", "xlsx"), ("brief", "html")):
        for each in ("en", "fr"):
            path = visit.post(form, form, kind=kind, ending=ending, lang=each).location
            assert path == f"{form}/{kind}.{each}.{ending}"
            assert 'id="look"' in visit.get(path).text
    refused = visit.post(form, form, kind="brief", ending="xlsx", lang=lang)
    assert refused.status_code == 400
    assert 'href="#e-pdf"' in refused.text
    assert 'id="k-brief" checked' in refused.text
    assert len(office.pool.asked) == len(office.orders) == 2 * len(KINDS) + 4
    home = begun(visit)
    assert "/q/evenings" in visit.get(f"{home}/report/brief.en.pdf").text
    assert 'value="brief"' not in visit.get(f"{home}/report").text
    assert 'id="look"' in visit.get(f"{home}/report/questionnaire.en.pdf").text


def test_letters_and_the_blank_questionnaire_are_made(app):
    visit = Visit(app.test_client())
    for name, text in (("questionnaire.fr.html", "Combien de soirs"), ("letter.en.html", "every vendor has answered")):
        path = f"/a/tiny~right/report/{name}"
        page = visit.get(path)
        while "Content-Disposition" not in page.headers:
            sleep(0.2)
            page = visit.get(path)
        assert text in page.text
        kind, lang, ending = name.split(".")
        named = f"compass-{kind}-2026-11-22.{lang}.{ending}"
        assert page.headers["Content-Disposition"] == f"attachment; filename={named}"


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_history_tells_of_options_documents_answers_and_reviews(app, lang):
    visit = Visit(app.test_client(), lang)
    home = visit.post("/upload", "/upload", file=sent(RIGHT)).location
    history = f"{home}/history"
    visit.post(f"{home}/options/add", f"{home}/options/add", title="Lux", alternative="led")
    visit.post(f"{home}/evidence/add", f"{home}/evidence/add", title="Sheet")
    visit.post(f"{home}/q/evenings", f"{home}/q/evenings", state="known", likely="7", version="1")
    visit.post(f"{home}/review/evenings", f"{home}/review/evenings", verdict="accepted", version="2")
    told = [html.unescape(each).replace("\xa0", " ") for each in re.findall(r"<p>([^<]*)</p>", visit.get(history).text)]
    asked = "How many evenings a year?" if lang == "en" else "Combien de soirs par an\u202f?"
    named = {"en": ("Review: ", "Evidence: ", "Solution: "), "fr": ("Relecture : ", "Pièce : ", "Solution : ")}[lang]
    assert told[:4] == [f"{named[0]}{asked}", asked, f"{named[1]}Sheet", f"{named[2]}Lux"]
    assert visit.post(f"{home}/undo/2", history).status_code == 303
    assert "Lux" not in visit.get(f"{home}/options").text
