"""Two worlds that differ in the votes of rounds nobody has revealed: every answer to everybody but the voters is the
same to the byte, on every route, with its headers and what is logged, and so is every row but the votes."""

import re
import secrets
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import count
from random import Random

import pytest
from sqlalchemy import select

from compass.service import attending, preparing
from compass.service.documents import Office
from compass.service.permissions import Actor
from compass.service.preparing import MODES, Prepared
from compass.service.responding import Sent, save_answers
from compass.store import tables, workshops
from compass.store.people import set_role
from compass.web.app import create_app
from compass.web.shown import Site
from tests import postgres
from tests.service.desks import NOW, ROLES, desk_at, member, say
from tests.service.meetings import ANSWERS, ESTIMATE, QUESTION, STATEMENTS, VOTE, WEIGHTS, Meeting, meeting
from tests.web.site import SECRET, Visit, visit_of
from tests.web.test_routes import FILLED, FORM, OWN, prepared, routes

WHY = {"sure": "guess", "why": "They are long."}
OPPOSITE = {
    "estimate": (ESTIMATE, {"likely": "1"}, {"low": "100", "likely": "200", "high": "300", **WHY}),
    "fact": (VOTE, {"value": "warm", **WHY}, {"value": "cold"}),
    "ratings": (STATEMENTS, {"level-1": "1", "level-2": "9"}, {"level-2": "2", **WHY}),
    "weights": (WEIGHTS, {"points-look": "100"}, {"state": "unsure", **WHY}),
    "words": (QUESTION, {"text": "Yes."}, {"text": "No, never, not in the cellar."}),
    "preference": ("s9", {"value": "c2"}, {"value": "c1", **WHY}),
    "wish": (ESTIMATE, {"value": "1"}, {"value": "250.5", **WHY}),
}
"""By the kind of a ballot: the stage that asks for it, and what its voters say in one world and in the other."""
VOTERS = 5
MEMBERS = (*ROLES, "delegate", "other")
EVERYBODY = ("editor", "reviewer", "reader", "delegate", "other", "guest", "neighbour", "elsewhere", "visitor", "owner")
"""Who looks on, the facilitator last: `guest` by a shared link, `neighbour` takes part and says the same in both
worlds, `elsewhere` takes part in another workshop."""
ACTS = ("go", "put", "extend", "prolong", "skip", "park", "settle", "note", "ask", "remove", "earlier", "last", "mode",
        "address", "open", "seal", "end")  # fmt: skip
"""What a facilitator may do while nothing is revealed; to reveal is to tell."""
ELSE = {"factor": "lamp", "filename": "web.css", "path": "none.css"}
PLACES = OWN | {"/report": {"name": "full.en.xlsx"}, "/workshops": {"name": "minutes.en.xlsx"}}
"""What stands in an address, by the part of an assessment that it is of."""
AFTERWARDS = (
    ("owner", "/a/<id>/workshops/<workshop>"),
    ("reader", "/a/<id>/workshops/<workshop>/screen"),
    ("neighbour", "/w/<code>"),
)
"""Who looks where after each act."""
TAKES = ("remove", "withdraw", "revoke", "role", "owner", "hand-over", "leave", "delete", "everywhere", "erase", "out")
"""Ends of addresses by which something goes that other posts need."""
OF_THE_CLOCK = ("Date", "Expires", "Last-Modified")
OF_A_FILE = (*OF_THE_CLOCK, "ETag")
"""The stamp of a file is made of its place and of when it was written."""


@dataclass
class World:
    """A site with a workshop for each kind of ballot and each mode; `heard` is all that anybody was answered."""

    app: object
    id: str
    known: dict[str, str]
    visits: dict[str, Visit]
    meetings: list[Meeting]
    elsewhere: Meeting
    caplog: pytest.LogCaptureFixture
    heard: dict[tuple, tuple] = field(default_factory=dict)
    visited: set[str] = field(default_factory=set)

    def hear(self, who: str, method: str, rule: str, **form: str):
        """Visit a route as somebody, and keep the answer and what was logged."""
        known = self.known | PLACES.get(f"/{'/'.join(rule.split('/')[3:4])}", {})
        path = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: known[found[1]], rule)
        self.caplog.clear()
        visit = self.visits[who]
        answer = visit.get(path) if method == "GET" else visit.post(path, "/sign-in", **{**FORM, **form})
        clock = OF_A_FILE if rule.endswith(("/report/<name>", "/papers/<name>")) else OF_THE_CLOCK
        head = [pair for pair in answer.headers if pair[0] not in clock]
        self.visited.add(f"{method} {rule}")
        self.heard[len(self.heard), who, method, path] = (answer.status_code, head, answer.data, self.caplog.messages)
        return answer

    def rules(self, method: str, *, of_workshops: bool) -> list[str]:
        """Give the routes of a method, last those by which something goes."""
        own = (route.split(" ", 1) for route in routes(self.app))
        found = [
            rule for by, rule in own if by == method and ("<workshop>" in rule or "<code>" in rule) == of_workshops
        ]
        return sorted(found, key=lambda rule: (rule.endswith(TAKES), rule))

    def enter(self, found: Meeting, voter: int) -> None:
        """Have those who take part come to a workshop, one with the token of another; have addresses name a voter."""
        for who, token in (("neighbour", found.tokens[-1]), ("elsewhere", self.elsewhere.tokens[0])):
            with self.visits[who].client.session_transaction() as session:
                session["seats"] = {found.code: token, self.elsewhere.code: self.elsewhere.tokens[0]}
        participant = attending.seat_by(found.desk, found.code, found.tokens[voter]).participant.id
        self.known |= {"code": found.code, "workshop": found.workshop, "participant": participant, "poll": "p1"}


