"""The clinician's journey in a real browser, by keyboard, in both languages, scripts on and off, no fault for axe."""

from threading import Thread

import pytest
from werkzeug.serving import make_server

from tests.service.desks import desk_at
from tests.web.site import app_of

pytestmark = pytest.mark.browser
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip
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
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
        server.server_close()
        app.extensions["compass"].office.close()


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 — only where there is a browser

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=list(FLAGS))
        yield browser
        browser.close()


@pytest.mark.parametrize(("lang", "width", "scripts"), [("fr", 390, False), ("en", 1280, True)])
def test_the_journey_is_walked_by_keyboard(chromium, address, lang, width, scripts):
    context = chromium.new_context(viewport={"width": width, "height": 900}, locale=lang, java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{address}/new/tiny")
    page.get_by_role("textbox").fill("Lampes")
    page.get_by_role("button", name=BEGIN[lang]).press("Enter")
    page.get_by_role("link", name=GO[lang]).press("Enter")
    home = page.url.partition("/q/")[0]
    numbers = {"evenings": "100", "energy@keep": "1", "energy@led": "2"}
    for cell, number in numbers.items():
        page.goto(f"{home}/q/{cell}")
        page.locator("#likely").fill(number)
        page.locator("#likely").press("Enter")
    for option in ("keep", "led"):
        page.goto(f"{home}/q/colour@{option}")
        page.locator("#v-1").press("Space")
        page.get_by_role("button", name=SAVE[lang]).press("Enter")
    page.goto(f"{home}/result")
    page.locator("summary").first.press("Enter")
    page.get_by_role("link", name="Garder" if lang == "fr" else "Keep").first.press("Enter")
    page.wait_for_url("**/why/keep/**")
    assert "100" in page.inner_text("main"), "the evenings that were typed stand in the explanation"
    context.close()


PAGES = ("/", "/new", "/new/tiny", "/a/tiny~right", "/a/tiny~right/q/evenings", "/a/tiny~right/check?all=1",
         "/a/tiny~right/result", "/a/tiny~right/why/new/climate", "/a/tiny~right/deepen", "/a/tiny~right/report",
         "/sign-in", "/nowhere", "/upload", "/a/tiny~right/options", "/a/tiny~right/across/energy",
         "/a/tiny~right/section/lamp?option=new", "OWN/options", "OWN/options/add", "OWN/options/led",
         "OWN/options/led/remove", "OWN/options/file", "OWN/section/lamp", "OWN/history")  # fmt: skip


@pytest.mark.parametrize(("scheme", "width", "lang"), [("light", 390, "fr"), ("dark", 1280, "en")])
def test_axe_finds_no_fault_and_nothing_scrolls_sideways(chromium, address, scheme, width, lang):
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 — only where there is a browser

    size = {"width": width, "height": 900}
    context = chromium.new_context(viewport=size, locale=lang, color_scheme=scheme, bypass_csp=True)
    page, faults = context.new_page(), {}
    page.goto(f"{address}/new/tiny")
    page.locator("#title").fill("Lamps")
    page.locator("main button").click()
    own = page.url
    for path in PAGES:
        page.goto(path.replace("OWN", own) if path.startswith("OWN") else address + path)
        found = [fault["id"] for fault in Axe().run(page).response["violations"]]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append("scrolls sideways")
        faults[path] = found
    context.close()
    assert faults == {path: [] for path in PAGES}
