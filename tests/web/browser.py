"""A person in front of Chromium: goes on by what a page shows, by mouse or by keyboard alone, in either language."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from werkzeug.serving import make_server

from compass.service import people
from compass.service.desk import Desk
from compass.service.permissions import Actor
from compass.store.people import Account, add_account, set_password
from compass.texts.typography import set_type
from compass.texts.words import say
from tests.service.desks import NOW, desk_at
from tests.web.site import app_of

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip
PASSWORD = "horse battery staple"
STOPS = 300
"""So many times Tab is pressed before a place counts as out of reach."""
_STOP = """wanted => {
  const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
  const is_marked = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const is_seen = is_marked && box.bottom > 0 && box.top < innerHeight;
  const is_mate = at.type === "radio" && at.name === wanted.name && at.form === wanted.form;
  return [at === wanted || is_mate, at === document.body || is_seen, at.outerHTML.slice(0, 120)];
}"""

_AT_TOP = "wanted => document.activeElement === document.body && !location.hash && wanted.closest('main') !== null"


@dataclass
class Place:
    """A site with accounts that is served; `now` is the time of its desk."""

    desk: Desk
    app: Any = field(default=None, repr=False)
    address: str = ""
    now: datetime = NOW
    hashed: str = field(default_factory=lambda: people.hashed_password(PASSWORD), repr=False)
    numbers: Any = field(default_factory=lambda: count(1), repr=False)

    def account(self) -> Actor:
        """Make an account that signs in by PASSWORD."""
        name = f"person{next(self.numbers)}"
        with self.desk.database.writing() as connection:
            add_account(connection, Account(name, f"{name}@example.org", name, "", NOW.isoformat()))
            set_password(connection, name, self.hashed)
        return Actor(name, name)


@contextmanager
def place_in(folder: Path):
    """Serve a site over the small packs; its clock can be put on."""
    with desk_at(f"sqlite:///{folder / 'compass.db'}") as desk:
        place = Place(desk)
        desk.now = lambda: place.now
        place.app = app_of(desk, folder / "documents", accounts=True)
        server = make_server("127.0.0.1", 0, place.app, threaded=True)
        thread = Thread(target=server.serve_forever)
        thread.start()
        place.address = f"http://127.0.0.1:{server.server_port}"
        yield place
        server.shutdown()
        thread.join()
        server.server_close()
        place.app.extensions["compass"].office.close()


@contextmanager
def launched():
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 — only where there is a browser

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=list(FLAGS))
        yield browser
        browser.close()


@dataclass(frozen=True)
class Cross:
    """How somebody visits: language, scripts, width of the window, keyboard alone or mouse, light or dark."""

    lang: str = "en"
    scripts: bool = True
    width: int = 1280
    keyboard: bool = False
    scheme: str = "light"

    def __str__(self) -> str:
        hand = "keyboard" if self.keyboard else "mouse"
        return f"{self.lang}-{'scripts' if self.scripts else 'none'}-{self.width}-{hand}-{self.scheme}"


@contextmanager
def walking(chromium, place: Place, cross: Cross):
    """Open a window of somebody's own at the first page."""
    context = chromium.new_context(
        viewport={"width": cross.width, "height": 900},
        locale=cross.lang,
        java_script_enabled=cross.scripts,
        color_scheme=cross.scheme,
        bypass_csp=True,
    )
    walk = Walk(context.new_page(), cross, place)
    walk.page.goto(place.address)
    yield walk
    context.close()


