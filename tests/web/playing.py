"""A workshop played in real browsers: who takes part, what each does and sees, and the site that serves them."""

import os
import re
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from tests.web.browser import faults_of
from tests.web.servers import running

playwright = pytest.importorskip("playwright.sync_api")
expect, Page = playwright.expect, playwright.Page
FULL = bool(os.environ.get("COMPASS_FULL"))
QUICK = "const later = window.setTimeout; window.setTimeout = (act, wait) => later(act, wait / 6);"
"""Pages ask for news six times as often as they do, unless COMPASS_FULL is set."""
CASE = "questionnaires/radiology-ai/assessments/fracture-detection.yaml"
PHONE, WALL = {"width": 390, "height": 844}, {"width": 1280, "height": 720}
NAMES = ("Ada", "Basile", "Chloé", "Driss", "Emma", "Farid", "Gaëlle", "Hugo")
"""Ada reads English, Basile has no scripts, Chloé only a keyboard."""
PATIENCE = 60_000
NOW = {
    "vote": {"fr": "À vous de voter", "en": "Your turn to vote"},
    "again": {"fr": "Nouveau tour", "en": "A new round"},
    "voted": {"fr": "Votre vote est gardé", "en": "Your vote is kept"},
    "sealed": {"fr": "Le vote est clos", "en": "The vote is closed"},
    "revealed": {"fr": "Voici les réponses", "en": "Here are the answers"},
    "look": {"fr": "Regardez l’écran", "en": "Look at the screen"},
    "over": {"fr": "L’atelier est terminé", "en": "The workshop is over"},
}


@dataclass
class Person:
    """A participant at a phone."""

    name: str
    page: Page
    lang: str

    @property
    def has_scripts(self) -> bool:
        return self.name != "Basile"

    def sees(self, now: str) -> None:
        """Wait until the page tells what to do now; without scripts by its button."""
        if not self.has_scripts:
            self.page.locator("#refresh").click()
        expect(self.page.locator("#now")).to_contain_text(NOW[now][self.lang])

    def vote(self, **fields: str) -> None:
        """Vote, Chloé by keyboard alone: boxes are checked, lists chosen from, all else is typed."""
        for id, text in fields.items():
            wanted = self.page.locator(f"#{id.replace('_', '-')}")
            if self.name == "Chloé":
                self._type(wanted, text)
            elif text == "on":
                wanted.check()
            else:
                wanted.fill(text)
        send = self.page.locator("#send")
        if self.name == "Chloé":
            self._reach(send)
            self.page.keyboard.press("Enter")
        else:
            send.click()
        expect(self.page.locator("#now")).to_contain_text(NOW["voted"][self.lang])

    def _reach(self, wanted) -> None:
        while not wanted.evaluate("each => each === document.activeElement"):
            self.page.keyboard.press("Tab")

    def _type(self, wanted, text: str) -> None:
        """Fill a field by keyboard; of several answers the first is reached, the others by arrows."""
        if text != "on":
            self._reach(wanted)
            wanted.select_text()
            self.page.keyboard.type(text)
            return
        self._reach(self.page.locator("#v-1"))
        self.page.keyboard.press("Space")
        while not wanted.is_checked():
            self.page.keyboard.press("ArrowDown")


@dataclass
class Play:
    """A workshop that is on: the console, the projector, and the people."""

    console: Page
    screen: Page
    people: list[Person]
    home: str
    faults: dict[str, list[str]]

    def do(self, button: str, then: str) -> None:
        """Press a button of the console, the main one unless it is named; all pages follow."""
        self.console.locator(button).first.click()
        for person in self.people:
            person.sees(then)

    def round(self, *votes: dict[str, str]) -> None:
        """Play one round: open, vote, close, reveal."""
        self.do(".next .main", "vote")
        for person, fields in zip(self.people, votes, strict=True):
            person.vote(**fields)
        self.do(".next .main", "sealed")
        self.do(".next .main", "revealed")

    def take(self) -> None:
        """Take the answer of the group into the assessment."""
        self.console.locator(".next .main").click()
        self.console.locator("#group").click()
        self.console.wait_for_url(self.home)

    def all(self) -> list[Page]:
        return [self.console, self.screen, *(person.page for person in self.people)]

    def check(self, state: str) -> None:
        """Look for faults on each kind of page in both languages; where COMPASS_FULL is set also in the dark, and as
        wide as the other pages are."""
        driss, ada = self.people[3].page, self.people[0].page
        pages = {"console": self.console, "screen": self.screen, "seat": driss, "seat en": ada}
        for name, page in pages.items():
            size = page.viewport_size
            self.note(f"{name} {state}", page)
            if not FULL:
                continue
            page.emulate_media(color_scheme="dark")
            page.set_viewport_size(WALL if size == PHONE else PHONE)
            self.note(f"{name} {state} dark", page)
            page.emulate_media(color_scheme="light")
            page.set_viewport_size(size)

    def note(self, name: str, page: Page) -> None:
        found = faults_of(page, page.viewport_size["width"])
        if found:
            self.faults[name] = found


@contextmanager
def playing(chromium, tmp_path):
    """Serve the site, make the first account, copy the worked case, prepare the workshop, and have all join."""
    contexts = []

    def page(lang: str, size, **more) -> Page:
        contexts.append(chromium.new_context(viewport=size, locale=lang, bypass_csp=True, **more))
        contexts[-1].set_default_timeout(PATIENCE)
        if not FULL:
            contexts[-1].add_init_script(QUICK)
        return contexts[-1].new_page()

    expect.set_options(timeout=PATIENCE)
    with running(f"sqlite:///{tmp_path / 'compass.db'}", tmp_path, "--plain") as server:
        site = f"http://127.0.0.1:{server.port}"
        console = page("fr", PHONE)
        console.goto(re.search(r"http\S+/first/\S+", server.log.read_text())[0])
        for id, text in (("name", "Anne"), ("email", "anne@example.org"), ("password", "horse battery staple")):
            console.locator(f"#{id}").fill(text)
        console.locator("main button").click()
        console.goto(f"{site}/upload")
        console.set_input_files("#file", CASE)
        console.locator("main button").click()
        console.wait_for_url(re.compile("/a/"))
        assessment = re.search(r"/a/[^/?]+", console.url)[0]
        console.goto(f"{site}{assessment}/workshops")
        console.locator("#g-minutes_45").check()
        console.locator("#m-named").check()
        console.locator("main form button").last.click()
        console.locator("main .button").first.click()
        home = console.url
        screen = contexts[0].new_page()
        screen.set_viewport_size(WALL)
        screen.goto(f"{home}/screen")
        code = screen.locator(".code").inner_text()
        people = []
        for name in NAMES:
            lang = "en" if name == "Ada" else "fr"
            phone = page(lang, PHONE, java_script_enabled=name != "Basile", has_touch=name != "Chloé")
            phone.goto(f"{site}/join")
            phone.locator("#code").fill(code.lower())
            phone.locator("#code").press("Enter")
            phone.locator("#name").fill(name)
            phone.locator("#seat").select_option("clinical" if name < "E" else "technical")
            phone.locator("#name").press("Enter")
            phone.locator("#now").wait_for()
            people.append(Person(name, phone, lang))
        yield Play(console, screen, people, home, {}), f"{site}{assessment}"
    for context in contexts:
        context.close()