class Here:
    """Makes documents at once, in this process."""

    def submit(self, make, *given):
        made = Future()
        made.set_result(make(*given))
        return made

    def shutdown(self, **_how):
        pass


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def urls(request, tmp_path):
    """The addresses of two empty databases."""
    with ExitStack() as stack:
        yield [
            f"sqlite:///{tmp_path / number}.db"
            if request.param == "sqlite"
            else stack.enter_context(postgres.database(request.getfixturevalue("server")))
            for number in ("one", "other")
        ]


@pytest.fixture
def fixed(monkeypatch):
    """Fix what is drawn and the time in signatures and cookies; give what begins the same draws anew."""
    drawn = Random()
    monkeypatch.setattr(secrets, "token_urlsafe", lambda size: drawn.randbytes(size).hex())
    monkeypatch.setattr(secrets, "token_hex", lambda size: drawn.randbytes(size).hex())
    monkeypatch.setattr(secrets, "choice", drawn.choice)
    monkeypatch.setattr("itsdangerous.TimestampSigner.get_timestamp", lambda _: 0)
    cookies = "flask.sessions.SecureCookieSessionInterface.get_expiration_time"
    monkeypatch.setattr(cookies, lambda _, app, _session: NOW + app.permanent_session_lifetime)

    def begin() -> None:
        drawn.seed(0)
        monkeypatch.setattr("tests.web.site._numbers", count(1))

    return begin


def world(desk, folder, which: int, caplog) -> World:
    app = create_app(Site(desk, Office(folder, Here()), None), SECRET, secure=False)
    for name in MEMBERS:
        member(desk, "", name, granted=False)
    id, held, link = prepared(desk, "owner")
    owner = Actor("a-owner")
    with desk.database.writing() as connection:
        for name in ROLES[1:]:
            set_role(connection, id, f"a-{name}", name)
        set_role(connection, id, "a-delegate", "delegate", None, "lamp")
    sent = {cell: Sent(say(value), int(cell == "energy@keep")) for cell, value in ANSWERS.items()}
    save_answers(desk, owner, id, {**sent, "evenings": Sent(say(likely="100"), 0)}, "en")
    meetings = [
        filled(desk, owner, id, kind, mode, which, is_sealed=(place + number) % 2 == 1)
        for place, kind in enumerate(OPPOSITE)
        for number, mode in enumerate(MODES)
    ]
    visits = {name: visit_of(desk, app, f"a-{name}") for name in MEMBERS}
    visits |= {name: Visit(app.test_client()) for name in ("guest", "neighbour", "elsewhere", "visitor", "comer")}
    visits["guest"].get(f"/s/{link}")
    known = FILLED | held | ELSE | {"id": id, "token": "forged"}
    return World(app, id, known, visits, meetings, meeting(desk, people=1), caplog)


def filled(desk, owner, id: str, kind: str, mode: str, which: int, *, is_sealed: bool) -> Meeting:
    """Play a round in which people differ and fill the next; in it the last who joined says the same in both worlds."""
    stage, *said = OPPOSITE[kind]
    workshop = preparing.prepare(desk, owner, id, Prepared("evening", f"{kind}, {mode}", mode))
    found = Meeting(desk, owner, id, workshop, [])
    for number in range(VOTERS + 1):
        found.join(f"Person {number}", "clinical")
    found.helm.ask("Which room?", ["The hall", "The attic"], 5)
    found.helm.go(stage)
    if kind == "wish":
        as_wish(desk, found)
    if kind != "weights":  # of one criterion there is no second round: all agree
        found.play(stage, *[said[0], said[1]] * 3)
    found.helm.act("open")
    for token in found.tokens[:VOTERS]:
        found.vote(token, **said[which])
    found.vote(found.tokens[-1], **said[0])
    if is_sealed:
        found.helm.act("seal")
    return found


