"""The clinician's journey in a real browser, by keyboard, in both languages, scripts on and off, no fault for axe."""

import pytest

from tests.service.desks import desk_at
from tests.web.browser import faults_of, follow, launched, reach, served
from tests.web.site import app_of
from tests.web.test_routes import PUBLIC

pytestmark = pytest.mark.browser
NUMBERS = {"evenings": "100", "energy@keep": "1", "energy@led": "2"}
RIGHT = "tests/packs/tiny/assessments/right.yaml"
BEGIN, GO, SAVE = (
    {"fr": "Commencer", "en": "Begin"},
    {"fr": "rapide", "en": "quick"},
    {"fr": "Enregistrer", "en": "Save"},
)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    with desk_at(f"sqlite:///{folder / 'compass.db'}") as desk:
        app = app_of(desk, folder / "documents")
        with served(app) as found:
            yield found


@pytest.fixture(scope="module")
def chromium():
    with launched() as browser:
        yield browser


@pytest.mark.parametrize(
    ("lang", "width", "scripts"),
    [("fr", 390, False), ("en", 1280, True), ("fr", 1280, True), ("en", 390, False), ("en", 390, True)],
)
def test_the_journey_is_walked_by_keyboard(chromium, address, lang, width, scripts):
    context = chromium.new_context(viewport={"width": width, "height": 900}, locale=lang, java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{address}/new/tiny")
    reach(page, page.get_by_role("textbox"))
    page.keyboard.type("Lampes")
    follow(page, page.get_by_role("button", name=BEGIN[lang]))
    home = page.url
    follow(page, page.get_by_role("link", name=GO[lang]))
    for cell, number in NUMBERS.items():
        page.goto(f"{home}/q/{cell}")
        reach(page, page.locator("#likely"))
        page.keyboard.type(number)
        follow(page, page.get_by_role("button", name=SAVE[lang]))
    for option in ("keep", "led"):
        page.goto(f"{home}/q/colour@{option}")
        reach(page, page.locator("#v-1"))
        page.keyboard.press("Space")
        follow(page, page.get_by_role("button", name=SAVE[lang]))
    page.goto(f"{home}/result")
    reach(page, page.locator("summary").first)
    page.keyboard.press("Enter")
    follow(page, page.get_by_role("link", name="Garder" if lang == "fr" else "Keep").first)
    assert "/why/keep/" in page.url
    assert "100" in page.inner_text("main"), "the evenings that were typed stand in the explanation"
    context.close()


def answered(page, address):
    """Begin an assessment and answer what a result needs; give the address of its pages."""
    page.goto(f"{address}/new/tiny")
    page.locator("#title").fill("Lampes")
    page.locator("#title").press("Enter")
    home = page.url
    for cell, number in NUMBERS.items():
        page.goto(f"{home}/q/{cell}")
        page.locator("#likely").fill(number)
        page.locator("#likely").press("Enter")
        page.wait_for_url(lambda url, cell=cell: not url.endswith(cell))
    return home


def test_with_scripts_the_panel_follows_an_answer_without_a_page_load(chromium, address):
    context = chromium.new_context(locale="en")
    page = context.new_page()
    home = answered(page, address)
    page.goto(f"{home}/q/evenings")
    panel = page.locator("#panel")
    panel.get_by_role("link", name="The whole result").wait_for()
    page.evaluate("window.same = true")
    page.locator("#likely").fill("200")
    page.locator("#likely").press("Enter")
    panel.get_by_text("Climate (kg CO₂e per year): Keep").wait_for()
    assert page.evaluate("window.same"), "the page was not loaded anew"
    assert not page.url.endswith("evenings")
    assert page.evaluate("document.activeElement.tagName") == "H1"
    page.go_back()
    page.wait_for_url("**/q/evenings")
    page.locator("#likely").fill("400")
    page.locator("#likely").press("Enter")
    page.get_by_role("alert").wait_for()
    assert page.title().startswith("Error:")
    assert page.locator("#likely").input_value() == "400"
    context.close()


def test_without_scripts_a_button_shows_the_panel_and_a_try_is_kept_by_keyboard(chromium, address):
    context = chromium.new_context(locale="fr", java_script_enabled=False)
    page = context.new_page()
    home = answered(page, address)
    page.goto(f"{home}/q/evenings")
    page.get_by_role("button", name="Montrer le résultat").press("Enter")
    page.get_by_role("link", name="Le résultat entier").wait_for()
    page.goto(f"{home}/what-if/evenings")
    page.locator("#likely").fill("300")
    page.locator("#likely").press("Enter")
    page.get_by_role("button", name="La garder").press("Enter")
    page.wait_for_url("**/what-if")
    page.goto(f"{home}/check")
    assert "300" in page.inner_text("main")
    context.close()


WORKED = ("", "/q/evenings", "/check?all=1", "/result", "/result/choosing", "/result/comparison", "/result/tree",
          "/result/sources", "/why/new/climate", "/what-if", "/what-if/evenings", "/settings", "/settings/weights",
          "/settings/points", "/settings/ranks", "/settings/scales", "/settings/conditions", "/deepen",
          "/report", "/options", "/across/energy", "/section/lamp?option=new")  # fmt: skip
PAGES = (
    "/",
    "/new",
    "/new/tiny",
    "/sign-in",
    "/nowhere",
    "/upload",
    *PUBLIC,
    *(f"/a/tiny~right{path}" for path in WORKED),
)


@pytest.mark.parametrize(("lang", "width", "scripts"), [("en", 390, False), ("fr", 1280, True)])
def test_a_buyer_walks_from_the_offer_to_the_documents_by_keyboard(chromium, address, lang, width, scripts):
    context = chromium.new_context(viewport={"width": width, "height": 900}, locale=lang, java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{address}/upload")
    page.set_input_files("#file", RIGHT)
    page.locator("main button").press("Enter")
    page.locator("a[href$='/options']").press("Enter")
    home = page.url.removesuffix("/options")
    page.locator("main .button").press("Enter")
    page.locator("#title").fill("Lux")
    page.locator("#a-led").press("Space")
    page.locator("#title").press("Enter")
    page.goto(f"{home}/section/lamp?option=lux")
    page.locator("[name='energy@lux:likely']").fill("0.01" if lang == "en" else "0,01")
    page.locator("[name='colour@lux:value']").select_option("warm")
    page.locator("[name='energy@lux:likely']").press("Enter")
    page.goto(f"{home}/evidence/add")
    page.locator("#title").fill("Sheet")
    page.locator("#title").press("Enter")
    page.goto(f"{home}/q/colour@lux")
    page.locator("summary").first.press("Enter")
    page.locator("#evidence").select_option("sheet")
    page.locator("main button").press("Enter")
    page.goto(f"{home}/review/colour@lux")
    page.locator("#v-accepted").press("Space")
    page.locator("main button").press("Enter")
    page.goto(f"{home}/compare")
    assert page.locator("table").first.inner_text().count("Lux") == 1
    page.goto(f"{home}/report")
    page.locator("#k-letter").press("Space")
    page.locator("main button").press("Enter")
    page.wait_for_url(f"**/report/letter.{lang}.pdf")
    context.close()


OWN = ("", "/options", "/options/add", "/options/new", "/options/new/remove", "/options/file", "/across/energy",
       "/section/lamp?option=new", "/evidence", "/evidence/add", "/evidence/box", "/studies/trials@new",
       "/studies/trials@new/0", "/review?option=new", "/review/colour@new", "/compare", "/compare/tiny~right",
       "/q/colour@new", "/q/evenings?panel=1", "/report", "/history")  # fmt: skip


@pytest.mark.parametrize(("scheme", "width", "lang"), [("light", 390, "fr"), ("dark", 1280, "en")])
def test_axe_finds_no_fault_and_nothing_scrolls_sideways(chromium, address, scheme, width, lang):
    size = {"width": width, "height": 900}
    context = chromium.new_context(viewport=size, locale=lang, color_scheme=scheme, bypass_csp=True)
    page, faults = context.new_page(), {}
    page.goto(f"{address}/upload")
    page.set_input_files("#file", RIGHT)
    page.locator("main button").click()
    own = page.url.removeprefix(address)
    for path in (*PAGES, *(f"{own}{each}" for each in OWN)):
        page.goto(address + path)
        faults[path] = faults_of(page, width)
    context.close()
    assert {path: found for path, found in faults.items() if found} == {}
