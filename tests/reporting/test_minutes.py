"""The minutes of a workshop and their workbook: what they tell, what they keep to themselves, and that they conform."""

from __future__ import annotations

import io
import re
from collections import Counter
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compass.catalogue.agendas import read_agenda
from compass.decision.adopting import adopted
from compass.decision.planning import noted, parked, planned, with_adoption
from compass.decision.running import acted, started, with_stage
from compass.decision.seeing import releases
from compass.decision.voting import acts
from compass.model.adoption import Choice
from compass.model.assessment import Answer
from compass.model.base import Text
from compass.model.release import Profile
from compass.model.workshop import Participant
from compass.reporting.html import render_html
from compass.reporting.pdf import render_pdf
from compass.reporting.workshops.minutes import build_minutes
from compass.reporting.workshops.record import Record
from compass.reporting.workshops.sheets import build_sheets, minutes_book
from compass.service.workspace import open_workspace
from tests.decision.polls import NOW, room, with_votes
from tests.decision.test_small_cells import by_difference, counted, exposed
from tests.reporting.pages import misplaced
from tests.reporting.test_pdf import failures
from tests.strategies import BOUNDED

TINY = Path("tests/packs/tiny")
SEATS = ("clinical", "technical")


@pytest.fixture(scope="module")
def tiny():
    """The pack with its agenda, its program and a worked case."""
    workspace = open_workspace(Path.cwd())
    checked = workspace.pack(str(TINY))
    agenda = read_agenda(TINY / "agendas/right.yaml", checked, workspace.shelf)
    read = workspace.assessment(TINY / "assessments/right.yaml")
    return checked.usable(), agenda, read.assessment


class Meeting:
    """A workshop on the tiny pack, played in a few words."""

    def __init__(self, tiny, mode="named", people=6, seats=SEATS):
        self.program, agenda, self.assessment = tiny
        self.workshop = planned(agenda, Text(fr="Une soirée", en="An evening"), mode)
        self.people = room(people, seats)

    def go(self, stage, cell=""):
        self.workshop = started(self.workshop, self.program.pack, stage, [cell] if cell else [], NOW)
        return self

    def vote(self, said, reveal=True, **also):
        self.workshop = acted(self.workshop, "open")
        stage = self.workshop.stage
        polls = (*stage.polls[:-1], with_votes(stage.poll, said, **also))
        self.workshop = with_stage(self.workshop, stage.model_copy(update={"polls": polls}))
        for act in ("seal", "reveal") if reveal else ("seal",):
            self.workshop = acted(self.workshop, act)
        return self

    def adopt(self, choice=None):
        poll = self.workshop.poll
        self.assessment, adoption = adopted(self.program, self.assessment, poll.cell, poll, self.people, choice)
        self.workshop = with_adoption(self.workshop, adoption)
        return self

    def record(self, language="en"):
        told = {"facilitator": "Camille", "date": "2026-11-24", "program": "compass"}
        return Record(self.program.pack, language, self.workshop, self.people, self.assessment, **told)


def played(tiny, mode="named", people=6):
    """Play every kind of step."""
    met = Meeting(tiny, mode, people).go("s1", "evenings")
    met.vote([100 + 20 * n for n in range(people)], why="It is dark.").vote([150 + n for n in range(people)]).adopt()
    met.go("s2", "colour@new").vote(["warm"] * (people - 1) + ["cold"])
    met.go("s3").vote([(4, 7)] * (people - 1) + [(9, 8)])
    met.go("s4").vote([(100.0,)] * people)
    met.go("s8").vote(["who pays"] * people)
    met.workshop = noted(parked(met.workshop, "The cellar"), "s2", "A lively debate")
    return met


def page_of(record):
    """Give the words of the page."""
    page = re.sub(r"<style>.*?</style>|<[^>]+>", " ", render_html(build_minutes(record)), flags=re.DOTALL)
    return unescape(page)


def rows_of(record, name):
    """Give the rows of a sheet of the workbook, none where it is not there."""
    return next((sheet.rows for sheet in build_sheets(record) if sheet.name == record.say(f"sheet.{name}")), ())


