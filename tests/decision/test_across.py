"""Workshops taken together count each vote once, and an anonymous one gives nothing away by what the others say."""

from __future__ import annotations

from compass.decision.across import Held, together
from compass.decision.seeing import outcomes
from compass.model.agenda import Step
from compass.model.base import Text
from compass.model.running import Stage, Workshop
from compass.model.workshop import Participant
from tests.decision.polls import played, poll_of

WORDS = Text(fr="…", en="…")


def held(letter, *polls):
    """Give a workshop whose participants have ids of their own."""
    stage = Stage(id="s1", step=Step(step="pause", minutes=5, notes=WORDS), polls=polls)
    people = tuple(Participant(id=f"{letter}{number}", name="…") for number in range(12))
    return Held(Workshop(title=WORDS, mode="named", stages=(stage,)), people)


def said(letter, *votes, kind="preference", mode="named", cell="place", **fixed):
    named = {f"{letter}{number}": vote for number, vote in enumerate(votes)}
    return held(letter, played(poll_of(kind, mode, cell=cell, **fixed), named))


def told(*workshops):
    """Give what all say, by cell, and the mode."""
    whole = together(workshops, WORDS)
    people = [person for each in workshops for person in each.people]
    return {poll.cell: outcomes(poll, people)[-1].summary for poll in whole.polls}, whole.mode


def test_each_vote_counts_once_and_the_middle_is_that_of_all():
    found, mode = told(said("a", "here", "cloud"), said("b", "here", "here", "cloud"))
    assert (found["place"].persons, mode) == ({"cloud": 2, "here": 3}, "named")
    numbers, _ = told(said("a", 1, 2, kind="estimate"), said("b", 9, 10, 11, kind="estimate"))
    assert numbers["place"].likely == 9


def test_what_one_workshop_was_not_asked_is_what_the_other_says():
    found, _ = told(said("a", "here"), said("b", "cloud", cell="other"))
    assert (found["place"].persons["here"], found["other"].persons["cloud"]) == (1, 1)


def test_an_anonymous_workshop_that_tells_nothing_itself_goes_into_nothing():
    large, small = said("a", *["here"] * 6, mode="anonymous"), said("b", "here", "here", mode="anonymous")
    assert told(large, small)[0]["place"].persons == {"cloud": 0, "here": 6}
    assert told(small)[0] == {}


def test_all_are_anonymous_where_one_is():
    whole = together([said("a", *["here"] * 6, mode="anonymous"), said("b", *["here"] * 5)], WORDS)
    [outcome] = outcomes(whole.polls[0], [*held("a").people, *held("b").people])
    assert (whole.mode, outcome.votes, outcome.summary.persons["here"]) == ("anonymous", (), 11)


def test_what_was_asked_otherwise_later_is_left_out():
    found, _ = told(said("a", "here", "here"), said("b", "moon", "moon", choices=("moon",)))
    assert found["place"].persons == {"cloud": 0, "here": 2}


def test_weights_and_the_last_poll_of_a_cell_count():
    twice = held("a", *(played(poll_of(cell="place"), {"a0": vote}) for vote in ("here", "cloud")))
    assert told(twice)[0]["place"].persons == {"cloud": 1, "here": 0}
    weights = held("b", played(poll_of("weights"), {"b0": (100, 50)}))
    [poll] = together([weights], WORDS).polls
    assert outcomes(poll, weights.people)[-1].summary.points == {"climate": 100, "cost": 50}


def test_what_was_not_revealed_counts_for_nothing():
    assert together([held("a", poll_of(cell="place"))], WORDS).polls == ()
