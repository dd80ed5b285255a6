"""Minutes of a workshop that is kept: made elsewhere of what was revealed alone, with the numbers of the assessment."""

from __future__ import annotations

import pytest

from compass.decision.restoring import with_all, without_any
from compass.errors import UnavailableError
from compass.reporting.html import render_html
from compass.reporting.workshops.minutes import build_minutes
from compass.reporting.workshops.sheets import build_sheets
from compass.service import concluding, minutes
from compass.service.documents import Office
from compass.service.responding import save_answer
from compass.service.results import evaluation_of
from compass.service.rooms import room
from tests.service.desks import desk_at, say
from tests.service.meetings import ESTIMATE, STATEMENTS, WEIGHTS, answered, meeting
from tests.service.test_documents import Idle

HIDDEN = "not revealed yet"


@pytest.fixture
def desk(tmp_path):
    with desk_at(f"sqlite:///{tmp_path / 'compass.db'}") as desk:
        yield desk


@pytest.fixture
def met(desk):
    """A workshop that decided how many evenings there are, and how much each criterion weighs."""
    found = meeting(desk, people=6, seats=("clinical", "technical"))
    answered(found)
    found.play(ESTIMATE, *({"likely": str(100 + 20 * n), "why": "It is dark."} for n in range(6)))
    adopt(found, "p1")
    found.play(WEIGHTS, *({"points-look": "100"} for _ in range(6)))
    adopt(found, "p2")
    return found


def adopt(found, poll):
    concluding.adopt(found.desk, found.actor, found.id, found.workshop, poll)


def seen(found):
    return room(found.desk, found.actor, found.id, found.workshop, "read")


def record(found, language="en"):
    there = seen(found)
    assessment = there.opened.read.assessment
    return minutes.record_of(
        there.opened.whole, there.workshop, there.people, assessment, language, ("Camille", "2026-11-24")
    )


def test_their_numbers_are_those_of_the_assessment_that_they_made(met):
    told, opened = record(met), met.desk.open(met.actor, met.id)
    assert told.assessment == opened.read.assessment
    assert told.after.evaluation == evaluation_of(met.desk, opened)
    decided = {sheet.name: sheet.rows for sheet in build_sheets(told)}["Decisions"]
    value = opened.read.assessment.need["evenings"].value
    assert decided[0][2:5] == (value["low"], value["likely"], value["high"])
    result = {row[0]: row[1:] for row in {sheet.name: sheet.rows for sheet in build_sheets(told)}["Result"]}
    standings = told.after.evaluation.decision.standings
    assert {told.option_title(each.option): each.ranks[0] for each in standings} == {k: v[1] for k, v in result.items()}


def test_the_result_without_the_workshop_is_that_of_the_assessment_before_it(met):
    taken = met.kept.workshop.adoptions
    after = met.desk.open(met.actor, met.id).read.assessment
    before = without_any(after, taken)
    assert "evenings" not in before.need
    assert before.settings.weights is None
    again = with_all(before, taken)
    assert again.need["evenings"].value == after.need["evenings"].value
    assert again.settings.weights == after.settings.weights
    assert with_all(after, taken) == after
    assert record(met).before is None
    assert "Without what was decided there is no result" in render_html(build_minutes(record(met)))


def test_a_decision_taken_again_still_replaces_what_stood_before_the_workshop(met):
    met.play(ESTIMATE, *({"likely": "300"} for _ in range(6)))
    adopt(met, "p1")
    taken = {each.cell: each for each in met.kept.workshop.adoptions}
    assert taken["evenings"].replaced is None
    assert taken["evenings"].answer.value["likely"] == 300


def test_an_answer_changed_afterwards_does_not_change_what_the_minutes_tell(met):
    before = record(met)
    save_answer(met.desk, met.actor, met.id, "evenings", say("7"), 1, "en")
    assert met.desk.open(met.actor, met.id).read.assessment.need["evenings"].value == 7
    assert build_minutes(record(met)) == build_minutes(before)


@pytest.mark.parametrize("act", ["open", "seal"])
def test_nothing_of_a_vote_that_is_not_revealed_leaves_for_the_making(met, act):
    met.helm.go(STATEMENTS)
    met.helm.act("open")
    for token in met.tokens:
        met.vote(token, **{"level-1": "9", "level-2": "1", "why": HIDDEN})
    if act == "seal":
        met.helm.act("seal")
    asked = minutes.asked(seen(met), "minutes")
    assert HIDDEN not in "".join(vars(asked).values())
    assert HIDDEN not in minutes.make(asked, ".html", "en").decode()


def test_a_paper_is_ordered_once_for_what_it_is_made_of(met, tmp_path):
    office = Office(tmp_path / "documents", pool=Idle())
    for _ in range(2):
        assert office.order_of_workshop(minutes.asked(seen(met), "minutes"), ".pdf", "fr") is None
    assert len(office.pool.asked) == 1
    met.helm.park("Who pays?")
    assert office.order_of_workshop(minutes.asked(seen(met), "minutes"), ".pdf", "fr") is None
    assert len(office.pool.asked) == 2
    with pytest.raises(UnavailableError) as refused:
        office.order_of_workshop(minutes.asked(seen(met), "guide"), ".xlsx", "fr")
    assert refused.value.problem.code == "S003"


@pytest.mark.parametrize("paper", minutes.PAPERS)
def test_each_paper_is_made_of_what_was_written_out(met, paper):
    made = minutes.make(minutes.asked(seen(met), paper), ".html", "fr").decode()
    assert 'lang="fr"' in made
    assert "An evening" in made


def test_the_workbook_is_the_same_each_time(met):
    asked = minutes.asked(seen(met), "minutes")
    assert minutes.make(asked, ".xlsx", "en") == minutes.make(asked, ".xlsx", "en")
