"""The reader's journey and the pages about people in a real browser: by keyboard, both languages, no fault for axe."""

import re

import pytest

from compass.service import inviting, people, sharing
from compass.service.inviting import Asked
from compass.service.responding import save_answer
from compass.store.people import set_password
from tests.service.desks import begun, desk_at, member, say
from tests.web.browser import faults_of, follow, launched, reach, served
from tests.web.site import app_of

pytestmark = pytest.mark.browser
PASSWORD = "horse battery staple"
BORN = {"fr": "Jean Dupont, né le 12/03/1954", "en": "John Smith, born 3 May 1954"}
WORDS = {
    "en": {"sign": "Sign in", "make": "Make a link", "revoke": "Take back", "why": "Keep",
           "gone": "opens nothing, or nothing any more", "invite": "Make an invitation", "join": "and join",
           "save": "Save and continue", "keep": "about no patient"},
    "fr": {"sign": "Se connecter", "make": "Créer un lien", "revoke": "Révoquer", "why": "Garder",
           "gone": "n’ouvre rien, ou n’ouvre plus rien", "invite": "Créer une invitation", "join": "et rejoindre",
           "save": "Enregistrer et continuer", "keep": "aucun patient"},
}  # fmt: skip
SIZES = [("fr", 390, False), ("en", 1280, True)]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    with desk_at(f"sqlite:///{tmp_path_factory.mktemp('site') / 'compass.db'}") as desk:
        yield desk


@pytest.fixture(scope="module")
def address(desk, tmp_path_factory):
    with served(app_of(desk, tmp_path_factory.mktemp("documents"), accounts=True)) as found:
        yield found


@pytest.fixture(scope="module")
def chromium():
    with launched() as browser:
        yield browser


@pytest.fixture(scope="module")
def home(desk):
    """The pages of an assessment that can be computed, with a reader, a link and an invitation; `owner@example.org`
    signs in."""
    _, id = begun(desk)
    owner = member(desk, id, "owner")
    member(desk, id, "reader")
    for cell, value in {"evenings": "100", "energy@keep": "1", "energy@led": "2"}.items():
        save_answer(desk, owner, id, cell, say(value), 0, "en")
    sharing.share(desk, owner, id, "", "2026-12-01")
    inviting.invite(desk, owner, id, Asked("Grace", "editor", "technical", "lamp"))
    with desk.database.writing() as connection:
        set_password(connection, owner.account, people.hashed_password(PASSWORD))
    return f"/a/{id}"


def opened(chromium, lang, width, scripts=True, **more):
    size = {"width": width, "height": 900}
    return chromium.new_context(viewport=size, locale=lang, java_script_enabled=scripts, **more)


def sign_in(page, address, lang):
    page.goto(f"{address}/sign-in")
    page.keyboard.press("Tab")
    page.locator("#email").fill("owner@example.org")
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name=WORDS[lang]["sign"]).press("Enter")
    page.wait_for_url(f"{address}/")


@pytest.mark.parametrize(("lang", "width", "scripts"), SIZES)
def test_a_reader_follows_a_link_by_keyboard_until_it_is_taken_back(chromium, address, home, lang, width, scripts):
    owner, reader = (opened(chromium, lang, width, scripts) for _ in range(2))
    words, page = WORDS[lang], owner.new_page()
    sign_in(page, address, lang)
    page.goto(f"{address}{home}/shares")
    reach(page, page.locator("#label"))
    page.keyboard.type(f"Comité {lang}")
    reach(page, page.get_by_role("button", name=words["make"]))
    page.keyboard.press("Enter")
    link = page.locator("#link").input_value()
    read = reader.new_page()
    read.goto(link)
    assert read.url == f"{address}{home}/result"
    reach(read, read.locator("summary").first)
    read.keyboard.press("Enter")
    follow(read, read.get_by_role("link", name=words["why"]).first)
    assert "/why/keep/" in read.url
    read.goto(f"{address}{home}/result")
    follow(read, read.locator("main a.button").first)
    assert read.url == f"{address}{home}/report"
    reach(page, page.get_by_role("button", name=re.compile(f"{words['revoke']}.*Comité {lang}")))
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    read.goto(link)
    assert words["gone"] in read.inner_text("main")
    owner.close()
    reader.close()


@pytest.mark.parametrize(("lang", "width", "scripts"), SIZES)
def test_somebody_invited_makes_an_account_and_mends_a_text_about_a_patient(
    chromium, address, home, lang, width, scripts
):
    owner, guest = (opened(chromium, lang, width, scripts) for _ in range(2))
    words, page = WORDS[lang], owner.new_page()
    sign_in(page, address, lang)
    page.goto(f"{address}{home}/people")
    reach(page, page.get_by_role("button", name=words["invite"]))
    page.keyboard.press("Enter")
    link, new = page.locator("#link").input_value(), guest.new_page()
    new.goto(link)
    for field, text in (("name", "Grace"), ("email", f"grace-{lang}@example.org"), ("password", PASSWORD)):
        reach(new, new.locator(f"#{field}"))
        new.keyboard.type(text)
    follow(new, new.get_by_role("button", name=words["join"]))
    assert new.url == f"{address}{home}"
    new.goto(f"{address}{home}/q/remark")
    reach(new, new.locator("#value"))
    new.keyboard.type(f"{BORN[lang]} ({lang})")
    reach(new, new.get_by_role("button", name=words["save"]))
    new.keyboard.press("Enter")
    new.get_by_role("alert").wait_for()
    assert BORN[lang] in new.locator("#value").input_value()
    reach(new, new.get_by_label(words["keep"]))
    new.keyboard.press("Space")
    follow(new, new.get_by_role("button", name=words["save"]))
    new.goto(f"{address}{home}/check?all=1")
    assert BORN[lang] in new.inner_text("main")
    owner.close()
    guest.close()


@pytest.mark.parametrize(("scheme", "width", "lang"), [("light", 390, "fr"), ("dark", 1280, "en")])
def test_axe_finds_no_fault_on_the_pages_about_people(chromium, address, home, desk, scheme, width, lang):
    context = opened(chromium, lang, width, color_scheme=scheme, bypass_csp=True)
    page, faults = context.new_page(), {}
    sign_in(page, address, lang)
    for path in (home, f"{home}/shares", f"{home}/people", f"{home}/history", "/account", "/account/erase"):
        page.goto(address + path)
        faults[path] = faults_of(page, width)
    page.goto(f"{address}{home}/people")
    page.get_by_role("button", name=WORDS[lang]["invite"]).click()
    faults["invited"], link = faults_of(page, width), page.locator("#link").input_value()
    page.goto(f"{address}{home}/q/evenings")
    page.locator("summary").first.click()
    page.locator("#comment").fill(BORN[lang])
    page.get_by_role("button", name=WORDS[lang]["save"]).click()
    page.get_by_role("alert").wait_for()
    faults["questioned"] = faults_of(page, width)
    context.clear_cookies()
    for path in (link.removeprefix(address), "/s/forged"):
        page.goto(address + path)
        faults[path] = faults_of(page, width)
    context.close()
    assert {path: found for path, found in faults.items() if found} == {}
