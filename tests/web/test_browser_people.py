"""Somebody invited in a real browser: makes an account, answers, and mends a text that may tell of a patient."""

import pytest

from tests.service.desks import begun
from tests.web.browser import PASSWORD, Cross, walking

pytestmark = pytest.mark.browser
BORN = {"fr": "Jean Dupont, né le 12/03/1954", "en": "John Smith, born 3 May 1954"}


@pytest.mark.parametrize("cross", [Cross("fr", False, 390, keyboard=True), Cross("en", True, 1280)], ids=str)
def test_somebody_invited_makes_an_account_and_mends_a_text_about_a_patient(chromium, place, cross):
    owner, id = begun(place.desk, place.account())
    with walking(chromium, place, cross) as walk, walking(chromium, place, cross) as guest:
        walk.sign_in(owner)
        walk.press(walk.to(f"/a/{id}"))
        walk.press(walk.link_named(walk.say("people.title", "people")))
        walk.press(walk.button("invite.make", "people"))
        guest.page.goto(walk.page.locator("#link").input_value())
        for field, text in (("name", "Grace"), ("email", f"grace-{cross.lang}@example.org"), ("password", PASSWORD)):
            guest.fill(f"#{field}", text)
        guest.press(guest.button("join.sign_up", "people"))
        assert guest.path == f"/a/{id}"
        guest.page.goto(f"{place.address}/a/{id}/q/remark")
        guest.fill("#value", BORN[cross.lang])
        guest.press(guest.button("question.save"))
        assert guest.page.get_by_role("alert").is_visible()
        assert guest.page.locator("#value").input_value() == BORN[cross.lang]
        guest.toggle("#confirmed")
        guest.press(guest.button("question.save"))
        guest.press(guest.link("nav.answers"))
        assert BORN[cross.lang] in guest.text
