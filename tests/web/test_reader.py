"""The reader's journey without a script: a link made, followed, taken back; and what the pages of people do."""

import json
import re

import pytest

from compass.service import people
from compass.store import people as rows
from tests.service.desks import begun, member
from tests.web.site import Visit, app_of, visit_of
from tests.web.test_journey import ANSWERS

ACCOUNTS = True
PASSWORD = "horse battery staple"
WORDS = {
    "en": ("You read this by a shared link", "opens nothing, or nothing any more", "Take back"),
    "fr": ("Vous lisez ceci par un lien partagé", "n’ouvre rien, ou n’ouvre plus rien", "Révoquer"),
}
NUMBER = "2 69 05 49 588 157 80"


def owned(app, desk, lang: str = "en") -> tuple[Visit, str]:
    """Give the visit of an owner, and the home of an assessment with every answer that its result needs."""
    _, id = begun(desk)
    member(desk, id, "owner")
    visit, home = visit_of(desk, app, "a-owner"), f"/a/{id}"
    for cell, fields in ANSWERS.items():
        path = f"{home}/q/{cell}"
        assert visit.post(path, path, state="known", version="0", **fields).status_code == 303
    visit.lang = lang
    return visit, home


def made(page) -> str:
    """Give the path of the link that a page shows once."""
    assert page.status_code == 201
    return re.search(r'id="link" readonly value="http://localhost(/[^"]+)"', page.text)[1]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_link_opens_result_reasons_and_report_until_it_is_taken_back(app, desk, lang):
    owner, home = owned(app, desk, lang)
    shares = f"{home}/shares"
    link = made(owner.post(shares, shares, label="Le comité", ends="2026-12-01"))
    page = owner.get(shares).text
    assert link not in page
    assert "Le comité" in page
    assert WORDS[lang][2] in page
    reader = Visit(app.test_client(), lang)
    assert reader.get(link).location == f"{home}/result"
    result, why, report = (reader.get(f"{home}/{path}") for path in ("result", "why/led/climate", "report"))
    assert [found.status_code for found in (result, why, report)] == [200, 200, 200]
    assert WORDS[lang][0] in result.text
    led = set(re.findall(r'href="/a/[^/"]+/?([^/"#]*)', result.text))
    assert led == {"result", "why", "report"}
    assert (
        reader.post(f"{home}/report", f"{home}/report", kind="full", ending="html").location
        == f"{home}/report/full.{lang}.html"
    )
    [revoke] = re.findall(r'action="([^"]+/revoke)"', page)
    assert owner.post(revoke, shares).status_code == 303
    ended = [reader.get(path) for path in (link, f"{home}/result", f"{home}/report/full.{lang}.html", "/s/forged")]
    assert {found.status_code for found in ended} == {404}
    assert len({found.text for found in ended}) == 1
    assert WORDS[lang][1] in ended[0].text


def test_a_link_is_neither_indexed_nor_told_to_other_sites(app, desk):
    owner, home = owned(app, desk)
    reader = Visit(app.test_client())
    link = made(owner.post(f"{home}/shares", f"{home}/shares", ends="2026-12-01"))
    for path in (link, f"{home}/result", "/join/any", "/s/forged"):
        headers = reader.get(path).headers
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in headers["X-Robots-Tag"]
        assert headers["Cache-Control"] == "no-store"


def test_a_last_day_that_has_passed_is_told_beside_its_field(app, desk):
    owner, home = owned(app, desk)
    page = owner.post(f"{home}/shares", f"{home}/shares", ends="2026-11-01")
    assert page.status_code == 400
    assert 'href="#ends"' in page.text


def test_somebody_new_takes_an_invitation_signs_out_and_comes_back(app, desk):
    owner, home = owned(app, desk)
    join = made(owner.post(f"{home}/people/invite", f"{home}/people", role="editor", section="lamp", label="Grace"))
    grace = Visit(app.test_client())
    assert "Lamps" in grace.get(join).text
    account = {"name": "Grace", "email": "grace@example.org"}
    wrong = grace.post(join, join, **account, password="short")
    assert wrong.status_code == 400
    assert 'value="grace@example.org"' in wrong.text
    assert grace.post(join, join, **account, password=PASSWORD).location == home
    page = grace.get(home).text
    assert "You were asked for one section: Lamp" in page
    first = re.search(r'class="button" href="([^"]+/q/[^"]+)"', page)[1]
    assert grace.post(first, first, state="known", likely="3", version="0").status_code == 303
    assert grace.post(f"{home}/q/evenings", first, state="known", likely="3", version="1").status_code == 403
    assert "disabled" in grace.get(f"{home}/q/evenings").text
    grace.post("/sign-out", home)
    assert grace.get(home).location == "/sign-in"
    assert grace.get(join).status_code == 404


