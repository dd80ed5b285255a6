"""What people with bad intentions send: markup, templates, paths, foreign addresses, forged posts, far too much."""

import logging
import re

import pytest
from sqlalchemy.exc import IntegrityError

from compass.service import attending, inviting, people, sharing
from compass.service.documents import Office
from compass.service.inviting import Asked
from compass.store.people import add_account
from compass.web.app import create_app
from compass.web.safety import Limit
from compass.web.shown import Site
from tests.service.desks import begun, member
from tests.service.meetings import meeting
from tests.web.site import SECRET, Visit, app_of, visit_of
from tests.web.test_routes import FILLED, routes

ACCOUNTS = True
PASSWORD = "horse battery staple"
MARKUP = "<script>alert(1)</script>\"'>{{ 7 * 7 }}{% raw %}"
EVIL = "https://evil.example/"


@pytest.fixture
def owned(app, desk):
    """The visit of an owner, and the home of the assessment."""
    _, id = begun(desk)
    member(desk, id, "owner")
    return visit_of(desk, app, "a-owner"), f"/a/{id}"


def harmless(text: str) -> bool:
    """Say whether markup and templates stay text; random tokens may hold the 49 that a template would come to."""
    return "<script>alert" not in text and "49" not in re.sub(r"[\w-]{16,}", "", text)


def test_markup_and_templates_that_are_kept_stay_text(app, desk, owned):
    visit, home = owned
    made = visit.post(f"{home}/shares", f"{home}/shares", label=MARKUP, ends="2026-12-01")
    invited = visit.post(f"{home}/people/invite", f"{home}/people", label=MARKUP, role="reader")
    join = re.search(r'value="http://localhost(/join/[^"]+)"', invited.text)[1]
    eve = Visit(app.test_client())
    assert eve.post(join, join, name=MARKUP, email="eve@example.org", password=PASSWORD).status_code == 303
    told = [made.text, visit.get(f"{home}/shares").text, visit.get(f"{home}/people").text, eve.get("/account").text]
    assert all(harmless(text) for text in told)
    assert all("{{ 7 * 7 }}" in text for text in told)


@pytest.mark.parametrize(
    "path",
    ["/?lang={0}", "/{0}", "/a/{0}", "/a/tiny~right/q/{0}", "/a/tiny~right/why/{0}/climate",
     "/a/tiny~right/why/new/{0}", "/a/tiny~right/report/{0}", "/s/{0}", "/join/{0}", "/first/{0}", "/new/{0}",
     "/w/{0}", "/w/{0}/now", "/w/{0}/back/{0}"],
)  # fmt: skip
def test_markup_and_templates_in_an_address_are_not_run(app, owned, path):
    found = owned[0].get(path.format("<script>alert(1)</script>{{7*7}}"))
    assert found.status_code < 500
    assert harmless(found.text)


@pytest.mark.parametrize(
    "path",
    ["/static/../compass/web/app.py", "/static/%2e%2e/pyproject.toml", "/static/..%2f..%2fetc/passwd",
     "/a/tiny~right/report/..%2f..%2fetc%2fpasswd", "/a/tiny~..%2fright", "/new/..%2f..%2ftiny", "/static//etc/passwd"],
)  # fmt: skip
def test_no_path_leads_out(app, owned, path):
    found = owned[0].get(path)
    assert found.status_code in (302, 308, 404)
    assert "root:" not in found.text
    assert "import" not in found.text


def test_nothing_leads_to_another_site(app, desk, owned):
    visit, home = owned
    path = f"{home}/q/evenings"
    fields = {"state": "known", "likely": "3", "version": "0", "back": EVIL, "next": EVIL}
    answers = [visit.post(path, path, **fields), visit.get(f"//evil.example{home}"), visit.get("//evil.example/%2f..")]
    answers += [Visit(app.test_client()).post(f"/sign-in?next={EVIL}", "/sign-in", email="a", password="b", next=EVIL)]
    answers += [Visit(app.test_client()).get(f"{home}?next={EVIL}")]
    for answer in answers:
        assert not re.match(r"//|\w+:", answer.headers.get("Location", "/").replace("http://localhost/", "/"))


def test_every_post_needs_the_token_of_its_session(app, owned):
    visit, home = owned
    posts = sorted(route.removeprefix("POST ") for route in routes(app) if route.startswith("POST "))
    held = FILLED | {"id": home.removeprefix("/a/"), "token": "x"}
    for rule in posts:
        path = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: held.get(found[1], "x"), rule)
        for token in ("", "forged"):
            assert visit.client.post(path, data={"csrf": token}).status_code == 400, rule
    assert visit.get(home).status_code == 200


def test_a_forged_cookie_is_nobodys(app, owned):
    visit, home = owned
    value = visit.client.get_cookie("compass").value
    for forged in (value[:-3] + "abc", "e30.x.y", "", value.replace(".", "", 1)):
        visit.client.set_cookie("compass", forged)
        assert visit.get(home).location == "/sign-in"