@dataclass
class Walk:
    """A person's way through pages, by what they show."""

    page: Any
    cross: Cross
    place: Place

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.place.address).partition("#")[0]

    @property
    def text(self) -> str:
        return self.page.locator("main").inner_text()

    def say(self, key: str, area: str = "web", **details: object) -> str:
        """Give words of the pages as this person reads them."""
        return set_type(say(area, self.cross.lang, key, **details), self.cross.lang)

    def link(self, key: str, **details: object) -> Any:
        return self.link_named(self.say(key, **details))

    def link_named(self, name: str) -> Any:
        return self.page.get_by_role("link", name=name, exact=True).first

    def button(self, key: str, area: str = "web", **details: object) -> Any:
        return self.page.get_by_role("button", name=self.say(key, area, **details), exact=True).first

    def to(self, path: str) -> Any:
        """Give the first link of the page to an address that ends so."""
        return self.page.locator(f"main a[href$='{path}']").first

    def sign_in(self, person: Actor) -> None:
        self.press(self.link("sign.in"))
        self.fill("#email", f"{person.account}@example.org")
        self.fill("#password", PASSWORD)
        self.press(self.button("sign.in"))

    def press(self, wanted: Any) -> None:
        """Press a link or a button, and see the page that comes of it, whether it is loaded or put in place."""
        self.page.evaluate("document.getElementById('main').dataset.left = 1")
        self.push(wanted)
        self.page.locator("#main:not([data-left])").wait_for()
        self.page.wait_for_load_state()

    def push(self, wanted: Any) -> None:
        """Press what leaves the page where it is."""
        if self.cross.keyboard:
            self._reach(wanted)
            self.page.keyboard.press("Enter")
        else:
            wanted.click()

    def fill(self, field: str, text: str) -> None:
        wanted = self.page.locator(field)
        if self.cross.keyboard:
            self._reach(wanted)
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(text)
        else:
            wanted.fill(text)

    def toggle(self, field: str) -> None:
        """Tick a box, or take the tick off."""
        wanted = self.page.locator(field)
        if self.cross.keyboard:
            self._reach(wanted)
            self.page.keyboard.press("Space")
        else:
            wanted.click()

    def pick(self, field: str) -> None:
        """Choose a button of a group."""
        wanted = self.page.locator(field)
        if self.cross.keyboard:
            self._reach(wanted)
            self.page.keyboard.press("Space")
            self._turn(wanted.is_checked)
        else:
            wanted.check()

    def choose(self, field: str, value: str) -> None:
        """Choose from a list."""
        wanted = self.page.locator(field)
        if self.cross.keyboard:
            self._reach(wanted)
            self._turn(lambda: wanted.input_value() == value)
        else:
            wanted.select_option(value)

    def set_date(self, field: str, day: date) -> None:
        """Set a date, its parts typed in the order of the language of the browser itself, which is English."""
        wanted = self.page.locator(field)
        if self.cross.keyboard:
            self._reach(wanted)
            self.page.keyboard.type(f"{day:%m%d%Y}")
        else:
            wanted.fill(day.isoformat())
        assert wanted.input_value() == day.isoformat()

    def attach(self, field: str, path: str) -> None:
        with self.page.expect_file_chooser() as chooser:
            self.push(self.page.locator(field))
        chooser.value.set_files(path)

    def document(self, kind: str, ending: str) -> tuple[str, bytes]:
        """Order a document and wait until the browser has it; give its name and how it begins."""
        self.pick(f"#k-{kind}")
        self.pick(f"#e-{ending}")
        look = self.page.locator("#look")
        with self.page.expect_download(timeout=120_000) as found:
            self.push(self.button("report.make"))
            while not (self.cross.scripts or found.is_done()):
                if look.is_visible():
                    self.push(look)
                self.page.wait_for_load_state()
        if look.is_visible():
            self.press(self.link("report.title"))
        return found.value.suggested_filename, Path(found.value.path()).read_bytes()[:2000]

    def _turn(self, is_there: Callable[[], bool]) -> None:
        """Go on by the arrows until one is there."""
        for _ in range(20):
            if is_there():
                return
            self.page.keyboard.press("ArrowDown")
        pytest.fail("the arrows do not lead there")

    def _reach(self, wanted: Any) -> None:
        """Come to an element by Tab, or to one of its group of buttons, and see at each stop where one is; from the top
        of a page, skip to the content that it stands in."""
        if wanted.evaluate(_AT_TOP):
            self._stop(self.page.locator(".skip"))
            self.page.keyboard.press("Enter")
        if not any(self._stop(wanted) for _ in range(STOPS)):
            pytest.fail(f"the keyboard does not reach {wanted}")

    def _stop(self, wanted: Any) -> bool:
        """Go one stop on; say whether one is there."""
        self.page.keyboard.press("Tab")
        is_there, is_seen, where = wanted.evaluate(_STOP)
        assert is_seen, f"nobody sees that the keyboard is at {where}"
        return bool(is_there)


def faults_of(page: Any, width: int) -> list[str]:
    """Name what is wrong on a page: by axe, sideways scrolling, letters under 12 pixels."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 — only where there is a browser

    found = Axe().run(page, options={"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]})
    faults = [
        f"{fault['id']}: {node['html'][:150]}" for fault in found.response["violations"] for node in fault["nodes"]
    ]
    if page.evaluate("document.documentElement.scrollWidth") > width:
        faults.append("scrolls sideways")
    return faults + [f"small letters: {text}" for text in page.evaluate(_SMALL)]


_SMALL = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walk.nextNode()) {
    const at = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !at.checkVisibility() || at.closest("script, style")) continue;
    const scale = at instanceof SVGGraphicsElement ? at.getScreenCTM().a : 1;
    if (parseFloat(getComputedStyle(at).fontSize) * scale < 11.99) found.push(walk.currentNode.data.slice(0, 60));
  }
  return found;
}"""