@pytest.mark.pdf
@pytest.mark.poppler
@pytest.mark.parametrize(("mode", "language"), [("named", "fr"), ("anonymous", "en")])
def test_minutes_conform_and_keep_to_their_pages(tiny, mode, language):
    import pikepdf  # noqa: PLC0415 — only the PDF tests need it

    made = render_pdf(render_html(build_minutes(played(tiny, mode).record(language))))
    assert failures(made) == []
    assert misplaced(made) == []
    with pikepdf.open(io.BytesIO(made)) as document:
        assert document.check_pdf_syntax() == []


def test_the_same_workshop_gives_the_same_page_and_the_same_workbook(tiny):
    one, other = (played(tiny).record() for _ in range(2))
    assert render_html(build_minutes(one)) == render_html(build_minutes(other))
    assert minutes_book(one) == minutes_book(other)


def test_the_agenda_is_told_as_planned_and_as_it_went(tiny):
    minutes = build_minutes(played(tiny).record())
    went = [(row.cells[0].text, row.cells[1].text) for row in minutes.agenda.rows]
    assert went[0] == ("6", "done, 2 rounds revealed")
    assert went[4] == ("5", "not reached")
    assert went[7] == ("5", "under way, 1 round revealed")


def test_numbers_are_those_that_the_assessment_took(tiny):
    met = played(tiny)
    taken = met.assessment.need["evenings"].value
    assert taken == {"low": 152.5, "likely": 152.5, "high": 152.5}
    (decision,) = rows_of(met.record(), "decisions")
    assert decision[2:5] == (152.5, 152.5, 152.5)
    last = [row for row in rows_of(met.record(), "numbers") if row[1] == 2]
    assert [row[2:5] for row in last] == [(152.5, 152.5, 152.5)]
    (row,) = build_minutes(met.record()).decisions.tables[0].rows
    assert row.cells[0].text == "152.5\u00a0cases per year (152.5 to 152.5)"
    (told, *_) = build_minutes(met.record()).votes
    assert "The median of the likely values is 152.5\u00a0cases per year" in " ".join(told.lead)


def test_who_differs_stands_by_the_decision_with_the_word_of_why(tiny):
    met = Meeting(tiny, people=2).go("s2", "colour@new").vote({"p0": "warm", "p1": "cold"}, why="It dazzles.")
    met.adopt(Choice(answer=Answer(value="warm"), reason=Text(fr="La notice.", en="The leaflet says so.")))
    (row,) = build_minutes(met.record()).decisions.tables[0].rows
    assert [cell.text for cell in row.cells] == ["Warm", "the facilitator’s choice", "Person 1: Cold (It dazzles.)"]
    assert row.cells[1].detail == "The leaflet says so."


def test_named_minutes_tell_who_said_what_and_anonymous_ones_no_name(tiny):
    named, anonymous = (played(tiny, mode).record() for mode in ("named", "anonymous"))
    assert "Person 3" in page_of(named)
    assert len(rows_of(named, "votes")) > 0
    for hidden in ("Person", "p3", "Who said what"):
        assert hidden not in page_of(anonymous)
        assert all(hidden not in str(value) for sheet in build_sheets(anonymous) for row in sheet.rows for value in row)
    assert "anonymous votes" in build_minutes(anonymous).head.stamp


def test_a_statement_on_nine_levels_is_judged_as_a_panel_does(tiny):
    met = Meeting(tiny).go("s3").vote([(8, 1), (8, 1), (9, 2), (7, 9), (8, 9), (9, 9)])
    (table,) = (each for each in build_minutes(met.record()).votes[0].tables if each.shape == "votes-ratings")
    together, apart = ([cell.text for cell in row.cells] for row in table.rows)
    assert together[0] == "8"
    assert together[3].endswith("approved, without disagreement.")
    assert apart[3].startswith("Nearer to two camps than to one answer.")
    assert apart[3].endswith("the panel disagrees, so it is undecided.")


@pytest.mark.parametrize("mode", ["named", "anonymous"])
def test_two_worlds_that_differ_in_what_is_not_revealed_give_the_same_bytes(tiny, mode):
    worlds = []
    for sealed in ("warm", "cold"):
        met = Meeting(tiny, mode, people=12).go("s2", "colour@new").vote(["warm"] * 6 + ["cold"] * 6)
        met.vote([sealed] * 12, reveal=False, why=f"{sealed} it is")
        met.go("s1", "evenings").vote([len(sealed)] * 12, reveal=False)
        worlds.append(met.record())
    assert render_html(build_minutes(worlds[0])) == render_html(build_minutes(worlds[1]))
    assert minutes_book(worlds[0]) == minutes_book(worlds[1])
    assert [vote.title for vote in build_minutes(worlds[0]).votes] == ["2. What colour? (A new one)"]


