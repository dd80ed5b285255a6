"""Every page in a real browser: no fault for axe, nothing scrolls sideways, no small letters; both languages, light and
dark, telephone and screen. The pages are read off the routes, so that a new one is visited or fails the test."""

import os
import re
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest

from compass.service import casework, inviting, rooms, sending, sharing
from compass.service.casework import Begun
from compass.service.inviting import Asked
from compass.service.permissions import Actor
from compass.service.sending import File
from compass.web.outcomes import PARTS
from tests.service.desks import begun
from tests.web.browser import Cross, faults_of, walking
from tests.web.test_routes import gathered

pytestmark = pytest.mark.browser
CROSSES = tuple(
    Cross(lang, width=width, scheme=scheme)
    for lang, width, scheme in product(("fr", "en"), (390, 1280), ("light", "dark"))
)
RIGHT = Path("tests/packs/tiny/assessments/right.yaml")
WRONG = Path("tests/packs/tiny/pack.yaml")
SILENT = {"/static/<path:filename>", "/theme/<path:name>", "/a/<id>/file", "/a/<id>/report/<name>", "/s/<token>",
          "/a/<id>/evidence/<name>/file",
          "/a/<id>/workshops/<workshop>/now", "/a/<id>/workshops/<workshop>/screen/now", "/w/<code>/now",
          "/w/<code>/data", "/w/<code>/back/<token>", "/a/<id>/workshops/<workshop>/papers/<name>"}  # fmt: skip
"""Routes that give no page of their own: files, parts of a page, other addresses."""
FILLED = {"pack": ("tiny",), "factor": ("ghg",), "option": ("new",), "question": ("energy",), "other": ("tiny~right",),
          "section": ("lamp", "room"), "place": ("0",), "workshop": ("{workshop}",), "participant": ("{participant}",),
          "poll": ("p1",), "code": ("{code}",), "token": ("any",)}  # fmt: skip
"""What stands in an address."""
OWN = {
    "/result/<name>": {"name": PARTS},
    "/settings/<name>": {"name": ("weights", "points", "ranks", "scales", "conditions")},
    "/evidence/<name>": {"name": ("box",)},
    "/why/<option>/<name>": {"name": ("climate", "used", "evenings")},
    "/studies/<cell>": {"cell": ("trials@new",)},
    "/review/<cell>": {"cell": ("colour@new", "trials@new")},
    "/what-if/<cell>": {"cell": ("evenings", "colour@new", "rooms@new")},
    "/q/<cell>": {"cell": ("evenings", "opened", "remark", "energy@new", "sharing@new", "colour@new", "rooms@new",
                           "dimmed@new", "trials@new")},
}  # fmt: skip
"""What stands in the addresses that hold such a part."""
BLANK = ("", "/check", "/result", "/report", "/evidence", "/review", "/options", "/history")
READ_ONLY = ("", "/q/evenings", "/section/lamp", "/settings/points", "/settings/weights", "/options", "/review",
             "/evidence", "/report")  # fmt: skip
MORE = ("/nowhere", "/library?q=2026", "{own}/check?all=1", "{own}/q/evenings?panel=1", "{own}/review?option=new",
        "{own}/section/lamp?option=new", *(f"{{blank}}{path}" for path in BLANK),
        *(f"/a/tiny~right{path}" for path in READ_ONLY))  # fmt: skip
"""Other looks of a page: opened further, of an assessment without answers, of one that is only to be read."""
BORN = "Jean Dupont, né le 12/03/1954"
STATES = {
    "wrong answer": ("{own}/q/evenings", {"#likely": "4000"}, "question.save"),
    "text about a patient": ("{own}/q/remark", {"#value": BORN}, "question.save"),
    "wrong answer of a section": ("{own}/section/room", {"[name='evenings:likely']": "4000"}, "sheet.save"),
    "another answer tried": ("{own}/what-if/evenings", {"#likely": "200"}, "whatif.compute"),
    "points without a reason": ("{own}/settings/points", {"#points-look": "100"}, "settings.save"),
    "rejected without a reason": ("{own}/review/colour@new", {"#v-rejected": None}, "question.save"),
    "document without a title": ("{own}/evidence/add", {}, "options.save"),
    "study without a document": ("{own}/studies/trials@new/add", {}, "options.save"),
    "offers of a file": ("{blank}/options/file", {"#file": RIGHT}, "upload.send"),
    "faults of a file": ("/upload", {"#file": WRONG}, "upload.send"),
    "link made": ("{own}/shares", {}, "share.make"),
    "invitation made": ("{own}/people", {}, "invite.make"),
    "seat in a workshop": ("/w/{code}", {"#name": "Bea"}, "join.do"),
    "no workshop of a code": ("/join", {"#code": "ABCD-EFGH"}, "code.do"),
    "no workbook of a brief": ("{own}/report", {"#k-brief": None, "#e-xlsx": None}, "report.make"),
    "document in the making": ("{fresh}/report", {"#k-questionnaire": None, "#e-pdf": None}, "report.make"),
}
"""What is seen after a post only: where, what is filled in or chosen, and the button."""
OUTSIDE = ("/", "/sign-in", "/first/any", "{join}", "/s/forged", "/join", "/w/{code}")
GUEST = ("{share}", "{own}/why/new/climate", "{own}/report", "{own}/check")


