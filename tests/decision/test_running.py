"""A workshop goes from step to step; rounds close before it goes on, and what was revealed stays."""

from __future__ import annotations

from datetime import timedelta

import pytest

from compass.decision.planning import planned
from compass.decision.running import (
    acted,
    bare,
    ended,
    filled,
    following,
    longer,
    put,
    skipped,
    started,
    told_only,
)
from compass.decision.voting import state_of
from compass.errors import DeniedError
from compass.model.agenda import Agenda
from compass.model.base import Text
from compass.model.group import Preferred, Vote
from tests.decision.polls import LATER, NOW
from tests.helpers import program_of

WORDS = {"fr": "…", "en": "…"}
STEPS = [
    {"step": "vote", "question": "place"},
    {"step": "pause"},
    {"step": "estimate", "question": "energy"},
    {"step": "question", "ask": WORDS},
]
CELLS = ("energy@a", "energy@b")


@pytest.fixture(scope="module")
def pack():
    return program_of("""
        questions:
          place: {type: choice, nature: decision, options: [here, cloud]}
          energy: {between: [0, 1000]}
        findings: {all: place == here and energy > 1}
    """).pack


@pytest.fixture
def workshop():
    steps = [{**step, "minutes": 5, "notes": WORDS} for step in STEPS]
    agenda = Agenda(agenda="short", title=WORDS, minutes=20, mode="anonymous", steps=steps)
    return planned(agenda, Text(**WORDS))


def refused(act, *given):
    with pytest.raises(DeniedError) as caught:
        act(*given)
    return caught.value.problem.code


def statuses(workshop):
    return [stage.status for stage in workshop.stages]


def told(workshop):
    """Close and reveal the round that is open."""
    return acted(acted(workshop, "seal"), "reveal")


def test_a_workshop_goes_step_by_step_and_the_clock_of_each_begins_with_it(workshop, pack):
    assert (statuses(workshop), workshop.stage, following(workshop).id) == (["waiting"] * 4, None, "s1")
    first = started(workshop, pack, "s1", ("place",), NOW)
    assert first.stage.ends_at == NOW + timedelta(minutes=5)
    assert (first.poll.cell, first.poll.mode, state_of(first.poll)) == ("place", "anonymous", None)
    second = started(first, pack, following(first).id, (), NOW)
    assert statuses(second) == ["done", "running", "waiting", "waiting"]
    assert second.poll is None
    assert longer(second, 3).stage.ends_at == NOW + timedelta(minutes=8)


def test_going_back_takes_up_what_was_asked(workshop, pack):
    voted = told(acted(started(workshop, pack, "s1", ("place",), NOW), "open", LATER))
    back = started(started(voted, pack, "s2", (), NOW), pack, "s1", ("place",), LATER)
    assert back.poll == voted.poll
    assert statuses(back) == ["running", "done", "waiting", "waiting"]
    assert state_of(acted(back, "open").poll) == "open"


def test_a_question_of_options_is_put_for_one_option_at_a_time(workshop, pack):
    first = started(workshop, pack, "s3", CELLS, NOW)
    assert first.poll.cell == "energy@a"
    done = told(acted(first, "open"))
    other = put(done, pack, "energy@b")
    assert (other.poll.id, other.poll.cell, len(other.polls)) == ("p2", "energy@b", 2)
    again = put(other, pack, "energy@a")
    assert again.poll == done.poll
    assert set(again.asked) == set(CELLS)


def test_an_open_question_takes_words_and_one_with_choices_a_preference(workshop, pack):
    assert started(workshop, pack, "s4", (), NOW).poll.kind == "words"
    typed = workshop.stages[3].model_copy(update={"choices": (Text(**WORDS), Text(**WORDS))})
    offered = workshop.model_copy(update={"stages": (*workshop.stages[:3], typed)})
    poll = started(offered, pack, "s4", (), NOW).poll
    assert (poll.kind, poll.choices) == ("preference", ("c1", "c2"))


def test_nothing_goes_on_while_a_round_is_open(workshop, pack):
    going = acted(started(workshop, pack, "s1", ("place",), NOW), "open", LATER)
    acts = (
        lambda: started(going, pack, "s2", (), NOW),
        lambda: put(going, pack, "place"),
        lambda: skipped(going, "s1"),
        lambda: ended(going, NOW),
    )
    assert {refused(act) for act in acts} == {"W007"}
    assert acted(going, "extend", NOW).poll.rounds[-1].closes_at == NOW
    assert statuses(skipped(acted(going, "seal"), "s1"))[0] == "skipped"


def test_rounds_follow_their_order(workshop, pack):
    ready = started(workshop, pack, "s1", ("place",), NOW)
    assert refused(acted, ready, "reveal") == "W003"
    assert refused(acted, started(workshop, pack, "s2", (), NOW), "open") == "W009"
    assert refused(acted, workshop, "open") == "W009"
    assert refused(started, workshop, pack, "s9", (), NOW) == "W008"


def test_what_has_ended_takes_no_act_any_more(workshop, pack):
    over = ended(started(workshop, pack, "s1", ("place",), NOW), LATER)
    assert (over.ended_at, statuses(over)[0]) == (LATER, "done")
    acts = (
        lambda: started(over, pack, "s1", (), NOW),
        lambda: acted(over, "open"),
        lambda: longer(over, 1),
        lambda: ended(over, NOW),
    )
    assert {refused(act) for act in acts} == {"W006"}


def test_votes_stand_apart_from_the_workshop(workshop, pack):
    going = acted(started(workshop, pack, "s1", ("place",), NOW), "open", LATER)
    votes = {("p1", 1): [Vote(participant="a", ballot=Preferred(option="here"))], ("p1", 2): []}
    full = filled(going, votes)
    assert full.poll.rounds[0].of("a").ballot.option == "here"
    assert bare(full) == told_only(full) == going
    assert told_only(told(full)) == told(full)
