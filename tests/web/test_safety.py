"""Who sees which page, and what does not get in: forged posts, fixed sessions, markup, foreign hosts, large bodies."""

import io
from pathlib import Path

from compass.service import people
from tests.service.desks import begun, member
from tests.web.site import Visit, app_of, visit_of

ACCOUNTS = True
PASSWORD = "horse battery staple"
OFFER = Path("tests/packs/tiny/assessments/right.yaml").read_text(encoding="utf-8")


def test_a_visitor_reads_worked_cases_and_an_unknown_one_is_not_found(app):
    visit = Visit(app.test_client())
    assert visit.get("/a/tiny~right/result").status_code == 200
    assert visit.get("/new").location == visit.get("/upload").location == "/sign-in"
    for id in ("tiny~none", "..~..", "tiny~..%2f..%2fx"):
        assert visit.get(f"/a/{id}").status_code in (302, 404)


def test_a_post_without_the_token_of_its_session_is_refused(app, desk):
    _, id = begun(desk)
    member(desk, id, "owner")
    visit = visit_of(desk, app, "a-owner")
    visit.get("/")
    for token in ("", "forged", "é"):
        assert visit.client.post(f"/a/{id}/delete", data={"csrf": token}).status_code == 400
    assert visit.get(f"/a/{id}").status_code == 200


def test_signing_in_begins_the_cookie_anew_and_signing_out_ends_it_everywhere(app, desk):
    token = people.first_link(desk)
    visit = Visit(app.test_client())
    path = f"/first/{token}"
    assert visit.post(path, path, email="ada", name="Ada", password=PASSWORD).status_code == 400
    assert visit.post(path, path, email="ada@example.org", name="Ada", password=PASSWORD).status_code == 303
    other = Visit(app.test_client())
    other.get("/sign-in")
    with other.client.session_transaction() as session:
        before = dict(session)
    assert other.post("/sign-in", "/sign-in", email="ada@example.org", password="wrong").status_code == 400
    assert other.post("/sign-in", "/sign-in", email="ada@example.org", password=PASSWORD).status_code == 303
    with other.client.session_transaction() as session:
        assert session.get("csrf") != before["csrf"]
        stolen = dict(session)
    assert other.get("/new").status_code == 200
    other.post("/sign-out")
    thief = Visit(app.test_client())
    with thief.client.session_transaction() as session:
        session.update(stolen)
    assert thief.get("/new").status_code == 302


def test_passwords_are_tried_ten_times_and_no_more(app):
    visit = Visit(app.test_client())
    codes = [visit.post("/sign-in", "/sign-in", email="eve@example.org", password="x").status_code for _ in range(11)]
    assert codes == [400] * 10 + [429]


def test_headers_cookies_and_errors_give_nothing_away(app):
    page = Visit(app.test_client()).get("/")
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    cookie = page.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert Visit(app.test_client(), "fr").get("/nowhere").text.count("n’existe pas") == 1
    assert Visit(app.test_client()).client.post("/sign-in", data={"csrf": "x" * 300_000}).status_code in (400, 413)


def test_what_people_type_is_text_on_every_page(app, desk):
    _, id = begun(desk)
    member(desk, id, "owner")
    visit = visit_of(desk, app, "a-owner")
    attack = "<script>alert(1)</script>{{ 7 * 7 }}"
    home = visit.post("/new/tiny", "/new/tiny", title=attack).location
    path = f"{home}/q/remark"
    visit.post(path, path, state="known", value=attack, comment=attack, version="0")
    for page in (home, f"{home}/check?all=1", path, "/"):
        text = visit.get(page).text
        assert "<script>" not in text
        assert "&lt;script&gt;" in text
        assert "{{ 7 * 7 }}" in text


def test_on_loopback_another_host_name_is_refused(desk, tmp_path):
    app = app_of(desk, tmp_path / "documents")
    assert app.test_client().get("/", headers={"Host": "evil.example"}).status_code == 400
    app.extensions["compass"].office.close()


def test_an_assessment_is_not_compared_with_one_of_others(app, desk):
    _, own = begun(desk)
    _, foreign = begun(desk)
    member(desk, own, "owner")
    visit = visit_of(desk, app, "a-owner")
    assert visit.get(f"/a/{own}/compare/{own}").status_code == 200
    for path in (f"/a/{own}/compare/{foreign}", f"/a/{foreign}/compare/{own}", f"/a/{own}/compare?with={foreign}"):
        assert visit.get(path).status_code == 404
    assert foreign not in visit.get(f"/a/{own}/compare").text


def test_what_a_file_brings_is_text_on_every_page(app, desk):
    """Markup, templates and addresses that run, in every text of an uploaded file."""
    attack = "<script>alert(1)</script>{{ 7 * 7 }}"
    raw = OFFER.replace('"Two lamps"', f"'{attack}'").replace('"A new one"', f"'{attack}'")
    raw = raw.replace('{title: "The box"}', f"{{title: '{attack}', url: 'javascript:alert(1)', authors: '{attack}'}}")
    raw = raw.replace(
        "{value: cold,", f"{{value: cold, comment: '{attack}', review: {{verdict: pending, by: '{attack}'}},"
    )
    member(desk, begun(desk)[1], "owner")
    visit = visit_of(desk, app, "a-owner")
    home = visit.post("/upload", "/upload", file=(io.BytesIO(raw.encode()), "x.yaml")).location
    for path in ("", "/options", "/options/new", "/options/new/remove", "/evidence", "/evidence/box",
                 "/review?option=new", "/review/colour@new", "/q/colour@new", "/studies/trials@new",
                 "/studies/trials@new/0", "/compare", "/across/colour", "/section/lamp?option=new", "/history",
                 "/result"):  # fmt: skip
        text = visit.get(f"{home}{path}").text
        assert "<script>alert" not in text, path
        assert 'href="javascript:' not in text, path
    assert "{{ 7 * 7 }}" in visit.get(f"{home}/options").text
