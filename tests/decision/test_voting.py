"""A vote is open, sealed, revealed, in this order and no other; what comes too late is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compass.decision.voting import acts, extended, opened, revealed, sealed, state_of, voted
from compass.errors import DeniedError
from compass.model.group import Vote
from tests.decision.polls import ASKED, LATER, NOW, ballot, played, poll_of, with_votes
from tests.strategies import BOUNDED

STEPS = {"open": opened, "seal": sealed, "reveal": revealed, "extend": lambda poll: extended(poll, LATER)}


def refused(action, *arguments):
    with pytest.raises(DeniedError) as error:
        action(*arguments)
    return error.value.problem.code


def test_a_round_goes_from_open_to_sealed_to_revealed():
    poll = poll_of()
    states = [state_of(poll)]
    for step in ("open", "extend", "seal", "reveal"):
        poll = STEPS[step](poll)
        states.append(state_of(poll))
    assert states == [None, "open", "open", "sealed", "revealed"]


@BOUNDED
@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=9))
def test_what_can_be_done_next_is_done_and_everything_else_refused(steps):
    poll = poll_of()
    for step in steps:
        if step in acts(poll):
            poll = STEPS[step](poll)
        else:
            assert refused(STEPS[step], poll) in ("W003", "W004")
    assert len(poll.rounds) <= poll.rule.rounds


def test_a_later_vote_of_the_same_round_replaces_the_earlier():
    poll = with_votes(with_votes(opened(poll_of()), ["cloud", "here"]), {"p0": "here"})
    assert [(vote.participant, vote.ballot.option) for vote in poll.rounds[-1].votes] == [
        ("p0", "here"),
        ("p1", "here"),
    ]


def test_in_which_order_votes_come_leaves_no_trace():
    one = with_votes(opened(poll_of()), {"p0": "cloud", "p1": "here"})
    other = with_votes(opened(poll_of()), {"p1": "here", "p0": "cloud"})
    assert one == other


def test_a_vote_at_or_after_the_end_is_refused():
    poll = opened(poll_of(), LATER)
    with_votes(poll, ["cloud"], LATER - timedelta(microseconds=1))
    assert refused(with_votes, poll, ["cloud"], LATER) == "W001"
    assert with_votes(extended(poll, LATER + timedelta(minutes=1)), ["cloud"], LATER).rounds[-1].votes


def test_a_vote_before_the_first_round_and_after_the_seal_is_refused():
    assert refused(with_votes, poll_of(), ["cloud"]) == "W001"
    for poll in (sealed(opened(poll_of())), revealed(sealed(opened(poll_of())))):
        assert refused(with_votes, poll, ["cloud"]) == "W001"


def test_a_paper_card_is_taken_until_the_reveal():
    poll = sealed(opened(poll_of(), LATER))
    assert with_votes(poll, ["cloud"], LATER, on_paper=True).rounds[-1].votes[0].on_paper
    with pytest.raises(DeniedError) as error:
        with_votes(revealed(poll), ["cloud"], LATER, on_paper=True)
    assert error.value.problem.code == "W001"


def test_another_round_begins_empty_and_keeps_the_earlier():
    poll = opened(played(poll_of(), ["cloud", "here"]))
    assert [len(round.votes) for round in poll.rounds] == [2, 0]


def test_what_the_facilitator_can_do_follows_the_state_and_the_rule():
    poll = opened(poll_of())
    assert [acts(each) for each in (poll_of(), poll, sealed(poll))] == [("open",), ("extend", "seal"), ("reveal",)]
    assert acts(played(poll_of(), ["cloud", "here"])) == ("open",)
    assert acts(played(poll_of(), ["cloud", "cloud", "cloud"])) == ()
    assert acts(opened(played(poll_of(), ["cloud", "here"]))) == ("extend", "seal")


def test_no_round_follows_beyond_the_rule_that_was_fixed_before():
    split = ["cloud", "here"]
    assert refused(opened, played(poll_of(rule={"rounds": 1}), split)) == "W004"
    assert refused(opened, played(poll_of(), ["cloud", "cloud", "cloud"])) == "W004"


SAID: dict = {"estimate": 3.0, "wish": 3.0, "fact": "here", "preference": "here", "words": "A test first."}
SAID |= {"ratings": (2, None), "weights": (100, 20)}


@pytest.mark.parametrize("kind", ASKED)
@pytest.mark.parametrize("other", ASKED)
def test_a_ballot_of_another_kind_is_refused(kind, other):
    vote = Vote(participant="p0", ballot=ballot(other, SAID[other]))
    if kind == other:
        assert voted(opened(poll_of(kind)), vote, NOW).rounds[-1].votes == (vote,)
    else:
        assert refused(voted, opened(poll_of(kind)), vote, NOW) == "W002"


@pytest.mark.parametrize("kind", ASKED)
def test_whoever_does_not_know_can_say_so(kind):
    assert with_votes(opened(poll_of(kind)), [None]).rounds[-1].votes[0].ballot.kind == "unsure"


@pytest.mark.parametrize(
    ("kind", "said"),
    [("fact", "moon"), ("preference", "moon"), ("ratings", (1,)), ("ratings", (6, 1))],
)
def test_a_ballot_that_goes_beyond_what_is_asked_is_refused(kind, said):
    assert refused(with_votes, opened(poll_of(kind)), [said]) == "W002"


def test_the_highest_level_is_taken():
    assert with_votes(opened(poll_of("ratings")), [(5, 1)]).rounds[-1].votes


def test_weights_of_a_criterion_that_is_not_asked_are_refused():
    vote = Vote(participant="p0", ballot=ballot("weights", (1, 2)))
    assert refused(voted, opened(poll_of("weights", choices=("climate",))), vote, NOW) == "W002"
