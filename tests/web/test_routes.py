"""Every route with every role and with objects of others: who may do what is declared here, and what is not fails."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest

from compass.service import attending, inviting, preparing, rehearsing, sharing
from compass.service.evidence import add_evidence
from compass.service.filing import keep_file
from compass.service.inviting import Asked
from compass.service.permissions import ALLOWED
from compass.service.preparing import Prepared
from compass.service.responding import save_answer
from compass.service.studies import save_study
from compass.store import workshops
from compass.store.people import set_role
from tests.service.desks import ROLES, begun, member, say
from tests.service.meetings import ESTIMATE, VOTE, Meeting
from tests.service.test_filing import SHEET, SHEET_DIGEST
from tests.web.site import Visit, visit_of

ACCOUNTS = True
PUBLIC = ("/help", "/method", "/accessibility", "/privacy", "/glossary", "/library", "/library/tiny")
"""Pages to read for everybody."""
OPEN = {"GET /", "GET /sign-in", "POST /sign-in", "POST /sign-out", "GET /first/<token>", "POST /first/<token>",
        "GET /s/<token>", "GET /join/<token>", "POST /join/<token>", "GET /static/<path:filename>",
        "GET /library/<pack>/<factor>", "GET /theme/<path:name>", "GET /join", "POST /join", "GET /w/<code>",
        "POST /w/<code>", "GET /w/<code>/now", "POST /w/<code>/vote", "POST /w/<code>/leave", "GET /w/<code>/data",
        "GET /w/<code>/back/<token>",
        *(f"GET {path.replace('tiny', '<pack>')}" for path in PUBLIC)}  # fmt: skip
"""Open to everybody; what a token opens has tests of its own."""
SIGNED_IN = {"GET /new", "GET /new/<pack>", "POST /new/<pack>", "GET /account", "POST /account/password",
             "GET /upload", "POST /upload", "POST /account/data", "POST /account/sign-out-everywhere",
             "GET /account/erase", "POST /account/erase"}  # fmt: skip
ACTS = {
    "see": {"GET /result", "GET /result/<name>", "GET /why/<option>/<name>", "GET /report", "POST /report",
            "GET /report/<name>"},
    "read": {"GET ", "GET /check", "GET /history", "GET /q/<cell>", "GET /deepen", "GET /people", "GET /what-if",
             "GET /what-if/<cell>", "POST /what-if/<cell>", "GET /options", "GET /file", "GET /across/<question>",
             "GET /section/<section>", "GET /settings", "GET /settings/<name>", "GET /compare", "GET /compare/<other>",
             "GET /evidence", "GET /evidence/<name>/file", "GET /review", "GET /studies/<cell>", "GET /workshops",
             "GET /workshops/<workshop>/door",
             "GET /workshops/<workshop>/screen", "GET /workshops/<workshop>/screen/now",
             "GET /workshops/<workshop>/result", "GET /workshops/together", "GET /workshops/<workshop>/papers",
             "GET /workshops/<workshop>/papers/<name>", "GET /workshops/<workshop>/divides"},
    "contribute": {"POST /q/<cell>", "POST /across/<question>", "POST /section/<section>"},
    "answer": {"GET /options/add", "POST /options/add", "GET /options/<option>", "POST /options/<option>",
               "GET /options/<option>/remove", "POST /options/<option>/remove", "GET /options/file",
               "POST /options/file", "POST /settings/<name>", "GET /evidence/add", "POST /evidence/add",
               "GET /evidence/<name>", "POST /evidence/<name>", "POST /evidence/<name>/remove",
               "POST /evidence/<name>/file", "POST /evidence/<name>/file/remove",
               "GET /studies/<cell>/add", "POST /studies/<cell>/add", "GET /studies/<cell>/<int:place>",
               "POST /studies/<cell>/<int:place>", "POST /studies/<cell>/<int:place>/remove",
               "POST /undo/<int:revision>", "POST /restore/<int:revision>", "POST /workshops",
               "GET /workshops/<workshop>", "GET /workshops/<workshop>/now", "GET /workshops/<workshop>/agenda",
               "POST /workshops/<workshop>/rehearse", "POST /workshops/<rehearsal>/simulate",
               "POST /workshops/<workshop>/do/<act>", "POST /workshops/<workshop>/hand-over",
               "POST /workshops/<workshop>/people", "POST /workshops/<workshop>/people/<participant>/seat",
               "GET /workshops/<workshop>/people/<participant>/card",
               "POST /workshops/<workshop>/people/<participant>/card", "GET /workshops/<workshop>/polls/<poll>",
               "POST /workshops/<workshop>/polls/<poll>"},
    "review": {"GET /review/<cell>", "POST /review/<cell>"},
    "manage": {"GET /shares", "POST /shares", "POST /shares/<share>/revoke", "POST /people/invite",
               "POST /people/<member>/role", "POST /people/<member>/owner", "POST /people/<member>/remove",
               "POST /invitations/<invitation>/withdraw", "POST /workshops/<workshop>/delete"},
    "delete": {"GET /delete", "POST /delete"},
}  # fmt: skip
"""What an act opens of an assessment: methods and paths after `/a/<id>`."""
FILLED = {"cell": "energy@keep", "option": "led", "name": "climate", "revision": "5", "pack": "tiny", "place": "0",
          "question": "energy", "section": "lamp", "other": "tiny~right", "act": "park", "poll": "p1"}  # fmt: skip
OWN = {"/result": {"name": "sources"}, "/report": {"name": "full.en.pdf"}, "/settings": {"name": "weights"},
       "/evidence/<name>/file": {"name": "box"}, "/evidence": {"name": "spare"}, "/studies": {"cell": "trials@led"},
       "/workshops": {"name": "cards.en.html"}}  # fmt: skip
"""What stands in an address, and where something else does."""
OBJECTS = ("member", "share", "invitation", "other", "workshop", "participant", "rehearsal")
"""What is of one assessment, or one itself, and has an id of its own."""
STUDY = {"evidence": "box", "comfort:value": "0.5", "revision": "1"}
FORM = {**STUDY, "state": "known", "likely": "3", "version": "1", "setting": "b", "weights": "none",
        "verdict": "accepted", "kind": "full", "lang": "en", "ending": "pdf", "role": "editor", "ends": "2026-12-01",
        "label": "", "title": "t", "agenda": "evening", "mode": "named", "filed": SHEET_DIGEST,
        "alternative": "led", "energy@led:likely": "3", "energy@keep:likely": "3",
        "energy@keep:version": "1", "name": "x.yaml", "take": "1", "option": "new",
        "text": Path("tests/packs/tiny/assessments/right.yaml").read_text(encoding="utf-8")}  # fmt: skip
PEOPLE = (*ROLES, "delegate", "guest", "stranger", "visitor")


def routes(app) -> set[str]:
    return {f"{method} {rule.rule}" for rule in app.url_map.iter_rules() for method in rule.methods & {"GET", "POST"}}


def of_assessment() -> list[tuple[str, str, str]]:
    """Give each route of an assessment: its method, its path and the act that it is."""
    return [(*route.split(" ", 1), act) for act, found in ACTS.items() for route in sorted(found)]


def test_every_route_is_declared(app):
    own = {f"{method} /a/<id>{path}" for method, path, _ in of_assessment()}
    assert routes(app) == OPEN | SIGNED_IN | own


def prepared(desk, role: str) -> tuple[str, dict[str, str], str]:
    """Begin an assessment in which somebody has a role, with two documents, a study, an answer, a file: six revisions.

    Give its id, the ids of what it holds, and a shared link.
    """
    owner, id = begun(desk)
    for name in ("box", "spare"):
        add_evidence(desk, owner, id, {"title": name})
    save_study(desk, owner, id, "trials@led", None, {key: [each] for key, each in STUDY.items()}, 0, "en")
    save_answer(desk, owner, id, "energy@keep", say("1"), 0, "en")
    keep_file(desk, owner, id, "box", SHEET, "")
    account = {"visitor": None, "guest": None}.get(role, f"a-{role}")
    with desk.database.writing() as connection:
        if role not in ("stranger", "visitor", "guest"):
            set_role(connection, id, account, role, None, "lamp" if role == "delegate" else None)
        set_role(connection, id, "a-other", "reader")
    token = sharing.share(desk, owner, id, "", "2026-12-01")
    inviting.invite(desk, owner, id, Asked("", "reader"))
    [share], [invitation] = sharing.shares(desk, owner, id), inviting.invitations(desk, owner, id)
    held = {"member": "a-other", "share": share.link.id, "invitation": invitation.id}
    return id, held | gathered(desk, owner, id, account if role in ("owner", "editor") else None), token


def gathered(desk, owner, id: str, account: str | None) -> dict[str, str]:
    """Gather a person in a workshop, one poll told and one open, with a rehearsal, for an account to run; give ids."""
    workshop = preparing.prepare(desk, owner, id, Prepared("evening", "t", "named"))
    found = Meeting(desk, owner, id, workshop, [])
    found.join("Ada")
    found.play(VOTE, {"value": "warm"})
    found.helm.go(ESTIMATE)
    found.helm.act("open")
    participant = attending.seat_by(desk, found.code, found.tokens[0]).participant.id
    copy = replace(found, workshop=rehearsing.rehearse(desk, owner, id, workshop, "en"))
    copy.helm.go(VOTE)
    copy.helm.act("open")
    if account is not None:
        with desk.database.writing() as connection:
            for each in (found, copy):
                workshops.pass_on(connection, each.kept, account)
    return {"workshop": workshop, "participant": participant, "rehearsal": copy.workshop}


def address(path: str, id: str, held: dict[str, str]) -> str:
    known = FILLED | next((own for start, own in OWN.items() if path.startswith(start)), {}) | held
    return f"/a/{id}" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: known[found[1]], path)


def asked(visit: Visit, method: str, path: str):
    sent = {"document": (io.BytesIO(SHEET.content), SHEET.name)} if path.endswith("/file") else {}
    return visit.get(path) if method == "GET" else visit.post(path, "/sign-in", **FORM, **sent)


@pytest.mark.parametrize("role", PEOPLE)
def test_the_role_decides_which_routes_open(app, desk, role):
    begun(desk)
    for name in {role, "other"} - {"guest", "visitor"}:
        member(desk, "", name, granted=False)
    id, held, token = prepared(desk, role)
    outside = {"visitor": 302, "stranger": 404}.get(role, 403)
    visit = visit_of(desk, app, None if role in ("guest", "visitor") else f"a-{role}")
    wrong = {}
    for method, path, act in of_assessment():
        expected = {outside}
        if act in ALLOWED.get(role, ()):
            id, held, token = prepared(desk, role)
            expected = {200} if method == "GET" else {200 if "/what-if/" in path else 303, 201}
        if role == "guest":
            visit.get(f"/s/{token}")
        got = asked(visit, method, address(path, id, held)).status_code
        if got not in expected:
            wrong[f"{method} {path}"] = got
    assert wrong == {}


def test_an_object_of_another_assessment_is_not_found_in_ones_own(app, desk):
    for name in ("owner", "other"):
        member(desk, "", name, granted=False)
    id, _, _ = prepared(desk, "owner")
    visit = visit_of(desk, app, "a-owner")
    _, foreign = begun(desk)
    elsewhere = prepared(desk, "stranger")[1] | {"member": "a-stranger", "other": foreign}
    nested = [(m, path) for m, path, _ in of_assessment() if any(f"<{name}>" in path for name in OBJECTS)]
    named = {found for _, path in nested for found in re.findall(r"<(\w+)>", path)}
    assert named - {"act", "name", "poll"} == set(OBJECTS)
    for method, path in nested:
        assert asked(visit, method, address(path, id, elsewhere)).status_code == 404, path
        assert asked(visit, method, address(path, foreign, elsewhere)).status_code == 404, path


def test_an_assessment_of_others_and_none_at_all_look_alike(app, desk):
    for name in ("stranger", "other"):
        member(desk, "", name, granted=False)
    id, held, _ = prepared(desk, "stranger")
    visit = visit_of(desk, app, "a-stranger")
    for method, path, _ in of_assessment():
        there, none = (asked(visit, method, address(path, each, held)) for each in (id, "0" * 16))
        assert (there.status_code, there.text) == (none.status_code, none.text), path


@pytest.mark.parametrize("route", sorted(SIGNED_IN))
def test_a_visitor_is_sent_to_sign_in(app, desk, route):
    method, path = route.replace("<pack>", "tiny").split(" ", 1)
    found = asked(Visit(app.test_client()), method, path)
    assert (found.status_code, found.headers.get("Location")) == (302, "/sign-in")