def test_a_link_of_one_assessment_opens_no_other(app, desk, owned):
    _, home = owned
    owner, other = begun(desk)
    token = sharing.share(desk, owner, other, "", "2026-12-01")
    guest = Visit(app.test_client())
    assert guest.get(f"/s/{token}").location == f"/a/{other}/result"
    assert guest.get(f"{home}/result").status_code == 404
    assert guest.get(f"/a/{other}").status_code == 403
    assert guest.get("/new").status_code == 404
    invitation = inviting.invite(desk, owner, other, Asked("", "owner"))
    assert guest.get(f"/s/{invitation}").status_code == guest.get(f"/join/{token}").status_code == 404


@pytest.mark.parametrize("body", [{"csrf": "x" * 300_000}, {f"f{number}": "x" for number in range(2000)}])
def test_far_too_much_is_refused(app, owned, body):
    assert owned[0].client.post("/sign-in", data=body).status_code in (400, 413)
    assert owned[0].client.post("/sign-in", data=body, content_type="multipart/form-data").status_code in (400, 413)


def test_posts_are_limited_for_a_person_in_all_sessions_together(desk, tmp_path, monkeypatch):
    monkeypatch.setattr("compass.web.app.Limit", lambda _, seconds: Limit(4, seconds))
    app = app_of(desk, tmp_path / "documents", accounts=True)
    _, id = begun(desk)
    member(desk, id, "owner")
    member(desk, id, "reader")
    one, two, other = (visit_of(desk, app, account) for account in ("a-owner", "a-owner", "a-reader"))
    told = [visit.post("/account/data", "/account").status_code for visit in (one, two, one, two, one, two, other)]
    assert told == [200] * 4 + [429] * 2 + [200]
    app.extensions["compass"].office.close()


def test_over_tls_browsers_are_told_to_stay_there_and_the_cookie_too(desk, tmp_path):
    app = create_app(Site(desk, Office(tmp_path), None, address="https://compass.example.org"), SECRET, secure=True)
    page = app.test_client().get("/", headers={"Host": "compass.example.org"})
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
    cookie = page.headers["Set-Cookie"]
    assert cookie.startswith("__Host-compass=")
    assert "Secure" in cookie
    assert app.test_client().get("/", headers={"Host": "evil.example"}).status_code == 400
    assert "Strict-Transport-Security" not in app_of(desk, tmp_path, accounts=True).test_client().get("/").headers
    app.extensions["compass"].office.close()


def test_addresses_hold_ids_that_nobody_guesses_and_nothing_of_a_person(app, desk):
    names = {name for rule in app.url_map.iter_rules() for name in rule.arguments}
    assert names == {
        "id", "cell", "option", "name", "pack", "factor", "revision", "place", "member", "share", "invitation",
        "token", "filename", "question", "section", "other", "workshop", "participant", "poll", "act", "code",
        "rehearsal",
    }  # fmt: skip
    owner, id = begun(desk)
    session, _ = inviting.sign_up(
        desk, inviting.invite(desk, owner, id, Asked("", "reader")), "e@example.org", "Eve", PASSWORD
    )
    assert re.fullmatch(r"[0-9a-f]{16}", id)
    assert re.fullmatch(r"[0-9a-f]{16}", people.actor_of(desk, session).account)
    assert len(sharing.share(desk, owner, id, "", "2026-12-01")) >= 43
    found = meeting(desk, people=1, actor=owner)
    participant = attending.seat_by(desk, found.code, found.tokens[0]).participant.id
    assert re.fullmatch(r"[0-9a-f]{16} p[0-9a-f]{16} [B-Z2-9]{8}", f"{found.workshop} {participant} {found.code}")
    assert len(found.tokens[0]) >= 43


def test_the_log_tells_where_a_fault_is_and_nothing_of_who_sent_what(app, desk, owned, caplog, monkeypatch):
    caplog.set_level(logging.DEBUG)
    visit, home = owned
    path = f"{home}/q/evenings"
    visit.post(path, path, state="known", likely="3", version="0", comment="a secret remark")
    visit.post("/sign-in", "/sign-in", email="ada@example.org", password=PASSWORD)

    def fails(*given):
        raise RuntimeError(f"about {given}")

    monkeypatch.setattr("compass.web.sharing.sharing.follow", fails)
    assert visit.get("/s/a-secret-token").status_code == 500
    assert "RuntimeError at GET /s/<token>" in caplog.text
    for word in ("secret", "example.org", PASSWORD, home):
        assert word not in caplog.text


def add_twice(desk, account) -> None:
    with desk.database.writing() as connection:
        add_account(connection, account)
        add_account(connection, account)


def test_a_fault_of_the_database_does_not_tell_what_was_written(desk):
    with pytest.raises(IntegrityError) as caught:
        add_twice(desk, people.new_account(desk, "ada@example.org", "Ada", PASSWORD))
    assert "ada@example.org" not in str(caught.value)
