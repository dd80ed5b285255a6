"""What a rehearsal votes fits what is asked, differs between participants, and is the same each time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compass.decision.simulating import simulated
from compass.decision.voting import opened, voted
from compass.model.group import Unsure
from tests.decision.polls import ASKED, NOW, poll_of
from tests.strategies import BOUNDED


@BOUNDED
@given(st.sampled_from(sorted(ASKED)), st.text(max_size=8))
def test_a_simulated_vote_is_taken(kind, participant):
    poll = opened(poll_of(kind))
    vote = simulated(poll, participant or "p", "so")
    assert voted(poll, vote, NOW).rounds[-1].votes == (vote,)
    assert simulated(poll, participant or "p", "so") == vote


@pytest.mark.parametrize("kind", sorted(set(ASKED) - {"words"}))
def test_participants_differ_and_a_few_do_not_know(kind):
    poll = opened(poll_of(kind, between=(0, 365) if kind == "estimate" else None))
    said = [simulated(poll, f"p{number}", "so").ballot for number in range(200)]
    unsure = sum(isinstance(ballot, Unsure) for ballot in said)
    assert 5 < unsure < 40
    assert len({str(ballot) for ballot in said}) > 2
    if kind == "estimate":
        assert all(0 <= each.low <= each.high <= 365 for each in said if not isinstance(each, Unsure))