def test_an_invitation_waits_while_its_guest_signs_in(app, desk):
    owner, home = owned(app, desk)
    with desk.database.writing() as connection:
        account = people.new_account(desk, "joan@example.org", "Joan", PASSWORD)
        rows.add_account(connection, account)
    join = made(owner.post(f"{home}/people/invite", f"{home}/people", role="reader"))
    joan = Visit(app.test_client())
    joan.get(join)
    assert joan.post("/sign-in", "/sign-in", email="joan@example.org", password=PASSWORD).location == join
    assert joan.post(join, join).location == home


def test_members_change_leave_and_hand_over(app, desk):
    owner, home = owned(app, desk)
    member(desk, home.removeprefix("/a/"), "reader")
    reader = visit_of(desk, app, "a-reader")
    assert "reader@example.org" in owner.get(f"{home}/people").text
    assert "owner@example.org" not in reader.get(f"{home}/people").text
    assert owner.post(f"{home}/people/a-reader/role", f"{home}/people", role="editor").status_code == 303
    assert owner.post(f"{home}/people/local/remove", f"{home}/people").status_code == 303
    assert owner.post(f"{home}/people/a-owner/remove", f"{home}/people").status_code == 409
    assert owner.post(f"{home}/people/a-reader/owner", f"{home}/people").status_code == 303
    assert owner.post(f"{home}/people/a-owner/remove", f"{home}/people").location == "/"
    assert owner.get(home).status_code == 404
    page = reader.get(f"{home}/people").text
    assert "owner handed the assessment over to reader" in page


def test_one_takes_ones_data_along_and_goes(app, desk):
    owner, home = owned(app, desk)
    with desk.database.writing() as connection:
        rows.set_password(connection, "a-owner", people.hashed_password(PASSWORD))
    copy = owner.post("/account/data", "/account")
    assert copy.headers["Content-Disposition"] == "attachment; filename=compass-account.json"
    assert json.loads(copy.text)["account"]["email"] == "owner@example.org"
    assert owner.post("/account/password", "/account", old="x", new="y").status_code == 400
    assert owner.post("/account/password", "/account", old=PASSWORD, new=f"a {PASSWORD}").location == "/account"
    assert "a former member" in owner.get("/account/erase").text
    assert owner.post("/account/erase", "/account/erase", password=PASSWORD).status_code == 400
    assert owner.post("/account/erase", "/account/erase", password=f"a {PASSWORD}").location == "/"
    assert owner.get("/account").location == "/sign-in"
    other = visit_of(desk, app, "local")
    assert "a former member" in other.get(f"{home}/history").text
    assert other.post("/account/sign-out-everywhere", "/account").location == "/sign-in"
    assert other.get(home).location == "/sign-in"


def test_a_text_about_a_patient_is_questioned_with_all_that_was_typed(app, desk):
    owner, home = owned(app, desk)
    path = f"{home}/q/evenings"
    form = {"state": "known", "likely": "90", "version": "1", "comment": NUMBER}
    page = owner.post(path, path, **form)
    assert page.status_code == 400
    assert 'href="#confirmed"' in page.text
    assert f'maxlength="2000">{NUMBER}' in page.text
    assert owner.post(path, path, **form, confirmed="yes").status_code == 303
    assert NUMBER in owner.get(path).text


def test_where_there_are_no_accounts_there_is_nobody_to_share_with(desk, tmp_path):
    app = app_of(desk, tmp_path / "documents")
    _, id = begun(desk)
    visit = Visit(app.test_client())
    page = visit.get(f"/a/{id}").text
    assert "/shares" not in page
    assert "/people" not in page
    for path in ("/account", f"/a/{id}/shares", f"/a/{id}/people", "/join/any"):
        assert visit.get(path).status_code == 404
    app.extensions["compass"].office.close()