def as_wish(desk, found: Meeting) -> None:
    """Have the current poll ask what is wished for, as a pack with a number to decide on would."""
    with desk.database.writing() as connection:
        kept = workshops.load(connection, found.id, found.workshop)
        stage = kept.workshop.stage
        poll = stage.poll.model_copy(update={"kind": "wish"})
        stages = [
            each.model_copy(update={"polls": (poll,)}) if each is stage else each for each in kept.workshop.stages
        ]
        workshops.save(connection, kept, kept.workshop.model_copy(update={"stages": tuple(stages)}))


def look(world: World, found: Meeting) -> None:
    """Have everybody open every page of a workshop, last somebody to whom a voter's seat is given back."""
    world.enter(found, 0)
    for who in EVERYBODY:
        for rule in world.rules("GET", of_workshops=True):
            world.hear(who, "GET", rule)
    given = world.hear("owner", "POST", "/a/<id>/workshops/<workshop>/people/<participant>/seat")
    world.known["token"] = re.search(r"/back/([\w-]+)", given.text)[1]
    for rule in ("/back/<token>", "", "/now", "/data"):
        world.hear("comer", "GET", f"/w/<code>{rule}")
    world.known["token"] = "forged"


def do(world: World, found: Meeting) -> None:
    """Have everybody do all that can be done in a workshop short of the reveal."""
    world.enter(found, 1)
    form = {"stage": found.kept.workshop.current, "round": "2", "poll": "p1", "cell": "evenings", "text": "t"}
    for rule in world.rules("POST", of_workshops=True):
        for act in ACTS if "<act>" in rule else ("",):
            world.known["act"] = act
            for who in EVERYBODY:
                world.hear(who, "POST", rule, **form)
            for who, page in AFTERWARDS:
                world.hear(who, "GET", page)


def fail(world: World, found: Meeting, form: dict[str, str]) -> None:
    """Have a vote be lost by a fault of the program: what is logged tells nothing of it."""
    voter = Visit(world.app.test_client())
    voter.get(f"/w/{found.code}/back/{found.tokens[1]}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("compass.store.seats.put_vote", lambda *_given: 1 / 0)
        world.caplog.clear()
        answer = voter.post(f"/w/{found.code}/vote", "/sign-in", poll="p1", round="2", **form)
    assert (answer.status_code, len(world.caplog.messages)) == (500, 1)
    world.heard["fault", found.code] = (world.caplog.text,)


def rows(desk) -> dict[str, list]:
    """Give every row but the votes."""
    with desk.database.reading() as connection:
        return {
            each.name: [tuple(row) for row in connection.execute(select(each).order_by(*each.primary_key))]
            for each in tables.metadata.sorted_tables
            if each.name != "votes"
        }


def told(found: Meeting, world: World) -> bytes:
    """Reveal what is hidden; give the projector's page."""
    if found.kept.workshop.poll.rounds[-1].state == "open":
        found.helm.act("seal")
    found.helm.act("reveal")
    return world.visits["owner"].get(f"/a/{found.id}/workshops/{found.workshop}/screen").data


def visit(world: World, method: str) -> None:
    """Have everybody visit the routes that are of no workshop."""
    for rule in world.rules(method, of_workshops=False):
        for who in EVERYBODY:
            world.hear(who, method, rule)


def lived(url: str, folder, which: int, caplog) -> tuple[World, dict[str, list], list[bytes]]:
    """Live one world: all pages, all posts; give what was heard, the rows, and what is told after the reveal."""
    with desk_at(url) as desk:
        found = world(desk, folder, which, caplog)
        for each in found.meetings:
            look(found, each)
        fail(found, found.meetings[0], OPPOSITE["estimate"][1 + which])
        for each in found.meetings[:2]:
            do(found, each)
        visit(found, "GET")
        after = [told(each, found) for each in found.meetings[2:]]
        visit(found, "POST")
        return found, rows(desk), after


def test_worlds_with_opposite_votes_look_alike_to_all_but_the_voters(urls, fixed, tmp_path, caplog):
    lives = []
    for which, url in enumerate(urls):
        fixed()
        lives.append(lived(url, tmp_path / str(which), which, caplog))
    (one, kept, after), (other, kept_there, after_there) = lives
    assert one.visited == routes(one.app)
    assert [place for place in one.heard if one.heard[place] != other.heard.get(place)] == []
    assert kept == kept_there
    assert all(here != there for here, there in zip(after, after_there, strict=True))