@dataclass(frozen=True)
class Scene:
    """An assessment with all that pages can show of one, a blank one, who owns both, and links to them."""

    owner: Actor
    places: dict[str, str]

    def visits(self, routes: list[str]) -> list[str]:
        """Give the addresses of every page, and of the other looks that one can have."""
        found = [path for rule in routes for path in self._filled(rule)]
        return [path.format_map(self.places) for path in (*found, *MORE)]

    def _filled(self, rule: str) -> list[str]:
        """Fill in a route with everything that stands for its blanks."""
        rule = re.sub(r"<\w+:(\w+)>", r"<\1>", rule).replace("/join/<token>", "{join}")
        rule = rule.replace("/a/<id>", "{blank}" if "<workshop>" in rule else "{own}")
        names = re.findall(r"<(\w+)>", rule)
        known = FILLED | next((own for part, own in OWN.items() if part in rule), {})
        missing = set(names) - known.keys()
        assert not missing, f"say what stands for {missing} in {rule}"
        return [re.sub(r"<(\w+)>", "%s", rule) % values for values in product(*(known[name] for name in names))]


@pytest.fixture(scope="module")
def scene(place):
    owner = place.account()
    own = sending.take_in(place.desk, owner, File(RIGHT.name, RIGHT.read_bytes()))
    _, blank = begun(place.desk, owner)
    sharing.share(place.desk, owner, own, "", "2026-12-20")
    inviting.invite(place.desk, owner, own, Asked("", "reader"))
    join = inviting.invite(place.desk, owner, own, Asked("Ada", "editor", "technical", "lamp"))
    share = sharing.share(place.desk, owner, own, "Comité", "2026-12-20")
    places = {"own": f"/a/{own}", "blank": f"/a/{blank}", "join": f"/join/{join}", "share": f"/s/{share}"}
    places |= gathered(place.desk, owner, blank, owner.account)
    places["code"] = rooms.room(place.desk, owner, blank, places["workshop"]).kept.code
    return Scene(owner, places)


@pytest.fixture(params=range(len(CROSSES)), ids=[str(cross) for cross in CROSSES])
def turn(request):
    return request.param


def of_turn(things, turn):
    """Give the things whose turn it is: all where COMPASS_FULL is set, else so that each has two turns that differ in
    language, width and scheme alike."""
    ways = len(CROSSES) // 2
    return [
        thing
        for place, thing in enumerate(things)
        if os.environ.get("COMPASS_FULL") or place % ways == min(turn, len(CROSSES) - 1 - turn)
    ]


def test_no_page_has_a_fault(chromium, place, scene, turn):
    routes = sorted({rule.rule for rule in place.app.url_map.iter_rules() if "GET" in rule.methods} - SILENT)
    cross, faults = CROSSES[turn], {}
    fresh = casework.begin(place.desk, scene.owner, Begun("tiny", str(cross), ("keep", "led"), ""), "en")
    with walking(chromium, place, cross) as walk:
        walk.sign_in(scene.owner)
        for path in of_turn(scene.visits(routes), turn):
            answer = walk.page.goto(place.address + path)
            faults[path] = faults_of(walk.page, cross.width)
            faults[path] += [f"status {answer.status}"] if answer.status != (404 if path == "/nowhere" else 200) else []
        for name in of_turn(STATES, turn):
            path, fields, button = STATES[name]
            walk.page.goto(place.address + path.format_map(scene.places | {"fresh": f"/a/{fresh}"}))
            for field, value in fields.items():
                fill_in(walk, field, value)
            walk.press(walk.button(button, area_of(path)))
            faults[name] = faults_of(walk.page, cross.width)
        assert_none(faults)


def area_of(path):
    """Give the area of texts that a page takes its words from."""
    areas = {"/shares": "people", "/people": "people", "/w/{code}": "workshop", "/join": "workshop"}
    return next((area for part, area in areas.items() if path.endswith(part)), "web")


def fill_in(walk, field, value):
    if value is None:
        walk.pick(field)
    elif isinstance(value, Path):
        walk.attach(field, value)
    else:
        walk.fill(field, value)


def test_no_page_for_strangers_and_readers_has_a_fault(chromium, place, scene, turn):
    faults = {}
    for paths in (OUTSIDE, GUEST):
        with walking(chromium, place, CROSSES[turn]) as walk:
            for path in of_turn(paths, turn) if paths is OUTSIDE else paths[: 1 if turn % 3 else None]:
                walk.page.goto(place.address + path.format_map(scene.places))
                faults[path] = faults_of(walk.page, CROSSES[turn].width)
    assert_none(faults)


def assert_none(faults):
    assert {path: found for path, found in faults.items() if found} == {}