def test_minutes_of_a_rehearsal_say_on_every_page_that_nobody_said_this(tiny):
    met = Meeting(tiny)
    met.workshop = met.workshop.model_copy(update={"is_rehearsal": True})
    minutes = build_minutes(met.record())
    assert minutes.status == "A rehearsal"
    assert minutes.head.stamp.endswith("A rehearsal")
    assert "nothing here was said by anybody" in str(rows_of(met.record(), "read_me"))


@pytest.mark.parametrize("people", [1, 4])
def test_nothing_that_fewer_than_five_anonymous_people_say_is_told(tiny, people):
    worlds = []
    for said in (("warm", 100), ("cold", 200)):
        met = Meeting(tiny, "anonymous", people).go("s2", "colour@new").vote([said[0]] * people, why=said[0])
        met.go("s1", "evenings").vote([said[1]] * people, why=str(said[1]))
        worlds.append(met.record())
    assert page_of(worlds[0]) == page_of(worlds[1])
    assert minutes_book(worlds[0]) == minutes_book(worlds[1])


crowds = st.lists(
    st.tuples(
        st.sampled_from(SEATS),
        st.sampled_from(["one", "two"]),
        st.lists(st.sampled_from(["warm", "cold", None, "away"]), min_size=2, max_size=2),
    ),
    min_size=1,
    max_size=24,
)
"""Anonymous people with a seat, a table, and what they answer in two rounds; None does not know."""


def anonymous(tiny, crowd):
    met = Meeting(tiny, "anonymous", 0).go("s2", "colour@new")
    met.people = tuple(
        Participant(id=f"p{n}", name=f"Person {n}", seat=seat, table=table) for n, (seat, table, _) in enumerate(crowd)
    )
    for turn in range(2):
        if "open" in acts(met.workshop.poll):
            met.vote({f"p{n}": said[turn] for n, (_, _, said) in enumerate(crowd) if said[turn] != "away"})
    return met


@settings(BOUNDED, max_examples=60)
@given(crowd=crowds)
def test_no_group_under_five_can_be_had_from_the_page_or_the_workbook(tiny, crowd):
    met = anonymous(tiny, crowd)
    record, (found,) = met.record(), releases(met.workshop.poll, met.people)
    profiles = Counter(
        Profile(seat=seat, table=table, answers=tuple(map(as_counted, said[: len(met.workshop.poll.told)])))
        for seat, table, said in crowd
    )
    cells = counted(profiles, found)
    assert exposed(profiles, cells) is None
    assert by_difference(profiles, cells) is None
    told = [cell.persons for figure in found.figures for cell in figure.cells]
    assert [row[-1] for row in rows_of(record, "counts")] == told
    (vote,) = build_minutes(record).votes
    shown = [cell.text for table in vote.tables for row in table.rows for cell in row.cells if cell.kind == "number"]
    assert {int(text) for text in shown if text != "–"} <= set(told)
    by_group = [row for table in vote.tables if table.shape != "votes-counts" for row in table.rows]
    numbers = re.findall(r"\d+", " ".join(cell.text for row in by_group for cell in row.cells))
    assert set(map(int, numbers)) <= set(told)


@settings(BOUNDED, max_examples=30)
@given(crowd=crowds, data=st.data())
def test_who_of_those_that_sit_alike_said_what_can_not_be_read_off_anonymous_minutes(tiny, crowd, data):
    said = data.draw(st.permutations([said for _, _, said in crowd]))
    here = anonymous(tiny, [(SEATS[0], "one", each) for _, _, each in crowd]).record()
    there = anonymous(tiny, [(SEATS[0], "one", each) for each in said]).record()
    assert page_of(here) == page_of(there)
    assert build_sheets(here) == build_sheets(there)


def as_counted(said):
    return {None: "unsure", "away": None}.get(said, said)
