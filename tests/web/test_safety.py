"""Who sees which page, and what does not get in: forged posts, fixed sessions, markup, foreign hosts, large bodies."""

from pathlib import Path

import pytest

from compass.service import people
from compass.service.evidence import add_evidence
from compass.service.responding import save_answer
from compass.service.studies import save_study
from tests.service.desks import ROLES, begun, desk_at, member, say
from tests.web.site import Visit, app_of, visit_of

PASSWORD = "horse battery staple"
READ = ("", "/check", "/history", "/q/evenings", "/result", "/result/sources", "/why/led/climate", "/what-if",
        "/what-if/evenings", "/settings", "/settings/weights", "/deepen", "/report")  # fmt: skip
READ += ("/options", "/across/energy", "/section/room", "/file")
READ += ("/report/full.en.pdf", "/compare", "/compare/tiny~right", "/evidence", "/review", "/studies/trials@led")
EDIT = ("/options/add", "/options/led", "/options/led/remove", "/options/file", "/evidence/add", "/evidence/box")
EDIT += ("/studies/trials@led/add", "/studies/trials@led/0")
"""Pages with nothing but a form."""
ANSWER = {"state": "known", "likely": "3", "version": "0"}
OPTION = {"title": "A lamp", "alternative": "led", "version": "1"}
STUDY = {"evidence": "box", "comfort:value": "0.5", "revision": "1"}
OFFER = Path("tests/packs/tiny/assessments/right.yaml").read_text(encoding="utf-8")
CHANGE = {
    "/q/evenings": ANSWER, "/undo/6": {}, "/restore/5": {},
    "/across/energy": {"energy@led:likely": "3"}, "/section/room": {"evenings:likely": "4", "evenings:version": "2"},
    "/evidence/add": {"title": "x"}, "/evidence/box": {"title": "x", "revision": "1"},
    "/studies/trials@led/0": {**STUDY, "page": "3"},
    "/studies/trials@led/add": {**STUDY, "setting": "b", "revision": "2"},
    "/studies/trials@led/0/remove": {"revision": "3"}, "/evidence/spare/remove": {},
    "/options/led": {**OPTION, "version": "1"}, "/options/add": OPTION,
    "/options/file": {"name": "x.yaml", "text": OFFER, "take": "1", "option": "new"}, "/options/led/remove": {},
    "/settings/weights": {"weights": "none", "version": "1"},
}  # fmt: skip
"""What a post changes, in an order in which each can be done."""
PUBLIC = ("/help", "/method", "/accessibility", "/privacy", "/glossary", "/library", "/library/tiny")


@pytest.fixture
def desk(tmp_path):
    with desk_at(f"sqlite:///{tmp_path / 'compass.db'}") as desk:
        yield desk


@pytest.fixture
def app(desk, tmp_path):
    app = app_of(desk, tmp_path / "documents", accounts=True)
    yield app
    app.extensions["compass"].office.close()


def proven(desk):
    """Begin an assessment with two documents, a study that names one, and an answer: five revisions."""
    actor, id = begun(desk)
    for name in ("box", "spare"):
        add_evidence(desk, actor, id, {"title": name})
    save_study(desk, actor, id, "trials@led", None, {key: [each] for key, each in STUDY.items()}, 0, "en")
    save_answer(desk, actor, id, "energy@keep", say("1"), 0, "en")
    return actor, id


def test_every_route_is_tried_here(app):
    told = {f"/a/<id>{path}" for path in (*READ, *EDIT, *CHANGE, "/review/energy@keep", "/delete")}
    told |= {"/", "/new", "/new/<pack>", "/upload"}
    told |= {"/library/<pack>" if path == "/library/tiny" else path for path in PUBLIC}
    told |= {"/library/<pack>/<factor>", "/theme/<path:name>"}
    told |= {"/sign-in", "/sign-out", "/first/<token>", "/static/<path:filename>"}
    plain = {"/q/<cell>": "/q/evenings", "/undo/<int:revision>": "/undo/6", "/restore/<int:revision>": "/restore/5"}
    plain |= {"/settings/<name>": "/settings/weights"}
    plain |= {"/result/<name>": "/result/sources", "/what-if/<cell>": "/what-if/evenings"}
    plain |= {"/options/<option>": "/options/led", "/options/<option>/remove": "/options/led/remove"}
    plain |= {"/evidence/<name>": "/evidence/box", "/evidence/<name>/remove": "/evidence/spare/remove"}
    plain |= {"/studies/<cell>": "/studies/trials@led", "/studies/<cell>/add": "/studies/trials@led/add"}
    plain |= {"/studies/<cell>/<int:place>": "/studies/trials@led/0", "/review/<cell>": "/review/energy@keep"}
    plain |= {"/studies/<cell>/<int:place>/remove": "/studies/trials@led/0/remove"}
    plain |= {"/compare/<other>": "/compare/tiny~right"}
    plain |= {"/across/<question>": "/across/energy", "/section/<section>": "/section/room"}
    plain |= {"/why/<option>/<name>": "/why/led/climate", "/report/<name>": "/report/full.en.pdf"}
    found = set()
    for rule in app.url_map.iter_rules():
        ending = rule.rule.removeprefix("/a/<id>")
        found.add(f"/a/<id>{plain.get(ending, ending)}" if rule.rule.startswith("/a/") else rule.rule)
    assert found == told


@pytest.mark.parametrize("role", [*ROLES, "stranger", "visitor"])
def test_the_role_decides_which_pages_open(app, desk, role):
    _, id = proven(desk)
    if role not in ("visitor", "stranger"):
        member(desk, id, role)
    elif role == "stranger":
        member(desk, id, None)
    account = {"visitor": None, "stranger": "a-None"}.get(role, f"a-{role}")
    visit = visit_of(desk, app, account)
    outside = {"visitor": 302, "stranger": 404}.get(role)
    for path in READ:
        assert visit.get(f"/a/{id}{path}").status_code == (outside or 200), path
    form, answers = "/sign-in" if role == "visitor" else "/new/tiny", role in ("owner", "editor")
    for path in EDIT:
        assert visit.get(f"/a/{id}{path}").status_code == (outside or (200 if answers else 403)), path
    for path, fields in CHANGE.items():
        got = visit.post(f"/a/{id}{path}", form, **fields).status_code
        assert got == (outside or (303 if answers else 403)), path
    judge, reviews = f"/a/{id}/review/energy@keep", role in ("owner", "reviewer")
    assert visit.get(judge).status_code == (outside or (200 if reviews else 403))
    given = visit.post(judge, form, verdict="accepted", version="1").status_code
    assert given == (outside or (303 if reviews else 403))
    assert visit.post(f"/a/{id}/delete", form).status_code == (outside or (303 if role == "owner" else 403))


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
