"""What waits can be changed, what was done cannot; topics and notes are kept."""

from __future__ import annotations

import pytest

from compass.decision import planning
from compass.decision.running import acted, started
from compass.errors import DeniedError
from compass.model.adoption import Adoption
from compass.model.agenda import Agenda, Step
from compass.model.assessment import Answer
from compass.model.base import Text
from tests.decision.polls import NOW
from tests.helpers import program_of

WORDS = Text(fr="…", en="…")
PAUSE = Step(step="pause", minutes=5, notes=WORDS)
ASK = Step(step="question", ask=WORDS, minutes=5, notes=WORDS)


@pytest.fixture(scope="module")
def pack():
    return program_of("questions: {energy: {between: [0, 1]}}\nfindings: {all: energy > 1}").pack


@pytest.fixture
def workshop():
    return planning.planned(Agenda(agenda="short", title=WORDS, minutes=15, steps=[ASK, PAUSE, ASK]), WORDS)


def refused(act, *given):
    with pytest.raises(DeniedError) as caught:
        act(*given)
    return caught.value.problem.code


def ids(workshop):
    return [stage.id for stage in workshop.stages]


def test_the_mode_is_fixed_before_the_first_vote(workshop, pack):
    ready = started(planning.in_mode(workshop, "anonymous"), pack, "s1", (), NOW)
    assert ready.poll.mode == "anonymous"
    named = planning.in_mode(ready, "named")
    assert (named.mode, named.poll.mode) == ("named", "named")
    assert refused(planning.in_mode, acted(named, "open"), "anonymous") == "W014"


def test_steps_that_wait_are_moved_taken_out_and_put_in(workshop, pack):
    going = started(workshop, pack, "s1", (), NOW)
    assert ids(planning.earlier(going, "s3")) == ["s1", "s3", "s2"]
    assert ids(planning.earlier(going, "s2")) == ["s1", "s2", "s3"], "what runs keeps its place"
    assert ids(planning.removed(going, "s2")) == ["s1", "s3"]
    assert planning.lasting(going, "s2", 9).stages[1].step.minutes == 9
    assert ids(planning.added(going, ASK)) == ["s1", "s4", "s2", "s3"]
    assert ids(planning.added(workshop, ASK, after="s3")) == ["s1", "s2", "s3", "s4"]
    assert ids(planning.added(workshop, ASK)) == ["s4", "s1", "s2", "s3"]
    assert planning.added(going, ASK, [WORDS]).stages[1].choices == (WORDS,)


def test_a_step_that_runs_is_left_as_it_is(workshop, pack):
    going = started(workshop, pack, "s1", (), NOW)
    for act in (planning.removed, planning.earlier):
        assert refused(act, going, "s1") == "W008"
    assert refused(planning.lasting, going, "s1", 9) == "W008"
    over = going.model_copy(update={"ended_at": NOW})
    assert refused(planning.added, over, ASK) == "W006"


def test_topics_are_parked_with_their_step_and_settled_one_by_one(workshop, pack):
    first = planning.parked(started(workshop, pack, "s1", (), NOW), "Who pays?")
    both = planning.parked(first, "Who repairs?")
    more = planning.settled(planning.parked(both, "Who decides?"), 1)
    assert [(each.text, each.is_settled) for each in more.parked] == [
        ("Who pays?", False), ("Who repairs?", True), ("Who decides?", False),
    ]  # fmt: skip
    done = planning.settled(both, 0)
    assert [(topic.text, topic.stage, topic.is_settled) for topic in done.parked] == [
        ("Who pays?", "s1", True),
        ("Who repairs?", "s1", False),
    ]
    assert planning.settled(done, 0, False) == both
    assert refused(planning.settled, done, 2) == "W008"
    assert planning.noted(planning.noted(workshop, "s2", "late"), "s2", "calm").stages[1].notes == ("late", "calm")


def test_a_later_answer_of_the_same_cell_takes_the_place_of_the_earlier(workshop):
    one, other, again = (
        Adoption(cell=cell, poll="p1", round=1, answer=Answer(value=value), proposer="medians")
        for cell, value in (("a", 1), ("b", 2), ("a", 3))
    )
    kept = workshop
    for each in (one, other, again):
        kept = planning.with_adoption(kept, each)
    assert kept.adoptions == (other, again)
