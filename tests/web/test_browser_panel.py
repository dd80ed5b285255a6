"""The side panel and a try in a real browser, with scripts and without."""

import pytest

from compass.service.responding import save_answer
from tests.service.desks import begun, say
from tests.web.browser import Cross, walking

pytestmark = pytest.mark.browser


def at_home(walk):
    """Sign in at an assessment whose result can be computed, and go to its quick screen's number of evenings."""
    owner, id = begun(walk.place.desk, walk.place.account())
    for cell, value in {"evenings": "100", "energy@keep": "1", "energy@led": "2"}.items():
        save_answer(walk.place.desk, owner, id, cell, say(value), 0, "en")
    walk.sign_in(owner)
    walk.page.goto(f"{walk.place.address}/a/{id}/q/evenings")


def test_with_scripts_the_panel_follows_an_answer_without_a_page_load(chromium, place):
    with walking(chromium, place, Cross("en")) as walk:
        at_home(walk)
        panel = walk.page.locator("#panel")
        panel.get_by_role("link", name=walk.say("panel.whole")).wait_for()
        walk.page.evaluate("window.same = true")
        walk.fill("#likely", "200")
        walk.press(walk.button("question.save"))
        panel.get_by_text("Climate (kg CO₂e per year): Keep").wait_for()
        assert walk.page.evaluate("window.same"), "the page was not loaded anew"
        assert not walk.path.endswith("evenings")
        assert walk.page.evaluate("document.activeElement.tagName") == "H1"
        walk.page.go_back()
        walk.page.wait_for_url("**/q/evenings")
        walk.fill("#likely", "400")
        walk.press(walk.button("question.save"))
        assert walk.page.get_by_role("alert").is_visible()
        assert walk.page.title().startswith(walk.say("summary_prefix"))
        assert walk.page.locator("#likely").input_value() == "400"


def test_without_scripts_a_button_shows_the_panel_and_a_try_is_kept(chromium, place):
    with walking(chromium, place, Cross("fr", scripts=False, keyboard=True)) as walk:
        at_home(walk)
        walk.press(walk.button("panel.show"))
        assert walk.page.get_by_role("link", name=walk.say("panel.whole")).is_visible()
        walk.press(walk.link("whatif.link"))
        walk.fill("#likely", "300")
        walk.press(walk.button("whatif.compute"))
        walk.press(walk.button("whatif.keep"))
        assert walk.path.endswith("/what-if")
        walk.press(walk.link("nav.answers"))
        assert "300" in walk.text
